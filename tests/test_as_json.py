"""Answers and claims as plain dictionaries, for programs."""

import json

from bot import as_json, starter
from bot.model import Answer, Candidate, Claim, Difference, Finding, Quote, Review

CLAIM = Claim(
    id="flexibility",
    text="Obama said he would have more flexibility.",
    reviews=(
        Review(
            "PolitiFact",
            "https://example.org/new",
            "barely-true",
            "Mostly False",
            "mostly-false",
            "2020-01-02",
        ),
        Review("Snopes", "https://example.org/old", "true", "True", "true"),
    ),
    claimant="Barack Obama",
    date="2012-03-26",
    place="Seoul",
    context="A live microphone.",
    quotes=(Quote("I have more flexibility.", "Barack Obama", "2012-03-26", "Seoul", "Reuters"),),
)
RELATED = Finding(
    outcome="related",
    statement="Did Putin say so?",
    probability=0.123456789,
    claim=CLAIM,
    differs=(Difference("speaker", "Putin", "Barack Obama"),),
    others=(Candidate(CLAIM, 0.98765432),),
)


def test_a_claim_is_given_with_the_newest_verdict_quotes_and_reviews() -> None:
    assert as_json.claim(CLAIM) == {
        "claim": {
            "id": "flexibility",
            "text": "Obama said he would have more flexibility.",
            "claimant": "Barack Obama",
            "date": "2012-03-26",
            "place": "Seoul",
            "language": "en",
        },
        "verdict": "mostly-false",
        "quotes": [
            {
                "text": "I have more flexibility.",
                "speaker": "Barack Obama",
                "date": "2012-03-26",
                "place": "Seoul",
                "source": "Reuters",
            }
        ],
        "context": "A live microphone.",
        "reviews": [
            {
                "publisher": "PolitiFact",
                "rating": "Mostly False",
                "verdict": "mostly-false",
                "url": "https://example.org/new",
                "date": "2020-01-02",
            },
            {
                "publisher": "Snopes",
                "rating": "True",
                "verdict": "true",
                "url": "https://example.org/old",
                "date": None,
            },
        ],
    }


def test_a_finding_is_given_with_its_differences_and_others() -> None:
    found = as_json.finding(RELATED)
    assert (found["outcome"], found["statement"]) == ("related", "Did Putin say so?")
    assert found["differs"] == [{"kind": "speaker", "asked": "Putin", "claim": "Barack Obama"}]
    assert found["claim"]["id"] == "flexibility"
    assert found["others"] == [{"id": "flexibility", "text": CLAIM.text, "probability": 0.9877}]
    assert found["probability"] == 0.1235


def test_a_finding_without_a_claim_has_the_same_keys_and_no_verdict() -> None:
    nothing = as_json.finding(Finding("none", "Did Zeus say so?"))
    assert nothing.keys() == as_json.finding(RELATED).keys()
    assert nothing["claim"] is None
    assert nothing["verdict"] is None
    assert (nothing["quotes"], nothing["context"], nothing["reviews"]) == ([], "", [])


def test_an_answer_has_the_outcome_of_its_first_finding() -> None:
    found = as_json.answer(Answer((RELATED, Finding("none", "x"))))
    assert found["outcome"] == "related"
    assert [each["outcome"] for each in found["findings"]] == ["related", "none"]


def test_an_answer_has_a_note_only_if_there_is_one() -> None:
    assert "note" not in as_json.answer(Answer((RELATED,)))
    assert as_json.answer(Answer((RELATED,), "truncated"))["note"] == "truncated"


def test_every_starter_claim_survives_json() -> None:
    for claim in starter.claims():
        found = as_json.claim(claim)
        assert json.loads(json.dumps(found)) == found
        assert found["verdict"] == claim.reviews[0].verdict
