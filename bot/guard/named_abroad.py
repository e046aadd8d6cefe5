"""Where somebody is named in another language than English, spelt otherwise or with an ending."""

import re
from collections.abc import Iterable, Iterator

from rapidfuzz import fuzz
from rapidfuzz.distance import ScoreAlignment

from ..language.text import UNSPACED, clean, forms

# How much of a name must stand in a row where somebody is named, out of 100: in few signs, one may differ.
NAMED = 75.0
_NAMED_IN_SIGNS = 66.0
_LONG_ENOUGH = 4
_BETWEEN_NAMES = re.compile("[\\s\u00b7\u30fb]+")


def parts_of(name: str) -> list[str]:
    """The parts of a name that is written in signs."""
    return _BETWEEN_NAMES.split(name)


def in_signs(parts: Iterable[str], text: str) -> Iterator[ScoreAlignment]:
    """Where parts of a name stand in a text in signs, of those that do."""
    found = (fuzz.partial_ratio_alignment(part, text, score_cutoff=_NAMED_IN_SIGNS) for part in parts)
    return filter(None, found)


def place_of(names: tuple[str, ...], text: str) -> int:
    """Where somebody of these names first stands in a text, in characters or words; -1 if nowhere."""
    return min((place for name in names if (place := _place(name, text)) >= 0), default=-1)


def _place(name: str, text: str) -> int:
    """Where a name, or the last or first part of it, stands in a text, also with an ending."""
    if UNSPACED.search(name):
        parts = (part for part in parts_of(name) if len(part) > 1)
        return min((each.dest_start for each in in_signs(parts, text)), default=-1)
    spoken = forms(clean(name))
    for place, word in enumerate(forms(text)):
        if any(_is_part(part, word) for part in spoken if len(part) >= _LONG_ENOUGH or part == spoken[-1]):
            return place
    return -1


def _is_part(part: str, word: str) -> bool:
    """Whether a word is, or has in it, a part of a name, if spelt otherwise: but "Мишустин" is no "Путин"."""
    if len(word) < len(part) - 1 or fuzz.partial_ratio(part, word) < NAMED:
        return False
    if part in word or fuzz.ratio(part, word) >= NAMED:
        return True
    return word[0] == part[0] and len(word) >= len(part)
