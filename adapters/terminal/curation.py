"""What the commands for single claims do in a terminal: add, edit, show, remove, list, split."""

import datetime
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from bot import ratings
from bot.errors import BadAnswer
from bot.memory.catalogue import Catalogue
from bot.model import Claim, Review, Translation
from bot.sources import curating, exporting
from bot.sources.typed import LEFT_OUT

from ..plain import plain
from . import opened
from .output import echo, echo_json

_ASKED = {
    "claim": "The statement that was checked",
    "claimant": "Who said it (may be empty)",
    "date": "When it was said, YYYY-MM-DD (may be empty)",
    "publisher": "Who checked it",
    "url": "Where the check was published",
    "rating": "The publisher's label, to the letter",
    "review_date": "When the check was published, YYYY-MM-DD (may be empty)",
    "quote": "Words taken verbatim (may be empty)",
    "context": "What happened around it (may be empty)",
}


def add_claim(path: Path, given: Mapping[str, str | None]) -> None:
    catalogue = _catalogue(path)
    values = asked(given)
    claim = curating.added(catalogue, values, _today())
    echo(f"Added {claim.id}:")
    _print(claim)
    if not values.get("verdict"):
        _hint(claim)


def asked(given: Mapping[str, str | None]) -> dict[str, str | None]:
    """What was given; if that is nothing, what is typed when asked for."""
    values = dict(given)
    if not any(value is not None for value in values.values()):
        values |= {name: _prompt(name) for name in _ASKED}
    return values


def _prompt(name: str, now: str | None = None) -> str:
    """What is typed, asked for again until it will do; what is there `now` may stay."""

    def checked(value: str) -> str:
        if value == now:
            return value
        if value.strip() == LEFT_OUT:
            value = ""
        try:
            curating.check(name, value, _today())
        except BadAnswer as error:
            raise click.UsageError(str(error)) from None
        return value

    return str(click.prompt(_ASKED[name], default=now or "", show_default=bool(now), value_proc=checked))


def edit_claim(path: Path, id_: str, given: Mapping[str, str | None], *, review: str) -> None:
    catalogue = _catalogue(path)
    claim = before = curating.get(catalogue, id_)
    values = dict(given)
    if not any(value is not None for value in values.values()):
        chosen = curating.chosen_review(claim, review) if review or len(claim.reviews) == 1 else None
        if len(claim.reviews) > 1 and not chosen:
            echo(f"It has {len(claim.reviews)} reviews: --review NUMBER changes one of them.")
        echo("Press Enter to keep a value, or type - to take it away where it may be empty.")
        now = {name: plain(value) for name, value in _values(claim, chosen).items()}
        typed = {name: _prompt(name, now[name]) for name in now}
        values |= {name: value for name, value in typed.items() if value != now[name]}
        review = (chosen and chosen.url) or review
    claim = curating.edited(catalogue, id_, values, _today(), review=review)
    if claim == before:
        echo(f"Nothing was changed of {claim.id}.")
    else:
        echo(f"Changed {claim.id}:")
        _print_rows(_changed(before, claim))
    if values.get("rating") and not values.get("verdict"):
        _hint(claim)


def undo_edit(path: Path, id_: str) -> None:
    catalogue = _catalogue(path)
    before = curating.get(catalogue, id_)
    claim = curating.undone(catalogue, id_)
    echo(f"Took back the last change of {claim.id}:")
    _print_rows(_changed(before, claim))


def _hint(claim: Claim) -> None:
    """How to give the verdict of a label that is not known."""
    for number, review in enumerate(claim.reviews, 1):
        if review.verdict == "other":
            which = f" --review {number}" if len(claim.reviews) > 1 else ""
            echo(
                f"What “{review.rating}” means is not known here: 'factcheck edit {claim.id}{which} --verdict"
                " false', or another, tells it.",
                err=True,
            )


def show_claim(path: Path, id_: str, *, as_json: bool) -> None:
    claim = curating.get(_catalogue(path), id_)
    if as_json:
        echo_json(exporting.row(claim))
    else:
        _print(claim)


def remove_claims(path: Path, ids: tuple[str, ...], *, ask: bool) -> None:
    catalogue = _catalogue(path)
    claims = [curating.get(catalogue, id_) for id_ in dict.fromkeys(ids)]
    for claim in claims:
        if ask and not click.confirm(plain(f"Remove “{claim.text}” ({claim.id})?")):
            continue
        curating.remove(catalogue, claim.id, datetime.datetime.now(datetime.timezone.utc))
        echo(f"Removed {claim.id}. 'factcheck restore {claim.id}' brings it back.")


def restore_claims(path: Path, ids: tuple[str, ...]) -> None:
    catalogue = _catalogue(path)
    for id_ in ids:
        echo(f"Restored {curating.restore(catalogue, id_).id}.")
    if ids:
        return
    removed = catalogue.removed()
    for claim, at in removed:
        echo(f"{claim.id}  removed {at[:10]}  {claim.text}")
    if not removed:
        echo("Nothing was removed.")


def translate_claim(path: Path, id_: str, translation: Translation, *, also: bool) -> None:
    _echo_languages(curating.translated(_catalogue(path), id_, translation, also=also))


def untranslate_claim(path: Path, id_: str, language: str) -> None:
    _echo_languages(curating.untranslated(_catalogue(path), id_, language))


def _echo_languages(claim: Claim) -> None:
    told = dict.fromkeys([claim.language, *(each.language for each in claim.translations)])
    echo(f"{claim.id} is told in {', '.join(told)}.")


