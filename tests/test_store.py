"""The store: what goes in comes out, every change is seen, and many writers at once lose nothing."""

import concurrent.futures
import contextlib
import itertools
import json
import multiprocessing
import sqlite3
import string
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.errors import DatabaseError, FactCheckError
from bot.model import Claim, Quote, Review, Translation
from bot.store import Store

from .claims import make_claim

SPAWN = multiprocessing.get_context("spawn")


def _review(url: str, date: str | None, publisher: str = "Example Check") -> Review:
    return Review(publisher, url, "False", "False", "false", date, f"Title of {url}")


def _changed(store: Store, since: int) -> dict[str, Claim | None]:
    changes = itertools.chain.from_iterable(store.told_since(since, until=store.revision()))
    return {id_: store.get(id_) if told else None for id_, told in changes}


def test_a_claim_comes_back_as_it_was_put(store: Store) -> None:
    claim = make_claim()
    store.put([claim])
    assert store.get(claim.id) == claim


def test_a_claim_with_nothing_but_the_necessary_comes_back_as_it_was_put(store: Store) -> None:
    claim = Claim("bare", "Water is wet.", ())
    store.put([claim])
    assert store.get("bare") == claim


def test_quotes_keep_their_order_whatever_they_say(store: Store) -> None:
    quotes = tuple(
        Quote(text, speaker) for text, speaker in (("z", "B"), ("a", None), ("m", "A"), ("a", "C"))
    )
    store.put([replace(make_claim(), quotes=quotes)])
    assert [claim.quotes for claim in store.claims(["zurich-pizza"])] == [quotes]


def test_reviews_come_newest_first_and_undated_ones_last(store: Store) -> None:
    dates = ("2020", None, "2024-05-01", "2022-03")
    reviews = tuple(_review(f"https://example.org/{date}", date) for date in dates)
    store.put([replace(make_claim(), reviews=reviews)])
    claim = store.get("zurich-pizza")
    assert claim
    assert [review.date for review in claim.reviews] == ["2024-05-01", "2022-03", "2020", None]


def test_the_same_address_may_review_two_claims(store: Store) -> None:
    review = _review("https://example.org/both", "2024")
    store.put([replace(make_claim(id_), reviews=(review,)) for id_ in ("a", "b")])
    assert [claim.reviews for claim in store.claims(["a", "b"])] == [(review,), (review,)]


def test_the_same_review_twice_in_a_claim_is_one_review(store: Store) -> None:
    review = _review("https://example.org/twice", "2024")
    store.put([replace(make_claim(), reviews=(review, review))])
    claim = store.get("zurich-pizza")
    assert claim
    assert claim.reviews == (review,)


def test_putting_a_claim_again_replaces_its_reviews_and_quotes(store: Store) -> None:
    store.put([replace(make_claim(), quotes=(Quote("one"), Quote("two")))])
    changed = replace(make_claim(text="Other words."), reviews=(_review("https://example.org/new", "2025"),))
    store.put([changed])
    assert store.get("zurich-pizza") == changed
    assert store.count() == 1


def test_a_removed_claim_is_gone_with_its_reviews_and_quotes(store: Store, path: Path) -> None:
    store.put([make_claim("stays"), make_claim("goes")])
    store.remove(["goes", "was-never-there"])
    assert store.get("goes") is None
    assert store.get("stays") == make_claim("stays")
    with closing(sqlite3.connect(path)) as other:
        for table in ("reviews", "quotes"):
            assert other.execute(f"SELECT DISTINCT claim FROM {table}").fetchall() == [("stays",)]


def test_claims_come_in_the_order_asked_for_without_those_that_are_not_there(store: Store) -> None:
    store.put(make_claim(id_) for id_ in "abc")
    assert [claim.id for claim in store.claims(["c", "missing", "a"])] == ["c", "a"]
    assert store.claims([]) == []


