"""ClaimReview markup: from JSON-LD to claims."""

from typing import Any

import pytest

from bot import claimreview
from bot.errors import BadClaim
from bot.model import Quote, Review


def _node(**changes: Any) -> dict[str, Any]:
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://example.org/flexibility",
        "datePublished": "2016-12-13",
        "headline": "Did Obama Suggest More Flexibility?",
        "claimReviewed": "Obama said he would have more flexibility.",
        "author": {"@type": "Organization", "name": "PolitiFact"},
        "reviewRating": {"@type": "Rating", "alternateName": "barely-true"},
        "itemReviewed": {
            "@type": "Claim",
            "identifier": "flexibility",
            "author": {"@type": "Person", "name": "Barack Obama"},
            "datePublished": "2012-03-26",
            "locationCreated": {"@type": "Place", "name": "Seoul"},
        },
        "abstract": "A live microphone.",
        "keywords": ["hot mic"],
        "citation": [
            {
                "@type": "Quotation",
                "text": "After my election, I have more flexibility.",
                "spokenByCharacter": {"@type": "Person", "name": "attributed to Barack Obama"},
                "dateCreated": "2012",
                "locationCreated": "Seoul",
                "citation": "Reuters",
            },
            "https://example.org/not-a-quotation",
        ],
        **changes,
    }


def test_a_single_node_is_read_in_full() -> None:
    [claim] = claimreview.claims(_node())
    assert (claim.id, claim.text) == ("flexibility", "Obama said he would have more flexibility.")
    assert (claim.claimant, claim.date, claim.place) == ("Barack Obama", "2012-03-26", "Seoul")
    assert (claim.language, claim.context, claim.keywords) == ("en", "A live microphone.", ("hot mic",))
    assert claim.quotes == (
        Quote(
            text="After my election, I have more flexibility.",
            speaker="attributed to Barack Obama",
            date="2012",
            place="Seoul",
            source="Reuters",
        ),
    )
    assert claim.reviews == (
        Review(
            publisher="PolitiFact",
            url="https://example.org/flexibility",
            rating="barely-true",
            label="Mostly False",
            verdict="mostly-false",
            date="2016-12-13",
            title="Did Obama Suggest More Flexibility?",
        ),
    )


def test_only_what_a_claim_needs_has_to_be_there() -> None:
    needed = {"@type", "url", "claimReviewed", "author", "reviewRating"}
    node = {key: value for key, value in _node().items() if key in needed}
    [claim] = claimreview.claims(node | {"itemReviewed": {"identifier": "moon"}, "author": "Snopes"})
    assert (claim.claimant, claim.date, claim.quotes, claim.context) == (None, None, (), "")
    assert claim.reviews[0].publisher == "Snopes"


@pytest.mark.parametrize(
    "wrap",
    [
        lambda nodes: nodes,
        lambda nodes: {"@context": "https://schema.org", "@graph": nodes},
        lambda nodes: [{"@graph": nodes[:1]}, [nodes[1]]],
        lambda nodes: [{"@type": "WebPage", "url": "https://example.org"}, *nodes],
    ],
    ids=["list", "graph", "nested", "among others"],
)
def test_lists_and_graphs_hold_claims_in_order(wrap: Any) -> None:
    nodes = [_node(), _node(itemReviewed={"identifier": "moon"}, claimReviewed="The moon is cheese.")]
    assert [claim.id for claim in claimreview.claims(wrap(nodes))] == ["flexibility", "moon"]


@pytest.mark.parametrize("document", [[], {}, {"@type": "Article"}, None, "ClaimReview", 5])
def test_a_document_without_claim_reviews_has_no_claims(document: Any) -> None:
    assert claimreview.claims(document) == []


def test_reviews_of_one_claim_merge_newest_first() -> None:
    def review(publisher: str, date: str | None, rating: str) -> dict[str, Any]:
        changes = {
            "author": {"name": publisher},
            "datePublished": date,
            "claimReviewed": f"As {publisher} puts it",
        }
        return _node(**changes, reviewRating={"alternateName": rating})

    [claim] = claimreview.claims(
        [
            review("First", "2016-12-13", "true"),
            review("Old", None, "true"),
            review("New", "2020-01-02", "false"),
        ]
    )
    assert [each.publisher for each in claim.reviews] == ["New", "First", "Old"]
    assert claim.text == "As First puts it"
    assert claim.verdict == "false"
    assert claim.disputed


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"claimReviewed": ""}, "claimReviewed"),
        ({"url": None}, "url"),
        ({"itemReviewed": None}, "itemReviewed.identifier"),
        ({"itemReviewed": {}}, "itemReviewed.identifier"),
        ({"author": {}}, "author.name"),
        ({"author": None}, "author.name"),
        ({"reviewRating": {}}, "reviewRating.alternateName"),
        ({"reviewRating": {"ratingValue": 1}}, "reviewRating.alternateName"),
    ],
)
def test_a_missing_field_is_named(change: dict[str, Any], field: str) -> None:
    with pytest.raises(BadClaim, match=rf"has no {field}\b"):
        claimreview.claims(_node(**change))


@pytest.mark.parametrize("field", ["claimReviewed", "url", "itemReviewed", "author", "reviewRating"])
def test_an_absent_field_is_named(field: str) -> None:
    node = _node()
    del node[field]
    with pytest.raises(BadClaim, match=f"has no {field}"):
        claimreview.claims([_node(), node])
