"""What a brief message in another language than English denies, lessens, puts before what a claim puts
after it, or has turn the other way: told by words, for nothing is known of its grammar.

words_against.json lists the words that deny or lessen; opposite_words.json, by language, those for before and
after ("times"), and how opposite words begin that tell how something turns ("turns": it rises or falls).
"""

import functools
import re
from collections.abc import Iterator
from typing import Any

from ..language.framing import without_asking
from ..language.negation import IN_WORDS, without_idioms
from ..language.reading import Reading
from ..language.text import (
    SIGNS,
    aside_words,
    clean,
    content,
    forms,
    listed_words,
    lists,
    unaccented,
    unaccented_words,
    words,
)
from .claim_reading import ClaimReading

# Where a word of denial at the end asks.
_ASKS_AT_END = frozenset(["vi"])
# Where people leave accents out, but not where another word is written so ("đúng", "đừng").
_WITH_TONES = frozenset(["vi"])
_SHORTEST_NEAR = 3
_SIGNS_OF_ENDING = 2
_WORD = re.compile(rf"[{SIGNS}]+(?:['-][{SIGNS}]+)*")
# Verbs that are denied by a syllable: "yasaklamadı", "olmuyor".
_VERBS_DENIED = {
    "tr": re.compile(
        r"(?!namaz|komedi|(?:ahm|muhamm|mehm|ham|sam)[ae]d)"
        r"\w{2,}m[ae](?:d[ıi]\w*|m[ıi]ş\w*|yaca[kğ]\w*|yece[kğ]\w*|yan\w*|yen\w*|z|zlar|zler)"
        r"|\w{2,}m[ıiuü]yor\w*"
    )
}
# How near a word must stand to what it puts a time before, or after: in words, or in scripts without spaces
# in signs on the side where they have it. Some languages have it behind, or on either side.
_NEAR = 3
_BEHIND = frozenset("tr hu hi bn ur mr pa gu ta te kn ml ko".split())
_ON_EITHER_SIDE = frozenset(["fi"])
_SIGNS_BEFORE = {"zh": 4, "ja": 4}
_SIGNS_AFTER = {"th": 12}
# With so many letters in common two words near it are one.
_BEGINNING = {"ko": 2, "zh": 1, "ja": 1, "th": 4}
_NO_SIGNS = re.compile(r"[\u3040-\u309f之以的在了。、，]")
_LONG_BEGINNING = 4


def word_against(statement: Reading, claim: ClaimReading) -> str:
    """The first word of denial, or for less, that a statement has and the claim does not."""
    language = claim.language
    told = claim.wordings[0]
    if language in IN_WORDS:
        asides, text = _longest_first(language), statement.text
        bare = functools.reduce(lambda rest, word: rest.replace(word, " "), asides, text)
        bare = without_idioms(bare, language)
        found = [word for word in _words_against(language) if word in bare and not _ends_as(word, told)]
        return min(found, key=lambda word: (bare.find(word), -len(word)), default="")
    # "Не могли бы вы проверить, ...?" as a whole denies nothing.
    plain = statement.without_idioms(language)
    spoken = [*_denials(without_asking(plain, language), language)]
    own = [word for word in spoken if not set(forms(word)) <= claim.text_words]
    if not own:
        return ""
    # The claim may deny the same in another word, or with another ending.
    others = set(_denials(without_idioms(told.lower(), language), language)).difference(spoken)
    return own[0] if len(own) > len(others) else ""


def other_turn(text: str, claim: ClaimReading) -> tuple[str, str] | None:
    """A word of a text that has something turn the other way ("fell") than the claim ("rose"), and that."""
    language = claim.language
    for sides in _opposites(language).get("turns", []):
        for asked, told in (sides, sides[::-1]):
            here, there = (_begun(asked, each, language) for each in (text, claim.wordings[0]))
            opposed, opposite = (_begun(told, each, language) for each in (text, claim.wordings[0]))
            if here and opposite and not there and not opposed:
                return here, opposite
    return None


