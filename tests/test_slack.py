"""What people can do on Slack, with signed deliveries to a running server and a strict fake Slack."""

import asyncio
from typing import Any

import pytest

from bot.conversation import Conversation, Who
from bot.engine import Engine
from tests.fake_slack import TEAM
from tests.slack_driver import ASKER, find, ids, plain
from tests.slack_fixtures import Running, running, slack_bot

QUESTION = "Did Obama say he'd have more flexibility?"
PUTIN = "Did Putin say he'd have more flexibility?"
SNOPES = "https://www.snopes.com/fact-check/obama-more-flexibility-russia/"
bot = slack_bot


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


async def test_a_related_claim_is_offered_by_its_number_and_gives_no_verdict(bot: Running) -> None:
    seen = await bot.people.command(PUTIN)
    shown = plain(seen)
    assert shown.startswith("Not the same claim, but related\nYou asked about Putin")
    assert "True" not in seen["text"]
    assert ids(seen)[-1] == "none"
    pressed = await bot.people.press(seen, "choose_0")
    chosen = await bot.people.seen(pressed)
    assert chosen["replace_original"] is True
    assert plain(chosen).startswith("✔ True")


async def test_nothing_found_is_said_not_to_mean_true_and_is_passed_on_only_with_consent(
    bot: Running,
) -> None:
    seen = await bot.people.command("Is the mayor of Entenhausen made of marzipan & <!channel>?")
    assert "Not found does not mean that it is true." in plain(seen)
    offer = find(seen, "editors")
    assert (
        offer["confirm"]["text"]["text"]
        == "Pass it on to the editors? They will see its text, not your name."
    )
    assert bot.conversation.questions.store.passed_on() == []
    told = await bot.people.seen(await bot.people.press(seen, "editors"))
    assert told["text"].startswith("Your question was passed on to the editors")
    (question,) = bot.conversation.questions.store.passed_on()
    assert question.text.startswith("Is the mayor of Entenhausen made of marzipan & ")
    again = await bot.people.seen(await bot.people.press(seen, "editors"))
    assert again["text"] == "The editors have this question already."
    await bot.people.command("forget")
    assert bot.conversation.questions.store.passed_on() == []


async def test_of_a_question_that_no_button_can_carry_the_asker_is_told_that_its_beginning_is_passed_on(
    conversation: Conversation,
) -> None:
    long = "Is the mayor of Entenhausen made of marzipan? " * 60
    async with running(conversation) as bot:
        seen = await bot.people.command(long)
        asked = find(seen, "editors")["confirm"]["text"]["text"]
        assert "the beginning of its text" in asked
        told = await bot.people.seen(await bot.people.press(seen, "editors"))
        assert told["text"].startswith("The beginning of your question was passed on to the editors")
        (question,) = bot.conversation.questions.store.passed_on()
        assert question.text.endswith(" …")
        assert long.startswith(question.text.removesuffix(" …"))
        assert bot.slack.problems == []


async def test_what_is_shared_names_the_sharer_who_alone_can_delete_it(bot: Running) -> None:
    seen = await bot.people.command(QUESTION)
    id_ = await bot.people.press(seen, "share")
    posted = await bot.people.seen(id_)
    assert (posted["response_type"], posted["replace_original"]) == ("in_channel", False)
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)
    assert plain(posted).startswith("✔ True")
    assert f"Shared by <@{ASKER}>" in plain(posted)
    assert ids(posted) == ["delete"]
    told = await bot.people.seen(id_, 2)
    assert (told["response_type"], told["text"]) == ("ephemeral", "It has been posted.")
    other = await bot.people.seen(await bot.people.press(posted, "delete", "U0OTHER", ephemeral=False))
    assert other["text"] == "Only whoever shared this can delete it."
    gone = await bot.people.seen(await bot.people.press(posted, "delete", ephemeral=False))
    assert gone == {"delete_original": True}


async def test_what_has_been_shared_is_posted_once_until_it_is_deleted(bot: Running) -> None:
    seen = await bot.people.command(QUESTION)
    before = len(bot.slack.responses)
    await asyncio.gather(*(bot.people.press(seen, "share") for _ in range(3)))
    await bot.slack.until(lambda: len(bot.slack.responses) == before + 4)
    shown = [each for _, each in bot.slack.responses[before:]]
    (posted,) = [each for each in shown if each["response_type"] == "in_channel"]
    assert [each["text"] for each in shown if each is not posted] == ["It has been posted."] * 3
    await bot.people.seen(await bot.people.press(posted, "delete", ephemeral=False))
    again = await bot.people.seen(await bot.people.press(seen, "share"))
    assert again["response_type"] == "in_channel"


