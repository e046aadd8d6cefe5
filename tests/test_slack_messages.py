"""Messages to the bot on Slack: mentions, direct messages, what is forwarded or linked to, the agent view."""

import asyncio
from typing import Any

import pytest

from bot.wording import Wording
from tests.slack_driver import ASKER, find, ids, plain
from tests.slack_fixtures import Running, slack_bot

QUESTION = "Did Obama say he'd have more flexibility?"
SNOPES = "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"
STATUS = "assistant.threads.setStatus"
PREVIEW = {"from_url": "https://nasa.gov", "title": "NASA", "text": "NASA explores the unknown in space."}
bot = slack_bot


async def test_a_mention_is_answered_in_its_thread(bot: Running) -> None:
    posted = await bot.people.mention(QUESTION)
    assert (posted["channel"], posted["thread_ts"]) == ("C0CHANNEL", "1700000000.000200")
    assert ids(posted) == ["right", "wrong"]
    assert plain(posted).startswith("✔ True")
    in_thread = await bot.people.mention(QUESTION, thread_ts="1699999999.000100")
    assert in_thread["thread_ts"] == "1699999999.000100"
    for pointing in ("", "is this true?", "fake?"):
        alone = await bot.people.mention(pointing)
        assert "I cannot read what others wrote here" in plain(alone)
    offered = await bot.people.seen(await bot.people.press(posted, "wrong", ephemeral=False))
    assert offered["replace_original"] is True


async def test_a_direct_message_is_answered_where_it_was_written(bot: Running) -> None:
    posted = await bot.people.direct(QUESTION)
    assert posted["channel"] == "D0DIRECT"
    assert "thread_ts" not in posted
    assert plain(await bot.people.direct("thanks!")).startswith("You are welcome.")
    picture = {"files": [{"mimetype": "image/png", "name": "a.png"}], "subtype": "file_share"}
    for pointing in ("", "is this true?"):
        for ask in (bot.people.direct, bot.people.mention):
            assert plain(await ask(pointing, **picture)).startswith("I cannot read images yet.")
    assert plain(await bot.people.direct(QUESTION, **picture)).startswith("✔ True")
    sound = {"files": [{"mimetype": "audio/ogg"}], "subtype": "file_share"}
    assert plain(await bot.people.direct("", **sound)).startswith("I can read text only.")
    assert plain(await bot.people.direct("")).startswith("There is nothing in that to check.")


async def test_the_words_of_the_command_are_known_in_a_direct_message_too(bot: Running) -> None:
    assert "for 90 days" in plain(await bot.people.direct("Privacy"))
    assert plain(await bot.people.direct("stop")).startswith("You will hear no more news")
    assert plain(await bot.people.mention("stop")) != plain(await bot.people.direct("stop"))


async def test_a_question_is_answered_in_its_language_and_shared_in_it(bot: Running) -> None:
    words = Wording("es")
    question = "¿Dijo Obama que tendría más flexibilidad después de las elecciones?"
    for ask in (bot.people.command, bot.people.mention, bot.people.direct):
        posted = await ask(question)
        assert plain(posted).startswith("✔ Verdadero")
        assert words("that's it") in plain(posted)
    answer = await bot.people.command(question)
    told = "Un micrófono abierto captó al presidente"
    await bot.people.press(answer, "share")
    await bot.slack.until(lambda: any(told in plain(shown) for _, shown in bot.slack.responses[-2:]))
    offered = await bot.people.seen(await bot.people.press(posted, "wrong", ephemeral=False))
    assert plain(offered).startswith(words("no others"))


async def test_a_link_behind_words_that_find_nothing_is_followed(bot: Running) -> None:
    for ask in (bot.people.command, bot.people.mention, bot.people.direct):
        assert plain(await ask(f"is this true? <{SNOPES}|this article>")).startswith("✔ True")
        near_miss = await ask(f"Did <{SNOPES}|Putin> say he'd have more flexibility?")
        assert plain(near_miss).startswith("Not the same claim")


