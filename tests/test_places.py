"""Places: one place by many words, one within another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.places import known, names_of_signs, near, of_text, own_names, siblings


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("The Russians and Moscow", {"russia"}),
        ("a US president", {"united states"}),
        ("tell us about it", set()),
        ("the American public", {"united states"}),
        ("New Mexico is not Mexico", {"new mexico", "mexico"}),
        ("nail polish, turkey and a pole", set()),
        ("Turkey and the Poles", {"turkey", "poland"}),
        ("los rusos en españa", {"russia", "spain"}),
        ("nowhere", set()),
        ("eagles in CA, not ca. 1900", {"california"}),
        ("los Estados Unidos de América", {"united states"}),
        ("İstanbul ve İzlanda", {"istanbul", "iceland"}),
        ("Россией правит Китай, а в Москве", {"russia", "china"}),
        ("Індія та Індонезія", {"india", "indonesia"}),
        ("индивидуальный подход", set()),
        ("السعودية وإيران", {"saudi arabia", "iran"}),
        ("بمصر لا في المصرف", {"egypt"}),
        ("प्राचीन चीन और रूस", {"china", "russia"}),
        ("美國要求各國制裁俄羅斯", {"united states", "russia"}),
        ("印度尼西亚", {"indonesia"}),
        ("แถลงจากประเทศไทย", {"thailand"}),
        ("서울에서 한국이", {"south korea"}),
        ("an island of the District of Columbia", set()),
        ("the weight of a human Soul", set()),
        ("South African and North Korean police", {"south africa", "north korea"}),
    ],
)
def test_a_place_is_known_by_its_names_and_its_people(text: str, places: set[str]) -> None:
    assert known(text) == places


@pytest.mark.parametrize(
    "office",
    [
        "US President Obama",
        "the U.S. Senate",
        "American president Obama",
        "the american elections",
        "the U.S. presidential election",
    ],
)
def test_the_country_of_an_office_is_no_place_of_a_text(office: str) -> None:
    assert of_text(office) == set()
    assert of_text(f"{office} in the US") == {"united states"}


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
    assert all(name and name == name.lower() for name in own_names())


@given(st.text())
def test_any_text_has_only_listed_places(text: str) -> None:
    assert known(text) <= set(own_names().values())


def test_every_name_in_another_script_is_of_a_listed_place() -> None:
    listed = [place for names in names_of_signs().values() for _, place in names]
    assert len(listed) > 3000
    assert set(listed) <= set(own_names().values())
