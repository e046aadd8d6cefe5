"""Telegram, from the outside: real updates over HTTP to the real application, on a strict server."""

import asyncio
from collections import Counter
from typing import Any

import aiohttp
import pytest

from adapters.telegram.commands import claim_of_link, settings_rows
from adapters.telegram.routing import Telegram
from bot.conversation import Conversation, Who
from bot.wording import Wording, languages

from .fake_telegram import ME, FakeTelegram, Refused
from .telegram_chat import (
    ANNA,
    BERT,
    CHANNEL,
    GROUP,
    forwarded,
    last,
    message,
    polling,
    pressed,
    say,
    until,
    webhook,
)

QUESTION = "Did Obama say he'd have more flexibility?"
NEAR_MISS = "Did Putin say he'd have more flexibility?"
WRONG = "not the secret"
NOTHING = "Zebras wear pyjamas at night"


# Asking


async def test_a_question_is_answered_with_verdict_quote_context_and_source(
    bot: Telegram, server: FakeTelegram
) -> None:
    asked = message(QUESTION)
    (sent,) = await say(server, asked)
    lines = sent["text"].splitlines()
    assert lines[0] == "✔ True"
    assert "more flexibility after his 2012 election" in lines[2]
    assert "“This is my last election. After my election, I have more flexibility.”" in sent["text"]
    assert "Barack Obama, 26 March 2012, Seoul, South Korea" in sent["text"]
    assert '<a href="https://www.snopes.com/fact-check/obama-more-flexibility-russia/">' in sent["html"]
    assert "Checked by Snopes, 13 December 2016: True" in sent["text"]
    assert sent["to"] == asked["message_id"]


async def test_somebody_elses_words_get_no_verdict_but_what_differs(
    bot: Telegram, server: FakeTelegram
) -> None:
    (sent,) = await say(server, message(NEAR_MISS))
    assert sent["text"].startswith(
        "Not the same claim, but related\n\nYou asked about Putin; this claim is about Barack Obama."
    )
    assert "True" not in sent["text"]


async def test_nothing_found_is_said_not_to_mean_true_with_an_offer_to_ask_the_editors(
    bot: Telegram, server: FakeTelegram
) -> None:
    (sent,) = await say(server, message(NOTHING))
    assert "Not found does not mean that it is true." in sent["text"]
    assert [button["text"] for button in sent["buttons"]] == ["Ask the editors"]


@pytest.mark.parametrize(
    "origin",
    [
        {"type": "user", "sender_user": BERT},
        {"type": "hidden_user", "sender_user_name": "Somebody"},
        {"type": "chat", "sender_chat": GROUP},
        {"type": "channel", "chat": CHANNEL, "message_id": 5},
    ],
)
async def test_a_forwarded_post_is_answered_whoever_wrote_it(
    bot: Telegram, server: FakeTelegram, origin: dict[str, Any]
) -> None:
    (sent,) = await say(
        server, forwarded("Obama told Medvedev he'd have MORE FLEXIBILITY after the election!!!", origin)
    )
    assert sent["text"].startswith("✔ True")


async def test_a_post_made_by_an_inline_bot_is_answered_and_what_ours_has_listed_is_not(
    bot: Telegram, server: FakeTelegram
) -> None:
    post, channel = "Obama told Medvedev he'd have more flexibility", {"chat": CHANNEL, "message_id": 5}
    other = {"id": 99, "is_bot": True, "first_name": "Like", "username": "like"}
    (sent,) = await say(server, forwarded(post, {"type": "channel", **channel}, via_bot=other))
    assert sent["text"].startswith("✔ True")
    assert await say(server, message(post, via_bot=ME)) == []


async def test_what_a_poll_asks_is_read(bot: Telegram, server: FakeTelegram) -> None:
    options = [{"text": text, "voter_count": 0, "persistent_id": text} for text in ("Yes", "No")]
    rest = {
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": False,
        "members_only": False,
    }
    poll = {"id": "1", "question": QUESTION, "options": options, "total_voter_count": 0, **rest}
    for said in (
        message(poll=poll),
        forwarded(None, {"type": "hidden_user", "sender_user_name": "X"}, poll=poll),
    ):
        [sent] = await say(server, said)
        assert sent["text"].startswith("✔ True")