async def test_emoji_cost_a_question_nothing(bot: Running) -> None:
    said = ":rotating_light: Obama said he'd have more flexibility:ru:"
    assert plain(await bot.people.direct(said)).startswith("✔ True")


async def test_a_forwarded_message_is_read_with_its_author_and_date(bot: Running) -> None:
    shared = {
        "is_msg_unfurl": True,
        "is_share": True,
        "author_name": "A Colleague",
        "ts": "1481587200.000100",
        "text": "Obama told Medvedev he would have more flexibility after the election",
        "fallback": "[December 13th] A Colleague: Obama told Medvedev he would ...",
    }
    posted = await bot.people.direct("Is it true?", attachments=[shared])
    assert plain(posted).startswith("✔ True")
    inner = {
        "is_share": True,
        "message_blocks": [
            {
                "message": {
                    "blocks": [_rich("Obama told Medvedev he would have more flexibility after the election")]
                }
            }
        ],
    }
    assert SNOPES in plain(await bot.people.direct("", attachments=[inner]))
    assert SNOPES in plain(await bot.people.direct("", blocks=[_rich(QUESTION)]))
    assert SNOPES in plain(
        await bot.people.direct("&gt; Obama told Medvedev he would have more flexibility after his election")
    )


async def test_a_question_is_answered_whatever_page_it_links_to(bot: Running) -> None:
    linked = await bot.people.direct(f"{QUESTION} <https://nasa.gov>", attachments=[PREVIEW])
    assert plain(linked).startswith("✔ True")
    unknown = "Is the mayor of Entenhausen made of marzipan?"
    linked = await bot.people.mention(f"{unknown} <https://nasa.gov>", attachments=[PREVIEW])
    assert unknown in find(linked, "editors")["value"]


async def test_words_that_only_point_to_a_page_are_about_the_page(bot: Running) -> None:
    page = {**PREVIEW, "text": "Obama told Medvedev he would have more flexibility after the election"}
    for words in ("Is it true?", ""):
        posted = await bot.people.direct(f"{words} <https://nasa.gov>", attachments=[page])
        assert plain(posted).startswith("✔ True")


async def test_a_whole_question_beside_a_forwarded_message_is_answered(bot: Running) -> None:
    lunch = {"is_share": True, "from_url": "https://x.slack.com/archives/C1/p1", "text": "Lunch is at noon."}
    assert plain(await bot.people.mention(QUESTION, attachments=[lunch])).startswith("✔ True")
    assert plain(await bot.people.mention(QUESTION, attachments=[lunch, PREVIEW])).startswith("✔ True")
    pointing = await bot.people.mention("What is that about?", attachments=[lunch])
    assert "Lunch is at noon." in find(pointing, "editors")["value"]


async def test_what_differs_from_a_forwarded_message_does_not_get_its_verdict(bot: Running) -> None:
    post = {"is_share": True, "text": "Obama told Medvedev he would have more flexibility after the election"}
    posted = await bot.people.direct("Did Putin say he'd have more flexibility?", attachments=[post])
    assert plain(posted).startswith("Not the same claim, but related\nYou asked about Putin")
    for pointing in ("Is this true?", "My uncle sent me this, is that so?"):
        assert plain(await bot.people.direct(pointing, attachments=[post])).startswith("✔ True")


@pytest.mark.parametrize(
    "question",
    [
        "Did Putin say that to Trump?",
        "did putin say that",
        "Did Merkel ever say such a thing?",
        "Saw this in the family chat again, and they will not let it go. Did Putin really say that to Trump?",
    ],
)
async def test_a_question_about_somebody_else_than_a_forwarded_message_is_not_answered_by_it(
    bot: Running, question: str
) -> None:
    said = "Obama told Medvedev he would have more flexibility after the election"
    post = {"is_share": True, "text": said}
    assert "✔" not in plain(await bot.people.direct(question, attachments=[post]))
    assert "✔" not in plain(await bot.people.mention(question, attachments=[post]))
    for of_it in (
        "Did Obama say that?",
        "Trump fans share this. Is it true?",
        "Bob sent me this, is it true?",
    ):
        assert plain(await bot.people.direct(of_it, attachments=[post])).startswith("✔ True")
    by_him = {"is_share": True, "author_name": "Barack Obama", "text": said.replace("Obama", "I")}
    of_him = await bot.people.direct("Did Obama say that?", attachments=[by_him])
    assert plain(of_him) == plain(await bot.people.direct("", attachments=[by_him]))


