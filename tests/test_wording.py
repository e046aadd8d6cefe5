"""The sentences that people read."""

import datetime
import json
import re
from dataclasses import replace
from pathlib import Path
from string import Formatter
from typing import get_args

import pytest

from bot import wording as module
from bot.memory.inbox_reading import PassedOn
from bot.memory.ledger import Shown
from bot.memory.personal_data import PersonalData
from bot.model import (
    VERDICTS,
    Answer,
    Claim,
    Difference,
    DifferenceKind,
    Finding,
    Note,
    Quote,
    Review,
    Verdict,
)
from bot.wording import SYMBOLS, Wording, languages

VERDICT_WORDS = re.compile(
    r"\b(?:true|false|truth|lie|lies|correct|incorrect|misleading|satire|scam|unproven|outdated|confirmed|debunked)\b",
    re.IGNORECASE,
)
FOLDER = Path(module.__file__).with_name("phrases")
wording = Wording("en")
KINDS: tuple[DifferenceKind, ...] = get_args(DifferenceKind)


def _claim(*verdicts: Verdict, date: str | None = "2016-12-13") -> Claim:
    reviews = tuple(Review("Snopes", "https://example.org", v, v.title(), v, date) for v in verdicts)
    return Claim("x", "Obama said so", reviews, "Barack Obama", "2012-03-26", "Seoul, South Korea")


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_has_a_symbol_and_words_of_its_own(verdict: Verdict) -> None:
    symbol, words = SYMBOLS[verdict], wording(verdict)
    assert len(symbol) == 1
    assert re.fullmatch(r"[A-Z][a-z, ]+", words)
    assert [wording(known) for known in SYMBOLS].count(words) == 1
    assert wording.verdict(verdict) == f"{symbol} {words}"


@pytest.mark.parametrize("verdict", VERDICTS)
def test_only_a_match_has_a_verdict_in_its_headline(verdict: Verdict) -> None:
    claim = _claim(verdict)
    assert wording.headline(Finding("match", "s", 0.9, claim)) == wording.verdict(verdict)
    for finding in (Finding("related", "s", 0.9, claim), Finding("none", "s")):
        headline = wording.headline(finding)
        assert headline
        assert not VERDICT_WORDS.search(headline)
        assert not any(symbol in headline for symbol in SYMBOLS.values())


def test_related_and_nothing_found_have_headlines_of_their_own() -> None:
    another = (Difference("speaker", "Putin", "Barack Obama"),)
    assert wording.headline(Finding("related", "s", 0.5, _claim("true"), another)) == wording("related")
    assert wording.headline(Finding("none", "s")) == wording("none")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("asked", "told"), [("Putin", "Obama"), ("not", ""), ("", "not"), ("2015", "")])
def test_a_difference_is_one_sentence_without_a_verdict(kind: DifferenceKind, asked: str, told: str) -> None:
    sentence = wording.difference(Difference(kind, asked, told))
    assert re.fullmatch(r"[A-Z][^.]+\.", sentence)
    assert not VERDICT_WORDS.search(sentence)


def test_a_claim_that_only_looks_alike_is_not_said_to_be_another_one() -> None:
    claim = _claim("true")
    alike, thing = Difference("unsure", "Is it so?", "It is so, it seems"), Difference("unsure", "cars", "")
    unsure = Finding("related", "s", 0.5, claim, (alike,))
    assert wording.headline(unsure) == "Not sure which claim you mean"
    assert wording.offering(unsure) == "Did you mean one of these?"
    for differs in ((alike, thing), (thing,)):
        related = Finding("related", "s", 0.5, claim, differs)
        assert wording.headline(related) == "Not the same claim, but related"
        assert wording.offering(related) == wording.offering(Finding("match", "s", 0.9, claim))


def test_a_difference_names_both_sides() -> None:
    sentence = wording.difference(Difference("speaker", "Putin", "Barack Obama"))
    assert sentence == "You asked about Putin; this claim is about Barack Obama."
    assert "“less”" in wording.difference(Difference("negation", "less", "more"))
    assert "does not mention" in wording.difference(Difference("place", "Texas", ""))


def test_no_sentence_of_ours_claims_truth() -> None:
    ours = [wording(name) for name in ("related", "unsure", "none", "others", "others unsure")]
    ours += wording.tips()
    ours += [
        wording("empty"),
        wording("short"),
        wording("truncated"),
        wording.disputed(_claim("true", "false")),
    ]
    ours += [wording.age(_claim("true", date="2000"), datetime.date(2024, 1, 1))]
    assert not [sentence for sentence in ours if not sentence or VERDICT_WORDS.search(sentence)]


