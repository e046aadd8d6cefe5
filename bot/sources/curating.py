"""What an operator does to single claims by hand: add, edit, remove, restore, split; all of it or none."""

import datetime
from collections.abc import Mapping
from dataclasses import replace

from .. import ratings
from ..errors import BadAnswer, UsageError
from ..memory.catalogue import Catalogue, Merge
from ..model import Claim, Quote, Review, Translation
from . import fields, incoming

NEEDED = ("claim", "publisher", "url", "rating")


def added(catalogue: Catalogue, given: Mapping[str, str | None], today: datetime.date) -> Claim:
    """Write a claim from what was given, by the names of the options. Raises `UsageError`."""
    claim = drafted(catalogue, given, today)
    _put(catalogue, claim)
    return claim


def drafted(catalogue: Catalogue, given: Mapping[str, str | None], today: datetime.date) -> Claim:
    """The claim that `added` would write, checked. Raises `BadAnswer`."""
    values = _clean(given, today)
    missing = [name for name in NEEDED if not values.get(name)]
    if missing:
        named = ", ".join(f"--{name}" for name in missing)
        raise BadAnswer(f"A claim needs {named}: say {_it(missing)}.", "editors needed", field=missing[0])
    said = values["claim"]
    review = _review(
        Review(values["publisher"], values["url"], "", "", "other"), values, values.get("language")
    )
    empty = Claim(incoming.derived_id(review.publisher, review.url, said), said, (review,))
    claim = replace(_claim(empty, values), language=values.get("language") or incoming.guessed_language(said))
    if catalogue.store.get(claim.id):
        raise BadAnswer(
            f"This claim is there already: 'factcheck edit {claim.id}' changes it.",
            "editors claim there",
            field="claim",
            claim=claim.id,
        )
    return claim


def check(name: str, value: str, today: datetime.date) -> None:
    """Whether one value will do. Raises `BadAnswer`."""
    if not _clean({name: value}, today)[name] and name in NEEDED:
        raise BadAnswer("A claim needs this.", field=name)


def edited(catalogue: Catalogue, id_: str, given: Mapping[str, str | None], today: datetime.date) -> Claim:
    """Change what was given; an empty value takes the old one away. Raises `UsageError`."""
    known = get(catalogue, id_)
    values = _clean(given, today)
    emptied = [name for name in NEEDED if values.get(name) == ""]
    if emptied:
        raise UsageError(f"A claim needs --{emptied[0]}: give it another value.")
    claim = _claim(known, values)
    if known.reviews:
        first = _review(known.reviews[0], values, claim.language)
        claim = replace(claim, reviews=(first, *known.reviews[1:]))
    _put(catalogue, claim)
    return claim


def translated(catalogue: Catalogue, id_: str, translation: Translation, *, also: bool = False) -> Claim:
    """Tell a claim in another language too, in place of what it was told in that language before, or beside
    that (`also`). Raises `UsageError`."""
    language, said = fields.language(translation.language), fields.text(translation.text)
    if not language:
        raise UsageError(f"{translation.language} is no language: give an ISO 639 code, like es.")
    if not said:
        raise UsageError("A translation needs words: give the claim in that language.")
    known = get(catalogue, id_)
    if language == known.language:
        raise UsageError(f"That is the claim's own language: 'factcheck edit {id_} --claim TEXT' changes it.")
    people, keywords = (
        tuple(filter(None, map(fields.text, each))) for each in (translation.people, translation.keywords)
    )
    kept = known.translations if also else _not_in(language, known)
    claim = replace(known, translations=(*kept, Translation(language, said, people, keywords)))
    _put(catalogue, claim)
    return claim


def untranslated(catalogue: Catalogue, id_: str, language: str) -> Claim:
    """Take away what a claim is told in a language. Raises `UsageError`."""
    known = get(catalogue, id_)
    kept = _not_in(fields.language(language), known)
    if len(kept) == len(known.translations):
        told = ", ".join(dict.fromkeys(each.language for each in known.translations)) or "no other language"
        raise UsageError(f"This claim is not told in {language}, but in {told}.")
    claim = replace(known, translations=kept)
    _put(catalogue, claim)
    return claim


