"""What an operator does to single claims by hand: add, edit, remove, restore, split; all of it or none.

What is there is read in the transaction that changes it, so that of two changes at once none is lost.
"""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import replace

from .. import ratings
from ..errors import BadAnswer, UsageError
from ..memory.catalogue import Catalogue, Merge
from ..model import Claim, Quote, Review, Translation
from . import fields, incoming, typed

NEEDED = ("claim", "publisher", "url", "rating")
OF_A_REVIEW = ("publisher", "url", "rating", "verdict", "review_date", "title")


def added(catalogue: Catalogue, given: Mapping[str, str | None], today: datetime.date) -> Claim:
    """Write a claim from what was given, by the names of the options. Raises `UsageError`."""
    claim = drafted(given, today)
    with catalogue.store.writing() as db:
        refuse_known(catalogue, claim)
        catalogue.put_new(db, claim)
    return claim


def drafted(given: Mapping[str, str | None], today: datetime.date) -> Claim:
    """The claim that `added` would write, checked. Raises `BadAnswer`."""
    values = typed.values(given, today)
    missing = [name for name in NEEDED if not values.get(name)]
    if missing:
        named = ", ".join(f"--{name}" for name in missing)
        raise BadAnswer(
            f"A claim needs {named}: say {'it' if len(missing) == 1 else 'them'}.",
            "editors needed",
            field=missing[0],
        )
    said = values["claim"]
    review = _review(
        Review(values["publisher"], values["url"], "", "", "other"), values, values.get("language")
    )
    empty = Claim(incoming.derived_id(review.publisher, review.url, said), said, (review,))
    return replace(_claim(empty, values), language=values.get("language") or incoming.guessed_language(said))


def refuse_known(catalogue: Catalogue, claim: Claim) -> None:
    """Raises `BadAnswer` for a claim that is there already."""
    if catalogue.store.get(claim.id):
        raise BadAnswer(
            f"This claim is there already: 'factcheck edit {claim.id}' changes it.",
            "editors claim there",
            field="claim",
            claim=claim.id,
        )


def check(name: str, value: str, today: datetime.date) -> None:
    """Whether one value will do. Raises `BadAnswer`."""
    if not typed.values({name: value}, today)[name] and name in NEEDED:
        raise BadAnswer("A claim needs this.", field=name)


def edited(
    catalogue: Catalogue, id_: str, given: Mapping[str, str | None], today: datetime.date, *, review: str = ""
) -> Claim:
    """Change what was given; an empty value takes the old one away. Of several reviews, `review` says which
    is meant, as `chosen_review` has it. Raises `UsageError`."""
    values = typed.values(given, today)
    emptied = [name for name in (*NEEDED, "language") if values.get(name) == ""]
    if emptied:
        raise UsageError(f"A claim needs --{emptied[0]}: give it another value.")

    def change(known: Claim) -> Claim:
        claim = _claim(known, values)
        if any(told.language == claim.language != known.language for told in known.translations):
            raise UsageError(
                f"This claim is told in {claim.language} by a translation:"
                f" 'factcheck translate {id_} {claim.language} --remove' takes that away."
            )
        if not review and not any(name in values for name in OF_A_REVIEW):
            return claim
        before = chosen_review(known, review)
        now = _review(before, values, claim.language)
        others = [each for each in known.reviews if each is not before]
        if any(each.url == now.url for each in others):
            raise UsageError(f"Another review of this claim is at {now.url}: two cannot be at one address.")
        return replace(claim, reviews=tuple(now if each is before else each for each in known.reviews))

    return _changed(catalogue, id_, change)


def undone(catalogue: Catalogue, id_: str) -> Claim:
    """Take back the last change that was made of a claim by hand. Raises `UsageError`."""
    with catalogue.store.writing() as db:
        known = get(catalogue, id_)
        edit = catalogue.last_edit(id_)
        if edit is None:
            raise UsageError(f"Nothing was changed of {id_}, or all of it was taken back.")
        if known != edit.after:
            raise UsageError(
                f"{id_} is not as its last change left it, for an import has changed it since:"
                f" 'factcheck edit {id_}' changes it back by hand."
            )
        catalogue.store.write(db, [edit.before])
        catalogue.drop_edit(db, edit)
        return get(catalogue, id_)


def chosen_review(claim: Claim, review: str) -> Review:
    """The review that is meant: by its number or its address, or the only one. Raises `UsageError`."""
    if not review and len(claim.reviews) == 1:
        return claim.reviews[0]
    if not review and claim.reviews:
        raise UsageError(
            f"{claim.id} has {len(claim.reviews)} reviews: say which with --review NUMBER,"
            f" as 'factcheck show {claim.id}' numbers them."
        )
    for number, each in enumerate(claim.reviews, 1):
        if review in (str(number), each.url):
            return each
    raise UsageError(f"{claim.id} has no such review: 'factcheck show {claim.id}' shows what there is.")


def translated(catalogue: Catalogue, id_: str, translation: Translation, *, also: bool = False) -> Claim:
    """Tell a claim in another language too, in place of what it was told in that language before, or beside
    that (`also`). Raises `UsageError`."""
    language, said = typed.language(translation.language), typed.text("text", translation.text)
    if not said:
        raise UsageError("A translation needs words: give the claim in that language.")
    lists = (
        tuple(filter(None, (typed.text(name, word) for word in getattr(translation, name))))
        for name in ("people", "keywords", "essentials")
    )
    told = Translation(language, said, *lists)

    def change(known: Claim) -> Claim:
        if language == known.language:
            raise UsageError(
                f"That is the claim's own language: 'factcheck edit {id_} --claim TEXT' changes it."
            )
        kept = known.translations if also else _not_in(language, known)
        return replace(known, translations=(*kept, told))

    return _changed(catalogue, id_, change)


