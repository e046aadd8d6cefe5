"""Whether two questions are the same in other words, and by what keys such a question is found again.

Pure functions. Nothing is joined that the near-miss guard would keep apart: another speaker, number or
place, or a denial, is another question.
"""

from collections.abc import Sequence

from .duplicates import doubles
from .guard.claim_reading import ClaimReading
from .language.languages import language
from .language.lexicon import Lexicon
from .language.text import READ_CHARACTERS, clean, telling_stems, words
from .model import Claim

_MOST_WORDS = 40


def folded(text: str) -> str:
    """The words of a text as they are compared: the same for the same text in another case, with other
    accents, spaces or punctuation."""
    return " ".join(word.form for word in words(clean(text[:READ_CHARACTERS]), ""))


def stems(text: str, languages: Sequence[str]) -> list[str]:
    """The telling words of a text, each once."""
    cleaned = clean(text[:READ_CHARACTERS])
    code = language(cleaned, languages)
    return list(dict.fromkeys(telling_stems(cleaned, code)))[:_MOST_WORDS]


def same(text: str, others: Sequence[str], languages: Sequence[str], lexicon: Lexicon) -> int | None:
    """The place of the first of the others that is the same question; None if none is."""
    one = _read("", text, languages, lexicon)
    for place, other in enumerate(others):
        if doubles(one, [_read(str(place), other, languages, lexicon)]):
            return place
    return None


def _read(id_: str, text: str, languages: Sequence[str], lexicon: Lexicon) -> ClaimReading:
    cleaned = clean(text[:READ_CHARACTERS])
    return ClaimReading(Claim(id_, cleaned, (), language=language(cleaned, languages)), lexicon)
