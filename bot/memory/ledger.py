"""What chats need to be remembered: deliveries, settings, what was shown.

People and chats come here as the hashes of `identity`, times as seconds since 1970. The database file
is shared with the claims; nothing here makes an index stale.
"""

import json
import os
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlite_utils import Database

from ..database import DatabaseFile

Taken = Literal["new", "busy", "done"]
LEASE_SECONDS = 60.0
_KEEP_DELIVERIES = 3 * 86_400.0


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer that was shown: the ids of its claims and of the others that could have been meant. `text`
    is what was asked, and `date` the day of a forwarded post, only where somebody said what they think
    of the answer."""

    id: str
    platform: str
    person: str
    chat: str
    at: float
    language: str
    outcome: str
    claims: tuple[str, ...]
    others: tuple[str, ...]
    feedback: str | None = None
    chosen: str | None = None
    text: str | None = None
    date: str | None = None

    @property
    def meant(self) -> str | None:
        """The claim that is right by what was said of the answer, None if none is."""
        if self.feedback == "right":
            return self.claims[0]
        return self.chosen if self.feedback == "chosen" else None


class Ledger:
    """Safe to use from several threads and processes. Every method raises `DatabaseError`."""

    def __init__(self, file: DatabaseFile, *, owner: str | None = None) -> None:
        self.file = file
        self.owner = owner or _this_process()

    def kept_under(self) -> str | None:
        """By what key people were last kept here: a hash made with it, None if that is not known."""
        return self.file.state("people")

    def keep_under(self, key: str) -> None:
        with self.file.writing() as db:
            db.table("state").upsert({"key": "people", "value": key}, pk="key")

    # Deliveries: each is answered once, also after a crash

    def take(self, platform: str, key: str, now: float) -> Taken:
        """Take a delivery in hand: "new" if it is ours to answer, "done" if it has been answered, "busy"
        if it is in hand. One whose taker has died is new again."""
        with self.file.writing() as db:
            return self.take_within(db, platform, key, now)

    def take_within(self, db: Database, platform: str, key: str, now: float) -> Taken:
        """The same as part of a transaction."""
        inserted = db.execute(
            "INSERT INTO deliveries (platform, key, owner, at) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [platform, key, self.owner, now],
        )
        if inserted.rowcount == 1:
            return "new"
        owner, at, done = db.execute(
            "SELECT owner, at, done FROM deliveries WHERE platform = ? AND key = ?", [platform, key]
        ).fetchone()
        if done:
            return "done"
        if owner == self.owner or (now - at < LEASE_SECONDS and alive(owner)):
            return "busy"
        db.execute(
            "UPDATE deliveries SET owner = ?, at = ? WHERE platform = ? AND key = ?",
            [self.owner, now, platform, key],
        )
        return "new"

    def finish(self, platform: str, key: str) -> None:
        """The delivery has been answered: never again."""
        self.file.change("UPDATE deliveries SET done = 1 WHERE platform = ? AND key = ?", [platform, key])

    def give_back(self, platform: str, key: str) -> None:
        """The delivery was not answered: whoever gets it next may take it."""
        self.file.change(
            "DELETE FROM deliveries WHERE platform = ? AND key = ? AND done = 0", [platform, key]
        )

    def take_back(self, platform: str, key: str) -> None:
        """What was done has been undone: whoever is asked to do it next may take it."""
        self.file.change("DELETE FROM deliveries WHERE platform = ? AND key = ?", [platform, key])

    # Chats

    def chat_settings(self, platform: str, chat: str) -> dict[str, Any]:
        sql = "SELECT settings FROM chats WHERE platform = ? AND chat = ?"
        return dict(json.loads(self.file.value(sql, [platform, chat]) or "{}"))

    def set_chat(self, platform: str, chat: str, **settings: Any) -> None:
        """Change these settings of a chat; None takes one away."""
        with self.file.writing() as db:
            merged = {**self.chat_settings(platform, chat), **settings}
            kept = json.dumps({name: value for name, value in merged.items() if value is not None})
            db.execute(
                "INSERT INTO chats (platform, chat, settings) VALUES (?, ?, ?)"
                " ON CONFLICT DO UPDATE SET settings = excluded.settings",
                [platform, chat, kept],
            )

    # What was shown

    def show(
        self,
        platform: str,
        person: str,
        chat: str,
        *,
        now: float,
        language: str,
        outcome: str,
        milliseconds: float,
        claims: Sequence[str],
        others: Sequence[str],
    ) -> str:
        """Remember an answer; its id, 11 letters, is what its buttons carry."""
        id_ = secrets.token_urlsafe(8)
        asked = [id_, platform, person, chat, now, language]
        self.file.change(
            "INSERT INTO shown (id, platform, person, chat, at, language, outcome, milliseconds, claims,"
            " others) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [*asked, outcome, milliseconds, json.dumps(claims), json.dumps(others)],
        )
        return id_

    def shown(self, id_: str) -> Shown | None:
        """An answer that was shown, None if it is not remembered any more."""
        rows = self.file.records("SELECT * FROM shown WHERE id = ?", [id_])
        return _shown(rows[0]) if rows else None

    def give_feedback(
        self,
        id_: str,
        feedback: str,
        *,
        chosen: str | None = None,
        text: str | None = None,
        date: str | None = None,
    ) -> None:
        """What a person said of an answer: "right", "wrong", "chosen" (that claim was meant) or "none"
        (none of those offered); and what it was an answer to, if that is to be kept."""
        self.file.change(
            "UPDATE shown SET feedback = ?, chosen = ?, text = coalesce(?, text), date = coalesce(?, date)"
            " WHERE id = ?",
            [feedback, chosen, text, date, id_],
        )

    def feedback(self, limit: int = -1) -> list[Shown]:
        """Answers of which somebody said something and whose question is kept, newest first."""
        sql = "SELECT * FROM shown WHERE text NOT NULL ORDER BY at DESC LIMIT ?"
        return [_shown(row) for row in self.file.records(sql, [limit])]

    def count_feedback(self) -> dict[str, int]:
        """How often people said what of an answer."""
        return dict(self.file.rows("SELECT feedback, count(*) FROM shown WHERE feedback NOT NULL GROUP BY 1"))

    def set_reply(self, message: str, person: str, answer: int, *, now: float) -> None:
        """Remember which message of ours answers a message."""
        self.file.change(
            "INSERT OR REPLACE INTO replies (message, person, answer, at) VALUES (?, ?, ?, ?)",
            [message, person, answer, now],
        )

    def reply(self, message: str) -> int | None:
        """The message of ours that answers a message, None if there is none."""
        found: int | None = self.file.value("SELECT answer FROM replies WHERE message = ?", [message])
        return found

    def count_replies(self, person: str) -> int:
        """Of how many of a person's messages we know which of ours answers them."""
        return int(self.file.value("SELECT count(*) FROM replies WHERE person = ?", [person]))

    # A person's data, and what is too old

    def of_person(self, person: str) -> list[Shown]:
        """The answers that one person was shown, newest first."""
        sql = "SELECT * FROM shown WHERE person = ? ORDER BY at DESC"
        return [_shown(row) for row in self.file.records(sql, [person])]

    def forget(self, platform: str, person: str, own_chat: str) -> None:
        """Erase what a person was shown, and the settings of the chat that they have with the bot alone."""
        with self.file.writing() as db:
            db.execute("DELETE FROM shown WHERE person = ?", [person])
            db.execute("DELETE FROM replies WHERE person = ?", [person])
            db.execute("DELETE FROM chats WHERE platform = ? AND chat = ?", [platform, own_chat])

    def expire(self, *, now: float, days: float) -> None:
        """Erase what was shown longer than so many days ago, and old deliveries, also those that were
        never done."""
        with self.file.writing() as db:
            oldest = now - days * 86_400
            db.execute("DELETE FROM shown WHERE at < ?", [oldest])
            db.execute("DELETE FROM replies WHERE at < ?", [oldest])
            for table in ("deliveries", "jobs"):
                db.execute(f"DELETE FROM {table} WHERE at < ?", [now - _KEEP_DELIVERIES])  # noqa: S608


def _shown(row: dict[str, Any]) -> Shown:
    del row["milliseconds"]  # that is for `figures`
    told = {name: tuple(json.loads(row[name])) for name in ("claims", "others")}
    return Shown(**{**row, **told})


def _this_process() -> str:
    import socket  # slow to load, both, and who only reads needs neither

    import psutil

    process = psutil.Process()
    return f"{socket.gethostname()} {process.pid} {process.create_time():.2f} {os.urandom(4).hex()}"


def alive(owner: str) -> bool:
    """Whether the process that took something in hand may still run; of another machine's we cannot know."""
    import socket

    import psutil

    host, pid, created, _ = owner.rsplit(" ", 3)
    if host != socket.gethostname():
        return True
    try:
        return f"{psutil.Process(int(pid)).create_time():.2f}" == created
    except psutil.Error:
        return False
