"""How words sound, whatever script they are in: "कबूतर" and "kabutar" are the same.

Many who write Hindi, Punjabi or Serbian do so in Latin letters, and names are the same in all scripts.
"""

import functools
import re

from .text import UNSPACED

# With fewer consonants the vowels must be the same too ("Modi"), and with fewer letters nothing is told.
_CONSONANTS = 3
_SHORTEST = 4
_NO_LETTER = re.compile(r"[^a-z]")
# Two letters of Latin for one of other scripts, breaths that are left out, and letters for one sound.
_ALIKE = (
    ("ph", "f"),
    ("tch", "ch"),
    ("sch", "s"),
    ("sh", "s"),
    ("th", "t"),
    ("dh", "d"),
    ("kh", "k"),
    ("gh", "g"),
    ("bh", "b"),
    ("jh", "j"),
    ("ck", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("w", "v"),
    ("z", "j"),
)
_SOFT_C = re.compile(r"c(?=[eiy])")
_HARD_C = re.compile(r"c(?!h)")
_NASAL = re.compile(r"m(?=[kgdtcpbjs])")
_VOWELS = re.compile(r"(?<=.)[aeiouyh]+")
_BEGINS = re.compile(r"^[aeiou]")
_DOUBLE = re.compile(r"(.)\1+")


def may_sound(stem: str) -> bool:
    """Whether a stem of a claim is a word in another script than Latin, one that spaces part."""
    return not stem.isascii() and not UNSPACED.match(stem)


@functools.lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """The consonants of a word, and that it begins with a vowel; of a short word its vowels too, and "" if
    it is too short to be told by its sound."""
    letters = _in_latin(word)
    for written, heard in _ALIKE:
        letters = letters.replace(written, heard)
    if word.isascii():
        letters = _HARD_C.sub("k", _SOFT_C.sub("s", letters))
    letters = _NASAL.sub("n", letters.replace("ch", "c"))
    begun = _BEGINS.sub("a", letters)
    consonants = _DOUBLE.sub(r"\1", _VOWELS.sub("", begun))
    if len(consonants) >= _CONSONANTS:
        return consonants
    every = _DOUBLE.sub(r"\1", letters)
    return every if len(every) >= _SHORTEST else ""


def _in_latin(word: str) -> str:
    if not word.isascii():
        from anyascii import anyascii  # seldom needed

        word = anyascii(word)
    return _NO_LETTER.sub("", word.lower())
