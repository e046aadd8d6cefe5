"""Claims as a table: the columns of a CSV file, reading rows as markup, and writing claims as rows.

A row is a claim with one review, one quote, one translation, or some of these; rows of one id, one after
the other, are one claim.
"""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from ..model import Claim


class Column(NamedTuple):
    name: str
    help: str
    example: str = ""


COLUMNS = (
    Column(
        "id", "Your own name for the claim; made up if empty. Rows with the same id are one claim.", "c-1"
    ),
    Column("claim", "The statement that was checked. Needed.", "The moon is made of cheese."),
    Column("claimant", "Who said it.", "Jane Doe"),
    Column("date", "When it was said: YYYY-MM-DD, YYYY-MM or YYYY.", "2024-05-01"),
    Column("place", "Where it was said.", "Springfield"),
    Column("language", "ISO 639 code; guessed if empty.", "en"),
    Column("context", "What happened around it, in a few sentences.", ""),
    Column("keywords", "Other words for it, separated by |.", "moon|cheese"),
    Column("essentials", "What everybody who asks about it mentions: see below.", "moon;cheese|cheddar"),
    Column("publisher", "Who checked it. Needed, or --publisher.", "Example Facts"),
    Column("url", "Where the check was published.", "https://example.org/moon-cheese"),
    Column("rating", "The publisher's own label, to the letter.", "False"),
    Column("verdict", "On our scale; read from the rating if empty.", "false"),
    Column("review_date", "When the check was published.", "2024-05-03"),
    Column("title", "The headline of the check.", "No, the moon is not made of cheese"),
    Column("quote", "Words taken verbatim from the claimant or the record.", "It is all cheese up there."),
    Column("speaker", "Who said these words.", "Jane Doe"),
    Column("quote_date", "When.", "2024-05-01"),
    Column("quote_place", "Where.", "Springfield"),
    Column("quote_source", "By which record.", "Springfield Times"),
    Column("translation", "The statement in another language.", "La luna es de queso."),
    Column("translation_language", "Which one: ISO 639 code.", "es"),
    Column(
        "translation_people",
        "Who is in it, as written there, the claimant first, separated by |.",
        "Jane Doe",
    ),
    Column("translation_keywords", "Other words for it there, separated by |.", "luna|queso"),
    Column(
        "translation_essentials", "What everybody who asks mentions there: see below.", "luna;queso|lácteo"
    ),
)
NAMES = tuple(column.name for column in COLUMNS)
# What a review and a quote have in which column.
_OF_REVIEW = {
    **{name: name for name in ("publisher", "rating", "verdict", "url", "title")},
    "date": "review_date",
}
_OF_QUOTE = {
    "text": "quote",
    "speaker": "speaker",
    **{name: f"quote_{name}" for name in ("date", "place", "source")},
}
_TITLE_LINES = 10
_TOO_MANY = "it has more cells than there are columns: text with a separator in it needs quotation marks"
_ALSO = {
    **dict.fromkeys(("text", "statement", "claim_reviewed", "claimreviewed"), "claim"),
    **dict.fromkeys(("link", "review_url"), "url"),
    **dict.fromkeys(("label", "textual_rating"), "rating"),
    **dict.fromkeys(("source", "organization"), "publisher"),
    "lang": "language",
    "headline": "title",
}


def template() -> str:
    """A CSV file with every column and one example."""
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([NAMES, [column.example for column in COLUMNS]])
    return written.getvalue()


def read(lines: Iterable[str]) -> Iterator[tuple[str, dict[str, Any] | str]]:
    """Each claim as a line of our own export (see `documents`) with where it stood, or a reason in its
    place. Lines above the columns' names, such as a title, are passed over. Raises `ValueError` for a file
    that is no such table."""
    lines = (line.replace("\0", "") for line in lines)
    names, separator, start = _header(lines)
    group: list[dict[str, str]] = []
    any_row, astray = False, False
    for number, row in enumerate(_rows(lines, separator), start):
        if isinstance(row, list) and any(cell.strip() for cell in row[len(names) :]):
            row = _Unread(_TOO_MANY)
        if isinstance(row, _Unread):
            yield f"row {number}{row.below}", row.reason
            any_row = True
            continue
        values = dict(zip(names, (cell.strip() for cell in row), strict=False))
        any_row = any_row or any(values.values())
        if group and values.get("id") and values.get("id") == group[0].get("id"):
            astray = _is_another_claim(values, group) if values.get("claim") else astray
            if astray:
                yield f"row {number}", "its id is that of the row above it, which has another claim"
            else:
                group.append(values)
            continue
        if group:
            yield f"row {start}", _claim(group)
        group, start, astray = [values] if any(values.values()) else [], number, False
    if group:
        yield f"row {start}", _claim(group)
    if not any_row:
        yield "below its header", "the table has no rows"


