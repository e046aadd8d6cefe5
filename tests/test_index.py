"""The index: up to date with the store whoever wrote to it, and made anew whenever it is not whole."""

import concurrent.futures
import json
import multiprocessing
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import DatabaseBusy
from bot.index import Index
from bot.language.common_words import most_telling
from bot.language.text import words
from bot.model import Claim
from bot.store import Store

from .claims import make_claim

HOLD_LOCK = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.read()
"""


def _stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


def _found(index: Index, text: str) -> list[str]:
    index.refresh()
    return sorted(id_ for id_, _ in index.search(_stems(text), 10))


def _put(store: Store, **texts: str) -> None:
    store.put(make_claim(id_, text) for id_, text in texts.items())


@contextmanager
def _held(index: Index) -> Iterator[None]:
    """Another process holds the index's lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_LOCK, f"{index.folder}.lock"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"held\n"
        yield
        process.communicate()


@pytest.fixture
def index(store: Store) -> Index:
    """An index on disk of two claims, apples and bananas."""
    _put(store, apples="Apples are purple.", bananas="Bananas are square.")
    index = Index(store)
    index.refresh()
    return index


# Searching


def test_a_claim_is_found_by_any_of_its_words(index: Index) -> None:
    for asked in ("apples", "purple", "an apple", "pineapple apples purple"):
        assert "apples" in _found(index, asked)


def test_the_claim_that_shares_most_comes_first_and_no_more_than_asked_for(index: Index) -> None:
    stems = _stems("purple apples are no bananas")
    assert [id_ for id_, _ in index.search(stems, 10)] == ["apples", "bananas"]
    assert [id_ for id_, _ in index.search(stems, 1)] == ["apples"]


@pytest.mark.parametrize("asked", ["bannanas", "banaans", "bananaz", "skuare", "purpel"])
def test_a_typo_finds_the_claim(index: Index, asked: str) -> None:
    assert index.frequency(_stems(asked)[0]) == 0
    assert _found(index, asked) == ["apples" if asked == "purpel" else "bananas"]


def test_no_words_find_nothing(index: Index) -> None:
    assert index.search([], 10) == []


def test_words_that_no_claim_has_find_nothing(index: Index) -> None:
    assert _found(index, "xylophone") == []


@pytest.mark.parametrize("stem", ["+", "a:b", "*", '"', "words:apples", "AND", "", "\0", "a" * 70_000])
def test_a_word_that_looks_like_query_syntax_is_only_a_word(index: Index, stem: str) -> None:
    assert index.search([stem], 10) == []
    assert index.search([stem, *_stems("purple")], 1)[0][0] == "apples"


def test_a_word_may_be_unfinished_however_long_it_is(index: Index) -> None:
    assert [id_ for id_, _ in index.search([], 10, prefix="purp")] == ["apples"]
    assert index.search([], 10, prefix="a" * 20_000) == []


def test_an_empty_database_has_an_empty_index(store: Store) -> None:
    index = Index(store)
    assert _found(index, "apples") == []
    assert index.count() == 0
    assert index.rarity("apples") > 0.9


def test_a_rare_word_tells_more_than_a_common_one(store: Store) -> None:
    store.put(make_claim(str(n), "The mayor likes it" + " again" * (n < 5)) for n in range(20))
    _put(store, quokka="The mayor likes a quokka")
    index = Index(store)
    rarities = [index.rarity(stem) for stem in _stems("mayor again quokka xylophone")]
    assert rarities == sorted(set(rarities))
    assert rarities[0] < 0.1
    assert rarities[-1] > 0.9


def test_where_claims_are_few_a_word_that_is_common_elsewhere_tells_little(index: Index) -> None:
    video, quokka = _stems("video quokka")
    assert index.frequency(video) == index.frequency(quokka) == 0
    assert index.rarity(video) == most_telling(video) < 0.4 < index.rarity(quokka)


def test_rarity_follows_the_claims(index: Index) -> None:
    (stem,) = _stems("apples")
    before = index.rarity(stem)
    _put(index._store, more="Apples are round.", most="Apples are flat.")
    index.refresh()
    assert index.rarity(stem) < before


# Keeping up


def test_a_claim_is_found_after_it_was_put_and_not_after_it_was_removed(store: Store, index: Index) -> None:
    assert _found(index, "cherries") == []
    _put(store, cherries="Cherries are long.")
    assert _found(index, "cherries") == ["cherries"]
    store.remove(["cherries"])
    assert _found(index, "cherries") == []
    assert index.count() == 2


def test_a_changed_claim_is_found_by_its_new_words_only(store: Store, index: Index) -> None:
    _put(store, apples="Apricots are purple.")
    assert _found(index, "apricots") == ["apples"]
    assert _found(index, "apples") == []
    assert index.count() == 2


