"""What the settings say of the operator's editors: where they sit, in which language, by what name."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot import wording
from bot.errors import MissingSettings
from bot.wording import Wording

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_OFF = "off"
CHATS = {"EDITORS_CHANNEL": r"[CG][A-Z0-9]{2,}", "EDITORS_TELEGRAM_CHAT": r"-\d{1,20}"}
_WHERE = {
    "EDITORS_CHANNEL": "the channel's id, which begins with C and stands at the end of its details in Slack",
    "EDITORS_TELEGRAM_CHAT": "the group's id, a number that begins with -",
}


@dataclass(frozen=True, slots=True)
class Newsroom:
    """An editors' chat. `digest_day` is "" where no digest is wanted."""

    chat: str
    words: Wording
    publisher: str = ""
    digest_day: str = DAYS[0]


def newsroom(environ: Mapping[str, str], name: str) -> Newsroom | None:
    """The editors' chat that a setting names; None if it is not set. Raises `MissingSettings` for what
    cannot be one."""
    chat = environ.get(name, "").strip()
    if not chat:
        return None
    if not re.fullmatch(CHATS[name], chat):
        raise MissingSettings(f"{name} is “{chat}”: set it to {_WHERE[name]}.")
    return Newsroom(chat, language(environ), environ.get("PUBLISHER", "").strip(), digest_day(environ))


def language(environ: Mapping[str, str]) -> Wording:
    """The language of cards and digests. Raises `MissingSettings`."""
    chosen = environ.get("EDITORS_LANGUAGE", "").strip().casefold() or "en"
    if chosen not in wording.languages():
        raise MissingSettings(
            f"EDITORS_LANGUAGE is “{chosen}”: set it to one of {', '.join(wording.languages())}."
        )
    return Wording(chosen)


def digest_day(environ: Mapping[str, str]) -> str:
    """The day of the digest, "" where none is wanted. Raises `MissingSettings`."""
    day = environ.get("DIGEST_DAY", "").strip().casefold() or DAYS[0]
    if day not in (*DAYS, _OFF):
        raise MissingSettings(f"DIGEST_DAY is “{day}”: set it to a day such as monday, or to off.")
    return "" if day == _OFF else day
