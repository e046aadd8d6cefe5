"""What an operator does to single claims: which review is meant, what is refused, and two changes at once."""

import datetime
import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.errors import BadAnswer, UsageError
from bot.memory.catalogue import Catalogue
from bot.model import Claim, Quote, Translation
from bot.sources import curating, gathering, importing, typed
from bot.sources.incoming import Defaults
from bot.sources.sync import followed
from bot.store import Store

from .claims import make_claim

NOW = datetime.datetime(2026, 6, 1, tzinfo=datetime.timezone.utc)
TODAY = NOW.date()
SAID = "The minister sold the national library to a carpet company"
GIVEN = {"claim": SAID, "publisher": "Alpha", "url": "https://alpha.example/1", "rating": "False"}


@pytest.fixture
def other(catalogue: Catalogue, path: Path) -> Iterator[Catalogue]:
    """What another process has of the same database."""
    store = Store(path)
    yield Catalogue(store)
    store.close()


def read(catalogue: Catalogue, tmp_path: Path, publisher: str = "Alpha", **changes: Any) -> None:
    node = {
        "@type": "ClaimReview",
        "url": f"https://{publisher.lower()}.example/1",
        "claimReviewed": SAID,
        "author": {"@type": "Organization", "name": publisher},
        "reviewRating": {"alternateName": "False"},
        **changes,
    }
    (tmp_path / "feed.json").write_text(json.dumps(node), "utf-8")
    importing.run(
        catalogue, gathering.files(tmp_path / "feed.json", Defaults(TODAY), follow=followed), now=NOW
    )


@pytest.fixture
def merged(catalogue: Catalogue, tmp_path: Path) -> Claim:
    """One claim with the reviews of two publishers, Beta's the newest."""
    read(catalogue, tmp_path, "Alpha", datePublished="2024-01-01")
    read(catalogue, tmp_path, "Beta", datePublished="2024-02-01")
    [claim] = catalogue.find()
    assert [review.publisher for review in claim.reviews] == ["Beta", "Alpha"]
    return claim


# Which review


def test_of_several_reviews_the_editor_says_which_is_changed(catalogue: Catalogue, merged: Claim) -> None:
    with pytest.raises(UsageError, match="has 2 reviews: say which with --review NUMBER"):
        curating.edited(catalogue, merged.id, {"publisher": "Alpha2"}, TODAY)
    with pytest.raises(UsageError, match="has no such review"):
        curating.edited(catalogue, merged.id, {"rating": "True"}, TODAY, review="3")
    assert catalogue.store.get(merged.id) == merged
    curating.edited(catalogue, merged.id, {"place": "Springfield"}, TODAY)
    curating.edited(catalogue, merged.id, {"publisher": "Alpha2"}, TODAY, review="2")
    claim = curating.edited(catalogue, merged.id, {"rating": "True"}, TODAY, review="https://beta.example/1")
    assert [(review.publisher, review.verdict) for review in claim.reviews] == [
        ("Beta", "true"),
        ("Alpha2", "false"),
    ]


def test_a_change_gives_the_reviews_in_the_order_in_which_they_are_numbered(
    catalogue: Catalogue, merged: Claim
) -> None:
    claim = curating.edited(catalogue, merged.id, {"review_date": "2025-01-01"}, TODAY, review="2")
    assert [review.publisher for review in claim.reviews] == ["Alpha", "Beta"]
    assert claim == catalogue.store.get(merged.id)


def test_two_reviews_are_not_put_at_one_address(catalogue: Catalogue, merged: Claim) -> None:
    with pytest.raises(UsageError, match=r"Another review of this claim is at https://beta.example/1"):
        curating.edited(catalogue, merged.id, {"url": "https://beta.example/1"}, TODAY, review="2")
    assert catalogue.store.get(merged.id) == merged


