"""Places and their people: "Russians", "Moscow" and "Russia" are one, "Ohio" and "Texas" are not.

places.json lists, for each place, the other words for it and its people, in the commonest languages,
and which lie within which, and which are other words without a capital.
"""

import functools
import json
import re
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 3
_SHORTEST = 2


def known(text: str) -> set[str]:
    """The places that a text names, by their English names in lower case; the longest name counts
    ("New Mexico" is not Mexico)."""
    written = _WORD.findall(text)
    words = [word.lower() for word in written]
    found = set()
    at = 0
    every, firsts = names(), _first_words()
    while at < len(words):
        for length in range(_LONGEST, 0, -1) if words[at] in firsts else ():
            place = every.get(" ".join(words[at : at + length]))
            if place and not (words[at] in _also_words() and not _is_marked(written[at])):
                found.add(place)
                at += length - 1
                break
        at += 1
    return found


def near(place: str, others: set[str]) -> bool:
    """Whether a place is one of some others, or lies in one, or one of them in it."""
    return bool(_around(place) & others) or any(place in _around(other) for other in others)


def siblings(one: str, other: str) -> bool:
    """Whether two places lie right in the same one, as two states of one country do."""
    within = _listed()["within"]
    return one != other and one in within and within[one] == within.get(other)


def _around(place: str) -> set[str]:
    within = _listed()["within"]
    found = set()
    while place:
        found.add(place)
        place = within.get(place, "")
    return found


def _is_marked(word: str) -> bool:
    """Whether capitals mark a word that may be another ("US", "Polish")."""
    return word.isupper() if len(word) == _SHORTEST else word[:1].isupper()


@functools.cache
def _also_words() -> frozenset[str]:
    return frozenset(_listed()["only with a capital"].split())


@functools.cache
def names() -> dict[str, str]:
    """Each word or phrase for a place, in lower case, and the place."""
    listed = _listed()["places"]
    return {name: place for place, others in listed.items() for name in (place, *others.split())}


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in names())


@functools.cache
def _listed() -> Any:
    return json.loads(Path(__file__).with_name("places.json").read_text("utf-8"))
