"""Messages that belong together: a message and its edits, a comment and the forward below it, an album."""

import asyncio
from typing import Any

import pytest

from adapters.telegram.routing import Telegram
from bot.conversation import Conversation

from .fake_telegram import FakeTelegram, Refused
from .telegram_chat import BERT, CHANNEL, GROUP, forwarded, message, polling, say, until

QUESTION = "Did Obama say he'd have more flexibility?"
NOTHING = "Zebras wear pyjamas at night"
POINTING = "Is it true that zebras wear pyjamas at night?"
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
POST = {"type": "channel", "chat": CHANNEL, "message_id": 5}


def edited(said: dict[str, Any], **change: Any) -> dict[str, Any]:
    """The same message, changed."""
    length = len(change.get("text", "").split(maxsplit=1)[0]) if change.get("text", "").startswith("/") else 0
    entities = [{"type": "bot_command", "offset": 0, "length": length}] if length else said.get("entities")
    return {**said, **({"entities": entities} if entities else {}), **change, "edit_date": 1_700_000_009}


async def together(server: FakeTelegram, *said: dict[str, Any]) -> list[dict[str, Any]]:
    """Deliver messages at once, in this order; what the bot sent because of them."""
    before = len(server.sent)
    updates = [server.update(message=each) for each in said]
    await asyncio.gather(*map(server.post, updates))
    return server.sent[before:]


async def test_a_message_and_its_edit_in_hand_together_have_one_answer_for_the_last_text(
    conversation: Conversation, server: FakeTelegram
) -> None:
    asked = [message(NOTHING, user={**BERT, "id": 100 + at}) for at in range(10)]
    for each in asked:
        server.deliver(message=each)
        server.deliver(edited_message=edited(each, text=QUESTION))
    async with polling(conversation, server):
        await until(lambda: not server.updates)
    answers = {sent["message_id"]: sent["text"] for sent in server.sent}
    assert len(answers) == 10
    assert all(text.startswith("✔ True") for text in answers.values())


async def test_a_message_that_comes_after_its_edit_changes_nothing(
    bot: Telegram, server: FakeTelegram
) -> None:
    asked = message(NOTHING)
    (sent,) = await say(server, edited(asked, text=QUESTION), "edited_message")
    assert sent["text"].startswith("✔ True")
    assert await say(server, asked) == []


@pytest.mark.parametrize(
    ("call", "changed"),
    [("/factcheck", "/factcheck please"), ("@factcheck_bot", "@factcheck_bot is this true?")],
)
async def test_an_edited_call_under_a_post_still_asks_about_that_post(
    bot: Telegram, server: FakeTelegram, call: str, changed: str
) -> None:
    asked = message(call, chat=GROUP, reply_to_message=message(QUESTION, user=BERT, chat=GROUP))
    (sent,) = await say(server, asked)
    (again,) = await say(server, edited(asked, text=changed), "edited_message")
    assert again["message_id"] == sent["message_id"]
    assert sent["text"].startswith("✔ True")
    assert again["text"].startswith("✔ True")


async def test_an_edited_command_is_a_command(bot: Telegram, server: FakeTelegram) -> None:
    asked = message("/help")
    await say(server, asked)
    (sent,) = await say(server, edited(asked, text="/privacy"), "edited_message")
    assert "for 90 days" in sent["text"]
    asked = message(f"/factcheck {NOTHING}")
    (sent,) = await say(server, asked)
    (again,) = await say(server, edited(asked, text=f"/factcheck {QUESTION}"), "edited_message")
    assert again["message_id"] == sent["message_id"]
    assert again["text"].startswith("✔ True")


async def test_an_edit_in_a_group_calls_nobody(bot: Telegram, server: FakeTelegram) -> None:
    for text in ("hello", "/help"):
        asked = message(text, chat=GROUP)
        await say(server, asked)
        assert await say(server, edited(asked, text=f"@factcheck_bot {QUESTION}"), "edited_message") == []
        assert await say(server, edited(asked, text="/settings"), "edited_message") == []


async def test_a_place_that_moves_is_answered_once(bot: Telegram, server: FakeTelegram) -> None:
    place = message(location={"latitude": 1.0, "longitude": 1.0})
    assert len(await say(server, place)) == 1
    moved = edited(place, location={"latitude": 2.0, "longitude": 1.0})
    assert await say(server, moved, "edited_message") == []


async def test_an_edited_question_whose_answer_was_deleted_is_answered_anew(
    bot: Telegram, server: FakeTelegram
) -> None:
    asked = message(NOTHING)
    (sent,) = await say(server, asked)
    server.sent.remove(sent)
    (new,) = await say(server, edited(asked, text=QUESTION), "edited_message")
    assert (new["method"], new["to"]) == ("sendMessage", asked["message_id"])
    assert new["text"].startswith("✔ True")
    (again,) = await say(server, edited(asked, text=NOTHING), "edited_message")
    assert again["message_id"] == new["message_id"]


@pytest.mark.parametrize("why", ["message can't be edited", "MESSAGE_ID_INVALID"])
async def test_an_answer_that_telegram_does_not_edit_is_sent_anew(
    bot: Telegram, server: FakeTelegram, why: str
) -> None:
    def refuses(method: str, values: dict[str, Any]) -> None:
        if method == "editMessageText":
            raise Refused(400, f"Bad Request: {why}")

    asked = message(NOTHING)
    (sent,) = await say(server, asked)
    server.faults.append(refuses)
    (new,) = await say(server, edited(asked, text=QUESTION), "edited_message")
    assert new["message_id"] != sent["message_id"]
    assert new["to"] == asked["message_id"]
    assert new["text"].startswith("✔ True")


async def test_an_answer_that_stays_the_same_is_not_sent_anew(bot: Telegram, server: FakeTelegram) -> None:
    def same(method: str, values: dict[str, Any]) -> None:
        if method == "editMessageText":
            raise Refused(400, "Bad Request: message is not modified: specified new message content ...")

    asked = message(QUESTION)
    await say(server, asked)
    server.faults.append(same)
    assert await say(server, edited(asked, text=f"{QUESTION} "), "edited_message") == []


async def test_a_question_after_a_forward_is_answered(bot: Telegram, server: FakeTelegram) -> None:
    post, asked = forwarded(QUESTION, POST), message(POINTING)
    (sent,) = await say(server, post)
    assert sent["to"] == post["message_id"]
    (sent,) = await say(server, asked)
    assert sent["to"] == asked["message_id"]


async def test_a_question_long_before_a_forward_is_answered_also_where_both_come_at_once(
    bot: Telegram, server: FakeTelegram
) -> None:
    asked, post = message(POINTING), forwarded(QUESTION, POST, date=1_700_003_600)
    assert len(await together(server, asked, post)) == 2


async def test_a_comment_above_a_forwarded_album_or_picture_is_not_answered_by_itself(
    bot: Telegram, server: FakeTelegram
) -> None:
    comment = message("Is this true?")
    captions: list[dict[str, Any]] = [{"caption": QUESTION}, {}, {}]
    album = [forwarded(None, POST, media_group_id="g", photo=PHOTO, **caption) for caption in captions]
    (sent,) = await together(server, comment, *album)
    assert sent["text"].startswith("✔ True")
    (sent,) = await together(server, message("Is this true?"), forwarded(None, POST, photo=PHOTO))
    assert "cannot read images yet" in sent["text"]
