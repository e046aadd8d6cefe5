"""A question's way through both platforms in one process: asked on Telegram, answered in Slack, told on
Telegram, corrected, forgotten."""

import pytest

from adapters.editors.newsroom import Newsroom
from bot.conversation import Conversation
from bot.inbox import Inbox
from bot.wording import Wording

from .fake_slack import BOT_USER
from .fake_telegram import FakeTelegram
from .slack_driver import plain
from .slack_fixtures import running
from .telegram_chat import ANNA, BERT, message, pressed, webhook
from .test_notifying import HEAR, notifying, rated, to_telegram

ROOM, BEN = "C0EDITORS", "U0BEN"
QUESTION = "Is the mayor of Entenhausen made of marzipan?"
IN_OTHER_WORDS = "is the mayor of Entenhausen made of MARZIPAN ?!"


async def test_what_is_asked_on_telegram_is_answered_in_slack_told_once_corrected_and_forgotten(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.editors.cards.LOOK_SECONDS", 0.02)
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
            for label in HEAR[: 3 if user is ANNA else 2]:
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
        service = notifying(conversation, to_telegram(server))
        before = len(server.sent)
        await service.send_due()
        await service.send_due()
        (told,) = server.sent[before:]
        assert told["chat_id"] == ANNA["id"]
        assert told["text"].startswith("You wanted to hear of this question. Here is the answer:\n\n✘ False")
        store = conversation.engine.store
        (claim,) = store.claims([Inbox(conversation).group(1).claim])
        with store.writing() as db:
            store.write(db, [rated(claim, "true")])
        await service.send_due()
        await service.send_due()
        (corrected,) = server.sent[before + 1 :]
        assert (corrected["chat_id"], corrected["to"]) == (ANNA["id"], told["to"])
        assert corrected["text"].startswith("The verdict that you were told has changed.")
        assert "✔ True" in corrected["text"]
        await server.post(server.update(message=message("/forget", user=ANNA)))
        await server.post(server.update(message=message("/mydata", user=ANNA)))
        assert "Nothing is kept about you." in server.sent[-1]["text"]
        with store.writing() as db:
            store.write(db, [claim])
        before = len(server.sent)
        await service.send_due()
        await service.finish()
        assert len(server.sent) == before
        await server.post(server.update(message=message(QUESTION, user=BERT)))
        assert server.sent[-1]["text"].startswith("✘ False")
        assert "Entenhausen Check" in server.sent[-1]["text"]
        assert slack.problems == []