def test_words_are_as_rare_after_a_claim_was_changed_as_before(store: Store, index: Index) -> None:
    _put(store, a="The mayor has golden bathtubs", b="The moon is made of cheese")
    index.refresh()
    before = index.frequency("bathtub"), index.rarity("bathtub")
    for year in range(3):
        _put(store, a=f"The mayor has golden bathtubs, he said in 202{year}")
        index.refresh()
        assert (index.frequency("bathtub"), index.rarity("bathtub")) == before
    assert index.count() == store.count()


def test_what_another_store_writes_is_found(index: Index, path: Path) -> None:
    with closing(Store(path)) as other:
        _put(other, cherries="Cherries are long.")
        other.remove(["bananas"])
    assert _found(index, "cherries bananas") == ["cherries"]


def test_what_another_program_writes_is_found(index: Index, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE claims SET text = 'Apricots are purple.' WHERE id = 'apples'")
    assert _found(index, "apricots") == ["apples"]


def _put_and_index_in_process(path: Path) -> None:
    with closing(Store(path)) as store:
        _put(store, cherries="Cherries are long.")
        Index(store).refresh()


def test_what_another_process_writes_and_indexes_is_found(index: Index, path: Path) -> None:
    process = multiprocessing.get_context("spawn").Process(target=_put_and_index_in_process, args=(path,))
    process.start()
    process.join()
    assert process.exitcode == 0
    assert _found(index, "cherries") == ["cherries"]
    assert index.count() == 3
    assert not index.in_memory


def test_an_index_on_disk_is_used_again_and_only_caught_up(store: Store, index: Index) -> None:
    def files() -> set[str]:
        return {file.name for file in index.folder.iterdir() if file.suffix == ".store"}

    before = files()
    again = Index(store)
    assert _found(again, "apples") == ["apples"]
    assert files() == before
    _put(store, cherries="Cherries are long.")
    assert _found(again, "cherries") == ["cherries"]
    assert before < files()


def test_threads_search_while_another_writes(store: Store, index: Index) -> None:
    def search(_: int) -> bool:
        return all(_found(index, "bananas") == ["bananas"] for _ in range(20))

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        searching = pool.map(search, range(3))
        for n in range(10):
            _put(store, cherries=f"Cherries are {n} long.")
        assert list(searching) == [True] * 3
    assert _found(index, "cherries") == ["cherries"]
    assert index.count() == 3


# Damage


def _files(folder: Path) -> list[str]:
    """The files of an index, by what they are called in every index."""
    return sorted({file.name if file.name[0] in ".ms" else file.suffix for file in folder.iterdir()})


KINDS = (".fast", ".fieldnorm", ".idx", ".managed.json", ".pos", ".store")
KINDS += (".tantivy-meta.lock", ".tantivy-writer.lock", ".term", "meta.json", "stamp.json")
DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda content: b"",
    "truncated": lambda content: content[: len(content) // 2],
    "longer": lambda content: content + b"x",
    "garbage": lambda content: b"\xff\x00 garbage" * 99,
    "garbage of the same size": lambda content: b"\xfe" * len(content),
    "garbage in the middle": lambda content: bytes(
        b ^ (9 if 20 < at < 90 else 0) for at, b in enumerate(content)
    ),
}


def test_every_file_of_an_index_is_tried(index: Index) -> None:
    assert _files(index.folder) == sorted(KINDS)


@pytest.fixture(scope="module")
def workers() -> Iterator[list[concurrent.futures.ProcessPoolExecutor]]:
    """Another process, to see what ends it."""
    pools = [_worker()]
    yield pools
    pools[0].shutdown()


def _worker() -> concurrent.futures.ProcessPoolExecutor:
    return concurrent.futures.ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def _use_in_process(path: Path) -> list[object]:
    with closing(Store(path)) as store:
        seen: list[object] = []
        for _ in range(2):
            index = Index(store)
            seen += [_found(index, "apples"), _found(index, "square"), index.count()]
        _put(store, cherries="Cherries are long.")
        return [*seen, _found(index, "cherries"), index.count(), index.in_memory]


@pytest.mark.parametrize(
    ("kind", "damage"),
    [pytest.param(kind, damage) for kind in KINDS for damage in [*DAMAGE, "missing"]],
)
def test_a_damaged_index_finds_what_it_should(
    index: Index, path: Path, workers: list[concurrent.futures.ProcessPoolExecutor], kind: str, damage: str
) -> None:
    (file,) = [file for file in index.folder.iterdir() if file.name == kind or file.suffix == kind]
    content = file.read_bytes()
    file.unlink()
    if damage != "missing":
        file.write_bytes(DAMAGE[damage](content))
    try:
        seen = workers[0].submit(_use_in_process, path).result()
    except BrokenProcessPool:
        workers[0].shutdown()
        workers[0] = _worker()
        pytest.fail("the process was ended by its index")
    found = [["apples"], ["bananas"], 2]
    assert seen == [*found, *found, ["cherries"], 3, False]


def test_an_index_whose_folder_is_gone_is_built_anew(store: Store, index: Index) -> None:
    shutil.rmtree(index.folder)
    assert _found(Index(store), "apples") == ["apples"]
    assert (index.folder / "stamp.json").exists()


def test_a_running_index_whose_folder_is_gone_goes_on(store: Store, index: Index) -> None:
    shutil.rmtree(index.folder)
    assert _found(index, "apples") == ["apples"]
    _put(store, cherries="Cherries are long.")
    assert _found(index, "cherries apples") == ["apples", "cherries"]


@pytest.mark.parametrize(
    "change",
    [
        {"format": -1},
        {"database": "another"},
        {"version": [10_000, 1, "another"]},
        {"files": {}},
        {"more": 1},
        {"format": None},
    ],
    ids=str,
)
def test_an_index_that_is_not_of_this_database_and_format_is_built_anew(
    store: Store, index: Index, change: dict[str, object]
) -> None:
    # What the index on disk holds is of another database: nothing that is found here.
    elsewhere = Store(store.path.with_name("elsewhere.db"))
    with closing(elsewhere):
        _put(elsewhere, foreign="Quokkas are apples.")
        foreign = Index(elsewhere)
        foreign.refresh()
    right = json.loads((index.folder / "stamp.json").read_text("utf-8"))
    sizes = json.loads((foreign.folder / "stamp.json").read_text("utf-8"))["files"]
    shutil.rmtree(index.folder)
    foreign.folder.rename(index.folder)
    (index.folder / "stamp.json").write_text(json.dumps({**right, "files": sizes, **change}), "utf-8")
    again = Index(store)
    assert _found(again, "apples quokkas") == ["apples"]
    assert again.count() == 2
    assert {**json.loads((index.folder / "stamp.json").read_text("utf-8")), **right}.keys() == right.keys()


def test_an_index_copied_from_another_database_is_built_anew(store: Store, index: Index) -> None:
    with closing(Store(store.path.with_name("other.db"))) as other:
        _put(other, quokkas="Quokkas are purple.", bananas="Bananas are round.")
        copied = Index(other)
        shutil.copytree(index.folder, copied.folder)
        assert _found(copied, "purple square") == ["quokkas"]


# Restoring


@pytest.fixture
def backup(store: Store, index: Index, path: Path) -> Iterator[Callable[[], None]]:
    """Brings the database back to what it was with apples and bananas, under the open store's feet."""
    with closing(sqlite3.connect(":memory:")) as kept:
        with closing(sqlite3.connect(path)) as now:
            now.backup(kept)

        def restore() -> None:
            with closing(sqlite3.connect(path)) as now:
                kept.backup(now)

        yield restore


def _change(store: Store) -> None:
    _put(store, apples="Apricots are purple.", cherries="Cherries are long.")
    store.remove(["bananas"])


ASKED = "apples apricots bananas cherries"


@pytest.mark.parametrize("running", [True, False])
def test_a_database_restored_to_an_older_revision_is_indexed_as_it_is(
    store: Store, index: Index, backup: Callable[[], None], running: bool
) -> None:
    _change(store)
    assert _found(index, ASKED) == ["apples", "cherries"]
    backup()
    index = index if running else Index(store)
    assert _found(index, ASKED) == ["apples", "bananas"]
    assert _found(index, "apricots") == []


@pytest.mark.parametrize("running", [True, False])
def test_a_database_restored_and_then_changed_is_indexed_as_it_is(
    store: Store, index: Index, backup: Callable[[], None], running: bool
) -> None:
    _change(store)
    assert _found(index, ASKED) == ["apples", "cherries"]
    revision = store.revision()
    backup()
    while store.revision() <= revision:
        _put(store, dates="Dates are heavy.")
    index = index if running else Index(store)
    assert _found(index, ASKED + " dates") == ["apples", "bananas", "dates"]
    assert _found(index, "apricots") == []


# Where the index cannot be written


@pytest.fixture
def in_memory(store: Store, path: Path) -> Index:
    """An index that something in the way keeps from being written."""
    path.with_name("factcheck.db.index").write_text("in the way", "utf-8")
    _put(store, apples="Apples are purple.", bananas="Bananas are square.")
    index = Index(store)
    index.refresh()
    return index


def test_an_index_that_cannot_be_written_is_kept_in_memory_and_keeps_up(
    store: Store, in_memory: Index
) -> None:
    assert in_memory.in_memory
    assert _found(in_memory, ASKED) == ["apples", "bananas"]
    _change(store)
    assert _found(in_memory, ASKED) == ["apples", "cherries"]
    assert in_memory.count() == 2
    assert in_memory.folder.read_text("utf-8") == "in the way"


def test_an_index_whose_lock_cannot_be_made_is_kept_in_memory(store: Store, path: Path) -> None:
    path.with_name("factcheck.db.index.lock").mkdir()
    _put(store, apples="Apples are purple.")
    index = Index(store)
    assert _found(index, "apples") == ["apples"]
    assert index.in_memory


def test_a_database_restored_under_an_index_in_memory_is_indexed_as_it_is(
    store: Store, in_memory: Index, path: Path
) -> None:
    with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(path)) as now:
        now.backup(kept)
        _change(store)
        assert _found(in_memory, ASKED) == ["apples", "cherries"]
        kept.backup(now)
    assert _found(in_memory, ASKED) == ["apples", "bananas"]


