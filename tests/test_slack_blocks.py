"""Answers as Block Kit: within Slack's limits whatever is in them, and nothing in them is markup."""

import datetime
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.slack import blocks
from adapters.slack.home import home_blocks
from adapters.slack.messages import choices, latest, modal, shared, with_buttons
from bot.conversation import Reply
from bot.model import Answer, Candidate, Claim, Difference, Finding, Quote, Review
from bot.wording import Wording, languages
from tests.claims import make_claim
from tests.fake_slack import check_blocks, check_message, check_view
from tests.slack_driver import plain

WORDS = Wording("en")
TODAY = datetime.date(2026, 11, 25)
HOSTILE = "<!channel> <@U1> <https://evil.example|Snopes> & *True* _x_ `y` ~z~ > quote \u202e\x00"


def shown(answer: Answer, question: str = "a question") -> dict[str, Any]:
    rendered = blocks.answer_shown(answer, WORDS, today=TODAY)
    found = with_buttons(rendered, Reply(answer, "id"), WORDS, question, ("share", "reply"))
    check_message(found.message())
    check_view(modal(found, WORDS))
    check_message(shared(rendered, "U1", WORDS, "id", "1.1").message())
    return found.message()


def finding(claim: Claim, outcome: Any = "match", **more: Any) -> Finding:
    return Finding(outcome, claim.text, 0.9, claim, **more)


def hostile_claim(text: str) -> Claim:
    review = Review(text, f"https://example.org/{text}", text, text, "false", "2020-01-01", text)
    quote = Quote(text, text, text, text, text)
    return Claim("id", text, (review,), text, text, text, "en", text, (text,), (quote, quote))


def test_the_parts_come_in_their_order_verdict_first() -> None:
    claim = make_claim()
    lines = plain(shown(Answer((finding(claim),)))).splitlines()
    assert lines[:3] == [
        "✘ False",
        f"*{claim.text}*",
        "Claimed by Facebook posts, 24 December 2025, Switzerland",
    ]
    assert lines[3:6] == [
        "> “I never banned it”",
        "Corine Mauch, 1 January 2026, Zurich (quoted by Example Check)",
        "The city said so.",
    ]
    assert lines[6] == "<https://example.org/zurich-pizza|Checked by Example Check, 2 January 2026: False>"


@pytest.mark.parametrize("outcome", ["match", "related", "none"])
def test_hostile_text_is_shown_as_text_in_every_field(outcome: Any) -> None:
    claim = hostile_claim(HOSTILE)
    differs = (Difference("speaker", HOSTILE, HOSTILE),) if outcome == "related" else ()
    answer = Answer(
        (Finding(outcome, HOSTILE, 0.5, None if outcome == "none" else claim, differs),), "truncated"
    )
    message = shown(answer, HOSTILE)
    packed = json.dumps(message["blocks"])
    assert "<!channel>" not in packed
    assert "<@U1>" not in packed
    assert "\\u202e" not in packed
    if outcome == "match":
        assert "<!channel> <@U1> <https://evil.example|Snopes> & *True*" in plain(message)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "https://x.example/a|b",
        "https://x.example/ a",
        "http://[",
        "",
        "//x",
        'https://x/"',
    ],
)
def test_an_address_that_is_none_is_not_a_link(url: str) -> None:
    claim = make_claim()
    strange = replace(claim, reviews=(replace(claim.reviews[0], url=url),))
    message = shown(Answer((finding(strange),)))
    assert "Checked by Example Check" in plain(message)
    assert "|Checked by" not in json.dumps(message)


@pytest.mark.parametrize("letters", [200, 3000, 3001, 10_000, 100_000])
@pytest.mark.parametrize("word", ["word ", "&<> ", "x", "😀", "*a* "])
def test_long_answers_fit_by_dropping_whole_parts(letters: int, word: str) -> None:
    claim = hostile_claim((word * letters)[:letters])
    many = Answer(tuple(finding(replace(claim, id=str(n))) for n in range(5)))
    message = shown(many, claim.text)
    assert message["blocks"][0]["type"] in ("header", "section")
    assert "✘ False" in plain(message)


def test_of_several_findings_the_first_is_kept_whole_the_longest() -> None:
    claims = [replace(make_claim(f"c{n}"), context=f"context {n} " * 300) for n in range(5)]
    text = plain(shown(Answer(tuple(finding(claim) for claim in claims))))
    assert "context 0" in text
    assert "context 4" not in text
    assert text.count("✘ False") == text.count("“The mayor of Zurich")


def test_the_link_to_the_check_is_kept_longer_than_a_long_quote() -> None:
    claim = replace(make_claim(), quotes=(Quote("long " * 2500),))
    text = plain(shown(Answer((finding(claim),))))
    assert "|Checked by" in text
    assert "long long" not in text


def test_only_a_match_has_a_verdict_in_its_notification() -> None:
    claim = make_claim()
    differs = (Difference("speaker", "Putin", "Obama"),)
    related = Answer((finding(claim, "related", differs=differs, others=(Candidate(claim, 0.1),)),))
    assert "False" not in shown(related)["text"]
    assert shown(Answer((finding(claim),)))["text"].startswith("✘ False\n")
    assert shown(Answer((Finding("none", "x"),)))["text"].startswith("Nothing found")


@pytest.mark.parametrize("language", languages())
def test_where_to_look_oneself_is_a_link(language: str) -> None:
    nothing = Answer((Finding("none", "x"),))
    found = blocks.answer_shown(nothing, Wording(language), today=datetime.date(2026, 1, 1))
    check_message(found.message())
    assert "<https://toolbox.google.com/factcheck|toolbox.google.com/factcheck>" in plain(found.message())


@pytest.mark.parametrize("language", languages())
def test_the_statements_of_a_message_are_quoted_as_in_the_language_of_the_answer(language: str) -> None:
    words, claim = Wording(language), make_claim()
    found = blocks.answer_shown(Answer((finding(claim), finding(claim))), words, today=TODAY).message()
    check_message(found)
    assert plain(found).count(words("quote", text=claim.text)) == 2


@pytest.mark.parametrize("language", languages())
def test_the_home_offers_every_language(language: str) -> None:
    home = home_blocks(Wording(language), [make_claim()] * 5, "admins", 90)
    check_blocks(home, most=100)
    menus = [block["accessory"] for block in home if block.get("accessory", {}).get("options")]
    assert [each["value"] for each in menus[0]["options"]] == list(languages())
    assert [each["text"]["text"] for each in menus[0]["options"]] == list(languages().values())
    assert menus[0]["initial_option"]["value"] == language


@pytest.mark.parametrize("question", ["", "q" * 5000, "w " * 3000, '"\\' * 3000, "é😀 " * 2000])
def test_a_question_travels_with_its_buttons_as_far_as_there_is_room(question: str) -> None:
    packed = blocks.value("id", text=question)
    assert len(packed) <= blocks.VALUE
    kept = blocks.facts(packed)[-1]
    assert question.startswith(kept.removesuffix(" …"))
    shown(Answer((Finding("none", "x"),)), question)


@given(st.text(max_size=400))
def test_whatever_is_in_a_claim_the_blocks_are_good(text: str) -> None:
    claim = hostile_claim(text)
    shown(Answer((finding(claim),)), text)
    check_message(choices([claim], "id", WORDS, text).message())
    check_message(latest([claim], WORDS).message())
    check_blocks(home_blocks(WORDS, [claim] * 5, "admins", 90), most=100)
