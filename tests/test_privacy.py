"""What is kept of people: the page that says it fits the database, and all of it can be erased."""

import asyncio
import random
import re
from dataclasses import dataclass
from pathlib import Path

import click
import pytest

from adapters.editors.newsroom import Newsroom
from adapters.run import Housekeeping
from adapters.slack.blocks import said
from adapters.slack.cards import card_shown
from adapters.telegram.cards import card_html, card_rows
from adapters.telegram.html import lines_html
from adapters.terminal.desk import open_desk
from bot.conversation import _OF_PEOPLE, Conversation, Who
from bot.database import DatabaseFile
from bot.errors import DatabaseBusy
from bot.inbox import Editor, Inbox
from bot.memory.editors import Draft, EditorsChat
from bot.memory.inbox_reading import PassedOn
from bot.memory.jobs import Job, Jobs
from bot.memory.ledger import Ledger
from bot.memory.personal_data import PersonalData
from bot.model import Message
from bot.wording import Wording, languages

from .fake_slack import BOT_USER, check_message
from .fake_telegram import FakeTelegram, parsed
from .slack_driver import plain
from .slack_fixtures import running
from .telegram_chat import GROUP, message, pressed, until, webhook

PAGE = Path(__file__).parent.parent / "docs" / "privacy.md"
DAY = 86_400.0
ADA = Editor("slack", "Ada")
ROSWITHA = {"id": 4713, "is_bot": False, "first_name": "Roswitha"}


def test_the_page_on_privacy_names_every_table_and_column_and_no_other(path: Path) -> None:
    file = DatabaseFile(path)
    tables = [name for name in file.db.table_names() if not name.startswith("sqlite_")]
    real = {table: {column.name for column in file.db.table(table).columns} for table in tables}
    file.close()
    assert _named(PAGE.read_text("utf-8")) == real


@dataclass
class Person:
    """Somebody who leaves something in every table that can hold something of a person."""

    who: Who
    text: str
    code: bytes
    answers: list[str]
    secrets: list[bytes]


PLATFORMS = ("telegram", "slack")


@pytest.fixture(params=PLATFORMS)
def two(request: pytest.FixtureRequest, conversation: Conversation) -> tuple[Person, Person]:
    first, second = (
        _person(conversation, Who(request.param, name, name), text)
        for name, text in (
            ("T1:U-anna-4711", "Do marzipan penguins govern Entenhausen at night?"),
            ("T1:U-bert-4712", "Was the bridge of Gansbach built from 300 pianos?"),
        )
    )
    return first, second


def test_forgetting_leaves_no_byte_of_a_person_in_the_file_and_every_one_of_others(
    conversation: Conversation, two: tuple[Person, Person]
) -> None:
    first, second = two
    before = _bytes(conversation)
    assert [each for each in first.secrets + second.secrets if each not in before] == []
    conversation.forget(first.who)
    after = _bytes(conversation)
    assert [each for each in first.secrets if each in after] == []
    assert [each for each in second.secrets if each not in after] == []


def test_of_many_people_each_can_be_forgotten_to_the_last_byte(conversation: Conversation) -> None:
    """SQLite leaves copies of rows in pages from which it has moved them: in one of five of these."""
    file, chance = conversation.engine.store.file, random.Random(4711)  # noqa: S311 - to be repeatable
    people = [Who("telegram", f"{n}", f"{n}") for n in range(12)]
    answers: dict[Who, list[bytes]] = {who: [] for who in people}
    for who in chance.sample(people * 60, k=60 * len(people)):
        id_ = chance.randbytes(12).hex()
        answers[who].append(id_.encode())
        with file.writing() as db:
            db.execute(
                "INSERT INTO shown (id, platform, person, chat, at, language, outcome, milliseconds, claims,"
                " others) VALUES (?, 'telegram', ?, ?, ?, 'en', 'none', 1.0, ?, '[]')",
                [id_, conversation.person(who), who.chat, conversation.clock(), "x" * chance.randrange(180)],
            )
    for n, who in enumerate(people):
        conversation.forget(who)
        kept = _bytes(conversation)
        assert [each for each in answers[who] if each in kept] == []
        assert [each for other in people[n + 1 :] for each in answers[other] if each not in kept] == []