# Sharing


def test_a_running_index_answers_from_what_it_has_while_another_process_writes(
    store: Store, index: Index
) -> None:
    with _held(index):
        _put(store, cherries="Cherries are long.")
        assert _found(index, "apples") == ["apples"]
        assert _found(index, "cherries") == []
    assert _found(index, "cherries") == ["cherries"]
    assert not index.in_memory


def test_a_new_index_that_is_up_to_date_needs_no_lock(store: Store, index: Index) -> None:
    with _held(index):
        assert _found(Index(store, lock_seconds=0), "apples") == ["apples"]


def test_a_new_index_that_waits_in_vain_says_so_and_works_later(store: Store, index: Index) -> None:
    _put(store, cherries="Cherries are long.")
    new = Index(store, lock_seconds=0.1)
    with _held(index), pytest.raises(DatabaseBusy, match="wait until it is done and try again"):
        new.refresh()
    assert _found(new, "cherries") == ["cherries"]


def test_a_lock_file_left_by_a_process_that_died_is_no_hindrance(store: Store, index: Index) -> None:
    with _held(index):
        pass
    Path(f"{index.folder}.lock").touch()
    _put(store, cherries="Cherries are long.")
    assert _found(Index(store, lock_seconds=0), "cherries") == ["cherries"]


