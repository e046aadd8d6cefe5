"""What editors do in their channel on Slack, with signed deliveries and a strict fake Slack."""

import asyncio
import datetime
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.editors.cards import Cards
from adapters.editors.digest import digest
from adapters.editors.newsroom import Newsroom
from bot.conversation import Conversation, Who
from bot.errors import BadAnswer, DatabaseError
from bot.inbox import Editor, Inbox
from bot.memory.editors import EditorsChat
from bot.model import Claim, Message, Review
from bot.stats import Stats
from bot.wording import Wording
from tests.askers import passed_on
from tests.fake_slack import BOT_USER, TEAM
from tests.slack_driver import find, ids, plain
from tests.slack_fixtures import Running, running

ROOM, BEN, CARA, STRANGER = "C0EDITORS", "U0BEN", "U0CARA", "U0STRANGER"
NEWSROOM = Newsroom(ROOM, Wording("en"))
QUESTION = "Is the mayor of Entenhausen made of <b>marzipan</b> & <!channel> https://evil.example?"
ANSWER: dict[str, Any] = {
    "claim": "The mayor of Entenhausen is made of marzipan.",
    "verdict": "false",
    "sources": "https://example.org/mayor https://example.org/registry",
    "quote": "I am flesh and blood.",
    "speaker": "The mayor",
    "publisher": "Entenhausen Check",
}


@pytest.fixture
async def bot(conversation: Conversation, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Running]:
    monkeypatch.setattr("adapters.editors.cards.LOOK_SECONDS", 0.02)
    async with running(conversation, editors=NEWSROOM) as found:
        found.slack.members[ROOM] = [BOT_USER, BEN, CARA]
        found.inbox = Inbox(conversation)
        yield found
        assert found.slack.problems == []


async def carded(bot: Running, text: str = QUESTION) -> dict[str, Any]:
    group = passed_on(bot.conversation, text, near=("obama-more-flexibility-russia",), hears=True)
    room = EditorsChat(bot.conversation.ledger.file, "slack", ROOM)
    await bot.slack.until(lambda: room.shows(group.id, group.version))
    return next(card for card in cards(bot) if text[:20] in plain(card))


def restarted(bot: Running, conversation: Conversation, *, at: float) -> Cards:
    """The cards as another process has them that is started at this time."""
    chat = EditorsChat(conversation.ledger.file, "slack", ROOM)
    board = bot.service._editors.cards._board
    return Cards(conversation, bot.inbox, chat, board, NEWSROOM, clock=lambda: at)


def cards(bot: Running) -> list[dict[str, Any]]:
    """The messages in the editors' channel as they are now, each with its ts."""
    return [{**card, "ts": ts} for (channel, ts), card in bot.slack.messages.items() if channel == ROOM]


async def press(bot: Running, card: dict[str, Any], action: str, user: str = BEN, **more: str) -> str:
    return await bot.people.press(card, action, user, ephemeral=False, channel=ROOM, ts=card["ts"], **more)


async def opened(bot: Running, card: dict[str, Any], action: str, user: str = BEN) -> str:
    """Press a button that opens a form; the form's id."""
    before = len(bot.slack.views)
    await press(bot, card, action, user)
    await bot.slack.until(lambda: len(bot.slack.views) > before)
    return list(bot.slack.views)[-1]


async def now(bot: Running, words: str) -> dict[str, Any]:
    """The one card, once it says these words."""
    await bot.slack.until(lambda: words in plain(cards(bot)[0]))
    return cards(bot)[0]


async def test_a_new_question_is_a_card_in_which_nothing_is_live(bot: Running) -> None:
    card = await carded(bot)
    (asked,) = [block for block in card["blocks"] if block.get("text", {}).get("text") == QUESTION]
    assert asked["text"] == {"type": "plain_text", "text": QUESTION, "emoji": False}
    assert "<!channel>" not in card["text"]
    assert (card["unfurl_links"], card["unfurl_media"]) == (False, False)
    shown = plain(card)
    assert shown.startswith("*Open question*")
    assert "Asked once" in shown
    assert "True: " in shown
    assert ids(card) == [f"editors_{name}" for name in ("answer", "link", "dismiss", "take", "assign")]