def untranslated(catalogue: Catalogue, id_: str, language: str) -> Claim:
    """Take away what a claim is told in a language. Raises `UsageError`."""

    def change(known: Claim) -> Claim:
        kept = _not_in(fields.language(language), known)
        if len(kept) == len(known.translations):
            told = ", ".join(dict.fromkeys(each.language for each in known.translations))
            raise UsageError(
                f"This claim is not told in {language}, but in {told}."
                if told
                else "This claim has no translations: there is nothing to take away."
            )
        return replace(known, translations=kept)

    return _changed(catalogue, id_, change)


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


def remove(catalogue: Catalogue, id_: str, now: datetime.datetime) -> None:
    """Put a claim aside, as it is now. Raises `UsageError`."""
    with catalogue.store.writing() as db:
        catalogue.put_aside(db, get(catalogue, id_), now.isoformat(timespec="seconds"))


def restore(catalogue: Catalogue, id_: str) -> Claim:
    """Bring a removed claim back as it was. Raises `UsageError`."""
    with catalogue.store.writing() as db:
        found = catalogue.removed_claim(id_)
        if found is None:
            raise UsageError(f"No claim {id_} was removed: 'factcheck restore' lists those that were.")
        if catalogue.store.get(id_):
            raise UsageError(
                f"There is a claim {id_} again, which would be overwritten: 'factcheck show {id_}' shows it."
            )
        claim, _ = found
        catalogue.store.write(db, [claim])
        catalogue.drop_removed(db, id_)
    return claim


def split(catalogue: Catalogue, number: int) -> tuple[Claim, Merge]:
    """Undo a merge: the review leaves the claim, also one that was removed, and is one of its own again.
    Raises `UsageError`."""
    with catalogue.store.writing() as db:
        merge = catalogue.merge(number)
        if merge is None:
            raise UsageError(f"There is no merge {number}: 'factcheck merges' lists them.")
        own, known = merge.original, catalogue.store.get(merge.claim)
        removed = None if known else catalogue.removed_claim(merge.claim)
        if claim := known or (removed and removed[0]):
            review = _merged_review(claim, merge)
            own = replace(own, reviews=(review, *own.reviews[1:]))
            left = replace(claim, reviews=tuple(each for each in claim.reviews if each is not review))
            if removed:
                catalogue.put_aside(db, left, removed[1])
            else:
                catalogue.store.write(db, [left])
        if own.id == merge.claim or catalogue.store.get(own.id):
            own = replace(own, id=f"{own.id}~{number}")
        catalogue.store.write(db, [own])
        catalogue.drop_removed(db, own.id)
        catalogue.mark_split(db, merge)
    return own, merge


def _merged_review(claim: Claim, merge: Merge) -> Review:
    found = next((each for each in claim.reviews if each.url == merge.url), None)
    if found is None:
        raise UsageError(
            f"Nothing was taken out, for no review of {claim.id} is at {merge.url} any more: 'factcheck edit"
            f" {claim.id} --review NUMBER --url {merge.url}' gives it that address again."
        )
    return found


def _not_in(language: str, claim: Claim) -> tuple[Translation, ...]:
    return tuple(each for each in claim.translations if each.language != language)


def _changed(catalogue: Catalogue, id_: str, change: Callable[[Claim], Claim]) -> Claim:
    """A claim after a change that is the operator's own doing, as it is read from now on."""
    with catalogue.store.writing() as db:
        known = get(catalogue, id_)
        now = change(known)
        if now == known:
            return known
        catalogue.store.write(db, [now])
        now = get(catalogue, id_)
        catalogue.note_edit(db, known, now)
        return now


def _claim(known: Claim, values: Mapping[str, str]) -> Claim:
    claim = replace(
        known,
        text=values.get("claim", known.text),
        claimant=values.get("claimant", known.claimant) or None,
        date=values.get("date", known.date) or None,
        place=values.get("place", known.place) or None,
        language=values.get("language") or known.language,
        context=values.get("context", known.context),
        keywords=typed.words(values["keywords"]) if "keywords" in values else known.keywords,
        essentials=typed.essentials(values["essentials"]) if "essentials" in values else known.essentials,
    )
    return replace(claim, quotes=_quotes(claim, values))


def _quotes(claim: Claim, values: Mapping[str, str]) -> tuple[Quote, ...]:
    """The quotes of a claim, the first with the words and the speaker that were given; without any words it
    is taken away."""
    first, *others = claim.quotes or (Quote(""),)
    words, speaker = values.get("quote", first.text), values.get("speaker", first.speaker)
    if values.get("speaker") and not words:
        raise BadAnswer(
            "Whose words are these? Give --quote too, or leave --speaker out.",
            "editors no quote",
            field="speaker",
        )
    if not words:
        return tuple(others)
    if "quote" in values and "speaker" not in values:
        speaker = speaker or claim.claimant
    return (replace(first, text=words, speaker=speaker or None), *others)


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
