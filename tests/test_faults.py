"""What goes wrong, made to go wrong: each gives one clear sentence or a right answer, and loses nothing."""

import importlib
import multiprocessing
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot import starter
from bot.engine import MOST_FINDINGS, Engine, open_engine
from bot.errors import DatabaseBusy, DatabaseError, DatabaseTooNew, FactCheckError
from bot.language.sounds import sound
from bot.memory.editions import Editions
from bot.model import Answer, Message
from bot.store import Store

from .claims import make_claim

QUESTION = Message("Did Obama say he'd have more flexibility after the election?")
NOBODY = 65534
# A way out is named in every sentence: what to set, what to do, what to wait for.
WHAT_TO_DO = re.compile(r": (?:set|check|put|wait|upgrade|give|make) ")


def _refused(path: Path, kind: type[FactCheckError] = DatabaseError) -> str:
    """The sentence with which opening this database is refused."""
    with pytest.raises(kind) as error:
        open_engine(path).close()
    sentence = str(error.value)
    assert str(path) in sentence or str(path.parent) in sentence
    assert WHAT_TO_DO.search(sentence)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    return sentence


def _answers(path: Path) -> None:
    with closing(open_engine(path)) as engine:
        assert engine.ask(QUESTION).outcome == "match"
        assert engine.store.count() == len(starter.claims())


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database with the starter claims, as bytes."""
    path = tmp_path_factory.mktemp("whole") / "factcheck.db"
    open_engine(path).close()
    return path.read_bytes()


@pytest.fixture
def filled(path: Path, whole: bytes) -> Path:
    """A database with the starter claims, closed."""
    path.write_bytes(whole)
    return path


# The file


def test_a_missing_database_is_made(path: Path) -> None:
    _answers(path)
    assert path.is_file()


def test_missing_parent_folders_are_made(tmp_path: Path) -> None:
    _answers(tmp_path / "a" / "b" / "factcheck.db")


@pytest.mark.parametrize("name", ["with space.db", "ünï😀.db", "q?mode=ro#x%20.db", "'quoted\".db", "-.db"])
def test_a_database_may_have_any_name(tmp_path: Path, name: str) -> None:
    _answers(tmp_path / name)
    assert (tmp_path / name).is_file()


def test_a_parent_folder_that_cannot_be_made_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    assert "cannot be made" in _refused(tmp_path / "file" / "sub" / "factcheck.db")
    assert (tmp_path / "file").read_text("utf-8") == "not a folder"


def test_a_folder_in_the_place_of_the_database_is_explained(path: Path) -> None:
    path.mkdir()
    assert "cannot be opened" in _refused(path)
    assert list(path.iterdir()) == []


def test_a_name_that_is_too_long_is_explained(tmp_path: Path) -> None:
    assert "cannot be opened" in _refused(tmp_path / ("a" * 300))


def test_an_empty_file_becomes_a_database(path: Path) -> None:
    path.touch()
    _answers(path)


@pytest.mark.parametrize(
    "content",
    [
        b"garbage",
        b"\0" * 5000,
        b"SQLite format 3\0",
        b"SQLite format 3\0" + b"\xff" * 9000,
        b"id,text\n" * 999,
    ],
    ids=["short", "zeros", "only the head", "head and garbage", "text"],
)
def test_a_file_of_garbage_is_refused_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    refused = _refused(path)
    assert "is damaged" in refused
    assert f"without its {path.name}-wal and {path.name}-shm" in refused
    assert path.read_bytes() == content


@pytest.mark.parametrize("share", [0.0002, 0.001, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999])
def test_a_truncated_database_is_refused_and_left_as_it_is(path: Path, whole: bytes, share: float) -> None:
    content = whole[: int(len(whole) * share)]
    path.write_bytes(content)
    assert "is damaged" in _refused(path)
    assert path.read_bytes() == content


@pytest.mark.parametrize("page", [2, 5, 20, 50, 80, 110])
def test_a_page_of_garbage_gives_a_sentence_or_a_right_answer(path: Path, whole: bytes, page: int) -> None:
    at = page * 4096
    path.write_bytes(whole[:at] + b"\xa5" * 4096 + whole[at + 4096 :])
    assert re.search("is damaged|^match", _outcome(path))


def _outcome(path: Path) -> str:
    try:
        with closing(open_engine(path)) as engine:
            return engine.ask(QUESTION).outcome
    except DatabaseError as error:
        return str(error)


def _of_another_program(path: Path, *statements: str) -> bytes:
    with closing(sqlite3.connect(path)) as other, other:
        for statement in statements:
            other.execute(statement)
    return path.read_bytes()


MIGRATIONS = (
    "CREATE TABLE _sqlite_migrations (id INTEGER PRIMARY KEY, migration_set TEXT, name TEXT, applied_at TEXT)"
)
RECORD = "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, ?, '2026')"


@pytest.mark.parametrize(
    "statements",
    [
        ["CREATE TABLE notes (text TEXT)", "INSERT INTO notes VALUES ('mine')"],
        ["CREATE TABLE claims (id TEXT)"],
        ["PRAGMA journal_mode = WAL", "CREATE TABLE notes (text TEXT)"],
        pytest.param(
            [
                MIGRATIONS,
                RECORD.replace("?", "'llm'", 1).replace("?", "'m001_initial'"),
                "CREATE TABLE logs (text TEXT)",
            ],
        ),
    ],
    ids=["other tables", "a table called like ours", "in WAL mode", "made by sqlite-utils migrations"],
)
def test_the_database_of_another_program_is_refused_and_left_as_it_is(
    path: Path, statements: list[str]
) -> None:
    content = _of_another_program(path, *statements)
    assert "another program" in _refused(path)
    assert path.read_bytes() == content
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as other, other:
        other.execute(RECORD, ["factcheck", "m999_of_the_future"])
    content = filled.read_bytes()
    assert "m999_of_the_future" in _refused(filled, DatabaseTooNew)
    assert filled.read_bytes() == content
    assert [file.name for file in filled.parent.iterdir()] == [filled.name]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="this system does not list open files")
def test_a_refused_database_is_not_held_open(path: Path) -> None:
    _of_another_program(path, "CREATE TABLE notes (text TEXT)")
    with suppress(DatabaseError):
        Store(path)
    held = {os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()}
    assert os.path.realpath(path) not in held


def test_an_interrupted_making_of_the_database_is_made_good(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode = WAL")
        other.execute("BEGIN IMMEDIATE")
        other.execute(MIGRATIONS)
        other.rollback()
    _answers(path)


# Other programs that hold it

HOLD = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2:]:
    connection.execute(statement)
print("held", flush=True)
sys.stdin.read()
"""
EXCLUSIVELY = ("PRAGMA locking_mode = EXCLUSIVE", "BEGIN EXCLUSIVE")


