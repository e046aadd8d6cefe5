"""What a brief message in another language than English may say by the way, beside all that a translation of
a claim tells: a word that is neither one of its own nor known to say nothing.

weighty_words.json lists, by language, how words begin that are never said by the way: they tell of another
time, purpose, duty, occasion or deed, or name somebody, something or somewhere else.
"""

import re
from collections.abc import Collection

from ..language.reading import Reading
from ..language.text import KATAKANA, SIGNS, UNSPACED, forms, in_a_row, listed_words
from .claim_reading import ClaimReading
from .named_abroad import place_of

# One word of its own in so many.
_WORDS_TO_ONE = 6
_SHORTEST = 3
# Where every noun has a capital.
_NOUNS_WITH_CAPITALS = frozenset(["de"])
# A word behind another one of the same sentence.
_WITHIN = re.compile(rf"(?:(?<=[{SIGNS},] )|(?<='))[{SIGNS}]+")


def has_weight(strange: Collection[str], statement: Reading, language: str) -> bool:
    """Whether one of these words of a statement has a digit, is written as a name is, or is never said by the
    way."""
    names = _names_in(statement, language) if strange else set()
    return any(
        word in names or any(map(str.isdigit, word)) or KATAKANA.search(word) or _is_weighty(word, language)
        for word in strange
    )


def may_have(strange: int, statement: Reading, claim: ClaimReading) -> bool:
    """Whether so many words of its own, none of weight, say nothing against a translation: one in six, where
    a statement quotes the claim, or names everybody in it and has words for each of its essentials."""
    spaced = not UNSPACED.search(claim.wordings[0])
    most = len(statement.content(claim.language)) // _WORDS_TO_ONE if spaced else 1
    return strange <= max(1, most) and (claim.is_quoted_by(statement) or _tells_all(statement, claim))


def _tells_all(statement: Reading, claim: ClaimReading) -> bool:
    """Whether a statement names everybody in a translation, and has words for each of its essentials."""
    said = in_a_row(statement.text)
    named = all(place_of(names, statement.text) >= 0 for names in claim.who)
    essentials = claim.essentials_abroad
    return named and bool(essentials) and all(any(one in said for one in each) for each in essentials)


def _is_weighty(word: str, language: str) -> bool:
    weighty = listed_words("weighty_words", language)
    if UNSPACED.search(word):
        return any(each in word for each in weighty)
    return any(word[:end] in weighty for end in range(_SHORTEST, len(word) + 1))


def _names_in(statement: Reading, language: str) -> set[str]:
    """The words of a statement that have a capital though they begin no sentence, where that tells names."""
    if language in _NOUNS_WITH_CAPITALS or not statement.capitals_tell:
        return set()
    found = _WITHIN.findall(statement.text)
    return {form for word in found if word[0].isupper() for form in forms(word)}