def test_every_table_of_people_is_written_anew_but_those_of_the_operator() -> None:
    people, _ = PAGE.read_text("utf-8").split("## Tables that hold nothing")
    assert set(_OF_PEOPLE) == set(_named(people)) - {"installations", "editors_chats", "cards"}


def test_my_data_shows_all_that_is_kept_of_a_person_and_nothing_once_forgotten(
    conversation: Conversation, two: tuple[Person, Person]
) -> None:
    first, second = two
    lines = "\n".join(conversation.wording(first.who).my_data(conversation.my_data(first.who)))
    for part in (
        "answers that you were shown",
        "of an answer, of",
        first.text,
        "hear of 1",
        "of your messages",
        "a label of",
    ):
        assert part in lines
    assert "That no questions of yours" in lines
    assert "Language: English" in lines
    assert second.text not in lines
    conversation.forget(first.who)
    words = conversation.wording(first.who)
    assert words.my_data(conversation.my_data(first.who)) == [words("my data none")]
    assert second.text in "\n".join(words.my_data(conversation.my_data(second.who)))


def test_my_data_says_how_much_there_is_also_when_it_is_too_much_for_a_message() -> None:
    questions = [PassedOn(n, "telegram", 1e9, "en", f"<&{n}> " * 600, (), "open") for n in range(60)]
    data = PersonalData([], questions, {"language": "en"}, hearing=3, replies=2, drafts=("x " * 5000,))
    lines = Wording("en").my_data(data)
    for shown in (lines_html("Kept", lines), str(said(*lines).blocks())):
        assert shown.count("Passed on to the editors on ") == 10
        assert "50 more questions" in shown
        assert "hear of 3" in shown


def test_an_editor_who_is_forgotten_is_somebody_in_the_log_and_on_the_cards(
    conversation: Conversation,
) -> None:
    ada, who = Who("slack", "T1:ada", "T1:ada"), Who("telegram", "1", "1")
    editor = Editor("slack", "Ada", conversation.person(ada))
    inbox = Inbox(conversation)
    _pass_on(conversation, who, "Do 7 marzipan penguins govern Entenhausen?")
    (group,) = inbox.open()
    inbox.assign(group.id, "Ada", by=ADA)
    inbox.assign(group.id, "Ada", by=editor)
    before = inbox.last_change()
    conversation.forget(ada)
    (changed,) = inbox.changed(before, 9)
    assert (changed.id, changed.assigned) == (group.id, "somebody")
    acts = inbox.store.acts(group=group.id)
    assert [(act.who, act.detail) for act in acts] == [("somebody", "somebody"), ("Ada", "somebody")]


@pytest.mark.parametrize("language", languages())
def test_a_question_whose_only_asker_is_forgotten_is_a_card_without_text_that_no_undo_opens_again(
    conversation: Conversation, language: str
) -> None:
    who, inbox, words = Who("telegram", "1", "1"), Inbox(conversation), Wording(language)
    _pass_on(conversation, who, "Do marzipan penguins govern Entenhausen?")
    inbox.assign(1, "Ada", by=ADA)
    conversation.forget(who)
    inbox.undo(1, by=ADA)
    group = inbox.group(1)
    assert group is not None
    assert (group.state, group.text) == ("forgotten", "")
    check_message(card_shown(group, [], None, words).message())
    assert words("editors forgotten") in parsed(card_html(group, [], None, words))
    assert card_rows(group, words) == []


