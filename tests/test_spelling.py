"""Slips of the pen: which words may be some, and what is meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.spelling import beginning, corrected, frames_right, may_be_slip, variants
from bot.language.text import words

KNOWN = {"medvedev", "clinton", "hillari", "trump", "obama", "scientist", "scientif", "women", "dnc", "palin"}


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("medvedyev", "medvedev"),
        ("cliton", "clinton"),
        ("trmup", "trump"),
        ("obma", "obama"),
        ("scientit", "scientist"),
        ("hilari", "hillari"),
        ("woman", "women"),
        ("20trillion", "trillion"),
        ("flexi", "flexibl"),
    ],
)
def test_a_slip_is_corrected(slip: str, meant: str) -> None:
    assert may_be_slip(slip)
    assert corrected([slip], {*KNOWN, "trillion", "flexibl"}) == {slip: meant}


@pytest.mark.parametrize(
    "word", ["dance", "trumpet", "paint", "sound", "brother", "hospital", "arrived", "cat"]
)
def test_a_common_word_is_no_slip_of_another(word: str) -> None:
    (read,) = words(word, "en")
    assert not may_be_slip(read.stem)


@pytest.mark.parametrize(
    ("stem", "known"), [("danc", "dnc"), ("plein", "palin"), ("1988", "1998"), ("fone", "one")]
)
def test_what_is_too_far_or_a_number_is_not_meant(stem: str, known: str) -> None:
    assert corrected([stem], {known}) == {}


@given(st.lists(st.text(min_size=1)), st.sets(st.text(min_size=1)))
def test_any_stem_is_corrected_to_a_known_one_or_not_at_all(unknown: list[str], known: set[str]) -> None:
    found = corrected(unknown, known)
    assert found.keys() <= set(unknown)
    assert set(found.values()) <= known


def test_no_end_of_letters_is_looked_for_with_slips() -> None:
    assert may_be_slip("medvedyevo")
    assert not may_be_slip("medvedyev" * 1000)


def test_the_same_word_in_another_language_is_told_by_its_beginning_if_wished() -> None:
    known = {"flexibl", "internet", "commun", "elect"}
    assert corrected(["flexibilitat"], known) == {}
    assert corrected(["flexibilitat"], known, cognates=True) == {"flexibilitat": "flexibl"}
    assert corrected(["international", "elektrisch"], known, cognates=True) == {}
    assert beginning("flexibilitat") == "flexib"
    assert beginning("wahl") == ""


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("did obama sya he'd ahve mroe flexibility", "did obama say he'd have more flexibility"),
        ("ddid obama tellmedvedev hee'd havemore", "did obama tell medvedev he'd have more"),
        ("did'nt obama say", "didn't obama say"),
        ("Di obama sy it", "Did obama say it"),
        ("Thta obama flexibility", "that obama flexibility"),
        ("obama flexibility cause they said it", "obama flexibility because they said it"),
    ],
)
def test_words_that_only_frame_are_spelt_right_and_parted(text: str, right: str) -> None:
    known = "obama flexibility medvedev it".split()
    assert frames_right(text, known.__contains__).lower() == right.lower()


@pytest.mark.parametrize(
    "text",
    [
        "did hade say it",
        "hade told us",
        "obama told Hade",
        "They've said, hasn't he, Obama's, can't I, we'd",
        "@havve #mroe https://x.org/sya",
    ],
)
def test_what_may_be_a_name_or_is_right_already_stays(text: str) -> None:
    assert frames_right(text, "obama told said us it i he".split().__contains__) == text


@given(st.text())
def test_any_text_can_be_spelt(text: str) -> None:
    assert frames_right(text, lambda word: True) == text


def test_a_long_word_is_known_by_a_letter_that_is_wrong_in_its_ending() -> None:
    for slip in ("flexibilitty", "flexibiltiy", "flexibiliyt", "flexibilty"):
        assert "flexibility" in variants(slip)
    assert not list(variants("short"))
