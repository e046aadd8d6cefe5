"""The files of an index: caught up with the store, and built anew when missing, damaged or from another
version. Where they cannot be written, the index is kept in memory.

Several processes share them: one writes at a time, under a file lock, the others read on.
"""

import contextlib
import re
import shutil
from collections.abc import Callable, Sequence

import tantivy

from . import stamp
from .errors import DatabaseBusy
from .schema import FORMAT, SCHEMA, document, with_tokenizer
from .sketch import Indexed, indexed
from .stamp import Stamp
from .store import Store, Told, Version
from .workers import mapped

_WRITER_BYTES = 60_000_000
# So many documents are written anew in some two seconds.
_SOON_WRITTEN = 20_000
# The names of the files that tantivy and this module keep in the folder.
_OURS = re.compile(
    rf"{re.escape(stamp.NAME)}(?:\.new)?|meta\.json|\.managed\.json|\.tantivy-[a-z]+\.lock|\.tmp\w*"
    r"|[0-9a-f]{32}(?:\.\d+)?\.(?:idx|pos|term|store|fast|fieldnorm|del|temp)"
)


class IndexFiles:
    """The files of one store's index, worked on by one thread at a time. `opened` is called with what finds
    claims in them whenever they have changed, then `version` says what they hold."""

    def __init__(
        self, store: Store, opened: Callable[[tantivy.Searcher], None], *, lock_seconds: float
    ) -> None:
        self._store = store
        self._opened = opened
        self._lock_seconds = lock_seconds
        self._index: tantivy.Index | None = None
        self._in_use = False
        self.folder = store.path.with_name(store.path.name + ".index")
        self.version: Version | None = None
        self.in_memory = False

    def catch_up(self, version: Version) -> None:
        """Bring the index up to this version of the store. Raises `DatabaseBusy` if there is none yet and
        another program is building it."""
        if self.in_memory:
            self._update_in_memory()
            return
        if self._open_current(version):
            return
        from filelock import FileLock, Timeout  # seldom needed, and slow to load

        # Another process that is writing lets a running one answer from what it has; a new one waits.
        patience = 0.0 if self._in_use else self._lock_seconds
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.folder}.lock").acquire(timeout=patience):
                if not self._open_current(self._store.version()):
                    self._update_on_disk()
        except Timeout as error:
            if not self._in_use:
                raise DatabaseBusy(
                    f"{self.folder} is being built by another program: wait until it is done and try again."
                ) from error
        except OSError:
            self.in_memory = True
            self.version = None
            self._update_in_memory()

    def rebuild(self) -> None:
        """Build the index anew, whatever there is."""
        with contextlib.suppress(OSError):
            (self.folder / stamp.NAME).unlink()
        self._in_use, self.version = False, None
        self.catch_up(self._store.version())

    def _open_current(self, version: Version) -> bool:
        """Open the index on disk if it is whole and holds just this version."""
        found = self._stamp()
        if found is None or found.version != version:
            return False
        try:
            self._open()
        except BaseException as error:
            if not is_damage(error):
                raise
            return False
        self.version = version
        return True

    def _update_on_disk(self) -> None:
        found = self._stamp()
        try:
            if found is None or not self._store.descends_from(found.version):
                raise ValueError("nothing to go on from")
            self._open()
            self._write(found.version.revision)
        except BaseException as error:
            if not is_damage(error):
                raise
            self._start_afresh()
        self._write_stamp()

    def _start_afresh(self) -> None:
        if self.folder.exists():
            strangers = [path.name for path in self.folder.iterdir() if not _OURS.fullmatch(path.name)]
            if strangers:
                raise OSError(f"{self.folder} holds other files: {strangers[0]}")
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = with_tokenizer(tantivy.Index(SCHEMA, path=str(self.folder)))
            self._write(0)
        except ValueError as error:  # tantivy's word for a full disk or a folder it may not write
            raise OSError(str(error)) from error

    def _update_in_memory(self) -> None:
        if self.version and self._store.descends_from(self.version):
            self._write(self.version.revision)
        else:
            self._index = with_tokenizer(tantivy.Index(SCHEMA))
            self._write(0)

    def _open(self) -> None:
        self._index = with_tokenizer(tantivy.Index.open(str(self.folder)))
        self._use(self._index)

    def _use(self, index: tantivy.Index) -> None:
        self._opened(index.searcher())
        self._in_use = True

    def _write(self, since: int) -> None:
        """Write to the open index what has changed in the store since a revision; all of the store, where
        that is soon done and something would be replaced."""
        assert self._index is not None  # noqa: S101 - opened by every caller
        version = self._store.version()
        writer = self._index.writer(_WRITER_BYTES, 1)
        if not self._add(writer, self._index.searcher() if since else None, since, version):
            writer.rollback()
            writer.delete_all_documents()
            self._add(writer, None, 0, version)
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._use(self._index)
        self.version = version

    def _add(
        self, writer: tantivy.IndexWriter, there: tantivy.Searcher | None, since: int, version: Version
    ) -> bool:
        """Write what has changed; whether that will do, beside what is `there`. What is replaced counts on
        among those that have a word, until tantivy merges it away: the words of a claim that was edited
        would seem less rare than they are, and some questions lose their verdict."""
        for changes in mapped(_indexed, self._store.told_since(since, until=version.revision)):
            for id_, claim in changes:
                # What is not there is not deleted: the writer holds some 1.6 KB a deletion until it commits.
                if there and there.doc_freq("id", id_):
                    if there.num_docs <= _SOON_WRITTEN:
                        return False
                    writer.delete_documents_by_term("id", id_)
                for told in claim:
                    writer.add_document(document(told))
        return True

    def _stamp(self) -> Stamp | None:
        """The stamp of the index on disk, None if it is not whole or of another format or database."""
        found = stamp.read(self.folder)
        right = found and found.format == FORMAT and found.database == self._store.identity()
        return found if right else None

    def _write_stamp(self) -> None:
        assert self.version is not None  # noqa: S101 - written just before
        stamp.write(self.folder, Stamp(FORMAT, self._store.identity(), self.version))


def is_damage(error: BaseException) -> bool:
    """Whether tantivy says, by an error or by its Rust code giving up, that its files are not right."""
    return isinstance(error, ValueError) or type(error).__name__ == "PanicException"


def _indexed(changes: Sequence[tuple[str, Told | None]]) -> list[tuple[str, list[Indexed]]]:
    return [(id_, [] if claim is None else indexed(claim)) for id_, claim in changes]
