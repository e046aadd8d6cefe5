"""One fact-check as others publish it, however untidily: from a ClaimReview node to a claim or a reason."""

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlsplit

from .. import ratings
from ..errors import BadClaim
from ..language import languages
from ..model import VERDICTS, Claim, Quote, Review, Translation, Verdict, newest_first
from . import documents, fields

_IDENTIFIER = re.compile(r"[\w.:~-]{1,120}")
_NOT_TEXT = re.compile(r"[\d\W_]*")
# What an export says where a review has no rating: Google requires one.
UNRATED = "(no rating)"
_LONGEST_CONTEXT = 400
_WHOLLY_QUOTED = re.compile(r'[“"]([^“”"]*)[”"]')
_SINGLE = str.maketrans("“”", "‘’")
_LIKELY_LANGUAGES = "en es pt fr de it nl ru tr sv da fi hu pl cs ro uk id ms".split()
_APPEARANCES = ("appearance", "firstAppearance", "sameAs", "url", "@id")


@dataclass(frozen=True, slots=True)
class Defaults:
    """What is known of a source: `publisher` and `language` stand in where an item does not say, `base`
    completes its links, `latest` is the last day that a date may have."""

    latest: datetime.date
    publisher: str = ""
    language: str = ""
    base: str = ""


@dataclass(frozen=True, slots=True)
class Incoming:
    """A claim with its reviews as one source has it. `settled` if the source is a database like ours,
    where it was decided which reviews are of one claim; `appearances` are where the claim was made;
    `ignored` is what it says that means nothing to us, as `_ignored` has it."""

    claim: Claim
    settled: bool
    appearances: tuple[str, ...] = ()
    ignored: tuple[tuple[str, str], ...] = ()


def read(node: dict[str, Any], defaults: Defaults) -> Incoming:
    """The claim in a ClaimReview node. Raises `BadClaim` with the reason to leave it out."""
    item = _thing(node.get("itemReviewed"))
    said = fields.text(node.get("claimReviewed")) or _item_text(node.get("itemReviewed"))
    if not said:
        raise BadClaim("it has no claim (claimReviewed)")
    if _NOT_TEXT.fullmatch(said):
        raise BadClaim("its claim (claimReviewed) has no words")
    url = _url(node, defaults.base)
    publisher, site = _publisher(node), _site(node, url)
    if publisher in ("", site):
        publisher = defaults.publisher or site
    if not publisher:
        raise BadClaim("it names no publisher, nor does --publisher, and no link tells")
    language = fields.language(node.get("inLanguage")) or defaults.language or guessed_language(said)
    review = _review(node, url, publisher, language, defaults)
    claimant = _person(item.get("author")) or _person(item.get("creator"))
    id_ = fields.text(item.get("identifier"))
    identified = bool(_IDENTIFIER.fullmatch(id_))
    claim = Claim(
        id=id_ if identified else derived_id(publisher, url, said),
        text=said,
        claimant=claimant or None,
        date=fields.date(_said_on(item), latest=defaults.latest),
        place=_name(item.get("locationCreated")) or None,
        language=language,
        context=_context(node, said),
        reviews=(review,),
        **_details(node, item),
    )
    settled = identified and _name(node.get("sdPublisher")) == documents.OURSELVES
    ignored = tuple(_ignored(node, item, claim))
    return Incoming(claim, settled, tuple(_appearances(item, url)), ignored)


def claims(document: Any, defaults: Defaults) -> list[Claim]:
    """The claims in a parsed document, each id once: the first of them, with the reviews of all, newest
    first. Raises `BadClaim`."""
    found: dict[str, Claim] = {}
    for node in documents.nodes(document):
        claim = read(node, defaults).claim
        first = found.get(claim.id, claim)
        found[claim.id] = replace(first, reviews=newest_first([*first.reviews, *claim.reviews]))
    return list(found.values())


def unrated(node: dict[str, Any]) -> Claim:
    """A claim to be found, not to be answered with, in its words as they stand: the publisher, the rating and
    even the address may be missing, and its context is whatever the node says about it. Raises `BadClaim`."""
    item = _thing(node.get("itemReviewed"))
    id_ = _stripped(item.get("identifier")) or _stripped(node.get("identifier")) or _stripped(node.get("url"))
    said = _stripped(node.get("claimReviewed"))
    if not id_ or not said:
        raise BadClaim(f"A claim needs {'an identifier' if said else 'claimReviewed'}: add it.")
    told = (_stripped(node.get(name)) for name in ("abstract", "description", "reviewBody"))
    publisher = _name(node.get("author"))
    rating = _stripped(_thing(node.get("reviewRating")).get("alternateName"))
    review = Review(
        publisher=publisher,
        url=_stripped(node.get("url")),
        rating=rating,
        label=ratings.label(publisher, rating),
        verdict=ratings.verdict(rating),
        date=_stripped(node.get("datePublished")) or None,
        title=_stripped(node.get("headline")) or None,
    )
    return Claim(
        id=id_,
        text=said,
        claimant=_name(item.get("author")) or None,
        date=_stripped(item.get("datePublished")) or None,
        place=_name(item.get("locationCreated")) or None,
        language=_stripped(node.get("inLanguage")) or "en",
        context="\n".join(filter(None, told)),
        reviews=(review,),
        **_details(node, item),
    )


