"""Slips of the pen: which words may be some, and which word of a claim is meant."""

import functools
import math
import re
from collections.abc import Callable, Iterable, Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from .common_words import is_english

SHORTEST = 4
# What people often get wrong, or leave out.
_OFTEN_WRONG = "aeioulrstn"
# Words of English that only frame what is said, in the order in which they are meant.
_FRAMES = tuple(
    """
    did have say said tell told more would he'd does has had will that this about after before says saying
    tells telling what when where who which were was with really true false fact check ever could should the
    and from they them their there then claim claimed heard she'd they'd he'll she'll didn't doesn't wasn't
    isn't actually just once someone something anyone caught promise promised
    """.split()
)
# Two words in one that are right as they are.
_SHORT = re.compile(r".+(?:'s|n't)|(?:i|you|s?he|it|we|they|that|there|who|what|how)'(?:d|ll|ve|re|m)")
# Of so few letters that one which is missing leaves two.
_OFTEN_SHORT = frozenset(["did", "say"])
_SHORTEST_FRAME = 3
# "Garlic, cause she read it cures ..."
_CAUSE = re.compile(
    r"(?:(?<=\w )|(?<=, ))'?(?:cause|cuz|coz|bcuz|bcoz|becuz|cos)"
    r"(?= (?:i|you|s?he|it|we|they|there|my|his|her|their|someone|somebody)(?:'\w+)?\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w@#/.])([A-Za-z]+(?:'[A-Za-z]+)?)(?![\w@/])")
_SENTENCE_ENDS = frozenset('.!?:\n"')
# Whoever stands behind these, or before a verb of saying, may have any name.
_BEFORE_WHO = frozenset("did does do has is was were had would will could can mr mrs ms dr president".split())
_SAYS = frozenset(
    "say says said saying tell tells told telling claims claimed tweeted wrote promised".split()
)
_LONGEST = 30
_LONG_ENOUGH_FOR_TWO = 8
# What a stemmer leaves on a word that is misspelt ("elction").
_ENDING = re.compile(r"(?:ions?|ing|ed|e?s|ers?|ity|ment)$")
# Of so many letters, more than one may be wrong, or of fewer the end missing; but so much must be alike,
# out of 100.
_LONG = 6
_ALIKE = 80.0
# The share of a word with which the same word in another language begins.
_BEGINNING = 0.8


def may_be_slip(stem: str) -> bool:
    """Whether a stem that no claim has may be a slip: no common word, neither short nor endless."""
    return SHORTEST <= len(stem) <= _LONGEST and not is_english(stem)


def slips(stem: str) -> int:
    """How many letters of a stem a search lets be wrong."""
    return 2 if len(stem) >= _LONG_ENOUGH_FOR_TWO else 1


def is_slip_of_any(word: str, known: Iterable[str]) -> bool:
    """Whether a word is one of these, or as near to one as a slip leaves it."""
    return process.extractOne(word, known, scorer=OSA.distance, score_cutoff=slips(word)) is not None


def corrected(unknown: Iterable[str], known: Iterable[str], *, cognates: bool = False) -> dict[str, str]:
    """For each of some stems, the known one that it seems to be a slip of, if any, or, if wished, the same
    word in another language ("flexibilidad"): never a number."""
    choices = sorted(stem for stem in known if len(stem) >= SHORTEST and not stem[0].isdigit())
    found = {}
    for stem in unknown:
        meant = _likest(stem, choices) or _likest(_ENDING.sub("", stem), choices)
        if meant:
            found[stem] = meant
        elif cognates and len(stem) >= _LONG:
            begun = [other for other in choices if _is_cognate(stem, other)]
            if begun:
                found[stem] = max(begun, key=len)
    return found


def _likest(stem: str, choices: list[str]) -> str:
    """The one that a stem seems to be a slip of, if any."""
    likest = process.extractOne(stem, choices, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    meant = str(likest[0]) if likest and len(stem) >= SHORTEST else ""
    near = meant and (len(stem) >= _LONG or meant.startswith(stem) or OSA.distance(stem, meant) == 1)
    return meant if near else ""


def variants(form: str) -> Iterator[str]:
    """What a long word may be, if a letter of it is doubled or turned round, wrong, or left out; a stemmer
    makes something else of "flexibilitty" than of "flexibility"."""
    if len(form) < _LONG_ENOUGH_FOR_TWO:
        return
    for at in range(1, len(form)):
        yield form[:at] + form[at + 1 :]
        yield form[:at] + form[at + 1 : at + 2] + form[at] + form[at + 2 :]
        for letter in _OFTEN_WRONG:
            yield form[:at] + letter + form[at + 1 :]
            yield form[:at] + letter + form[at:]


def frames_right(text: str, is_known: Callable[[str], bool]) -> str:
    """English text whose misspelt words that only frame what is said are spelt right, and parted from others,
    "did obama sya he'd havemore": those that are one letter off and that `is_known` knows as nothing else;
    but for what may be somebody's name."""
    tokens = _WORD.split(_CAUSE.sub("because", text))
    for at in range(1, len(tokens), 2):
        token, word = tokens[at], tokens[at].lower()
        before = tokens[at - 2].lower() if at > 1 else ""
        after = tokens[at + 2].lower() if at + 2 < len(tokens) else ""
        begins = at == 1 or tokens[at - 1].strip()[-1:] in _SENTENCE_ENDS
        may_be_name = before in _BEFORE_WHO or after in _SAYS or (token[0].isupper() and not begins)
        right = _SHORT.fullmatch(word) is not None if "'" in word else is_known(word)
        if may_be_name or right or word in _FRAMES:
            continue
        tokens[at] = _frame(word) or _parted(word, is_known) or token
    return "".join(tokens)


@functools.lru_cache(maxsize=5000)
def _frame(word: str) -> str:
    """The frame word that a word is one letter off, first the one in the same letters; "" if none is."""
    near = [frame for frame in _FRAMES if OSA.distance(word, frame, score_cutoff=1) <= 1]
    if len(word) < _SHORTEST_FRAME:
        near = [frame for frame in near if frame in _OFTEN_SHORT and len(frame) > len(word)]
    return min(near, key=lambda frame: (sorted(frame) != sorted(word), -len(frame)), default="")


def _parted(word: str, is_known: Callable[[str], bool]) -> str:
    """A word in two, of which one only frames and the other is known; "" if it is none."""
    for cut in range(_SHORTEST_FRAME, len(word) - _SHORTEST_FRAME + 1):
        pair = word[:cut], word[cut:]
        framing = [part in _FRAMES for part in pair]
        known = [
            frames or (len(part) >= SHORTEST and is_known(part))
            for frames, part in zip(framing, pair, strict=True)
        ]
        if any(framing) and all(known):
            return " ".join(pair)
    return ""


def beginning(stem: str) -> str:
    """With what the same word in another language begins; "" for a short one."""
    return stem[:_LONG] if len(stem) >= _LONG else ""


def _is_cognate(one: str, other: str) -> bool:
    """Whether two words begin with the same letters, for most of the second."""
    return len(other) >= _LONG and one.startswith(other[: max(_LONG, math.ceil(_BEGINNING * len(other)))])
