"""What the package wrote of its starter claims, and what of it still stands."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..model import Claim
from ..store import Store


@dataclass(frozen=True, slots=True)
class Written:
    """A starter claim as the package wrote it; `untouched` if nobody has changed it since."""

    digest: str
    untouched: bool


class Editions:
    """Shares the database of a store. Every method raises `DatabaseError`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def version(self) -> str | None:
        """Which edition of the starter claims was written last."""
        return self._store.file.state("starter")

    def written(self) -> dict[str, Written]:
        """What the package wrote of each starter claim, and whether it still stands like that."""
        rows = self._store.file.rows(
            "SELECT starter.claim, digest, starter.revision = changes.revision FROM starter"
            " JOIN changes ON changes.claim = starter.claim"
        )
        return {claim: Written(digest, bool(untouched)) for claim, digest, untouched in rows}

    def put(self, version: str, *, put: dict[str, Claim], remove: Sequence[str]) -> None:
        """Write this edition of the starter claims, by digest, in one transaction, leaving out those
        that the operator has touched by then."""
        with self._store.writing() as db:
            rows = db.query(
                "SELECT id AS claim FROM claims WHERE id NOT IN (SELECT claim FROM starter) UNION"
                " SELECT starter.claim FROM starter JOIN changes ON changes.claim = starter.claim"
                " WHERE changes.revision != starter.revision"
            )
            touched = {row["claim"] for row in rows}
            put = {digest: claim for digest, claim in put.items() if claim.id not in touched}
            remove = [id_ for id_ in remove if id_ not in touched]
            self._store.write(db, list(put.values()))
            for digest, claim in put.items():
                db.execute(
                    "INSERT OR REPLACE INTO starter (claim, digest, revision)"
                    " SELECT claim, ?, revision FROM changes WHERE claim = ?",
                    [digest, claim.id],
                )
            self._store.delete(db, remove)
            db.table("starter").delete_where(
                "claim IN (SELECT value FROM json_each(?))", [json.dumps(remove)]
            )
            db.table("state").upsert({"key": "starter", "value": version}, pk="key")
