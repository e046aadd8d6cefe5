"""Presidents of the United States by their numbers."""

import pytest

from bot.engine import Engine
from bot.language import presidents
from bot.model import Message


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Did the 44th president say so?", "Did President Barack Obama say so?"),
        ("the 44th President of the United States said so", "President Barack Obama said so"),
        ("POTUS 44 said so", "President Barack Obama said so"),
        ("potus45 said so", "President Donald Trump said so"),
        ("Is the 47th US president older?", "Is President Donald Trump older?"),
        ("The 1st president had teeth of wood", "President George Washington had teeth of wood"),
    ],
)
def test_who_held_the_office_stands_in_the_place_of_its_number(text: str, named: str) -> None:
    assert presidents.by_name(text) == named


@pytest.mark.parametrize(
    "text",
    [
        "the 44th president of Mexico",
        "the 99th president",
        "He was president 20 years ago",
        "the 44th street",
        "the 0th president",
    ],
)
def test_no_other_number_is_a_president(text: str) -> None:
    assert presidents.by_name(text) == text


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Did the 44th president tell Medvedev that he would have more flexibility?", "match"),
        ("POTUS 44 hot mic w/ Medvedev legit?", "match"),
        ("Did the 45th president tell Medvedev that he would have more flexibility?", "related"),
    ],
)
def test_a_claim_is_found_by_the_number_of_its_president(engine: Engine, text: str, outcome: str) -> None:
    assert engine.ask(Message(text)).outcome == outcome
