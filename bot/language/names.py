"""People and places as names: found in a text, and compared as names are.

names.json holds common given names, their short forms, and initials by which people are known.
"""

import functools
import re
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz

from .text import WORD, lists

Name = tuple[str, ...]

_LONGEST_ACRONYM = 5
_HEADLINE_WORDS = 4
# How alike, out of 100, two names of more words, one word and its slip, a given name and its slip, and two
# surnames that sound the same are.
_SAME_IN_FULL = 90
_SLIP = 80
_SURE_SLIP = 85
_HEARD_SLIP = 72
_SHORTEST_SLIP = 4  # letters
TITLES = frozenset(
    """
    president pres prez senator sen rep representative gov governor mr mrs ms dr sir lord king queen prince
    princess pope general gen prof professor secretary minister prime chancellor mayor judge justice
    speaker congressman congresswoman vice former first lady us jr sr ii iii
    """.split()
)
NOT_NAMES = frozenset(
    """
    i jan feb mar apr jun jul aug sep sept oct nov dec january february march april may june july august
    september october november december monday tuesday wednesday thursday friday saturday sunday covid
    facebook posts viral image images posts' bloggers multiple sources social media chain email users
    tweet tweets instagram whatsapp youtube did does do is was are were has have had the a an this that
    these those he she it we they you his her their its my our your who what when where why how which if
    so and or but not no yes in on at by for from with about to of as breaking share please urgent
    everyone anyone people there here then now just also only never ever after before because while
    since until during between over under can could will would should might must true false fake real
    really actually according someone anybody nobody hes shes theyre youre whos thats im ive id dyk weve
    theyve youve theyll youll
    don didn doesn isn wasn aren weren hasn haven hadn won wouldn couldn shouldn ain dont didnt doesnt isnt
    wasnt like msm st nd rd th
    """.split()
)
_NOT_BEFORE_PEOPLE = frozenset(
    "in at from near the a an on across over outside inside during through via".split()
)
NOT_IN_PEOPLE = frozenset(
    """
    news post times day act party state states island house court university street beach bowl show
    security union city county avenue school company inc department agency committee congress senate
    forum debate center institute association council office church river lake ocean park valley north
    south east west new york united world war front hook
    """.split()
)
# Names that are nobody's: groups, feasts, companies and what else is written with a capital.
NO_PERSONS = frozenset(
    """
    republican republicans democrat democrats democratic gop muslim muslims islamic jewish jew jews christian
    christians catholic catholics christmas thanksgiving easter halloween congress senate internet microsoft
    google amazon apple facebook instagram insta youtube twitter tiktok whatsapp reddit netflix disney walmart
    god bible quran koran confederate confederates nazi nazis antifa isis taliban gitmo oval pentagon
    constitution medicare medicaid obamacare youtuber smh poc wifi team staff crew
    """.split()
)
# What a firm's name may end with, and does not when people speak of it.
_FORMS_OF_FIRMS = frozenset("company corporation corp inc ltd llc plc gmbh".split())
_SMALL_WORDS = frozenset(
    """
    a an and as at by for from in into is it of on or over that the to vs was were with bin van von der de
    """.split()
)
# Others of two letters are taken for initials or an acronym.
_SHORT_NAMES = frozenset("al bo de di ed el jo la le li mo st wu xi yi".split())
_UPPER = (
    "A-Z\u00c0-\u00d6\u00d8-\u00de\u0100\u010c\u0141\u0150\u015a\u015e\u0160\u017b\u017d"
    "\u0386-\u03ab\u0410-\u042f"
)
# The boundary before a capital is looked for behind it: a search for a set of letters is quick.
# A short word may be an abbreviation ("Sen. Warren"); a longer one before a full stop ends a sentence.
CAPITAL = rf"[{_UPPER}](?<!\w[{_UPPER}])(?:[\w-]{{0,3}}\.(?=\s[{_UPPER}])|[\w-]*)"
# An acronym before a word that is none: "On NPR Biden said ..."
BROADCASTER = re.compile(r"^(?:On )?[A-Z]{3,5} (?=[A-Z][a-z])")
_LONG_IN_LOWER_CASE = re.compile(r" [a-z]{5}")
_BRACKETED = re.compile(r"\(.*?\)")
_OWNED = re.compile(r"'s\b\s+(?=\S)")
# Capitals within a sentence, or two and more anywhere.
_NAMED = re.compile(
    rf"[{_UPPER}](?:(?<=[^\W\dA-Z_][ ].)|(?<=[,;')(-][ ].)|(?<!\w.)(?=[\w-]*\.?\s[{_UPPER}]))"
    rf"[\w-]*(?:\.?\s(?:(?:de|da|van|von|der|bin|al|el|la)\s)?[{_UPPER}][\w-]*)*"
)
# The same, but hyphenated ones at the beginning too ("Coca-Cola"), each word by itself.
_CAPITALISED_WORD = re.compile(r"[A-Z](?:(?<=[^.!?:\n\"'] .)|(?<=-.)|(?<!\w.)(?=\w*[ -][A-Z]))\w*")
# Not within an address, a tag or a handle.
_SHORT = re.compile(r"(?<![\w@#./-])[a-zA-Z]{2,9}(?![\w@./-]*\w)")
_PARTS = re.compile(r"[^\W\d_]+")
# "Don't" is nobody called Don.
_NO_CONTRACTION = r"(?![\w-]|'t\b)"
CAPITALISED = re.compile(
    rf"{CAPITAL}{_NO_CONTRACTION}(?:\s(?:(?:de|da|van|von|der|bin|al|el|la)\s)?{CAPITAL}{_NO_CONTRACTION})*"
)


