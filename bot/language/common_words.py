"""Common English words, which tell little of a claim, and are nobody's name and no slip of the pen.

english_words.txt has the stems of those of a dictionary, telling_little.json, by stem, how much those tell
that are frequent in fact-checks; both by `python -m benchmarks.common_words`.
"""

import functools
import json
import math
from pathlib import Path


def is_english(stem: str) -> bool:
    """Whether it is the stem of a common English word, of which there are some fifteen thousand."""
    return stem in _english()


def most_telling(stem: str) -> float:
    """How much a word can tell, as `Index.rarity` gives it for many claims: infinity if that is not known."""
    return _telling().get(stem, math.inf)


def is_frequent(stem: str) -> bool:
    """Whether it is the stem of a word that many fact-checks have, whatever they are about ("tax")."""
    return stem in _telling()


@functools.cache
def _english() -> frozenset[str]:
    lines = Path(__file__).with_name("english_words.txt").read_text("ascii").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@functools.cache
def _telling() -> dict[str, float]:
    table = json.loads(Path(__file__).with_name("telling_little.json").read_text("ascii"))
    return dict(table["rarity"])
