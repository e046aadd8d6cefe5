"""The tree as it is committed: no secrets, no paths of one machine, docs that fit the code."""

import re
import subprocess
from pathlib import Path

import pytest

from bot import settings

ROOT = Path(__file__).parents[1]
SECRETS = {
    "a Telegram bot token": r"\b\d{8,10}:[A-Za-z0-9_-]{35}\b",
    "a Slack token": r"\bxox[abeprs]-[A-Za-z0-9-]{10,}|\bxapp-\d-[A-Za-z0-9-]{10,}",
    "a cloud key": r"\bAKIA[0-9A-Z]{16}\b|\bAIza[0-9A-Za-z_-]{35}\b|\bghp_[A-Za-z0-9]{36}\b",
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY-----",
    "a path of one machine": r"(?<![\w.~/-])/(?:home|root|work|Users)/[A-Za-z]",
    "an index address": r"(?:files\.pythonhosted|pypi|registry\.npmjs)\.org",
}


def _tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], capture_output=True, cwd=ROOT, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout")
    paths = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and path.name != "test_repository.py"]


@pytest.mark.parametrize("what", SECRETS)
def test_no_tracked_file_holds(what: str) -> None:
    pattern = re.compile(SECRETS[what])
    found = [str(path) for path in _tracked() if pattern.search(path.read_text("utf-8", "replace"))]
    assert found == []


@pytest.mark.parametrize(
    ("what", "text"),
    [
        ("a Telegram bot token", "token = 123456789:" + "A" * 35),
        ("a Slack token", "xoxb-" + "1" * 12),
        ("a path of one machine", "open('/home" + "/me/x')"),
    ],
)
def test_the_scan_sees_what_it_looks_for(what: str, text: str) -> None:
    assert re.search(SECRETS[what], text)


def test_the_example_of_a_dotenv_file_names_every_setting() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    assert re.findall(r"^#(\w+)=", example, re.MULTILINE) == [setting.name for setting in settings.SETTINGS]


def test_the_readme_shows_the_commands_that_make_knows() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in set(re.findall(r"\bmake (\w+)", (ROOT / "README.md").read_text("utf-8"))):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_only_the_store_and_what_is_remembered_beside_it_speak_sql() -> None:
    sql = re.compile(
        r"\b(?:SELECT .+ FROM|INSERT (?:OR \w+ )?INTO|DELETE FROM|CREATE (?:TABLE|TRIGGER)|PRAGMA)\b"
    )
    speakers = {
        path.relative_to(ROOT).as_posix()
        for folder in ("bot", "adapters")
        for path in (ROOT / folder).rglob("*.py")
        if sql.search(path.read_text("utf-8"))
    }
    beside = {f"bot/memory/{path.name}" for path in (ROOT / "bot" / "memory").glob("[a-z]*.py")}
    assert speakers - beside == {"bot/database.py", "bot/migrations.py", "bot/store.py"}
