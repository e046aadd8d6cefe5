"""The matcher on questions that were written without sight of it: floors well below what `make bench`
measures, so that only a real loss breaks them."""

import pytest

from benchmarks import datasets
from benchmarks.starter import Figures, outcomes, shares
from bot.engine import Engine


@pytest.fixture(scope="module")
def dev(engine: Engine) -> Figures:
    return shares(outcomes(engine, datasets.questions("dev")))


@pytest.mark.parametrize(
    ("kind", "at_least"), [("question", 0.55), ("keywords", 0.82), ("typo", 0.8), ("forward", 0.68)]
)
def test_most_messages_get_the_right_verdict(dev: Figures, kind: str, at_least: float) -> None:
    assert dev[kind]["right"] >= at_least


@pytest.mark.parametrize("kind", ["question", "keywords", "typo", "forward", "none"])
def test_hardly_any_message_gets_a_wrong_verdict(dev: Figures, kind: str) -> None:
    assert dev[kind]["wrong"] <= 0.03


def test_most_near_misses_are_not_given_the_verdict(dev: Figures) -> None:
    assert dev["near-miss"]["wrong"] <= 0.2


def test_the_founding_question_is_answered_in_thirty_languages_and_its_near_misses_are_not(
    engine: Engine,
) -> None:
    abroad = shares(outcomes(engine, datasets.questions("abroad-dev")))
    assert abroad["question abroad"]["right"] >= 0.65
    assert abroad["near-miss abroad"]["wrong"] <= 0.03