@contextmanager
def _held(path: Path, *statements: str) -> Iterator[None]:
    """Another process holds the database in its transaction."""
    command = [sys.executable, "-c", HOLD, str(path), *statements]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield
        process.communicate()


def test_a_database_that_another_program_holds_alone_is_busy(filled: Path) -> None:
    with _held(filled, *EXCLUSIVELY), pytest.raises(DatabaseBusy, match="wait until it is done"):
        Store(filled, busy_seconds=0.1)
    _answers(filled)


def test_a_new_database_that_another_program_holds_is_busy(path: Path) -> None:
    with _held(path, "BEGIN EXCLUSIVE"), pytest.raises(DatabaseBusy, match="wait until it is done"):
        Store(path, busy_seconds=0.1)
    _answers(path)


def test_reading_and_asking_work_while_another_program_writes(filled: Path) -> None:
    with _held(filled, "BEGIN IMMEDIATE", "DELETE FROM quotes"):
        _answers(filled)
        with closing(Store(filled, busy_seconds=0.1)) as store:
            with pytest.raises(DatabaseBusy, match="wait until it is done"):
                store.put([make_claim()])
            assert store.get("zurich-pizza") is None
            assert store.latest(1)[0].reviews
    with closing(Store(filled)) as store:
        store.put([make_claim()])
        assert store.get("zurich-pizza") == make_claim()


