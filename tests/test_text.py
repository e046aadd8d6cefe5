"""Text as people write it: cleaned, cut into statements and words, made comparable."""

import json
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.language import text as reading
from bot.language.text import STEMMERS, clean, content, statements, stem_lines, words

from .wild import wild, wild_text

WILD = wild_text(
    "Obama said told U.S. Dr. 1,000 5% . ! ? ' “ ” … – # @ _ \n \r \t \x00 \x85 \u2028 \u200b \u202e \ufeff "
    "\ud800 \ue000 东京 خطأ नमस्ते ßtraße İ ﬁ ½ ² ª 👍🏽 e\u0301 #ClimateChange https://x.y/z www.a.b"
) | st.text(st.characters())


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("“Hi” – it’s «me»", '"Hi" - it\'s "me"'),
        ("a\u200bb\u202ec\ufeffd", "abcd"),
        ("a\x00b\x07c", "a b c"),
        ("ﬁne cafe\u0301", "fine café"),
        ("  two\t\twords \r\n\r\n and a line ", "two words\nand a line"),
        ("OK 👍", "OK"),
        ("half a \ud800 surrogate", "half a surrogate"),
        ("fußball 東京 خطأ", "fußball 東京 خطأ"),
        (" \n\t\u200b", ""),
        ("<b>Did</b> he<br/>say <B>so</B>?", "Did he say so ?"),
        ("<<b>b> <b<b>> 1 <3 x<b", "< b> <b > 1 <3 x<b"),
        ("he&#39;d say &quot;so&quot;&nbsp;&amp; she&amp;amp;#x27;d", "he'd say \"so\" & she'd"),
        ("AT&T; R&D & &nothing; &#38;lt;", "AT&T; R&D & &nothing; <"),
    ],
)
def test_cleaning_leaves_plain_quotes_single_spaces_and_lines(written: str, cleaned: str) -> None:
    assert clean(written) == cleaned


def test_entities_written_with_entities_do_not_hold_up_everybody() -> None:
    deep = "&#" * 5_000 + "5" + "3;" * 5_000
    started = time.perf_counter()
    assert clean(deep).startswith("&#")
    assert time.perf_counter() - started < 1


@wild
@given(WILD)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@wild
@given(WILD)
def test_no_control_or_invisible_character_survives_cleaning(text: str) -> None:
    cleaned = clean(text)
    assert {unicodedata.category(c) for c in cleaned if c != "\n"}.isdisjoint({"Cc", "Cf", "Cn", "Co", "Cs"})
    assert all(line and line == " ".join(line.split()) for line in cleaned.split("\n") if cleaned)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("U.S. troops", ["us", "troops"]),
        ("5,000,000 votes", ["5000000", "votes"]),
        (
            "#ClimateChange @BarackObama #covid_facts",
            ["climate", "change", "barack", "obama", "covid", "facts"],
        ),
        ("look https://example.org/a?b=c here", ["look", "here"]),
        ("Café Łódź", ["cafe", "lodz"]),
        ("東京都", ["東京", "京都"]),
    ],
)
def test_words_are_folded_and_links_tags_and_acronyms_resolved(text: str, forms: list[str]) -> None:
    assert [word.form for word in words(text)] == forms


@pytest.mark.parametrize(
    ("code", "one", "other"),
    [
        ("en", "elections", "election"),
        ("de", "Wahlen", "Wahl"),
        ("es", "elecciones", "elección"),
        ("pl", "szczepionki", "szczepionka"),
    ],
)
def test_singular_and_plural_have_one_stem(code: str, one: str, other: str) -> None:
    assert words(one, code)[0].stem == words(other, code)[0].stem
    assert words(one, code)[0].form != words(other, code)[0].form


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("stole stolen", "steal"),
        ("women", "woman"),
        ("told", "tells"),
        ("the Russians", "Russia"),
        ("won", "win"),
    ],
)
def test_irregular_forms_and_peoples_are_one_word_with_what_they_are_of(one: str, other: str) -> None:
    assert words(one)[-1].stem == words(other)[0].stem
    assert words(one, "de")[-1].stem != words(other, "de")[0].stem