async def test_what_has_been_shared_is_not_posted_again_after_a_restart_until_it_is_deleted(
    engine: Engine,
) -> None:
    async with running(engine) as bot:
        seen = await bot.people.command(QUESTION)
        posted = await bot.people.seen(await bot.people.press(seen, "share"))
        assert posted["response_type"] == "in_channel"
    async with running(engine) as bot:
        told = await bot.people.seen(await bot.people.press(seen, "share"))
        assert (told["response_type"], told["text"]) == ("ephemeral", "It has been posted.")
        await bot.people.seen(await bot.people.press(posted, "delete", ephemeral=False))
        again = await bot.people.seen(await bot.people.press(seen, "share"))
        assert again["response_type"] == "in_channel"


async def test_the_buttons_of_an_answer_belong_to_whoever_asked(bot: Running) -> None:
    seen = await bot.people.command(QUESTION)
    for button in ("share", "wrong", "right"):
        told = await bot.people.seen(await bot.people.press(seen, button, "U0OTHER"))
        assert told["text"].startswith("That button belongs to whoever asked.")
    stale = {"blocks": [{"type": "button", "action_id": "right", "value": '["gone",""]'}]}
    told = await bot.people.seen(await bot.people.press(stale, "right"))
    assert told["text"].startswith("That button is from too long ago.")
    for value in ("", "{", "[1]", "null", None):
        strange = {"blocks": [{"type": "button", "action_id": "wrong", "value": value}]}
        told = await bot.people.seen(await bot.people.press(strange, "wrong"))
        assert told["text"].startswith("That button is from too long ago.")


async def test_a_button_that_there_is_no_more_says_so(bot: Running) -> None:
    label = {"type": "plain_text", "text": "Old"}
    old = {"type": "button", "action_id": "of_an_older_version", "value": "x", "text": label}
    message = {"blocks": [{"type": "actions", "elements": [old]}]}
    told = await bot.people.seen(await bot.people.press(message, "of_an_older_version"))
    assert "too long ago" in plain(told)


async def test_not_what_i_meant_offers_the_others_and_none_of_these_offers_the_editors(bot: Running) -> None:
    seen = await bot.people.command(QUESTION)
    offered = await bot.people.seen(await bot.people.press(seen, "wrong"))
    assert offered["replace_original"] is True
    assert plain(offered).startswith("*Which of these did you mean?*")
    assert ids(offered)[0] == "choose_0"
    none = await bot.people.seen(await bot.people.press(offered, "none"))
    assert ids(none) == ["editors"]
    told = await bot.people.seen(await bot.people.press(none, "editors"))
    assert told["text"].startswith("Your question was passed on")
    assert [each.text for each in bot.conversation.questions.store.passed_on()] == [QUESTION]
    bot.conversation.ledger.forget("slack", *[bot.conversation.person(_asker())] * 2)
    thanks = await bot.people.press(await bot.people.command(QUESTION), "right")
    assert (await bot.people.seen(thanks))["text"].endswith("kept for 90 days, without your name.")
    assert [(each.feedback, each.text) for each in bot.conversation.ledger.feedback()] == [
        ("right", QUESTION)
    ]


async def test_the_words_that_the_command_knows(bot: Running) -> None:
    assert "/factcheck latest" in plain(await bot.people.command(""))
    assert plain(await bot.people.command("help")) == plain(await bot.people.command("  HELP "))
    latest = await bot.people.command("latest")
    assert ids(latest) == [f"show_{place}" for place in range(5)]
    shown = await bot.people.seen(await bot.people.press(latest, "show_1"))
    assert ids(shown) == ["share", "right", "wrong"]
    assert "for 90 days" in plain(await bot.people.command("privacy"))
    assert "that you were shown" in plain(await bot.people.command("mydata"))
    assert plain(await bot.people.command("forget")) == "Everything that was kept about you has been erased."
    assert plain(await bot.people.command("mydata")) == "Nothing is kept about you."
    tried = await bot.people.seen(await bot.people.press(await bot.people.command(""), "example"))
    assert plain(tried).startswith("✔ True")


async def test_the_shortcut_opens_a_form_at_once_and_puts_the_answer_in_it(bot: Running) -> None:
    message = {
        "type": "message",
        "user": "U0WRITER",
        "ts": "1481587200.000100",
        "thread_ts": "1481587100.000100",
        "text": QUESTION,
    }
    await bot.people.shortcut(message)
    await bot.slack.until(lambda: bot.slack.of("views.update"))
    (opened,), (updated,) = bot.slack.of("views.open"), bot.slack.of("views.update")
    assert plain(opened["view"]) == "Looking for published fact-checks …"
    view = updated["view"]
    assert updated["view_id"] == "V0VIEW"
    assert SNOPES in plain(view)
    assert ids(view) == ["reply", "share", "right", "wrong"]

    await bot.people.press(view, "reply", view=view)
    await bot.slack.until(lambda: len(bot.slack.of("views.update")) == 2)
    (posted,) = bot.slack.of("chat.postMessage")
    assert (posted["channel"], posted["thread_ts"]) == ("C0CHANNEL", "1481587100.000100")
    assert plain(bot.slack.of("views.update")[1]["view"]).endswith("It has been posted.")

    await bot.people.press(view, "wrong", view=view)
    await bot.slack.until(lambda: len(bot.slack.of("views.update")) == 3)
    other = bot.slack.of("views.update")[2]["view"]
    assert "There is no other claim like it" in plain(other)
    assert ids(other) == ["editors"]
    assert other["private_metadata"] == view["private_metadata"]