def _header(lines: Iterator[str]) -> tuple[list[str], str, int]:
    """The columns' names, what separates them, and the number of the first row. Raises `ValueError`."""
    separators = ",;\t"
    for number, line in enumerate(itertools.islice(lines, _TITLE_LINES), 1):
        told = re.fullmatch(r"sep=(.)\s*", line)  # as Excel writes it for itself
        separators = told[1] if told else separators
        separator = max(separators, key=line.count)
        names = _names(line, separator)
        if "claim" in names:
            return names, separator, number + 1
    raise ValueError(
        "it is neither JSON, HTML, a feed, nor a CSV file with a column 'claim'"
        " ('factcheck import --csv-template' prints one)"
    )


def _is_another_claim(values: dict[str, str], group: list[dict[str, str]]) -> bool:
    said = " ".join(_said(group).split()).casefold()
    return bool(said) and " ".join(values["claim"].split()).casefold() != said


def _said(group: list[dict[str, str]]) -> str:
    return next((row["claim"] for row in group if row.get("claim")), "")


class _Unread(NamedTuple):
    """Why a row cannot be read, and what it takes along, in words that follow its number."""

    reason: str
    below: str = ""


def _rows(lines: Iterator[str], separator: str) -> Iterator[list[str] | _Unread]:
    """The rows, or why one cannot be read: a quotation mark that is never closed makes one row of all that
    is up to the next one, or to the end."""
    taken: list[str] = []
    reader = csv.reader(_noted(lines, taken), delimiter=separator)
    while True:
        taken.clear()
        try:
            row = next(reader)
            if len(taken) > 1:
                next(csv.reader(taken, delimiter=separator, strict=True))
            yield row
        except StopIteration:
            return
        except csv.Error as error:
            if len(taken) == 1:
                yield _Unread(f"its row cannot be read ({error})")
                continue
            below = sum(map(bool, taken)) - 1
            told = f" and the {'line' if below == 1 else f'{below:,} lines'} below it" if below else ""
            yield _Unread("a quotation mark in it is never closed, and takes in what follows", told)


def _noted(lines: Iterator[str], taken: list[str]) -> Iterator[str]:
    """The lines, each noted when it is taken, and so is that there are no more."""
    for line in lines:
        taken.append(line)
        yield line
    taken.append("")


def _names(header: str, separator: str) -> list[str]:
    """The columns' names in a line; none of one that is far too long for that."""
    if len(header) > csv.field_size_limit():
        return []
    return [_name(name) for name in next(csv.reader([header], delimiter=separator), [])]


def _name(written: str) -> str:
    plain = written.strip().casefold().replace(" ", "_").replace("-", "_")
    return _ALSO.get(plain, plain)


def _claim(group: list[dict[str, str]]) -> dict[str, Any]:
    first = group[0]
    return {
        "claim": {
            "id": first.get("id"),
            "text": _said(group),
            **{name: first.get(name) for name in ("claimant", "date", "place", "language")},
        },
        "context": first.get("context"),
        "keywords": (first.get("keywords") or "").split("|"),
        "essentials": (first.get("essentials") or "").split(";"),
        "reviews": [
            _part(row, _OF_REVIEW)
            for row in group
            if row is first or row.get("publisher") or row.get("url") or row.get("rating")
        ],
        "quotes": [_part(row, _OF_QUOTE) for row in group if row.get("quote")],
        "translations": [
            {
                "language": row.get("translation_language"),
                "text": row.get("translation"),
                "people": (row.get("translation_people") or "").split("|"),
                "keywords": (row.get("translation_keywords") or "").split("|"),
                "essentials": (row.get("translation_essentials") or "").split(";"),
            }
            for row in group
            if row.get("translation")
        ],
    }


def _part(row: dict[str, str], columns: dict[str, str]) -> dict[str, str | None]:
    return {name: row.get(column) for name, column in columns.items()}


def rows(claims: Iterable[Claim]) -> Iterator[list[str]]:
    """The header, then each claim in as many rows as it has reviews, quotes or translations."""
    yield list(NAMES)
    for claim in claims:
        for place in range(max(len(claim.reviews), len(claim.quotes), len(claim.translations), 1)):
            yield _row(claim, place)


def _row(claim: Claim, place: int) -> list[str]:
    values: dict[str, str | None] = {"id": claim.id, "claim": claim.text}
    if place == 0:
        values |= {"claimant": claim.claimant, "date": claim.date, "place": claim.place}
        values |= {"language": claim.language, "context": claim.context, "keywords": "|".join(claim.keywords)}
        values |= {"essentials": ";".join(claim.essentials)}
    if place < len(claim.reviews):
        values |= {column: getattr(claim.reviews[place], name) for name, column in _OF_REVIEW.items()}
    if place < len(claim.quotes):
        values |= {column: getattr(claim.quotes[place], name) for name, column in _OF_QUOTE.items()}
    if place < len(claim.translations):
        words = claim.translations[place]
        values |= {"translation": words.text, "translation_language": words.language}
        values |= {"translation_people": "|".join(words.people)}
        values |= {"translation_keywords": "|".join(words.keywords)}
        values |= {"translation_essentials": ";".join(words.essentials)}
    return [values.get(name) or "" for name in NAMES]