async def test_of_a_forwarded_picture_it_says_that_it_cannot_read_it(bot: Running) -> None:
    inside = {"is_share": True, "text": "", "fallback": "[no preview available]"}
    picture = {**inside, "files": [{"mimetype": "image/png", "title": "Screenshot"}]}
    for pointing in ("", "is this true?"):
        posted = await bot.people.direct(pointing, attachments=[picture])
        assert plain(posted).startswith("I cannot read images yet.")


@pytest.mark.parametrize("title", [QUESTION, "Screenshot of the mayor"])
async def test_a_file_is_not_read_whatever_it_is_called(bot: Running, title: str) -> None:
    file = {"mimetype": "image/png", "title": title}
    message = {"type": "message", "user": "U1", "ts": "1.1", "text": "", "files": [file]}
    await bot.people.shortcut(message)
    await bot.slack.until(lambda: bot.slack.of("views.update"))
    bot.slack.fail["views.open"] = [(200, '{"ok": false, "error": "expired_trigger_id"}', {})]
    beside = await bot.people.seen(await bot.people.shortcut(message))
    for shown in (bot.slack.of("views.update")[0]["view"], beside):
        assert plain(shown).startswith("I cannot read images yet.")
        assert ids(shown) == []


async def test_what_bots_say_edits_and_other_subtypes_are_not_answered(bot: Running) -> None:
    ignored = [
        bot.people.direct_event(QUESTION, bot_id="B0OTHER"),
        bot.people.direct_event(QUESTION, user="U0BOT", bot_id="B0BOT"),
        bot.people.direct_event(QUESTION, subtype="message_changed", message={"text": QUESTION}),
        bot.people.direct_event(QUESTION, subtype="message_deleted"),
        bot.people.direct_event(QUESTION, subtype="channel_join"),
        bot.people.direct_event(QUESTION, hidden=True),
        bot.people.direct_event(QUESTION, channel_type="channel", channel="C0CHANNEL"),
        {"type": "never_heard_of", "user": ASKER},
        {"type": "reaction_added", "user": ASKER, "item": None},
    ]
    for event in ignored:
        assert (await bot.people.happens(event)).status_code == 200
    await bot.people.direct("thanks!")
    assert len(bot.slack.of("chat.postMessage")) == 1


def _edit(asked: dict[str, Any], text: str, **more: Any) -> dict[str, Any]:
    """The event that a direct message has been edited."""
    inner = {name: asked[name] for name in ("type", "user", "text", "ts")}
    after = {**inner, "text": text, "edited": {"user": asked["user"], "ts": "1700000000.000900"}, **more}
    where = {"type": "message", "subtype": "message_changed", "hidden": True, "channel_type": "im"}
    return {**where, "channel": asked["channel"], "message": after, "previous_message": inner}