@pytest.mark.parametrize("letters", ["🧀", "x", "<&>*_", "ab\u202e\x1b\n", "新型"])
async def test_however_long_and_strange_a_question_its_card_the_form_and_the_digest_fit(
    bot: Running, letters: str
) -> None:
    text, store = f"Is it so? {letters * 3000}"[:3000], bot.conversation.engine.store
    claims = [
        Claim(f"long-{n}", f"{n} {text}", (Review(f"P{text}", "https://x.org/", text, text, "false"),))
        for n in range(5)
    ]
    store.put(claims)
    first = passed_on(bot.conversation, text, near=tuple(claim.id for claim in claims))
    for number in range(3):
        other = passed_on(bot.conversation, f"{number} {text}")
        if other.id != first.id:
            bot.inbox.merge(other.id, first.id, by=Editor("terminal", "Ada"))
    bot.inbox.assign(first.id, f"Ada {text}", by=Editor("terminal", "Ada"))
    await bot.slack.until(lambda: "Ada Is it so" in str(cards(bot)))
    card = next(each for each in cards(bot) if "Ada Is it so" in str(each))
    for button in ("editors_answer", "editors_link", "editors_dismiss"):
        await opened(bot, card, button)
    stats = Stats(9, 9, claims=tuple((claim, 1) for claim in claims), open=(first,) * 5)
    board = bot.service._editors.cards._board
    assert await board.tell(digest(stats, datetime.date(2026, 11, 23), Wording("de")))
    lines = plain(cards(bot)[-1]).splitlines()
    assert sum(line.startswith("1× ") for line in lines) == 10


