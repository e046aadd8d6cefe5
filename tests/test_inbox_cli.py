"""`factcheck inbox` and `factcheck stats` over a real database: what they print, and their exit status."""

import fcntl
import functools
import json
import os
import pty
import re
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from adapters.opening import open_conversation
from bot.conversation import Who
from bot.database import DatabaseFile
from bot.inbox import Editor, Inbox
from bot.memory.outbox import Outbox
from bot.model import Message

from .askers import passed_on
from .command import Done, process, run
from .conftest import ROOT

MAYOR = "Is the mayor of Entenhausen made of marzipan?"
HOSTILE = "Did \x1b[31mred\x07 ducks\n\nfly \u202eto \u200f<b>Mars</b> [bold]on 5 May? " + "long" * 60
CHINESE = "新型コロナウイルスはミサイルで感染しますか" * 4
OBAMA = "obama-more-flexibility-russia"
SECRET = {"FACTCHECK_SECRET": "secret"}
ANSWER = (
    *("--claim", "The mayor of Entenhausen is made of marzipan.", "--rating", "False"),
    *("--url", "https://example.org/mayor", "--publisher", "Entenhausen Check"),
)

Call = Callable[..., Done]


@pytest.fixture
def inbox(filled: Path, tmp_path: Path) -> Call:
    """The command over a database with three questions: 1 was asked twice, 2 and 3 once."""
    db = tmp_path / "factcheck.db"
    db.write_bytes((filled / "factcheck.db").read_bytes())
    conversation = open_conversation(db, SECRET)
    passed_on(conversation, MAYOR, near=(OBAMA,), hears=True)
    conversation.questions.count(MAYOR, now=conversation.clock())
    conversation.questions.count(MAYOR, now=conversation.clock() - 86_400)
    passed_on(conversation, HOSTILE)
    passed_on(conversation, CHINESE)
    conversation.engine.close()
    return functools.partial(run, tmp_path, FACTCHECK_DB=str(db), **SECRET)


def test_the_list_is_most_asked_first_with_days_places_and_near_misses_and_fits(inbox: Call) -> None:
    done = inbox("inbox", "list")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].startswith("#1  ▁▁▁▁▁▁▁▁▁▁▁▁██ Asked 2 times")
    assert lines[1].strip() == MAYOR
    assert "Telegram 1; en 1" in lines[2]
    assert "near      ✔ True: President Barack Obama" in done.stdout
    assert max(map(cell_len, lines)) <= 80
    assert [row["number"] for row in _rows(inbox("inbox", "list", "--json"))] == [1, 3, 2]


def test_what_a_terminal_would_obey_is_shown_nowhere(inbox: Call) -> None:
    for arguments in (
        ("inbox", "list"),
        ("inbox", "show", "2"),
        ("inbox", "show", "2", "--json"),
        ("stats",),
    ):
        shown = inbox(*arguments).stdout
        assert "<b>Mars</b> [bold]on 5 May?" in shown
        assert not set("\x1b\x07\u202e\u200f") & set(shown)
        assert max(map(cell_len, shown.splitlines())) <= 80 or "--json" in arguments
    assert json.loads(inbox("inbox", "show", "2", "--json").stdout)["text"] == HOSTILE


def test_an_answer_is_a_claim_and_undo_takes_it_back(inbox: Call, tmp_path: Path) -> None:
    done = inbox("inbox", "answer", "1", *ANSWER, "--by", "Ada")
    assert done.stdout.startswith("Ada answered question 1 with ")
    assert " ".join(done.stdout.split()).endswith("1 person will be told.")
    conversation = open_conversation(tmp_path / "factcheck.db", SECRET)
    answer = conversation.engine.ask(Message("The mayor of Entenhausen is made of marzipan"))
    conversation.engine.close()
    assert answer.outcome == "match"
    second = inbox("inbox", "dismiss", "1")
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith("factcheck: Ada was first and answered it at ")
    assert "1 person will not be told after all." in " ".join(inbox("inbox", "undo").stdout.split())
    shown = json.loads(inbox("inbox", "show", "1", "--json").stdout)
    assert (shown["state"], shown["waiting"], shown["last_act"]["what"]) == ("open", 1, "undo")


