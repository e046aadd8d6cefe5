"""Names: found in a text, compared as names are, and told apart by who speaks."""

import pytest
from hypothesis import given

from bot.language import names as naming
from bot.language.names import (
    Name,
    as_name,
    named_words,
    names,
    people,
    same,
    same_as_any,
    shown,
    speaker_name,
)
from bot.language.people import persons, persons_alone
from bot.language.speakers import asked_listener, speakers
from bot.language.text import clean

from .wild import wild, wild_text

WILD = wild_text(
    "Obama Putin JFK U.S. Dr. President Jr. said told says that did Did Was never Russia's van - ' \" . ? : "
    "\n Élodie Łukasz Владимир 東京 İstanbul ﬁ ß 5G COVID-19 according to by"
)


def _knows_obama(word: str) -> bool:
    return word == "obama"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Obama", "Barack Obama"),
        ("President Barack Obama", "Obama's"),
        ("Barack", "Barack Obama"),
        ("Joe Biden", "Joseph Biden"),
        ("Bill Clinton", "William Clinton"),
        ("H. Clinton", "Hillary Clinton"),
        ("George W. Bush", "George Bush"),
        ("AOC", "Alexandria Ocasio-Cortez"),
        ("Barack", "Obama"),
        ("Ted Cruz", "Sen. Ted Cruz"),
        ("JFK", "John F. Kennedy"),
        ("MLK", "Martin Luther King"),
        ("FDR", "Franklin D. Roosevelt"),
        ("Hussein Obama", "Barack Obama"),
        ("Disney", "Walt Disney Company"),
    ],
)
def test_titles_nicknames_and_initials_are_the_same_name(one: str, other: str) -> None:
    assert same(as_name(one), as_name(other))
    assert same(as_name(other), as_name(one))


@pytest.mark.parametrize(
    ("typo", "name"),
    [("Barack Obma", "Barack Obama"), ("Medvedew", "Medvedev"), ("Dmitry Medvedev", "Dmitri Medvedev")],
)
def test_a_typo_in_a_surname_is_the_same_name(typo: str, name: str) -> None:
    assert same(as_name(typo), as_name(name))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Barack Obama", "Michelle Obama"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Joe Biden", "Hunter Biden"),
        ("Vladimir Putin", "Vladimir Lenin"),
        ("Obama", "Putin"),
        ("Al Gore", "Al Franken"),
        ("Bush", "Rush Limbaugh"),
        ("Dean Koontz", "Dean Kelly"),
        ("Dean Koontz", "Sean Kuntz"),
        ("", "Obama"),
        ("", ""),
    ],
)
def test_a_clash_of_first_names_or_surnames_is_another_person(one: str, other: str) -> None:
    assert not same(as_name(one), as_name(other))
    assert not same(as_name(other), as_name(one))
    assert not same_as_any(as_name(one), [as_name(other)])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Russia's President Dmitri Medvedev", ("dmitri", "medvedev")),
        ("Obama's", ("obama",)),
        ("Former Vice President Joe Biden", ("joe", "biden")),
        ("Alexandria Ocasio-Cortez", ("alexandria", "ocasio", "cortez")),
        ("Facebook posts", ()),
        ("President", ()),
        ("Stephen King", ("stephen", "king")),
    ],
)
def test_a_name_is_without_titles_and_possessives(text: str, name: Name) -> None:
    assert as_name(text) == name


