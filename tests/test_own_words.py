"""A brief message that brings words of its own asks of something else than a claim of which much is told."""

import dataclasses

import pytest

from bot.engine import Engine
from bot.guard.claim_reading import ClaimReading
from bot.guard.differences import message_differences
from bot.guard.own_words import untold
from bot.language.reading import Reading
from bot.model import Claim, Message

CLAIM = Claim(
    "c",
    "Senator Jane Doe invented a machine that peels carrots without wasting any of them.",
    (),
    "Jane Doe",
    context="She showed it at a fair in Ohio in 1994, where farmers, bakers and two owners of restaurants tried "
    "it. A company in Iowa builds and sells the machine today, under a patent of hers, and pays her for each. "
    "Other inventors had made peelers of steel long before, by hand or with a crank, for potatoes and apples.",
    keywords=(
        "vegetable",
        "kitchen",
        "robot",
        "gadget",
        "device",
        "skin",
        "root",
        "design",
        "develop",
        "strip",
    ),
)


def _own(asked: str, claim: Claim = CLAIM) -> list[str]:
    return [found.asked for found in untold(Reading(asked, language="en"), ClaimReading(claim))]


@pytest.mark.parametrize(
    ("asked", "word"),
    [
        ("Did Jane Doe invent email?", None),  # where people have things from
        ("Did Jane Doe invent a machine that shears sheep?", "shears"),
        ("Jane Doe has a machine that paints carrots", "paints"),
        ("My sister says that Jane Doe has a machine that paints carrots", "paints"),
        ("Did the guardian say that Doe invented it?", "guardian"),
        (
            "My cousin swears that Senator Jane Doe once invented a rather strange machine that paints carrots",
            None,
        ),
        (
            "My cousin swears that Senator Jane Doe once invented a rather strange machine that paints elephants",
            "paints",
        ),
    ],
)
def test_one_word_is_enough_in_few_and_more_in_more(asked: str, word: str | None) -> None:
    assert _own(asked) == ([word] if word else [])


@pytest.mark.parametrize(
    "asked",
    [
        "Did Jane Doe really invent a carrot peeler?",
        "omg is it legit that doe made a carrot robot?? saw a clip on tiktok",
        "did jane doe invnet a machin that pels carrots",
        "My sister in law swears that Doe invented a machine for carrots",
        "My hairdresser told me that Doe invented a machine for carrots",
        "Shell has issued a warning: Doe invented a machine for carrots",
        "Is it historically accurate that Doe invented a miraculously good machine?",
        "Did Doe build car rots a machine?",
        "Honestly, is the kitchen gadget of Senator Doe's just an urban legend my uncle spreads?",
        "Is hers the strangest device for carrots?",
        "¿Jane Doe inventó una máquina para elefantes?",
    ],
)
def test_a_claims_words_slips_and_what_people_say_around_them_are_no_words_of_ones_own(asked: str) -> None:
    assert _own(asked) == []


def test_of_a_claim_of_which_little_is_told_anything_may_be_meant() -> None:
    asked = "Did Jane Doe invent a machine that shears sheep?"
    assert _own(asked, dataclasses.replace(CLAIM, context="", keywords=())) == []
    assert _own(asked, dataclasses.replace(CLAIM, language="de")) == []


def test_a_post_and_a_longer_message_tell_of_more_than_one_thing() -> None:
    reading = ClaimReading(CLAIM)
    asked = Reading("Jane Doe has invented a machine that paints carrots", language="en")

    def found(message: Reading, date: str | None) -> list[str]:
        return [one.asked for one in message_differences(message, asked, reading, author=None, date=date)]

    assert found(asked, None) == ["paints"]
    assert found(asked, "2024-05-01") == []
    assert found(Reading(f"{asked.text}. " + "And she sings as well. " * 12, language="en"), None) == []


@pytest.mark.parametrize(
    "asked",
    [
        "Did the Obama administration give people on welfare free cars?",
        "Was Biden arrested in the 1970s in South Africa for smuggling diamonds?",
        "A 1922 New York Times article warned that Hitler meant to poison wells",
        "Eating poppy seeds can turn your tongue purple",
    ],
)
def test_something_else_of_the_same_people_gets_no_verdict(engine: Engine, asked: str) -> None:
    finding = engine.ask(Message(asked)).findings[0]
    assert finding.outcome != "match", finding


def test_what_the_claim_does_not_say_is_named(engine: Engine) -> None:
    finding = engine.ask(Message("Did the Obama administration give people on welfare free cars?")).findings[
        0
    ]
    assert [(found.kind, found.asked, found.claim) for found in finding.differs] == [("unsure", "cars", "")]


@pytest.mark.parametrize(
    "asked", ["was obama in office during katrina bc my uncle says so", "is the great wall 2000 yrs old"]
)
def test_words_of_chat_are_nobodys_name(engine: Engine, asked: str) -> None:
    assert not any(found.kind == "speaker" for found in engine.ask(Message(asked)).findings[0].differs)
