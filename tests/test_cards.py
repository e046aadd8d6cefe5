"""Cards, forms and digests whatever people write: what the platforms would refuse never reaches them."""

import json
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from adapters.editors import card_text
from adapters.editors.digest import Part
from adapters.editors.editing import as_claim, problems
from adapters.slack import forms
from adapters.slack.cards import card_shown, digest_shown
from adapters.slack.forms import Card
from adapters.telegram.cards import card_html, card_rows, digest_html
from bot.errors import TooLate
from bot.inbox import Act, Group
from bot.wording import Wording, languages

from .claims import make_claim
from .fake_slack import check_message, check_view
from .fake_telegram import entities, parsed

WORDS = Wording("en")
GROUP = Group(
    id=7,
    text="",
    demand=12,
    first_at=1.7e9,
    last_at=1.7e9,
    state="open",
    version=3,
    platforms={"telegram": 10, "slack": 2},
    languages={"en": 12},
    waiting=3,
)
HOSTILE = '<!channel> <@U1> </code><a href="https://evil.example">x</a> & *b* @someone #tag /start \u202e'
TEXTS = st.text(max_size=400).map(lambda text: text * 10)


@given(text=TEXTS, name=st.text(max_size=80))
@example(text=HOSTILE, name=HOSTILE)
@example(text="&" * 4000, name="<" * 300)
@example(text="", name="")
def test_a_card_of_any_text_is_one_that_slack_takes(text: str, name: str) -> None:
    for group in (
        replace(GROUP, text=text, assigned=name, others=(text, name)),
        replace(GROUP, text=text, state="dismissed", last_act=Act(1, "dismissed", name, 1.7e9, 7, 0, text)),
    ):
        check_message(card_shown(group, [make_claim(text=text or "x")] * 5, None, WORDS).message())
        check_message(card_shown(group, [], make_claim(text=text or "x"), WORDS).message())
    check_view(forms.answer_form(Card(7, 3), text, {"publisher": name}, WORDS))
    check_view(forms.link_form(Card(7, 3), text, [make_claim(text=text or "x")], WORDS))
    check_view(forms.dismiss_form(Card(7, 3), text, WORDS))
    check_message(digest_shown([Part("The week", (text, name))] * 3).message())


@given(text=TEXTS, name=st.text(max_size=80))
@example(text=HOSTILE, name=HOSTILE)
@example(text="&" * 4000, name="<" * 300)
def test_a_card_of_any_text_is_one_that_telegram_takes_and_shows_it_as_code(text: str, name: str) -> None:
    open_group = replace(GROUP, text=text, assigned=name, others=(text, name))
    done = replace(GROUP, text=text, state="dismissed", last_act=Act(1, "dismissed", name, 1.7e9, 7, 0, text))
    for html in (
        card_html(open_group, [make_claim(text=text or "x")] * 5, None, WORDS),
        card_html(done, [], make_claim(text=text or "x"), WORDS),
        digest_html([Part("The week", (text, name))] * 3),
    ):
        assert len(parsed(html).encode("utf-16-le")) <= 8192
        kinds = {each["type"]["@type"] for each in entities(html)["entities"]}
        assert kinds <= {"textEntityTypeCode", "textEntityTypeBold"}
    for row in card_rows(open_group, WORDS):
        assert all(len(str(each.callback_data).encode()) <= 64 for each in row)


@pytest.mark.parametrize(
    ("language", "where", "waiting"),
    [
        ("en", "Telegram 1,234, Slack 2; en 1,230, ar 6", "1,234 people want to hear"),
        ("de", "Telegram 1.234, Slack 2; en 1.230, ar 6", "1.234 Personen möchten davon hören"),
        ("ar", "Telegram 1,234، Slack 2؛ en 1,230، ar 6", "عدد من ينتظرون الإجابة: 1,234"),
    ],
)
def test_numbers_and_lists_on_a_card_are_written_as_in_its_language(
    language: str, where: str, waiting: str
) -> None:
    platforms, spoken = {"slack": 2, "telegram": 1234}, {"ar": 6, "en": 1230}
    group = replace(GROUP, demand=1236, platforms=platforms, languages=spoken, waiting=1234)
    words = Wording(language)
    asked, *rest = card_text.facts(group, words)
    assert words.number(1236) in asked
    assert rest == [where, waiting]
    assert words.number(1234) in card_text.told(1234, words)


@pytest.mark.parametrize("language", languages())
def test_an_editor_who_was_forgotten_is_somebody_in_the_language_of_the_card(language: str) -> None:
    words, who = Wording(language), "somebody"
    name = words("editors somebody")
    dismissed = replace(GROUP, state="dismissed", last_act=Act(1, "dismissed", who, 1.7e9, 7, 0, "no"))
    said = [
        card_text.headline(dismissed, words),
        card_text.facts(replace(GROUP, assigned=who), words)[-1],
        card_text.refused(TooLate("", "editors first undo", who=who, minute="12:00 UTC"), words),
    ]
    assert [name.casefold() in each.casefold() for each in said] == [True] * 3
    assert [each[0] for each in said] == [each[0].upper() for each in said]
    assert [who in each.casefold() for each in said] == [language == "en"] * 3
    assert card_text.facts(replace(GROUP, assigned="ada"), words)[-1] == words("editors assigned", who="ada")


def test_what_is_wrong_with_an_answer_is_said_by_field() -> None:
    found = problems({"claim": " ", "verdict": "maybe", "sources": "javascript:x", "speaker": "Ann"}, WORDS)
    assert found == {
        "claim": "This is needed.",
        "verdict": "Choose one of the verdicts.",
        "sources": "“javascript:x” is no address: begin it with https://",
        "publisher": "This is needed.",
        "quote": "Whose words are these? Give the quote, or leave the speaker out.",
    }
    assert "At most 2000" in problems({"claim": "x" * 2001}, WORDS)["claim"]


@pytest.mark.parametrize(
    "source", ["https://example.org/a|<!channel>", "https://example.org/a|b", 'https://x.org/"']
)
def test_an_address_that_could_not_be_shown_as_a_link_is_refused_at_its_field(source: str) -> None:
    assert "is no address" in problems({"sources": f"https://example.org/a {source}"}, WORDS)["sources"]


def test_the_label_is_the_verdict_where_an_editor_gives_none_and_more_sources_are_named_in_the_context() -> (
    None
):
    given_ = {
        "claim": "It is so.",
        "verdict": "mostly-false",
        "sources": "https://example.org/a\nhttps://example.org/b\nhttps://example.org/c",
        "publisher": "Example Check",
        "context": "It was in May.",
    }
    assert problems(given_, WORDS) == {}
    assert as_claim(given_, WORDS) == {
        "claim": "It is so.",
        "verdict": "mostly-false",
        "rating": "Mostly false",
        "publisher": "Example Check",
        "url": "https://example.org/a",
        "context": "It was in May. Sources: https://example.org/b https://example.org/c",
    }


@given(st.text(max_size=200))
@example(json.dumps({"group": "x", "version": []}))
@example("[]")
@example("null")
def test_what_a_form_carries_is_ours_or_nothing(packed: str) -> None:
    assert forms.card_of(packed) is None
    assert forms.card_of(Card(7, 3).packed()) == Card(7, 3)
