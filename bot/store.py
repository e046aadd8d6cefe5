"""The claim database: the only place that speaks SQL.

One SQLite file in WAL mode, used by several processes and threads at once; each thread has a
connection of its own. A database that cannot be written is still read.
"""

import contextlib
import itertools
import json
import re
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import quote as url_quote

from sqlite_utils import Database

from . import ratings
from .errors import BadClaim, DatabaseBusy, DatabaseError, DatabaseReadOnly, DatabaseTooNew
from .migrations import migrations
from .model import Claim, Quote, Review

BUSY_SECONDS = 5.0
_BATCH = 500
_BUSY_PAUSE = 0.02
_REMEMBERED_WRITES = 1000


class Version(NamedTuple):
    """A point in a database's history: the newest change, and the last transaction with its token."""

    revision: int
    write: int
    token: str


@dataclass(frozen=True, slots=True)
class StarterRow:
    """A starter claim as the package wrote it; `untouched` if nobody has changed it since."""

    digest: str
    untouched: bool


class Store:
    """Claims on disk. Every method raises `DatabaseError` with a sentence that says what to do."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        try:
            self._make_folder()
            self._patiently(self._prepare)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        for connection in self._opened:
            connection.close()
        self._opened.clear()
        self._local = threading.local()

    # Reading

    def claims(self, ids: Sequence[str]) -> list[Claim]:
        """The claims with these ids, in this order; ids that are not there are left out."""
        with self._explained():
            found = {claim.id: claim for claim in self._load(ids)}
        return [found[id_] for id_ in ids if id_ in found]

    def get(self, id_: str) -> Claim | None:
        return next(iter(self.claims([id_])), None)

    def count(self) -> int:
        with self._explained():
            return int(self._db.table("claims").count)

    def latest(self, limit: int) -> list[Claim]:
        """The claims whose reviews are the newest, newest first."""
        with self._explained():
            rows = self._db.query(
                "SELECT claim FROM reviews GROUP BY claim ORDER BY max(date) DESC, claim LIMIT ?", [limit]
            )
            ids = [row["claim"] for row in rows]
        return self.claims(ids)

    def sources(self) -> list[tuple[str, int, str | None]]:
        """Each publisher with its number of reviews and the date of its newest, most reviews first."""
        with self._explained():
            rows = self._db.query(
                "SELECT sources.name, count(*) AS reviews, max(date) AS newest FROM reviews"
                " JOIN sources ON sources.id = reviews.source"
                " GROUP BY sources.id ORDER BY reviews DESC, sources.name"
            )
            return [(row["name"], row["reviews"], row["newest"]) for row in rows]

    def languages(self) -> list[str]:
        """The languages that claims are in, the most frequent first."""
        with self._explained():
            rows = self._db.query("SELECT language FROM claims GROUP BY language ORDER BY count(*) DESC")
            return [row["language"] for row in rows]

    def identity(self) -> str:
        """A random name that this database got when it was made and keeps when it is copied."""
        return self._state("database") or ""

    def version(self) -> Version:
        """What the claims are at now; another value after any change, by whichever process."""
        with self._explained():
            row = self._db.conn.execute(
                "SELECT coalesce((SELECT max(revision) FROM changes), 0), coalesce(max(id), 0),"
                " coalesce((SELECT token FROM writes ORDER BY id DESC LIMIT 1), '') FROM writes"
            ).fetchone()
        return Version(*row)

    def revision(self) -> int:
        """Grows with every change to any claim; 0 for an empty database."""
        return self.version().revision

    def descends_from(self, version: Version) -> bool:
        """Whether this database was once at that version; not so if a backup was put in its place."""
        with self._explained():
            rows = self._db.query("SELECT token FROM writes WHERE id = ?", [version.write])
            known = version.write == 0 or [row["token"] for row in rows] == [version.token]
        return known and version.revision <= self.revision()

    def changed_since(self, revision: int, *, batch: int = 500) -> Iterator[list[tuple[str, Claim | None]]]:
        """Batches of (id, claim as it is now, or None if it is gone) changed after that revision."""
        while True:
            with self._explained():
                rows = list(
                    self._db.query(
                        "SELECT revision, claim FROM changes WHERE revision > ? ORDER BY revision LIMIT ?",
                        [revision, batch],
                    )
                )
                ids = [row["claim"] for row in rows]
                found = {claim.id: claim for claim in self._load(ids)}
            if not rows:
                return
            yield [(id_, found.get(id_)) for id_ in ids]
            revision = rows[-1]["revision"]

    # Writing

    def put(self, claims: Iterable[Claim]) -> None:
        """Insert or replace these claims with their reviews and quotes: all of them or none.

        Raises `BadClaim` for text that cannot be written (half a surrogate pair).
        """
        with self._writing() as db:
            for batch in _batches(claims):
                self._write(db, batch)

    def remove(self, ids: Iterable[str]) -> None:
        """Remove these claims with their reviews and quotes: all of them or none."""
        with self._writing() as db:
            self._delete(db, list(ids))

    # The starter claims

    def starter_version(self) -> str | None:
        """Which edition of the starter claims was written last."""
        return self._state("starter")

    def starter_written(self) -> dict[str, StarterRow]:
        """What the package wrote of each starter claim, and whether it still stands like that."""
        with self._explained():
            rows = self._db.query(
                "SELECT starter.*, starter.revision = changes.revision AS untouched FROM starter"
                " JOIN changes ON changes.claim = starter.claim"
            )
            return {row["claim"]: StarterRow(row["digest"], bool(row["untouched"])) for row in rows}

    def put_starter(self, version: str, *, put: dict[str, Claim], remove: Sequence[str]) -> None:
        """Write this edition of the starter claims, by digest, in one transaction, leaving out those
        that the operator has touched by then."""
        with self._writing() as db:
            rows = db.query(
                "SELECT id AS claim FROM claims WHERE id NOT IN (SELECT claim FROM starter) UNION"
                " SELECT starter.claim FROM starter JOIN changes ON changes.claim = starter.claim"
                " WHERE changes.revision != starter.revision"
            )
            touched = {row["claim"] for row in rows}
            put = {digest: claim for digest, claim in put.items() if claim.id not in touched}
            remove = [id_ for id_ in remove if id_ not in touched]
            self._write(db, list(put.values()))
            for digest, claim in put.items():
                db.execute(
                    "INSERT OR REPLACE INTO starter (claim, digest, revision)"
                    " SELECT claim, ?, revision FROM changes WHERE claim = ?",
                    [digest, claim.id],
                )
            self._delete(db, remove)
            db.table("starter").delete_where(
                "claim IN (SELECT value FROM json_each(?))", [json.dumps(remove)]
            )
            db.table("state").upsert({"key": "starter", "value": version}, pk="key")

    # Below: connections, rows, and errors in words

    def _make_folder(self) -> None:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseError(
                f"The folder {self.path.parent} cannot be made ({error.strerror}): set FACTCHECK_DB to a file"
                " in a folder that you may write to."
            ) from error

    def _patiently(self, action: Callable[[], None]) -> None:
        """Try again while the database is locked, for as long as a query would wait: SQLite does not
        wait by itself where several processes make a new database at once."""
        end = time.monotonic() + self._busy_seconds
        while True:
            try:
                with self._explained():
                    action()
                return
            except DatabaseBusy:
                if time.monotonic() > end:
                    raise
                time.sleep(_BUSY_PAUSE)

    def _prepare(self) -> None:
        db = self._db
        if _cut_short(db, self.path):
            raise sqlite3.DatabaseError("malformed: it is shorter than it says")
        if db.table_names() and not migrations.applied(db):
            raise DatabaseError(
                f"{self.path} is a database of another program: set FACTCHECK_DB to a file of its own."
            )
        self._refuse_newer(db)
        if migrations.pending(db):
            db.enable_wal()
            with self._writing():
                migrations.apply(db)

    def _refuse_newer(self, db: Database) -> None:
        known = _all_migrations()
        unknown = [migration.name for migration in migrations.applied(db) if migration.name not in known]
        if unknown:
            raise DatabaseTooNew(
                f"{self.path} was made by a newer version of this program ({unknown[-1]}): upgrade it with"
                " 'pip install --upgrade factcheck-bot', or set FACTCHECK_DB to another file."
            )

    @property
    def _db(self) -> Database:
        db: Database | None = getattr(self._local, "db", None)
        if db is not None and self._local.frozen not in (None, self._file_state()):
            db.close()  # it was opened as one that never changes, and has changed
            db = None
        if db is None:
            connection, self._local.frozen = self._connect()
            self._opened.append(connection)
            db = Database(connection, execute_plugins=False)
            db.execute("PRAGMA foreign_keys = ON")
            db.execute("PRAGMA synchronous = NORMAL")
            self._local.db = db
        return db

    def _connect(self) -> tuple[sqlite3.Connection, tuple[int, int] | None]:
        """A connection; and, for a database that can only be read as it stands, its file's state."""
        connection = self._opening(str(self.path), uri=False)
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            connection.close()
            # A database in WAL mode in a folder that cannot be written: read it as it stands.
            # https://www.sqlite.org/wal.html#read_only_databases
            if not re.search("unable to open|readonly", str(error)) or not self.path.is_file():
                raise
            state = self._file_state()
            return self._opening(f"file:{url_quote(str(self.path))}?immutable=1", uri=True), state
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection, None

    def _file_state(self) -> tuple[int, int]:
        state = self.path.stat()
        return state.st_mtime_ns, state.st_size

    def _opening(self, where: str, *, uri: bool) -> sqlite3.Connection:
        return sqlite3.connect(where, uri=uri, timeout=self._busy_seconds, check_same_thread=False)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[Database]:
        """One transaction that holds the write lock from the start, so that it cannot fail half way
        for another writer's sake."""
        with self._explained():
            db = self._db
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                if "writes" in db.table_names():
                    written = db.table("writes").insert({"token": secrets.token_hex(8)}).last_pk
                    db.table("writes").delete_where("id <= ?", [int(str(written)) - _REMEMBERED_WRITES])
                db.conn.execute("COMMIT")
            except UnicodeEncodeError as error:
                db.rollback()
                raise BadClaim(
                    f"A claim holds text that cannot be written ({error.reason}): correct it."
                ) from error
            except BaseException:
                db.rollback()
                raise

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Database]:
        """Several queries that see the database at one moment."""
        db = self._db
        if db.conn.in_transaction:
            yield db
            return
        db.conn.execute("BEGIN")
        try:
            yield db
        finally:
            db.rollback()

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _in_words(self.path, error) from error

    def _state(self, key: str) -> str | None:
        with self._explained():
            rows = list(self._db.query("SELECT value FROM state WHERE key = ?", [key]))
        return rows[0]["value"] if rows else None

    def _load(self, ids: Sequence[str]) -> list[Claim]:
        wanted = json.dumps(list(ids))
        reviews: dict[str, list[Review]] = {}
        quotes: dict[str, list[Quote]] = {}
        with self._reading() as db:
            for row in db.query(
                "SELECT reviews.*, sources.name AS publisher FROM json_each(?) AS wanted"
                " JOIN reviews ON reviews.claim = wanted.value JOIN sources ON sources.id = reviews.source"
                " ORDER BY reviews.date DESC, reviews.id",
                [wanted],
            ):
                reviews.setdefault(row["claim"], []).append(_review(row))
            for row in db.query(
                "SELECT quotes.* FROM json_each(?) AS wanted JOIN quotes ON quotes.claim = wanted.value"
                " ORDER BY quotes.position",
                [wanted],
            ):
                quotes.setdefault(row["claim"], []).append(_quote(row))
            rows = db.query(
                "SELECT claims.*, claimants.name AS claimant_name FROM json_each(?) AS wanted"
                " JOIN claims ON claims.id = wanted.value"
                " LEFT JOIN claimants ON claimants.id = claims.claimant",
                [wanted],
            )
            return [_claim(row, reviews.get(row["id"], []), quotes.get(row["id"], [])) for row in rows]

    def _write(self, db: Database, claims: Sequence[Claim]) -> None:
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
        db.table("claims").upsert_all(
            (
                {
                    "id": claim.id,
                    "text": claim.text,
                    "claimant": claimants.get(claim.claimant or ""),
                    "date": claim.date,
                    "place": claim.place,
                    "language": claim.language,
                    "context": claim.context,
                    "keywords": json.dumps(claim.keywords, ensure_ascii=False),
                }
                for claim in claims
            ),
            pk="id",
        )
        db.table("reviews").insert_all(
            {
                "claim": claim.id,
                "source": sources[review.publisher],
                "url": review.url,
                "title": review.title,
                "rating": review.rating,
                "verdict": review.verdict,
                "date": review.date,
            }
            for claim in claims
            for review in {review.url: review for review in claim.reviews}.values()
        )
        db.table("quotes").insert_all(
            {
                "claim": claim.id,
                "position": position,
                "text": quote.text,
                "speaker": quote.speaker,
                "date": quote.date,
                "place": quote.place,
                "source": quote.source,
            }
            for claim in claims
            for position, quote in enumerate(claim.quotes)
        )

    def _delete(self, db: Database, ids: Sequence[str]) -> None:
        for table, column in (("quotes", "claim"), ("reviews", "claim"), ("claims", "id")):
            where = f"{column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - our own names
            db.table(table).delete_where(where, [json.dumps(ids)])