def derived_id(publisher: str, url: str, said: str) -> str:
    """An id for a claim without one: where it was checked, and a digest of what."""
    site = (urlsplit(url).hostname or publisher).casefold().removeprefix("www.")
    plain = re.sub(r"[^a-z0-9]+", "-", site).strip("-")[:40]
    digest = hashlib.sha256("\0".join((publisher, url, said)).encode()).hexdigest()[:12]
    return f"{plain}-{digest}" if plain else digest


def guessed_language(said: str) -> str:
    """The language of a claim whose source does not tell it."""
    return languages.language(said, _LIKELY_LANGUAGES)


def verdict_of(rating: dict[str, Any], label: str, publisher: str, language: str) -> Verdict:
    """By the label; by the number between worst and best where there is no label, and by a number at
    an end of the scale where the label is unknown."""
    own = _own_verdict(rating)
    found: Verdict = own or ratings.verdict(label, publisher=publisher, language=language)
    if found != "other" or own:
        return found
    value, worst, best = (fields.number(rating.get(n)) for n in ("ratingValue", "worstRating", "bestRating"))
    if value is None or worst is None or best is None:
        return "other"
    placed = ratings.by_position(value, worst, best) or "other"
    return placed if not label or placed in ("true", "false") else "other"


def _review(node: dict[str, Any], url: str, publisher: str, language: str, defaults: Defaults) -> Review:
    rating = _thing(node.get("reviewRating"))
    label = fields.text(rating.get("alternateName")) or fields.text(rating.get("name"))
    label = label or fields.text(node.get("reviewRating")) or _worded_value(rating)
    titles = (fields.text(node.get(name)) for name in ("headline", "title", "name"))
    if label == UNRATED:
        label = ""
    shown = label or _scale(rating)
    return Review(
        publisher=publisher,
        url=url,
        rating=shown,
        label=ratings.label(publisher, shown),
        verdict=verdict_of(rating, label, publisher, language),
        date=fields.date(_published_on(node), latest=defaults.latest),
        title=next(filter(None, titles), None),
    )


def _said_on(item: dict[str, Any]) -> Any:
    return item.get("datePublished") or item.get("dateCreated")


def _published_on(node: dict[str, Any]) -> Any:
    return next((node[n] for n in ("datePublished", "dateCreated", "dateModified") if node.get(n)), "")


def _own_verdict(rating: dict[str, Any]) -> Verdict | None:
    """The verdict where the markup is ours: an export says it where the label alone does not. In a table a
    spreadsheet may have made FALSE of it."""
    return _verdict(fields.text(_own(rating, documents.VERDICT)))


def _verdict(written: str) -> Verdict | None:
    value = written.casefold().replace(" ", "-")
    return value if value in VERDICTS else None


def _ignored(node: dict[str, Any], item: dict[str, Any], claim: Claim) -> Iterator[tuple[str, str]]:
    """What is no verdict, language, link or date where one belongs: what it is not, and the words."""
    verdict = fields.text(_own(_thing(node.get("reviewRating")), documents.VERDICT))
    language = fields.text(node.get("inLanguage"))
    if verdict and not _verdict(verdict):
        yield "verdict", verdict
    if language and not fields.language(node["inLanguage"]):
        yield "language", language
    if fields.text(node.get("url")) and not claim.reviews[0].url:
        yield "link", fields.text(node["url"])
    for written, read_as in ((_said_on(item), claim.date), (_published_on(node), claim.reviews[0].date)):
        if fields.text(written) and not read_as:
            yield "date", fields.text(written)
    for work in _works(item):
        language = fields.text(work.get("inLanguage"))
        if fields.text(work.get("text")) and not fields.language(work.get("inLanguage")):
            yield "translation", language


def _scale(rating: dict[str, Any]) -> str:
    """A rating without a label, as it stands: "2 (1-5)"."""
    value, worst, best = (
        fields.text(rating.get(name)) for name in ("ratingValue", "worstRating", "bestRating")
    )
    return (f"{value} ({worst}-{best})" if worst and best else value) if value else ""


def _worded_value(rating: dict[str, Any]) -> str:
    """A label where a number belongs, or in the explanation where nothing else is said."""
    value = fields.text(rating.get("ratingValue"))
    if not value:
        return fields.text(rating.get("ratingExplanation"))
    return "" if _NOT_TEXT.fullmatch(value) else value


