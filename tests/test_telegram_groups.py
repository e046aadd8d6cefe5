"""Groups: who is who there, whose command is whose, and what becomes of a group's settings."""

from typing import Any

import pytest

from adapters.telegram.routing import Telegram
from bot.conversation import Conversation, Who
from bot.wording import Wording

from .fake_telegram import ME, FakeTelegram, Refused
from .telegram_chat import ANNA, BERT, CHANNEL, GROUP, last, message, pressed, say

QUESTION = "Did Obama say he'd have more flexibility?"
FOUNDING = "Obama told Medvedev he'd have more flexibility after the election"
ADMIN = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
AS_CHANNEL = {"id": 136817688, "is_bot": True, "first_name": "Channel", "username": "Channel_Bot"}
OTHER_GROUP = {**GROUP, "id": -300}
OTHER_CHANNEL = {**CHANNEL, "id": -400}
PHOTO = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]


def group(id_: int) -> Who:
    return Who("telegram", str(id_), str(id_))


@pytest.mark.parametrize(
    ("user", "mine", "others"), [(ADMIN, GROUP, OTHER_GROUP), (AS_CHANNEL, CHANNEL, OTHER_CHANNEL)]
)
async def test_who_writes_as_a_group_or_a_channel_is_not_all_who_do(
    bot: Telegram,
    server: FakeTelegram,
    conversation: Conversation,
    user: dict[str, Any],
    mine: dict[str, Any],
    others: dict[str, Any],
) -> None:
    conversation.change_settings(group(GROUP["id"]), language="en")  # type: ignore[arg-type]
    asked = {"user": user, "chat": GROUP, "sender_chat": mine}
    elsewhere = {"user": user, "chat": OTHER_GROUP, "sender_chat": others}
    await say(server, message(f"/factcheck {QUESTION}", **asked))
    (sent,) = await say(server, message("/mydata", **elsewhere))
    assert "Nothing is kept about you." in sent["text"]
    await say(server, message("/forget", **elsewhere))
    (sent,) = await say(server, message("/mydata", **asked))
    assert "1 answer that you were shown" in sent["text"]
    await say(server, message("/forget", **asked))
    (sent,) = await say(server, message("/mydata", **asked))
    assert "Nothing is kept about you." in sent["text"]
    assert conversation.settings(group(GROUP["id"])) == {"language": "en"}  # type: ignore[arg-type]


