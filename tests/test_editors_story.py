"""A question's way through both platforms in one process: asked on Telegram, answered in Slack."""

import pytest

from adapters.newsroom import Newsroom
from bot.conversation import Conversation
from bot.wording import Wording

from .fake_slack import BOT_USER
from .fake_telegram import FakeTelegram
from .slack_driver import plain
from .slack_fixtures import running
from .telegram_chat import ANNA, BERT, message, pressed, webhook

ROOM, BEN = "C0EDITORS", "U0BEN"
QUESTION = "Is the mayor of Entenhausen made of marzipan?"
IN_OTHER_WORDS = "is the mayor of Entenhausen made of MARZIPAN ?!"


async def test_what_is_asked_on_telegram_is_answered_in_slack_and_then_known_to_everybody(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.cards.LOOK_SECONDS", 0.02)
    newsroom = Newsroom(ROOM, Wording("en"), publisher="Entenhausen Check")
    async with (
        FakeTelegram().running() as server,
        webhook(conversation, server),
        running(conversation, editors=newsroom) as bot,
    ):
        slack = bot.slack
        slack.members[ROOM] = [BOT_USER, BEN]
        for user, text in ((ANNA, QUESTION), (BERT, IN_OTHER_WORDS)):
            asked = message(text, user=user)
            await server.post(server.update(message=asked))
            assert server.sent[-1]["text"].startswith("Nothing found")
            for label in ("Ask the editors", "Yes, pass it on"):
                press = pressed(server.sent[-1], label, asked, user=user)
                await server.post(server.update(callback_query=press))
        await slack.until(lambda: (ROOM, "1700000001.000100") in slack.messages)
        card = slack.messages[ROOM, "1700000001.000100"]
        assert QUESTION in plain(card)
        await bot.people.press(card, "editors_answer", BEN, ephemeral=False, channel=ROOM)
        await slack.until(lambda: slack.views)
        (form,) = slack.views
        answer = {
            "claim": "The mayor of Entenhausen is made of marzipan.",
            "verdict": "false",
            "sources": "https://example.org/mayor",
        }
        done = await bot.people.submit(form, BEN, **answer)
        assert plain(done["view"]).startswith("Done.")
        await slack.until(lambda: "Answered by" in plain(slack.messages[ROOM, "1700000001.000100"]))
        assert "Asked 2 times" in plain(slack.messages[ROOM, "1700000001.000100"])
        assert len([channel for channel, _ in slack.messages if channel == ROOM]) == 1
        await server.post(server.update(message=message(QUESTION, user=BERT)))
        assert server.sent[-1]["text"].startswith("✘ False")
        assert "Entenhausen Check" in server.sent[-1]["text"]
        assert slack.problems == []
