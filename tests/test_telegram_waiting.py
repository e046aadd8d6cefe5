"""What Telegram makes the bot wait for: only that chat waits, nothing is lost, nothing is done twice."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from bot.conversation import Conversation, Who
from bot.memory.ledger import Ledger

from .fake_telegram import FakeTelegram, Refused
from .telegram_chat import ANNA, GROUP, last, message, polling, pressed, say, until, webhook

QUESTION = "Did Obama say he'd have more flexibility?"
NOTHING = "Zebras wear pyjamas at night"
Fault = Callable[[str, dict[str, Any]], None]


def refused(method: str, seconds: int, *, chat: int | None = None, times: int = 1_000_000) -> Fault:
    """Too many requests of a method, in one chat or in all, so many times."""
    left = [times]

    def fault(called: str, values: dict[str, Any]) -> None:
        if called == method and chat in (None, values.get("chat_id")) and left[0]:
            left[0] -= 1
            raise Refused(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)

    return fault


def calls(server: FakeTelegram, method: str) -> int:
    return [name for name, _ in server.calls].count(method)


def kept(conversation: Conversation) -> list[str]:
    """The updates that wait."""
    rows = conversation.ledger.file.db.execute("SELECT key FROM jobs WHERE platform = 'telegram'")
    return [row[0] for row in rows.fetchall()]


async def test_who_must_wait_gets_the_answer_after_it_and_is_tried_no_sooner(
    conversation: Conversation, server: FakeTelegram
) -> None:
    server.faults.append(refused("sendMessage", 2, times=2))
    server.deliver(message=message(QUESTION))
    async with polling(conversation, server):
        await until(lambda: kept(conversation))
        await until(lambda: not server.updates)
        await until(lambda: server.sent)
        await until(lambda: not kept(conversation))
    assert calls(server, "sendMessage") == 3
    assert server.sent[0]["text"].startswith("✔ True")


async def test_one_chat_that_must_wait_holds_up_nobody_else(
    conversation: Conversation, server: FakeTelegram
) -> None:
    server.faults.append(refused("sendMessage", 3600, chat=-900))
    asked = [message(f"/factcheck {QUESTION}", chat={**GROUP, "id": -900}) for _ in range(70)]
    for each in asked:
        server.deliver(message=each)
    async with polling(conversation, server):
        for at in range(150):
            server.deliver(message=message(QUESTION, user={**ANNA, "id": 2000 + at}))
        await until(lambda: len(server.sent) == 150, seconds=20)
        await until(lambda: not server.updates)
        assert len(kept(conversation)) == 70
        rows = conversation.ledger.file.db.execute("SELECT sealed FROM jobs").fetchall()
        assert all(b"flexibility" not in row[0] for row in rows)
    assert calls(server, "sendMessage") == 220
    server.faults.clear()
    # As if this process had been killed a while ago, and another one starts.
    conversation.ledger = Ledger(conversation.ledger.file)
    conversation.ledger.file.db.execute("UPDATE deliveries SET at = ? WHERE NOT done", [time.time() - 61])
    async with polling(conversation, server):
        await until(lambda: len(server.sent) == 220, seconds=20)
    assert [sent["to"] for sent in server.sent[150:]] == [each["message_id"] for each in asked]


async def test_what_a_button_has_done_is_not_done_again_where_that_cannot_be_acknowledged(
    conversation: Conversation, server: FakeTelegram
) -> None:
    asked = message(QUESTION)
    server.deliver(message=asked)
    async with polling(conversation, server):
        await until(lambda: server.sent)
        server.faults.append(refused("answerCallbackQuery", 90))
        server.deliver(callback_query=pressed(server.sent[0], "Not what I meant", asked))
        await until(lambda: not server.updates)
        await until(lambda: calls(server, "answerCallbackQuery"))
    assert len(server.sent) == 2
    assert server.sent[1]["text"].startswith("Which of these did you mean?")
    assert kept(conversation) == []


@pytest.mark.parametrize("how", [polling, webhook])
async def test_whoever_has_passed_a_question_on_is_not_told_that_somebody_had_before(
    conversation: Conversation, server: FakeTelegram, how: Any
) -> None:
    asked = message(NOTHING)
    async with how(conversation, server):
        server.deliver(message=asked) if how is polling else await say(server, asked)
        await until(lambda: server.sent)
        ask = pressed(server.sent[0], "Ask the editors", asked)
        server.deliver(callback_query=ask) if how is polling else await say(server, ask, "callback_query")
        await until(lambda: len(server.sent) == 2)
        server.faults.append(refused("editMessageReplyMarkup", 90, times=1))
        passed = pressed(server.sent[1], "Yes, pass it on", asked)
        server.deliver(callback_query=passed) if how is polling else await say(
            server, passed, "callback_query"
        )
        await until(lambda: calls(server, "answerCallbackQuery") == 2)
    assert len(conversation.questions.store.passed_on()) == 1
    assert "already" not in last(server, "answerCallbackQuery")["text"]


@pytest.mark.parametrize(
    ("how", "method"), [(polling, "getMe"), (polling, "deleteWebhook"), (webhook, "setWebhook")]
)
async def test_the_bot_starts_once_it_has_waited_as_it_was_asked_to(
    conversation: Conversation, server: FakeTelegram, how: Any, method: str
) -> None:
    server.faults.append(refused(method, 1, times=1))
    async with how(conversation, server):
        assert calls(server, method) == 2


async def test_what_is_overheard_in_a_group_is_never_kept(
    conversation: Conversation, server: FakeTelegram
) -> None:
    group = str(GROUP["id"])
    conversation.change_settings(Who("telegram", group, group), when="matches")
    server.faults.append(refused("sendMessage", 3600))
    server.deliver(message=message(QUESTION, chat=GROUP))
    async with polling(conversation, server):
        await until(lambda: calls(server, "sendMessage"))
        await until(lambda: not server.updates)
    assert kept(conversation) == []