@pytest.mark.parametrize("speaker", ["Albert Einstein", "attributed to Albert Einstein"])
def test_the_name_of_a_speaker_is_found_where_words_are_only_attributed(speaker: str) -> None:
    assert speaker_name(speaker) == ("albert", "einstein")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Did Obama say he'd have more flexibility?", [("obama",)]),
        ("Did Obama himself say so?", [("obama",)]),
        ("was obama fr caught on mic saying so", [("obama",)]),
        ("Medvedev pleaded with Obama to wait", [("medvedev",)]),
        ("did putin say he'd have more flexibility", [("putin",)]),
        ("Obama never said he'd have more flexibility", [("obama",)]),
        ("Was Obama caught on a hot mic telling Medvedev to wait?", [("obama",)]),
        ("Clinton says that Comey called her answers truthful", [("clinton",), ("comey",)]),
        ("According to Greta Thunberg, we have ten years left", [("greta", "thunberg")]),
        ("Has Joe Biden ever promised to forgive loans?", [("joe", "biden")]),
        ("A hot mic caught Merkel saying she'd have more flexibility", [("merkel",)]),
        ("Was Medvedev told by Obama to wait?", [("obama",)]),
        ("Medvedev was told to wait", []),
        ("Was Obama heard saying so?", [("obama",)]),
        ("Is it true Obama said so?", [("obama",)]),
        ("OBAMA SAID SO AND STILL MEDVEDEV CALLED HIM", []),
        ("On NPR Biden claimed so", [("biden",)]),
        ("John Cornyn of Texas tweeted so", [("john", "cornyn")]),
        ("Did Obama get hot-mic'd promising so?", []),
        ("People in Ohio must deny it", []),
        ("He left the Czech Republic at the mere request of Putin", []),
        ("Obama at the summit promised more", [("obama",)]),
        ("Scientists say the earth is warming", []),
        ("People say that bread is healthy", []),
        ("The earth is warming", []),
    ],
)
def test_the_speakers_are_those_who_say_something(text: str, found: list[Name]) -> None:
    assert speakers(text) == found


def test_a_speaker_in_lower_case_counts_if_the_name_is_known() -> None:
    assert speakers("OBAMA SAID SO AND STILL WON", _knows_obama) == [("obama",)]
    assert speakers("obama said he'd have more flexibility") == []
    assert speakers("obama said he'd have more flexibility", _knows_obama) == [("obama",)]


@pytest.mark.parametrize(
    ("text", "listener"),
    [
        ("Did Obama tell Putin he'd have more flexibility?", ("putin",)),
        ("Obama was caught telling Dmitri Medvedev to wait", ("dmitri", "medvedev")),
        ("Did Putin tell obama to wait?", ("obama",)),
        ("Did Palin tell the Republican convention that she'd wait?", ()),
        ("Did he tell the Queen that she'd wait?", ()),
        ("Did Obama say he'd have more flexibility?", ()),
    ],
)
def test_the_listener_is_to_whom_something_is_told(text: str, listener: Name) -> None:
    assert asked_listener(text, _knows_obama) == listener


def test_names_are_the_capitalised_ones_but_not_the_start_of_a_sentence() -> None:
    text = "Yesterday in Seoul, NATO and President Barack Obama spoke. Nobody there asked about missiles."
    assert names(text) == [("seoul",), ("nato",), ("barack", "obama")]
    assert names("Obama lied about this.") == []
    assert names("Obama lied about this.", _knows_obama) == [("obama",)]


@pytest.mark.parametrize(
    "text",
    [
        "OBAMA TOLD MEDVEDEV TO WAIT UNTIL AFTER ELECTIONS",
        "Obama Told Medvedev To Wait Until Later",
        "Obama Told Prince Bandar bin Sultan To Wait",
    ],
)
def test_capitals_everywhere_tell_no_names(text: str) -> None:
    assert names(text) == []
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Obama told Dmitri Medvedev to wait.", "dmitri medvedev"),
        ("Barack Obama spoke. Apples are sold in Zürich.", "barack obama zürich"),
        ("Yesterday in Ohio, Sen. John McCain met the Ku Klux Klan.", "ohio john mccain ku klux klan"),
        ("He met Ursula von der Leyen in May.", "ursula leyen"),
        ("It was Angela Merkel's dog, Covid-19 or not.", "angela merkel"),
        ("Apples are purple. Nobody is there.", ""),
        ("OBAMA TOLD MEDVEDEV TO WAIT UNTIL AFTER ELECTIONS", ""),
        ("", ""),
    ],
)
def test_the_words_of_names_are_those_with_capitals_within_a_sentence(text: str, found: str) -> None:
    assert named_words(text, "") == set(found.split())


