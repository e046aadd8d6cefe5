"""Words of any script are told by their sound."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.engine import Engine
from bot.index import Index
from bot.language.sounds import may_sound, sound
from bot.model import Claim, Message, Review
from bot.store import Store


@pytest.mark.parametrize(
    ("word", "latin"),
    [
        ("कबूतर", "kabutar"),
        ("पोखरा", "pokhara"),
        ("क्रिकेट", "cricket"),
        ("वैक्सीन", "vaccine"),
        ("ठाकरे", "thackeray"),
        ("चांदनी", "chandni"),
        ("ਦੇਸ਼ਪਾਂਡੇ", "deshpande"),
        ("ਓਸਾਮਾ", "osama"),
        ("ভাইরাস", "bhairas"),
        ("Путин", "putin"),
        ("Трамп", "trump"),
        ("मोदी", "modi"),
    ],
)
def test_a_word_sounds_the_same_in_latin_letters(word: str, latin: str) -> None:
    assert sound(word) == sound(latin) != ""


@pytest.mark.parametrize(("one", "other"), [("modi", "mada"), ("putin", "patil"), ("nepal", "bhopal")])
def test_other_words_sound_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


@pytest.mark.parametrize("word", ["", "is", "oil", "2020", "क", "的"])
def test_a_short_word_is_not_told_by_its_sound(word: str) -> None:
    assert sound(word) == ""


def test_only_words_in_other_scripts_that_spaces_part_are_looked_for_by_sound() -> None:
    assert may_sound("कबूतर")
    assert not may_sound("kabutar")
    assert not may_sound("美國")


@given(st.text())
def test_any_word_has_a_sound_of_small_letters_or_none(word: str) -> None:
    heard = sound(word)
    assert heard == "" or (heard.isascii() and heard.isalpha() and heard.islower())


@pytest.fixture
def hindi(store: Store) -> Engine:
    told = {
        "pigeon": "वीडियो में एक कबूतर ने परेड के दौरान व्लादिमीर पुतिन को सलामी दी",
        "plane": "यह वीडियो नेपाल के पोखरा में हुए विमान हादसे का है",
        "snow": "हरियाणा के गांव बरवाला में पहली बार बर्फबारी हुई है",
        "vaccine": "वैक्सीन लगवाने से लोगों के शरीर में चुंबक बन जाता है",
    }
    review = Review("Example Check", "https://example.org/", "False", "False", "false", "2026-01-02")
    store.put(
        [
            Claim(id_, text, (replace(review, url=review.url + id_),), language="hi")
            for id_, text in told.items()
        ]
    )
    return Engine(store, Index(store))


@pytest.mark.parametrize(
    ("text", "id_"),
    [
        ("kya kabutar ne Putin ko salami di", "pigeon"),
        ("Is the video of the plane crash in Pokhara, Nepal real?", "plane"),
        ("haryana ke barwala me barfbari hui", "snow"),
        # Another spelling in the same script.
        ("क्या वेक्सीन से चुंबक बनता है", "vaccine"),
    ],
)
def test_a_claim_in_another_script_is_found_by_the_sound_of_its_words(
    hindi: Engine, text: str, id_: str
) -> None:
    (finding,) = hindi.ask(Message(text)).findings
    assert finding.claim is not None
    assert finding.claim.id == id_


def test_what_is_only_told_by_its_sound_gets_no_verdict(hindi: Engine) -> None:
    (finding,) = hindi.ask(
        Message("video mein ek kabutar ne parade ke dauran Vladimir Putin ko salami di")
    ).findings
    assert finding.outcome == "related"
    assert [difference.kind for difference in finding.differs] == ["unsure"]


def test_a_word_that_sounds_like_none_is_no_word_of_a_claim(hindi: Engine) -> None:
    assert hindi.ask(Message("Did the mayor of Zurich ban pineapple pizza?")).outcome == "none"
