"""What the database knows of a word in lower case: whether it is a name, somebody's, common, or strange."""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .common_words import is_english
from .text import Word, listed_words, telling_words, words


class Known(Protocol):
    """What an index knows of words (see `Index`)."""

    def is_name(self, word: str) -> bool: ...

    def is_person(self, word: str) -> bool: ...

    def frequency(self, stem: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Which words in lower case are names of people or places, which could be one at the start of a
    sentence, where capitals tell nothing, which are a person's, which are common words, and which are
    strange: no claim has them, nor are they common in English."""

    is_name: Callable[[str], bool]
    may_be_name: Callable[[str], bool]
    is_person: Callable[[str], bool] = lambda word: False
    is_common: Callable[[str], bool] = lambda word: False
    is_strange: Callable[[str], bool] = lambda word: False

    def may_speak(self, word: str) -> bool:
        """Whether a word before "says" seems to be a name."""
        return self.is_name(word) or self.is_strange(word)

    def may_name(self, word: str) -> bool:
        """Whether a word of a name is more than a common one with a capital ("Article", "Rally")."""
        return self.is_name(word) or not is_english_word(word)


NO_LEXICON = Lexicon(lambda word: False, lambda word: False)


def of(index: Known) -> Lexicon:
    """What the claims of an index tell of words."""

    def is_common(word: str) -> bool:
        return not index.is_name(word) and (frequency(index, word) > 0 or is_english_word(word))

    def is_strange(word: str) -> bool:
        known = index.is_name(word) or frequency(index, word) > 0 or not telling_words(word)
        return not known and not is_english_word(word) and word not in listed_words("chat_words", "en")

    return Lexicon(index.is_name, lambda word: not is_common(word), index.is_person, is_common, is_strange)


@functools.lru_cache(maxsize=50_000)
def is_english_word(word: str) -> bool:
    """Whether a word, or a part of it, is a common English one."""
    return any(is_english(read.stem) for read in words(word))


def is_of_chat(word: Word) -> bool:
    """Whether people use an English word to ask, to judge, to tell where they have something from, or to fill
    a sentence: it says nothing of what a claim is about."""
    return word.stem in _chat_stems()


@functools.cache
def _chat_stems() -> frozenset[str]:
    return frozenset(word.stem for word in words(" ".join(listed_words("chat_words", "en")), "en"))


def frequency(index: Known, word: str) -> int:
    """How many claims of an index have an English word."""
    return max((index.frequency(read.stem) for read in words(word)), default=0)