def test_a_split_takes_the_review_as_it_is_now_and_says_so_if_it_finds_none(
    catalogue: Catalogue, merged: Claim
) -> None:
    curating.edited(catalogue, merged.id, {"url": "https://beta.example/2"}, TODAY, review="1")
    with pytest.raises(UsageError, match=r"Nothing was taken out, for no review of .* is at https://beta"):
        curating.split(catalogue, 1)
    assert catalogue.store.count() == 1
    back = {"url": "https://beta.example/1", "rating": "Satire"}
    curating.edited(catalogue, merged.id, back, TODAY, review="1")
    own, _ = curating.split(catalogue, 1)
    assert [(review.publisher, review.verdict) for review in own.reviews] == [("Beta", "satire")]
    assert [review.publisher for review in curating.get(catalogue, merged.id).reviews] == ["Alpha"]


def test_a_review_that_was_split_off_while_its_claim_was_removed_does_not_come_back_with_it(
    catalogue: Catalogue, merged: Claim
) -> None:
    curating.remove(catalogue, merged.id, NOW)
    own, _ = curating.split(catalogue, 1)
    assert catalogue.find() == [own]
    curating.restore(catalogue, merged.id)
    assert [review.publisher for review in curating.get(catalogue, merged.id).reviews] == ["Alpha"]


# Removed, and there again


def test_a_claim_that_is_added_again_is_not_removed_any_more(catalogue: Catalogue) -> None:
    claim = curating.added(catalogue, GIVEN, TODAY)
    curating.remove(catalogue, claim.id, NOW)
    curating.added(catalogue, {**GIVEN, "place": "Springfield"}, TODAY)
    assert catalogue.removed() == []
    with pytest.raises(UsageError, match="was removed"):
        curating.restore(catalogue, claim.id)
    assert curating.get(catalogue, claim.id).place == "Springfield"


def test_a_claim_that_is_there_again_is_not_overwritten_by_one_that_was_removed(catalogue: Catalogue) -> None:
    claim = curating.added(catalogue, GIVEN, TODAY)
    curating.remove(catalogue, claim.id, NOW)
    catalogue.store.put([replace(claim, place="Springfield")])
    with pytest.raises(UsageError, match="again, which would be overwritten"):
        curating.restore(catalogue, claim.id)
    assert curating.get(catalogue, claim.id).place == "Springfield"


# Two at once


def meanwhile(
    monkeypatch: pytest.MonkeyPatch, owner: object, name: str, act: Callable[[], object]
) -> Callable[[], None]:
    """As soon as this is called, another process begins to act, and has half a second for it before the call
    is done; the function to wait until it has."""
    original, failed = getattr(owner, name), list[BaseException]()

    def acting() -> None:
        try:
            act()
        except BaseException as error:
            failed.append(error)

    thread = threading.Thread(target=acting)

    def called(*args: Any, **options: Any) -> Any:
        monkeypatch.setattr(owner, name, original)
        found = original(*args, **options)
        thread.start()
        thread.join(0.5)
        return found

    monkeypatch.setattr(owner, name, called)

    def done() -> None:
        thread.join()
        for error in failed:
            raise error

    return done