def test_a_new_edition_of_the_starter_claims_waits_while_another_program_writes(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as other, other:
        other.execute("UPDATE state SET value = 'older' WHERE key = 'starter'")
        other.execute("DELETE FROM starter WHERE claim = 'obama-more-flexibility-russia'")
    with closing(Store(filled, busy_seconds=0.1)) as store:
        with _held(filled, "BEGIN IMMEDIATE"):
            starter.load(store)
            assert Editions(store).version() == "older"
            assert store.count() == len(starter.claims())
        starter.load(store)
        assert Editions(store).version() != "older"


def test_an_empty_database_that_cannot_be_filled_says_so(path: Path) -> None:
    with closing(Store(path, busy_seconds=0.1)) as store:
        with _held(path, "BEGIN IMMEDIATE"), pytest.raises(DatabaseBusy):
            starter.load(store)
        starter.load(store)
        assert store.count() == len(starter.claims())


# Rights


@pytest.fixture
def shared() -> Iterator[Path]:
    """A folder that every user may read."""
    if os.name != "posix":
        pytest.skip("rights are tried as POSIX has them")
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    try:
        if not all(parent.stat().st_mode & 0o001 for parent in folder.parents):
            pytest.skip("another user may not reach the folder for temporary files")
        yield folder
    finally:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)
        shutil.rmtree(folder)


def _pool(*, initializer: Callable[[], None] | None = None) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=initializer)


@pytest.fixture(scope="module")
def nobody() -> Iterator[ProcessPoolExecutor]:
    """Another process, which may do what others may do."""
    with _pool(initializer=_give_up_rights) as pool:
        yield pool


def _give_up_rights() -> None:
    # What is loaded when used, since Python's library may be root's own.
    importlib.import_module("filelock")
    sound("слово")
    if os.getuid() == 0:
        os.setgroups([])
        os.setgid(NOBODY)
        os.setuid(NOBODY)


def _in(process: ProcessPoolExecutor, function: Callable[..., str], *arguments: object) -> str:
    """What this returns there, or why it fails."""
    try:
        return process.submit(function, *arguments).result()
    except FactCheckError as error:
        return f"{type(error).__name__}: {error}"


def _ask(path: Path) -> str:
    with closing(open_engine(path)) as engine:
        outcome = engine.ask(QUESTION).outcome
        where = "in memory" if engine.index.in_memory else "on disk"
        return f"{outcome}, {engine.store.count() - len(starter.claims())} more, index {where}"


def _write(path: Path) -> str:
    with closing(open_engine(path)) as engine:
        engine.store.put([make_claim()])
        return "written"


def _rights(path: Path, whole: bytes, *, file: int, folder: int) -> Path:
    path.write_bytes(whole)
    path.chmod(file)
    path.parent.chmod(folder)
    return path


@pytest.mark.parametrize(
    ("file", "folder"), [(0o444, 0o555), (0o644, 0o755)], ids=["for everybody", "for other users"]
)
def test_a_database_that_may_only_be_read_answers(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes, file: int, folder: int
) -> None:
    path = _rights(shared / "factcheck.db", whole, file=file, folder=folder)
    if os.getuid() != 0 and file != 0o444:
        pytest.skip("only root can become another user")
    assert _in(nobody, _ask, path) == "match, 0 more, index in memory"
    assert _in(nobody, _write, path).startswith("DatabaseReadOnly: ")
    assert path.read_bytes() == whole


def test_a_database_that_may_only_be_read_in_a_folder_that_may_be_written_answers(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes
) -> None:
    path = _rights(shared / "factcheck.db", whole, file=0o444, folder=0o777)
    assert _in(nobody, _ask, path) == "match, 0 more, index on disk"
    assert _in(nobody, _write, path).startswith("DatabaseReadOnly: ")
    assert path.read_bytes() == whole


def test_what_a_running_owner_writes_is_seen_by_those_who_may_only_read(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes
) -> None:
    path = _rights(shared / "factcheck.db", whole, file=0o644, folder=0o755)
    if os.getuid() != 0:
        pytest.skip("only root can become another user")
    with closing(Store(path)) as store:
        store.put([make_claim()])
        assert _in(nobody, _ask, path) == "match, 1 more, index in memory"


def _ask_while_owner_writes(path: Path) -> str:
    with closing(open_engine(path)) as engine:
        engine.ask(QUESTION)
        path.with_name("reading").joinpath("now").touch()
        while not path.with_name("written").exists():
            time.sleep(0.01)
        return _seen(engine)


def _seen(engine: Engine) -> str:
    claim = engine.store.get("zurich-pizza")
    return claim.text if claim else "nothing new"