def test_names_count_in_what_else_is_told_though_the_claim_is_all_capitals() -> None:
    text = "OBAMA TOLD MEDVEDEV TO WAIT UNTIL AFTER ELECTIONS"
    assert named_words(text, "There he met Joe Biden.") == {"joe", "biden"}
    assert named_words("He met Joe Biden.", "There was John McCain.") == {"joe", "biden", "john", "mccain"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Yesterday in Ohio, Sen. John McCain met Barack Obama.", [("john", "mccain"), ("barack", "obama")]),
        ("John McCain Still Refuses to say so", [("john", "mccain")]),
        ("The bill by Senator Zyxwv Qwert passed", [("zyxwv", "qwert")]),
        ("AOC said so", [("aoc",)]),
        ("Dr. Birx and Senator Wolf said so", [("birx",), ("wolf",)]),
        ("King Salmon is at Mr. Is", []),
        ("Donald Trump spoke on Fox News in New York", [("donald", "trump")]),
        ("George Washington University is in Zürich", []),
        ("The Secretary of State John Kerry hid it", [("john", "kerry")]),
        ("Does This Photograph Show Justin Trudeau with a prince?", [("justin", "trudeau")]),
        ("Obama lied", []),
        ("apples are purple", []),
        ("Don't let Joe Biden win", [("joe", "biden")]),
        ("On NPR Joe Biden said so", [("joe", "biden")]),
    ],
)
def test_people_are_known_by_given_names_titles_and_initials_without_a_database(
    text: str, found: list[Name]
) -> None:
    assert persons_alone(text) == found


def test_where_something_was_is_nobody_unless_claims_have_the_name() -> None:
    text = "Was Mitt Romney right in Ann Arbor?"
    assert persons(text) == [("mitt", "romney")]
    assert persons(text, lambda word: word == "arbor") == [("mitt", "romney"), ("ann", "arbor")]


def test_people_are_not_places_or_news_outlets() -> None:
    text = "On Fox News, Joe Biden talked about money for schools in Los Angeles and the White House"
    assert people(text) == [("joe", "biden")]


@wild
@given(WILD)
def test_any_text_gives_names_in_lower_case_each_the_same_as_itself(text: str) -> None:
    cleaned = clean(text)
    for name in [*names(cleaned), *people(cleaned), *speakers(cleaned), as_name(cleaned)]:
        assert all(word and word.isalpha() and word == word.lower() for word in name)
        assert same(name, name) == bool(name)
    assert () not in [*names(cleaned), *people(cleaned), *speakers(cleaned)]
    assert len(speakers(cleaned)) == len(set(speakers(cleaned)))


@wild
@given(WILD, WILD)
def test_being_the_same_name_goes_both_ways(one: str, other: str) -> None:
    assert same(as_name(one), as_name(other)) == same(as_name(other), as_name(one))


@pytest.mark.parametrize(
    ("text", "spelt_out"),
    [
        ("Was MLK a Republican?", "Was Martin Luther King a Republican?"),
        ("did jfk's parade have tanks", "did john kennedy's parade have tanks"),
        # As many claims call her so: they would not be found by her name.
        ("Did AOC tweet that?", "Did AOC tweet that?"),
        # Nobody whom claims know.
        ("Did RBG retire?", "Did RBG retire?"),
        ("Hillary lied at https://mlk.org/jfk #MLK @jfk", "Hillary lied at https://mlk.org/jfk #MLK @jfk"),
    ],
)
def test_whom_initials_stand_for_is_spelt_out_where_claims_have_the_name(text: str, spelt_out: str) -> None:
    claims = {"king": 3, "mlk": 3, "kennedy": 1, "cortez": 1, "aoc": 2, "clinton": 9, "hillary": 5}
    assert naming.spelt_out(text, lambda word: claims.get(word, 0)) == spelt_out


def test_names_are_shown_as_people_write_them() -> None:
    written = [("al", "gore"), ("xi", "jinping"), ("john", "mccain"), ("eu",), ("george", "w", "bush")]
    assert list(map(shown, written)) == ["Al Gore", "Xi Jinping", "John McCain", "EU", "George W Bush"]