def test_an_answer_without_options_is_asked_for(inbox: Call) -> None:
    typed = "\n".join(
        ["Ducks flew to Mars.", "", "", "Duck Check", "https://example.org/d", "False", "", "", ""]
    )
    done = inbox("inbox", "answer", "2", stdin=typed + "\n")
    assert done.returncode == 0, done.stderr
    assert "answered question 2 with " in done.stdout
    assert "1 question" not in inbox("inbox", "list", "--state", "dismissed").stdout
    assert [row["number"] for row in _rows(inbox("inbox", "list", "--state", "answered", "--json"))] == [2]


def test_link_dismiss_merge_reopen_and_assign_are_done_and_logged(inbox: Call) -> None:
    assert "linked question 1 to obama" in inbox("inbox", "link", "1", OBAMA, "--by", "Ada").stdout
    assert "opened question 1 again" in inbox("inbox", "reopen", "1", "--by", "Ada").stdout
    assert "assigned question 1 to Ben" in inbox("inbox", "assign", "1", "Ben", "--by", "Ada").stdout
    assert "merged question 3 into question 1" in inbox("inbox", "merge", "3", "1", "--by", "Ada").stdout
    reason = ("inbox", "dismiss", "2", "--reason", "An \x1bopinion.", "--quiet", "--by", "Ada")
    assert inbox(*reason).stdout == "Ada dismissed question 2: An opinion. Nobody waits to be told.\n"
    log = _rows(inbox("inbox", "log", "--json"))
    assert [act["what"] for act in log] == ["dismissed", "merged", "assigned", "reopened", "linked"]
    assert {act["who"] for act in log} == {"Ada"}
    assert "Ada merged question 3 into question 1" in inbox("inbox", "log", "3").stdout
    assert json.loads(inbox("inbox", "show", "1", "--json").stdout)["assigned"] == "Ben"


def test_the_log_says_how_many_have_been_told_and_not_how_many_are_to_be(inbox: Call, tmp_path: Path) -> None:
    inbox("inbox", "link", "1", OBAMA, "--by", "Ada")
    assert "; 0 of 1 person told" in " ".join(inbox("inbox", "log").stdout.split())
    reopened = " ".join(inbox("inbox", "reopen", "1", "--by", "Ada").stdout.split())
    assert reopened == "Ada opened question 1 again. 1 person will not be told after all."
    inbox("inbox", "undo", "--by", "Ada")
    outbox = Outbox(DatabaseFile(tmp_path / "factcheck.db"), owner="a process")
    notice = outbox.take("telegram", time.time() + 1)
    assert notice is not None
    outbox.sent(notice, "true", now=time.time())
    outbox.file.close()
    *_, linked = _rows(inbox("inbox", "log", "--json"))
    assert (linked["told"], linked["reached"]) == (1, 1)
    assert f"to {OBAMA}; 1 person told" in " ".join(inbox("inbox", "log").stdout.split())


def test_the_log_counts_nobody_as_told_of_what_was_taken_back_before_it_was_sent(inbox: Call) -> None:
    inbox("inbox", "link", "1", OBAMA, "--by", "Ada")
    inbox("inbox", "undo", "--by", "Ada")
    assert "; 0 of 1 person told (taken back)" in " ".join(inbox("inbox", "log").stdout.split())


def test_the_log_counts_whoever_was_told_once_though_they_heard_that_it_was_taken_back(
    inbox: Call, tmp_path: Path
) -> None:
    outbox = Outbox(DatabaseFile(tmp_path / "factcheck.db"), owner="a process")
    for act in (("link", "1", OBAMA), ("undo",)):
        inbox("inbox", *act, "--by", "Ada")
        notice = outbox.take("telegram", time.time() + 1)
        assert notice is not None
        outbox.sent(notice, "true", now=time.time())
    outbox.file.close()
    assert f"to {OBAMA}; 1 person told (taken back)" in " ".join(inbox("inbox", "log").stdout.split())