async def test_an_editor_on_telegram_who_writes_forget_is_named_nowhere_any_more(
    conversation: Conversation,
) -> None:
    room = {"id": -500, "type": "supergroup", "title": "Newsroom"}
    newsroom = Newsroom("-500", Wording("en"))
    async with FakeTelegram().running() as server, webhook(conversation, server, editors=newsroom) as bot:
        _pass_on(conversation, Who("telegram", "1", "1"), "Do 7 marzipan penguins govern Entenhausen?")
        await until(lambda: server.sent)
        press = pressed(server.sent[-1], "Take it", message("x", user=ROSWITHA, chat=room), user=ROSWITHA)
        await server.post(server.update(callback_query=press))
        named = "Roswitha looks after it"
        await until(lambda: named in server.now(server.sent[0]["message_id"])["text"])
        await server.post(server.update(message=message("/mydata", user=ROSWITHA)))
        assert "Your name in the log of what editors did: 1." in server.sent[-1]["text"]
        await server.post(server.update(message=message("/forget", user=ROSWITHA)))
        bot._editors.cards._clock = lambda: 4e9  # a card that has been changed rests for a while
        await until(lambda: "Somebody looks" in server.now(server.sent[0]["message_id"])["text"])
    assert [act.who for act in Inbox(conversation).store.acts()] == ["somebody"]
    assert b"Roswitha" not in _bytes(conversation)


async def test_an_editor_on_slack_who_writes_forget_is_named_nowhere_any_more(
    conversation: Conversation,
) -> None:
    async with running(conversation, editors=Newsroom("C0EDITORS", Wording("en"))) as bot:
        bot.slack.members["C0EDITORS"] = [BOT_USER, "U0BEN"]
        _pass_on(conversation, Who("telegram", "1", "1"), "Do 7 marzipan penguins govern Entenhausen?")
        await bot.slack.until(lambda: bot.slack.messages)
        (((channel, ts), card),) = bot.slack.messages.items()
        where = {"ephemeral": False, "channel": channel, "ts": ts}
        await bot.people.press(card, "editors_take", "U0BEN", **where)
        named = "Ada Reader looks after it"
        await bot.slack.until(lambda: named in plain(bot.slack.messages[channel, ts]))
        assert "Your name in the log of what editors did: 1." in plain(
            await bot.people.command("mydata", "U0BEN")
        )
        await bot.people.command("forget", "U0BEN")
        bot.service._editors.cards._clock = lambda: 4e9
        await bot.slack.until(lambda: "Somebody looks" in plain(bot.slack.messages[channel, ts]))
    assert [act.who for act in Inbox(conversation).store.acts()] == ["somebody"]
    assert b"Ada Reader" not in _bytes(conversation)


def test_a_question_that_two_passed_on_stays_the_others_when_one_is_forgotten(
    conversation: Conversation,
) -> None:
    one, other = Who("telegram", "1", "1"), Who("slack", "2", "2")
    _pass_on(conversation, one, "Do 7 marzipan penguins govern Entenhausen?")
    _pass_on(conversation, other, "do 7 MARZIPAN penguins govern entenhausen ??")
    (group,) = Inbox(conversation).open()
    conversation.forget(one)
    assert [g.text for g in Inbox(conversation).open()] == ["do 7 MARZIPAN penguins govern entenhausen ??"]
    assert Inbox(conversation).group(group.id) is not None


def test_forgetting_erases_the_text_also_of_a_question_that_was_merged_into_anothers(
    conversation: Conversation,
) -> None:
    text, other = "Do marzipan penguins govern Entenhausen?", "Was Gansbach built from 300 pianos?"
    one = Who("telegram", "1", "1")
    _pass_on(conversation, one, text)
    _pass_on(conversation, Who("telegram", "2", "2"), other)
    inbox = Inbox(conversation)
    inbox.merge(1, 2, by=ADA)
    assert text.encode() in _bytes(conversation)
    conversation.forget(one)
    assert text.encode() not in _bytes(conversation)
    inbox.undo(1, by=ADA)
    assert [group.text for group in inbox.open()] == [other]


# What is too old


