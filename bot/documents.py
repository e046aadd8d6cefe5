"""Where the fact-checks are in a parsed JSON document: nodes, lists, graphs, feeds, API responses."""

from collections.abc import Iterator
from typing import Any

_DEEPEST = 40


def nodes(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every ClaimReview node in a document, wherever it stands, those of a Fact Check Tools response or
    of our own export put as one; nothing for other things."""
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from nodes(each, depth + 1)
    elif isinstance(value, dict):
        if is_review(value):
            yield value
        elif isinstance(value.get("claimReview"), list):
            yield from _of_api(value)
        elif isinstance(value.get("claim"), dict) and isinstance(value.get("reviews"), list):
            yield from _of_export(value)
        else:
            for inner in value.values():
                yield from nodes(inner, depth + 1)


def is_review(node: dict[str, Any]) -> bool:
    """Whether an object is a ClaimReview, by its type or, where it has none, by its claim."""
    kind = node.get("@type", node.get("type"))
    kinds = kind if isinstance(kind, list) else [kind]
    names = {str(each).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in kinds if each}
    return "ClaimReview" in names or ("claimReviewed" in node and not names - {"Review"})


def _of_api(claim: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A claim of the API, one node a review.
    https://developers.google.com/fact-check/tools/api/reference/rest/v1alpha1/claims"""
    for review in claim["claimReview"]:
        if not isinstance(review, dict):
            yield {"@type": "ClaimReview", "claimReviewed": claim.get("text")}
            continue
        publisher = review.get("publisher")
        publisher = publisher if isinstance(publisher, dict) else {}
        name = publisher.get("name") or publisher.get("site")
        yield {
            "@type": "ClaimReview",
            "claimReviewed": claim.get("text"),
            "url": review.get("url"),
            "headline": review.get("title"),
            "datePublished": review.get("reviewDate"),
            "inLanguage": review.get("languageCode"),
            "author": {"@type": "Organization", "name": name},
            "reviewRating": {"alternateName": review.get("textualRating")},
            "itemReviewed": {
                "author": {"name": claim.get("claimant")},
                "datePublished": claim.get("claimDate"),
            },
        }


def _of_export(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A line of our own export, one node a review; the quotes and the context are in each."""
    claim = row["claim"]
    for review in row["reviews"] or [{}]:
        review = review if isinstance(review, dict) else {}
        rating = review.get("published_rating", review.get("rating"))
        yield {
            "@type": "ClaimReview",
            "claimReviewed": claim.get("text"),
            "url": review.get("url"),
            "headline": review.get("title"),
            "datePublished": review.get("date"),
            "inLanguage": claim.get("language"),
            "author": {"@type": "Organization", "name": review.get("publisher")},
            "reviewRating": {
                "alternateName": rating,
                "additionalProperty": {"propertyID": "factcheck-verdict", "value": review.get("verdict")},
            },
            "sdPublisher": {"name": "factcheck-bot"},
            "abstract": row.get("context"),
            "keywords": row.get("keywords"),
            "citation": [_quotation(quote) for quote in row.get("quotes") or [] if isinstance(quote, dict)],
            "itemReviewed": {
                "identifier": claim.get("id"),
                "author": {"name": claim.get("claimant")},
                "datePublished": claim.get("date"),
                "locationCreated": {"name": claim.get("place")},
            },
        }


def _quotation(quote: dict[str, Any]) -> dict[str, Any]:
    return {
        "@type": "Quotation",
        "text": quote.get("text"),
        "spokenByCharacter": {"name": quote.get("speaker")},
        "dateCreated": quote.get("date"),
        "locationCreated": {"name": quote.get("place")},
        "citation": quote.get("source"),
    }