def test_what_an_owner_writes_later_is_seen_by_those_who_may_only_read(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes
) -> None:
    path = _rights(shared / "factcheck.db", whole, file=0o644, folder=0o755)
    if os.getuid() != 0:
        pytest.xfail("only root can become another user")
    path.with_name("reading").mkdir()
    path.with_name("reading").chmod(0o777)
    reader = nobody.submit(_ask_while_owner_writes, path)
    while not path.with_name("reading").joinpath("now").exists() and not reader.done():
        time.sleep(0.01)
    with closing(Store(path)) as store:
        store.put([make_claim()])
    path.with_name("written").touch()
    assert reader.result() == make_claim().text


def test_a_database_that_may_not_be_read_is_explained(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes
) -> None:
    path = _rights(shared / "factcheck.db", whole, file=0o000, folder=0o755)
    assert "cannot be opened: check that it is a file that you may read" in _in(nobody, _ask, path)


def test_a_folder_that_may_not_be_entered_is_explained(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes
) -> None:
    folder = shared / "closed"
    folder.mkdir()
    path = _rights(folder / "factcheck.db", whole, file=0o644, folder=0o000)
    assert "cannot be opened: check that it is a file that you may read" in _in(nobody, _ask, path)


def test_a_new_database_in_a_folder_that_may_not_be_written_is_explained(
    shared: Path, nobody: ProcessPoolExecutor
) -> None:
    shared.chmod(0o555)
    assert "cannot be opened: check" in _in(nobody, _ask, shared / "new.db")
    told = _in(nobody, _ask, shared / "sub" / "new.db")
    assert "cannot be made (Permission denied): set FACTCHECK_DB to a file" in told
    assert list(shared.iterdir()) == []


def test_an_empty_file_that_may_not_be_written_is_explained(
    shared: Path, nobody: ProcessPoolExecutor
) -> None:
    path = _rights(shared / "factcheck.db", b"", file=0o444, folder=0o555)
    assert _in(nobody, _ask, path).startswith("DatabaseReadOnly: ")


def test_an_index_that_may_not_be_written_is_kept_in_memory(
    shared: Path, nobody: ProcessPoolExecutor, whole: bytes
) -> None:
    path = _rights(shared / "factcheck.db", whole, file=0o666, folder=0o777)
    folder = path.with_name("factcheck.db.index")
    folder.mkdir()
    (folder / "meta.json").touch()
    folder.chmod(0o555)
    assert _in(nobody, _ask, path) == "match, 0 more, index in memory"
    assert _in(nobody, _write, path) == "written"
    assert _in(nobody, _ask, path) == "match, 1 more, index in memory"


def test_a_folder_of_somebody_else_in_the_place_of_the_index_is_left_alone(filled: Path) -> None:
    folder = filled.with_name("factcheck.db.index")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    (folder / "thesis.txt").write_text("years of work")
    with closing(open_engine(filled)) as engine:
        assert engine.ask(QUESTION).outcome == "match"
        assert engine.index.in_memory
    assert (folder / "thesis.txt").read_text() == "years of work"


# Room


def test_a_full_disk_is_explained_and_the_old_content_stays(filled: Path) -> None:
    with closing(Store(filled)) as store:
        revision = store.revision()
        (pages,) = store.file.db.conn.execute("PRAGMA page_count").fetchone()
        store.file.db.conn.execute(f"PRAGMA max_page_count = {pages + 2}")
        many = [make_claim(str(n)) for n in range(500)]
        with pytest.raises(DatabaseError, match=r"The disk is full, nothing was changed in .*: make room"):
            store.put(many)
        assert store.revision() == revision
        assert store.count() == len(starter.claims())
        store.file.db.conn.execute("PRAGMA max_page_count = 1000000")
        store.put(many)
        assert store.count() == len(starter.claims()) + 500
    _answers_with_more(filled, 500)


def _answers_with_more(path: Path, more: int) -> None:
    assert _ask(path).startswith(f"match, {more} more, ")


def _ask_with_little_room(path: Path, room: int) -> str:
    resource = importlib.import_module("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        with closing(open_engine(path)) as engine:
            engine.store.put([make_claim()])
            # Of Linux and macOS: no file may become longer. Python ignores the signal that comes with it.
            resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
            first = engine.ask(QUESTION).outcome
            return f"{first}, {engine.ask(Message('Did the mayor of Zurich ban pineapple pizza?')).outcome}"
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(os.name != "posix", reason="this system has no limit on the length of files")
def test_an_index_for_which_there_is_no_room_still_answers(tmp_path: Path, whole: bytes) -> None:
    with _pool() as pool:  # a new one, which finds no room for what it has yet to load either
        for room in (0, 100, 1_000, 5_000, 30_000, 80_000):
            path = tmp_path / f"{room}.db"
            path.write_bytes(whole)
            assert _in(pool, _ask_with_little_room, path, room) == "match, match", room
            _answers_with_more(path, 1)


def _written_with_little_room(path: Path) -> str:
    resource = importlib.import_module("resource")
    with closing(Store(path)) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000))
        store.put(make_claim(str(n)) for n in range(500))
    return ""