def test_whatever_is_older_than_the_days_goes_by_itself_while_the_process_runs(
    conversation: Conversation, two: tuple[Person, Person]
) -> None:
    first, second = two
    now, db = conversation.clock(), conversation.engine.store.file.db
    conversation.clock = lambda: now + 89 * DAY
    asyncio.run(_keep_house(conversation, until_empty="deliveries"))
    assert first.secrets[0] in _bytes(conversation)
    assert db.table("shown").count == len(first.answers + second.answers)
    conversation.clock = lambda: now + 91 * DAY
    asyncio.run(_keep_house(conversation, until_empty="shown"))
    asyncio.run(_keep_house(conversation, until_empty="topics"))
    tables = ("questions", "replies", "outbox", "topics", "topic_prints", "demand", "acts", "drafts")
    assert {table: db.table(table).count for table in tables} == dict.fromkeys(tables, 0)
    settings_and_bans = {each.code for each in two} | {_own_chat(conversation, each.who) for each in two}
    left = _bytes(conversation)
    assert {secret for each in two for secret in each.secrets if secret in left} == settings_and_bans


async def test_a_database_that_is_in_use_does_not_end_the_housekeeping(
    conversation: Conversation, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[float] = []

    def busy(days: float) -> None:
        tries.append(days)
        raise DatabaseBusy("It is in use: wait.")

    monkeypatch.setattr(conversation, "expire", busy)
    house = Housekeeping(conversation, 90, every=0.001)
    await house.start()
    await until(lambda: len(tries) > 2)
    house.stop_taking()
    await house.finish()
    assert set(tries) == {90}


def test_names_that_were_typed_in_a_terminal_go_with_the_days_too(conversation: Conversation) -> None:
    inbox, now = Inbox(conversation), conversation.clock()
    _pass_on(conversation, Who("telegram", "1", "1"), "Do 7 marzipan penguins govern Entenhausen?")
    with click.Context(click.Command("factcheck")):
        typed = open_desk(conversation.engine.store.path, {}, "Roswitha of the night desk")
        typed.assign(1, "Philomena")
        typed.assign(1, None)
        typed.dismiss(1, "Philomena knows why", tell=False)
    conversation.clock = lambda: now + 89 * DAY
    conversation.expire(90)
    assert [act.who for act in inbox.store.acts()] == ["Roswitha of the night desk"] * 3
    conversation.clock = lambda: now + 91 * DAY
    conversation.expire(90)
    assert inbox.store.acts() == []
    kept = _bytes(conversation)
    assert b"Roswitha" not in kept
    assert b"Philomena" not in kept


def test_the_texts_of_an_answered_question_go_a_day_after_it_was_answered(
    conversation: Conversation,
) -> None:
    text = "Do marzipan penguins govern Entenhausen at night?"
    _pass_on(conversation, Who("telegram", "1", "1"), text)
    inbox, now = Inbox(conversation), conversation.clock()
    (group,) = inbox.open()
    inbox.dismiss(group.id, group.version, "not serious", tell=False, by=ADA)
    conversation.expire(90)
    assert text.encode() in _bytes(conversation)  # it can still be undone
    conversation.clock = lambda: now + 1.1 * DAY
    conversation.expire(90)
    assert text.encode() not in _bytes(conversation)
    (question,) = conversation.questions.store.passed_on()
    assert question.text == ""


def test_an_editors_card_is_drawn_anew_when_the_text_on_it_goes(conversation: Conversation) -> None:
    inbox, now = Inbox(conversation), conversation.clock()
    closed, opened = "Do marzipan penguins govern Entenhausen?", "Was Gansbach built from 300 pianos?"
    for number, text in enumerate((closed, opened)):
        _pass_on(conversation, Who("telegram", f"{number}", f"{number}"), text)
    inbox.dismiss(1, None, "not serious", tell=False, by=ADA)
    for days, number in ((1.1, 1), (91, 2)):
        seen = inbox.last_change()
        conversation.clock = lambda days=days: now + days * DAY  # type: ignore[misc]
        conversation.expire(90)
        changed = {group.id: group.text for group in inbox.changed(seen, 50)}
        assert changed == {number: ""}
    conversation.expire(90)
    assert inbox.changed(0, 50) == []


async def test_what_a_group_says_among_itself_is_never_stored(conversation: Conversation) -> None:
    async with FakeTelegram().running() as server, webhook(conversation, server):
        for each in (message("Quetzals rule Ruritania", chat=GROUP), message("Aunt Quetzal", chat=GROUP)):
            assert (await server.post(server.update(message=each)))[0] == 200
        assert server.sent == []
        called = message("@factcheck_bot do Quetzals rule Ruritania?", chat=GROUP)
        assert (await server.post(server.update(message=called)))[0] == 200
        assert len(server.sent) == 1
    kept = _bytes(conversation)
    assert b"uetzal" not in kept
    assert conversation.engine.store.file.db.table("shown").count == 1


def _named(page: str) -> dict[str, set[str]]:
    """The tables that the page names, with their columns: the code marks in the first two cells of a row."""
    found: dict[str, set[str]] = {}
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("| `") and len(cells) > 1:
            (table,) = re.findall(r"`(\w+)`", cells[0])
            found.setdefault(table, set()).update(re.findall(r"`(\w+)`", cells[1]))
    return found


def _person(conversation: Conversation, who: Who, text: str) -> Person:
    file, now = conversation.engine.store.file, conversation.clock()
    code = conversation.person(who)
    conversation.change_settings(who, language="en")
    many = [conversation.ask(who, Message(f"{text} {n}")).id for n in range(60)]
    shown = _pass_on(conversation, who, text)
    assert conversation.hear(who, shown, {"chat": who.chat})
    conversation.set_answered_by(who, "31337", 5)
    groups = [group for group in Inbox(conversation).open() if group.text == text]
    editor = Editor(who.platform, f"Name of {who.user}", conversation.person(who))
    inbox = Inbox(conversation)
    inbox.assign(groups[0].id, editor.name, by=editor)
    inbox.dismiss(groups[0].id, None, "not serious", tell=True, by=editor)
    conversation.questions.store.ban(code, now=now)
    chat = EditorsChat(file, who.platform, "C-editors")
    said = f"Did Obama say he'd have more flexibility? {who.user.split('-')[1]}"
    liked = conversation.ask(who, Message(said)).id
    assert conversation.right(who, liked, Message(said))
    given = f"a label of {who.user}"
    chat.put_draft(code, Draft(1, 1, "answer", "label", 7, {"label": given}), now=now)
    jobs, key = Jobs(Ledger(file), who.platform), f"key of {who.user}"
    sealed = conversation.identities.seal(text)
    jobs.take([Job(key, sealed)], now)
    assert sealed in _bytes(conversation)
    jobs.finish([key])
    address = file.db.execute("SELECT address FROM questions WHERE person = ?", [code]).fetchone()[0]
    reply = conversation.identities.hash(who.platform, "message", who.chat, "31337").encode()
    secrets = [
        code.encode(),
        _own_chat(conversation, who),
        text.encode(),
        reply,
        given.encode(),
        address,
        said.encode(),
        editor.name.encode(),
    ]
    answers = [*many, shown, liked]
    return Person(who, text, code.encode(), answers, secrets + [id_.encode() for id_ in answers])


def _own_chat(conversation: Conversation, who: Who) -> bytes:
    return conversation.identities.hash(who.platform, "chat", who.user).encode()


def _pass_on(conversation: Conversation, who: Who, text: str) -> str:
    shown = conversation.ask(who, Message(text)).id
    assert conversation.pass_on(who, shown, text) == "new"
    return shown


async def _keep_house(conversation: Conversation, *, until_empty: str) -> None:
    """Housekeeping as the process starts and stops it."""
    house = Housekeeping(conversation, 90)
    await house.start()
    await until(lambda: not conversation.engine.store.file.db.table(until_empty).count)
    house.stop_taking()
    await house.finish()


def _bytes(conversation: Conversation) -> bytes:
    path = conversation.engine.store.path
    files = [path, path.with_name(path.name + "-wal")]
    return b"".join(file.read_bytes() for file in files if file.exists())
