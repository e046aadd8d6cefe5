"""The claims in the database: reading, writing, and what has changed since when."""

import contextlib
import itertools
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

from sqlite_utils import Database

from . import ratings
from .database import BUSY_SECONDS, DatabaseFile
from .errors import BadClaim
from .model import Claim, Quote, Review, Translation

_BATCH = 500
_REMEMBERED_WRITES = 1000
_COLUMNS = "id text claimant date place language context keywords translations essentials".split()


class Version(NamedTuple):
    """A point in a database's history: the newest change, and the last transaction with its token."""

    revision: int
    write: int
    token: str


class Told(NamedTuple):
    """What the index reads of a claim: `keywords` and `translations` as JSON; address, title and date of
    each review; text and speaker of each quote."""

    id: str
    text: str
    language: str
    context: str
    claimant: str | None
    place: str | None
    keywords: str
    translations: str
    reviews: list[tuple[str, str | None, str | None]]
    quotes: list[tuple[str, str | None]]


class Store:
    """Claims on disk. Every method raises `DatabaseError` with a sentence that says what to do."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.file = DatabaseFile(path, busy_seconds=busy_seconds)

    @property
    def path(self) -> Path:
        return self.file.path

    def close(self) -> None:
        self.file.close()

    # Reading

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """The claims with these ids, in this order; ids that are not there are left out."""
        found = {claim.id: claim for claim in self._load(ids)}
        return [found[id_] for id_ in ids if id_ in found]

    def get(self, id_: str) -> Claim | None:
        return next(iter(self.claims([id_])), None)

    def count(self) -> int:
        return int(self.file.value("SELECT count(*) FROM claims"))

    def all_claims(self) -> Iterator[Claim]:
        """Every claim, in the order of their ids, some read at a time."""
        sql, after = "SELECT id FROM claims WHERE id > ? ORDER BY id LIMIT ?", ""
        while ids := [row[0] for row in self.file.rows(sql, [after, _BATCH])]:
            yield from self.claims(ids)
            after = ids[-1]

    def latest(self, limit: int) -> list[Claim]:
        """The claims whose reviews are the newest, newest first."""
        sql = "SELECT claim FROM reviews GROUP BY claim ORDER BY max(date) DESC, claim LIMIT ?"
        return self.claims([row[0] for row in self.file.rows(sql, [limit])])

    def sources(self) -> list[tuple[str, int, str | None]]:
        """Each publisher with its number of reviews and the date of its newest, most reviews first."""
        return self.file.rows(
            "SELECT sources.name, count(*) AS reviews, max(date) FROM reviews"
            " JOIN sources ON sources.id = reviews.source"
            " GROUP BY sources.id ORDER BY reviews DESC, sources.name"
        )

    def languages(self) -> list[str]:
        """The languages that claims are in, the most frequent first."""
        rows = self.file.rows("SELECT language FROM claims GROUP BY language ORDER BY count(*) DESC")
        return [row[0] for row in rows]

    def translated_languages(self) -> list[str]:
        """The languages that claims are also told in, the most frequent first."""
        rows = self.file.rows(
            "SELECT json_extract(value, '$.language') FROM claims, json_each(translations)"
            " WHERE translations != '[]' GROUP BY 1 ORDER BY count(*) DESC, 1"
        )
        return [row[0] for row in rows]

    def identity(self) -> str:
        """A random name that this database got when it was made and keeps when it is copied."""
        return self.file.state("database") or ""

    def version(self) -> Version:
        """What the claims are at now; another value after any change, by whichever process."""
        ((revision, write, token),) = self.file.rows(
            "SELECT coalesce((SELECT max(revision) FROM changes), 0), coalesce(max(id), 0),"
            " coalesce((SELECT token FROM writes ORDER BY id DESC LIMIT 1), '') FROM writes"
        )
        return Version(revision, write, token)

    def revision(self) -> int:
        """Grows with every change to any claim; 0 for an empty database."""
        return self.version().revision

    def descends_from(self, version: Version) -> bool:
        """Whether this database was once at that version; not so if a backup was put in its place."""
        token = self.file.value("SELECT token FROM writes WHERE id = ?", [version.write])
        known = version.write == 0 or token == version.token
        return known and version.revision <= self.revision()

    def told_since(
        self, revision: int, *, until: int, batch: int = 1000
    ) -> Iterator[list[tuple[str, Told | None]]]:
        """Batches of (id, what the index reads of a claim as it is now, None if it is gone) changed after
        that revision, each once: what another process changes meanwhile has a later one than `until`."""
        while True:
            with self.file.explained(), self.file.reading() as db:
                rows = db.conn.execute(
                    "SELECT revision, changes.claim, claims.text, language, context, name, place, keywords,"
                    " translations FROM changes LEFT JOIN claims ON claims.id = changes.claim"
                    " LEFT JOIN claimants ON claimants.id = claims.claimant"
                    " WHERE revision > ? AND revision <= ? ORDER BY revision LIMIT ?",
                    [revision, until, batch],
                ).fetchall()
                if not rows:
                    return
                between = [revision, rows[-1][0]]
                reviews = _of_changed(db, "reviews", "url, title, date", "url", between)
                quotes = _of_changed(db, "quotes", "text, speaker", "position", between)
            parts = ((id_, [id_, *row, reviews.get(id_, []), quotes.get(id_, [])]) for _, id_, *row in rows)
            yield [(id_, None if told[1] is None else Told._make(told)) for id_, told in parts]
            revision = between[1]

    # Writing

    def put(self, claims: Iterable[Claim]) -> None:
        """Insert or replace these claims with their reviews and quotes: all of them or none.

        Raises `BadClaim` for text that cannot be written (half a surrogate pair).
        """
        with self.writing() as db:
            for batch in _batches(claims):
                self.write(db, batch)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove these claims with their reviews and quotes: all of them or none."""
        with self.writing() as db:
            self.delete(db, list(ids))

    # What other stores that share this file build on

    @contextlib.contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction that writes claims, and the token that says so."""
        with self.file.writing() as db:
            yield db
            self.sign(db)

    def sign(self, db: Database) -> None:
        """The token for a transaction that may write claims and did, inside `file.writing`."""
        written = db.table("writes").insert({"token": secrets.token_hex(8)}).last_pk
        db.table("writes").delete_where("id <= ?", [int(str(written)) - _REMEMBERED_WRITES])

    def write(self, db: Database, claims: Sequence[Claim]) -> None:
        """Insert or replace these claims, inside `writing`."""
        claims = list({claim.id: claim for claim in claims}.values())
        names = (
            name
            for claim in claims
            for name in (claim.id, claim.claimant, *(r.publisher for r in claim.reviews))
        )
        if any("\0" in name for name in names if name):
            raise BadClaim("The id, claimant or publisher of a claim holds a NUL character: take it out.")
        claimants = _ids(db, "claimants", {claim.claimant for claim in claims if claim.claimant})
        sources = _ids(db, "sources", {review.publisher for claim in claims for review in claim.reviews})
        ids = json.dumps([claim.id for claim in claims])
        for table in ("reviews", "quotes"):
            db.table(table).delete_where("claim IN (SELECT value FROM json_each(?))", [ids])
        changed = ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
        db.conn.executemany(
            f"INSERT INTO claims ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608
            f" ON CONFLICT (id) DO UPDATE SET {changed}",
            (_row(claim, claimants) for claim in claims),
        )
        db.conn.executemany(
            "INSERT INTO reviews (claim, source, url, title, rating, verdict, date) VALUES (?,?,?,?,?,?,?)",
            (
                (claim.id, sources[r.publisher], r.url, r.title, r.rating, r.verdict, r.date)
                for claim in claims
                for r in {review.url: review for review in claim.reviews}.values()
            ),
        )
        db.conn.executemany(
            "INSERT INTO quotes (claim, position, text, speaker, date, place, source) VALUES (?,?,?,?,?,?,?)",
            (
                (claim.id, position, quote.text, quote.speaker, quote.date, quote.place, quote.source)
                for claim in claims
                for position, quote in enumerate(claim.quotes)
            ),
        )

    def delete(self, db: Database, ids: Sequence[str]) -> None:
        """Delete these claims, inside `writing`."""
        for table, column in (("quotes", "claim"), ("reviews", "claim"), ("claims", "id")):
            where = f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
            db.table(table).delete_where(where, [json.dumps(ids)])

    def _load(self, ids: Sequence[str]) -> list[Claim]:
        """The claims with these ids, in any order."""
        wanted = [json.dumps(list(ids))]
        reviews: dict[str, list[Review]] = {}
        quotes: dict[str, list[Quote]] = {}
        with self.file.explained(), self.file.reading():
            for row in self.file.records(
                "SELECT reviews.claim, sources.name AS publisher, url, title, rating, verdict, date"
                " FROM json_each(?) AS wanted JOIN reviews ON reviews.claim = wanted.value"
                " JOIN sources ON sources.id = reviews.source ORDER BY reviews.date DESC, reviews.id",
                wanted,
            ):
                label = ratings.label(row["publisher"], row["rating"])
                reviews.setdefault(row.pop("claim"), []).append(Review(**row, label=label))
            for row in self.file.records(
                "SELECT claim, text, speaker, date, place, source FROM json_each(?) AS wanted"
                " JOIN quotes ON quotes.claim = wanted.value ORDER BY quotes.position",
                wanted,
            ):
                quotes.setdefault(row.pop("claim"), []).append(Quote(**row))
            rows = self.file.records(
                "SELECT claims.*, claimants.name AS claimant_name FROM json_each(?) AS wanted"
                " JOIN claims ON claims.id = wanted.value"
                " LEFT JOIN claimants ON claimants.id = claims.claimant",
                wanted,
            )
        return [_claim(row, reviews.get(row["id"], []), quotes.get(row["id"], [])) for row in rows]


def _batches(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    claims = iter(claims)
    while batch := list(itertools.islice(claims, _BATCH)):
        yield batch


def _of_changed(
    db: Database, table: str, columns: str, order: str, between: Sequence[int]
) -> dict[str, list[Any]]:
    """These columns of the reviews or quotes of each claim that has changed between two revisions."""
    found: dict[str, list[Any]] = {}
    for id_, *row in db.conn.execute(
        f"SELECT changes.claim, {columns} FROM changes JOIN {table} ON {table}.claim = changes.claim"  # noqa: S608
        f" WHERE revision > ? AND revision <= ? ORDER BY {order}",
        between,
    ):
        found.setdefault(id_, []).append(tuple(row))
    return found


def _ids(db: Database, table: str, names: Iterable[str]) -> dict[str, int]:
    """The ids of these names in a table of names, which are added if need be."""
    wanted = sorted(names)
    db.table(table).insert_all(({"name": name} for name in wanted), ignore=True)
    rows = db.query(
        f"SELECT {table}.id AS id, name FROM {table} JOIN json_each(?) ON value = name",  # noqa: S608
        [json.dumps(wanted)],
    )
    return {row["name"]: row["id"] for row in rows}


def _row(claim: Claim, claimants: Mapping[str, int]) -> list[str | int | None]:
    """A claim as it is kept, by `_COLUMNS`."""
    lists = (claim.keywords, list(map(asdict, claim.translations)), claim.essentials)
    claimant = claimants.get(claim.claimant or "")
    told = [claim.id, claim.text, claimant, claim.date, claim.place, claim.language, claim.context]
    return [*told, *(json.dumps(each, ensure_ascii=False) for each in lists)]


def _claim(row: dict[str, Any], reviews: list[Review], quotes: list[Quote]) -> Claim:
    return Claim(
        id=row["id"],
        text=row["text"],
        reviews=tuple(reviews),
        claimant=row["claimant_name"],
        date=row["date"],
        place=row["place"],
        language=row["language"],
        context=row["context"],
        keywords=tuple(json.loads(row["keywords"])),
        quotes=tuple(quotes),
        translations=translations(json.loads(row["translations"])),
        essentials=tuple(json.loads(row["essentials"])),
    )


def translations(rows: Iterable[dict[str, Any]]) -> tuple[Translation, ...]:
    """Translations as they are kept, as records."""
    return tuple(
        Translation(
            row["language"],
            row["text"],
            *(tuple(row.get(name, ())) for name in ("people", "keywords", "essentials")),
        )
        for row in rows
    )