@pytest.mark.skipif(os.name != "posix", reason="this system has no limit on the length of files")
def test_a_limit_on_the_length_of_files_is_no_damage(filled: Path) -> None:
    with _pool() as pool:
        assert "cannot be read or written" in _in(pool, _written_with_little_room, filled)
    _answers(filled)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    command = [str(mount), "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(disk)]
    if not mount or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("a small disk cannot be mounted here")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)


def _fill(disk: Path) -> Path:
    """Leaves no room at all; removing the file that is returned makes room again."""
    with (disk / "filler").open("ab", buffering=0) as filler:
        for size in (65_536, 1):
            try:
                while True:
                    filler.write(b"x" * size)
            except OSError:
                continue
    return disk / "filler"


def test_a_disk_that_is_really_full_is_explained_and_the_old_content_stays(
    small_disk: Path, whole: bytes
) -> None:
    path = small_disk / "factcheck.db"
    path.write_bytes(whole)
    with closing(Store(path)) as store:
        revision = store.revision()
        filler = _fill(small_disk)
        with pytest.raises(DatabaseError, match=r"The disk is full, nothing was changed in .*: make room"):
            store.put(make_claim(str(n)) for n in range(2000))
        assert store.revision() == revision
        assert "The disk is full" in _refused(small_disk / "new.db")
        filler.unlink()
        store.put([make_claim()])
    _answers_with_more(path, 1)


@pytest.mark.parametrize("ready", [False, True], ids=["no index yet", "an older index"])
def test_an_index_on_a_full_disk_still_answers(small_disk: Path, whole: bytes, ready: bool) -> None:
    path = small_disk / "factcheck.db"
    path.write_bytes(whole)
    with closing(open_engine(path)) as engine:
        if ready:
            engine.ask(QUESTION)
        engine.store.put([make_claim()])
        filler = _fill(small_disk)
        for _ in range(2):
            assert engine.ask(QUESTION).outcome == "match"
            assert engine.ask(Message("Did the mayor of Zurich ban pineapple pizza?")).outcome == "match"
    filler.unlink()
    _answers_with_more(path, 1)


# Bad text

BEST_FIRST = ("match", "related", "none")
PIECES = """
    Obama|flexibility|after the election|Did|5G|COVID-19|never|2012|$3 trillion|'; DROP TABLE claims; --|" OR ""="
    |NEAR/2|words:*|AND NOT (|^2~|<script>alert(1)</script>|&amp;|[x](javascript:1)|*_~`|%s{0}\\x00|\u202e|\u2066
    |\u200b|\0|\x1b[31m|\ud83d|\udfff|\ufeff|\ufffe|\U0010ffff|👩\u200d👩\u200d👧|🇨🇭|❤️|مرحبا|שלום|नमस्ते|日本語
    |e\u0301\u0301|ﷺ|İ|ẞ|१२३|½|٣|a.b.c.|!!!|???|...|https://example.org/?q=%00|@someone|#LockHerUp|\n|\r\n|\u2028|.
    | |"|'|“|1,000,000|%
"""
snippets = st.sampled_from([piece.strip(" ") or " " for piece in PIECES.split("|")])
any_character = st.characters(exclude_categories=[])
any_text = st.one_of(
    st.text(any_character),
    st.lists(st.one_of(snippets, st.text(any_character, max_size=8)), max_size=40).map(" ".join),
    st.lists(snippets, max_size=40).map("".join),
)


def _check(answer: Answer) -> None:
    assert 1 <= len(answer.findings) <= MOST_FINDINGS
    assert MOST_FINDINGS == 5
    outcomes = [finding.outcome for finding in answer.findings]
    assert answer.outcome == min(outcomes, key=BEST_FIRST.index)
    for finding in answer.findings:
        assert (finding.claim is None) == (finding.outcome == "none")
        assert bool(finding.differs) == (finding.outcome == "related")
        assert 0 <= finding.probability <= 1
        assert all(other.claim.id != finding.claim.id for other in finding.others if finding.claim)
        finding.statement.encode()  # what is said can be sent