def test_nothing_found_is_said_not_to_mean_true() -> None:
    denied = "does not mean that it is true"
    assert denied in wording("none means")
    assert not VERDICT_WORDS.search(wording("none means").replace(denied, ""))


@pytest.mark.parametrize("note", get_args(Note))
def test_every_note_has_words_and_no_note_has_none(note: Note) -> None:
    finding = Finding("none", "s")
    assert wording.note(Answer((finding,), note)).endswith(".")
    assert wording.note(Answer((finding,))) == ""


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2012-03-26", "26 March 2012"),
        ("2012-12-05", "5 December 2012"),
        ("2012-03", "March 2012"),
        ("2012", "2012"),
        ("spring 2012", "spring 2012"),
        ("2012-13-40", "2012-13-40"),
    ],
)
def test_dates_are_in_words_as_far_as_they_are_known(date: str, shown: str) -> None:
    assert wording.day(date) == shown


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        (Quote("w", "attributed to Albert Einstein"), "attributed to Albert Einstein"),
        (Quote("w", "attributed to X", "1946", None, "a blog"), "attributed to X, 1946 (a blog)"),
        (Quote("w", "Obama", "2012-03-26", "Seoul", "Reuters"), "Obama, 26 March 2012, Seoul (Reuters)"),
        (Quote("w", None, "2012-03"), "March 2012"),
        (Quote("w", source="Reuters"), "(Reuters)"),
        (Quote("w"), ""),
    ],
)
def test_an_attribution_says_whose_words_they_are_as_the_record_does(quote: Quote, shown: str) -> None:
    assert wording.attribution(quote) == shown


@pytest.mark.parametrize(
    "text", ["I have more flexibility.", "“I have more flexibility.”", '"I have more flexibility."']
)
def test_a_quote_is_in_quotation_marks_once(text: str) -> None:
    assert wording.quoted(Quote(text)) == "“I have more flexibility.”"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # One pair around all of it, whichever it is.
        ("„Ich bin da.“", "Ich bin da."),
        ("„Jestem tu.”", "Jestem tu."),
        ("«Estoy aquí.»", "Estoy aquí."),
        ("« Je suis là. »", "Je suis là."),
        ("»Ich bin da.«", "Ich bin da."),
        ("»Jag är här.»", "Jag är här."),
        ("「我在這裡。」", "我在這裡。"),
        ("‘I don’t know.’", "I don’t know."),
        ("'I don't know.'", "I don't know."),
        ("““I am here.””", "“I am here.”"),
        ("«Dijo «no» y se fue»", "Dijo «no» y se fue"),
        ('"He said "no" to me"', 'He said "no" to me'),
        # Two quotations, one at an end, and what is none.
        ("“Yes” and “no”", "“Yes” and “no”"),
        ('"Yes" and "no"', '"Yes" and "no"'),
        ("„Ja“ und „nein“", "„Ja“ und „nein“"),
        ("„Tak” i „nie”", "„Tak” i „nie”"),
        ("«Sí» y «no»", "«Sí» y «no»"),
        ("It was a “hoax”", "It was a “hoax”"),
        ("“No” was what he said", "“No” was what he said"),
        ("“He said “no”", "“He said “no”"),
        ("The workers'", "The workers'"),
        ("'Tis what the workers said, not givin'", "'Tis what the workers said, not givin'"),
        ("“", "“"),
        ('""', '""'),
        ("« »", "« »"),
    ],
)
def test_only_the_quotation_marks_that_enclose_a_quote_are_changed_for_those_of_the_language(
    text: str, shown: str
) -> None:
    assert wording.quoted(Quote(text)) == f"“{shown}”"
    assert Wording("it").quoted(Quote(text)) == f"«{shown}»"


def test_each_quote_names_its_speaker_and_the_last_of_several_when_and_where() -> None:
    said = Quote("I understand", "Dmitri Medvedev", "2012-03-26", "Seoul")
    claim = replace(
        _claim("true"), quotes=(Quote("My last election", "Obama"), said, replace(said, text="So"))
    )
    assert [who for _, who in wording.quotes(claim)] == [
        "Obama",
        "Dmitri Medvedev",
        "Dmitri Medvedev, 26 March 2012, Seoul",
    ]