def test_the_latest_claims_are_those_with_the_newest_review(store: Store) -> None:
    for id_, dates in {"old": ("2001", "2002"), "new": ("1999", "2024"), "between": ("2010",)}.items():
        reviews = tuple(_review(f"https://example.org/{id_}/{date}", date) for date in dates)
        store.put([replace(make_claim(id_), reviews=reviews)])
    assert [claim.id for claim in store.latest(2)] == ["new", "between"]


def test_sources_are_counted_most_reviews_first(store: Store) -> None:
    few = _review("https://example.org/1", "2024-01-01", "Few")
    store.put([replace(make_claim("1"), reviews=(few, _review("https://example.org/2", "2020", "Many")))])
    store.put([replace(make_claim("2"), reviews=(_review("https://example.org/3", "2022", "Many"),))])
    assert store.sources() == [("Many", 2, "2022"), ("Few", 1, "2024-01-01")]


def test_languages_come_most_frequent_first(store: Store) -> None:
    store.put(replace(make_claim(str(n)), language=code) for n, code in enumerate(["de", "en", "en"]))
    assert store.languages() == ["en", "de"]
    assert store.translated_languages() == []
    words = (Translation("fr", "Une pomme."), Translation("es", "Una manzana."))
    store.put([replace(make_claim("told"), translations=words)])
    store.put([replace(make_claim("more"), translations=words[1:])])
    assert store.translated_languages() == ["es", "fr"]


text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
name = text.filter(lambda name: "\0" not in name)