@given(
    text=any_text,
    author=st.none() | st.text(any_character),
    date=st.none() | st.text(any_character) | st.sampled_from(["2012", "2012-13-45", "0000-00-00"]),
    forwarded=st.booleans(),
)
@example(text="\ud83d", author=None, date=None, forwarded=False)
@example(text="1" * 5000, author=None, date=None, forwarded=False)
@example(text="(" * 5000 + '"' * 5000, author=None, date=None, forwarded=True)
@example(
    text="Did Obama say he'd have more flexibility?\0'; DROP TABLE claims", author="", date="", forwarded=True
)
@settings(max_examples=50)
def test_any_text_gets_an_answer_that_holds_together(
    engine: Engine, text: str, author: str | None, date: str | None, forwarded: bool
) -> None:
    _check(engine.ask(Message(text, author, date, forwarded)))
    assert engine.store.count() == len(starter.claims())


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t\r\n",
        "\0",
        "\u200b\u2060\ufeff",
        "👍",
        "👩\u200d👩\u200d👧 ❤️ 🇨🇭",
        "?!",
        "...",
        "\ud83d",
        "\u202e",
    ],
)
def test_nothing_to_read_is_noted_as_empty(engine: Engine, text: str) -> None:
    answer = engine.ask(Message(text))
    assert (answer.outcome, answer.note) == ("none", "empty")
    _check(answer)


@pytest.mark.parametrize("text", ["a", "I", "é", "7", "x?", " ß 👍", "ж", "\u202ea"])
def test_a_single_letter_is_noted_as_short(engine: Engine, text: str) -> None:
    answer = engine.ask(Message(text))
    assert (answer.outcome, answer.note) == ("none", "short")
    _check(answer)


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "piece",
    [
        *(
            "Did Obama say he'd have more flexibility? ",
            "a",
            "word ",
            "7",
            "1,000,000 ",
            "U.S.A.",
            "Mr. ",
            "A B. ",
        ),
        *(
            "日本語",
            "\u0301",
            "((((",
            '"',
            "'",
            "#LockHerUp",
            "https://",
            "?\n",
            "Obama said that Putin said ",
            "<b>",
        ),
    ],
)
def test_a_megabyte_is_noted_as_truncated_and_answered(engine: Engine, piece: str) -> None:
    answer = engine.ask(Message(piece * (1_000_000 // len(piece)), forwarded=True))
    notes = {"link": ["https://"], "short": ["Mr. ", "<b>"], "empty": ["\u0301", "((((", '"', "'", "?\n"]}
    assert answer.note == next((note for note, pieces in notes.items() if piece in pieces), "truncated")
    _check(answer)


@pytest.mark.parametrize(
    "piece",
    [
        "'98 ",
        "May 1 ",
        "was ",
        "not ",
        "n't",
        "1.",
        "1",
        "A.",
        "twenty ",
        "nobody ever ",
        "no other ",
        "#aB",
        "12,",
        "like five ",
    ],
)
def test_what_a_claim_says_is_compared_beside_noise_that_makes_comparing_long(
    engine: Engine, piece: str
) -> None:
    """Each took seconds, and the first two minutes, when nothing bounded what is compared."""
    said = (
        "Obama told Medvedev on a hot mic that he would have more flexibility after his election, on defense "
    )
    answer = engine.ask(Message(said + piece * (20_000 // len(piece))))
    assert answer.outcome in ("match", "related")
    assert answer.findings[0].claim
    assert answer.findings[0].claim.id == "obama-more-flexibility-russia"


def test_a_question_before_a_megabyte_of_noise_is_still_answered(engine: Engine) -> None:
    answer = engine.ask(Message(QUESTION.text + "\n" + "\u200b" * 1_000_000))
    assert (answer.outcome, answer.note) == ("match", "truncated")


@pytest.mark.parametrize("noise", ["\0", "\u200b", "\u202e", "\ud83d", "\x07", "👍"])
def test_a_question_with_noise_in_it_is_answered_as_without(engine: Engine, noise: str) -> None:
    noisy = noise + QUESTION.text.replace(" ", f" {noise}") + noise
    plain = engine.ask(QUESTION).findings[0].claim
    assert plain
    assert [finding.claim for finding in engine.ask(Message(noisy)).findings] == [plain]
