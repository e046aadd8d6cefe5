"""Who in a text is surely a person, by given names, titles, and what the database knows."""

import functools
import re
from collections.abc import Callable

from . import names as naming
from . import places
from .lexicon import Lexicon, is_english_word
from .names import (
    BROADCASTER,
    CAPITALISED,
    NOT_IN_PEOPLE,
    NOT_NAMES,
    TITLES,
    Name,
    also_called,
    as_name,
    given_names,
    lower_words,
)
from .text import WORD

_LONGEST_PERSON = 3
_TWO = 2
_SHORTEST_MIDDLE = 4
# What stands before a surname alone ("Dr. Birx"); "king" and "general" stand before much else.
_OFFICES = frozenset(
    """
    dr sen rep gov prof president senator governor professor judge justice mayor congressman congresswoman
    mr mrs ms
    """.split()
)
_HARDLY_TITLES = frozenset("us first former ii iii jr sr general".split())
# Given names that are nobody's in lower case: "the mark of the beast", "will".
_NOBODY = frozenset(
    """
    will mark may grace hope joy drew frank gene guy penny rich rob rod sue wade angel april august bill buck
    chase clay cliff dale dawn don duke miles max prince queen general
    """.split()
)
# Those that may be a word, a surname or a place.
_GIVEN_WORDS = _NOBODY | frozenset(
    """
    dean dick earl hunter jack jean june pat paris ray rush taylor tiger val woody amber asha bob brad chad
    chuck clint ed holly jordan ken lance lee ang mike nick cardi gus virginia florence sofia chelsea
    jackson
    """.split()
)
_BETWEEN_NAMES = frozenset("de da di del du van von der bin al el la".split())
# "In Ann Arbor" is where, unless claims know somebody of that name.
_WHERE = re.compile(r"\b(?:in|near|outside) $", re.IGNORECASE)
_LONGEST_WHERE = 10
_PIECE = re.compile(r"(?<=\w{3})[.!?:;](?=\s|$)|\n|[\"|]")


def persons_of(text: str, lexicon: Lexicon) -> list[Name]:
    """The people in cleaned text, each once, as far as its capitals and the lexicon tell."""
    found = []
    for piece in _PIECE.split(text):
        if naming.shouted(piece) or piece == piece.lower() or (" " in piece and piece == piece.upper()):
            found += persons_in_lower_case(piece, lexicon.is_person, lexicon.is_strange)
        else:
            found += persons(piece, lexicon.is_person)
            every = (word.removesuffix("'s") for word in WORD.findall(piece))
            lower = (word for word in every if word.islower() and len(word) > 3)
            found += [(word,) for word in lower if lexicon.is_person(word) and word not in _NOBODY]
    return list(dict.fromkeys(found))


def without_middle_names(text: str, lexicon: Lexicon) -> str:
    """A text without what stands between a given name and a surname that claims have: "Barack Hussein Obama"
    is "Barack Obama"."""
    words = text.split(" ")
    if given_names().isdisjoint(map(str.lower, words)):
        return text
    middle = {
        at + 1
        for at, (first, word, last) in enumerate(zip(words, words[1:], words[2:], strict=False))
        if first.lower() in given_names()
        and word.strip('"').isalpha()
        and len(word) >= _SHORTEST_MIDDLE
        and not is_english_word(word)
        and any(map(lexicon.is_person, lower_words(last)[:1]))
    }
    return " ".join(word for at, word in enumerate(words) if at not in middle)


def actors(text: str, lexicon: Lexicon) -> list[Name]:
    """The people, places and other names in cleaned text, each once."""
    plain = [(word,) for word in lower_words(text) if places.known(word.title())]
    lower = naming.shouted(text) or text == text.lower()
    other = (
        [(word,) for word in map(str.lower, WORD.findall(text)) if len(word) > 2 and lexicon.is_name(word)]
        if lower
        else naming.names(text, lexicon.may_be_name)
    )
    return list({name[-1]: name for name in [*other, *plain, *persons_of(text, lexicon)]}.values())


def persons(text: str, is_person: Callable[[str], bool] = lambda word: False) -> list[Name]:
    """Those names of cleaned text that are surely a person's: a given name and what follows it, what
    follows a title, initials by which somebody is known, or a surname that `is_person` knows."""
    found = ((run, _as_person(run.group(), is_person)) for run in CAPITALISED.finditer(text))
    return [
        name
        for run, name in found
        if name
        and (
            is_person(name[-1]) or not _WHERE.search(text[max(0, run.start() - _LONGEST_WHERE) : run.start()])
        )
    ]


def persons_alone(text: str) -> list[Name]:
    """The same without a database that knows people."""
    return [name for run in CAPITALISED.findall(text) if (name := _known_alone(run))]


@functools.lru_cache(maxsize=50_000)
def _known_alone(run: str) -> Name:
    return _as_person(run, lambda word: False)


def _as_person(run: str, is_person: Callable[[str], bool]) -> Name:
    """The person's name in a run of capitals, () if there is none; "On NPR Biden said ..." is of Biden, and
    "State John Kerry", without who is secretary of it, of John Kerry."""
    name = tuple(word for word in as_name(BROADCASTER.sub("", run)) if len(word) > 1)
    last = max((at for at, word in enumerate(name) if word in NOT_IN_PEOPLE), default=-1)
    if last >= 0 and not (len(name) > last + _TWO and name[last + 1] in given_names()):
        return ()
    name = name[last + 1 :]
    if not name:
        return ()
    titled = bool((set(lower_words(run)) - _HARDLY_TITLES) & TITLES)
    if len(name) > 2:
        name = _person_within(name, is_person, run.lower())
    if len(name) > 1 and (name[0] in given_names() or titled or is_person(name[-1])):
        return name
    first, alone = name[0], len(name) == 1
    called = alone and (first in also_called() or set(lower_words(run)[-2:-1]) & _OFFICES)
    known = len(first) > 2 and (is_person(first) or called)
    return (first,) if known else ()


def _person_within(name: Name, is_person: Callable[[str], bool], run: str) -> Name:
    """The person in a longer run of capitals: "John McCain Still Refuses" -> "John McCain"."""
    start = next((i for i, word in enumerate(name[:-1]) if word in given_names()), None)
    if start is None:
        return name[-1:] if len(name) > _LONGEST_PERSON else name
    three = start + 3 <= len(name) and (
        is_person(name[start + 2])
        or name[start + 1] in _BETWEEN_NAMES
        or "-".join(name[start + 1 : start + 3]) in run
    )
    return name[start : start + (3 if three else 2)]


def persons_in_lower_case(
    text: str, is_person: Callable[[str], bool], is_strange: Callable[[str], bool]
) -> list[Name]:
    """The same where capitals tell nothing: words that `is_person` knows, and a given name with a
    word that is strange after it."""
    words = lower_words(text)
    found: list[Name] = []
    at = 0
    while at < len(words):
        word, after = words[at], words[at + 1] if at + 1 < len(words) else ""
        two = word in given_names() and after.isalpha() and after not in given_names() and len(after) > 2
        if two and (is_person(after) or (is_strange(after) and word not in _GIVEN_WORDS)):
            found.append((word, after))
            at += 1
        elif word in also_called() or (len(word) > 2 and is_person(word) and word not in _NOBODY):
            found.append((word,))
        at += 1
    return [name for name in found if not set(name) & (NOT_NAMES | TITLES)]
