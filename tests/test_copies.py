"""Long posts that have a claim nearly word for word, and say something else."""

from dataclasses import replace

import pytest

from benchmarks import datasets
from benchmarks.starter import outcomes, shares
from bot.engine import Engine
from bot.guard.claim_reading import ClaimReading
from bot.guard.copies import otherwise
from bot.language.reading import Reading
from bot.model import Claim, Message

from .claims import make_claim

CLAIM = replace(
    make_claim(
        text="The mayor of Basel has sold the old zoo to a Danish circus to pay for new trams in 2019."
    ),
    context="The council had turned the offer down.",
    reviews=(replace(make_claim().reviews[0], title="No, Basel kept its zoo and all its animals"),),
)
CHATTER = (
    "I can't believe what I am reading this morning. {}! Shame on them, and the papers are silent. Share it!!"
)


def told(text: str, claim: Claim = CLAIM) -> list[tuple[str, str]]:
    found = otherwise(Reading(CHATTER.format(text), language=claim.language), ClaimReading(claim))
    return [(each.asked, each.claim) for each in found]


@pytest.mark.parametrize(
    "copied",
    [
        CLAIM.text,
        "The mayor of Basel sold the old zoo to a danish circus, to pay for new trams in 2019",
        # An ending, a slip, what is only added or left out, and what is known of the claim.
        "The mayors of Basel have sold the old zooo to a Danish circus to pay for new trams in 2019",
        "The council and the mayor of Basel have sold the old zoo to a circus to pay for new trams",
        "Secretly the mayor of Basel has sold the beloved old zoo to a Danish circus to pay for new trams in 2019",
        # Half of its words are no copy.
        "The mayor of Basel closed the old zoo, and the trams drive to a museum that opened there in 2018",
        # It has the words of a title, and those of the text in part.
        "Basel kept its zoo and all its animals: the mayor of Basel has kept the old zoo from a Danish buyer",
    ],
)
def test_a_copy_differs_in_nothing(copied: str) -> None:
    assert told(copied) == []


@pytest.mark.parametrize(
    ("copied", "differs"),
    [
        (
            "The mayor of Basel has sold the old castle to a Danish circus to pay for new trams in 2019",
            ("castle", "zoo"),
        ),
        (
            "The mayor of Basel has sold the old zoo to a Danish circus to pay for new trams in 2013",
            ("2013", "2019"),
        ),
        # At one end, but not in another sentence.
        (
            "The bishop of Basel has sold the old zoo to a Danish circus to pay for new trams in 2019",
            ("bishop", "mayor"),
        ),
        ("Poor bishop. Of Basel has sold the old zoo to a Danish circus to pay for new trams in 2019", None),
        # Its end in the place of the claim's, from two thirds of the claim on.
        (
            "The mayor of Basel has sold the old zoo to a Danish circus because of hungry wolves",
            ("hungry wolves", "pay new trams 2019"),
        ),
        # Not all of a title is another wording.
        (
            "No, Basel kept its zoo and all. The mayor of Basel has sold the old zoo to a Dutch circus to pay for"
            " new trams in 2019",
            ("dutch", "danish"),
        ),
        # Two that have changed places.
        ("A Danish circus has sold the old zoo to the mayor of Basel to pay for new trams in 2019", None),
        (
            "The mayor of Basel has sold the old trams to a Danish circus to pay for a new zoo in 2019",
            ("trams", "zoo"),
        ),
    ],
)
def test_a_word_in_the_place_of_another_differs(copied: str, differs: tuple[str, str] | None) -> None:
    assert told(copied) == ([differs] if differs else [])


def test_so_it_does_in_another_language() -> None:
    claim = replace(CLAIM, text="Le maire de Lyon a vendu le vieux zoo à un cirque danois", language="fr")
    assert told("Le maire de Lyon a vendu le vieux théâtre à un cirque danois", claim) == [("theatre", "zoo")]
    assert told("le Maire de Lyon a vendu le vieux zoo à un cirque danois", claim) == []


def test_what_is_brief_is_compared_word_by_word_elsewhere() -> None:
    text = "The bishop of Basel has sold the old zoo to a Danish circus to pay for new trams in 2019"
    assert not [*otherwise(Reading(text, language="en"), ClaimReading(CLAIM))]


def test_who_forwards_such_a_post_is_told_what_differs(engine: Engine) -> None:
    post = (
        "Why is nobody talking about this? A deer swimming along a highway in the wake of a hurricane, here is the "
        "photo. A photo shows a {} swimming along a highway in the wake of a hurricane, look at it, unbelievable."
    )
    shark, dolphin = (
        engine.ask(Message(post.format(animal), forwarded=True)) for animal in ("shark", "dolphin")
    )
    assert shark.outcome == "match"
    assert dolphin.outcome == "related"
    assert [(each.asked, each.claim) for each in dolphin.findings[0].differs] == [("dolphin", "shark")]


def test_most_copies_get_the_verdict_and_fewer_that_say_something_else(engine: Engine) -> None:
    found = shares(outcomes(engine, datasets.questions("copied-train")))
    assert found["copied post"]["right"] >= 0.9
    assert found["copied post near-miss"]["wrong"] <= 0.4