def test_a_person_is_blocked_by_code_and_let_in_again(inbox: Call) -> None:
    (code,) = json.loads(inbox("inbox", "show", "1", "--json").stdout)["askers"]
    assert inbox("inbox", "block").stdout == "Nobody is blocked.\n"
    inbox("inbox", "block", "--", code)
    assert inbox("inbox", "block").stdout == f"{code}\n"
    inbox("inbox", "block", "--remove", "--", code)
    assert inbox("inbox", "block").stdout == "Nobody is blocked.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("show", "99"), "There is no question 99: 'factcheck inbox list' shows what there is."),
        (("answer", "99"), "There is no question 99"),
        (("link", "1", "no-such-claim"), "no-such-claim"),
        (("answer", "1", "--claim", "x"), "A claim needs --publisher, --url, --rating: say them."),
        (("answer", "1", *ANSWER, "--url", "javascript:x"), "is no address: begin it with https://"),
        (("merge", "1", "1"), "A question cannot be merged into itself"),
        (("reopen", "1"), "Question 1 is open"),
        (("undo",), "There is nothing to undo"),
        (("block", "Ada"), "“Ada” is no code"),
        (("show", "9" * 30), "is not in the range"),
    ],
)
def test_a_mistake_is_a_sentence_with_status_2(
    inbox: Call, arguments: tuple[str, ...], sentence: str
) -> None:
    done = inbox("inbox", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_figures_say_what_was_asked_and_what_is_open(inbox: Call) -> None:
    found = json.loads(inbox("stats", "--json").stdout)
    assert (found["questions"], found["related"], found["none"]) == (3, 1, 2)
    assert found["open"][0] == {"number": 1, "text": MAYOR, "demand": 2}
    shown = inbox("stats").stdout
    assert "3 questions, 0 answered, 1 with near misses, 2" in shown
    assert max(map(cell_len, shown.splitlines())) <= 80
    assert json.loads(inbox("stats", "--since", "2999-01-01", "--json").stdout)["questions"] == 0


def test_figures_are_also_had_with_the_other_commands_of_the_inbox(inbox: Call) -> None:
    assert inbox("inbox", "stats").stdout.splitlines()[1:] == inbox("stats").stdout.splitlines()[1:]
    assert json.loads(inbox("inbox", "stats", "--json").stdout)["questions"] == 3


def test_those_who_were_not_told_of_a_closed_question_are_told_once(inbox: Call) -> None:
    assert "Question 1 is open" in inbox("inbox", "notify", "1").stderr
    inbox("inbox", "dismiss", "1", "--quiet")
    told = " ".join(inbox("inbox", "notify", "1", "--by", "Ada").stdout.split())
    assert told == "Ada had people told about question 1. 1 person will be told."
    assert "Nobody waits to be told." in inbox("inbox", "notify", "1").stdout


def test_an_operator_erases_what_is_kept_of_a_person_and_of_nobody_else(inbox: Call, tmp_path: Path) -> None:
    conversation = open_conversation(tmp_path / "factcheck.db", SECRET)
    anna, bert = Who("telegram", "4711", "4711"), Who("telegram", "4712", "4712")
    for who in (anna, bert):
        conversation.ask(who, Message("Is Entenhausen made of cheese?"))
        conversation.change_settings(who, language="de")
    assert inbox("forget", "telegram", "4711").returncode == 1
    refused = inbox("forget", "telegram", "4711", stdin="n\n")
    assert "Erase for good what is kept of telegram 4711 (answers 1, settings 1)?" in refused.stdout
    assert conversation.my_data(anna).shown
    assert inbox("forget", "telegram", "4711", stdin="y\n").stdout.endswith(
        "Erased: answers 1, settings 1.\n"
    )
    assert inbox("forget", "telegram", "4711").stdout == "Nothing is kept of telegram 4711.\n"
    assert not conversation.my_data(anna).shown
    assert conversation.my_data(bert).shown
    assert inbox("forget", "telegram", "4712", "--yes").stdout == "Erased: answers 1, settings 1.\n"
    conversation.engine.close()
    for platform, id_ in (("slack", "U0123"), ("telegram", "@anna")):
        wrong = inbox("forget", platform, id_)
        assert (wrong.returncode, "is nobody's id on" in wrong.stderr) == (2, True)


def test_with_another_secret_than_the_bot_nobody_is_said_to_be_unknown(inbox: Call, tmp_path: Path) -> None:
    def run_with(secret: dict[str, str]) -> None:
        conversation = open_conversation(tmp_path / "factcheck.db", secret)
        conversation.change_settings(Who("telegram", "4711", "4711"), language="de")
        conversation.keeps_people()
        conversation.engine.close()

    run_with({"FACTCHECK_SECRET": "the bot's own"})
    told = inbox("forget", "telegram", "4711", "--yes")
    assert (told.returncode, told.stdout) == (2, "")
    assert "FACTCHECK_SECRET is not the one with which the bot ran last" in told.stderr
    assert "FAIL  people: FACTCHECK_SECRET is not the one" in inbox("doctor").stdout
    run_with(SECRET)
    assert inbox("forget", "telegram", "4711", "--yes").stdout == "Erased: settings 1.\n"
    assert inbox("doctor").returncode == 0


def test_the_list_is_drawn_anew_as_it_changes_until_ctrl_c(inbox: Call, tmp_path: Path) -> None:
    db = tmp_path / "factcheck.db"
    assert "--watch draws on a terminal: leave it out here." in inbox("inbox", "list", "--watch").stderr
    assert "leave one out" in inbox("inbox", "list", "--watch", "--json").stderr
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    environ = {"PATH": os.environ["PATH"], "TERM": "xterm", "LANG": "C.UTF-8", **SECRET}
    command = [sys.executable, "-m", "adapters", "inbox", "list", "--watch", "--db", str(db)]
    streams = {"stdin": theirs, "stdout": theirs, "stderr": theirs}
    with subprocess.Popen(command, **streams, env=environ, cwd=ROOT) as process:
        os.close(theirs)
        seen = _read_until(ours, "marzipan")
        assert "teapots" not in seen
        conversation = open_conversation(db, SECRET)
        passed_on(conversation, "Do teapots sing in Entenhausen?")
        conversation.engine.close()
        _read_until(ours, "teapots")
        process.send_signal(signal.SIGINT)
        left = _read_until(ours, "")
        assert process.wait() == 0
    os.close(ours)
    assert "Traceback" not in left
    lines = seen.replace("\x1b[H", "\n").splitlines()
    assert max(cell_len(re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", line)) for line in lines) <= 80


def _read_until(terminal: int, words: str) -> str:
    """What a terminal shows up to these words; up to its end for none."""
    seen = b""
    while not words or words not in seen.decode("utf-8", "ignore"):
        try:
            got = os.read(terminal, 65_536)
        except OSError:  # the other end is closed
            got = b""
        if not got:
            assert not words, seen
            break
        seen += got
    return seen.decode("utf-8", "ignore")


def test_an_empty_inbox_says_so(tmp_path: Path) -> None:
    done = run(tmp_path, "inbox", "list", "--db", str(tmp_path / "new.db"))
    assert done.stdout == "There is no question in the inbox that is open.\n"


def test_reading_the_inbox_loads_neither_the_engine_nor_what_only_a_process_that_stays_needs(
    tmp_path: Path,
) -> None:
    for command in ("inbox list", "inbox log", "stats"):
        done = process(
            tmp_path, *command.split(), "--db", str(tmp_path / "new.db"), PYTHONPROFILEIMPORTTIME="1"
        )
        assert (done.returncode, done.stderr[:12]) == (0, "import time:"), command
        loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
        assert "bot.memory.inbox_reading" in loaded
        assert not {"bot.engine", "tantivy", "rapidfuzz", "asyncio", "psutil", "dotenv"} & loaded, command


def test_an_editor_in_a_chat_and_one_in_the_terminal_use_the_same_inbox(inbox: Call, tmp_path: Path) -> None:
    conversation = open_conversation(tmp_path / "factcheck.db", SECRET)
    Inbox(conversation).dismiss(3, None, "", tell=False, by=Editor("slack", "Ben"))
    conversation.engine.close()
    assert inbox("inbox", "log").stdout.rstrip().endswith("Ben dismissed question 3")
    assert "Ben was first and dismissed it" in inbox("inbox", "link", "3", OBAMA).stderr


def _rows(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]
