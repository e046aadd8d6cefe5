"""Small talk: a greeting, thanks or a question to the bot itself, told apart from what asks for a check.

The words are data, in smalltalk.json, by kind and language. A message is small talk only if nothing is
left of it once they are taken away, so that "hi, did Obama say that?" is still asked.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

Kind = Literal["greeting", "thanks", "about", "follow-up", "vague", "erase"]
_KINDS: tuple[Kind, ...] = ("about", "vague", "follow-up", "erase", "thanks", "greeting")

_MOST_CHARACTERS = 120
_LONGEST_PHRASE = 7
# Who speaks and who is spoken to, and words by which something is reported ("my doctor says ...").
_US = re.compile(r"\b(?:i|me|my|mine|you|your|yours|u|we|our|ours|let's)\b", re.IGNORECASE)
_REPORTED = re.compile(r"\b(?:says?|said|tells?|told|hear|heard|read|saw|seen|claims?)\b", re.IGNORECASE)
# What somebody thinks, or wants to be done.
_WISH = re.compile(
    r"^\W*(?:(?:and|but|so|well|now|look|because|then|yes|no)\W+)*"
    r"(?:i|we)(?:'m|'re| am| are| do| also| just| really)*"
    r" (?:think|believe|hope|need|ought|want|must|going to|gonna|have to|should|got to)\b",
    re.IGNORECASE,
)
# Nothing that is to be checked: "what's 12 times 15".
_SUM = re.compile(
    r"\W*(?:(?:what(?:'?s| is)|how much is|calculate)\s+)?\d[\d.,]*\s*"
    r"(?:times|plus|minus|divided by|[x*+\u00d7\u00f7])\s*\d[\d.,]*[\s=?.!]*",
    re.IGNORECASE,
)
# Marks of Indian scripts and of Thai are parts of words.
_NOT_WORDS = re.compile(r"[^\w'\u0900-\u0dff\u0e31-\u0e4e]+|_", re.UNICODE)


def kind(text: str) -> Kind | None:
    """What kind of small talk a message is: a greeting, thanks, a question about the bot itself or about
    its last answer ("source?"), a wish to be forgotten ("delete my data"), or only a pointer to something
    that is not in it ("is this true?"); None if it says anything else."""
    if len(text) > _MOST_CHARACTERS:
        return None
    if _SUM.fullmatch(text):
        return "about"
    words = _plain(text).split()
    return next((kind_ for kind_ in _KINDS if _is_all(words, kind_)), None)


def is_of_us(text: str) -> bool:
    """Whether an English text says, or asks, something of whoever speaks or is spoken to ("Are you a cat?"),
    and reports nothing that somebody said."""
    return _US.search(text) is not None and not _REPORTED.search(text)


def is_wish(text: str) -> bool:
    """Whether an English text begins with what whoever speaks thinks or wants, and asks nothing ("I think we
    need clean coal.")."""
    return _WISH.search(text) is not None and "?" not in text and not _REPORTED.search(text)


def _is_all(words: Sequence[str], kind_: Kind) -> bool:
    """Whether a text is phrases of this kind, at least one, and words that add nothing."""
    said, fill, vocabulary = _phrases(kind_)
    if not vocabulary.issuperset(words):
        return False
    # For each place that phrases can end at, whether one of this kind was among them.
    reached: dict[int, bool] = {0: False}
    for end in range(1, len(words) + 1):
        for start in range(max(0, end - _LONGEST_PHRASE), end):
            phrase = " ".join(words[start:end])
            if start in reached and (phrase in said or phrase in fill):
                reached[end] = reached.get(end, False) or reached[start] or phrase in said
    return reached.get(len(words), False)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text.replace("’", "'")).casefold()
    return _NOT_WORDS.sub(" ", "".join(c for c in folded if unicodedata.category(c) != "Cf")).strip()


@functools.cache
def _phrases(kind_: Kind) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The phrases of a kind, those that add nothing to them, and the words of both."""
    table = json.loads(Path(__file__).with_suffix(".json").read_text("utf-8"))
    fill = ("fill", "greeting") if kind_ in ("about", "vague", "follow-up", "erase") else ("fill",)
    said, filling = _in_all_languages(table, kind_), _in_all_languages(table, *fill)
    return said, filling, frozenset(" ".join(said | filling).split())


def _in_all_languages(table: dict[str, dict[str, list[str]]], *names: str) -> frozenset[str]:
    found = (phrase for name in names for phrases in table[name].values() for phrase in phrases)
    return frozenset(map(_plain, found))