def _item_text(value: Any) -> str:
    item = _thing(value)
    said = fields.text(item.get("text")) or fields.text(item.get("name")) or fields.text(value)
    return "" if fields.link(said) else said


def _url(node: dict[str, Any], base: str) -> str:
    candidates = (node.get("url"), node.get("mainEntityOfPage"), node.get("@id"))
    return next(filter(None, (fields.link(each, base) for each in candidates)), "") or (
        base if node.get("url") is None else ""
    )


def _publisher(node: dict[str, Any]) -> str:
    """Who published it: an organization before a person, whichever field it stands in."""
    for each in map(_thing, (*_listed(node.get("author")), *_listed(node.get("publisher")))):
        if documents.is_organization(each) and _name(each):
            return _name(each)
    return _name(node.get("publisher")) or _name(node.get("author"))


def _site(node: dict[str, Any], url: str) -> str:
    """The site of who published it, where nobody is named."""
    author, publisher = _thing(node.get("author")), _thing(node.get("publisher"))
    site = fields.link(publisher.get("url")) or fields.link(author.get("url")) or url
    return (urlsplit(site).hostname or "").removeprefix("www.")


def _context(node: dict[str, Any], said: str) -> str:
    """The publisher's own few words on it, marked as theirs unless they are an abstract."""
    abstract = fields.text(node.get("abstract"))
    if abstract:
        return abstract
    told = fields.text(node.get("description")) or fields.text(node.get("subtitle"))
    return "" if told.casefold() == said.casefold() else quoted_context(told)


def quoted_context(told: str) -> str:
    """A publisher's own words in quotation marks, kept short, cut after a word; marks in them are single."""
    whole = _WHOLLY_QUOTED.fullmatch(told)
    told = (whole[1] if whole else told).translate(_SINGLE)
    if len(told) > _LONGEST_CONTEXT:
        told = told[:_LONGEST_CONTEXT].rsplit(" ", 1)[0] + " …"
    return f"“{told}”" if told else ""


def _appearances(item: dict[str, Any], review_url: str) -> Iterator[str]:
    for name in _APPEARANCES:
        for each in _listed(item.get(name)):
            address = fields.link(each)
            if address and address != review_url:
                yield address


def _details(node: dict[str, Any], item: dict[str, Any]) -> dict[str, Any]:
    """What else a node tells of its claim, by the names of a `Claim`."""
    return {
        "keywords": tuple(_keywords(node.get("keywords"))),
        "quotes": tuple(_quotes(node.get("citation"))),
        "translations": tuple(_translations(item)),
        "essentials": tuple(_keywords(_own(item, documents.ESSENTIALS))),
    }


def _own(thing: dict[str, Any], name: str) -> Any:
    """What an export of ours says under this name, for which schema.org has none; None if nothing."""
    own = _thing(thing.get("additionalProperty"))
    return own.get("value") if own.get("propertyID") == name else None


def _keywords(value: Any) -> list[str]:
    words = value.split(",") if isinstance(value, str) else value if isinstance(value, list) else []
    return [word for word in map(fields.text, words) if word]


def _quotes(citations: Any) -> Iterator[Quote]:
    for citation in map(_thing, _listed(citations)):
        if citation.get("@type") == "Quotation" and fields.text(citation.get("text")):
            yield Quote(
                text=fields.text(citation["text"]),
                speaker=_name(citation.get("spokenByCharacter")) or None,
                date=fields.text(citation.get("dateCreated")) or None,
                place=_name(citation.get("locationCreated")) or None,
                source=fields.text(citation.get("citation")) or None,
            )


def _works(item: dict[str, Any]) -> Iterator[dict[str, Any]]:
    return map(_thing, _listed(item.get("workTranslation")))


def _translations(item: dict[str, Any]) -> Iterator[Translation]:
    for work in _works(item):
        language, words = fields.language(work.get("inLanguage")), fields.text(work.get("text"))
        if language and words and not _NOT_TEXT.fullmatch(words):
            people = filter(None, map(_person, _listed(work.get("mentions"))))
            lists = _keywords(work.get("keywords")), _keywords(_own(work, documents.ESSENTIALS))
            yield Translation(language, words, tuple(people), *map(tuple, lists))


def _thing(value: Any) -> dict[str, Any]:
    """The object where one belongs; the first of a list; one that stands as JSON text; else empty."""
    if isinstance(value, list):
        value = next((each for each in value if isinstance(each, dict)), None)
    if isinstance(value, str) and value.lstrip().startswith("{"):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            return {}
    return value if isinstance(value, dict) else {}


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _stripped(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _name(value: Any) -> str:
    return fields.text(_thing(value).get("name")) or fields.text(value)


def _person(value: Any) -> str:
    """A name, of a list in `name` the first: ["Jane Doe", "mayor of Springfield"]."""
    name = _name(value)
    return "" if fields.link(name) or _NOT_TEXT.fullmatch(name) else name