def test_a_check_is_shown_with_its_publishers_own_label() -> None:
    review = Review("PolitiFact", "u", "barely-true", "Mostly False", "mostly-false", "2016-12-13")
    assert wording.checked(review) == "Checked by PolitiFact, 13 December 2016: Mostly False"
    assert wording.checked(Review("Snopes", "u", "true", "True", "true")) == "Checked by Snopes: True"


def test_a_claim_says_who_made_it_when_and_where() -> None:
    assert wording.claimed(_claim("true")) == "Claimed by Barack Obama, 26 March 2012, Seoul, South Korea"
    assert wording.claimed(Claim("x", "t", ())) == ""


@pytest.mark.parametrize("name", ["باراك أوباما", "ברק אובמה"])
def test_a_name_from_right_to_left_tears_no_date_beside_it_in_two(name: str) -> None:
    claim = replace(_claim("true"), claimant=name)
    assert wording.claimed(claim) == f"Claimed by {name}, \u200e26 March 2012, Seoul, South Korea"
    (source,) = wording.sources([(name, 2, "2024-12-12")])
    assert source == f"\u200e{name}\u200e: 2 fact-checks, the newest of 12 December 2024"


def test_a_list_in_arabic_has_arabic_commas_and_tears_no_date_in_two() -> None:
    words = Wording("ar")
    assert (
        words.claimed(_claim("true")) == "مصدر الادعاء: Barack Obama، \u200f26 مارس 2012، Seoul, South Korea"
    )
    told = replace(_claim("true"), claimant="باراك أوباما", place="سيول")
    assert words.claimed(told) == "مصدر الادعاء: باراك أوباما، \u200f26 مارس 2012، سيول"
    assert words.claimed(replace(told, date="2012")) == "مصدر الادعاء: باراك أوباما، \u200e2012، سيول"
    assert words.joined(["en 2", "", "ar 1"], by="semicolon") == "en 2؛ ar 1"
    assert wording.joined(["en 2", "", "ar 1"], by="semicolon") == "en 2; ar 1"


def test_an_old_check_is_warned_of_and_a_new_one_is_not() -> None:
    today = datetime.date(2024, 12, 31)
    assert "8 years ago" in wording.age(_claim("true"), today)
    assert wording.age(_claim("true", date="2023-01-01"), today) == ""
    assert wording.age(_claim("true", date=None), today) == ""
    assert wording.age(Claim("x", "t", ()), today) == ""


def test_publishers_that_disagree_are_shown_disagreeing_in_the_first_line() -> None:
    headlines = [
        wording.headline(Finding("match", "s", 1.0, _claim(*verdicts)))
        for verdicts in (("true", "false"), ("true", "true"))
    ]
    assert headlines == ["✔ True / ✘ False", "✔ True"]


def test_disagreement_is_warned_of_and_agreement_is_not() -> None:
    assert "not agree" in wording.disputed(_claim("true", "false"))
    assert wording.disputed(_claim("true", "true")) == ""


def test_sources_are_counted_in_words_that_agree() -> None:
    assert wording.sources([("Snopes", 1234, "2016-12-13"), ("AFP", 1, None)]) == [
        "Snopes: 1,234 fact-checks, the newest of 13 December 2016",
        "AFP: 1 fact-check",
    ]


@pytest.mark.parametrize(
    ("code", "shown"),
    [("en", "1,234,567"), ("de", "1.234.567"), ("pl", "1\u00a0234\u00a0567"), ("hi", "1,234,567")],
)
def test_a_number_is_written_as_in_its_language(code: str, shown: str) -> None:
    words = Wording(code)
    assert words.number(1_234_567.4) == shown
    assert words.number(999) == "999"
    many = [Shown("1", "telegram", "p", "c", 0.0, code, "match", (), ())] * 1234
    lines = words.my_data(PersonalData(many, [], {}, hearing=1234, replies=1234, acts=1234))
    assert [words.number(1234) in line for line in lines] == [True] * 4


