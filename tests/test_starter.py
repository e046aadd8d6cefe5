"""Loading and upgrading the starter claims: a new edition never touches what the operator changed."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from bot import starter
from bot.engine import open_engine
from bot.memory.editions import Editions
from bot.model import Quote
from bot.store import Store

from .claims import make_claim

Publish = Callable[..., None]


@pytest.fixture
def publish(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publish:
    """Makes an edition of these starter claims, by id with their text."""
    folder = tmp_path / "claims"
    folder.mkdir()
    monkeypatch.setattr(starter, "folder", lambda: folder)

    def publish(**claims: str) -> None:
        for file in folder.iterdir():
            file.unlink()
        for id_, text in claims.items():
            (folder / f"{id_}.json").write_text(json.dumps({"@graph": [_review(id_, text)]}), "utf-8")

    return publish


def _review(id_: str, text: str) -> dict[str, object]:
    return {
        "@type": "ClaimReview",
        "url": f"https://example.org/{id_}",
        "author": {"@type": "Organization", "name": "Example Check"},
        "datePublished": "2024-01-01",
        "claimReviewed": text,
        "reviewRating": {"@type": "Rating", "alternateName": "false"},
        "itemReviewed": {"@type": "Claim", "identifier": id_},
        "citation": [{"@type": "Quotation", "text": f"Quote of {id_}"}],
    }


def _texts(store: Store) -> dict[str, str]:
    return {claim.id: claim.text for claim in store.all_claims()}


def test_the_shipped_claims_are_loaded_whole(store: Store) -> None:
    starter.load(store)
    shipped = {claim.id: claim for claim in starter.claims()}
    assert len(shipped) >= 200
    assert {claim.id: claim for claim in store.claims(list(shipped))} == shipped


def test_loading_twice_writes_nothing_the_second_time(store: Store) -> None:
    starter.load(store)
    revision = store.revision()
    starter.load(store)
    assert store.revision() == revision


def test_an_engine_over_a_new_database_has_the_starter_claims(path: Path, publish: Publish) -> None:
    publish(a="Apples are blue.")
    with closing(open_engine(path)) as engine:
        assert _texts(engine.store) == {"a": "Apples are blue."}


def test_a_new_edition_changes_adds_and_withdraws_claims(store: Store, publish: Publish) -> None:
    publish(changed="Before.", same="Same.", withdrawn="Gone soon.")
    starter.load(store)
    publish(changed="After.", same="Same.", new="New.")
    starter.load(store)
    assert _texts(store) == {"changed": "After.", "same": "Same.", "new": "New."}


def test_a_claim_that_is_the_same_in_a_new_edition_is_not_written_again(
    store: Store, publish: Publish
) -> None:
    publish(same="Same.")
    starter.load(store)
    revision = store.revision()
    publish(same="Same.", new="New.")
    starter.load(store)
    changes = store.told_since(revision, until=store.revision())
    assert {id_ for batch in changes for id_, _ in batch} == {"new"}


def test_a_claim_is_updated_edition_after_edition(store: Store, publish: Publish) -> None:
    for text in ("One.", "Two.", "Three."):
        publish(a=text)
        starter.load(store)
        assert _texts(store) == {"a": text}


def test_a_claim_that_was_withdrawn_comes_back_with_a_later_edition(store: Store, publish: Publish) -> None:
    publish(a="Apples.", b="Bananas.")
    starter.load(store)
    publish(b="Bananas.")
    starter.load(store)
    assert _texts(store) == {"b": "Bananas."}
    publish(a="Apples again.", b="Bananas.")
    starter.load(store)
    assert _texts(store) == {"a": "Apples again.", "b": "Bananas."}


def test_a_claim_that_the_operator_changed_is_never_touched(store: Store, publish: Publish) -> None:
    publish(mine="Shipped.", other="Shipped.")
    starter.load(store)
    mine = replace(make_claim("mine", text="The operator's words."), quotes=(Quote("My quote"),))
    store.put([mine])
    for edition in ({"mine": "Second."}, {}, {"mine": "Fourth.", "other": "Back."}):
        publish(**edition)
        starter.load(store)
        assert store.get("mine") == mine
    assert _texts(store)["other"] == "Back."


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE claims SET context = 'The operator added this.' WHERE id = 'mine'",
        "UPDATE reviews SET verdict = 'true' WHERE claim = 'mine'",
        "UPDATE quotes SET text = 'Corrected' WHERE claim = 'mine'",
        "DELETE FROM quotes WHERE claim = 'mine'",
    ],
)
def test_a_claim_that_the_operator_changed_with_another_program_is_never_touched(
    store: Store, path: Path, publish: Publish, sql: str
) -> None:
    publish(mine="Shipped.")
    starter.load(store)
    shipped = store.get("mine")
    with closing(sqlite3.connect(path)) as other, other:
        other.execute(sql)
    mine = store.get("mine")
    assert mine != shipped
    for edition in ({"mine": "Second."}, {}):
        publish(**edition)
        starter.load(store)
        assert store.get("mine") == mine


def test_a_claim_that_the_operator_removed_is_not_brought_back(store: Store, publish: Publish) -> None:
    publish(removed="Shipped.", kept="Shipped.")
    starter.load(store)
    store.remove(["removed"])
    for edition in (
        {"removed": "Changed.", "kept": "Changed."},
        {"kept": "Changed."},
        {"removed": "Once more.", "kept": "Once more."},
    ):
        publish(**edition)
        starter.load(store)
        assert _texts(store) == {"kept": edition["kept"]}


def test_a_claim_of_the_operator_with_the_id_of_a_new_starter_claim_stays_his(
    store: Store, publish: Publish
) -> None:
    publish(a="Apples.")
    starter.load(store)
    store.put([make_claim("b")])
    for edition in ({"a": "Apples.", "b": "Bananas."}, {"a": "Apples.", "b": "Blue bananas."}, {}):
        publish(**edition)
        starter.load(store)
        assert store.get("b") == make_claim("b")


def test_an_interrupted_upgrade_changes_nothing_and_is_done_the_next_time(
    store: Store, publish: Publish
) -> None:
    publish(a="Apples.", b="Bananas.")
    starter.load(store)
    version = Editions(store).version()
    publish(a="Changed.", new="New.")
    store.close()
    with closing(sqlite3.connect(store.path)) as other, other:
        other.execute(
            "CREATE TRIGGER trouble BEFORE DELETE ON claims BEGIN SELECT raise(ABORT, 'trouble'); END"
        )
    with pytest.raises(Exception, match="trouble"):
        starter.load(store)
    assert _texts(store) == {"a": "Apples.", "b": "Bananas."}
    assert Editions(store).version() == version
    with closing(sqlite3.connect(store.path)) as other, other:
        other.execute("DROP TRIGGER trouble")
    starter.load(store)
    assert _texts(store) == {"a": "Changed.", "new": "New."}