def test_of_two_edits_at_once_none_is_lost(
    catalogue: Catalogue, other: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.store.put([make_claim()])
    done = meanwhile(
        monkeypatch,
        catalogue.store,
        "get",
        lambda: curating.edited(other, "zurich-pizza", {"place": "Zurich"}, TODAY),
    )
    curating.edited(catalogue, "zurich-pizza", {"claimant": "Jane Doe"}, TODAY)
    done()
    claim = curating.get(catalogue, "zurich-pizza")
    assert (claim.place, claim.claimant) == ("Zurich", "Jane Doe")


def test_of_two_who_add_a_claim_at_once_one_hears_that_it_is_there(
    catalogue: Catalogue, other: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = meanwhile(
        monkeypatch, catalogue.store, "get", lambda: curating.added(other, {**GIVEN, "place": "B"}, TODAY)
    )
    curating.added(catalogue, GIVEN, TODAY)
    with pytest.raises(BadAnswer, match="This claim is there already"):
        done()
    assert catalogue.find()[0].place is None


def test_what_an_editor_changes_during_an_import_stays_so(
    catalogue: Catalogue, other: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(catalogue, tmp_path, "Alpha")
    [claim] = catalogue.find()
    ours = {"claimant": "Jane Doe", "context": "Ours."}
    done = meanwhile(
        monkeypatch, catalogue, "edited_ids", lambda: curating.edited(other, claim.id, ours, TODAY)
    )
    read(catalogue, tmp_path, "Alpha", description="Theirs")
    done()
    now = curating.get(catalogue, claim.id)
    assert (now.claimant, now.context) == ("Jane Doe", "Ours.")


def test_what_an_editor_took_away_stays_away_when_a_publisher_changes_something(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    theirs = {"abstract": "Theirs.", "keywords": ["library"]}
    read(catalogue, tmp_path, "Alpha", **theirs)
    [claim] = catalogue.find()
    curating.edited(catalogue, claim.id, {"context": "", "keywords": ""}, TODAY)
    read(catalogue, tmp_path, "Alpha", **theirs, datePublished="2024-01-01")
    read(catalogue, tmp_path, "Beta", **theirs)
    now = curating.get(catalogue, claim.id)
    assert (now.context, now.keywords) == ("", ())
    assert [(each.publisher, each.date) for each in now.reviews] == [("Alpha", "2024-01-01"), ("Beta", None)]


def test_what_an_editor_removes_during_an_import_does_not_come_back(
    catalogue: Catalogue, other: Catalogue, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(catalogue, tmp_path, "Alpha")
    [claim] = catalogue.find()
    done = meanwhile(monkeypatch, catalogue, "edited_ids", lambda: curating.remove(other, claim.id, NOW))
    read(catalogue, tmp_path, "Alpha", description="Theirs")
    done()
    assert catalogue.find() == []
    assert catalogue.removed_ids([claim.id]) == {claim.id}


# Quotes, words, languages


def quoted(catalogue: Catalogue, *said: str) -> str:
    catalogue.store.put([replace(make_claim(), quotes=tuple(Quote(words, "Ada") for words in said))])
    return "zurich-pizza"


def test_an_empty_quote_takes_the_first_away_and_no_other(catalogue: Catalogue) -> None:
    id_ = quoted(catalogue, "one", "two")
    claim = curating.edited(catalogue, id_, {"quote": "1", "speaker": ""}, TODAY)
    assert claim.quotes == (Quote("1"), Quote("two", "Ada"))
    assert curating.edited(catalogue, id_, {"quote": ""}, TODAY).quotes == (Quote("two", "Ada"),)
    assert curating.edited(catalogue, id_, {"quote": ""}, TODAY).quotes == ()


def test_a_speaker_without_a_quote_is_refused(catalogue: Catalogue) -> None:
    with pytest.raises(BadAnswer, match="Give --quote too"):
        curating.edited(catalogue, quoted(catalogue), {"speaker": "Jane Doe"}, TODAY)
    with pytest.raises(BadAnswer, match="Give --quote too"):
        curating.drafted({**GIVEN, "speaker": "Jane Doe"}, TODAY)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("claim", "x" * 50_000, "has 50,000 characters, more than 20,000"),
        ("date", "03/04/2020", "03/04/2020 may be two days: write it as YYYY-MM-DD"),
        ("review_date", "2020-13-45", "is no day"),
        ("language", "klingon", "klingon is no language: give an ISO 639 code"),
        ("url", "javascript:x", "is no address"),
    ],
)
def test_what_cannot_be_kept_as_it_was_typed_is_refused(name: str, value: str, sentence: str) -> None:
    with pytest.raises(BadAnswer, match=sentence) as caught:
        curating.drafted({**GIVEN, name: value}, TODAY)
    assert caught.value.field == name


def test_what_an_editor_types_is_kept_as_it_is() -> None:
    given = {
        "claim": "If a<b then c>d holds in algebra",
        "publisher": "My <News> & Co",
        "url": "https://example.org/?a=1&section=2",
        "date": "2020",
        "review_date": "31.12.2020",
        "language": "en-US",
    }
    assert typed.values(given, TODAY) == {**given, "review_date": "2020-12-31", "language": "en"}


def test_other_words_are_separated_by_bars_or_commas(catalogue: Catalogue) -> None:
    claim = curating.added(catalogue, {**GIVEN, "keywords": "moon|swiss cheese, 10,000,gruyère"}, TODAY)
    assert claim.keywords == ("moon", "swiss cheese", "10,000", "gruyère")
    assert curating.edited(catalogue, claim.id, {"place": "Bern"}, TODAY).keywords == claim.keywords
    assert curating.edited(catalogue, claim.id, {"keywords": ""}, TODAY).keywords == ()
    needed = curating.edited(catalogue, claim.id, {"essentials": "moon | luna;; cheese|"}, TODAY)
    assert needed.essentials == ("moon|luna", "cheese")
    assert curating.edited(catalogue, claim.id, {"place": "Bonn"}, TODAY).essentials == needed.essentials
    assert curating.edited(catalogue, claim.id, {"essentials": ""}, TODAY).essentials == ()


def test_a_claim_is_not_put_into_a_language_that_it_is_translated_into(catalogue: Catalogue) -> None:
    catalogue.store.put([replace(make_claim(), translations=(Translation("es", "La pizza."),))])
    with pytest.raises(UsageError, match="'factcheck translate zurich-pizza es --remove'"):
        curating.edited(catalogue, "zurich-pizza", {"language": "ES"}, TODAY)
    with pytest.raises(UsageError, match="A claim needs --language"):
        curating.edited(catalogue, "zurich-pizza", {"language": ""}, TODAY)
    assert curating.edited(catalogue, "zurich-pizza", {"language": "de-CH"}, TODAY).language == "de"


# Listing


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("relations mali", True),
        ("MÁS DE 13", True),
        ("zurich-pizza", True),
        ("mali turkey", False),
        ("%", False),
        ("_", False),
    ],
)
def test_a_claim_is_listed_by_all_of_some_words_literally(
    catalogue: Catalogue, text: str, found: bool
) -> None:
    catalogue.store.put([make_claim(text="Mali broke off relations más de 13 times.")])
    assert bool(catalogue.find(text=text)) == found


def test_a_claim_is_listed_by_a_part_of_its_publishers_name_literally(catalogue: Catalogue) -> None:
    catalogue.store.put([make_claim()])
    assert [bool(catalogue.find(publisher=name)) for name in ("EXAMPLE", "%", "E_ample")] == [
        True,
        False,
        False,
    ]


def test_changes_are_taken_back_one_by_one_until_imports_change_the_claim_again(
    catalogue: Catalogue, tmp_path: Path
) -> None:
    read(catalogue, tmp_path)
    [before] = catalogue.find()
    first = curating.edited(catalogue, before.id, {"rating": "True", "quote": "Sold!"}, TODAY)
    curating.translated(catalogue, before.id, Translation("es", "El ministro vendió la biblioteca"))
    assert curating.undone(catalogue, before.id) == first
    read(catalogue, tmp_path, reviewRating={"alternateName": "Mostly False"})
    assert catalogue.find() == [first]  # what is left of the changes is kept
    assert curating.undone(catalogue, before.id) == before
    with pytest.raises(UsageError, match="all of it was taken back"):
        curating.undone(catalogue, before.id)
    read(catalogue, tmp_path, reviewRating={"alternateName": "Misleading"})
    assert [claim.reviews[0].rating for claim in catalogue.find()] == ["Misleading"]


def test_a_claim_of_ones_own_stays_ones_own_when_its_changes_are_taken_back(catalogue: Catalogue) -> None:
    claim = curating.added(catalogue, GIVEN, TODAY)
    curating.edited(catalogue, claim.id, {"place": "Bern"}, TODAY)
    assert curating.undone(catalogue, claim.id) == claim
    assert catalogue.edited_ids([claim.id]) == {claim.id}


def test_a_change_is_not_taken_back_with_what_an_import_has_added_since(
    catalogue: Catalogue, merged: Claim, tmp_path: Path
) -> None:
    changed = curating.edited(catalogue, merged.id, {"place": "Springfield"}, TODAY)
    read(catalogue, tmp_path, "Gamma")
    [claim] = catalogue.find()
    assert len(claim.reviews) == len(changed.reviews) + 1
    with pytest.raises(UsageError, match="an import has changed it since"):
        curating.undone(catalogue, claim.id)
    assert catalogue.find() == [claim]
