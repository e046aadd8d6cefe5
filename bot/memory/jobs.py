"""Work that a platform was told is taken before it is done: kept, sealed, until it is.

A platform that wants its deliveries acknowledged before any work does not deliver again what a crash
cost. So what is needed to do the work is written down before it is acknowledged, unreadable without the
key, and erased in the same transaction that notes that the work is done.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .ledger import Ledger, Taken


@dataclass(frozen=True, slots=True)
class Job:
    """A delivery by its key, with what is needed to do it, sealed."""

    key: str
    sealed: bytes


class Jobs:
    """The unfinished work of one platform. Every method raises `DatabaseError`."""

    def __init__(self, ledger: Ledger, platform: str) -> None:
        self._ledger = ledger
        self._platform = platform

    def take(self, jobs: Sequence[Job], now: float) -> list[Taken]:
        """Take deliveries in hand, in one transaction, and keep those that are "new" until they are done."""
        with self._ledger.file.writing() as db:
            taken = [self._ledger.take_within(db, self._platform, job.key, now) for job in jobs]
            for job, how in zip(jobs, taken, strict=True):
                if how == "new":
                    db.execute(
                        "INSERT OR REPLACE INTO jobs (platform, key, at, sealed) VALUES (?, ?, ?, ?)",
                        [self._platform, job.key, now, job.sealed],
                    )
            return taken

    def finish(self, keys: Sequence[str]) -> list[None]:
        """These are done: never again, and nothing more is kept of them."""
        with self._ledger.file.writing() as db:
            for key in keys:
                db.execute(
                    "UPDATE deliveries SET done = 1 WHERE platform = ? AND key = ?", [self._platform, key]
                )
                db.execute("DELETE FROM jobs WHERE platform = ? AND key = ?", [self._platform, key])
            return [None] * len(keys)

    def orphans(self, *, now: float, youngest: float) -> list[Job]:
        """Work whose taker has died, now ours; what was taken before `youngest` is erased."""
        with self._ledger.file.writing() as db:
            db.execute("DELETE FROM jobs WHERE platform = ? AND at < ?", [self._platform, youngest])
            rows = db.execute(
                "SELECT key, sealed FROM jobs WHERE platform = ? ORDER BY at", [self._platform]
            ).fetchall()
            return [
                Job(key, sealed)
                for key, sealed in rows
                if self._ledger.take_within(db, self._platform, key, now) == "new"
            ]
