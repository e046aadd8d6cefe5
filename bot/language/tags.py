"""Hashtags and handles whose words are written as one, taken apart: "#tedcruz" -> "#TedCruz"."""

import re
from collections.abc import Callable

# Without a capital, a digit or a line within: these part the words already.
_ONE_WORD = re.compile(r"([#@])([^\W\d_](?:[^\W\d_A-Z]{5,28})|[A-Z]{6,29})\b")
_SHORTEST = 3


def apart(text: str, frequency: Callable[[str], int]) -> str:
    """A text with each tag that no claim has as a word, but as two, in these two: the ones that most
    claims have."""
    return _ONE_WORD.sub(lambda tag: tag[1] + _apart(tag[2], frequency), text)


def _apart(word: str, frequency: Callable[[str], int]) -> str:
    if frequency(word.lower()):
        return word
    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    pairs = [(word[:cut].lower(), word[cut:].lower()) for cut in cuts]
    common, one, other = max((min(map(frequency, pair)), *pair) for pair in pairs)
    return one.capitalize() + other.capitalize() if common else word