async def test_the_caption_of_a_photo_is_read_and_a_photo_without_one_kindly_refused(
    bot: Telegram, server: FakeTelegram
) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    (sent,) = await say(server, message(photo=photo, caption=QUESTION))
    assert sent["text"].startswith("✔ True")
    (sent,) = await say(server, message(photo=photo))
    assert "cannot read images yet" in sent["text"]


async def test_a_picture_that_the_words_only_point_to_is_what_cannot_be_read(
    bot: Telegram, server: FakeTelegram
) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    for more in ({}, {"media_group_id": "g"}):
        (sent,) = await say(server, message(photo=photo, caption="Is this real?", **more))
        assert sent["text"].startswith("I cannot read images yet.")


async def test_who_points_to_a_post_by_replying_asks_about_that(bot: Telegram, server: FakeTelegram) -> None:
    post = forwarded(QUESTION, {"type": "hidden_user", "sender_user_name": "X"})
    (sent,) = await say(server, message("is this true?", reply_to_message=post))
    assert sent["text"].startswith("✔ True")
    assert sent["to"] == post["message_id"]
    (sent,) = await say(server, message(NEAR_MISS, reply_to_message=post))
    assert sent["text"].startswith("Not the same claim")
    (sent,) = await say(server, message("thanks", reply_to_message=post))
    assert sent["text"].startswith("You are welcome.")


@pytest.mark.parametrize("comment", ["really? I doubt it", "¿en serio?", "echt jetzt?", "isso é fake?"])
async def test_who_comments_on_a_post_and_asks_nothing_by_that_asks_about_the_post(
    bot: Telegram, server: FakeTelegram, comment: str
) -> None:
    post = message("Obama told Medvedev he'd have more flexibility", user=BERT, chat=GROUP)
    (sent,) = await say(server, message(f"@factcheck_bot {comment}", chat=GROUP, reply_to_message=post))
    assert sent["text"].startswith("✔ True")
    assert sent["to"] == post["message_id"]
    for asks in ("did Putin say that?", NOTHING):
        (sent,) = await say(server, message(f"@factcheck_bot {asks}", chat=GROUP, reply_to_message=post))
        assert sent["text"].startswith("Nothing found")


