"""Every setting, listed once: the documentation, `doctor` and `.env.example` come from this list."""

import difflib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from .errors import MissingSettings


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
    Setting(
        "FACTCHECK_SECRET",
        "A long random text of your own: people are kept as codes made with it, and what must be kept"
        " readable is encrypted with it.",
        "codes made with a key of the database's own; nothing that needs encryption is kept",
    ),
    Setting("RETENTION_DAYS", "After how many days what was asked and shown is erased.", "90"),
    Setting(
        "QUIET_HOURS",
        "When nobody is told of an answer to what they asked before: 22:00-07:00 Europe/Berlin. What is"
        " due then is sent after.",
        "none; without a time zone, UTC",
    ),
    Setting("PORT", "The port of the web process.", "8000"),
    Setting("PUBLIC_URL", "The https address at which the web process is reached from outside."),
    Setting("TELEGRAM_BOT_TOKEN", "The bot's token, from @BotFather."),
    Setting(
        "TELEGRAM_WEBHOOK_SECRET",
        "What Telegram sends along with each webhook: 1 to 256 letters, digits, _ and -.",
        "made from the token",
    ),
    Setting("TELEGRAM_API_URL", "The address of a local Bot API server.", "Telegram's own"),
    Setting("SLACK_BOT_TOKEN", "The app's token in one workspace, from its page OAuth & Permissions."),
    Setting("SLACK_SIGNING_SECRET", "The app's signing secret, from its page Basic Information."),
    Setting("SLACK_APP_TOKEN", "The app-level token for Socket Mode, with connections:write."),
    Setting("SLACK_CLIENT_ID", "The app's client id, for many workspaces."),
    Setting("SLACK_CLIENT_SECRET", "The app's client secret, for many workspaces."),
    Setting("SLACK_API_URL", "The address of another Web API server, for tests.", "Slack's own"),
    Setting(
        "EDITORS_CHANNEL",
        "The id of the editors' channel on Slack (C...): open questions are shown there, and answered.",
        "questions are answered in the terminal",
    ),
    Setting(
        "EDITORS_TELEGRAM_CHAT",
        "The id of the editors' group on Telegram (-100...), where the same is done.",
        "questions are answered in the terminal",
    ),
    Setting(
        "EDITORS_LANGUAGE",
        "The language of cards and digests: one of those that the bot speaks, such as de.",
        "en",
    ),
    Setting("PUBLISHER", "By what name your newsroom's own answers are published.", "asked with each answer"),
    Setting("DIGEST_DAY", "The day of the week on which editors get a digest, or off.", "monday"),
    Setting(
        "GOOGLE_FACTCHECK_API_KEY",
        "A key of Google's Fact Check Tools API, for 'factcheck import google:...'.",
    ),
    Setting("GOOGLE_FACTCHECK_API_URL", "Another address of that API, for tests.", "Google's own"),
    Setting("NO_COLOR", "Set to anything: terminal output without colour.", "colour on a terminal"),
    Setting("FACTCHECK_DEBUG", "Set to anything: show the traceback of a failure.", "one sentence"),
)

PORT, MOST_PORT = 8000, 65_535
RETENTION_DAYS = 90
ADDRESSES = ("TELEGRAM_API_URL", "SLACK_API_URL", "GOOGLE_FACTCHECK_API_URL")
# What a token looks like, and where it is to be had.
TOKENS = {
    "TELEGRAM_BOT_TOKEN": (r"\d+:[\w-]+", "a number, a colon and letters, as @BotFather wrote it"),
    "SLACK_BOT_TOKEN": (r"xox[\w.-]+", "xoxb-..., from the app's page OAuth & Permissions"),
    "SLACK_APP_TOKEN": (r"xapp-[\w-]+", "xapp-..., from the app's page Basic Information, App-Level Tokens"),
}
_ALIKE = 0.85
_WEBHOOK_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def database_path(environ: Mapping[str, str]) -> Path:
    """Where the claim database is, whether or not it exists yet. Raises `MissingSettings` where that is in
    the folder of a user who has none."""
    chosen = environ.get("FACTCHECK_DB", "").strip()
    try:
        if chosen:
            return Path(chosen).expanduser()
        from platformdirs import user_data_path

        return user_data_path("factcheck") / "factcheck.db"
    except RuntimeError as error:  # as in a container whose user is but a number
        raise MissingSettings(
            "This user has no home folder: set FACTCHECK_DB to the whole path of the database."
        ) from error


def unset(environ: Mapping[str, str], names: Iterable[str]) -> list[str]:
    """Those of these settings that are not set."""
    return [name for name in names if not environ.get(name, "").strip()]


