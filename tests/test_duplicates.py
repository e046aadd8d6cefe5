"""Near-duplicates: several reviews of one claim are one finding; claims that differ stay two."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.duplicates import are_one, merged
from bot.engine import Engine
from bot.guard.claim_reading import ClaimReading
from bot.index import Index
from bot.model import Claim, Message, Review, Verdict
from bot.store import Store


def _review(publisher: str, verdict: Verdict, date: str | None) -> Review:
    return Review(publisher, f"https://example.org/{publisher}", verdict, verdict, verdict, date)


def _claim(id_: str, text: str, *reviews: Review) -> Claim:
    return Claim(id_, text, reviews)


ALPHA = _claim(
    "a", "The mayor of Zurich banned pineapple pizza in all schools.", _review("Alpha", "false", "2020-01-01")
)
BETA = _claim(
    "b",
    "The mayor of Zurich has banned pineapple pizza in all schools",
    _review("Beta", "true", "2021-01-01"),
)


def test_almost_the_same_words_are_one_claim() -> None:
    assert are_one(ClaimReading(ALPHA), ClaimReading(BETA))
    assert are_one(ClaimReading(BETA), ClaimReading(ALPHA))


@pytest.mark.parametrize(
    "text",
    [
        "The mayor of Geneva banned pineapple pizza in all schools.",
        "The mayor of Zurich never banned pineapple pizza in all schools.",
        "The mayor of Zurich banned pineapple pizza in 12 schools in 2019.",
        "A photograph shows the mayor of Zurich with a pizza.",
    ],
)
def test_what_differs_is_another_claim(text: str) -> None:
    assert not are_one(ClaimReading(ALPHA), ClaimReading(replace(ALPHA, id="x", text=text)))


def test_the_same_words_of_two_people_are_two_claims() -> None:
    one, other = replace(ALPHA, claimant="Joe Biden"), replace(BETA, claimant="Ted Cruz")
    assert not are_one(ClaimReading(one), ClaimReading(other))
    assert are_one(ClaimReading(one), ClaimReading(replace(other, claimant="Joseph Biden")))


def test_merged_reviews_are_the_newest_first_each_once() -> None:
    undated = _claim("c", ALPHA.text, _review("Gamma", "false", None), *ALPHA.reviews)
    found = merged(ALPHA, [undated, BETA])
    assert found.id == "a"
    assert [review.publisher for review in found.reviews] == ["Beta", "Alpha", "Gamma"]
    assert found.disputed


def test_a_claim_without_doubles_stays_as_it_is() -> None:
    assert merged(ALPHA, []) is ALPHA


def test_publishers_that_disagree_are_one_finding_with_both_reviews(path: Path) -> None:
    store = Store(path)
    store.put(
        [ALPHA, BETA, _claim("z", "A shark swam in the harbour of Basel.", _review("Delta", "false", None))]
    )
    engine = Engine(store, Index(store))
    answer = engine.ask(Message("Did the mayor of Zurich ban pineapple pizza in all schools?"))
    engine.close()
    [finding] = answer.findings
    assert finding.outcome == "match"
    assert finding.claim is not None
    assert finding.claim.disputed
    assert {review.publisher for review in finding.claim.reviews} == {"Alpha", "Beta"}
    assert not {other.claim.id for other in finding.others} & {"a", "b"}
