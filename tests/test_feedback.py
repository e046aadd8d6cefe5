"""What people say of answers is kept with the question, exported, measured and learnt from."""

import functools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import train, train_messages
from bot.conversation import Conversation, Who
from bot.errors import UsageError
from bot.feedback import Label, export, labels
from bot.memory.ledger import Shown
from bot.model import Message

from .askers import QUESTION as MAYOR
from .command import run
from .fake_telegram import FakeTelegram
from .telegram_chat import ANNA, BERT, CHANNEL, GROUP, forwarded, message, pressed, webhook
from .test_evaluation import measured

OBAMA = "obama-more-flexibility-russia"
QUESTION = "Did Obama say he'd have more flexibility?"
PUTIN = "Did Putin say he'd have more flexibility?"
ANNA_ = Who("telegram", "1", "1")


def _shown(said: str, text: str, claim: str = "a", *, at: float = 0.0, chosen: str | None = None) -> Shown:
    return Shown("x", "telegram", "p", "c", at, "en", "match", (claim,), ("b",), said, chosen, text)


def test_nothing_is_kept_before_a_button_is_pressed_and_then_what_was_asked_said_and_shown(
    conversation: Conversation,
) -> None:
    asked = Message(QUESTION, date="2026-01-02", forwarded=True)
    shown = conversation.ask(ANNA_, asked).id
    assert conversation.ledger.feedback() == []
    assert conversation.right(ANNA_, shown, asked)
    (kept,) = conversation.ledger.feedback()
    assert (kept.text, kept.date, kept.claims, kept.feedback) == (QUESTION, "2026-01-02", (OBAMA,), "right")


def test_a_text_that_is_not_the_one_that_was_answered_is_not_kept(conversation: Conversation) -> None:
    shown = conversation.ask(ANNA_, Message(QUESTION)).id
    for other in (None, Message("is this true?"), Message("Zebras wear pyjamas at night")):
        assert not conversation.right(ANNA_, shown, other)
    assert conversation.ledger.feedback() == []
    assert conversation.ledger.count_feedback() == {"right": 1}


def test_what_was_chosen_after_all_is_what_counts(conversation: Conversation) -> None:
    asked = Message(QUESTION)
    shown = conversation.ask(ANNA_, asked).id
    (other, *_) = conversation.others(ANNA_, shown, asked)
    conversation.choose(ANNA_, shown, 0)
    (kept,) = conversation.ledger.feedback()
    assert (kept.text, kept.feedback, kept.chosen) == (QUESTION, "chosen", other.id)


def test_what_most_people_said_of_a_text_is_its_label() -> None:
    found = [
        _shown("right", "Is it so?", at=1),
        _shown("right", "is it SO", at=2),
        _shown("wrong", "Is it so??", at=3),
        _shown("chosen", "And that?", chosen="b"),
        _shown("none", "And this?"),
        _shown("wrong", "Or what?"),
    ]
    assert labels(found) == [
        Label("is it SO", None, "a"),
        Label("And that?", None, "b", ("a",)),
        Label("And this?", None, None, ("a",)),
        Label("Or what?", None, None, ("a",)),
    ]


async def test_on_telegram_a_question_is_kept_by_its_own_words_however_it_was_put(
    conversation: Conversation,
) -> None:
    async with FakeTelegram().running() as server, webhook(conversation, server):
        for text in (QUESTION, f"/factcheck {QUESTION}", f"@factcheck_bot {QUESTION}"):
            question = message(text, chat=GROUP if text != QUESTION else ANNA | {"type": "private"})
            await server.post(server.update(message=question))
            await server.post(server.update(callback_query=pressed(server.sent[-1], "That's it", question)))
        greeting = message("/start")
        await server.post(server.update(message=greeting))
        await server.post(server.update(callback_query=pressed(server.sent[-1], QUESTION, greeting)))
        assert server.sent[-1]["text"].startswith("✔ True")
        await server.post(server.update(callback_query=pressed(server.sent[-1], "That's it", greeting)))
    assert [each.text for each in conversation.ledger.feedback()] == [QUESTION] * 3
    assert conversation.ledger.count_feedback() == {"right": 4}


