"""The database file: opening it, transactions, and what went wrong in words.

One SQLite file in WAL mode, used by several processes and threads at once; each thread has a
connection of its own. A database that cannot be written is still read. What is in it is the business
of `store` (claims) and `memory` (all else that must be remembered).
"""

import contextlib
import re
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote as url_quote

from sqlite_utils import Database

from .errors import BadClaim, DatabaseBusy, DatabaseError, DatabaseFull, DatabaseReadOnly, DatabaseTooNew
from .migrations import migrations

BUSY_SECONDS = 5.0
_BUSY_PAUSE = 0.02
_HELD_KILOBYTES = 64_000
_LOG_PAGES = 8_000


class DatabaseFile:
    """One open database. Everything raises `DatabaseError` with a sentence that says what to do."""

    def __init__(self, path: Path, *, busy_seconds: float = BUSY_SECONDS) -> None:
        self.path = path
        self._busy_seconds = busy_seconds
        self._local = threading.local()
        self._opened: list[sqlite3.Connection] = []
        # Our own threads wait for each other here: SQLite's way of waiting is to sleep and look again.
        self._writer = threading.RLock()
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

    @property
    def db(self) -> Database:
        """This thread's connection."""
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
            db.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten
            self._local.db = db
        return db

    @contextlib.contextmanager
    def writing(self) -> Iterator[Database]:
        """One transaction that holds the write lock from the start, so that it cannot fail half way
        for another writer's sake."""
        with self._writer, self.explained():
            db = self.db
            db.conn.execute("BEGIN IMMEDIATE")
            try:
                yield db
                db.conn.execute("COMMIT")
            except UnicodeEncodeError as error:
                db.rollback()
                raise BadClaim(
                    f"There is text that cannot be written ({error.reason}): correct it."
                ) from error
            except BaseException:
                db.rollback()
                raise

    @contextlib.contextmanager
    def reading(self) -> Iterator[Database]:
        """Several queries that see the database at one moment."""
        db = self.db
        if db.conn.in_transaction:
            yield db
            return
        db.conn.execute("BEGIN")
        try:
            yield db
        finally:
            db.rollback()

    @contextlib.contextmanager
    def explained(self) -> Iterator[None]:
        """Turns what SQLite raises into a `DatabaseError`."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            raise _in_words(self.path, error) from error

    def state(self, key: str) -> str | None:
        """A small fact about the database, None if it is not known."""
        found: str | None = self.value("SELECT value FROM state WHERE key = ?", [key])
        return found

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """What a query finds."""
        with self.explained():
            return self.db.conn.execute(sql, values).fetchall()

    def records(self, sql: str, values: Sequence[Any] = ()) -> list[dict[str, Any]]:
        """The same, each row by the names of its columns."""
        with self.explained():  # without the savepoint that `Database.query` sets for each query
            cursor = self.db.conn.execute(sql, values)
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def value(self, sql: str, values: Sequence[Any] = ()) -> Any:
        """The first column of the first row that a query finds, None if there is none."""
        return next((row[0] for row in self.rows(sql, values)), None)

    def change(self, sql: str, values: Sequence[Any] = ()) -> None:
        """Carry out one statement in a transaction of its own."""
        with self.writing() as db:
            db.execute(sql, values)

    def hold_more(self) -> None:
        """Keep more of the database in memory in this thread, and write it back less often: for long work."""
        with self.explained():
            self.db.execute(f"PRAGMA cache_size = -{_HELD_KILOBYTES}")
            self.db.execute(f"PRAGMA wal_autocheckpoint = {_LOG_PAGES}")

    @contextlib.contextmanager
    def erasing(self, tables: Iterable[str]) -> Iterator[None]:
        """What is deleted from these tables inside leaves no byte in the file, nor in its log as far as
        nobody is reading it.

        To overwrite what is deleted (`secure_delete`) is not enough: SQLite leaves copies of rows in pages
        from which it has moved them elsewhere. So what is kept is written anew, into pages that are empty.
        """
        before = self.db.conn.total_changes
        yield
        if self.db.conn.total_changes != before:
            for table in tables:
                self._write_anew(table)
        with self.explained():
            self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()

    def copy_to(self, path: Path) -> None:
        """A copy of the database as it stands now, also while others write to it."""
        with self.explained(), contextlib.closing(sqlite3.connect(path)) as copy:
            self.db.conn.backup(copy)

    def _write_anew(self, table: str) -> None:
        with self.writing() as db:
            db.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM main.{table}")  # noqa: S608 - our own name
            db.execute(f"DELETE FROM main.{table}")  # noqa: S608
            db.execute(f"INSERT INTO main.{table} SELECT * FROM kept")  # noqa: S608
            db.execute("DROP TABLE kept")

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
                with self.explained():
                    action()
                return
            except DatabaseBusy:
                if time.monotonic() > end:
                    raise
                time.sleep(_BUSY_PAUSE)

    def _prepare(self) -> None:
        db = self.db
        if _cut_short(db, self.path):
            raise sqlite3.DatabaseError("malformed: it is shorter than it says")
        if db.table_names() and not migrations.applied(db):
            raise DatabaseError(
                f"{self.path} is a database of another program: set FACTCHECK_DB to a file of its own."
            )
        self._refuse_newer(db)
        if migrations.pending(db):
            db.enable_wal()
            with self.writing():
                migrations.apply(db)

    def _refuse_newer(self, db: Database) -> None:
        known = _all_migrations()
        unknown = [migration.name for migration in migrations.applied(db) if migration.name not in known]
        if unknown:
            raise DatabaseTooNew(
                f"{self.path} was made by a newer version of this program ({unknown[-1]}): upgrade this"
                " one, or set FACTCHECK_DB to another file."
            )

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


def _cut_short(db: Database, path: Path) -> bool:
    """Whether a database file is shorter than it says, with no log that could complete it. The file
    is not opened for this: closing it again would drop the locks that SQLite holds on it
    (https://www.sqlite.org/howtocorrupt.html, 2.2)."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        return False
    (pages,), (page_size,) = (db.conn.execute(f"PRAGMA {n}").fetchone() for n in ("page_count", "page_size"))
    return path.stat().st_size < int(pages) * int(page_size)


def _all_migrations() -> set[str]:
    with contextlib.closing(sqlite3.connect(":memory:")) as empty:
        return {migration.name for migration in migrations.pending(Database(empty, execute_plugins=False))}


def _in_words(path: Path, error: sqlite3.DatabaseError) -> DatabaseError:
    what = str(error)
    if "locked" in what or "busy" in what:
        return DatabaseBusy(f"{path} is in use by another program: wait until it is done and try again.")
    if "readonly" in what:
        return DatabaseReadOnly(
            f"{path} may not be written: give yourself the right to write to it and to its folder."
        )
    if "full" in what:
        return DatabaseFull(f"The disk is full, nothing was changed in {path}: make room and try again.")
    if "unable to open" in what:
        return DatabaseError(f"{path} cannot be opened: check that it is a file that you may read and write.")
    if "disk I/O" in what:
        return DatabaseError(
            f"{path} cannot be read or written ({what}): check its disk, and how large a file may"
            " become there."
        )
    if "not a database" in what or "malformed" in what or "corrupt" in what:
        return DatabaseError(
            f"{path} is damaged ({what}): put a backup in its place, without its {path.name}-wal and"
            f" {path.name}-shm, if they are there, or move all of them away to start afresh."
        )
    return DatabaseError(f"{path} cannot be used: {what}.")