def names(text: str, may_be_name: Callable[[str], bool] = lambda word: False) -> list[Name]:
    """The capitalised names of cleaned text in order, as lower-case words without titles; none for
    text that is all capitals or capitalises every word, where capitals tell nothing. A single word at
    the start of a sentence counts if it is an acronym or `may_be_name` says so."""
    return list(each_name(text, may_be_name))


def each_name(text: str, may_be_name: Callable[[str], bool] = lambda word: False) -> Iterator[Name]:
    """The same, one by one."""
    if shouted(text):
        return
    for run in CAPITALISED.finditer(text):
        name = as_name(run.group())
        starts = run.start() == 0 or text[max(0, run.start() - 3) : run.start()].rstrip()[-1:] in '.!?:"\n'
        if not name or (len(name) == 1 and run.group().isupper() and len(run.group()) > _LONGEST_ACRONYM):
            continue
        alone = starts and len(WORD.findall(run.group())) == 1 and not run.group().isupper()
        if not alone or may_be_name(name[0]):
            yield name


def named_words(text: str, more: str) -> set[str]:
    """The words of the names in a claim's text and in what else is told of it, for an index of many
    claims: what `names` finds, but for the finer points."""
    if shouted(text):
        text = ""
    runs = _NAMED.findall(f"{text}\n{more}")
    found = set(_PARTS.findall(" ".join(runs).lower()))
    return found - TITLES - NOT_NAMES


def capitalised_words(text: str) -> list[str]:
    """The words of cleaned text whose capitals mark a name, months and brands among them; none where
    capitals tell nothing."""
    return [] if shouted(text) else _CAPITALISED_WORD.findall(text)


def people(text: str) -> list[Name]:
    """The names of cleaned text that look like a person's: two words or more, not after a word of
    place or "the", and no "Fox News", "Rhode Island" or "White House"."""
    found = []
    for run in CAPITALISED.finditer(text):
        name = as_name(run.group())
        before = text[: run.start()].lower().split()[-1:]
        if 2 <= len(name) <= 3 and not set(before) & _NOT_BEFORE_PEOPLE and not set(name) & NOT_IN_PEOPLE:
            found.append(name)
    return [] if shouted(text) else found


def lower_words(text: str) -> list[str]:
    """The words of a text in lower case, without possessives."""
    return [word.lower().partition("'")[0] for word in WORD.findall(text)]


@functools.cache
def _nicknames() -> dict[str, str]:
    return dict(lists("names")["short for"])


@functools.cache
def also_called() -> dict[str, Name]:
    """Initials and the like by which people are known, and their names."""
    return {short: tuple(name.split()) for short, name in lists("names")["also called"].items()}


def spelt_out(text: str, frequency: Callable[[str], int]) -> str:
    """Cleaned text with the names of those whom it calls by their initials or by a name that is none of
    theirs ("MLK", "Dubya"), as it writes them, where as many claims have the surname as that."""
    return _SHORT.sub(functools.partial(_spelt_out, frequency=frequency), text)


def _spelt_out(found: re.Match[str], frequency: Callable[[str], int]) -> str:
    short = found.group().lower()
    name = in_full((short,))
    if short in name or frequency(name[-1]) < max(1, frequency(short)):
        return found.group()
    full = " ".join(name)
    return full if found.group().islower() else full.title()


def presidents() -> list[str]:
    """Who was president of the United States, in order."""
    return list(lists("names")["presidents of the United States"])


@functools.lru_cache(maxsize=50_000)
def as_name(text: str) -> Name:
    """A name's words in lower case, from its last title on, without possessives, brackets and
    words that are never names: "Russia's President Dmitri Medvedev" -> ("dmitri", "medvedev")."""
    text = _BRACKETED.sub(" ", text).replace("-", " ")
    words = lower_words(_OWNED.split(text)[-1])
    surname = len(words) > 1 and words[-1] in TITLES and words[-2] in given_names()
    if surname:  # "Stephen King"
        return tuple(words[-2:])
    titles = [i for i, word in enumerate(words) if word in TITLES]
    if titles and titles[-1] + 1 < len(words):
        words = words[titles[-1] + 1 :]
    name = tuple(w for w in words if w not in TITLES and w not in NOT_NAMES and w.isalpha())
    return name[:-1] if len(name) > 1 and name[-1] in _FORMS_OF_FIRMS else name