@pytest.mark.parametrize(
    ("code", "settings", "shown"),
    [
        ("en", {"language": "hi"}, "Language: हिन्दी"),
        ("en", {"when": "matches", "language": "en"}, "Language: English; Also answer what has been checked"),
        ("de", {"when": "called"}, "In dieser Gruppe antworten, wenn ich gerufen werde"),
        ("it", {"share": "admins"}, "Chi può condividere risposte nei canali: Amministratori"),
        ("ar", {"language": "ar", "share": "everybody"}, "اللغة: العربية؛ من يمكنه مشاركة الإجابات في القنوات: الجميع"),
        ("de", {"colour": "red", "language": "xx", "when": "never"}, "colour: red; language: xx; when: never"),
    ],
)  # fmt: skip
def test_settings_are_shown_by_what_they_mean(code: str, settings: dict[str, str], shown: str) -> None:
    words = Wording(code)
    lines = words.my_data(PersonalData([], [], settings))
    assert lines == [words("my data settings", settings=shown)]


@pytest.mark.parametrize("code", languages())
def test_one_answer_and_one_question_are_not_spoken_of_as_several(code: str) -> None:
    shown = Shown("1", "telegram", "p", "c", 0.0, code, "match", (), (), text="?")
    asked = PassedOn(1, "telegram", 0.0, code, "?", (), "open")
    said = {
        many: "\n".join(Wording(code).my_data(PersonalData([shown] * many, [asked] * many, {})))
        for many in (1, 2, 11)
    }
    words = Wording(code)
    day = words.moment(0.0)
    assert words("my data shown one", day=day) in said[1]
    assert words("my data shown", count=2, day=day) in said[2]
    assert words("my data more one") in said[11]
    assert words("my data said more one") in said[11]


PHRASES = {code: json.loads((FOLDER / f"{code}.json").read_text("utf-8")) for code in languages()}


@pytest.mark.parametrize("code", languages())
def test_each_language_names_itself_twelve_months_and_every_verdict(code: str) -> None:
    assert next(iter(languages())) == "en"
    assert PHRASES[code]["language"]
    assert len(PHRASES[code]["months"].split()) == 12
    assert len({PHRASES[code][verdict] for verdict in SYMBOLS}) == len(SYMBOLS)


@pytest.mark.parametrize("code", languages())
def test_every_phrase_has_the_values_that_the_english_one_has(code: str) -> None:
    for name, phrase in PHRASES[code].items():
        assert name in PHRASES["en"], name
        assert phrase, name
        fields = [
            {part for _, part, _, _ in Formatter().parse(text) if part}
            for text in (phrase, PHRASES["en"][name])
        ]
        assert fields[0] == fields[1], name


@pytest.mark.parametrize("code", languages())
def test_what_is_said_of_an_answer_is_said_in_every_language(code: str) -> None:
    # An app has one manifest, whoever reads it, and is not installed in anybody's language.
    of_the_manifest = {"slack description", "slack shortcut", "slack shortcut description",
                       "slack command description", "slack command hint", "slack not installed"}  # fmt: skip
    may_be_english = {"day", "month", "comma", "semicolon", "bot name", *of_the_manifest}
    assert PHRASES["en"].keys() - PHRASES[code].keys() <= may_be_english


def test_an_answer_is_worded_in_the_language_that_was_chosen() -> None:
    claim = _claim("mostly-false")
    assert Wording("es").headline(Finding("match", "s", 1.0, claim)) == "✘ Mayormente falso"
    assert Wording("de").claimed(claim) == "Behauptet von Barack Obama, 26. März 2012, Seoul, South Korea"
    assert Wording("fr").claimed(claim) == "Affirmé par Barack Obama, 26 mars 2012, Seoul, South Korea"
    assert Wording("xx").headline(Finding("none", "s")) == "Nothing found"


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Difference("unsure", "taxes", ""), "You said “taxes”; this claim does not."),
        (Difference("unsure", "mars", "moon"), "You said “mars”; this claim says “moon”."),
        (
            Difference("unsure", "Did he say so?", "He said that he would not say so."),
            "A claim looks similar, but it may not be what you asked about.",
        ),
    ],
)
def test_a_word_that_only_one_of_them_has_is_named(difference: Difference, said: str) -> None:
    assert Wording("en").difference(difference) == said


RELATED = Finding(
    "related",
    "Did Putin tell Medvedev so in Paris in 2004?",
    0.5,
    replace(_claim("true"), text="Medvedev was told so by Barack Obama, and 77 cents in the United States."),
)