def test_a_form_is_of_one_word_only() -> None:
    table = json.loads((Path(reading.__file__).with_name("same_words.json")).read_text("ascii"))
    forms = [form for groups in table.values() for group in groups for form in group.split()]
    assert len(forms) == len(set(forms))


def test_a_language_without_a_stemmer_is_not_stemmed() -> None:
    assert all(word.stem == word.form for word in words("elections were stolen", "xx"))


@wild
@given(WILD, st.sampled_from([*STEMMERS, "zh", "he", ""]))
def test_any_text_has_words_in_any_language(text: str, code: str) -> None:
    found = words(clean(text), code)
    assert [word.form for word in found] == [word.form for word in words(clean(text), "")]
    assert all(word.form and not set(word.form) & set(" \n.,") for word in found)
    assert all(word in found for word in content(found, code))


def test_words_that_only_frame_a_question_are_not_content() -> None:
    found = content(words("Is it really true that Obama said he would have more flexibility?"))
    assert [word.form for word in found] == ["obama", "flexibility"]


@pytest.mark.parametrize(
    ("text", "code", "forms"),
    [
        ("el presidente de la nación", "es", ["presidente", "nacion"]),
        ("der Kanzler und die Steuer", "de", ["kanzler", "steuer"]),
    ],
)
def test_function_words_of_other_languages_are_not_content(text: str, code: str, forms: list[str]) -> None:
    assert [word.form for word in content(words(text, code), code)] == forms


def test_what_frames_in_the_messages_language_says_nothing_in_the_claims_either() -> None:
    found = words("Obama a dit plus de flexibilité", "en")
    assert [word.form for word in content(found, "en", "fr")] == ["obama", "flexibilite"]
    assert len(content(found, "en")) > 2


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            "Obama met Dr. Smith in Seoul. Putin left Moscow! Really?",
            ["Obama met Dr. Smith in Seoul.", "Putin left Moscow!"],
        ),
        (
            "The U.S. Army went to Iraq. Nobody left Iraq.",
            ["The U.S. Army went to Iraq.", "Nobody left Iraq."],
        ),
        ("On Jan. 6 rioters stormed Congress.", ["On Jan. 6 rioters stormed Congress."]),
        ("Earth flat\nMoon hollow", ["Earth flat", "Moon hollow"]),
        ("地球是平的。月球是空心的。", ["地球是平的。", "月球是空心的。"]),
        ("هل الأرض مسطحة؟ القمر جوفاء", ["هل الأرض مسطحة؟", "القمر جوفاء"]),
        ("Inflation hit 3.5 percent in May", ["Inflation hit 3.5 percent in May"]),
        ("Hi! Is it true? Thanks.", []),
        ("", []),
    ],
)
def test_a_message_is_cut_into_the_sentences_that_could_hold_a_claim(text: str, sentences: list[str]) -> None:
    assert statements(clean(text)) == sentences


@wild
@given(WILD)
def test_statements_are_pieces_of_the_text_in_order(text: str) -> None:
    rest = iter(clean(text).split())
    assert all(word in rest for statement in statements(clean(text)) for word in statement.split())


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["The U.S. sold 1,200 #BlueTrees.", "See https://example.org/a", "", "Did they?"], "en"),
        (["Los árboles\nazules", "\U0001f600", "¿Fue así?"], "es"),
        (["東京の空は青い", "It's so"], "ja"),
    ],
)
def test_many_texts_at_once_give_the_words_that_each_gives_alone(lines: list[str], code: str) -> None:
    each = [words(clean(line), code) for line in lines]
    every, telling = stem_lines(lines, code)
    assert [line.split() for line in every] == [[word.stem for word in found] for found in each]
    assert [line.split() for line in telling] == [
        [word.stem for word in content(found, code)] for found in each
    ]


def test_scripts_of_northern_india_are_read_as_one() -> None:
    hindi, *others = (words(name, "hi")[0].stem for name in ("मोदी", "ਮੋਦੀ", "মোদী", "મોદી"))
    assert others == [hindi] * 3