@given(
    claim=st.builds(
        Claim,
        id=name,
        text=text,
        reviews=st.just(()),
        claimant=st.none() | name,
        place=st.none() | text,
        context=text,
        keywords=st.lists(text).map(tuple),
        quotes=st.lists(st.builds(Quote, text=text, speaker=st.none() | text)).map(tuple),
        translations=st.lists(
            st.builds(Translation, text, text, st.lists(text).map(tuple), st.lists(text).map(tuple))
        ).map(tuple),
    )
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was_put(store: Store, claim: Claim) -> None:
    before = store.revision()
    store.put([claim])
    assert store.get(claim.id) == claim
    assert _changed(store, before) == {claim.id: claim}


def test_a_claim_whose_id_has_a_nul_is_refused_or_comes_back(store: Store) -> None:
    claim = make_claim("a\0b")
    with contextlib.suppress(FactCheckError):
        store.put([claim])
    assert store.count() == len(store.claims([claim.id]))


def test_text_that_cannot_be_written_is_explained_and_changes_nothing(store: Store) -> None:
    with pytest.raises(FactCheckError):
        store.put([make_claim("first"), make_claim("second", text="half a character: \ud83d")])
    assert store.count() == 0


def test_a_failing_write_changes_nothing_at_all(store: Store) -> None:
    def claims() -> Iterator[Claim]:
        yield make_claim("first", text="changed")
        yield make_claim("second")
        raise ValueError("the feed broke off")

    store.put([make_claim("first")])
    revision = store.revision()
    with pytest.raises(ValueError, match="broke off"):
        store.put(claims())
    assert store.get("first") == make_claim("first")
    assert store.get("second") is None
    assert store.revision() == revision
    store.put([make_claim("second")])
    assert store.count() == 2


# Changes


def test_every_put_and_remove_grows_the_revision_and_is_told(store: Store) -> None:
    assert store.revision() == 0
    store.put([make_claim("a"), make_claim("b")])
    first = store.revision()
    assert first > 0
    assert _changed(store, 0) == {"a": make_claim("a"), "b": make_claim("b")}
    assert _changed(store, first) == {}
    store.remove(["a"])
    assert store.revision() > first
    assert _changed(store, first) == {"a": None}


def test_all_claims_come_by_id_none_missing_and_none_twice(store: Store) -> None:
    claims = [make_claim(f"{number:04}") for number in range(1234)]
    store.put(reversed(claims))
    assert list(store.all_claims()) == claims


def test_what_the_index_reads_of_a_claim_is_what_the_claim_says(store: Store) -> None:
    reviews = tuple(Review("Facts", f"https://facts.example/{n}", "False", "False", "false") for n in "12")
    reviews = (replace(reviews[0], date="2024-05-03", title="A title"), reviews[1])
    quotes = (Quote("Said second.", "Zoe"), Quote("Said first."))
    full = replace(
        make_claim("full", "Apples are purple."),
        claimant="Jane Doe",
        place="Springfield",
        context="In context.",
        keywords=("fruit", "años"),
        reviews=reviews,
        quotes=quotes,
    )
    words = Translation("es", "Las manzanas son moradas.", ("Jane Doe",), ("fruta",))
    full = replace(full, translations=(words,))
    bare = Claim("bare", full.text, full.reviews)
    store.put([full, bare])
    ((_, told), (_, less)) = sorted(
        next(store.told_since(0, until=store.revision())), key=lambda each: each[0] != "full"
    )
    assert told
    assert (told.id, told.text, told.language, told.context) == ("full", full.text, "en", "In context.")
    assert (told.claimant, told.place, json.loads(told.keywords)) == (
        "Jane Doe",
        "Springfield",
        ["fruit", "años"],
    )
    assert sorted(told.reviews) == [
        ("https://facts.example/1", "A title", "2024-05-03"),
        ("https://facts.example/2", None, None),
    ]
    assert told.quotes == [("Said second.", "Zoe"), ("Said first.", None)]
    assert json.loads(told.translations) == [
        {
            "language": "es",
            "text": words.text,
            "people": ["Jane Doe"],
            "keywords": ["fruta"],
            "essentials": [],
        }
    ]
    assert less
    assert less.translations == "[]"
    assert (less.claimant, less.place, less.context, less.keywords) == (None, None, "", "[]")
    assert (len(less.reviews), less.quotes) == (2, [])


def test_what_the_index_reads_comes_in_batches_and_only_of_what_changed(store: Store) -> None:
    store.put(make_claim(str(n)) for n in range(25))
    first = store.revision()
    batches = list(store.told_since(0, until=first, batch=10))
    assert [len(batch) for batch in batches] == [10, 10, 5]
    told = dict(itertools.chain.from_iterable(batches))
    assert sorted(map(int, told)) == list(range(25))
    assert all(claim and claim.id == id_ and claim.reviews for id_, claim in told.items())
    store.remove(["3"])
    store.put([make_claim("4", "Other.")])
    changed = dict(itertools.chain.from_iterable(store.told_since(first, until=store.revision())))
    assert {id_: claim and claim.text for id_, claim in changed.items()} == {"3": None, "4": "Other."}
    assert list(store.told_since(store.revision(), until=store.revision())) == []
    # What is written after the version that is caught up with is left for the next time.
    assert "4" in {id_ for batch in store.told_since(0, until=store.revision()) for id_, _ in batch}
    assert "4" not in {id_ for batch in store.told_since(0, until=first) for id_, _ in batch}


@pytest.mark.parametrize(
    ("sql", "changed"),
    [
        ("UPDATE claims SET text = 'Other.' WHERE id = 'a'", {"a"}),
        ("UPDATE reviews SET verdict = 'true' WHERE claim = 'a'", {"a"}),
        ("UPDATE quotes SET text = 'Other.' WHERE claim = 'a'", {"a"}),
        ("UPDATE quotes SET claim = 'b', position = 9 WHERE claim = 'a'", {"a", "b"}),
        ("DELETE FROM reviews WHERE claim = 'a'", {"a"}),
        ("DELETE FROM quotes WHERE claim = 'a'", {"a"}),
        ("DELETE FROM claims WHERE id = 'a'", {"a"}),
        ("INSERT INTO quotes (claim, position, text) VALUES ('a', 7, 'More.')", {"a"}),
        (
            "INSERT INTO reviews (claim, source, url, rating, verdict) VALUES ('a', 1, 'u', 'False', 'false')",
            {"a"},
        ),
        (
            "INSERT INTO claims (id, text, language, context, keywords) VALUES ('c', 'New.', 'en', '', '[]')",
            {"c"},
        ),
        ("SELECT 1", set()),
    ],
)
def test_changes_by_another_program_are_seen(store: Store, path: Path, sql: str, changed: set[str]) -> None:
    store.put([make_claim("a"), make_claim("b")])
    before = store.revision()
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(sql)
    assert (store.revision() > before) == bool(changed)
    assert set(_changed(store, before)) == changed


def test_a_database_keeps_its_name_and_no_two_share_one(path: Path, store: Store, tmp_path: Path) -> None:
    with closing(Store(path)) as again, closing(Store(tmp_path / "other.db")) as other:
        assert store.identity() == again.identity()
        assert store.identity() != other.identity()
        assert len(store.identity()) == 16
        assert set(store.identity()) <= set(string.hexdigits)


# Many at once


def test_the_database_is_in_wal_mode(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_threads_that_write_at_once_lose_nothing(store: Store) -> None:
    def write(thread: int) -> None:
        for n in range(15):
            store.put([make_claim(f"{thread}-{n}")])

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(8)))
    ids = [f"{thread}-{n}" for thread in range(8) for n in range(15)]
    assert store.claims(ids) == [make_claim(id_) for id_ in ids]
    assert store.sources() == [("Example Check", len(ids), "2026-01-02")]