@pytest.mark.parametrize("called", ["/factcheck@factcheck_bot", "@factcheck_bot is this true?"])
async def test_on_telegram_the_post_that_somebody_asked_about_by_a_reply_is_kept_at_the_press_alone(
    conversation: Conversation, called: str
) -> None:
    said = "Obama told Medvedev he'd have more flexibility after the election"
    by_bert = message(said, user=BERT, chat=GROUP)
    channel = {"type": "channel", "chat": CHANNEL, "message_id": 5, "date": 1_480_000_000}
    posts = [by_bert, forwarded(said, channel, user=BERT, chat=GROUP), message(said, chat=GROUP)]
    async with FakeTelegram().running() as server, webhook(conversation, server):
        for post in posts:
            await server.post(server.update(message=message(called, chat=GROUP, reply_to_message=post)))
            answer = server.sent[-1]
            assert (answer["text"][:6], answer["to"]) == ("✔ True", post["message_id"])
            assert len(conversation.ledger.feedback()) == posts.index(post)
            press = pressed(answer, "That's it", post)
            await server.post(server.update(callback_query={**press, "from": BERT}))
            assert len(conversation.ledger.feedback()) == posts.index(post)
            await server.post(server.update(callback_query=press))
    kept = conversation.ledger.feedback()
    assert [each.text for each in kept] == [said] * 3
    assert [each.date for each in sorted(kept, key=lambda each: each.at)] == [
        "2023-11-14",
        "2016-11-24",
        None,
    ]


async def test_on_telegram_the_post_that_somebody_asked_about_by_a_reply_can_be_passed_on(
    conversation: Conversation,
) -> None:
    post = message(MAYOR, user=BERT, chat=GROUP)
    async with FakeTelegram().running() as server, webhook(conversation, server):
        await server.post(server.update(message=message("/factcheck", chat=GROUP, reply_to_message=post)))
        for label in ("Ask the editors", "Yes, pass it on"):
            await server.post(server.update(callback_query=pressed(server.sent[-1], label, post)))
    (question,) = conversation.questions.store.passed_on()
    assert question.text == MAYOR
    assert conversation.my_data(Who("telegram", str(ANNA["id"]), "1")).questions == [question]


def _said(conversation: Conversation) -> None:
    for number, (text, said) in enumerate(
        ((QUESTION, "right"), ("obama hot mic medvedev", "right"), (PUTIN, "none"))
    ):
        who, asked = Who("telegram", str(number), "1"), Message(text)
        shown = conversation.ask(who, asked).id
        if said == "right":
            conversation.right(who, shown, asked)
        else:
            conversation.none_of_these(who, shown, asked)


@pytest.fixture
def folder(conversation: Conversation, tmp_path: Path) -> Path:
    """An export of two questions with the right claim and one without."""
    _said(conversation)
    assert export(conversation.engine.store, conversation.ledger.feedback(), tmp_path / "said") == (2, 1)
    return tmp_path / "said"


def test_an_export_is_measured_by_the_command_for_that(folder: Path) -> None:
    names = {"claims": "claims.jsonl", "queries": "queries.jsonl", "qrels": "qrels.tsv"}
    found = measured({name: folder / file for name, file in names.items()})
    assert (found["queries"], found["map5"], found["answered_right"]) == (2, 1.0, 1.0)
    assert found["claims"] > 100
    negative = {"claims": folder / "claims.jsonl", "nomatch": folder / "negatives.jsonl"}
    assert (measured(negative)["queries"], measured(negative)["answered"]) == (1, 0.0)


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        ("negatives.jsonl", None, "is no export of feedback, it has no negatives.jsonl"),
        (
            "claims.jsonl",
            None,
            "it has no claims.jsonl: 'factcheck inbox feedback --export FOLDER' makes one",
        ),
        ("queries.jsonl", "nonsense", "queries.jsonl:1: this line is not JSON"),
        ("negatives.jsonl", '{"id": 1}', 'negatives.jsonl:1: a query needs "id" and "text".'),
        (
            "qrels.tsv",
            "1\t0\tno-such-claim\t1",
            "qrels.tsv:1: there is no claim no-such-claim in the claims.",
        ),
        ("claims.jsonl", "\x00\ud800", "claims.jsonl:1: this line is not JSON"),
    ],
)
def test_a_folder_that_nothing_can_be_learnt_from_is_refused_in_a_sentence_before_anything_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch, file: str, text: str | None, sentence: str
) -> None:
    (folder / file).unlink()
    if text is not None:
        (folder / file).write_bytes(text.encode("utf-8", "surrogatepass"))
    monkeypatch.setattr("sys.argv", ["train", "--feedback", str(folder)])
    monkeypatch.setattr(train, "collect", lambda _: pytest.fail("too late"))
    with pytest.raises(SystemExit) as refused:
        train.main()
    assert str(refused.value.code).startswith("train: ")
    assert sentence in str(refused.value.code)


