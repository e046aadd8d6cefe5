"""Every starter claim: its form, its verdict, its address, its words; and, where the facts are at
hand, its quotes and that nothing in it is copied."""

import json
import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from bot import starter
from bot.engine import Engine
from bot.language import text
from bot.model import Claim, Message

FACTS = (
    Path(os.environ.get("FACTCHECK_FACTS", Path(__file__).parents[2] / "shared" / "facts")) / "starter.jsonl"
)
CLAIMS = {claim.id: claim for claim in starter.claims()}
COPIED_WORDS = 9
ISO_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")

needs_facts = pytest.mark.skipif(not FACTS.exists(), reason="the facts are not at hand")


def _records() -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in map(json.loads, FACTS.read_text("utf-8").splitlines())}


@pytest.mark.parametrize("path", sorted(starter.folder().glob("*.json")), ids=lambda path: path.stem)
def test_a_file_is_a_graph_of_claim_reviews(path: Path) -> None:
    document = json.loads(path.read_text("utf-8"))
    assert document["@context"] == "https://schema.org"
    assert {node["@type"] for node in document["@graph"]} == {"ClaimReview"}
    assert {quote["@type"] for node in document["@graph"] for quote in node.get("citation", [])} <= {
        "Quotation"
    }


def test_no_id_is_used_twice_across_files() -> None:
    nodes = [
        node["itemReviewed"]["identifier"]
        for path in starter.folder().glob("*.json")
        for node in json.loads(path.read_text("utf-8"))["@graph"]
    ]
    assert len(nodes) == len(set(nodes)) == len(CLAIMS) == 220


@pytest.mark.parametrize("claim", CLAIMS.values(), ids=lambda claim: claim.id)
def test_a_claim_is_complete(claim: Claim) -> None:
    for review in claim.reviews:
        address = urlsplit(review.url)
        assert address.scheme == "https"
        assert address.netloc
        assert review.verdict != "other"
        assert review.publisher
    unspaced = claim.language == "zh"
    assert len(claim.context) >= (50 if unspaced else 90)
    assert 10 if unspaced else 15 <= len(claim.text) <= 300
    dates = [claim.date, *(quote.date for quote in claim.quotes), *(review.date for review in claim.reviews)]
    assert all(ISO_DATE.fullmatch(date) for date in dates if date)
    assert all(quote.text and quote.speaker and quote.source for quote in claim.quotes)


@needs_facts
def test_every_record_is_there_with_its_rating_and_address() -> None:
    for id_, record in _records().items():
        (review,) = CLAIMS[id_].reviews
        assert (review.publisher, review.rating, review.url) == (
            record["publisher"],
            record["rating"],
            record["url"],
        )
        assert (review.title, CLAIMS[id_].language) == (record["title"], record["lang"])


@needs_facts
def test_every_quote_is_verbatim_and_keeps_its_speaker() -> None:
    for id_, record in _records().items():
        known = {(quote["text"], quote["speaker"]) for quote in record["quotes"]}
        assert {(quote.text, quote.speaker) for quote in CLAIMS[id_].quotes} == known, id_


@needs_facts
def test_no_sentence_is_copied_from_the_article() -> None:
    for id_, record in _records().items():
        texts = (record[name] or "" for name in ("article_text", "claim", "title", "subtitle"))
        theirs = set().union(*map(_runs, texts))
        for ours in (CLAIMS[id_].text, CLAIMS[id_].context):
            for part in re.split(
                r'["\u201c\u201d\u00ab\u00bb][^"\u201c\u201d\u00ab\u00bb]*["\u201d\u00bb]', ours
            ):
                assert not _runs(part) & theirs, (id_, _runs(part) & theirs)


@needs_facts
def test_quoted_words_in_a_context_are_in_the_record() -> None:
    for id_, record in _records().items():
        source = _plain(json.dumps(record, ensure_ascii=False).replace("\\n", " ").replace('\\"', '"'))
        for quoted in re.findall(r'"([^"]{12,})"', text.clean(CLAIMS[id_].context)):
            assert _plain(quoted) in source, (id_, quoted)


def _runs(words: str) -> set[tuple[str, ...]]:
    found = _plain(words).split()
    return {tuple(found[i : i + COPIED_WORDS]) for i in range(len(found) - COPIED_WORDS + 1)}


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.clean(words).lower()))


@pytest.mark.parametrize(
    ("asked", "claim"),
    [
        ("is a pooch's tongue more sanitary than ours?", "dog-mouth-cleaner-than-human"),
        ("did footy get kicked about between the trenches at Xmas in WW1?", "world-war-i-christmas-truce"),
        ("was there ever nose candy in the famous fizzy drink?", "coca-cola-used-to-contain-cocaine"),
        ("is only a tenth of our grey matter in use?", "ten-percent-of-our-brains"),
        (
            "Was Biden arrested by South African police while trying to visit Mandela",
            "biden-arrested-visiting-mandela",
        ),
        ("bernie said amazon didnt pay a dime in federal income tax in 2017", "sanders-amazon-paid-zero-tax"),
        (
            "is disneyland leaving california for texas?? saw that disney announced it",
            "disneyland-moving-to-texas",
        ),
        (
            "irs on the phone threatening jail if i dont pay my taxes today... scam??",
            "irs-impersonation-phone-scam",
        ),
        (
            "we drink water boiled with garlic cause my mom read it gets rid of covid",
            "garlic-water-cures-coronavirus",
        ),
    ],
)
def test_a_claim_is_found_by_everyday_words_for_what_is_in_it(engine: Engine, asked: str, claim: str) -> None:
    finding = engine.ask(Message(asked)).findings[0]
    assert (finding.outcome, finding.claim and finding.claim.id) == ("match", claim)


def test_no_claim_is_found_by_a_name_that_mocks_somebody() -> None:
    mocking = re.compile(r"\b(?:crooked|sleepy|slick|lyin'?|crazy) (?:hillary|joe|willie|ted|bernie)\b", re.I)
    assert not [claim.id for claim in CLAIMS.values() if mocking.search(" | ".join(claim.keywords))]