def list_claims(path: Path, filters: dict[str, Any], *, as_json: bool) -> None:
    limit = filters["limit"]
    claims = _catalogue(path).find(**{**filters, "limit": limit + 1})
    for claim in claims[:limit]:
        if as_json:
            echo_json(exporting.row(claim))
        else:
            _list(claim)
    if not claims and not as_json:
        echo("No claim is like that: try fewer filters.")
    if len(claims) > limit and not as_json and sys.stdout.isatty():
        _blocks([("", f"These are the first {limit:,}, and there are more: --limit shows more.", "")])


def _list(claim: Claim) -> None:
    """One line a claim; on a terminal, which would break it anywhere, a block."""
    head = f"{claim.id}  [{claim.verdict}]"
    if sys.stdout.isatty():
        _blocks([("", head, "bold"), ("  ", claim.text, "")])
    else:
        echo(f"{head}  {claim.text}")


def _blocks(lines: list[tuple[str, str, str]]) -> None:
    from rich.console import Console

    from .printing import print_lines

    print_lines(Console(highlight=False), lines)


def list_ratings(path: Path, *, unknown: bool, as_json: bool) -> None:
    rows = [row for row in _catalogue(path).ratings() if not unknown or row[2] == "other"]
    for publisher, rating, verdict, number in rows:
        if as_json:
            echo_json({"publisher": publisher, "rating": rating, "verdict": verdict, "count": number})
        else:
            echo(f"{number:>7,}  {verdict:<13}  {publisher}: {ratings.label(publisher, rating)}")
    if not rows and not as_json:
        echo("The verdict of every label is known." if unknown else "There are no labels yet.")


def list_merges(path: Path, *, as_json: bool) -> None:
    catalogue = _catalogue(path)
    merges = catalogue.merges()
    for merge in merges:
        known = catalogue.store.get(merge.claim)
        into = known.text if known else "(a claim that is gone)"
        if as_json:
            row = {"number": merge.id, "claim": merge.claim, "text": into, "merged": merge.original.text}
            row |= {"publisher": merge.publisher, "url": merge.url, "reason": merge.reason, "at": merge.at}
            echo_json(row)
            continue
        echo(f"{merge.id}  {merge.publisher}: {merge.original.text}")
        echo(f"   is a review of {merge.claim}: {into}")
        echo(f"   because of {merge.reason}; undo with 'factcheck split {merge.id}'")
    if not merges and not as_json:
        echo("Nothing was put together.")


def split_merge(path: Path, number: int) -> None:
    own, merge = curating.split(_catalogue(path), number)
    echo(f"{merge.publisher}'s review is a claim of its own again: {own.id}.")


def _catalogue(path: Path) -> Catalogue:
    return Catalogue(opened.store(path))


def _today() -> datetime.date:
    return datetime.date.today()


def _values(claim: Claim, review: Review | None) -> dict[str, str]:
    """What is asked for when a claim is changed, as it is now: in the order of `_ASKED`, of this review."""
    now = {
        "claim": claim.text,
        "claimant": claim.claimant,
        "date": claim.date,
        "quote": claim.quotes[0].text if claim.quotes else "",
        "context": claim.context,
    }
    if review:
        now |= {"publisher": review.publisher, "url": review.url, "rating": review.rating}
        now |= {"review_date": review.date}
    return {name: now[name] or "" for name in _ASKED if name in now}


def _print(claim: Claim) -> None:
    _print_rows(_rows(claim))


def _changed(before: Claim, after: Claim) -> list[tuple[str, str]]:
    """What is told of a claim otherwise than before, and what is told no more."""
    old, new = _rows(before), _rows(after)
    left = {name for name, _ in new}
    return [row for row in new if row not in old] + [
        (name, "(taken away)") for name, _ in old if name not in left
    ]


def _rows(claim: Claim) -> list[tuple[str, str]]:
    rows: list[tuple[str, str | None]]
    rows = [("claim", claim.text), ("claimant", claim.claimant), ("date", claim.date), ("place", claim.place)]
    rows += [("language", claim.language), ("verdict", claim.verdict), ("context", claim.context)]
    rows += [("keywords", ", ".join(claim.keywords)), ("essential", "; ".join(claim.essentials))]
    for quote in claim.quotes:
        said = ", ".join(filter(None, (quote.speaker, quote.date, quote.place, quote.source)))
        rows.append(("quote", f"“{quote.text}” {said}".rstrip()))
    for number, review in enumerate(claim.reviews, 1):
        checked = ", ".join(filter(None, (review.publisher, review.date)))
        name = f"review {number}" if len(claim.reviews) > 1 else "review"
        rows.append((name, f"{checked}: {review.label} [{review.verdict}]\n{review.url}".strip()))
        rows.append(("title", review.title))
    for told in claim.translations:
        words = f" ({len(told.keywords)} other words)" if told.keywords else ""
        rows.append((f"in {told.language}", f"{told.text}{words}"))
        rows.append(("essential", "; ".join(told.essentials)))
    return [(name, value) for name, value in rows if value]


def _print_rows(rows: list[tuple[str, str]]) -> None:
    for name, value in rows:
        if sys.stdout.isatty():  # a link has a line of its own there, so that it can be clicked
            first, *rest = value.split("\n")
            _blocks([(f"  {name:<9} ", first, ""), *((" " * 12, part, "") for part in rest)])
        else:
            echo(f"  {name:<9} {value}")
