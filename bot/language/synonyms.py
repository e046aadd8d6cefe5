"""Everyday words that say the same as another, by language, where this is not told by their beginning: what
cures heals, and who is shot in the arm is vaccinated.

synonyms.json has a line of words for each meaning; those that end in "*" stand for all that begin so.
"""

import functools
import re
from collections.abc import Collection

from .text import UNSPACED, clean, forms, lists


def same(word: str, known: Collection[str], language: str) -> str:
    """Which of some words says the same as another, all as `forms` has them; "" if none does."""
    for meaning in _meanings(language):
        if meaning.fullmatch(word):
            found = next(filter(meaning.fullmatch, sorted(known)), "")
            if found:
                return found
    return ""


@functools.lru_cache(maxsize=2000)
def told_otherwise(text: str, language: str) -> frozenset[str]:
    """In a language without spaces, the words that say the same as one that a text has."""
    lines = [frozenset(line.split()) for line in lists("synonyms").get(language, ())]
    return frozenset().union(*(line for line in lines if any(word in text for word in line)))


@functools.cache
def _meanings(language: str) -> list[re.Pattern[str]]:
    return [
        re.compile("|".join(map(_pattern, line.split())))
        for line in lists("synonyms").get(language, ())
        if not UNSPACED.search(line)
    ]


def _pattern(listed: str) -> str:
    """What finds a word, or with a star all that begin so: of a word that is written as several, the last."""
    found = [re.escape(form) for form in forms(clean(listed.rstrip("*")))]
    return found[-1] + (r"\w*" if listed.endswith("*") else "") if found else "(?!)"