async def test_a_direct_message_and_its_edits_have_one_answer(bot: Running) -> None:
    asked = bot.people.direct_event("Zebras wear pyjamas at night", ts="1700000001.000300")
    await bot.people.happens(asked)
    await bot.slack.until(lambda: bot.slack.messages)
    ((place, first),) = bot.slack.messages.items()
    assert plain(first).startswith("Nothing found")
    await bot.people.happens(_edit(asked, QUESTION))
    await bot.slack.until(lambda: bot.slack.of("chat.update"))
    (now,) = bot.slack.messages.values()
    assert plain(now).startswith("✔ True")
    button = await bot.people.press(now, "right", ephemeral=False, channel=place[0], ts=place[1])
    assert "thank you" in plain(await bot.people.seen(button))
    preview = {**_edit(asked, asked["text"]), "message": {**asked, "attachments": [PREVIEW]}}
    await bot.people.happens(preview)
    await bot.people.happens(_edit(asked, asked["text"], bot_id="B0BOT"))
    await bot.people.happens(_edit(asked, asked["text"]))
    await bot.people.happens(_edit({**asked, "text": QUESTION}, "Zebras wear pyjamas by day"))
    await bot.slack.until(lambda: len(bot.slack.of("chat.update")) == 2)
    assert len(bot.slack.messages) == 1


async def test_an_edited_direct_message_whose_answer_is_gone_gets_a_new_one(bot: Running) -> None:
    asked = bot.people.direct_event("Zebras wear pyjamas at night", ts="1700000002.000300")
    await bot.people.happens(asked)
    await bot.slack.until(lambda: bot.slack.messages)
    bot.slack.fail["chat.update"] = [(200, '{"ok": false, "error": "message_not_found"}', {})]
    await bot.people.happens(_edit(asked, QUESTION))
    await bot.slack.until(lambda: len(bot.slack.messages) == 2)
    assert plain(list(bot.slack.messages.values())[1]).startswith("✔ True")


async def test_the_agent_view_suggests_something_and_shows_that_it_is_being_looked_for(bot: Running) -> None:
    thread = {"user_id": ASKER, "channel_id": "D0DIRECT", "thread_ts": "1700000000.000400", "context": {}}
    await bot.people.happens({"type": "assistant_thread_started", "assistant_thread": thread})
    await bot.slack.until(lambda: bot.slack.of("assistant.threads.setSuggestedPrompts"))
    (suggested,) = bot.slack.of("assistant.threads.setSuggestedPrompts")
    assert suggested["prompts"] == [{"title": QUESTION, "message": QUESTION}]
    posted = await bot.people.direct(QUESTION, thread_ts="1700000000.000400")
    assert posted["thread_ts"] == "1700000000.000400"
    assert bot.slack.of(STATUS)[0]["status"] == "is looking for fact-checks …"


@pytest.mark.parametrize("refused", ["unknown_method", "missing_scope"])
async def test_where_there_is_no_agent_view_answers_come_all_the_same(bot: Running, refused: str) -> None:
    bot.slack.fail[STATUS] = [(200, f'{{"ok": false, "error": "{refused}"}}', {})]
    for _ in range(2):
        posted = await bot.people.direct(QUESTION, thread_ts="1700000000.000400")
        assert plain(posted).startswith("✔ True")
    assert len(bot.slack.of(STATUS)) == 1


@pytest.mark.parametrize("refused", ["ratelimited", "internal_error", "channel_not_found"])
async def test_a_status_that_is_refused_once_holds_no_answer_up_and_is_shown_with_the_next(
    bot: Running, refused: str
) -> None:
    bot.slack.fail[STATUS] = [(429, f'{{"ok": false, "error": "{refused}"}}', {"Retry-After": "60"})]
    for _ in range(2):
        posted = await bot.people.direct(QUESTION, thread_ts="1700000000.000400")
        assert plain(posted).startswith("✔ True")
    assert len(bot.slack.of(STATUS)) == 2


async def test_a_status_that_slack_says_nothing_to_holds_no_answer_up(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = asyncio.Event()

    async def hangs(*_: object, **__: object) -> None:
        await never.wait()

    monkeypatch.setattr("slack_sdk.web.async_client.AsyncWebClient.assistant_threads_setStatus", hangs)
    posted = await bot.people.direct(QUESTION, thread_ts="1700000000.000400")
    assert plain(posted).startswith("✔ True")


def _rich(text: str) -> dict[str, Any]:
    quote = {"type": "rich_text_quote", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [quote]}
