"""A conversation in a real terminal (a pseudo-terminal), and one that is piped in."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

from . import command

ROOT = Path(__file__).parents[1]


def test_a_piped_conversation_remembers_what_it_offered(tmp_path: Path) -> None:
    lines = (
        "Did Putin say he'd have more flexibility?\n1\n7\n/sources\n/nonsense\n\n/quit\nobama flexibility\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "adapters", "chat", "--db", str(tmp_path / "a.db")],
        input=lines,
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "80"},
        check=True,
    )
    related, chosen, missing, sources, unknown = re.split(
        r"\n\n(?=✔|There is no|PolitiFact:|/nonsense)", done.stdout
    )
    assert "You asked about Putin" in related
    assert chosen.startswith("✔ True\nPresident Barack Obama was caught")
    assert missing.startswith("There is no claim 7 to choose")
    assert sources.startswith("PolitiFact: 110 fact-checks")
    assert unknown.startswith("/nonsense is not a command here")


def test_thanks_leave_what_was_offered_to_be_chosen(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "adapters", "chat", "--db", str(tmp_path / "a.db")],
        input="Did Putin say he'd have more flexibility?\nthanks\n1\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "COLUMNS": "80"},
        check=True,
    )
    assert "\n\n✔ True\nPresident Barack Obama was caught" in done.stdout


def test_who_asks_in_another_language_is_answered_and_chooses_in_it(tmp_path: Path) -> None:
    done = command.run(tmp_path, "chat", stdin="Putin daha esnek olacağını söyledi mi?\n1\n")
    related, chosen = done.stdout.split("\n\n✔ ")
    assert related.startswith("Aynı iddia değil, ama ilgili\nSorunuzun konusu: Putin;")
    assert "  2. " not in related  # no other claim has a word of it
    assert chosen.startswith("Doğru\nAçık kalan bir mikrofon")


def test_a_terminal_conversation_has_history_and_survives_ctrl_c(tmp_path: Path) -> None:
    (tmp_path / "history.txt").write_text("Mine.\n")
    pid, terminal = pty.fork()
    if pid == 0:  # pragma: no cover - the child
        os.environ.update(HOME=str(tmp_path), TERM="xterm", COLUMNS="80", FACTCHECK_DB=str(tmp_path / "a.db"))
        os.chdir(ROOT)
        os.execv(sys.executable, [sys.executable, "-m", "adapters", "chat"])  # noqa: S606
    read_until(terminal, ">")
    os.write(terminal, b"half a questi\x03")
    os.write(terminal, b"/help\r")
    read_until(terminal, "/sources")
    os.write(terminal, b"obama hot mic flexibility\r")
    read_until(terminal, "caught on a live microphone")
    os.write(terminal, b"\x1b[A")
    read_until(terminal, "obama hot mic flexibility")
    os.write(terminal, b"\x03\x04")
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 0
    os.close(terminal)
    assert "+obama hot mic flexibility" in (tmp_path / "a.db.history").read_text()
    assert (tmp_path / "history.txt").read_text() == "Mine.\n"


def read_until(terminal: int, wanted: str) -> None:
    seen = ""
    end = time.monotonic() + 30.0
    while time.monotonic() < end:
        if select.select([terminal], [], [], 0.1)[0]:
            seen += os.read(terminal, 4096).decode("utf-8", "replace")
            if b"\x1b[6n".decode() in seen:  # it asks where the cursor is; a terminal answers
                os.write(terminal, b"\x1b[1;1R")
                seen = seen.replace("\x1b[6n", "")
            if wanted in re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", seen):
                return
    raise AssertionError(f"{wanted!r} was not shown: {seen!r}")