def test_a_claim_is_read_whole_while_another_program_replaces_it(store: Store, path: Path) -> None:
    def replace_it(statement: str) -> None:
        if "FROM quotes" in statement or "JOIN quotes" in statement:
            store.file.db.conn.set_trace_callback(None)
            other.put([after])

    before, after = (
        replace(make_claim(text=words), quotes=(Quote(words),), reviews=(_review(words, "2024"),))
        for words in ("before", "after")
    )
    store.put([before])
    with closing(Store(path)) as other:
        store.file.db.conn.set_trace_callback(replace_it)
        seen = store.get("zurich-pizza")
        assert other.get("zurich-pizza") == after
    assert seen in (before, after)


def _write_in_process(start: Barrier, path: Path, name: str) -> None:
    start.wait(30)
    with closing(Store(path)) as store:
        for n in range(15):
            store.put([make_claim(f"{name}-{n}"), make_claim("shared", text=f"{name} {n}")])


def _make_in_process(start: Barrier, path: Path, name: str) -> None:
    for n in range(10):
        start.wait(30)
        with closing(Store(path.with_name(f"{n}.db"))) as store:
            store.put([make_claim(name)])


def _run_together(function: Callable[[Barrier, Path, str], None], path: Path, names: str) -> None:
    start = SPAWN.Barrier(len(names))
    processes = [SPAWN.Process(target=function, args=(start, path, name)) for name in names]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(names)


def test_processes_that_write_at_once_lose_nothing(store: Store, path: Path) -> None:
    _run_together(_write_in_process, path, "abcd")
    ids = [f"{name}-{n}" for name in "abcd" for n in range(15)]
    assert store.claims(ids) == [make_claim(id_) for id_ in ids]
    shared = store.get("shared")
    assert shared
    assert shared.text in {f"{name} 14" for name in "abcd"}


def test_processes_that_make_the_same_new_database_at_once_both_work(tmp_path: Path) -> None:
    _run_together(_make_in_process, tmp_path / "any.db", "abc")
    for n in range(10):
        with closing(Store(tmp_path / f"{n}.db")) as store:
            assert store.claims(["a", "b", "c"]) == [make_claim(id_) for id_ in "abc"]
            with closing(sqlite3.connect(store.path)) as other:
                assert other.execute("SELECT count(*) FROM state").fetchone() == (2,)


def test_a_closed_store_holds_no_file_and_can_be_used_again(store: Store, path: Path) -> None:
    store.put([make_claim()])
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: store.count(), range(4)))
    store.close()
    assert not path.with_name("factcheck.db-wal").exists()  # SQLite removes it with the last connection
    assert store.count() == 1


def test_an_unforeseen_database_error_is_still_explained(store: Store, path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("DROP TABLE quotes")
    with pytest.raises(DatabaseError, match="cannot be used"):
        store.get("a")
