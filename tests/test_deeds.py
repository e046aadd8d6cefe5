"""What somebody is asked to have done, or to have said that they would do, is not what they said."""

import pytest

from bot.engine import Engine
from bot.guard.claim_reading import ClaimReading
from bot.guard.differences import DEEDS
from bot.language.reading import Reading
from bot.model import Claim, Message

CLAIM = ClaimReading(
    Claim(
        "c",
        "Senator Jane Doe told Mayor John Roe that she would cut taxes on farms.",
        (),
        "Jane Doe",
        context="In her speech she pulled no punches.",
    )
)


def _differs(asked: str, claim: ClaimReading = CLAIM) -> list[str]:
    return [found.asked for look in DEEDS for found in look(Reading(asked), claim)]


@pytest.mark.parametrize(
    ("asked", "what"),
    [
        ("Did Jane Doe ever punch John Roe?", "punch"),
        ("Doe secretly visited Roe on his farm, true?", "visited"),
        ("Roe was bribed when Doe told him she would cut taxes", "bribed"),
        ("Did Doe tell Roe that she would abolish farms?", "abolish"),
        ("Doe promised Roe to sell his farm", "sell"),
        ("Doe offered Roe some land for his farm", "land"),
        ("Was Doe caught asking Roe for money for farms?", "money"),
        ("Did Doe vow to Roe on air to run for mayor?", "run"),
        ("Did Roe lose his farm because of what Doe told him on taxes?", "because of"),
        ("Doe told Roe that she couldn't cut taxes on farms", "not"),
        ("Doe refused to tell Roe of taxes", "refused"),
        ("Did Doe call Roe a lousy liar about taxes on farms?", "lousy"),
        ("Doe told Roe she was a witch who cuts taxes", "witch"),
        ("Was Doe caught on a hot mic insulting Roe?", "insulting"),
        ("Did Doe slip Roe a secret letter on farms?", "letter"),
        ("Did Jane Doe tell Mayor Roe that sheep like vodka?", "sheep like vodka"),
        ("Did Doe tell Roe that she drinks vodka with Doe?", "drinks vodka with Doe"),
    ],
)
def test_what_was_not_said_but_done_or_denied_differs(asked: str, what: str) -> None:
    assert what in _differs(asked)


@pytest.mark.parametrize(
    "asked",
    [
        "Did Jane Doe really tell John Roe that she'd cut taxes on farms?",
        "Doe was caught promising Roe she would cut taxes",
        "My neighbor won't shut up about Doe telling Roe that she'll cut taxes",
        "Did Doe give Roe her word that taxes would be cut?",
        "Jane Doe quietly assured Roe: I will cut taxes on farms",
        "Was Doe caught on a hot mic telling Roe of taxes?",
        "Did Doe call Roe a farm man?",
        "Did Doe tell Roe something about farms?",
        "Was Doe's remark to Roe ever confirmed?",
    ],
)
def test_what_was_said_in_other_words_does_not_differ(asked: str) -> None:
    assert _differs(asked) == []


def test_what_a_claim_gives_a_cause_for_may_have_one() -> None:
    claim = Claim("c", "Jane Doe said that farms are poor because taxes rose.", (), "Jane Doe")
    asked = "Did Doe say that farms are poor because of taxes?"
    assert _differs(asked, ClaimReading(claim)) == []
    assert _differs(asked) == ["because of"]


def test_what_a_claim_denies_itself_may_be_denied() -> None:
    claim = Claim("c", "Jane Doe said that she would never cut taxes.", (), "Jane Doe")
    assert _differs("Did Doe say she wouldn't cut taxes?", ClaimReading(claim)) == []


def test_a_deed_of_which_nothing_known_of_a_well_known_claim_tells_is_none_of_its(engine: Engine) -> None:
    asked = "Did Nikola Tesla build a working cell phone in 1926 that fit in his vest pocket?"
    assert engine.ask(Message(asked)).outcome == "related"
    asked = "Did Nikola Tesla describe a working cell phone in 1926 that fit in his vest pocket?"
    assert engine.ask(Message(asked)).outcome == "match"
