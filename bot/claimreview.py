"""ClaimReview, the schema.org markup in which fact-checks are published: from JSON-LD to claims.

https://schema.org/ClaimReview. Several reviews whose `itemReviewed` has the same `identifier` are
reviews of one claim; its words, context and quotes are taken from the first.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from . import ratings
from .errors import BadClaim
from .model import Claim, Quote, Review, Translation


def claims(document: Any) -> list[Claim]:
    """The claims in a parsed JSON-LD document: one node, a list, or a `@graph`.

    Raises `BadClaim` for a ClaimReview that lacks what a claim needs.
    """
    merged: dict[str, Claim] = {}
    for node in _nodes(document):
        claim = _claim(node)
        first = merged.get(claim.id)
        merged[claim.id] = _with_reviews(first, claim.reviews) if first else claim
    return list(merged.values())


def unrated_claim(node: dict[str, Any]) -> Claim:
    """A claim to be found, not to be answered with: the publisher, the rating and even the address may
    be missing, and its context is whatever the node says about it. Raises `BadClaim`."""
    item = _thing(node.get("itemReviewed"))
    id_ = _text(item.get("identifier")) or _text(node.get("identifier")) or _text(node.get("url"))
    claimed = _text(node.get("claimReviewed"))
    if not id_ or not claimed:
        raise BadClaim(f"A claim needs {'an identifier' if claimed else 'claimReviewed'}: add it.")
    told = (_text(node.get(name)) for name in ("abstract", "description", "reviewBody"))
    return _built(node, id_, context="\n".join(filter(None, told)))


def _nodes(document: Any) -> Iterator[dict[str, Any]]:
    if isinstance(document, list):
        for item in document:
            yield from _nodes(item)
    elif isinstance(document, dict):
        if document.get("@type") in ("ClaimReview", ["ClaimReview"]):
            yield document
        yield from _nodes(document.get("@graph", []))


def _claim(node: dict[str, Any]) -> Claim:
    item, rating = _thing(node.get("itemReviewed")), _thing(node.get("reviewRating"))
    needed = {
        "claimReviewed": _text(node.get("claimReviewed")),
        "url": _text(node.get("url")),
        "itemReviewed.identifier": _text(item.get("identifier")),
        "author.name": _name(node.get("author")),
        "reviewRating.alternateName": _text(rating.get("alternateName")),
    }
    for name, value in needed.items():
        if not value:
            raise BadClaim(f"A ClaimReview ({node.get('url', 'without url')}) has no {name}: add it.")
    return _built(node, _text(item["identifier"]), context=_text(node.get("abstract")))


def _built(node: dict[str, Any], id_: str, *, context: str) -> Claim:
    """The claim of a node that has been checked for what it needs."""
    item = _thing(node.get("itemReviewed"))
    rating = _text(_thing(node.get("reviewRating")).get("alternateName"))
    publisher = _name(node.get("author"))
    review = Review(
        publisher=publisher,
        url=_text(node.get("url")),
        rating=rating,
        label=ratings.label(publisher, rating),
        verdict=ratings.verdict(rating),
        date=_text(node.get("datePublished")) or None,
        title=_text(node.get("headline")) or None,
    )
    return Claim(
        id=id_,
        text=_text(node.get("claimReviewed")),
        claimant=_name(item.get("author")) or None,
        date=_text(item.get("datePublished")) or None,
        place=_name(item.get("locationCreated")) or None,
        language=_text(node.get("inLanguage")) or "en",
        context=context,
        keywords=tuple(_keywords(node.get("keywords"))),
        quotes=tuple(_quotes(node.get("citation"))),
        translations=tuple(_translations(item.get("workTranslation"))),
        essentials=tuple(_essentials(item)),
        reviews=(review,),
    )


def _with_reviews(claim: Claim, more: Iterable[Review]) -> Claim:
    reviews = sorted([*claim.reviews, *more], key=lambda review: review.date or "", reverse=True)
    return replace(claim, reviews=tuple(reviews))


def _essentials(item: dict[str, Any]) -> list[str]:
    """What nobody who asks about a claim leaves out, for which schema.org has no name."""
    own = _thing(item.get("additionalProperty"))
    return _keywords(own.get("value")) if own.get("propertyID") == "factcheck-essentials" else []


def _keywords(value: Any) -> list[str]:
    """Keywords as a list, also where they stand as text with commas, as schema.org allows."""
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [word for word in map(_text, words) if word]


def _quotes(citations: Any) -> Iterator[Quote]:
    for citation in map(_thing, citations if isinstance(citations, list) else [citations]):
        if citation.get("@type") == "Quotation" and _text(citation.get("text")):
            yield Quote(
                text=citation["text"],
                speaker=_name(citation.get("spokenByCharacter")) or None,
                date=_text(citation.get("dateCreated")) or None,
                place=_name(citation.get("locationCreated")) or None,
                source=_text(citation.get("citation")) or None,
            )


def _translations(works: Any) -> Iterator[Translation]:
    for work in map(_thing, works if isinstance(works, list) else [works]):
        language, words = _text(work.get("inLanguage")), _text(work.get("text"))
        if language and words:
            mentions = work.get("mentions")
            people = filter(None, map(_name, mentions if isinstance(mentions, list) else [mentions]))
            yield Translation(language, words, tuple(people), tuple(_keywords(work.get("keywords"))))


def _thing(value: Any) -> dict[str, Any]:
    """The object where one belongs; the first of a list; an empty one for anything else."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value if isinstance(value, dict) else {}


def _text(value: Any) -> str:
    """The text where one belongs, "" for anything else."""
    return value.strip() if isinstance(value, str) else ""


def _name(value: Any) -> str:
    """The name of a schema.org Person, Organization or Place, also where it stands as plain text."""
    return _text(_thing(value).get("name")) or _text(value)
