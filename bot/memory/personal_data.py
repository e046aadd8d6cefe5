"""All that is kept of a person, as they may ask for it."""

from dataclasses import dataclass
from typing import Any

from .inbox_reading import PassedOn
from .ledger import Shown


@dataclass(frozen=True, slots=True)
class PersonalData:
    """All that is kept of a person: what they were shown and passed on, their settings, of how many
    questions they want to hear, of how many of their messages we know the answer, what they are filling
    in as an editor, whether no questions are taken from them, and how often the log of acts names them."""

    shown: list[Shown]
    questions: list[PassedOn]
    settings: dict[str, Any]
    hearing: int = 0
    replies: int = 0
    drafts: tuple[str, ...] = ()
    banned: bool = False
    acts: int = 0