async def test_an_admin_who_asked_as_the_group_has_the_buttons_of_the_answer(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    server.admins.add(ANNA["id"])  # type: ignore[arg-type]
    asked = message(f"/factcheck {QUESTION}", user=ADMIN, chat=GROUP, sender_chat=GROUP)
    (sent,) = await say(server, asked)
    await say(server, pressed(sent, "That's it", asked, user=BERT), "callback_query")
    assert "belongs to whoever asked" in last(server, "answerCallbackQuery")["text"]
    await say(server, pressed(sent, "That's it", asked, user=ANNA), "callback_query")
    assert last(server, "answerCallbackQuery")["text"].endswith("without your name.")
    assert [(each.feedback, each.text) for each in conversation.ledger.feedback()] == [("right", QUESTION)]


async def test_another_bot_that_replies_to_ours_is_not_answered_so_that_they_do_not_go_on_for_ever(
    bot: Telegram, server: FakeTelegram
) -> None:
    other, own = {**ADMIN, "id": 99, "username": "other_bot"}, message("✔ True", user=ME, chat=GROUP)
    assert await say(server, message(QUESTION, user=other, chat=GROUP, reply_to_message=own)) == []
    (sent,) = await say(
        server, message(QUESTION, user=ADMIN, chat=GROUP, sender_chat=GROUP, reply_to_message=own)
    )
    assert sent["text"].startswith("✔ True")


async def test_of_a_quoted_part_of_a_post_only_that_is_passed_on(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    post = message(f"{FOUNDING}. Zebras wear pyjamas at night.", user=BERT, chat=GROUP)
    part = "Zebras wear pyjamas at night"
    quote = {"text": part, "position": post["text"].index(part), "is_manual": True}
    (sent,) = await say(server, message("/factcheck", chat=GROUP, reply_to_message=post, quote=quote))
    assert (sent["to"], sent["quote"]) == (post["message_id"], part)
    (ask,) = await say(server, pressed(sent, "Ask the editors", post), "callback_query")
    ask["quote"] = part
    await say(server, pressed(ask, "Yes, pass it on", post), "callback_query")
    assert [question.text for question in conversation.questions.store.passed_on()] == [part]


async def test_where_a_quote_is_gone_from_a_post_the_answer_comes_without_it(
    bot: Telegram, server: FakeTelegram
) -> None:
    def gone(method: str, values: dict[str, Any]) -> None:
        if "quote" in values.get("reply_parameters", {}):
            raise Refused(400, "Bad Request: QUOTE_TEXT_INVALID")

    server.faults.append(gone)
    post = message(f"{FOUNDING}. And more.", user=BERT, chat=GROUP)
    quote = {"text": FOUNDING, "position": 0, "is_manual": True}
    (sent,) = await say(server, message("/factcheck", chat=GROUP, reply_to_message=post, quote=quote))
    assert sent["text"].startswith("✔ True")
    assert sent["to"] == post["message_id"]


async def test_what_is_kept_of_somebody_is_not_shown_to_a_group(bot: Telegram, server: FakeTelegram) -> None:
    await say(server, message(QUESTION))
    (sent,) = await say(server, message("/mydata", chat=GROUP))
    assert sent["text"] == "Write /mydata to me directly, @factcheck_bot: here everybody would read it."


@pytest.mark.parametrize("chat", [None, GROUP])
async def test_factcheck_is_a_command_also_as_a_caption(
    bot: Telegram, server: FakeTelegram, chat: dict[str, Any] | None
) -> None:
    called = {"photo": PHOTO, "caption_entities": [{"type": "bot_command", "offset": 0, "length": 10}]}
    (sent,) = await say(server, message(caption=f"/factcheck {QUESTION}", chat=chat, **called))
    assert sent["text"].startswith("✔ True")
    album = {**called, "media_group_id": "g"}
    (sent,) = await say(server, message(caption=f"/factcheck {QUESTION}", chat=chat, **album))
    assert sent["text"].startswith("✔ True")


async def test_of_a_post_only_what_is_quoted_is_asked_about(bot: Telegram, server: FakeTelegram) -> None:
    post = message(f"{FOUNDING}. Zebras wear pyjamas at night.", user=BERT, chat=GROUP)
    for quoted, verdict in (("Zebras wear pyjamas at night", False), (FOUNDING, True)):
        quote = {"text": quoted, "position": post["text"].index(quoted), "is_manual": True}
        for called in ("/factcheck", "@factcheck_bot is this true?"):
            (sent,) = await say(server, message(called, chat=GROUP, reply_to_message=post, quote=quote))
            assert sent["text"].startswith("✔ True") == verdict
            assert sent["to"] == post["message_id"]
    quote = {"text": "Zebras", "position": 0}  # by Telegram, not by whoever calls the bot
    (sent,) = await say(server, message("/factcheck", chat=GROUP, reply_to_message=post, quote=quote))
    assert sent["text"].startswith("✔ True")


async def test_under_a_picture_it_says_that_it_cannot_read_that(bot: Telegram, server: FakeTelegram) -> None:
    picture = message(user=BERT, chat=GROUP, photo=PHOTO)
    for called in ("/factcheck", "/factcheck is this true?", "@factcheck_bot", "@factcheck_bot fake?"):
        (sent,) = await say(server, message(called, chat=GROUP, reply_to_message=picture))
        assert sent["text"].startswith("I cannot read images yet."), called
    (sent,) = await say(server, message(f"/factcheck {QUESTION}", chat=GROUP, reply_to_message=picture))
    assert sent["text"].startswith("✔ True")
    topic = message(user=BERT, chat=GROUP, forum_topic_created={"name": "News", "icon_color": 1})
    (sent,) = await say(server, message("/factcheck", chat=GROUP, reply_to_message=topic))
    assert "after the command" in sent["text"]


async def test_thanks_under_a_post_is_no_question_about_it(bot: Telegram, server: FakeTelegram) -> None:
    post = message(FOUNDING, user=BERT, chat=GROUP)
    (sent,) = await say(server, message("thanks @factcheck_bot", chat=GROUP, reply_to_message=post))
    assert sent["text"].startswith("You are welcome.")


async def test_commands_to_others_are_nobodys_question(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    conversation.change_settings(group(GROUP["id"]), when="matches")  # type: ignore[arg-type]
    for command in ("/factcheck@otherbot", "/ban", "/ban@otherbot"):
        assert await say(server, message(f"{command} {QUESTION}", chat=GROUP)) == []
    assert len(await say(server, message(QUESTION, chat=GROUP))) == 1


async def test_settings_stay_in_the_language_of_whoever_changes_them(
    bot: Telegram, server: FakeTelegram
) -> None:
    german = {**BERT, "language_code": "de"}
    server.admins.add(german["id"])
    asked = message("/settings", chat=GROUP, user=german)
    (sent,) = await say(server, asked)
    label = Wording("de")("when matches")
    (after,) = await say(server, pressed(sent, label, asked, user=german), "callback_query")
    assert after["text"] == sent["text"] == Wording("de")("settings")


async def test_a_group_that_becomes_a_supergroup_keeps_its_settings(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    conversation.change_settings(group(-5), language="de", when="matches")
    old = {"id": -5, "type": "group", "title": "Readers"}
    assert await say(server, message(chat=old, user=BERT, migrate_to_chat_id=-1005)) == []
    assert conversation.settings(group(-1005)) == {"language": "de", "when": "matches"}
    assert conversation.settings(group(-5)) == {}
    (sent,) = await say(server, message(QUESTION, chat={**GROUP, "id": -1005}, user=BERT))
    assert sent["text"].startswith("✔ Richtig")


async def test_an_answer_to_a_group_that_has_become_a_supergroup_goes_there(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    def moved(method: str, values: dict[str, Any]) -> None:
        if values.get("chat_id") == -5:
            what = "Bad Request: group chat was upgraded to a supergroup chat"
            raise Refused(400, what, migrate_to_chat_id=-1005)

    conversation.change_settings(group(-5), language="de")
    server.faults.append(moved)
    old = {"id": -5, "type": "group", "title": "Readers"}
    (sent,) = await say(server, message(f"/factcheck {QUESTION}", chat=old))
    assert (sent["chat_id"], sent["to"]) == (-1005, None)
    assert sent["text"].startswith("✔ Richtig")
    assert conversation.settings(group(-1005)) == {"language": "de"}