@pytest.mark.parametrize(
    ("difference", "said"),
    [
        (Difference("speaker", "Putin", "Barack Obama"), "You asked about Putin; this claim is about Barack Obama."),
        # Both are in both.
        (Difference("speaker", "Barack Obama", "Medvedev"), "You asked about Barack Obama; in this claim it is Medvedev."),
        # Who is in the claim is in the message too, and does not stand for another one.
        (Difference("speaker", "Putin", "Medvedev"), "This claim does not mention Putin."),
        (Difference("number", "88 cents", "77 cents"), "You asked about 88 cents; this claim says 77 cents."),
        (Difference("place", "France", "United States"), "You asked about Paris; this claim is about the United States."),
        (Difference("place", "Oval Office", "Seoul"), "You asked about the Oval Office; this claim was made elsewhere: Seoul."),
        (Difference("date", "2004", "2012"), "You asked about 2004; this claim is from 2012."),
        # Namesakes; and what only a title of the claim has.
        (Difference("speaker", "Michelle Obama", "Barack Obama"), "You asked about Michelle Obama; this claim is about Barack Obama."),
        (Difference("number", "88 cents", "94"), "This claim does not mention 88 cents."),
        (Difference("negation", "fewer", "more"), "You said “fewer”; this claim does not."),
        (Difference("unsure", "Peru", "united"), "You said “Peru”; this claim says “united”."),
        (Difference("negation", "not", ""), "One of them denies something that the other does not."),
    ],
)  # fmt: skip
def test_a_difference_is_put_as_the_message_and_the_claim_have_it(difference: Difference, said: str) -> None:
    assert wording.differences(replace(RELATED, differs=(difference,))) == [said]


def test_who_made_a_claim_without_being_in_it_is_not_who_it_is_about() -> None:
    claim = replace(_claim("true"), text="Women make 77 cents.", claimant="Barack Obama")
    finding = replace(RELATED, claim=claim, differs=(Difference("speaker", "Jeb Bush", "Obama"),))
    assert wording.differences(finding) == ["You asked about Jeb Bush; this claim was made by Barack Obama."]


def test_places_are_named_in_the_language_of_the_reader() -> None:
    claim = replace(_claim("true"), text="Une marche en Algérie.")
    place = Difference("place", "Tunisia", "Algeria")
    finding = Finding("related", "Une marche en Tunisie ?", 0.5, claim, (place,))
    said = "Votre question porte sur Tunisie ; cette affirmation, sur Algérie."
    assert Wording("fr").differences(finding) == [said]


@pytest.mark.parametrize(
    ("differs", "told"),
    [
        # The same word again, and again with more beside it.
        ([Difference("speaker", "Putin", "Obama"), Difference("unsure", "Putin", "")], [0]),
        ([Difference("negation", "less", "more"), Difference("negation", "less time", "more time")], [0]),
        ([Difference("speaker", "Chinese", "Zoe"), Difference("speaker", "the Chinese leader", "Zoe")], [1]),
        ([Difference("place", "China", "Peru"), Difference("place", "Beijing", "Lima")], [1]),
        # What stands for one cannot stand for another one too.
        ([Difference("number", "300", "1,000"), Difference("number", "19", "1,000")], [0]),
        ([Difference("negation", "not", ""), Difference("negation", "nicht", "")], [0]),
        # Names come before words; two are enough.
        ([Difference("unsure", "zoo", ""), Difference("speaker", "Putin", "Obama")], [1, 0]),
        ([Difference("date", "2004", "2012"), Difference("place", "Peru", "Chile"), Difference("unsure", "x", "")], [0, 1]),
        ([Difference("speaker", "", "Obama"), Difference("unsure", "zoo", "")], [1]),
        ([Difference("unsure", "Did he?", "He told them all so."), Difference("unsure", "zoo", "")], [1]),
        ([Difference("speaker", "99", "Peru"), Difference("number", "99", "90")], [1]),
    ],
)  # fmt: skip
def test_what_differs_is_said_once_and_the_most_telling_first(
    differs: list[Difference], told: list[int]
) -> None:
    finding = replace(RELATED, differs=tuple(differs))
    assert wording.differences(finding) == [wording.difference(differs[at], finding) for at in told]


def test_a_whole_claim_is_not_a_word_that_differs() -> None:
    claim = "ภาพชาวนายูเครนใช้รถแทรกเตอร์เคลื่อนย้ายขีปนาวุธรัสเซีย"
    asked = "Is it safe to get a tetanus shot while pregnant?"
    for found in (
        Difference("unsure", "ชาวนายูเครน", claim),
        Difference("unsure", asked, "Rust causes tetanus."),
    ):
        assert wording.difference(found) == wording("differs unsure")
