"""What must be remembered of an editors' chat: its cards, what is being filled in there, its digests.

The chat is the operator's own, so its id is kept as it is; editors come here as the hashes of `identity`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from ..database import DatabaseFile

# Whoever has taken a card in hand and has not said for so long what became of it, has died.
LEASE_SECONDS = 60.0
_KEEP_DRAFTS = 86_400.0


@dataclass(frozen=True, slots=True)
class Card:
    """The message that shows a group of questions; "" where there is none yet."""

    group: int
    message: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What an editor is filling in: for which group, as it was then, what is asked now by which message
    of ours, and what has been given so far."""

    group: int
    version: int
    act: str
    step: str
    prompt: int
    values: Mapping[str, str] = field(default_factory=dict)


def drafts_of(file: DatabaseFile, person: str) -> tuple[str, ...]:
    """What an editor is filling in, in whichever chats: the values given so far, in a line for each."""
    rows = file.rows("SELECT act, given FROM drafts WHERE person = ? ORDER BY at", [person])
    return tuple("; ".join((act, *map(str, json.loads(given).values()))) for act, given in rows)


def forget_drafts(file: DatabaseFile, person: str) -> None:
    """Erase whatever an editor is filling in."""
    file.change("DELETE FROM drafts WHERE person = ?", [person])


def expire_drafts(file: DatabaseFile, *, now: float) -> None:
    """Erase what was begun longer than a day ago and never sent."""
    file.change("DELETE FROM drafts WHERE at < ?", [now - _KEEP_DRAFTS])


class EditorsChat:
    """One editors' chat of a platform. Safe to use from several threads and processes. Every method
    raises `DatabaseError`."""

    def __init__(self, file: DatabaseFile, platform: str, chat: str) -> None:
        self._file = file
        self._here = [platform, chat]

    # Cards

    def take_card(self, group: int, version: int, *, now: float, every: float) -> Card | None:
        """Take a card in hand, to post or change it; None if it shows this version already, was changed
        within `every` seconds, or is in somebody's hands."""
        with self._file.writing() as db:
            row = db.execute(
                "SELECT message, version, at, taken FROM cards WHERE platform = ? AND chat = ? AND topic = ?",
                [*self._here, group],
            ).fetchone()
            message, shown, at, taken = row or ("", -1, 0.0, 0.0)
            # A clock that was put back must not keep a card from changing.
            if shown >= version or 0 <= now - at < every or 0 <= now - taken < LEASE_SECONDS:
                return None
            db.execute(
                "INSERT INTO cards (platform, chat, topic, message, version, at, taken)"
                " VALUES (?, ?, ?, '', -1, 0, ?) ON CONFLICT DO UPDATE SET taken = excluded.taken",
                [*self._here, group, now],
            )
            return Card(group, message)

    def put_card(self, group: int, message: str, version: int, *, now: float) -> None:
        """The message shows this version of the group now."""
        self._file.change(
            "UPDATE cards SET message = ?, version = ?, at = ?, taken = 0"
            " WHERE platform = ? AND chat = ? AND topic = ?",
            [message, version, now, *self._here, group],
        )

    def give_card_back(self, group: int) -> None:
        """It could not be shown: whoever comes next may try."""
        self._file.change(
            "UPDATE cards SET taken = 0 WHERE platform = ? AND chat = ? AND topic = ?", [*self._here, group]
        )

    def shows(self, group: int, version: int) -> bool:
        """Whether its card shows this version of a group, or a newer one."""
        shown = self._file.value(
            "SELECT version FROM cards WHERE platform = ? AND chat = ? AND topic = ?", [*self._here, group]
        )
        return shown is not None and int(shown) >= version

    def begin(self, *, seen: int, digest: str) -> None:
        """The first time: what came before is not shown, nor counted in a digest of its own."""
        self._file.change(
            "INSERT INTO editors_chats (platform, chat, seen, digest) VALUES (?, ?, ?, ?)"
            " ON CONFLICT DO NOTHING",
            [*self._here, seen, digest],
        )

    def seen(self) -> int | None:
        """Up to which change of the inbox all cards are as they should be; None before `begin`."""
        sql = "SELECT seen FROM editors_chats WHERE platform = ? AND chat = ?"
        found: int | None = self._file.value(sql, self._here)
        return found

    def set_seen(self, change: int) -> None:
        self._file.change(
            "UPDATE editors_chats SET seen = max(seen, ?) WHERE platform = ? AND chat = ?",
            [change, *self._here],
        )

    # Drafts

    def draft(self, person: str) -> Draft | None:
        """What this editor is filling in."""
        rows = self._file.rows(
            "SELECT topic, version, act, step, prompt, given FROM drafts"
            " WHERE platform = ? AND chat = ? AND person = ?",
            [*self._here, person],
        )
        return next((Draft(*[*row, json.loads(given)]) for *row, given in rows), None)

    def put_draft(self, person: str, draft: Draft, *, now: float) -> None:
        """Remember it, in place of what this editor was filling in before; those of yesterday are erased."""
        asked = [draft.group, draft.version, draft.act, draft.step, draft.prompt]
        with self._file.writing() as db:
            db.execute("DELETE FROM drafts WHERE at < ?", [now - _KEEP_DRAFTS])
            db.execute(
                "INSERT OR REPLACE INTO drafts"
                " (platform, chat, person, topic, version, act, step, prompt, given, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [*self._here, person, *asked, json.dumps(dict(draft.values)), now],
            )

    def drop_draft(self, person: str) -> None:
        self._file.change(
            "DELETE FROM drafts WHERE platform = ? AND chat = ? AND person = ?", [*self._here, person]
        )

    # Digests

    def take_digest(self, day: str, *, now: float) -> bool:
        """Take the digest of a day in hand, if it is still to be sent. One that somebody had in hand who died
        is sent again, once: it may have been on its way."""
        with self._file.writing() as db:
            row = db.execute(
                "SELECT digest, sending, resumed FROM editors_chats WHERE platform = ? AND chat = ?",
                self._here,
            ).fetchone()
            if row is None or row[0] >= day or 0 <= now - row[1] < LEASE_SECONDS:
                return False
            died = row[1] != 0
            again = died and row[2] == day
            db.execute(
                "UPDATE editors_chats SET digest = ?, sending = ?, resumed = ?"
                " WHERE platform = ? AND chat = ?",
                [day if again else row[0], 0 if again else now, day if died else "", *self._here],
            )
            return not again

    def put_digest(self, day: str) -> None:
        """It has been sent."""
        self._file.change(
            "UPDATE editors_chats SET digest = ?, sending = 0 WHERE platform = ? AND chat = ?",
            [day, *self._here],
        )

    def give_digest_back(self) -> None:
        """It could not be sent, and is to be tried again."""
        self._file.change(
            "UPDATE editors_chats SET sending = 0, resumed = '' WHERE platform = ? AND chat = ?", self._here
        )
