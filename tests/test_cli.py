"""The `factcheck` command: its output and its exit status, as a process where that makes a difference."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.errors import MissingSettings
from bot.settings import database_path

from .command import process, run
from .conftest import ROOT

FOUNDING = "Did Obama say he'd have more flexibility?"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def test_a_question_is_answered_with_nothing_set_up(home: Path) -> None:
    done = process(home, "ask", FOUNDING)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("✔ True\n")
    assert "https://www.snopes.com/fact-check/obama-more-flexibility-russia/" in done.stdout
    assert "\x1b" not in done.stdout


def test_a_question_is_answered_in_its_language(home: Path) -> None:
    told = run(home, "ask", "¿Dijo Obama que tendría más flexibilidad?").stdout
    assert told.startswith("✔ Verdadero\nUn micrófono abierto captó al presidente Barack Obama")
    told = run(home, "ask", "¿Es verdad que las almejas de Wellington tienen pelusa azul?").stdout
    assert told.startswith("No se ha encontrado nada")


def test_a_question_loads_nothing_that_it_does_without(home: Path) -> None:
    run(home, "ask", FOUNDING)
    done = process(home, "ask", FOUNDING, PYTHONPROFILEIMPORTTIME="1")
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "bot.engine" in loaded
    assert not {"asyncio", "psutil", "filelock", "dotenv", "bot.memory.ledger"} & loaded


def test_a_list_does_without_the_engine(home: Path) -> None:
    done = process(home, "list", PYTHONPROFILEIMPORTTIME="1")
    assert (done.returncode, done.stdout.count("\n")) == (0, 20)
    loaded = {line.rsplit("|", 1)[-1].strip() for line in done.stderr.splitlines()}
    assert "bot.starter" in loaded
    assert not {"bot.engine", "rapidfuzz", "asyncio", "psutil"} & loaded


def test_the_command_runs_in_any_thread(home: Path) -> None:
    code = "import threading; from adapters.cli import main; threading.Thread(target=main).start()"
    environ = {"PATH": os.environ["PATH"], "HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code, "--version"],
        capture_output=True,
        env=environ,
        cwd=ROOT,
        check=True,
    )
    assert (b"factcheck" in done.stdout, done.stderr) == (True, b"")


def test_what_is_told_to_stop_leaves_nothing_behind(home: Path, tmp_path: Path) -> None:
    (tmp_path / "nomatch.jsonl").write_text('{"id": 1, "text": "ducks"}\n')
    (tmp_path / "left").mkdir()
    asked = ("--claims", "/dev/stdin", "--nomatch", str(tmp_path / "nomatch.jsonl"))
    process = subprocess.Popen(
        [sys.executable, "-m", "adapters", "eval", *asked],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(tmp_path / "left")},
        cwd=ROOT,
        text=True,
    )
    end = time.monotonic() + 60
    while not list((tmp_path / "left").rglob("eval.db")) and time.monotonic() < end:
        time.sleep(0.01)
    process.send_signal(signal.SIGTERM)
    assert process.stderr
    assert process.wait(60) == 1
    assert process.stderr.read().strip() == "factcheck: Stopped."
    assert list((tmp_path / "left").iterdir()) == []
    process.communicate()


def test_the_json_of_an_answer_has_the_documented_form(home: Path) -> None:
    answer = json.loads(run(home, "ask", "--json", FOUNDING).stdout)
    assert answer["outcome"] == "match"
    finding = answer["findings"][0]
    assert finding.keys() == {
        *(
            "outcome",
            "statement",
            "probability",
            "differs",
            "claim",
            "verdict",
            "quotes",
            "context",
            "reviews",
            "others",
        )
    }
    assert finding["claim"].keys() == {"id", "text", "claimant", "date", "place", "language"}
    assert finding["claim"]["id"] == "obama-more-flexibility-russia"
    assert finding["verdict"] == "true"
    assert finding["quotes"][0].keys() == {"text", "speaker", "date", "place", "source"}
    assert finding["reviews"] == [
        {
            "publisher": "Snopes",
            "rating": "True",
            "verdict": "true",
            "url": "https://www.snopes.com/fact-check/obama-more-flexibility-russia/",
            "date": "2016-12-13",
        }
    ]
    assert all(other.keys() == {"id", "text", "probability"} for other in finding["others"])


def test_the_json_of_a_related_finding_says_what_differs(home: Path) -> None:
    finding = json.loads(run(home, "ask", "--json", "Did Putin say he'd have more flexibility?").stdout)[
        "findings"
    ][0]
    assert finding["outcome"] == "related"
    assert finding["differs"] == [{"kind": "speaker", "asked": "Putin", "claim": "Barack Obama"}]


def test_a_dash_reads_standard_input(home: Path) -> None:
    post = f"Share this!! 😱 {FOUNDING}\n"
    done = process(
        home, "ask", "-", "--forwarded", "--author", "Jane Doe", "--date", "2020-03-01", stdin=post
    )
    assert done.returncode == 0
    assert "✔ True" in done.stdout


def test_a_batch_is_answered_line_by_line_and_a_bad_line_costs_only_itself(
    home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "questions.jsonl"
    rows = [{"id": 1, "text": FOUNDING}, {"id": "b", "text": "", "author": "X", "forwarded": True}]
    bad = ["{oops", '{"id": 3}', '{"id": 4, "text": "x", "date": 2020}', "", '{"id": 5, "text": 5}']
    lines = [json.dumps(rows[0]), *bad, json.dumps(rows[1])]
    path.write_text("\ufeff" + "\n".join(lines), "utf-8")
    done = run(home, "ask", "--batch", str(path))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(answer["id"], answer["outcome"]) for answer in answers] == [(1, "match"), ("b", "none")]
    assert done.returncode == 1
    assert f"{path}:2: this line is not JSON" in done.stderr
    assert f"{path}:3: this line is not an object" in done.stderr
    for number in (4, 6):
        assert f'{path}:{number}: its "text", "author" or "date" is no text' in done.stderr


def test_of_a_batch_that_is_another_file_the_first_lines_are_told_and_the_rest_counted(
    home: Path, tmp_path: Path
) -> None:
    (tmp_path / "claims.csv").write_text("claim,publisher\n" * 1500)
    done = run(home, "ask", "--batch", str(tmp_path / "claims.csv"))
    *told, last = done.stderr.splitlines()
    assert (done.returncode, done.stdout, len(told)) == (1, "", 20)
    assert last.endswith("claims.csv could not be read (above are the first 20); the rest was asked.")
    assert last.startswith("factcheck: 1,500 lines of ")


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--date", "01.05.2024", "x"),
        ("stats", "--since", "01.05.2024"),
        ("list", "--since", "01.05.2024"),
    ],
)
def test_a_day_that_is_none_is_told_in_words(home: Path, arguments: tuple[str, ...]) -> None:
    done = run(home, *arguments)
    assert done.returncode == 2
    assert "01.05.2024 is no day: write it as YYYY-MM-DD." in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "--date", "yesterday", "x"],
        ["ask", "--batch", "no-such-file"],
        ["ask", "--batch", "-", "text"],
        ["ask", "--unknown"],
        ["unknown"],
        ["ask", "one", "two"],
    ],
)
def test_wrong_usage_ends_with_status_2_and_a_sentence(home: Path, arguments: list[str]) -> None:
    done = process(home, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(("factcheck: ", "Usage: factcheck "))
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "text", ["", "   ", "\n\t", "😱😱", "a", "‮", "'; DROP TABLE claims; --", 'NEAR("a" OR *)', "<script>"]
)
def test_any_text_gets_a_clear_sentence(home: Path, text: str) -> None:
    done = run(home, "ask", text)
    assert (done.returncode, done.stderr) == (0, "")
    assert re.match(
        r"There is nothing in that to check|That is too short|Nothing found|Not the same", done.stdout
    )


@pytest.mark.parametrize("said", [b"\x00\x1b obama \x7f flexibility", b"x" * 1_000_000, "‏هل".encode() * 1000])
def test_any_text_on_standard_input_gets_an_answer(home: Path, said: bytes) -> None:
    done = run(home, "ask", "-", stdin=said)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()


@pytest.mark.parametrize(
    ("arguments", "stdin", "sentence"),
    [
        (["list", "--text", "Gr\udcf6"], b"", "“Gr?” is not in UTF-8: convert it, "),
        (
            ["add", "--claim", "Gr\udcf6\udcdfe z\udce4hlt"],
            b"",
            "“Gr??e z?hlt” is not in UTF-8: convert it, ",
        ),
        (["ask", "Gr\udcf6\udcdfe " * 100], b"", "“Gr??e Gr??e "),
        (["ask", "-"], b"\x00\xff\xfe obama \x80 flexibility", "The input is not in UTF-8: convert it, "),
        (["add"], b"Gr\xf6\xdfe z\xe4hlt\n", "The input is not in UTF-8: convert it, "),
    ],
)
def test_what_is_not_utf8_is_refused(
    home: Path, empty: Path, tmp_path: Path, arguments: list[str], stdin: bytes, sentence: str
) -> None:
    db = shutil.copyfile(empty, str(tmp_path / "a.db"))
    done = process(home, *arguments, "--db", db, stdin=stdin)
    assert done.returncode != 0
    assert done.stderr.lstrip().startswith(f"factcheck: {sentence}")
    assert done.stderr.count("\n") <= 2
    assert process(home, "list", "--db", db, "--text", "hlt").stdout.startswith("No claim is like that")


def test_a_line_of_a_batch_that_is_not_utf8_costs_itself_whatever_bytes_name_the_file(
    home: Path, tmp_path: Path
) -> None:
    batch = tmp_path / "fragen-\udcf6.jsonl"
    batch.write_bytes(
        b'\xef\xbb\xbf{"id": 1, "text": "Gr\xf6\xdfe z\xe4hlt"}\n{"id": 2, "text": "Gr\xc3\xb6\xc3\x9fe"}\n'
    )
    done = process(home, "ask", "--batch", str(batch))
    assert (done.returncode, [json.loads(line)["id"] for line in done.stdout.splitlines()]) == (1, [2])
    assert "fragen-?.jsonl:1: this line is not in UTF-8\n" in done.stderr


def test_a_failure_is_one_sentence_with_status_1(home: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"this is no database, however long it is " * 100)
    asked = ("ask", "--db", str(tmp_path / "broken.db"), FOUNDING)
    done = process(home, *asked)
    assert (done.returncode, done.stdout) == (1, "")
    assert re.fullmatch(r"factcheck: .*broken\.db is damaged .*\n", done.stderr)
    assert "Traceback" in process(home, *asked, FACTCHECK_DEBUG="1").stderr


def test_the_database_is_where_the_setting_says_and_an_option_wins(home: Path, tmp_path: Path) -> None:
    run(home, "ask", FOUNDING, FACTCHECK_DB=str(tmp_path / "one" / "a.db"))
    run(home, "ask", FOUNDING, "--db", str(tmp_path / "b.db"), FACTCHECK_DB=str(tmp_path / "c.db"))
    assert (tmp_path / "one" / "a.db").exists()
    assert (tmp_path / "b.db").exists()
    assert not (tmp_path / "c.db").exists()


def test_the_reader_of_a_pipe_may_stop_reading(home: Path) -> None:
    command = f"{sys.executable} -m adapters ask '{FOUNDING.replace(chr(39), '')}' | head -n 1"
    environ = {"PATH": os.environ["PATH"], "HOME": str(home)}
    done = subprocess.run(
        ["bash", "-c", command],
        capture_output=True,
        text=True,
        env=environ,
        cwd=ROOT,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("✔ True\n", "")


def test_doctor_reports_each_thing_and_fails_when_one_is_not_good(home: Path, tmp_path: Path) -> None:
    done = process(home, "doctor")
    assert done.returncode == 0
    assert [line[:4] for line in done.stdout.splitlines()] == ["ok  "] * 5
    assert "220 claims" in done.stdout
    new = ("doctor", "--db", str(tmp_path / "new.db"))
    assert f"ok    database: {tmp_path / 'new.db'}, which is made now, 220 claims" in run(home, *new).stdout
    assert f"ok    database: {tmp_path / 'new.db'}, 220 claims" in run(home, *new).stdout
    (tmp_path / "broken.db").write_bytes(b"no database at all, sorry about that" * 50)
    done = run(home, "doctor", "--db", str(tmp_path / "broken.db"))
    assert done.returncode == 1
    assert "FAIL  database:" in done.stdout


def test_doctor_says_of_each_setting_what_is_wrong_with_it(home: Path) -> None:
    wrong = {
        "RETENTION_DAYS": "abc",
        "PORT": "99999",
        "TELEGRAM_API_URL": "notaurl",
        "SLACK_API_URL": "https://:8080",
        "GOOGLE_FACTCHECK_API_URL": "ftp://x.example",
        "PUBLIC_URL": "http://x",
        "QUIET_HOURS": "25:00-xx",
        "EDITORS_LANGUAGE": "xx",
        "DIGEST_DAY": "foo",
        "EDITORS_CHANNEL": "#editors",
        "EDITORS_TELEGRAM_CHAT": "@editors",
    }
    done = run(home, "doctor", **wrong)
    assert done.returncode == 1
    lines = [line for line in done.stdout.splitlines() if " settings: " in line]
    expected = [f"FAIL  settings: {name} is “{value}”: set it to " for name, value in wrong.items()]
    assert [line[: len(start)] for line, start in zip(lines, expected, strict=True)] == expected
    exchanged = {"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1", "TELEGRAM_BOT_TOKEN": "bot 1:a"}
    said = run(home, "doctor", **exchanged).stdout
    assert [line.split(" is ")[0] for line in said.splitlines() if " is no such token: it is " in line] == [
        f"FAIL  settings: {name}" for name in ("TELEGRAM_BOT_TOKEN", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN")
    ]
    right = {"PORT": "80", "PUBLIC_URL": "https://x.example", "EDITORS_LANGUAGE": "de", "DIGEST_DAY": "off"}
    secret = run(home, "doctor", **{"TELEGRAM_WEBHOOK_SECRET": "with space"})
    assert (
        "FAIL  settings: TELEGRAM_WEBHOOK_SECRET may hold 1 to 256 letters, digits, _ and -" in secret.stdout
    )
    right |= {"SLACK_API_URL": "http://127.0.0.1:80/api/", "TELEGRAM_WEBHOOK_SECRET": "a-b_1"}
    assert "ok    settings: PORT, PUBLIC_URL, " in run(home, "doctor", **right).stdout


def test_run_names_all_the_values_that_cannot_be_right_at_once(home: Path) -> None:
    wrong = {"SLACK_BOT_TOKEN": "xapp-1", "SLACK_APP_TOKEN": "xoxb-1", "PORT": "x", "QUIET_HOURS": "late"}
    done = process(home, "run", "slack", **wrong, SLACK_API_URL="notaurl")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert re.findall(r"[A-Z_]{4,}(?= is )", done.stderr) == [
        "PORT", "SLACK_API_URL", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "QUIET_HOURS",
    ]  # fmt: skip


def test_doctor_says_what_is_misspelt_and_what_each_platform_still_needs(home: Path) -> None:
    done = run(
        home, "doctor", **{"TELEGRAM_BOT_TOKEN": "1:a", "SLACK_BOT_TOKEN": "xoxb-1", "EDITORS_CHANEL": "C1"}
    )
    assert done.returncode == 1
    assert done.stdout.splitlines()[1:4] == [
        "FAIL  settings: EDITORS_CHANEL is no setting: is EDITORS_CHANNEL meant?",
        "ok    telegram: served by 'factcheck run worker' or 'factcheck run web'",
        "FAIL  slack: 'factcheck run worker' needs SLACK_APP_TOKEN too, 'factcheck run web' needs"
        " SLACK_SIGNING_SECRET too",
    ]


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("PUBLISHER=Zürcher Prüfung\n".encode("latin-1"), ".env is not UTF-8 text: save it as that."),
        (
            b"# ours\nPORT=8000\n\nPUBLISHER Ours\nPORT=1\n",
            ".env, line 4 is no setting: write NAME=value, or mend its quotes.",
        ),
        (b"PUBLISHER='Ours\n", ".env, line 1 is no setting: write NAME=value, or mend its quotes."),
    ],
)
def test_a_dotenv_file_that_cannot_be_read_is_said_in_one_sentence(
    home: Path, tmp_path: Path, written: bytes, sentence: str
) -> None:
    (tmp_path / ".env").write_bytes(written)
    done = process(home, "ask", FOUNDING, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", f"factcheck: {sentence}\n")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="there is no file that nobody can read")
def test_a_dotenv_file_of_another_account_is_said_in_one_sentence(home: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").symlink_to("/proc/self/mem")
    done = process(home, "ask", FOUNDING, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("factcheck: .env here cannot be read (")


@pytest.mark.parametrize("chosen", ["", "~/factcheck.db"])
def test_where_a_user_has_no_home_it_is_said_what_to_set(
    monkeypatch: pytest.MonkeyPatch, chosen: str
) -> None:
    pwd = pytest.importorskip("pwd")

    def nobody(_: int) -> None:
        raise KeyError

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(MissingSettings, match="set FACTCHECK_DB"):
        database_path({"FACTCHECK_DB": chosen})


def test_a_folder_called_dotenv_is_no_file_of_settings(home: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    assert process(home, "ask", FOUNDING, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("closed", "status", "said"),
    [
        (">&-", 1, "factcheck: There is nowhere to print to: standard output is closed.\n"),
        ("2>&-", 0, ""),
        (">&- 2>&-", 1, ""),
    ],
)
def test_closed_streams_give_no_traceback(home: Path, closed: str, status: int, said: str) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m adapters ask hi {closed}"],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "HOME": str(home)},
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (status, said)


@pytest.mark.parametrize("command", [[], ["ask"], ["chat"], ["doctor"]])
def test_help_has_examples(home: Path, command: list[str]) -> None:
    done = process(home, *command, "--help")
    assert done.returncode == 0
    assert "Examples:\n" in done.stdout


def test_version(home: Path) -> None:
    from bot import __version__

    assert process(home, "--version").stdout == f"factcheck, version {__version__}\n"


def test_settings_come_from_a_dotenv_file(home: Path, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"FACTCHECK_DB={tmp_path / 'from-dotenv.db'}\n")
    assert process(home, "doctor", cwd=tmp_path).returncode == 0
    assert (tmp_path / "from-dotenv.db").exists()