def test_without_the_public_sets_the_weights_are_kept_as_they_are(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bench" / "snopes").mkdir(parents=True)
    monkeypatch.setattr(train.datasets, "BENCH", tmp_path / "bench")
    monkeypatch.setattr(train, "collect", lambda _: pytest.fail("too late"))
    monkeypatch.setattr("sys.argv", ["train", "--feedback", str(folder)])
    with pytest.raises(SystemExit, match="which is kept") as refused:
        train.main()
    for said in ("lacks politifact, manypublishers, multilingual, questions, nomatch:", "ANYWAY=1"):
        assert said in str(refused.value.code)


def test_what_was_learnt_says_from_how_many_questions_of_people(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("_starter", "_posts", "_headlines", "_few", "_others"):
        monkeypatch.setattr(train_messages, name, lambda folder: [])
    monkeypatch.setattr(train, "learn", lambda asked: {"learnt from": len(asked)})
    monkeypatch.setattr(train.train_long_posts, "learn", lambda: None)
    monkeypatch.setattr(train, "WEIGHTS", tmp_path / "weights.json")
    for arguments in ([], ["--feedback", str(folder)]):
        monkeypatch.setattr("sys.argv", ["train", "--anyway", *arguments])
        train.main()
    without, with_them = capsys.readouterr().err.splitlines()
    assert with_them.removeprefix(without) == "; 5 questions of people who said what was right"
    learnt = json.loads((tmp_path / "weights.json").read_text("utf-8"))
    assert learnt["learnt from"] == 5
    assert learnt["about"]["command"] == "make train FEEDBACK=..."


def test_an_export_is_learnt_from(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("_starter", "_posts", "_headlines", "_few", "_others"):
        monkeypatch.setattr(train_messages, name, lambda folder: [])
    asked, counts = train_messages.collect(folder)
    assert counts.pop("questions of people who said what was right") == len(asked) == 5
    assert [OBAMA in each.right for each in asked] == [True, False, True, False, False]
    assert all(OBAMA in asked[at].ids and OBAMA not in asked[at + 1].ids for at in (0, 2))
    learnt = train.learn([*asked, replace(asked[0], relation=1.0)])
    assert all(learnt[model] for model in ("ranking", "decision", "relation"))


def test_there_is_nothing_to_export_before_anybody_has_said_anything(
    conversation: Conversation, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="Nobody has said anything"):
        export(conversation.engine.store, [], tmp_path / "said")


def test_the_command_lists_counts_and_exports(conversation: Conversation, tmp_path: Path) -> None:
    database, said = str(conversation.engine.store.path), str(tmp_path / "said")
    feedback = functools.partial(run, tmp_path, "inbox", "feedback", FACTCHECK_DB=database)
    assert feedback().stdout == "Nobody has said anything of an answer.\n"
    assert feedback("--export", said).returncode == 2
    _said(conversation)
    shown = feedback().stdout
    assert "right  President Barack Obama" in " ".join(shown.split("\n"))
    assert PUTIN in shown
    assert "In all: 2 that's it, 1 none of those offered" in shown
    rows = [json.loads(line) for line in feedback("--json").stdout.splitlines()]
    assert [(row["text"], row["right"]) for row in rows] == [
        (PUTIN, None),
        ("obama hot mic medvedev", OBAMA),
        (QUESTION, OBAMA),
    ]
    assert not {"person", "chat"} & set(rows[0])
    done = feedback("--export", said)
    assert "2 questions with the right claim, 1 without one" in " ".join(done.stdout.split())
    assert (tmp_path / "said" / "qrels.tsv").read_text("utf-8").count(OBAMA) == 2