def need(environ: Mapping[str, str], names: Sequence[str]) -> None:
    """Raises `MissingSettings` that names all of these that are not set."""
    missing = unset(environ, names)
    if missing:
        what = "is not set" if len(missing) == 1 else "are not set"
        raise MissingSettings(
            f"{', '.join(missing)} {what}: put {'it' if len(missing) == 1 else 'them'} in the environment"
            f" or in a file .env here (docs/settings.md says what each is).{slips(environ)}"
        )


def misspelt(environ: Mapping[str, str]) -> dict[str, str]:
    """What is set under a name that is nearly one of ours, each with that name, if nothing is set there."""
    names = [setting.name for setting in SETTINGS]
    found = {}
    for name in environ.keys() - set(names):
        alike = difflib.get_close_matches(name, names, 1, _ALIKE)
        if alike and not environ.get(alike[0]):
            found[name] = alike[0]
    return dict(sorted(found.items()))


def slips(environ: Mapping[str, str]) -> str:
    """The same in sentences that follow another one."""
    return "".join(f" {name} is set: is {meant} meant?" for name, meant in misspelt(environ).items())


def complaints(checks: Iterable[Callable[[], object]]) -> list[str]:
    """What each of these that raises `MissingSettings` says, none twice."""
    return list(dict.fromkeys(filter(None, map(_complaint, checks))))


def checks(environ: Mapping[str, str]) -> list[Callable[[], object]]:
    """A check of each setting that must be right whatever runs."""
    return [
        lambda: retention_days(environ),
        lambda: port(environ),
        *(lambda name=name: check_address(environ, name) for name in ADDRESSES),
        *(lambda name=name: check_token(environ, name) for name in TOKENS),
    ]


def check_token(environ: Mapping[str, str], name: str) -> None:
    """Raises `MissingSettings` if one of `TOKENS` cannot be any, as where two are exchanged."""
    value = environ.get(name, "").strip()
    pattern, told = TOKENS[name]
    if value and not re.fullmatch(pattern, value, re.ASCII):
        raise MissingSettings(f"{name} is no such token: it is {told}.")


def retention_days(environ: Mapping[str, str]) -> int:
    """After how many days what was asked is erased. Raises `MissingSettings`."""
    return _number(environ, "RETENTION_DAYS", RETENTION_DAYS)


def port(environ: Mapping[str, str]) -> int:
    """The port of the web process. Raises `MissingSettings`."""
    return _number(environ, "PORT", PORT, most=MOST_PORT)


def public_url(environ: Mapping[str, str]) -> str:
    """Where the web process is reached from outside, "" if that is not set."""
    return environ.get("PUBLIC_URL", "").strip().rstrip("/")


def check_public_url(environ: Mapping[str, str]) -> None:
    """Raises `MissingSettings` for an address that no platform delivers to."""
    value = public_url(environ)
    if value and not value.startswith("https://"):
        raise MissingSettings(f"PUBLIC_URL is “{value}”: set it to an address that begins with https://.")


def check_address(environ: Mapping[str, str], name: str) -> None:
    """Raises `MissingSettings` if one of `ADDRESSES` is set to what nothing can be asked at."""
    value = environ.get(name, "").strip()
    if value and not _is_address(value):
        raise MissingSettings(f"{name} is “{value}”: set it to an address such as https://api.example.org.")


def webhook_secret(environ: Mapping[str, str]) -> str:
    """What Telegram sends along, "" if that is not set. Raises `MissingSettings` for any other."""
    secret = environ.get("TELEGRAM_WEBHOOK_SECRET", "").strip()
    if secret and not _WEBHOOK_SECRET.fullmatch(secret):
        raise MissingSettings(
            "TELEGRAM_WEBHOOK_SECRET may hold 1 to 256 letters, digits, _ and -: choose another."
        )
    return secret


def _complaint(check: Callable[[], object]) -> str:
    try:
        check()
    except MissingSettings as error:
        return str(error)
    return ""


def _number(environ: Mapping[str, str], name: str, default: int, *, most: int = 999_999) -> int:
    """A setting that is a whole number from 1. Raises `MissingSettings` for anything else."""
    value = environ.get(name, "").strip() or str(default)
    known = value.isascii() and value.isdecimal() and len(value) <= len(str(most))
    if not known or not 1 <= int(value) <= most:
        raise MissingSettings(f"{name} is “{value[:30]}”: set it to a whole number from 1 to {most}.")
    return int(value)


def _is_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False