def get(catalogue: Catalogue, id_: str) -> Claim:
    """The claim, else a `UsageError` that helps on."""
    claim = catalogue.store.get(id_)
    if claim is None:
        removed = catalogue.removed_ids([id_])
        how = (
            f"'factcheck restore {id_}' brings it back" if removed else "'factcheck list' shows what there is"
        )
        raise UsageError(f"There is no claim {id_}: {how}.", "editors no claim", claim=id_)
    return claim


def remove(catalogue: Catalogue, claim: Claim, now: datetime.datetime) -> None:
    with catalogue.store.writing() as db:
        catalogue.put_aside(db, claim, now.isoformat(timespec="seconds"))


def restore(catalogue: Catalogue, id_: str) -> Claim:
    """Bring a removed claim back as it was. Raises `UsageError`."""
    found = next((claim for claim, _ in catalogue.removed() if claim.id == id_), None)
    if found is None:
        raise UsageError(f"No claim {id_} was removed: 'factcheck restore' lists those that were.")
    with catalogue.store.writing() as db:
        catalogue.store.write(db, [found])
        catalogue.drop_removed(db, id_)
    return found


def split(catalogue: Catalogue, number: int) -> tuple[Claim, Merge]:
    """Undo a merge: the review leaves the claim and is one of its own again. Raises `UsageError`."""
    merge = catalogue.merge(number)
    if merge is None:
        raise UsageError(f"There is no merge {number}: 'factcheck merges' lists them.")
    own = merge.original
    known = catalogue.store.get(merge.claim)
    if own.id == merge.claim:
        own = replace(own, id=f"{own.id}~{number}")
    with catalogue.store.writing() as db:
        if known:
            left = tuple(review for review in known.reviews if review.url != merge.url)
            catalogue.store.write(db, [replace(known, reviews=left)])
        catalogue.store.write(db, [own])
        catalogue.mark_split(db, merge)
    return own, merge


def _not_in(language: str, claim: Claim) -> tuple[Translation, ...]:
    return tuple(each for each in claim.translations if each.language != language)


def _put(catalogue: Catalogue, claim: Claim) -> None:
    """Write a claim that is the operator's own doing."""
    with catalogue.store.writing() as db:
        catalogue.store.write(db, [claim])
        catalogue.mark_edited(db, claim.id)


def _clean(given: Mapping[str, str | None], today: datetime.date) -> dict[str, str]:
    """What was given, as `fields` has it. Raises `UsageError` for a link or a date that is none."""
    values = {name: fields.text(value) for name, value in given.items() if value is not None}
    if values.get("url") and not fields.link(values["url"]):
        raise BadAnswer(
            f"{values['url']} is no address: begin it with https://",
            "editors no link",
            field="url",
            link=values["url"][:100],
        )
    for name in ("date", "review_date"):
        if values.get(name):
            found = fields.date(values[name], latest=today)
            if found is None:
                raise BadAnswer(f"{values[name]} is no day up to today: write it as YYYY-MM-DD.", field=name)
            values[name] = found
    if "url" in values:
        values["url"] = fields.link(values["url"])
    return values


def _claim(known: Claim, values: Mapping[str, str]) -> Claim:
    claim = replace(
        known,
        text=values.get("claim", known.text),
        claimant=values.get("claimant", known.claimant) or None,
        date=values.get("date", known.date) or None,
        place=values.get("place", known.place) or None,
        language=values.get("language") or known.language,
        context=values.get("context", known.context),
    )
    if not values.get("quote") and not (values.get("speaker") and known.quotes):
        return replace(claim, quotes=()) if values.get("quote") == "" else claim
    first = known.quotes[0] if known.quotes else Quote("")
    words = values.get("quote") or first.text
    quote = replace(first, text=words, speaker=values.get("speaker") or first.speaker or claim.claimant)
    return replace(claim, quotes=(quote, *known.quotes[1:]))


def _review(known: Review, values: Mapping[str, str], language: str | None) -> Review:
    publisher, rating = values.get("publisher", known.publisher), values.get("rating", known.rating)
    verdict = known.verdict
    if values.get("rating"):
        verdict = ratings.verdict(rating, publisher=publisher, language=language or "")
    return replace(
        known,
        publisher=publisher,
        url=values.get("url", known.url),
        rating=rating,
        label=ratings.label(publisher, rating),
        verdict=values.get("verdict") or verdict,  # type: ignore[arg-type]
        date=values.get("review_date", known.date) or None,
        title=values.get("title", known.title) or None,
    )


def _it(names: list[str]) -> str:
    return "it" if len(names) == 1 else "them"
