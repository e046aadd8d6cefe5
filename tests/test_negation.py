"""What a text denies, by the scope of its words of denial, in several languages."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language.negation import (
    asks_for_denial,
    denials,
    denied,
    denies,
    kinds,
    nearly_denied,
    opposed,
    opposites,
    without_idioms,
)
from bot.language.speakers import denies_saying
from bot.language.text import clean, words

from .wild import wild, wild_text

WILD = wild_text(
    "not never n't no nobody , . ? ' \" that Obama said refused nicht 不是 नहीं değil \n \ud800 ( false"
)


def _stem(word: str, language: str) -> str:
    return words(word, language)[0].stem


@pytest.mark.parametrize(
    ("text", "language", "word"),
    [
        ("The vaccine is not safe", "en", "safe"),
        ("Seeds can't make you fail", "en", "fail"),
        ("Obama never said he'd have more flexibility", "en", "flexibility"),
        ("He didn't sign the treaty", "en", "sign"),
        ("There is no evidence for it", "en", "evidence"),
        ("Trump did not say, and does not say, that climate change is a hoax", "en", "climate"),
        ("He denied signing the treaty", "en", "treaty"),
        ("La vacuna no es segura", "es", "segura"),
        ("Le vaccin n'est pas dangereux", "fr", "dangereux"),
        ("Der Impfstoff ist nicht sicher", "de", "sicher"),
        ("A vacina não é segura", "pt", "segura"),
        ("Il vaccino non è sicuro", "it", "sicuro"),
        ("Het vaccin is niet veilig", "nl", "veilig"),
        ("Szczepionka nie jest bezpieczna", "pl", "bezpieczna"),
        ("Aşı güvenli değil", "tr", "güvenli"),
        ("टीका सुरक्षित नहीं है", "hi", "सुरक्षित"),
        ("Вакцина не безопасна", "ru", "безопасна"),
    ],
)
def test_what_follows_a_denial_is_denied_or_what_precedes_it(text: str, language: str, word: str) -> None:
    assert _stem(word, language) in denied(text, language)
    assert not denied(text.split(" ")[0], language)


@pytest.mark.parametrize(
    "text",
    [
        "Is it false that Obama said it?",
        "Are 20 percent, as he says, and not 5 out of work?",
        "Isn't it true that Obama said it?",
        "It's not true that vaccines kill",
        "Didn't Obama say it?",
        "Not only Obama said it",
        "He never denied signing the treaty",
        "Can't believe Obama said it",
        "You can't make this up: Obama said it",
        "I can't sleep: did Obama say it?",
        "Did Obama say it or not",
        "They hate it, but didn't Obama say it?",
        "Obama said it, wasn't it?",
        "It is 20 percent, not 5.6",
        "No city has stronger gun laws than Chicago",
        "Nobody since Truman moved in with less money",
        "They got it in return for nothing. Is that how the deal worked?",
        "She said thanks but no thanks to Congress",
        "He would have won were it not for fraud",
        "a plot of a not-yet-released book",
        "That is not good for farms",
        "Farms burn for no apparent reason",
        "Not one of them mentioned that farms burn",
        "I don't believe that Obama said it",
        "How do I know that the video is not AI",
        "Did Obama not know that he was recorded",
        "Did Obama or did Obama not tell Medvedev",
        "Obama never told Medvedev... or did he?",
        "A straight yes or no: did Obama tell Medvedev",
        "Y'all gonna tell me Obama didn't tell Medvedev",
        "All about Trump, but wasn't it Obama who told Medvedev",
        "They threaten me with jail if I don't pay today",
    ],
)
def test_a_question_of_truth_and_two_denials_deny_nothing(text: str) -> None:
    assert denied(text, "en") == set()


def test_a_denial_in_what_is_quoted_or_told_of_others_is_one() -> None:
    assert _stem("climbed", "en") in denied('A fence that "can\'t be climbed" was climbed', "en")
    assert _stem("God", "en") in denied("Those who died don't believe in God", "en")
    assert _stem("city", "en") in denied("No city has gun laws", "en")
    assert _stem("data", "en") in denied("NASA did not fake the data", "en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Amazon didn't pay a dime in taxes", "Amazon paid zero in taxes"),
        ("half of them do not pay any taxes", "half of them pay no taxes"),
        ("without getting anything for it", "got nothing for it"),
    ],
)
def test_what_is_not_anything_is_nothing(text: str, told: str) -> None:
    assert denied(text, "en") == denied(told, "en")


def test_a_question_of_what_somebody_did_not_know_denies_nothing_else() -> None:
    assert not asks_for_denial("Did Obama not know that he was recorded when he told Medvedev?")
    assert asks_for_denial("Did Obama not tell Medvedev?")


def test_a_denial_ends_with_its_clause() -> None:
    assert _stem("taxes", "en") not in denied("He did not resign, taxes rose", "en")
    assert _stem("taxes", "en") not in denied("He did not resign because taxes rose", "en")


def test_what_is_never_said_is_denied_as_a_whole() -> None:
    text = "He never said that the line about one small step was rehearsed"
    assert {_stem(word, "en") for word in ("small", "step", "rehearsed")} <= denied(text, "en")


def test_under_no_pretext_is_never() -> None:
    assert _stem("surrendered", "en") in denied("Under no pretext should they be surrendered", "en")
    assert not denied("They surrendered in no time", "en")


def test_a_denial_is_no_part_of_a_longer_word_of_letters_and_marks() -> None:
    assert denied("केजरीवाल ने धमकी दी", "hi") == set()
    assert denied("केजरीवाल न धमकी दी", "hi") != set()


def test_chinese_is_denied_by_characters() -> None:
    assert denied("疫苗不是安全的", "zh")
    assert not denied("疫苗是不是安全的", "zh")


def test_words_that_stand_for_a_denial_are_told_apart() -> None:
    assert denied("He refused the medal", "en") == set()
    assert _stem("medal", "en") in nearly_denied("He refused the medal", "en")
    assert denies("He refused the medal", "en")
    assert not denies("He took the medal", "en")


def test_a_question_can_deny_all_of_itself() -> None:
    assert asks_for_denial("Did Obama never scrap the missile shield?")
    assert not asks_for_denial("Did Obama scrap a shield that never worked?")
    assert not asks_for_denial("Did Obama say not only that?")


def test_no_word_is_its_own_opposite() -> None:
    listed = [*opposites().values(), *kinds().values()]
    assert all(one and other and not one & other for pairs in listed for one, other in pairs)


@wild
@given(WILD, st.sampled_from("en es fr de zh hi tr xx".split()))
def test_any_text_can_be_read_for_denials(text: str, language: str) -> None:
    text = clean(text)
    assert denied(text, language) <= nearly_denied(text, language)


def test_a_word_with_un_or_dis_before_it_is_the_opposite() -> None:
    assert opposed({"unvaccin", "nurs"}, {"vaccin", "nurs"}) == ("unvaccin", "vaccin")
    assert opposed({"agre"}, {"disagre"}) == ("agre", "disagre")
    assert opposed({"discover"}, {"cover"}) is None
    assert opposed({"agre", "disagre"}, {"agre"}) is None


@pytest.mark.parametrize(
    ("text", "unsaid"),
    [
        ("Kanye West never said that Tubman never freed the slaves", True),
        ("Martin Luther King Jr. didn't say that", True),
        ("Did he deny saying that?", True),
        ("Biden refused to say so", True),
        ("Kanye West said that Tubman never freed the slaves", False),
        ("Didn't Kanye say that?", False),
        ("I never said this", False),
        ("They will never admit that it is true", False),
        ("She never said that right?", False),
    ],
)
def test_that_something_was_never_said_is_told_from_what_was(text: str, unsaid: bool) -> None:
    assert denies_saying(text) is unsaid


def test_what_somebody_wants_nobody_to_know_is_not_denied() -> None:
    assert denials("Lemons heal, Big Pharma doesn't want you to know", "en") == []
    assert denials("Trump doesn't want anyone vaccinated", "en")


@pytest.mark.parametrize(("code", "sign"), [("ko", "들"), ("ru", "микр"), ("ja", "マイク"), ("es", "oye ")])
def test_hostile_repetition_of_what_is_heard_ends(code: str, sign: str) -> None:
    assert without_idioms(sign * 20_000, code) == sign * 20_000
