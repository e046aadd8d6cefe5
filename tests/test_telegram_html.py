"""Answers as Telegram HTML, read by Telegram's own parser."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from adapters.telegram.html import MOST_UNITS, answer_html, claims_html, is_link, sources_html, units
from bot.model import Answer, Candidate, Claim, Difference, Finding, Quote, Review
from bot.wording import Wording, languages

from .fake_telegram import entities

TODAY = datetime.date(2026, 1, 1)
WORDS = Wording()
HOSTILE = '<b>x</b> <script>alert("1")</script> </blockquote> & &amp; @everyone \u202etxt\x00 [a](javascript:alert) 👩‍👩‍👧'
_texts = st.one_of(
    st.just(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=700)
)


def _claim(text: str, url: str = "https://example.org/a?b=1&c=2") -> Claim:
    review = Review(text, url, text, text, "false", "2016-12-13")
    quote = Quote(text, text, "2016", text, text)
    return Claim("x", text, (review,), text, "2016-12-13", text, context=text, quotes=(quote,) * 3)


def _answers(text: str) -> list[Answer]:
    claim = _claim(text)
    match = Finding("match", text, 0.9, claim, (), (Candidate(claim, 0.1),) * 3)
    related = replace(match, outcome="related", differs=(Difference("speaker", text, text),))
    return [
        Answer((match,)),
        Answer((match,) * 5, "truncated"),
        Answer((related,)),
        Answer((Finding("none", text),)),
    ]


@given(_texts)
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_the_fields_hold_telegram_reads_it_and_it_fits(text: str) -> None:
    for answer in _answers(text):
        html = answer_html(answer, WORDS, today=TODAY)
        found = entities(html)
        assert found["@type"] == "formattedText", found
        assert units(html) <= MOST_UNITS
        assert len(found["entities"]) <= 100
        links = [e["type"]["url"] for e in found["entities"] if e["type"]["@type"] == "textEntityTypeTextUrl"]
        assert set(links) <= {"https://example.org/a?b=1&c=2"}


@pytest.mark.parametrize("language", languages())
def test_the_statements_of_a_message_are_quoted_as_in_the_language_of_the_answer(language: str) -> None:
    words, found = Wording(language), Finding("match", "Is 1 < 2?", 0.9, _claim("x"))
    shown = entities(answer_html(Answer((found, found)), words, today=TODAY))["text"]
    assert shown.count(words("quote", text="Is 1 < 2?")) == 2


def test_hostile_text_is_shown_as_text() -> None:
    found = entities(answer_html(_answers(HOSTILE)[0], WORDS, today=TODAY))
    assert '<b>x</b> <script>alert("1")</script> </blockquote> & &amp;' in found["text"]
    assert "\u202e" not in found["text"]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "ftp://a.org",
        "//a.org",
        "",
        "https://",
        "http://a b",
        'https://a.org/"onclick',
        "https://[",
        "tg://user?id=1",
    ],
)
def test_only_web_addresses_become_links(url: str) -> None:
    assert not is_link(url)
    claim = _claim("text", url)
    html = sources_html([claim], WORDS) + answer_html(
        Answer((Finding("match", "s", 1.0, claim),)), WORDS, today=TODAY
    )
    assert "<a " not in html


def test_a_long_answer_loses_whole_parts_the_least_important_first() -> None:
    long = _claim("word " * 120)
    other = Finding("match", "other statement", 0.8, replace(_claim("Another claim"), id="y"))
    html = answer_html(Answer((Finding("match", "first statement", 0.9, long), other)), WORDS, today=TODAY)
    assert units(html) <= MOST_UNITS
    assert html.count("✘ False") == 2
    assert "Another claim" in html
    full = answer_html(
        Answer((Finding("match", "s", 0.9, replace(long, context="c " * 1500)),)), WORDS, today=TODAY
    )
    assert "c c c" not in full
    assert "word word" in full
    assert "Checked by" in full


def test_the_link_to_the_check_is_kept_longer_than_a_long_quote() -> None:
    claim = replace(_claim("text"), quotes=(Quote("long " * 1000),))
    html = answer_html(Answer((Finding("match", "s", 1.0, claim),)), WORDS, today=TODAY)
    assert "Checked by" in html
    assert "long long" not in html


def test_the_verdict_comes_first_and_a_related_claims_verdict_not_at_all() -> None:
    match, _, related, none = (answer_html(answer, WORDS, today=TODAY) for answer in _answers("some words"))
    assert match.startswith("<b>✘ False</b>\n\n<b>some words</b>")
    assert "Checked 10 years ago" not in related
    assert "False" not in related
    assert none.startswith("<b>Nothing found</b>")


def test_a_long_quote_can_be_unfolded() -> None:
    claim = replace(_claim("text"), quotes=(Quote("long " * 100),))
    html = answer_html(Answer((Finding("match", "s", 1.0, claim),)), WORDS, today=TODAY)
    assert "<blockquote expandable>" in html


def test_a_list_of_claims_is_numbered_and_fits() -> None:
    html = claims_html("Which?", [_claim("word " * 200)] * 50, WORDS)
    assert html.startswith("<b>Which?</b>\n\n1. word word")
    assert units(html) <= MOST_UNITS
