"""What is to be sent to people who wanted to hear: recorded before it is sent, marked after. The only SQL
for this. Methods that take a `db` belong inside `file.writing()`.

One process sends at a time on a platform. What a dead one had in hand is sent again by the next: of all
that a crash can interrupt, only the one message in flight on each platform can reach its reader twice,
and none is lost.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from sqlite_utils import Database

from ..database import DatabaseFile
from .ledger import LEASE_SECONDS, alive

Kind = Literal["answered", "dismissed", "changed", "withdrawn", "restored"]
# What holds only as long as its question is closed.
_CLOSING: tuple[Kind, ...] = ("answered", "dismissed", "restored")
_IS_CLOSING = f"kind IN {_CLOSING}"
# People who were last told, or are to be, that a claim is gone, while it still answers their question.
_GONE = (
    " FROM outbox JOIN questions ON questions.id = outbox.question JOIN topics ON topics.id = questions.topic"
    " WHERE outbox.kind = 'withdrawn' AND outbox.act IS NULL AND outbox.claim = topics.claim"
    " AND topics.state IN ('answered', 'linked') AND address IS NOT NULL AND told_claim IS NULL"
    " AND outbox.id = (SELECT max(id) FROM outbox AS last WHERE last.question = questions.id)"
)


@dataclass(frozen=True, slots=True)
class Notice:
    """One message to one person. `address` is sealed; `was` is the verdict that they were told before."""

    id: int
    question: int
    person: str
    kind: Kind
    claim: str | None
    was: str | None
    language: str
    address: bytes | None
    tries: int


class Outbox:
    """Every method raises `DatabaseError`."""

    def __init__(self, file: DatabaseFile, *, owner: str) -> None:
        self.file = file
        self._owner = owner

    def lead(self, platform: str, now: float) -> bool:
        """Whether it is for this process to send on a platform. What another had in hand when it died is
        to be sent again."""
        name = f"outbox {platform}"
        with self.file.writing() as db:
            row = db.execute("SELECT owner, at FROM leases WHERE name = ?", [name]).fetchone()
            if row and row[0] != self._owner and alive(row[0]) and now - row[1] < LEASE_SECONDS:
                return False
            db.execute(
                "INSERT OR REPLACE INTO leases (name, owner, at) VALUES (?, ?, ?)", [name, self._owner, now]
            )
            if row is None or row[0] != self._owner:
                db.execute(
                    "UPDATE outbox SET state = 'waiting' WHERE state = 'sending' AND platform = ?", [platform]
                )
        return True

    def resign(self) -> None:
        """Let another process send from now on."""
        self.file.change("DELETE FROM leases WHERE name LIKE 'outbox %' AND owner = ?", [self._owner])

    def add(self, db: Database, topic: int, kind: Kind, *, act: int, claim: str | None, now: float) -> int:
        """Tell everybody who wants to hear of a group and has not been told this; how many that are. What
        they were to be told instead, they are not."""
        db.execute(
            f"DELETE FROM outbox WHERE state = 'waiting' AND {_IS_CLOSING}"  # noqa: S608
            " AND NOT (kind = ? AND claim IS ?) AND question IN (SELECT id FROM questions WHERE topic = ?)",
            [kind, claim, topic],
        )
        done = db.execute(
            "INSERT INTO outbox (question, platform, act, kind, claim, was, due)"
            " SELECT id, platform, ?, ?, ?, told_verdict, ? FROM questions"
            " WHERE topic = ? AND address IS NOT NULL AND (told_claim IS NULL OR told_claim != ?)"
            " AND NOT EXISTS (SELECT 1 FROM outbox WHERE outbox.question = questions.id"
            " AND outbox.state IN ('waiting', 'sending') AND outbox.kind = ? AND outbox.claim IS ?)",
            [act, kind, claim, now, topic, claim, kind, claim],
        )
        return done.rowcount

    def hold_back(self, db: Database, topic: int) -> list[int]:
        """Do not send what of a group's answer or refusal was not sent; which messages those are."""
        rows = db.execute(
            f"UPDATE outbox SET state = 'dropped' WHERE state = 'waiting' AND {_IS_CLOSING}"  # noqa: S608
            " AND question IN (SELECT id FROM questions WHERE topic = ?) RETURNING id",
            [topic],
        ).fetchall()
        return [row[0] for row in rows]

    def let_go(self, db: Database, held_back: Iterable[int]) -> None:
        """Send what was held back after all."""
        db.execute(
            "UPDATE outbox SET state = 'waiting' WHERE state = 'dropped'"
            " AND id IN (SELECT value FROM json_each(?))",
            [json.dumps(list(held_back))],
        )

    def withdraw(self, db: Database, act: int, *, by: int, now: float) -> int:
        """Take an act's messages back: those not sent are not sent, and who has been told is told that it
        was taken back, unless they have been already; how many were not sent."""
        dropped = db.execute("DELETE FROM outbox WHERE act = ? AND state = 'waiting'", [act]).rowcount
        told = (
            "SELECT id, platform, ?, 'withdrawn', told_claim, told_verdict, ? FROM questions"
            " WHERE address IS NOT NULL AND id IN (SELECT question FROM outbox WHERE act = ?"
            " AND kind IN ('answered', 'restored')"
            " AND (state = 'sending' OR state = 'sent' AND told_claim IS NOT NULL))"
        )
        db.execute(
            f"INSERT INTO outbox (question, platform, act, kind, claim, was, due) {told}",
            [by, now, act],
        )
        db.execute(
            "UPDATE questions SET told_claim = NULL, told_verdict = NULL WHERE id IN"
            " (SELECT question FROM outbox WHERE act = ?)",
            [act],
        )
        return dropped

    def told(self) -> list[tuple[str, str]]:
        """Each claim, with its verdict, that somebody was told of who can still be reached."""
        rows = self.file.rows(
            "SELECT DISTINCT told_claim, told_verdict FROM questions"
            " WHERE told_claim IS NOT NULL AND address IS NOT NULL"
        )
        return [(claim, verdict) for claim, verdict in rows]

    def correct(self, claim: str, was: str, verdict: str | None, *, now: float) -> int:
        """Tell whoever was told that verdict what it is now (None: the claim is gone), once."""
        where = "told_claim = ? AND told_verdict = ? AND address IS NOT NULL"
        with self.file.writing() as db:
            done = db.execute(
                "INSERT INTO outbox (question, platform, kind, claim, was, due)"  # noqa: S608
                f" SELECT id, platform, ?, ?, ?, ? FROM questions WHERE {where}",
                ["changed" if verdict else "withdrawn", claim, was, now, claim, was],
            )
            db.execute(
                f"UPDATE questions SET told_claim = ?, told_verdict = ? WHERE {where}",  # noqa: S608
                [claim if verdict else None, verdict, claim, was],
            )
            return done.rowcount

    def gone(self) -> list[str]:
        """Each claim of which somebody was last told that it is gone, and which still answers what they
        asked."""
        return [claim for (claim,) in self.file.rows(f"SELECT DISTINCT outbox.claim{_GONE}")]

    def restore(self, claim: str, *, now: float) -> int:
        """A claim that was gone is there again: tell whoever was told that it is gone; how many people that
        are. Who has not been told yet is told neither."""
        here = f"{_GONE} AND outbox.claim = ? AND outbox.state"
        with self.file.writing() as db:
            unsent = db.execute(f"SELECT outbox.id, question, was{here} = 'waiting'", [claim]).fetchall()
            for id_, question, was in unsent:
                db.execute("DELETE FROM outbox WHERE id = ?", [id_])
                sql = "UPDATE questions SET told_claim = ?, told_verdict = ? WHERE id = ?"
                db.execute(sql, [claim, was, question])
            act = "(SELECT max(act) FROM outbox AS told WHERE told.question = questions.id)"
            done = db.execute(
                "INSERT INTO outbox (question, platform, act, kind, claim, was, due)"
                f" SELECT questions.id, questions.platform, {act}, 'restored', outbox.claim, was, ?"
                f"{here} = 'sent'",
                [now, claim],
            )
            return done.rowcount

    def take(self, platform: str, now: float) -> Notice | None:
        """The next message that is due, now in hand; None if there is none. What was taken back while it
        could not be sent is not sent any more."""
        with self.file.writing() as db:
            while True:
                row = db.execute(
                    "SELECT outbox.id, question, person, kind, claim, was, language, address, tries"
                    " FROM outbox JOIN questions ON questions.id = outbox.question"
                    " WHERE outbox.state = 'waiting' AND outbox.platform = ? AND due <= ?"
                    " ORDER BY due, outbox.id LIMIT 1",
                    [platform, now],
                ).fetchone()
                if row is None:
                    return None
                notice = Notice(*row)
                stale = notice.kind in _CLOSING and (_taken_back(db, notice) or _is_open(db, notice))
                state = "dropped" if stale else "sending"
                db.execute("UPDATE outbox SET state = ? WHERE id = ?", [state, notice.id])
                if not stale:
                    return notice

    def sent(self, notice: Notice, verdict: str | None, *, now: float) -> None:
        """It has been sent. Of a kind refusal nothing more can follow, so the address is erased, unless the
        question was opened again meanwhile."""
        with self.file.writing() as db:
            db.execute("UPDATE outbox SET state = 'sent', due = ? WHERE id = ?", [now, notice.id])
            if notice.kind in ("answered", "restored") and not _taken_back(db, notice):
                sql = "UPDATE questions SET told_claim = ?, told_verdict = ? WHERE id = ?"
                db.execute(sql, [notice.claim, verdict, notice.question])
            elif notice.kind == "dismissed" and not _is_open(db, notice):
                db.execute("UPDATE questions SET address = NULL WHERE id = ?", [notice.question])

    def later(self, notice: Notice, due: float) -> None:
        """It could not be sent: again then."""
        self.file.change(
            "UPDATE outbox SET state = 'waiting', due = ?, tries = tries + 1 WHERE id = ?", [due, notice.id]
        )

    def drop(self, notice: Notice) -> None:
        """There is nothing to send it to or to say in it."""
        self.file.change("UPDATE outbox SET state = 'dropped' WHERE id = ?", [notice.id])

    def shut_out(self, notice: Notice) -> None:
        """That person cannot be reached any more: nothing is sent to them, and their address is erased."""
        with self.file.writing() as db:
            mine = "SELECT id FROM questions WHERE person = ?"
            db.execute(
                "UPDATE outbox SET state = 'dropped' WHERE state IN ('waiting', 'sending')"  # noqa: S608
                f" AND question IN ({mine})",
                [notice.person],
            )
            db.execute("UPDATE questions SET address = NULL WHERE person = ?", [notice.person])

    def counts(self) -> Mapping[str, int]:
        """How many messages are waiting, sending, sent and dropped."""
        return dict(self.file.rows("SELECT state, count(*) FROM outbox GROUP BY state"))


def _taken_back(db: Database, notice: Notice) -> bool:
    """Whether its reader is to be told, or has been, that this was taken back."""
    sql = "SELECT 1 FROM outbox WHERE question = ? AND kind = 'withdrawn' AND id > ?"
    return db.execute(sql, [notice.question, notice.id]).fetchone() is not None


def _is_open(db: Database, notice: Notice) -> bool:
    """Whether the question is open (again), so that what was said of it does not hold any more."""
    sql = "SELECT 1 FROM topics WHERE state = 'open' AND id = (SELECT topic FROM questions WHERE id = ?)"
    return db.execute(sql, [notice.question]).fetchone() is not None
