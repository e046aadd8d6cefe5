"""Which language a text is in."""

import pytest
from hypothesis import given

from bot.language import languages
from bot.language.languages import language
from bot.language.text import clean, listed_words, lists

from .test_text import WILD
from .wild import wild


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Did Obama say he'd have more flexibility?", "en"),
        ("¿Es verdad que el presidente dijo que no?", "es"),
        ("Hat der Kanzler das wirklich nicht gesagt?", "de"),
        ("Правда ли, что Путин это сказал", "ru"),
        ("هل هذا صحيح", "ar"),
        ("地球是平的", "zh"),
        ("これはほんとうですか", "ja"),
        ("Obama", "en"),
        ("", "en"),
        ("Rajoy prometió bajar impuestos", "es"),
        ("Merkel Rücktritt Impfpflicht", "de"),
        ("trump totally against iraq war", "en"),
        ("which judo belt does Vladimir Putin have", "en"),
    ],
)
def test_the_language_is_told_by_script_and_words(text: str, code: str) -> None:
    assert language(clean(text), ("en", "es", "de")) == code


@pytest.mark.parametrize(
    "text",
    [
        "budak itu jadi batu, gambar tu betul ke?",
        "harimau masuk di hotel, benar ke ni?",
        "imam masjid di sini cuma makan sekali sehari?",
    ],
)
def test_a_few_words_of_malay_are_not_those_of_a_larger_language(text: str) -> None:
    assert language(clean(text), ("en", "fr", "pt", "de", "ms")) == "ms"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Szczepionki przeciw grypie powodują autyzm", "pl"),
        ("Vaksin ini menyebabkan kemandulan", "id"),
        ("भारतीय सेना ने कहा है कि यह सच नहीं है", "hi"),
        ("महाराष्ट्रातील शाळा उद्यापासून बंद राहणार आहेत", "mr"),
        ("Президент України підписав указ", "uk"),
        ("اس ویڈیو میں دکھایا گیا ہے", "ur"),
    ],
)
def test_languages_of_one_script_are_told_apart(text: str, code: str) -> None:
    assert language(clean(text), ("en", "pl", "id", "hi", "mr", "ru", "uk", "ar", "ur")) == code


@wild
@given(WILD)
def test_any_text_is_in_one_of_the_languages_or_one_with_a_script_of_its_own(text: str) -> None:
    own_script = {"ar", "zh", "ja", "ko", "ru", "el", "he", "hi", "bn", "pa", "ta", "th"}
    assert language(clean(text), ("es", "en")) in {"es", "en"} | own_script


@pytest.mark.parametrize(
    ("text", "may_be"),
    [
        ("Obama flexibilidade", True),
        ("A tartaruga Jonathan morreu na ilha", True),
        ("La tortue Jonathan est morte dans une île", False),
        ("นักยิมนาสติกรัสเซีย", False),
    ],
)
def test_a_text_may_be_in_the_first_language_if_nothing_tells_of_another(text: str, may_be: bool) -> None:
    assert languages.may_be_first(clean(text), ["pt", "fr", "th"]) is may_be


def test_a_full_disk_leaves_the_first_language(monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> None:
        raise FileNotFoundError("No usable temporary directory found")

    monkeypatch.setattr(languages, "_detector", full)
    assert language("Rajoy Merkel Obama", ("es", "en")) == "es"


@pytest.mark.parametrize("code", "bg ca gu hr kn ml mr ms pa sk sq sr sw ta te tl".split())
def test_no_word_that_says_nothing_denies(code: str) -> None:
    said, denied = listed_words("aside_words", code), listed_words("words_against", code)
    assert said
    assert denied
    assert not said & denied


def test_no_word_that_says_nothing_has_weight() -> None:
    assert {*lists("weighty_words")} >= {"es", "ru", "ja", "id"}
    for code in lists("weighty_words"):
        weighty, any_ = listed_words("weighty_words", code), listed_words("aside_words", "any")
        assert weighty
        assert not any_ & weighty, code
