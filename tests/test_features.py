"""What ranking measures of a message and a claim, from the sketch that the index keeps of it."""

from pathlib import Path

import pytest

from bot import learnt, match
from bot.engine import Engine, open_engine
from bot.index import Index
from bot.model import Claim, Message, Quote, Review
from bot.sketch import Sketch, indexed, ordinal
from bot.store import Store


def review(date: str | None = "2026-01-02", url: str = "https://example.org/1") -> Review:
    return Review("Example Check", url, "False", "False", "false", date, "Was Pineapple Banned?")


CLAIM = Claim(
    "zurich-pizza",
    "The mayor of Zurich banned 12 pineapple pizzas.",
    (review(),),
    claimant="Jane Doe",
    context="He did not. The town hall sells them.",
    keywords=("food",),
    quotes=(Quote("No more pineapples here.", "Jane Doe"),),
)


def _sketch(store: Store, claim: Claim) -> Sketch:
    """The sketch of a claim that went through a database."""
    store.put([claim])
    ((_, told),) = next(store.told_since(0, until=store.revision()))
    assert told
    return Sketch(indexed(told)[0].sketch)


def test_a_sketch_keeps_what_ranking_needs(store: Store) -> None:
    kept = _sketch(store, CLAIM)
    assert (kept.id, kept.language) == ("zurich-pizza", "en")
    assert [" ".join(wording) for wording in kept.wordings] == [
        "mayor zurich ban 12 pineappl pizza",
        "pineappl ban",
    ]
    assert {"food", "jane", "doe"} <= kept.told
    asked = [("pineappl", "pizza"), ("pizza", "pineappl"), ("ban", "ban")]
    assert kept.pairs(asked) == asked[:1]
    assert len(kept.context) == 2
    assert (kept.subject, kept.claimant) == ("zurich", {"jane", "doe"})
    assert kept.numbers == {"12"}
    assert kept.days == [ordinal("2026-01-02")]


@pytest.mark.parametrize("date", [None, "", "2026", "2026-13-45", "last week"])
def test_a_date_that_is_not_a_day_is_no_day(store: Store, date: str | None) -> None:
    assert ordinal(date) is None
    assert _sketch(store, Claim("x", "A claim.", (review(date),))).days == []


def test_a_claim_of_symbols_alone_is_ranked_all_the_same(tmp_path: Path) -> None:
    store = Store(tmp_path / "claims.db")
    store.put([Claim("symbols", "!!!", (review(),), context="pineapple")])
    engine = Engine(store, Index(store))
    assert engine.ask(Message("pineapple pizza")).outcome != "match"
    engine.close()


def test_every_weight_is_of_a_feature_that_is_measured(engine: Engine) -> None:
    first, second, *_ = engine.rank(Message("Did Obama say he'd have more flexibility?"))
    measured = match.decision_features(first, second).keys() | {"bias"}
    for ranking in learnt.weights()["ranking"].values():
        assert ranking.keys() <= first.features.keys() | {"bias"}
    assert learnt.weights()["decision"].keys() <= measured
    assert learnt.weights()["relation"].keys() <= measured


def test_no_feature_changes_much_with_the_number_of_claims(tmp_path: Path) -> None:
    """A feature that grew with the database would make every claim of a large one look right; but one, of
    bounds that were learnt with, says that claims are few."""
    measured = []
    for many in (20, 2000):
        store = Store(tmp_path / f"{many}.db")
        others = (
            Claim(f"c{n}", f"Town number {n} painted bridge {n * 7} blue.", (review(),)) for n in range(many)
        )
        store.put([CLAIM, *others])
        engine = Engine(store, Index(store))
        measured.append(engine.rank(Message("Did the mayor of Zurich ban pineapple pizza?"))[0])
        engine.close()
    small, large = measured
    assert small.id == large.id == "zurich-pizza"
    assert small.features.pop("few claims") == 1.0
    assert 0.3 < large.features["few claims"] < 0.4
    for name, value in small.features.items():
        assert large.features[name] == pytest.approx(value, abs=0.6, rel=0.35), name


def test_names_are_told_from_what_is_said_of_them(store: Store) -> None:
    text = "U.S. Representative Ann Lee-Moore said she was against daylight saving."
    sketch = _sketch(store, Claim("x", text, (review(),), claimant="Ann Lee-Moore"))
    assert {"ann", "lee", "moor", "us", "repres", "senat"} <= sketch.names
    assert not sketch.names & {"daylight", "save", "against"}
    assert not _sketch(store, Claim("x", "Ann Lee Banned Daylight Saving", (review(),))).names & {"daylight"}


def test_a_post_finds_what_was_checked_soon_after_it(tmp_path: Path) -> None:
    store = Store(tmp_path / "claims.db")
    store.put(
        [Claim("old", "A bridge fell.", (review("2019-05-01"),)), Claim("new", "A bridge sank.", (review(),))]
    )
    index = Index(store)
    day = ordinal("2026-01-02") or 0
    assert [hit.sketch.id for hit in index.find(["bridg"], 5, days=(day - 3, day))] == ["new"]
    assert {hit.sketch.id for hit in index.find(["bridg"], 5)} == {"old", "new"}
    store.close()


def test_an_explanation_names_the_claim_and_adds_up_to_its_probability(engine: Engine) -> None:
    message = Message("Did Obama say he'd have more flexibility?")
    why = engine.explain(message)
    assert why is not None
    assert why.claim == "obama-more-flexibility-russia"
    added = learnt.weights()["decision"]["bias"] + sum(reason.adds for reason in why.reasons)
    assert (added > 0) == (why.probability > 0.5)
    sizes = [abs(reason.adds) for reason in why.reasons]
    assert sizes == sorted(sizes, reverse=True)
    assert engine.explain(Message("zzqqxx")) is None


def test_the_starter_database_explains_nothing_of_an_empty_message(tmp_path: Path) -> None:
    engine = open_engine(tmp_path / "factcheck.db")
    assert engine.explain(Message("")) is None
    engine.close()