async def test_a_button_that_is_pressed_twice_opens_one_form_and_another_one_later(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.editors._SHOWN_SECONDS", 0.3)
    card = await carded(bot)
    await asyncio.gather(*(press(bot, card, "editors_answer") for _ in range(3)))
    await bot.slack.until(lambda: bot.service.intake._held == 0)
    assert len(bot.slack.views) == 1
    await opened(bot, card, "editors_answer", CARA)
    await opened(bot, card, "editors_dismiss")
    assert len(bot.slack.views) == 3
    await bot.slack.until(lambda: not bot.service._editors._opening)
    await opened(bot, card, "editors_answer")


async def test_an_answer_in_the_form_becomes_a_claim_and_the_card_says_who_gave_it(bot: Running) -> None:
    form = await opened(bot, await carded(bot), "editors_answer")
    wrong = await bot.people.submit(form, BEN, **{**ANSWER, "sources": "example", "quote": None})
    assert wrong == {
        "response_action": "errors",
        "errors": {
            "sources": "“example” is no address: begin it with https://",
            "quote": "Whose words are these? Give the quote, or leave the speaker out.",
        },
    }
    done = await bot.people.submit(form, BEN, **ANSWER)
    assert plain(done["view"]) == "Done. 1 person is told."
    card = await now(bot, "Answered by Ada Reader")
    assert "✘ False: The mayor of Entenhausen is made of marzipan." in plain(card)
    assert ids(card) == ["editors_undo"]
    answer = bot.conversation.engine.show(bot.inbox.group(1).claim)
    assert answer is not None
    assert answer.claim is not None
    assert answer.claim.quotes[0].text == "I am flesh and blood."
    assert "https://example.org/registry" in answer.claim.context


async def test_of_two_editors_the_second_is_told_who_was_first(bot: Running) -> None:
    card = await carded(bot)
    first, second = (
        await opened(bot, card, "editors_answer"),
        await opened(bot, card, "editors_dismiss", CARA),
    )
    await bot.people.submit(first, BEN, **ANSWER)
    late = await bot.people.submit(second, CARA, reason="Not serious", tell="no")
    assert "Ada Reader" in plain(late["view"])
    again = await bot.people.seen(await press(bot, card, "editors_link", CARA))
    assert again["text"] == "Answered by Ada Reader"


@pytest.mark.parametrize(
    ("language", "first", "gone"),
    [
        ("en", "Ada Reader was first and dismissed it at ", "There is no claim gone. Choose another."),
        ("es", "Ada Reader se adelantó y la descartó a las ", "No hay ninguna afirmación gone. Elija otra."),
        ("fr", "Ada Reader a été plus rapide et l'a écartée à ", "Il n'y a pas d'affirmation gone."),
        ("de", "Ada Reader war schneller und hat sie um ", "Es gibt keine Behauptung gone."),
    ],
)
async def test_what_is_refused_is_said_in_the_editors_language_and_without_commands_of_a_terminal(
    bot: Running, language: str, first: str, gone: str
) -> None:
    await speak(bot, language)
    card = await carded(bot)
    form, other = await opened(bot, card, "editors_link"), await opened(bot, card, "editors_dismiss", CARA)
    missing = await bot.people.submit(form, BEN, claim=("gone", "A claim"))
    assert plain(missing["view"]).startswith(gone)
    await bot.people.submit(other, CARA, reason="Not serious", tell="no")
    late = await bot.people.submit(form, BEN, claim=("obama-more-flexibility-russia", "Obama"))
    assert plain(late["view"]).startswith(first)


@pytest.mark.parametrize(
    ("language", "there"),
    [
        ("en", "This claim is there already, as "),
        ("es", "Esta afirmación ya existe, como "),
        ("fr", "Cette affirmation existe déjà, sous "),
        ("de", "Diese Behauptung gibt es schon, als "),
    ],
)
async def test_an_answer_that_is_there_already_is_refused_at_its_field_in_the_editors_language(
    bot: Running, language: str, there: str
) -> None:
    await speak(bot, language)
    first = await opened(bot, await carded(bot), "editors_answer")
    await bot.people.submit(first, BEN, **ANSWER)
    second = await opened(bot, await carded(bot, "Are the teapots of Entenhausen singing?"), "editors_answer")
    refused = await bot.people.submit(second, BEN, **ANSWER)
    assert refused["errors"].keys() == {"claim"}
    assert refused["errors"]["claim"].startswith(there)


async def test_what_only_the_operator_can_mend_gives_an_editor_a_number_and_no_path(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("The disk is full, nothing was changed in /srv/factcheck.db.")

    card = await carded(bot)
    monkeypatch.setattr(bot.service._editors._inbox, "assign", full)
    told = await bot.people.seen(await press(bot, card, "editors_take"))
    assert "nothing was saved" in told["text"]
    assert "/srv" not in told["text"]


async def speak(bot: Running, language: str) -> None:
    """The editors have chosen this language for themselves."""
    for name in (f"{TEAM}:{BEN}", f"{TEAM}:{CARA}"):
        bot.conversation.change_settings(Who("slack", name, name), language=language)


async def test_whoever_is_not_in_the_channel_can_do_nothing(bot: Running) -> None:
    card = await carded(bot)
    for action in ("editors_answer", "editors_take", "editors_assign"):
        told = await bot.people.seen(await press(bot, card, action, STRANGER))
        assert told["text"] == "Only members of the editors' channel can do that."
        assert told["response_type"] == "ephemeral"
    form = await opened(bot, card, "editors_answer")
    refused = await bot.people.submit(form, STRANGER, **ANSWER)
    assert "Only members" in plain(refused["view"])
    assert bot.inbox.group(1).state == "open"


async def test_an_editor_takes_a_question_or_gives_it_to_another(bot: Running) -> None:
    card = await carded(bot)
    await press(bot, card, "editors_take")
    card = await now(bot, "Ada Reader looks after it")
    await press(bot, card, "editors_assign", option=CARA)
    await bot.slack.until(lambda: {"user": CARA} in bot.slack.of("users.info"))


async def test_a_claim_that_is_there_is_found_by_typing_and_answers_the_question(bot: Running) -> None:
    form = await opened(bot, await carded(bot), "editors_link")
    menu = find(bot.slack.views[form], "editors_claim")
    assert menu["initial_option"]["value"] == "obama-more-flexibility-russia"
    found = await bot.people.suggested(form, "claim", "flexib", BEN)
    assert found["options"][0]["value"] == "obama-more-flexibility-russia"
    assert found["options"][0]["description"]["text"] == "✔ True - Snopes"
    assert await bot.people.suggested(form, "claim", "flexib", STRANGER) == {"options": []}
    await bot.people.submit(form, BEN, claim=("obama-more-flexibility-russia", "Obama"))
    card = await now(bot, "Linked to a claim by Ada Reader")
    assert "✔ True" in plain(card)


async def test_a_dismissal_says_why_and_can_be_taken_back(bot: Running) -> None:
    form = await opened(bot, await carded(bot), "editors_dismiss")
    await bot.people.submit(form, BEN, reason="Nobody *can* check <that>", tell="no")
    card = await now(bot, "Dismissed by Ada Reader")
    assert "Reason: Nobody *can* check <that>" in plain(card)
    await press(bot, card, "editors_undo", CARA)
    card = await now(bot, "Open question")
    assert "editors_answer" in ids(card)


async def test_a_card_that_many_ask_about_changes_at_most_once_a_minute(bot: Running) -> None:
    await carded(bot)
    for _ in range(20):
        passed_on(bot.conversation, QUESTION)
    other = await carded(bot, "Another question altogether, asked after the first?")
    assert "Asked once" in plain(other)
    assert bot.slack.of("chat.update") == []
    bot.service._editors.cards._clock = lambda: 4e9
    await now(bot, "Asked 21 times")
    assert len(bot.slack.of("chat.update")) == 1


async def test_when_slack_does_not_say_who_is_a_member_nobody_acts(bot: Running) -> None:
    card = await carded(bot)
    del bot.slack.members[ROOM]
    told = await bot.people.seen(await press(bot, card, "editors_take"))
    assert told["text"].startswith("It cannot be checked right now")
    assert bot.slack.problems == ["conversations.members: channel_not_found"]
    bot.slack.problems.clear()


@pytest.mark.parametrize("refusal", [None, BadAnswer("", "editors no quote", field="quote")])
async def test_what_is_not_saved_in_the_time_that_slack_waits_is_told_when_it_is(
    bot: Running, monkeypatch: pytest.MonkeyPatch, refusal: BadAnswer | None
) -> None:
    inbox, saved = bot.service._editors._inbox, threading.Event()
    answer = inbox.answer

    def slow(*args: Any, **more: Any) -> Any:
        assert saved.wait(20)
        if refusal:
            raise refusal
        return answer(*args, **more)

    monkeypatch.setattr("adapters.slack.editors._AT_ONCE_SECONDS", 0.05)
    monkeypatch.setattr(inbox, "answer", slow)
    form = await opened(bot, await carded(bot), "editors_answer")
    said = await bot.people.submit(form, BEN, **ANSWER)
    saved.set()
    assert plain(said["view"]).startswith("This takes longer than usual.")
    await bot.slack.until(lambda: bot.slack.of("views.update"))
    told = "Whose words are these?" if refusal else "Done. 1 person is told."
    assert plain(bot.slack.views[form]).startswith(told)


async def test_a_restart_posts_no_card_again_and_goes_on_changing_those_that_are_there(
    bot: Running, conversation: Conversation
) -> None:
    await carded(bot)
    again = restarted(bot, conversation, at=4e9)
    passed_on(bot.conversation, QUESTION)
    await again.look()
    assert len(cards(bot)) == 1
    assert "Asked 2 times" in plain(cards(bot)[0])


async def test_once_whoever_asked_is_forgotten_the_card_says_so_and_newer_questions_still_come(
    bot: Running,
) -> None:
    who = Who("telegram", "1", "1")
    shown = bot.conversation.ask(who, Message(QUESTION)).id
    bot.conversation.pass_on(who, shown, QUESTION)
    await bot.slack.until(lambda: cards(bot))
    bot.conversation.forget(who)
    card = await now(bot, "not kept any more")
    assert "marzipan" not in str(card)
    await carded(bot, "Do ducks fly to Mars?")
    assert len(cards(bot)) == 2


async def test_no_card_is_posted_of_a_question_whose_text_is_not_kept_any_more(
    bot: Running, conversation: Conversation
) -> None:
    who, texts = Who("telegram", "1", "1"), (QUESTION, "Do ducks fly to Mars?")
    ids = [conversation.ask(who, Message(text)).id for text in texts]
    conversation.pass_on(who, ids[0], texts[0])
    await bot.slack.until(lambda: cards(bot))
    bot.slack.messages.clear()
    await bot.service._editors.finish()  # nobody shows the second one in time
    conversation.pass_on(who, ids[1], texts[1])
    conversation.forget(who)
    await restarted(bot, conversation, at=4e9).look()
    assert cards(bot) == []
    assert EditorsChat(conversation.ledger.file, "slack", ROOM).seen() == bot.inbox.last_change()
    assert bot.slack.problems.pop() == "chat.update: message_not_found"


async def test_a_card_that_somebody_deleted_is_posted_again_when_there_is_news(bot: Running) -> None:
    card = await carded(bot)
    del bot.slack.messages[ROOM, card["ts"]]
    bot.slack.messages["C0OTHER", "1"] = {}
    bot.service._editors.cards._clock = lambda: 4e9
    passed_on(bot.conversation, QUESTION)
    # At that hour the week's digest is due as well, and may come first.
    await bot.slack.until(lambda: any("Asked 2 times" in plain(card) for card in cards(bot)))
    assert bot.slack.problems == ["chat.update: message_not_found"]
    bot.slack.problems.clear()


@pytest.mark.parametrize(
    "failed", [(200, '{"ok": false, "error": "internal_error"}', {}), (500, "", {}), (200, "<html>", {})]
)
async def test_a_card_that_slack_does_not_change_right_now_is_changed_later_and_not_posted_again(
    bot: Running, failed: tuple[int, str, dict[str, str]]
) -> None:
    form = await opened(bot, await carded(bot), "editors_dismiss")
    bot.slack.fail["chat.update"] = [failed] * 5  # one more than there are tries
    await bot.people.submit(form, BEN, reason="Not serious", tell="no")
    await now(bot, "Dismissed by Ada Reader")
    assert len(cards(bot)) == 1


async def test_the_digest_comes_once_a_week_whatever_is_restarted(
    bot: Running, conversation: Conversation
) -> None:
    await carded(bot)
    before = len(cards(bot))
    for _ in range(3):
        await restarted(bot, conversation, at=time.time() + 7 * 86_400).send_digest()
    (posted,) = cards(bot)[before:]
    assert plain(posted).startswith("*The week up to ")
    assert QUESTION in plain(posted)


async def test_a_digest_that_could_not_be_posted_is_tried_again(
    bot: Running, conversation: Conversation
) -> None:
    await carded(bot)
    before = len(cards(bot))
    again = restarted(bot, conversation, at=time.time() + 7 * 86_400)
    bot.slack.fail["chat.postMessage"] = [(200, '{"ok": false, "error": "not_in_channel"}', {})]
    await again.send_digest()
    assert len(cards(bot)) == before
    await again.send_digest()
    assert len(cards(bot)) == before + 1


@pytest.mark.parametrize(
    "view",
    [
        {},
        {"private_metadata": "[]"},
        {"private_metadata": '{"group": 999, "version": 1}', "state": []},
        {"private_metadata": '{"group": 999, "version": 1}', "state": {"values": {"claim": {"x": None}}}},
        {"private_metadata": '{"group": 1e99, "version": "x"}', "state": {"values": "x"}},
    ],
)
async def test_an_odd_form_is_answered_all_the_same(bot: Running, view: dict[str, Any]) -> None:
    odd = {"type": "view_submission", "team": {"id": TEAM}, "user": {"id": BEN}}
    for name in ("editors_answer", "editors_link", "editors_dismiss"):
        said = await bot.people.answered({**odd, "view": {"callback_id": name, **view}})
        assert said["response_action"] in ("update", "errors")
