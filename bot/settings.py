"""Every setting, listed once: the documentation, `doctor` and `.env.example` come from this list."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class Setting:
    """An environment variable. `default` is what is used when it is not set, in words."""

    name: str
    help: str
    default: str = ""


SETTINGS = (
    Setting(
        "FACTCHECK_DB",
        "The claim database, one SQLite file. Its index is kept beside it.",
        "factcheck.db in the user's data folder",
    ),
    Setting("NO_COLOR", "Set to anything: terminal output without colour.", "colour on a terminal"),
    Setting("FACTCHECK_DEBUG", "Set to anything: show the traceback of a failure.", "one sentence"),
)


def database_path(environ: Mapping[str, str]) -> Path:
    """Where the claim database is, whether or not it exists yet."""
    chosen = environ.get("FACTCHECK_DB", "").strip()
    return Path(chosen).expanduser() if chosen else user_data_path("factcheck") / "factcheck.db"