def shouted(text: str) -> bool:
    """Whether the capitals of a text tell nothing: it is a headline in which every word has one, but
    for small words, or all capitals."""
    if _LONG_IN_LOWER_CASE.search(text):  # most texts have one: that is quickly seen
        return False
    capitals = 0
    for found in WORD.finditer(text):
        word = found.group()
        if word[0].isupper():
            capitals += word.lower() not in _SMALL_WORDS
        elif word[0].isalpha() and word.lower() not in _SMALL_WORDS:
            return False
    return capitals >= _HEADLINE_WORDS


def speaker_name(speaker: str) -> Name:
    """The name in a quote's or claim's speaker, also where it says "attributed to X"."""
    return as_name(re.sub(r"^.*\battribut(?:ed|ing it) to ", "", speaker))


def shown(name: Name) -> str:
    """A name as people write it."""
    return " ".join(map(_shown, name))


def _shown(word: str) -> str:
    if len(word) < 3 and word not in _SHORT_NAMES:
        return word.upper()
    return f"Mc{word[2:].capitalize()}" if word.startswith("mc") else word.capitalize()


def place(text: str, name: Name) -> int:
    """Where the last word of a name stands in text in lower case, in characters; -1 if it does not."""
    word, at = name[-1], -1
    while (at := text.find(word, at + 1)) >= 0:
        end = at + len(word)
        if not (text[max(0, at - 1) : at].isalnum() or text[end : end + 1].isalnum()):
            break
    return at


@functools.cache
def given_names() -> frozenset[str]:
    """Common given names, in lower case."""
    return frozenset(" ".join(lists("names")["given"]).split())


def starts_as_person(name: Name) -> bool:
    return name[0] in given_names()


def telling(name: Name) -> Name:
    """A name without what many names have ("Lincoln University"), unless that is all of it."""
    return tuple(word for word in name if word not in NOT_IN_PEOPLE) or name


def in_full(name: Name) -> Name:
    """A name for initials, or a given name alone, by which somebody is known ("jfk", "barack"), any other
    unchanged."""
    full = also_called().get(name[0], name)
    return name if len(name) > 1 and full[0] == name[0] else full


def same(one: Name, other: Name) -> bool:
    """Whether two names can be one person's: equal surnames, forgiving a typo, and no clash of first
    names; a lone first name, initials ("AOC") and nicknames ("Joe") count."""
    if not one or not other:
        return False
    one, other = in_full(one), in_full(other)
    if len(one) > 1 and len(other) > 1 and fuzz.ratio(" ".join(one), " ".join(other)) >= _SAME_IN_FULL:
        return True
    if len(one) == len(other) == 2 and one[0] == other[0] and _sound_alike(one[1], other[1]):
        return True
    if _alike(one[-1], other[-1]):
        pairs = ((a, b) for a in one[:-1] for b in other[:-1])
        return len(one) == 1 or len(other) == 1 or any(_first_names_agree(*pair) for pair in pairs)
    if len(one) == len(other) == 1:
        return formal(one[0]) == formal(other[0])
    if len(one) == 1 or len(other) == 1:
        lone, whole = (one[0], other) if len(one) == 1 else (other[0], one)
        initials = "".join(word[0] for word in whole)
        short = formal(lone) == formal(whole[0])
        return short or _alike(lone, whole[0]) or (len(lone) > 1 and lone == initials)
    return False


def same_as_any(one: Name, others: Iterable[Name]) -> bool:
    return any(same(one, other) for other in others)


def formal(word: str) -> str:
    """The given name that a word is short for, or the word itself."""
    return _nicknames().get(word, word)


def _first_names_agree(one: str, other: str) -> bool:
    one, other = (
        _nicknames().get(name, lists("names")["middle names"].get(name, name)) for name in (one, other)
    )
    return one[0] == other[0] if 1 in (len(one), len(other)) else _alike(one, other) or one[:3] == other[:3]


def _sound_alike(one: str, other: str) -> bool:
    """Whether two surnames may be one, heard and not read ("Koontz", "Kuntz"), after the same first name."""
    return one[0] == other[0] and fuzz.ratio(one, other) >= _HEARD_SLIP


def _alike(one: str, other: str) -> bool:
    """Whether one word may be a slip of the other; a common name is less likely one ("Osama")."""
    least = _SURE_SLIP if {one, other} & given_names() else _SLIP
    close = fuzz.ratio(one, other) >= least or sorted(one) == sorted(other)
    return one == other or (min(len(one), len(other)) >= _SHORTEST_SLIP and close)