async def test_what_is_quoted_from_another_chat_is_asked_about_and_never_passed_on_without_it(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    origin = {"type": "channel", "date": 1_480_000_000, "chat": CHANNEL, "message_id": 7}
    elsewhere = {"external_reply": {"origin": origin, "chat": CHANNEL, "message_id": 7}}
    asked = message("is this true?", quote={"text": QUESTION, "position": 0}, **elsewhere)
    (sent,) = await say(server, asked)
    assert sent["text"].startswith("✔ True")
    asked = message("is this true?", quote={"text": NOTHING, "position": 0}, **elsewhere)
    (sent,) = await say(server, asked)
    (ask,) = await say(server, pressed(sent, "Ask the editors", asked), "callback_query")
    alone = message("is this true?")  # as Telegram may give it with the button
    await say(server, pressed(ask, "Yes, pass it on", alone), "callback_query")
    assert "no longer there to pass on" in last(server, "answerCallbackQuery")["text"]
    assert conversation.questions.store.passed_on() == []
    await say(server, pressed(ask, "Yes, pass it on", asked), "callback_query")
    assert [question.text for question in conversation.questions.store.passed_on()] == [NOTHING]


async def test_a_link_behind_words_that_ask_nothing_is_followed(bot: Telegram, server: FakeTelegram) -> None:
    snopes = "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"
    link = [{"type": "text_link", "offset": 14, "length": 4, "url": snopes}]
    (sent,) = await say(server, message("Is this true? Here", entities=link))
    assert sent["text"].startswith("✔ True")
    (sent,) = await say(server, message(NEAR_MISS, entities=link))
    assert sent["text"].startswith("Not the same claim")


@pytest.mark.parametrize(
    "content",
    [
        {"voice": {"file_id": "a", "file_unique_id": "b", "duration": 1}},
        {"location": {"latitude": 1.0, "longitude": 1.0}},
        {"document": {"file_id": "a", "file_unique_id": "b"}},
        {"dice": {"emoji": "🎲", "value": 3}},
    ],
)
async def test_what_cannot_be_read_gets_a_kind_line(
    bot: Telegram, server: FakeTelegram, content: dict[str, Any]
) -> None:
    (sent,) = await say(server, message(**content))
    assert "I can read text only" in sent["text"]


@pytest.mark.parametrize(
    ("text", "answer"),
    [("hi", "Hello!"), ("thank you!", "welcome"), ("?", "nothing in that"), ("/nonsense", "/help")],
)
async def test_small_talk_thanks_and_slips_get_a_kind_line(
    bot: Telegram, server: FakeTelegram, text: str, answer: str
) -> None:
    (sent,) = await say(server, message(text))
    assert answer in sent["text"]


async def test_an_album_is_answered_once(bot: Telegram, server: FakeTelegram) -> None:
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    album = [
        message(photo=photo, media_group_id="g", **({"caption": QUESTION} if at == 2 else {}))
        for at in range(5)
    ]
    updates = [server.update(message=each) for each in album]
    assert [status for status, _ in await asyncio.gather(*map(server.post, updates))] == [200] * 5
    assert [status for status, _ in await asyncio.gather(*map(server.post, updates))] == [200] * 5
    (sent,) = server.sent
    assert sent["text"].startswith("✔ True")
    assert sent["to"] == album[2]["message_id"]


async def test_a_comment_that_only_points_at_the_forward_below_it_is_not_answered_by_itself(
    bot: Telegram, server: FakeTelegram
) -> None:
    comment = server.update(message=message("Saw this today, is it real?"))
    post = server.update(message=forwarded(QUESTION, {"type": "hidden_user", "sender_user_name": "X"}))
    await asyncio.gather(server.post(comment), server.post(post))
    (sent,) = server.sent
    assert sent["to"] == post["message"]["message_id"]


async def test_an_edited_message_has_its_answer_edited(bot: Telegram, server: FakeTelegram) -> None:
    asked = message(NOTHING)
    (sent,) = await say(server, asked)
    (edited,) = await say(server, {**asked, "text": QUESTION, "edit_date": 1_700_000_009}, "edited_message")
    assert edited["method"] == "editMessageText"
    assert edited["message_id"] == sent["message_id"]
    assert edited["text"].startswith("✔ True")


# Buttons


async def test_thats_it_is_noted(bot: Telegram, server: FakeTelegram, conversation: Conversation) -> None:
    asked = message(QUESTION)
    (sent,) = await say(server, asked)
    await say(server, pressed(sent, "That's it", asked), "callback_query")
    assert last(server, "answerCallbackQuery")["text"].endswith("kept for 90 days, without your name.")
    shown = sent["buttons"][0]["callback_data"].split(":")[1]
    assert conversation.ledger.shown(shown).feedback == "right"  # type: ignore[union-attr]


async def test_not_what_i_meant_offers_claims_of_which_one_can_be_chosen(
    bot: Telegram, server: FakeTelegram
) -> None:
    asked = message(QUESTION)
    (sent,) = await say(server, asked)
    (offer,) = await say(server, pressed(sent, "Not what I meant", asked), "callback_query")
    assert offer["text"].startswith("Which of these did you mean?\n\n1. ")
    (chosen,) = await say(server, pressed(offer, "1", asked), "callback_query")
    assert chosen["message_id"] == offer["message_id"]
    assert "Checked by" in chosen["text"]


async def test_none_of_these_leads_to_the_editors_who_get_the_question_only_after_consent(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    asked = message(NEAR_MISS)
    (sent,) = await say(server, asked)
    (after,) = await say(server, pressed(sent, "None of these", asked), "callback_query")
    (ask,) = await say(server, pressed(after, "Ask the editors", asked), "callback_query")
    assert conversation.questions.store.passed_on() == []
    assert [button["text"] for button in ask["buttons"]] == ["Yes, pass it on", "Not now"]
    await say(server, pressed(ask, "Yes, pass it on", asked), "callback_query")
    assert [question.text for question in conversation.questions.store.passed_on()] == [NEAR_MISS]


async def test_sources_and_share_are_under_a_match(bot: Telegram, server: FakeTelegram) -> None:
    asked = message(QUESTION)
    (sent,) = await say(server, asked)
    (sources,) = await say(server, pressed(sent, "Sources", asked), "callback_query")
    assert "https://www.snopes.com/fact-check/obama-more-flexibility-russia/" in sources["html"]
    (share,) = [button for button in sent["buttons"] if button["text"] == "Share"]
    assert share["url"].startswith("https://t.me/share/url?url=https%3A%2F%2Fwww.snopes.com")


async def test_buttons_work_after_a_restart_belong_to_the_asker_and_explain_themselves_when_stale(
    conversation: Conversation, server: FakeTelegram
) -> None:
    asked = message(QUESTION)
    async with webhook(conversation, server):
        (sent,) = await say(server, asked)
    async with webhook(conversation, server):
        await say(server, pressed(sent, "That's it", asked), "callback_query")
        assert last(server, "answerCallbackQuery")["text"].startswith("Good to know, thank you.")
        await say(server, pressed(sent, "That's it", asked, user=BERT), "callback_query")
        assert "belongs to whoever asked" in last(server, "answerCallbackQuery")["text"]
        await say(server, message("/forget"))
        await say(server, pressed(sent, "That's it", asked), "callback_query")
        assert "too long ago" in last(server, "answerCallbackQuery")["text"]


@pytest.mark.parametrize("data", ["", "z", "c:x", "c:x:y", "r", "l:xx", "w:" + "a" * 60])
async def test_a_button_that_was_never_ours_is_called_stale(
    bot: Telegram, server: FakeTelegram, data: str
) -> None:
    asked = message(QUESTION)
    (sent,) = await say(server, asked)
    query = {**pressed(sent, "That's it", asked), "data": data}
    await say(server, query, "callback_query")
    assert "too long ago" in last(server, "answerCallbackQuery")["text"]


# Commands


async def test_start_greets_with_an_example_to_tap(bot: Telegram, server: FakeTelegram) -> None:
    asked = message("/start")
    (sent,) = await say(server, asked)
    (answer,) = await say(server, pressed(sent, QUESTION, asked), "callback_query")
    assert answer["text"].startswith("✔ True")


@pytest.mark.parametrize(
    ("language", "answered"),
    [
        ("de", "✔ Richtig\n\nEin offenes Mikrofon"),
        ("es", "✔ Verdadero\n\nUn micrófono abierto"),
        ("fr", "✔ Vrai\n\nUn micro resté ouvert"),
    ],
)
async def test_the_example_is_in_the_language_of_whoever_taps_it_and_so_is_its_answer(
    bot: Telegram, server: FakeTelegram, language: str, answered: str
) -> None:
    user = {**ANNA, "language_code": language}
    asked = message("/start", user=user)
    (sent,) = await say(server, asked)
    example = sent["buttons"][0]["text"]
    (answer,) = await say(server, pressed(sent, example, asked, user=user), "callback_query")
    assert answer["text"].startswith(answered)


async def test_a_deep_link_opens_its_claim(bot: Telegram, server: FakeTelegram) -> None:
    (sent,) = await say(server, message("/start claim_obama-more-flexibility-russia"))
    assert sent["text"].startswith("✔ True")
    (sent,) = await say(server, message("/start claim_gone"))
    assert "no longer in the database" in sent["text"]


async def test_a_claim_from_a_link_or_a_list_is_told_in_the_language_of_whoever_opens_it(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    user, told = {**ANNA, "language_code": "es-ES"}, "Un micrófono abierto captó al presidente"
    (sent,) = await say(server, message("/start claim_obama-more-flexibility-russia", user=user))
    assert told in sent["text"]
    query = {"id": "1", "from": user, "query": "obama more flexibility", "offset": ""}
    await say(server, query, "inline_query")
    first = last(server, "answerInlineQuery")["results"][0]
    assert told in first["input_message_content"]["message_text"]
    assert told in first["description"]
    others = [each.id for each in conversation.engine.latest(1000) if "flexibility" not in each.id]
    conversation.engine.store.remove(others)
    listed = message("/latest", user=user)
    (sent,) = await say(server, listed)
    assert told in sent["text"]
    (sent,) = await say(server, pressed(sent, "1", listed, user=user), "callback_query")
    assert told in sent["text"]


async def test_a_question_in_another_language_is_answered_in_it_and_so_are_its_buttons(
    bot: Telegram, server: FakeTelegram
) -> None:
    words, user = Wording("es"), {**ANNA, "language_code": "en"}
    asked = message("¿Dijo Putin que tendría más flexibilidad después de las elecciones?", user=user)
    (sent,) = await say(server, asked)
    assert sent["text"].startswith(words("related"))
    (none,) = await say(server, pressed(sent, words("none of these"), asked, user=user), "callback_query")
    assert none["text"] == words("none of these answer")


@pytest.mark.parametrize(
    ("start", "id_"),
    [
        ("claim_obama-more-flexibility-russia", "obama-more-flexibility-russia"),
        ("claim__aHR0cHM6Ly9hLm9yZy8_eD0x", "https://a.org/?x=1"),
        ("claim__w6k", "é"),
        ("claim__X29kZA", "_odd"),
        ("claim__odd!", "_odd!"),
        ("", None),
    ],
)
def test_a_deep_link_names_any_claim(start: str, id_: str | None) -> None:
    assert claim_of_link(start) == id_


async def test_factcheck_takes_text_or_the_message_that_it_replies_to(
    bot: Telegram, server: FakeTelegram
) -> None:
    (sent,) = await say(server, message(f"/factcheck {QUESTION}", chat=GROUP))
    assert sent["text"].startswith("✔ True")
    post = message("Obama told Medvedev he'd have more flexibility after the election", user=BERT, chat=GROUP)
    (sent,) = await say(server, message("/factcheck@factcheck_bot", chat=GROUP, reply_to_message=post))
    assert sent["text"].startswith("✔ True")
    (sent,) = await say(server, message("/factcheck"))
    assert "after the command" in sent["text"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("/help", "/factcheck - "),
        ("/latest", "The newest fact-checks:\n\n1. "),
        ("/sources", "PolitiFact: 110 fact-checks"),
        ("/privacy", "for 90 days"),
        ("/mydata", "Nothing is kept about you."),
        ("/forget", "has been erased"),
        ("/settings", "Settings"),
        ("/language", "Settings"),
    ],
)
async def test_each_command_says_what_it_promises(
    bot: Telegram, server: FakeTelegram, command: str, words: str
) -> None:
    (sent,) = await say(server, message(command))
    assert words in sent["text"]


async def test_mydata_shows_what_is_kept_and_forget_erases_it(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    await say(server, message(QUESTION))
    (sent,) = await say(server, message("/mydata"))
    assert "1 answer that you were shown" in sent["text"]
    await say(server, message("/forget"))
    (sent,) = await say(server, message("/mydata"))
    assert "Nothing is kept about you." in sent["text"]


async def test_the_menu_is_set_by_scope_with_name_and_descriptions(
    bot: Telegram, server: FakeTelegram
) -> None:
    await until(lambda: any(method == "setMyName" for method, _ in server.calls))
    scopes = [values["scope"]["type"] for method, values in server.calls if method == "setMyCommands"]
    assert scopes[:2] == ["all_private_chats", "all_group_chats"]
    menu = next(values["commands"] for method, values in server.calls if method == "setMyCommands")
    assert {"factcheck", "help", "settings", "privacy"} <= {command["command"] for command in menu}


async def test_a_menu_that_telegram_makes_wait_comes_after_it_and_one_for_too_long_holds_up_nothing_else(
    conversation: Conversation, server: FakeTelegram
) -> None:
    waits = iter([1])

    def fault(method: str, values: dict[str, Any]) -> None:
        if method == "setMyDescription":
            raise Refused(429, "Too Many Requests: retry after 80000", retry_after=80_000)
        if method == "setMyCommands" and values.get("language_code") == "de" and next(waits, 0):
            raise Refused(429, "Too Many Requests: retry after 1", retry_after=1)

    server.faults.append(fault)
    async with webhook(conversation, server):
        await say(server, message("/help"))  # is answered meanwhile
        await until(lambda: any(method == "setMyName" for method, _ in server.calls))
    calls = Counter((method, values.get("language_code", "en")) for method, values in server.calls)
    assert calls["setMyDescription", "en"] == 1
    assert not any(calls["setMyDescription", code] for code in list(languages())[1:])
    assert all(calls["setMyCommands", code] == (3 if code == "de" else 2) for code in languages())
    assert all(calls["setMyShortDescription", code] == 1 for code in languages())
    assert [method for method, _ in server.calls].count("setMyName") == 1


def test_the_languages_in_the_settings_stand_two_in_a_row() -> None:
    rows = settings_rows(Wording("id"), {}, group=True)
    chosen = [button for row in rows[:-2] for button in row]
    assert [len(row) for row in rows] == [2] * (len(languages()) // 2) + [1] * (len(languages()) % 2) + [1, 1]
    assert [str(button.callback_data) for button in chosen] == [f"l:{code}" for code in languages()]
    assert "✓ Bahasa Indonesia" in [button.text for button in chosen]


# Groups, inline, guest


async def test_in_a_group_it_speaks_only_when_called(bot: Telegram, server: FakeTelegram) -> None:
    assert await say(server, message(QUESTION, chat=GROUP)) == []
    assert (
        await say(server, message(chat=GROUP, voice={"file_id": "a", "file_unique_id": "b", "duration": 1}))
        == []
    )
    (sent,) = await say(server, message(f"@factcheck_bot {QUESTION}", chat=GROUP))
    assert sent["text"].startswith("✔ True")
    post = message("Obama told Medvedev he'd have more flexibility after the election", user=BERT, chat=GROUP)
    (sent,) = await say(server, message("@factcheck_bot is this true?", chat=GROUP, reply_to_message=post))
    assert sent["text"].startswith("✔ True")
    own = message("earlier answer", user={"id": 77, "is_bot": True, "first_name": "F"}, chat=GROUP)
    (sent,) = await say(server, message(QUESTION, chat=GROUP, reply_to_message=own))
    assert sent["text"].startswith("✔ True")


async def test_admins_can_have_it_answer_whatever_has_been_checked_and_others_cannot(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    asked = message("/settings", chat=GROUP)
    (sent,) = await say(server, asked)
    await say(server, pressed(sent, "Also answer what has been checked", asked), "callback_query")
    assert "Only admins" in last(server, "answerCallbackQuery")["text"]
    server.admins.add(ANNA["id"])  # type: ignore[arg-type]
    await say(server, pressed(sent, "Also answer what has been checked", asked), "callback_query")
    (answer,) = await say(server, message(QUESTION, chat=GROUP, user=BERT))
    assert answer["text"].startswith("✔ True")
    kept = conversation.my_data(Who("telegram", "22", "-100"))
    assert await say(server, message(NOTHING, chat=GROUP, user=BERT)) == []
    assert await say(server, message(NEAR_MISS, chat=GROUP, user=BERT)) == []
    assert conversation.my_data(Who("telegram", "22", "-100")) == kept
    assert conversation.ledger.file.db["demand"].count == 0


async def test_it_explains_itself_once_when_added_to_a_group(bot: Telegram, server: FakeTelegram) -> None:
    me = {"id": 77, "is_bot": True, "first_name": "F"}
    added = {"chat": GROUP, "from": ANNA, "date": 1, "old_chat_member": {"status": "left", "user": me}}
    (sent,) = await say(
        server, {**added, "new_chat_member": {"status": "member", "user": me}}, "my_chat_member"
    )
    assert "I read nothing else here" in sent["text"]


async def test_inline_mode_lists_claims_for_what_has_been_typed_so_far(
    bot: Telegram, server: FakeTelegram
) -> None:
    for typed in ("flexib", "obama flexi", "Obama more flexibility"):
        await say(server, {"id": "1", "from": ANNA, "query": typed, "offset": ""}, "inline_query")
        results = last(server, "answerInlineQuery")["results"]
        assert results[0]["title"] == "✔ True - Snopes", typed
        assert "<blockquote>" in results[0]["input_message_content"]["message_text"]
    await say(server, {"id": "1", "from": ANNA, "query": "", "offset": ""}, "inline_query")
    assert len(last(server, "answerInlineQuery")["results"]) == 10


async def test_inline_mode_speaks_the_language_that_somebody_has_chosen(
    bot: Telegram, server: FakeTelegram, conversation: Conversation
) -> None:
    user, typed = {**ANNA, "language_code": "en"}, {"id": "1", "query": "obama flexib", "offset": ""}
    for chosen, verdict in (("de", "✔ Richtig"), ("es", "✔ Verdadero")):
        conversation.change_settings(Who("telegram", "11", "11"), language=chosen)
        await say(server, {**typed, "from": user}, "inline_query")
        assert last(server, "answerInlineQuery")["results"][0]["title"].startswith(verdict)


async def test_in_guest_mode_it_answers_about_the_post_under_which_it_is_mentioned(
    bot: Telegram, server: FakeTelegram
) -> None:
    post = message("Obama told Medvedev he'd have more flexibility after the election", user=BERT, chat=GROUP)
    asked = message("@factcheck_bot is this true?", chat=GROUP, reply_to_message=post, guest_query_id="g1")
    await say(server, asked, "guest_message")
    values = last(server, "answerGuestQuery")
    assert values["guest_query_id"] == "g1"
    assert values["result"]["title"] == "✔ True"
    photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
    asked = {**asked, "message_id": 9, "reply_to_message": message(user=BERT, chat=GROUP, photo=photo)}
    await say(server, asked, "guest_message")
    content = last(server, "answerGuestQuery")["result"]["input_message_content"]
    assert content["message_text"].startswith("I cannot read images yet.")


# Deliveries


async def test_an_update_that_is_delivered_again_is_answered_once_also_after_a_restart(
    conversation: Conversation, server: FakeTelegram
) -> None:
    update = server.update(message=message(QUESTION))
    async with webhook(conversation, server):
        statuses = await asyncio.gather(*(server.post(update) for _ in range(5)))
        assert [status for status, _ in statuses] == [200] * 5
    async with webhook(conversation, server):
        assert (await server.post(update))[0] == 200
    assert len(server.sent) == 1


async def test_strangers_and_garbage_are_turned_away(bot: Telegram, server: FakeTelegram) -> None:
    assert (await server.post(server.update(message=message(QUESTION)), secret=WRONG))[0] == 403
    headers = {"X-Telegram-Bot-Api-Secret-Token": server.webhook["secret_token"]}
    async with aiohttp.ClientSession(headers=headers) as client:
        for body, status in (
            (b"", 400),
            (b"{", 400),
            (b"[]", 400),
            (b'{"update_id": "x"}', 400),
            (b"\xff" * 9, 400),
            (b"x" * 1_040_000, 413),
        ):
            async with client.post(server.webhook["url"], data=body) as response:
                assert response.status == status
        async with client.get(server.webhook["url"]) as response:
            assert response.status == 405
    assert (await server.post({"update_id": 1, "something_new": {"x": 1}}))[0] == 200
    assert server.sent == []


async def test_when_all_hands_are_full_telegram_is_told_to_come_back(
    conversation: Conversation, server: FakeTelegram
) -> None:
    async with webhook(conversation, server, most=2):
        photo = [{"file_id": "a", "file_unique_id": "b", "width": 1, "height": 1}]
        albums = [
            server.update(message=message(photo=photo, media_group_id=str(at), caption=QUESTION))
            for at in range(4)
        ]
        found = await asyncio.gather(*map(server.post, albums))
        assert sorted(status for status, _ in found) == [200, 200, 503, 503]
        assert all(
            "Retry-After" in {k.title() for k in headers} for status, headers in found if status == 503
        )
        left = [update for update, (status, _) in zip(albums, found, strict=True) if status == 503]
        assert [status for status, _ in await asyncio.gather(*map(server.post, left))] == [200, 200]
    assert len(server.sent) == 4


def _once(status: int, description: str, **parameters: Any) -> Any:
    """A fault that strikes the first sendMessage."""
    struck: list[int] = []

    def fault(method: str, values: dict[str, Any]) -> None:
        if method == "sendMessage" and not struck:
            struck.append(1)
            raise Refused(status, description, **parameters)

    return fault


@pytest.mark.parametrize(
    "fault",
    [
        (429, "Too Many Requests: retry after 1", {"retry_after": 1}),
        (502, "Bad Gateway", {}),
        (500, "Internal Server Error", {}),
        (0, "dropped", {}),
    ],
)
async def test_a_passing_fault_delays_the_answer_and_loses_nothing(
    bot: Telegram, server: FakeTelegram, fault: Any
) -> None:
    server.faults.append(_once(fault[0], fault[1], **fault[2]))
    (sent,) = await say(server, message(QUESTION))
    assert sent["text"].startswith("✔ True")


async def test_to_whoever_blocked_the_bot_nothing_is_tried_again(bot: Telegram, server: FakeTelegram) -> None:
    server.faults.append(_once(403, "Forbidden: bot was blocked by the user"))
    assert await say(server, message(QUESTION)) == []
    assert [method for method, _ in server.calls].count("sendMessage") == 1


async def test_a_refused_message_is_logged_with_its_reason(
    bot: Telegram, server: FakeTelegram, caplog: pytest.LogCaptureFixture
) -> None:
    server.faults.append(_once(400, "Bad Request: chat not found"))
    with caplog.at_level("INFO"):
        assert await say(server, message(QUESTION)) == []
    assert (
        "reason=Bad_Request:_chat_not_found" in caplog.text.replace("Bad_Request:_Chat", "Bad_Request:_chat")
        or "chat_not_found" in caplog.text.lower()
    )


async def test_what_cannot_be_sent_at_all_is_handed_back_and_answered_when_delivered_again(
    bot: Telegram, server: FakeTelegram
) -> None:
    def down(method: str, values: dict[str, Any]) -> None:
        if method == "sendMessage":
            raise Refused(429, "Too Many Requests", retry_after=3600)

    server.faults.append(down)
    update = server.update(message=message(QUESTION))
    assert (await server.post(update))[0] == 503
    server.faults.clear()
    assert (await server.post(update))[0] == 200
    assert len(server.sent) == 1


async def test_a_failure_is_told_in_a_sentence_with_the_id_that_is_in_the_log(
    bot: Telegram,
    server: FakeTelegram,
    conversation: Conversation,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(conversation, "ask", broken)
    (sent,) = await say(server, message(QUESTION))
    assert "Something went wrong on our side" in sent["text"]
    assert f"id={sent['text'].split('number ')[1].rstrip('.')}" in caplog.text
    assert QUESTION not in caplog.text


async def test_a_failure_behind_a_button_is_told_as_one_whatever_it_is(
    bot: Telegram, server: FakeTelegram, conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise TypeError("a mistake of ours")

    asked = message(QUESTION)
    (sent,) = await say(server, asked)
    monkeypatch.setattr(conversation, "right", broken)
    (told,) = await say(server, pressed(sent, "That's it", asked), "callback_query")
    assert "Something went wrong on our side" in told["text"]


async def test_polling_answers_each_update_once_and_confirms_it(
    conversation: Conversation, server: FakeTelegram
) -> None:
    for at in range(30):
        server.deliver(message=message(QUESTION, user={**ANNA, "id": 100 + at}))
    async with polling(conversation, server):
        await until(lambda: len(server.sent) == 30)
        server.deliver(message=message(NEAR_MISS))
        await until(lambda: len(server.sent) == 31)
        server.deliver(something_new={})
        await until(lambda: server.updates == [])
    assert sorted(sent["chat_id"] for sent in server.sent) == [11, *range(100, 130)]
    assert server.updates == []


async def test_an_update_that_cannot_be_read_holds_up_nobody(
    conversation: Conversation, server: FakeTelegram
) -> None:
    poll = message(poll={"id": "1", "question": "As older servers tell of it"})
    server.deliver(message=poll)
    server.deliver(message=message(QUESTION))
    async with polling(conversation, server):
        await until(lambda: len(server.sent) == 1 and server.updates == [])
    async with webhook(conversation, server):
        assert (await server.post(server.update(message=poll)))[0] == 200


async def test_polling_goes_on_after_conflicts_and_outages(
    conversation: Conversation, server: FakeTelegram
) -> None:
    failures = [
        Refused(409, "Conflict: terminated by other getUpdates request"),
        Refused(502, "Bad Gateway"),
        Refused(0, ""),
    ]

    def fault(method: str, values: dict[str, Any]) -> None:
        if method == "getUpdates" and failures:
            raise failures.pop()

    server.faults.append(fault)
    async with polling(conversation, server):
        server.deliver(message=message(QUESTION))
        await until(lambda: len(server.sent) == 1)
    assert failures == []
