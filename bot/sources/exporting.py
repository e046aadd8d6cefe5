"""Claims out of the database: as ClaimReview, CSV or JSON Lines, each of which imports as the same claims."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any, Literal

from .. import as_json
from ..model import Claim, Quote, Review, Translation
from . import documents, incoming, tables

Format = Literal["claimreview", "csv", "jsonl"]


def lines(claims: Iterable[Claim], format_: Format) -> Iterator[str]:
    """The export, a piece at a time."""
    if format_ == "csv":
        return _csv(claims)
    if format_ == "jsonl":
        return (json.dumps(row(claim), ensure_ascii=False) + "\n" for claim in claims)
    return _feed(claims)


def row(claim: Claim) -> dict[str, Any]:
    """A claim as in `ask --json`, and what that leaves out."""
    found = as_json.claim(claim)
    for shown, review in zip(found["reviews"], claim.reviews, strict=True):
        shown["title"] = review.title
        if review.rating != review.label:
            shown["published_rating"] = review.rating
    return {
        **found,
        "keywords": list(claim.keywords),
        "essentials": list(claim.essentials),
        "translations": [asdict(translation) for translation in claim.translations],
    }


def node(claim: Claim, review: Review) -> dict[str, Any]:
    """One review as ClaimReview, with what Google asks for
    (https://developers.google.com/search/docs/appearance/structured-data/factcheck)."""
    rating: dict[str, Any] = {"@type": "Rating", "alternateName": review.rating or incoming.UNRATED}
    if incoming.verdict_of(rating, review.rating, review.publisher, claim.language) != review.verdict:
        rating["additionalProperty"] = _own(documents.VERDICT, review.verdict)
    return _filled(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": review.url,
            "datePublished": review.date,
            "headline": review.title,
            "claimReviewed": claim.text,
            "inLanguage": claim.language,
            "author": {"@type": "Organization", "name": review.publisher},
            "reviewRating": rating,
            "itemReviewed": _filled(
                {
                    "@type": "Claim",
                    "identifier": claim.id,
                    "author": _named("Person", claim.claimant),
                    "datePublished": claim.date,
                    "locationCreated": _named("Place", claim.place),
                    "workTranslation": [_translated(each) for each in claim.translations],
                    "additionalProperty": _own(documents.ESSENTIALS, list(claim.essentials)),
                }
            ),
            "abstract": claim.context,
            "keywords": list(claim.keywords),
            "citation": [_quotation(quote) for quote in claim.quotes],
            "sdPublisher": {"@type": "Organization", "name": documents.OURSELVES},
        }
    )


def _feed(claims: Iterable[Claim]) -> Iterator[str]:
    """A schema.org DataFeed, one node a line."""
    yield '{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": ['
    separator = "\n"
    for claim in claims:
        for review in claim.reviews:
            yield separator + json.dumps(node(claim, review), ensure_ascii=False)
            separator = ",\n"
    yield "\n]}\n"


def _csv(claims: Iterable[Claim]) -> Iterator[str]:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    for cells in tables.rows(claims):
        writer.writerow(cells)
        yield written.getvalue()
        written.seek(0)
        written.truncate()


def _own(name: str, value: str | list[str]) -> dict[str, Any] | None:
    """What schema.org has no name for, unless it is empty."""
    return {"@type": "PropertyValue", "propertyID": name, "value": value} if value else None


def _quotation(quote: Quote) -> dict[str, Any]:
    return _filled(
        {
            "@type": "Quotation",
            "text": quote.text,
            "spokenByCharacter": _named("Person", quote.speaker),
            "dateCreated": quote.date,
            "locationCreated": _named("Place", quote.place),
            "citation": quote.source,
        }
    )


def _translated(translation: Translation) -> dict[str, Any]:
    """A claim in another language, as schema.org has translations of a work."""
    return _filled(
        {
            "@type": "Claim",
            "inLanguage": translation.language,
            "text": translation.text,
            "mentions": [_named("Person", name) for name in translation.people],
            "keywords": list(translation.keywords),
            "additionalProperty": _own(documents.ESSENTIALS, list(translation.essentials)),
        }
    )


def _named(kind: str, name: str | None) -> dict[str, str] | None:
    return {"@type": kind, "name": name} if name else None


def _filled(thing: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in thing.items() if value not in (None, "", [])}
