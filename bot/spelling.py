"""Slips of the pen: which words may be some, and which word of a claim is meant."""

import math
import re
from collections.abc import Iterable

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .common_words import is_english

SHORTEST = 4
_LONGEST = 30
_LONG_ENOUGH_FOR_TWO = 8
# What a stemmer leaves on a word that is misspelt ("elction").
_ENDING = re.compile(r"(?:ions?|ing|ed|e?s|ers?|ity|ment)$")
# Of so many letters, more than one may be wrong, or of fewer the end missing; but so much must be alike,
# out of 100.
_LONG = 6
_ALIKE = 80.0
# The share of a word with which the same word in another language begins.
_BEGINNING = 0.8


def may_be_slip(stem: str) -> bool:
    """Whether a stem that no claim has may be a slip: no common word, neither short nor endless."""
    return SHORTEST <= len(stem) <= _LONGEST and not is_english(stem)


def slips(stem: str) -> int:
    """How many letters of a stem a search lets be wrong."""
    return 2 if len(stem) >= _LONG_ENOUGH_FOR_TWO else 1


def is_slip_of_any(word: str, known: Iterable[str]) -> bool:
    """Whether a word is one of these, or as near to one as a slip leaves it."""
    return process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips(word)) is not None


def corrected(unknown: Iterable[str], known: Iterable[str], *, cognates: bool = False) -> dict[str, str]:
    """For each of some stems, the known one that it seems to be a slip of, if any, or, if wished, the same
    word in another language ("flexibilidad"): never a number."""
    choices = sorted(stem for stem in known if len(stem) >= SHORTEST and not stem[0].isdigit())
    found = {}
    for stem in unknown:
        meant = _likest(stem, choices) or _likest(_ENDING.sub("", stem), choices)
        if meant:
            found[stem] = meant
        elif cognates and len(stem) >= _LONG:
            begun = [other for other in choices if _is_cognate(stem, other)]
            if begun:
                found[stem] = max(begun, key=len)
    return found


def _likest(stem: str, choices: list[str]) -> str:
    """The one that a stem seems to be a slip of, if any."""
    likest = process.extractOne(stem, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    meant = str(likest[0]) if likest and len(stem) >= SHORTEST else ""
    near = meant and (len(stem) >= _LONG or meant.startswith(stem) or OSA.distance(stem, meant) == 1)
    return meant if near else ""


def beginning(stem: str) -> str:
    """With what the same word in another language begins; "" for a short one."""
    return stem[:_LONG] if len(stem) >= _LONG else ""


def _is_cognate(one: str, other: str) -> bool:
    """Whether two words begin with the same letters, for most of the second."""
    return len(other) >= _LONG and one.startswith(other[: max(_LONG, math.ceil(_BEGINNING * len(other)))])