def _cut_short(db: Database, path: Path) -> bool:
    """Whether a database file is shorter than it says, with no log that could complete it. The file
    is not opened for this: closing it again would drop the locks that SQLite holds on it
    (https://www.sqlite.org/howtocorrupt.html, 2.2)."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    (pages,), (page_size,) = (db.conn.execute(f"PRAGMA {n}").fetchone() for n in ("page_count", "page_size"))
    return path.stat().st_size < int(pages) * int(page_size)


def _batches(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    claims = iter(claims)
    while batch := list(itertools.islice(claims, _BATCH)):
        yield batch


def _ids(db: Database, table: str, names: Iterable[str]) -> dict[str, int]:
    """The ids of these names in a table of names, which are added if need be."""
    wanted = sorted(names)
    db.table(table).insert_all(({"name": name} for name in wanted), ignore=True)
    rows = db.query(
        f"SELECT {table}.id AS id, name FROM {table} JOIN json_each(?) ON value = name",  # noqa: S608
        [json.dumps(wanted)],
    )
    return {row["name"]: row["id"] for row in rows}


def _all_migrations() -> set[str]:
    with contextlib.closing(sqlite3.connect(":memory:")) as empty:
        return {migration.name for migration in migrations.pending(Database(empty, execute_plugins=False))}


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
    )


def _review(row: dict[str, Any]) -> Review:
    return Review(
        publisher=row["publisher"],
        url=row["url"],
        rating=row["rating"],
        label=ratings.label(row["publisher"], row["rating"]),
        verdict=row["verdict"],
        date=row["date"],
        title=row["title"],
    )


def _quote(row: dict[str, Any]) -> Quote:
    return Quote(
        text=row["text"],
        speaker=row["speaker"],
        date=row["date"],
        place=row["place"],
        source=row["source"],
    )


def _in_words(path: Path, error: sqlite3.DatabaseError) -> DatabaseError:
    what = str(error)
    if "locked" in what or "busy" in what:
        return DatabaseBusy(f"{path} is in use by another program: wait until it is done and try again.")
    if "readonly" in what:
        return DatabaseReadOnly(
            f"{path} may not be written: give yourself the right to write to it and to its folder."
        )
    if "full" in what:
        return DatabaseError(f"The disk is full, nothing was changed in {path}: make room and try again.")
    if "unable to open" in what:
        return DatabaseError(f"{path} cannot be opened: check that it is a file that you may read and write.")
    if "not a database" in what or "malformed" in what or "disk I/O" in what or "corrupt" in what:
        return DatabaseError(
            f"{path} is damaged ({what}): put a backup in its place, or move it away to start afresh."
        )
    return DatabaseError(f"{path} cannot be used: {what}.")
