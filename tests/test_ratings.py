"""Publishers' rating labels: what each means on our scale, and how it is shown."""

from typing import get_args

import pytest

from bot import ratings, starter
from bot.model import Review, Verdict
from bot.wording import VERDICTS

STARTER = {(r.publisher, r.rating): r for claim in starter.claims() for r in claim.reviews}


@pytest.mark.parametrize("review", STARTER.values(), ids=[": ".join(key) for key in STARTER])
def test_every_rating_in_the_starter_claims_has_a_verdict(review: Review) -> None:
    assert ratings.verdict(review.rating) in set(get_args(Verdict)) - {"other"}
    assert review.verdict == ratings.verdict(review.rating)
    assert review.label == ratings.label(review.publisher, review.rating)


@pytest.mark.parametrize(
    ("rating", "verdict"),
    [
        ("true", "true"),
        ("correct-attribution", "true"),
        ("mostly-true", "mostly-true"),
        ("half-true", "mixed"),
        ("barely-true", "mostly-false"),
        ("pants-fire", "false"),
        ("Pants on Fire!", "false"),
        ("FALSE", "false"),
        ("Falso", "false"),
        ("錯誤", "false"),
        ("misattributed", "misleading"),
        ("Labeled Satire", "satire"),
        ("legend", "unproven"),
    ],
)
def test_a_rating_means_its_verdict_however_it_is_spelled(rating: str, verdict: Verdict) -> None:
    assert ratings.verdict(rating) == verdict


@pytest.mark.parametrize(
    ("publisher", "rating", "shown"),
    [
        ("PolitiFact", "barely-true", "Mostly False"),
        ("PolitiFact", "pants-fire", "Pants on Fire"),
        ("Snopes", "correct-attribution", "Correct Attribution"),
        ("Somebody Else", "barely-true", "barely-true"),
    ],
)
def test_a_rating_is_shown_as_its_own_publisher_spells_it(publisher: str, rating: str, shown: str) -> None:
    assert ratings.label(publisher, rating) == shown


@pytest.mark.parametrize(
    "rating", ["Four Pinocchios", "not true", "untrue", "trueish", "Très douteux", "", "!"]
)
@pytest.mark.parametrize("publisher", ["PolitiFact", "Washington Post"])
def test_an_unknown_rating_is_other_and_shown_unchanged(publisher: str, rating: str) -> None:
    assert ratings.verdict(rating) == "other"
    assert ratings.label(publisher, rating) == rating


def test_a_spelling_for_people_means_the_same_as_the_rating_it_stands_for() -> None:
    for review in STARTER.values():
        assert ratings.verdict(review.label) == review.verdict
    assert set(get_args(Verdict)) == set(VERDICTS)
