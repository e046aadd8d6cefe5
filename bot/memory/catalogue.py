"""What imports remember: which item became which claim, what was merged and why, what the operator
removed or edited, and the feeds to fetch. The only SQL for these; claims themselves are `store`'s."""

import json
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, astuple, dataclass
from typing import Any

from sqlite_utils import Database

from ..model import Claim, Quote, Review
from ..store import Store, translations

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Seen:
    """An item that an earlier import, or this one, has read."""

    digest: str
    claim: str
    run: int


@dataclass(frozen=True, slots=True)
class Merge:
    """A review that was added to a claim found elsewhere; `original` is the claim as it came."""

    id: int
    claim: str
    publisher: str
    url: str
    reason: str
    at: str
    original: Claim


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of a claim by the operator; whether it was the first."""

    id: int
    first: bool
    before: Claim
    after: Claim


@dataclass(frozen=True, slots=True)
class Feed:
    """A source that is fetched again and again. `checked` is ISO time; `problem` what went wrong last."""

    id: int
    address: str
    publisher: str = ""
    language: str = ""
    etag: str | None = None
    modified: str | None = None
    checked: str | None = None
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """A page that a feed led to, as it was read: its ETag, its Last-Modified, when the feed says that it was
    changed, and when the sync began that read it (ISO)."""

    address: str
    feed: int
    etag: str | None = None
    modified: str | None = None
    changed: str | None = None
    read: str | None = None


class Catalogue:
    """Shares the database of a store. Methods that take a `db` belong inside `store.writing()`."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._file = store.file

    # Items

    def seen(self, keys: Iterable[str]) -> dict[str, list[Seen]]:
        """What is known of these items; not those whose claim is neither there nor removed on purpose."""
        found: dict[str, list[Seen]] = {}
        for key, digest, claim, run in self._file.rows(
            "SELECT imported.key, digest, imported.claim, run FROM json_each(?)"
            " JOIN imported ON imported.key = value"
            " WHERE EXISTS (SELECT 1 FROM claims WHERE id = imported.claim)"
            " OR EXISTS (SELECT 1 FROM removed WHERE removed.claim = imported.claim)",
            [_listed(keys)],
        ):
            found.setdefault(key, []).append(Seen(digest, claim, run))
        return found

    def remember(self, db: Database, rows: Iterable[tuple[str, str, str, int]]) -> None:
        """Note which item (key, digest) became which claim in which run."""
        db.conn.executemany(
            "INSERT OR REPLACE INTO imported (key, digest, claim, run) VALUES (?,?,?,?)", rows
        )

    def forget(self, db: Database, keys: Iterable[str], *, of_claims: Iterable[str] = ()) -> None:
        """Let these items, and every item of these claims, be read anew when they come again."""
        db.conn.executemany("DELETE FROM imported WHERE claim = ?", [[claim] for claim in of_claims])
        db.conn.executemany("DELETE FROM imported WHERE key = ?", [[key] for key in keys])

    def claims_of_run(self, run: int, claims: Iterable[str]) -> set[str]:
        """Those of these claims of which this run has read an item."""
        sql = "SELECT claim FROM json_each(?) JOIN imported ON claim = value WHERE run = ?"
        return self._those(sql, claims, run)

    def next_run(self) -> int:
        with self._file.writing() as db:
            run = int(self._file.state("run") or 0) + 1
            db.table("state").upsert({"key": "run", "value": str(run)}, pk="key")
        return run

    # Finding claims again

    def claims_of_keys(self, keys: Iterable[str]) -> dict[str, list[str]]:
        return self._claims_by(
            "SELECT claim_keys.key, claim FROM json_each(?) JOIN claim_keys ON claim_keys.key = value", keys
        )

    def claims_of_reviews(self, urls: Iterable[str]) -> dict[str, list[str]]:
        """The claims with a review at these addresses."""
        return self._claims_by("SELECT url, claim FROM json_each(?) JOIN reviews ON url = value", urls)

    def add_keys(self, db: Database, rows: Iterable[tuple[str, str]]) -> None:
        db.conn.executemany("INSERT OR IGNORE INTO claim_keys (key, claim) VALUES (?,?)", rows)

    def without_keys(self) -> list[Claim]:
        """Some claims that came in by another way than an import and cannot be found by key yet."""
        rows = self._file.rows(
            "SELECT id FROM claims WHERE NOT EXISTS (SELECT 1 FROM claim_keys WHERE claim = claims.id)"
            " LIMIT ?",
            [_BATCH],
        )
        return self.store.claims([row[0] for row in rows])

    # Merges

    def add_merge(self, db: Database, claim: str, reason: str, original: Claim, at: str) -> None:
        review = original.reviews[0]
        db.table("merges").insert(
            {
                "claim": claim,
                "publisher": review.publisher,
                "url": review.url,
                "reason": reason,
                "original": record(original),
                "at": at,
            }
        )

    def merges(self) -> list[Merge]:
        """What was merged and stands, newest first."""
        return self._merges("ORDER BY id DESC")

    def merge(self, id_: int) -> Merge | None:
        """One of these, None if it is not there or was split."""
        return next(iter(self._merges("AND id = ?", id_)), None)

    def kept_apart(self, urls: Iterable[str]) -> set[str]:
        """Those reviews that the operator has split off, and that are never merged again."""
        return self._those("SELECT url FROM json_each(?) JOIN merges ON url = value WHERE split", urls)

    def mark_split(self, db: Database, merge: Merge) -> None:
        """The review goes its own way: later versions of it belong to the claim as it came."""
        db.execute("UPDATE merges SET split = 1 WHERE id = ?", [merge.id])

    # The operator's own doing

    def put_new(self, db: Database, claim: Claim) -> None:
        """Write a claim of the operator's own; one of that id that was removed cannot come back."""
        self.store.write(db, [claim])
        self.mark_edited(db, claim.id)
        self.drop_removed(db, claim.id)

    def put_aside(self, db: Database, claim: Claim, at: str) -> None:
        db.table("removed").upsert({"claim": claim.id, "record": record(claim), "at": at}, pk="claim")
        self.store.delete(db, [claim.id])

    def removed_claim(self, id_: str) -> tuple[Claim, str] | None:
        """A claim that was removed, with the time."""
        rows = self._file.rows("SELECT record, at FROM removed WHERE claim = ?", [id_])
        return next(((from_record(kept), at) for kept, at in rows), None)

    def removed(self) -> list[tuple[Claim, str]]:
        """What was removed, the last first, each with the time."""
        rows = self._file.rows("SELECT record, at FROM removed ORDER BY at DESC, claim")
        return [(from_record(kept), at) for kept, at in rows]

    def removed_ids(self, ids: Iterable[str]) -> set[str]:
        return self._those("SELECT claim FROM json_each(?) JOIN removed ON claim = value", ids)

    def drop_removed(self, db: Database, id_: str) -> None:
        db.execute("DELETE FROM removed WHERE claim = ?", [id_])

    def mark_edited(self, db: Database, id_: str, reviews: Iterable[str] = ()) -> None:
        """Note that the operator has changed a claim, and its reviews at these addresses."""
        db.execute("INSERT OR IGNORE INTO edited (claim) VALUES (?)", [id_])
        db.conn.executemany(
            "INSERT OR IGNORE INTO edited_reviews (claim, url) VALUES (?, ?)", [(id_, url) for url in reviews]
        )

    def note_edit(self, db: Database, before: Claim, after: Claim) -> None:
        """Keep how a claim stood before and after a change by the operator, and mark it as changed."""
        row = {"claim": after.id, "first": after.id not in self.edited_ids([after.id])}
        db.table("edits").insert(row | {"before": record(before), "after": record(after)})
        self.mark_edited(db, after.id, {review.url for review in {*before.reviews} ^ {*after.reviews}})

    def last_edit(self, id_: str) -> Edit | None:
        """The operator's last change of a claim that was not taken back."""
        sql = "SELECT id, first, before, after FROM edits WHERE claim = ? ORDER BY id DESC LIMIT 1"
        rows = self._file.rows(sql, [id_])
        return next((Edit(n, bool(a), from_record(b), from_record(c)) for n, a, b, c in rows), None)

    def drop_edit(self, db: Database, edit: Edit) -> None:
        """Forget a change; with the first one, that the claim was ever changed."""
        db.execute("DELETE FROM edits WHERE id = ?", [edit.id])
        if edit.first:
            db.execute("DELETE FROM edited WHERE claim = ?", [edit.after.id])
            db.execute("DELETE FROM edited_reviews WHERE claim = ?", [edit.after.id])

    def edited_ids(self, ids: Iterable[str]) -> set[str]:
        return self._those("SELECT claim FROM json_each(?) JOIN edited ON claim = value", ids)

    def edited_reviews(self, ids: Iterable[str]) -> set[tuple[str, str]]:
        """The reviews of these claims that the operator has changed: claim and address."""
        sql = "SELECT claim, url FROM json_each(?) JOIN edited_reviews ON claim = value"
        return {(claim, url) for claim, url in self._file.rows(sql, [_listed(ids)])}

    # Listing

    def find(
        self,
        *,
        text: str = "",
        publisher: str = "",
        verdict: str = "",
        language: str = "",
        since: str = "",
        limit: int = 20,
    ) -> list[Claim]:
        """Claims for which every given filter holds, the newest review first: `text` is an id, or words
        that are all in the claim, `publisher` a part of a name, both whatever their case."""
        clauses, values = ["1"], []
        for value, clause in (
            (text, "(has_words(claims.text, ?) OR claims.id = ?)"),
            (publisher, "instr(folded(sources.name), folded(?))"),
            (verdict, "reviews.verdict = ?"),
            (language, "claims.language = ?"),
            (since, "reviews.date >= ?"),
        ):
            if value:
                clauses.append(clause)
                values += [value] * clause.count("?")
        where = " AND ".join(clauses)
        joined = "claims LEFT JOIN reviews ON reviews.claim = claims.id"
        joined += " LEFT JOIN sources ON sources.id = reviews.source"
        order = "GROUP BY claims.id ORDER BY max(reviews.date) DESC, claims.id LIMIT ?"
        query = f"SELECT claims.id FROM {joined} WHERE {where} {order}"  # noqa: S608 - our own clauses
        with self._file.explained():
            db = self._file.db
            db.conn.create_function("folded", 1, _folded)
            db.conn.create_function("has_words", 2, _has_words)
            rows = db.execute(query, [*values, limit]).fetchall()
        return self.store.claims([row[0] for row in rows])

    def ratings(self) -> list[tuple[str, str, str, int]]:
        """(publisher, label, verdict, how many reviews), the most frequent first."""
        return self._file.rows(
            "SELECT sources.name, rating, verdict, count(*) AS n FROM reviews"
            " JOIN sources ON sources.id = reviews.source"
            " WHERE rating != '' GROUP BY sources.id, rating, verdict ORDER BY n DESC, 1, 2"
        )

    # Feeds

    def feeds(self) -> list[Feed]:
        return [Feed(**row) for row in self._file.records("SELECT * FROM feeds ORDER BY id")]

    def put_feed(self, address: str, **columns: Any) -> None:
        """Add a feed, or change these columns of one that is there."""
        with self._file.writing() as db:
            db.execute(
                "INSERT OR IGNORE INTO feeds (address, publisher, language) VALUES (?, '', '')", [address]
            )
            for name, value in columns.items():
                db.execute(f"UPDATE feeds SET {name} = ? WHERE address = ?", [value, address])  # noqa: S608

    def remove_feed(self, id_: int) -> None:
        with self._file.writing() as db:
            db.execute("DELETE FROM feeds WHERE id = ?", [id_])
            db.execute("DELETE FROM pages WHERE feed = ?", [id_])

    def page(self, address: str, feed: int) -> Page | None:
        rows = self._file.records("SELECT * FROM pages WHERE address = ? AND feed = ?", [address, feed])
        return next((Page(**row) for row in rows), None)

    def put_pages(self, pages: Iterable[Page]) -> None:
        rows = [astuple(page) for page in pages]
        if rows:
            with self._file.writing() as db:
                db.conn.executemany("INSERT OR REPLACE INTO pages VALUES (?,?,?,?,?,?)", rows)

    def _merges(self, which: str, *values: int) -> list[Merge]:
        sql = f"SELECT id, claim, publisher, url, reason, at, original FROM merges WHERE NOT split {which}"  # noqa: S608
        rows = self._file.records(sql, values)
        return [Merge(**{**row, "original": from_record(row["original"])}) for row in rows]

    def _those(self, sql: str, keys: Iterable[str], *values: int) -> set[str]:
        """Those of these keys that a query finds."""
        return {key for (key,) in self._file.rows(sql, [_listed(keys), *values])}

    def _claims_by(self, sql: str, keys: Iterable[str]) -> dict[str, list[str]]:
        """The ids of the claims that a query finds for each of these keys."""
        found: dict[str, list[str]] = {}
        for key, claim in self._file.rows(sql, [_listed(keys)]):
            found.setdefault(key, []).append(claim)
        return found


def record(claim: Claim) -> str:
    """A claim as text that `from_record` makes into the same claim."""
    return json.dumps(asdict(claim), ensure_ascii=False)


def from_record(text: str) -> Claim:
    row = json.loads(text)
    row["keywords"] = tuple(row["keywords"])
    row["essentials"] = tuple(row.get("essentials", ()))
    row["quotes"] = tuple(Quote(**quote) for quote in row["quotes"])
    row["translations"] = translations(row.get("translations", ()))
    row["reviews"] = tuple(Review(**review) for review in row["reviews"])
    return Claim(**row)


def _has_words(text: str, words: str) -> bool:
    folded = _folded(text)
    return all(word in folded for word in _folded(words).split())


def _folded(text: str | None) -> str:
    return unicodedata.normalize("NFC", text or "").casefold()


def _listed(keys: Iterable[str]) -> str:
    return json.dumps(list(keys))
