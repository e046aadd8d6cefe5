"""What people can do on Slack, with signed deliveries to a running server and a strict fake Slack."""

from collections.abc import AsyncIterator

import pytest

from bot.engine import Engine
from tests.slack_driver import ids, plain
from tests.slack_fixtures import Running, running

QUESTION = "Did Obama say he'd have more flexibility?"
PUTIN = "Did Putin say he'd have more flexibility?"
SNOPES = "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"


@pytest.fixture
async def bot(engine: Engine) -> AsyncIterator[Running]:
    async with running(engine) as found:
        yield found
        assert found.slack.problems == []


async def test_the_command_is_answered_to_its_asker_alone_verdict_first(bot: Running) -> None:
    seen = await bot.people.command(QUESTION)
    assert seen["response_type"] == "ephemeral"
    assert seen["blocks"][0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "✔ True", "emoji": False},
    }
    shown = plain(seen)
    assert "This is my last election. After my election, I have more flexibility." in shown
    assert SNOPES in shown
    assert seen["text"].startswith("✔ True")
    assert seen["attachments"][0]["color"] == "#2eb67d"
    assert ids(seen) == ["share", "right", "wrong"]