def _begun(beginnings: str, text: str, language: str) -> str:
    """The first word of a text that begins in one of some ways, each a pattern; "" if none does."""
    before, end = ("", "") if language in IN_WORDS else (rf"(?<![{SIGNS}])", rf"[{SIGNS}]*")
    either = "|".join({*beginnings.split(), *unaccented(beginnings).split()})
    found = re.search(rf"{before}(?:{either}){end}", text.lower())
    return found.group() if found else ""


def _opposites(language: str) -> Any:
    return lists("opposite_words").get(language, {})


def other_time(text: str, claim: ClaimReading) -> tuple[str, str] | None:
    """What a text puts before, or after, something that the claim puts on its other side: both words."""
    language = claim.language
    sides = _opposites(language).get("times", [])
    sides = sides if language in IN_WORDS and language != "ko" else [" ".join(forms(side)) for side in sides]
    for asked, told in (sides, sides[::-1]) if sides else ():
        around = _around(told, claim.wordings[0], language)
        near = {beginning for _, found in around for beginning in found}
        if any(near & found for _, found in _around(told, text, language)):
            continue
        for word, found in _around(asked, text, language):
            if near & found:
                return word, around[0][0]
    return None


def _around(side: str, text: str, language: str) -> list[tuple[str, set[str]]]:
    """Each of some words that stands in a text, and how the telling words near it begin."""
    if language in _SIGNS_BEFORE or language in _SIGNS_AFTER:
        before, after = _SIGNS_BEFORE.get(language, 0), _SIGNS_AFTER.get(language, 0)
        found = (
            (at.group(), text[max(0, at.start() - before) : at.start()] + text[at.end() : at.end() + after])
            for at in re.finditer("|".join(side.split()), text)
        )
        size = _BEGINNING[language]
        found = ((word, _NO_SIGNS.sub("", near)) for word, near in found)
        return [(word, {near[i : i + size] for i in range(len(near) - size + 1)}) for word, near in found]
    spoken, wanted = words(text, language), side.split()
    size = _BEGINNING.get(language, _LONG_BEGINNING)
    before = _NEAR if language in _BEHIND | _ON_EITHER_SIDE else 0
    after = 0 if language in _BEHIND else _NEAR
    return [
        (
            word.form,
            {
                near.form[:size]
                for near in content(spoken[max(0, at - before) : at + after + 1], language)
                if len(near.form) >= min(size, _SHORTEST_NEAR) and near.form not in wanted
            },
        )
        for at, word in enumerate(spoken)
        if word.form in wanted
    ]


def _ends_as(word: str, told: str) -> bool:
    """Whether a claim has a word of denial too, if with another ending."""
    return word[:_SIGNS_OF_ENDING] in told if len(word) > _SIGNS_OF_ENDING + 1 else word in told


def _denials(text: str, language: str) -> Iterator[str]:
    """The words of denial in a text in lower case, with their accents or all without; what only looks
    like one must be taken out before."""
    listed, plain = _written(language), _plain(language)
    spoken = _WORD.findall(text)
    if language in _ASKS_AT_END:
        spoken = spoken[:-1]
    verbs = _VERBS_DENIED.get(language)
    for word in spoken:
        for part in dict.fromkeys([word, *re.split("['-]", word)]):
            if len(part) > 1 and (part in listed or part in plain or (verbs and verbs.fullmatch(part))):
                yield part
                break


@functools.cache
def _written(language: str) -> frozenset[str]:
    """The words by which a language denies or lessens, as they are written."""
    return frozenset(
        word.strip("'") for word in clean(" ".join(lists("words_against").get(language, ()))).split()
    )


@functools.cache
def _plain(language: str) -> frozenset[str]:
    """The same without accents, where that is no other word."""
    if language in _WITH_TONES:
        return frozenset()
    return frozenset(unaccented_words(_written(language)))


@functools.cache
def _longest_first(language: str) -> list[str]:
    """The words that say nothing but have a word of denial in them ("whether or not"), the longest first."""
    against = _words_against(language)
    holding = [word for word in aside_words(language) if any(denial in word for denial in against)]
    return sorted(holding, key=len, reverse=True)


def _words_against(language: str) -> frozenset[str]:
    """The words by which a language denies that are parts of others."""
    return listed_words("words_against", language)