def _index_in_process(path: Path) -> None:
    with closing(Store(path)) as store:
        for n in range(5):
            _put(store, **{f"claim{id(store)}x{n}": f"Cherries are {n} long."})
            index = Index(store)
            index.refresh()
            if index.in_memory:
                raise AssertionError


def test_processes_that_index_at_once_all_work(store: Store, index: Index, path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    processes = [spawn.Process(target=_index_in_process, args=(path,)) for _ in range(3)]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0]
    assert _found(index, "apples") == ["apples"]
    assert index.count() == store.count()


def test_a_claim_is_found_by_the_first_of_very_many_other_words(store: Store, index: Index) -> None:
    words = ("quokka", *(f"filler{n}" for n in range(200)), "wombat")
    store.put([replace(make_claim("a", "The mayor has golden bathtubs"), keywords=words)])
    assert (_found(index, "quokka"), _found(index, "wombat")) == (["a"], [])


def test_every_word_of_a_long_post_counts(tmp_path: Path) -> None:
    others = [Claim(f"other-{n}", f"zebra{n} quagga{n}", ()) for n in range(80)]
    stems = [f"zebra{n}" for n in range(80)] + ["okapi", "giraff"]
    with closing(Store(tmp_path / "factcheck.db")) as store:
        store.put([*others, Claim("wanted", "okapi giraffe", ())])
        assert Index(store).search(stems, 100)[0][0] == "wanted"


def test_the_longer_the_contexts_are_the_more_they_count(tmp_path: Path) -> None:
    def share(length: int) -> float:
        filler = " ".join(f"word{n}" for n in range(length))
        said = Claim("said", "okapi giraffe tapir", (), context=filler)
        told = Claim("told", "zebra quagga onager", (), context=f"okapi giraffe {filler}")
        rest = [Claim(f"rest-{n}", f"lemur{n} loris{n} indri{n}", (), context=filler) for n in range(9)]
        with closing(Store(tmp_path / f"{length}.db")) as store:
            store.put([said, told, *rest])
            scores = dict(Index(store).search(["okapi", "giraff"], 10))
        return scores["told"] / scores["said"]

    assert share(10) < 0.5 < 1 < share(500)
