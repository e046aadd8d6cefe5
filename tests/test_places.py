"""Places: one place by many words, one within another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.places import known, names, near, siblings


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Russians and Moscow", {"russia"}),
        ("a US president", {"united states"}),
        ("tell us about it", set()),
        ("New Mexico is not Mexico", {"new mexico", "mexico"}),
        ("nail polish, turkey and a pole", set()),
        ("Turkey and the Poles", {"turkey", "poland"}),
        ("los rusos en españa", {"russia", "spain"}),
        ("nowhere", set()),
    ],
)
def test_a_place_is_known_by_its_names_and_its_people(text: str, places: set[str]) -> None:
    assert known(text) == places


def test_places_that_lie_within_one_another_are_near() -> None:
    assert near("dallas", {"texas"})
    assert near("texas", {"dallas"})
    assert near("dallas", {"united states"})
    assert not near("dallas", {"ohio", "russia"})


def test_states_of_one_country_are_siblings() -> None:
    assert siblings("ohio", "texas")
    assert not siblings("ohio", "ohio")
    assert not siblings("ohio", "russia")
    assert not siblings("france", "russia")


def test_no_name_is_empty_or_has_a_capital() -> None:
    assert all(name and name == name.lower() for name in names())


@given(st.text())
def test_any_text_has_only_listed_places(text: str) -> None:
    assert known(text) <= set(names().values())
