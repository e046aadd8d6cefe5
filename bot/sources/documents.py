"""Where the fact-checks are in a parsed JSON document: nodes, lists, graphs, feeds, API responses."""

import functools
import re
from collections.abc import Callable, Iterator
from typing import Any

# What is our own in markup that we write: who that is, and what schema.org has no name for.
OURSELVES, VERDICT, ESSENTIALS = "factcheck-bot", "factcheck-verdict", "factcheck-essentials"
_DEEPEST = 40
# What a node may only point to, by its @id, and how far from one to the next.
_POINTING = frozenset("author creator publisher reviewRating itemReviewed locationCreated".split())
_FARTHEST = 4
_PREFIX = re.compile(r"(?:https?://(?:www\.)?schema\.org/|schema:)(?=\w)")

Named = Callable[[], dict[str, dict[str, Any]]]


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Every ClaimReview node in a document, wherever it stands, those of a Fact Check Tools response or
    of our own export put as one; nothing for other things. What a node points to elsewhere in the
    document stands in it."""
    return (node for _, node in numbered(value))


def numbered(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    """The same, each with its number: in a list, that of the element in which it is."""

    @functools.cache
    def named() -> dict[str, dict[str, Any]]:
        return {node["@id"]: unprefixed(node) for node in _identified(value)}

    for number, node in _numbered(value):
        plain = node if "claimReviewed" in node else unprefixed(node)
        yield number, _joined(plain, named) if _points(plain) else plain


def strays(value: Any) -> Iterator[int]:
    """Which elements of a list hold no ClaimReview, and are nothing else that schema.org has, either, as the
    other nodes of a page are."""
    for number, each in enumerate(value if isinstance(value, list) else (), 1):
        told = isinstance(each, dict) and ("@id" in each or _kinds(each))
        if not told and next(_reviews(each), None) is None:
            yield number


def unprefixed(value: Any) -> Any:
    """The same with the plain names of schema.org: "name" for "schema:name" and for its whole address."""
    if isinstance(value, list):
        return [unprefixed(each) for each in value]
    if isinstance(value, dict):
        return {_PREFIX.sub("", name, count=1): unprefixed(inner) for name, inner in value.items()}
    return value


def is_organization(thing: Any) -> bool:
    """Whether an object is an organization of any kind, as schema.org has them, by its type."""
    return isinstance(thing, dict) and any(kind.endswith("Organization") for kind in _kinds(thing))


def _numbered(value: Any) -> Iterator[tuple[int, dict[str, Any]]]:
    if not isinstance(value, list):
        yield from enumerate(_reviews(value), 1)
        return
    for number, each in enumerate(value, 1):
        yield from ((number, node) for node in _reviews(each))


def _reviews(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for each in value:
            yield from _reviews(each, depth + 1)
    elif isinstance(value, dict):
        if is_review(value):
            if not _only_points(value):
                yield value
        elif isinstance(value.get("claimReview"), list):
            yield from _of_api(value)
        elif isinstance(value.get("claim"), dict) and isinstance(value.get("reviews"), list):
            yield from _of_export(value)
        else:
            for inner in value.values():
                yield from _reviews(inner, depth + 1)


def is_review(node: dict[str, Any]) -> bool:
    """Whether an object is a ClaimReview, by its type or, where it has none, by its claim."""
    return "claimReviewed" in node or "claimreview" in map(str.casefold, _kinds(node))


def _kinds(node: dict[str, Any]) -> set[str]:
    kind = node.get("@type", node.get("type"))
    kinds = kind if isinstance(kind, list) else [kind]
    return {str(each).rsplit("/", 1)[-1].rsplit(":", 1)[-1] for each in kinds if each}


def _only_points(thing: dict[str, Any]) -> bool:
    """Whether an object says nothing but which other one is meant."""
    return "@id" in thing and not thing.keys() - {"@id", "@type"}


def _points(value: Any, far: int = 0) -> bool:
    """Whether something only points to another object, or has in it what does."""
    if isinstance(value, list):
        return any(_points(each, far) for each in value)
    if not isinstance(value, dict) or far > _FARTHEST:
        return False
    inside = (inner for name, inner in value.items() if name in _POINTING)
    return _only_points(value) or any(_points(inner, far + 1) for inner in inside)


def _joined(value: Any, named: Named, far: int = 0) -> Any:
    """The same with what it points to in its place."""
    if isinstance(value, list):
        return [_joined(each, named, far) for each in value]
    if not isinstance(value, dict) or far > _FARTHEST:
        return value
    if _only_points(value):
        value = named().get(str(value["@id"]), value)
    return {
        name: _joined(inner, named, far + 1) if name in _POINTING else inner for name, inner in value.items()
    }


def _identified(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every object in a document that others may point to."""
    if depth > _DEEPEST:
        return
    if isinstance(value, dict):
        if isinstance(value.get("@id"), str) and not _only_points(value):
            yield value
        value = list(value.values())
    for inner in value if isinstance(value, list) else ():
        yield from _identified(inner, depth + 1)


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
                "additionalProperty": {"propertyID": VERDICT, "value": review.get("verdict")},
            },
            "sdPublisher": {"name": OURSELVES},
            "abstract": row.get("context"),
            "keywords": row.get("keywords"),
            "citation": [_quotation(quote) for quote in row.get("quotes") or [] if isinstance(quote, dict)],
            "itemReviewed": {
                "identifier": claim.get("id"),
                "author": {"name": claim.get("claimant")},
                "datePublished": claim.get("date"),
                "locationCreated": {"name": claim.get("place")},
                "workTranslation": [
                    _translation(each) for each in row.get("translations") or [] if isinstance(each, dict)
                ],
                "additionalProperty": {"propertyID": ESSENTIALS, "value": row.get("essentials")},
            },
        }


def _translation(translation: dict[str, Any]) -> dict[str, Any]:
    return {
        "inLanguage": translation.get("language"),
        "text": translation.get("text"),
        "mentions": translation.get("people"),
        "keywords": translation.get("keywords"),
        "additionalProperty": {"propertyID": ESSENTIALS, "value": translation.get("essentials")},
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
