"""What nobody who asks about a claim leaves out."""

from dataclasses import replace

import pytest

from bot.engine import Engine
from bot.guard.claim_reading import ClaimReading
from bot.guard.essentials import left_out
from bot.language.reading import Reading
from bot.model import Claim, Message, Quote, Translation

CLAIM = Claim(
    "c",
    "Lemons are proved to cure every kind of cancer.",
    (),
    quotes=(Quote("It is the strongest fruit against tumors that we know", "Jane Doe"),),
    essentials=("lemon|citrus fruit|lemonade", "cancer|tumor"),
)


@pytest.mark.parametrize(
    ("asked", "differs"),
    [
        ("Do lemons cure cancer?", False),
        ("does lemmonade help against tumors", False),
        ("Can any citrus fruit heal a tumour?", False),
        ("can citrus frut cure cancer", False),
        ("Can fruit cure cancer?", True),
        ("Are citrus trees a cure for cancer?", True),
        ("Do lemons cure every kind of cold?", True),
        # Keywords tell nothing that could be left out.
        ("fruit cancer cure", False),
        ("It is the strongest fruit against tumors that we know", False),
        ("Pueden las frutas curar el cáncer de piel", False),
        (f"Can fruit cure cancer? {'My neighbour says that it can. ' * 5}", False),
    ],
)
def test_who_leaves_out_what_is_essential_asks_something_else(asked: str, differs: bool) -> None:
    language = "es" if "curar" in asked else "en"
    found = list(left_out(Reading(asked, language=language), ClaimReading(CLAIM)))
    assert bool(found) == differs
    assert all(each.kind == "unsure" for each in found)


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("Did Hurricane Katrina strike New Orleans in 2005?", "related"),
        ("Was Obama president when Hurricane Katrina struck New Orleans in 2005?", "match"),
        ("Can fruit cure cancer?", "related"),
        ("Do lemons cure cancer?", "match"),
        ("Did Obama tell Medvedev he'd have more flexibility?", "match"),
    ],
)
def test_the_background_of_a_claim_gets_no_verdict(engine: Engine, text: str, outcome: str) -> None:
    assert engine.ask(Message(text)).outcome == outcome


def test_a_translation_has_none_of_the_claims_words() -> None:
    told = replace(CLAIM, translations=(Translation("es", "El limón cura el cáncer."),))
    assert told.translated(0).essentials == CLAIM.essentials
    assert told.translated(1).essentials == ()
