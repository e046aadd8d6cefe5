"""What differs, as it stands in the message and in the claim."""

from dataclasses import replace

import pytest

from bot.guard.as_written import as_written
from bot.guard.claim_reading import ClaimReading
from bot.language.reading import Reading
from bot.language.text import clean
from bot.model import Difference, DifferenceKind

from .claims import make_claim


def _shown(message: str, claim: str, found: Difference, language: str = "en") -> tuple[str, str]:
    told = ClaimReading(replace(make_claim(text=claim), language=language))
    shown = as_written(found, Reading(clean(message), language=language), told)
    assert shown.kind == found.kind
    return shown.asked, shown.claim


@pytest.mark.parametrize(
    ("message", "asked", "language", "shown"),
    [
        ("Is the wall visible from Mars?", "mars", "en", "Mars"),
        ("Erdoğan bunu mu dedi?", "erdogan", "tr", "Erdoğan"),
        ("Zdjęcie przepełnionego szpitala", "przepelnionego", "pl", "przepełnionego"),
        ("ਕੋਲਕਾਤਾ ਦੇ ਪੰਡਾਲ", "\u0915\u094b\u0932\u0915\u093e\u0924\u093e", "pa", "ਕੋਲਕਾਤਾ"),
        ("วัคซีนทำให้ป่วย", "ท\u0e4d\u0e32", "th", "ทำ"),
        # A stem, and words that stand in another order or with a small word between.
        ("They signed a petition disputing it", "disput", "en", "disputing"),
        ("W kontekście wojny w Ukrainie", "ukrainie wojny", "pl", "wojny w Ukrainie"),
        # The rest of a name, but no word that the claim has, or that begins a sentence.
        ("La entrevista a Osama Bin Laden", "bin", "es", "Osama Bin Laden"),
        ("Hat Zoe Merkel gewarnt?", "merkel", "de", "Merkel"),
        ("OBAMA COMMITTED TREASON", "treason", "en", "TREASON"),
        ("Is an AR-15 banned?", "ar", "en", "AR-15"),
        # What does not stand there stays.
        ("He had none", "some", "en", "some"),
    ],
)
def test_a_word_is_shown_as_the_message_has_it(message: str, asked: str, language: str, shown: str) -> None:
    found = Difference("unsure", asked, "")
    assert _shown(message, "Zoe sold the zoo.", found, language) == (shown, "")


@pytest.mark.parametrize(
    ("kind", "told", "claim", "shown"),
    [
        ("speaker", "Coca Cola", "Coca-Cola once had cocaine in it.", "Coca-Cola"),
        ("number", "30000", "30,000 scientists have signed it.", "30,000"),
        ("number", "$12500", "It costs $12,500 a year.", "$12,500"),
        ("number", "1 thousand", "She freed a thousand slaves.", "a thousand"),
        ("unsure", "zoo", "Zoe sold the Zoo.", "Zoo"),
        # So many words are not the one that differs.
        ("unsure", "after election", "It ends after his 2012 election.", "after election"),
    ],
)
def test_a_word_is_shown_as_the_claim_has_it(kind: DifferenceKind, told: str, claim: str, shown: str) -> None:
    assert _shown("Did he say so?", claim, Difference(kind, "he", told))[1] == shown


def test_a_name_keeps_its_capitals_where_a_message_has_none() -> None:
    assert _shown("did trump say so", "Zoe said so.", Difference("speaker", "Trump", "Zoe"))[0] == "Trump"
    erdogan = Difference("speaker", "Erdogan", "Zoe")
    assert _shown("erdoğan mı dedi", "Zoe said so.", erdogan, "tr")[0] == "Erdoğan"


def test_what_is_not_told_in_words_of_theirs_stays() -> None:
    for found in (Difference("negation", "not", ""), Difference("unsure", "Did zoe?", "Zoe sold the zoo.")):
        assert _shown("Did Zoe not?", "Zoe sold the zoo.", found) == (found.asked, found.claim)