async def test_sharing_from_the_form_goes_by_the_response_url_of_the_message(bot: Running) -> None:
    about = await bot.people.shortcut({"type": "message", "user": "U1", "ts": "1.1", "text": QUESTION})
    await bot.slack.until(lambda: bot.slack.of("views.update"))
    view = bot.slack.of("views.update")[0]["view"]
    bot.slack.dead.add(about)
    bot.slack.fail["chat.postMessage"] = [(200, '{"ok": false, "error": "not_in_channel"}', {})]
    await bot.people.press(view, "share", view=view)
    await bot.slack.until(lambda: len(bot.slack.of("views.update")) == 2)
    assert "Invite this app to the channel first" in plain(bot.slack.of("views.update")[1]["view"])
    bot.slack.dead.clear()
    await bot.people.press(view, "share", view=view)
    posted = await bot.people.seen(about)
    assert posted["response_type"] == "in_channel"


async def test_a_form_that_cannot_be_opened_is_answered_beside_the_message(bot: Running) -> None:
    bot.slack.fail["views.open"] = [(200, '{"ok": false, "error": "expired_trigger_id"}', {})]
    id_ = await bot.people.shortcut({"type": "message", "user": "U1", "ts": "1.1", "text": QUESTION})
    assert plain(await bot.people.seen(id_)).startswith("✔ True")


async def test_the_home_shows_settings_and_lets_only_admins_say_who_may_share(bot: Running) -> None:
    home = await _home(bot, ASKER)
    assert ids(home)[:2] == ["example", "show_0"]
    assert "who_may_share" not in ids(home)
    home = await _home(bot, "U0ADMIN")
    assert find(home, "who_may_share")["initial_option"]["value"] == "everybody"
    await bot.people.press(home, "who_may_share", "U0OTHER", view={"type": "home"}, option="admins")
    await bot.slack.until(lambda: bot.slack.of("views.open"))
    assert "Only admins of this workspace" in plain(bot.slack.of("views.open")[0]["view"])
    await bot.people.press(home, "who_may_share", "U0ADMIN", view={"type": "home"}, option="admins")
    await bot.slack.until(lambda: len(bot.slack.of("views.publish")) == 3)
    assert (
        find(bot.slack.of("views.publish")[2]["view"], "who_may_share")["initial_option"]["value"] == "admins"
    )

    told = await bot.people.seen(await bot.people.press(await bot.people.command(QUESTION), "share"))
    assert told["text"].startswith("In this workspace only admins share answers")
    seen = await bot.people.command(QUESTION, "U0ADMIN")
    posted = await bot.people.seen(await bot.people.press(seen, "share", "U0ADMIN"))
    assert posted["response_type"] == "in_channel"
    await bot.people.press(home, "who_may_share", "U0ADMIN", view={"type": "home"}, option="everybody")
    await bot.slack.until(lambda: len(bot.slack.of("views.publish")) == 4)


async def test_the_home_shows_my_data_and_forgets(bot: Running) -> None:
    await bot.people.command("forget")
    await bot.people.command(QUESTION)
    home = await _home(bot, ASKER)
    for button, expected in (
        ("my_data", "1 answer that"),
        ("forget", "erased"),
        ("my_data", "Nothing is kept"),
    ):
        before = len(bot.slack.of("views.open"))
        await bot.people.press(home, button, view={"type": "home"})
        await bot.slack.until(lambda before=before: len(bot.slack.of("views.open")) > before)
        assert expected in plain(bot.slack.of("views.open")[before]["view"])
    await bot.people.press(home, "language", view={"type": "home"}, option="en")
    await bot.slack.until(lambda: len(bot.slack.of("views.publish")) == 3)


async def test_a_failure_is_said_with_the_number_that_finds_it(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr(bot.conversation.engine, "ask", broken)
    assert (await bot.people.command(QUESTION))["text"].startswith("Something went wrong on our side")
    assert plain(await bot.people.direct(QUESTION)).startswith("Something went wrong on our side")
    await bot.people.shortcut({"type": "message", "ts": "1.1", "text": QUESTION})


async def _home(bot: Running, user: str) -> dict[str, Any]:
    before = len(bot.slack.of("views.publish"))
    await bot.people.happens({"type": "app_home_opened", "user": user, "tab": "home", "channel": "D1"})
    await bot.slack.until(lambda: len(bot.slack.of("views.publish")) > before)
    return dict(bot.slack.of("views.publish")[before]["view"])


def _asker() -> Who:
    return Who("slack", f"{TEAM}:{ASKER}", f"{TEAM}:{ASKER}")
