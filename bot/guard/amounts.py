"""Another number, year or day than a claim's."""

import functools
import re
from collections.abc import Callable, Iterator, Sequence

from ..language.quantities import Quantity
from ..language.reading import Reading
from ..model import Difference, DifferenceKind
from .claim_reading import ClaimReading

_A_YEAR = 365
_DATES = ("year", "month", "day")
# A year of which only the end is written, and no number of things.
_YEAR_ENDING = re.compile(
    r"(?:\b(?:in|since|of|el|del|en|im|seit|de|desde)|w/) (\d\d)\b(?! \w+s\b)", re.IGNORECASE
)
_ALL_PERCENT = 100
_MONEY = re.compile(r"[$\u20ac\u00a3]|\bcents?\b")


def amounts(statement: Reading, claim: ClaimReading, *, by_words: bool = False) -> Iterator[Difference]:
    """A quantity that the claim does not have, where one of its own of that kind is missing; in a long
    statement only if both are of the same thing, as by the words around them, by which years are told
    only if so wished (`by_words`). And one that somebody is said to have given, of which nothing that is
    known of the claim tells."""
    is_of_claim = functools.cache(functools.partial(_has_word, claim))
    for asked in statement.quantities:
        if _is_settled(asked, statement, claim, is_of_claim):
            continue
        kind: DifferenceKind = "date" if asked.kind in _DATES else "number"
        told = [
            each
            for each in (*claim.wording_quantities, *(claim.dates if kind == "date" else ()))
            if not each.loose
            and (_alike(asked, each) or _is_dated_as(asked, each, statement))
            and not _has(statement.quantities, each)
            and (statement.is_brief or _of_the_same(asked, each, by_words))
        ]
        if told:
            yield Difference(kind, asked.shown, _nearest(asked, told))
            continue
        telling = statement.is_question or not _dates(asked)
        said = statement.is_brief and telling and statement.speakers
        if not said or _has([*claim.context_quantities, *claim.checked], asked):
            continue
        if _stands_in(statement.clauses if kind == "number" else statement.sentences, asked, is_of_claim):
            yield Difference(kind, asked.shown, "")


def _is_settled(
    asked: Quantity, statement: Reading, claim: ClaimReading, is_of_claim: Callable[[str], bool]
) -> bool:
    """Whether a quantity is the claim's, or tells nothing that could differ from it."""
    least = (asked.bare or asked.value) > 1 or asked.kind == "percent"
    # A quote may have another numeral of its own: "World War III".
    there = claim.wording_quantities if asked.kind == "numeral" else claim.known_quantities
    if asked.loose or not least or _has(there, asked):
        return True
    if _ends_a_year(asked, statement, [*claim.known_quantities, *claim.context_quantities]):
        return True
    if statement.is_personal and not _stands_in(statement.sentences, asked, is_of_claim):
        return True
    return asked.kind == "month" and _is_told_of(asked, claim) and not _has_year(asked, statement)


def _nearest(asked: Quantity, told: Sequence[Quantity]) -> str:
    """The one of a claim's quantities that is the most like the one asked about, first of what the same words
    stand around; "" if all are of another kind: no percentage stands in the place of years."""
    alike = [
        each
        for each in told
        if asked.kind in _DATES
        or (each.kind == asked.kind and _MONEY.findall(each.shown) == _MONEY.findall(asked.shown))
        or asked.shown in re.findall(r"[\d.]+", each.shown)
    ]
    return min(alike, key=lambda each: not each.around & asked.around).shown if alike else ""


def _has_word(claim: ClaimReading, text: str) -> bool:
    """Whether a text has a word of the claim."""
    return any(word.stem in claim.stems for word in Reading(text).content(claim.language))


def _stands_in(texts: Sequence[str], asked: Quantity, is_of_claim: Callable[[str], bool]) -> bool:
    """Whether the first of these texts that has a quantity is of the claim: not "I need it by 5 pm", nor,
    clause by clause, "phone at 4 %, quick: ..." """
    return next((is_of_claim(text) for text in texts if asked.shown in text), True)


def _ends_a_year(asked: Quantity, statement: Reading, known: Sequence[Quantity]) -> bool:
    """Whether a bare number of two digits is short for a year of the claim's ("en el 98")."""
    years = {f"{each.value % 100:02.0f}" for each in known if each.kind == "year"}
    short = asked.kind == "number" and asked.shown in years
    return short and asked.shown in _YEAR_ENDING.findall(statement.text)


def _is_told_of(month: Quantity, claim: ClaimReading) -> bool:
    """Whether a claim, or a keyword of it, names a month ("November", of an election)."""
    return month.shown.lower() in claim.told_forms


def _has_year(month: Quantity, statement: Reading) -> bool:
    """Whether a month is written with any year ("November 2012")."""
    return re.search(rf"{re.escape(month.shown)}\W+\d{{4}}", statement.text) is not None


def _dates(asked: Quantity) -> bool:
    """Whether a quantity may only tell since when, or how long ago ("after 25 years")."""
    return asked.kind in ("year", "month") or (asked.kind == "duration" and asked.value % _A_YEAR == 0)


def _of_the_same(asked: Quantity, told: Quantity, by_words: bool) -> bool:
    return (asked.kind in ("year", "month") and not by_words) or bool(asked.around & told.around)


def _alike(one: Quantity, other: Quantity) -> bool:
    """Whether one may stand in the place of the other: of one kind, or a share and a small number."""
    shares = {one.kind, other.kind} == {"number", "percent"} and max(one.value, other.value) <= _ALL_PERCENT
    return one.kind == other.kind or shares


def _is_dated_as(asked: Quantity, day: Quantity, statement: Reading) -> bool:
    """Whether a month is written with the year of a day ("April 2012" for 2012-03-26)."""
    year = day.shown.partition("-")[0]
    dated = f"{asked.shown} {year}".lower() in statement.text.lower()
    return dated and asked.kind == "month" and day.kind == "day"


def _has(quantities: Sequence[Quantity], wanted: Quantity) -> bool:
    return any(wanted.same(quantity) for quantity in quantities)
