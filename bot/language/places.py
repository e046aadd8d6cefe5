"""Places and their people: "Russians", "Moscow" and "Russia" are one, "Ohio" and "Texas" are not.

places.json lists, for each place, the other words for it and its people, in the commonest languages,
and which lie within which, and which are other words without a capital. place_names.json has the names
of countries and large cities in many languages (by `python -m benchmarks.place_names`): "words" with
a capital in the Latin and Cyrillic scripts, the latter without their endings, and "signs", any run of
which counts, in others.
"""

import functools
import re

from .text import UNSPACED, lists

WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(\w{3,}?)[иі]?(?:[аяьйыиеоуюіїєэ]|ом|ем|ой|ей|ою|ею|єю|ами|ями|ах|ях)?$")
_LONGEST = 3
_SHORTEST = 2
# "U.S. President" says who it is, and not where.
_OF_OFFICE = re.compile(
    r"\b(?:U\.?S\.?|[Aa]merican)(?= (?i:(?:Vice )?President|Rep|Sen|Representative|Senator|Congress|Secretary"
    r"|Attorney|House|Supreme|Department|Army|Navy|Air|Marine|Capitol|Postal|(?:Presidential )?Elections?)\b)"
)
# Claims name it in passing ("U.S. President"): it is no other place than theirs.
NEARLY_EVERYWHERE = "united states"
_CONTINENTS = ("europe", "asia", "africa", "america", "south america")
# Things that are called after a place.
_NO_PLACE = re.compile(r"\b(?i:spanish flu|german measles|brazil nuts?|french fries)\b")
# Words without spaces around them that have the name of a place in them: "serious", "appear".
_NO_PLACE_IN = re.compile("ซีเรียส|ปรากฏ")


def of_text(text: str) -> set[str]:
    """The places that a text names, but for the country of an office, and what is called after one."""
    return known(_NO_PLACE.sub(" ", _OF_OFFICE.sub(" ", text)))


def known(text: str) -> set[str]:
    """The places that a text names, by their English names in lower case; the longest name counts
    ("New Mexico" is not Mexico)."""
    return _in_words(text) if text.isascii() else _in_words(text) | _in_signs(text)


def _in_words(text: str) -> set[str]:
    written = WORD.findall(text)
    words = plain(written)
    found = set()
    at = 0
    every, firsts = _names_of_words(), _first_words()
    while at < len(words):
        for length in range(_LONGEST, 0, -1) if words[at] in firsts else ():
            place = every.get(" ".join(words[at : at + length]))
            if place and (_is_marked(written[at]) or words[at] not in _also_words()):
                found.add(place)
                at += length - 1
                break
        at += 1
    return found


def plain(written: list[str]) -> list[str]:
    """Words of a text as they are looked for: in lower case, without Cyrillic endings."""
    return [without_ending(word.lower()) for word in written]


def near(place: str, others: set[str]) -> bool:
    """Whether a place is one of some others, or lies in one, or one of them in it."""
    return bool(_around(place) & others) or any(place in _around(other) for other in others)


def siblings(one: str, other: str) -> bool:
    """Whether two places lie right in the same one, as two states of one country do."""
    within = lists("places")["within"]
    return one != other and one in within and within[one] == within.get(other)


def alike(one: str, other: str) -> bool:
    """Whether one of two places may be named in the other's stead: not a state and a country, nor a country
    and a continent."""
    ranks = {_rank(place) for place in (one, other)} - {None}
    return len(ranks) < 2


def _rank(place: str) -> int | None:
    """Of continents 0, of countries 1, of what lies in one 2; None where that is not listed."""
    within = lists("places")["within"]
    if place in _CONTINENTS:
        return 0
    if place in within and within[place] not in _CONTINENTS:
        return 2
    return 1 if place in within or place in lists("places")["places"] else None


def written(place: str, text: str) -> str:
    """How a text names a place: in its own language, or as it is told."""
    tokens = [*WORD.finditer(text)]
    for size in range(_LONGEST, 0, -1):
        for first, last in zip(tokens, tokens[size - 1 :], strict=False):
            run = text[first.start() : last.end()]
            if _names_of_words().get(" ".join(plain(WORD.findall(run)))) == place.lower():
                return run
    return place


def _around(place: str) -> set[str]:
    within = lists("places")["within"]
    found = set()
    while place:
        found.add(place)
        place = within.get(place, "")
    return found


def _is_marked(word: str) -> bool:
    """Whether capitals mark a word that may be another ("US", "Polish")."""
    return word.isupper() if len(word) == _SHORTEST else word[:1].isupper()


def without_ending(word: str) -> str:
    """A word without its ending, if it is Cyrillic: "Россией" and "России" are "Россия"."""
    if not "\u0400" <= word[0] <= "\u04ff":
        return word
    found = _ENDING.match(word)
    return found.group(1) if found else word


def _in_signs(text: str) -> set[str]:
    """The places whose names, in scripts without capitals, a text has; a longer name first, since India
    is no part of Indonesia."""
    found = set()
    text = _NO_PLACE_IN.sub(" ", text)
    for block in {ord(sign) >> 7 for sign in text if sign > "\u052f"}:
        for name, place in names_of_signs().get(block, ()):
            if name in text and (stands := _standing(name).search(text)):
                found.add(place)
                text = text.replace(stands.group(), " ")
    return found


@functools.cache
def _standing(name: str) -> re.Pattern[str]:
    """A name where it stands as one: at the beginning of a word, in Arabic and Hebrew after what they put
    before it; anywhere where no spaces part words."""
    escaped = re.escape(name)
    if UNSPACED.match(name):
        return re.compile(escaped)
    if "\u0590" <= name[0] <= "\u08ff":
        return re.compile(
            rf"(?<!\w)[\u0648\u0628\u0644\u0641\u0643\u05d5\u05d1\u05dc\u05de\u05e9]{{0,2}}{escaped}(?!\w)"
        )
    return re.compile(rf"(?<![\w\u0900-\u0dff]){escaped}")


@functools.cache
def _also_words() -> frozenset[str]:
    """Words that are places only with a capital, among them all single ones of other languages."""
    foreign = {name for name in _names_of_words().keys() - own_names().keys() if " " not in name}
    return frozenset([*lists("places")["only with a capital"].split(), *foreign])


@functools.cache
def _names_of_words() -> dict[str, str]:
    """Each name that is written in words with capitals, in lower case, and the place."""
    return dict(_foreign("words")) | own_names()


@functools.cache
def names_of_signs() -> dict[int, list[tuple[str, str]]]:
    """Each name in another script, and the place, the longest first, by the block of its first sign."""
    found: dict[int, list[tuple[str, str]]] = {}
    for name, place in sorted(_foreign("signs"), key=lambda each: -len(each[0])):
        found.setdefault(ord(name[0]) >> 7, []).append((name, place))
    return found


def _foreign(kind: str) -> list[tuple[str, str]]:
    return [
        (name, place) for place, others in lists("place_names")[kind].items() for name in others.split("|")
    ]


@functools.cache
def own_names() -> dict[str, str]:
    """Each word or phrase for a place in places.json, in lower case, and the place; "South African" is to
    South Africa what African is to Africa."""
    listed = lists("places")["places"]
    found = {name: place for place, others in listed.items() for name in (place, *others.split())}
    for place in listed:
        part, _, whole = place.rpartition(" ")
        if part and whole in listed:
            found |= {f"{part} {name}": place for name in listed[whole].split()}
    return found


@functools.cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _names_of_words())
