"""Publishers' rating labels: what each means on our scale, and how its publisher spells it for people.

The table is data, in ratings.json: "labels" by language and verdict; "by_publisher" where a publisher
differs; "introductions" that may stand before a label ("Verdict: False"); "phrases" that tell a verdict
inside a sentence, and the "denials" that turn them; "publishers" from a label as it stands in a
publisher's data to the publisher's own spelling.
"""

import functools
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .model import Verdict

_SENTENCE = re.compile(r"[.:!\n(|]")
_CLAUSE = re.compile(r"[.:!\n(|,;—–]| - ")
_SHORTEST_OPENING = 4
_DENIED_WITHIN = 2
_LONGEST = 5_000
# Accents, Arabic vowel signs and the Arabic tatweel tell nothing; other scripts' marks are letters.
_IDLE_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f]")
# Letters that are no accented ones for Unicode, and that people type without their stroke all the same.
_UNSTROKED = str.maketrans({"ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe", "ð": "d"})
_PARTS = re.compile(r"[/;&+|]")


# Verdicts that say the same of a claim, as far as they go.
_TRUE = frozenset(["true", "mostly-true"])
_FALSE = frozenset(["false", "mostly-false", "misleading", "satire", "scam"])


def finds_true(verdict: Verdict) -> bool:
    """Whether a verdict finds a claim true, if not wholly."""
    return verdict in _TRUE


def on_one_side(one: Verdict, other: Verdict) -> bool:
    """Whether two verdicts both find a claim true, or both do not ("satire", "false")."""
    return any({one, other} <= side for side in (_TRUE, _FALSE))


@functools.lru_cache(maxsize=2_000)
def verdict(rating: str, *, publisher: str = "", language: str = "") -> Verdict:
    """The verdict on our scale of a label, or of a sentence that says one; "other" for anything else."""
    before, colon, label_ = rating.partition(":")
    if colon and _plain(label_[:_LONGEST]) and _plain(before[:_LONGEST]) in _introductions():
        rating = label_
    plain = _plain(rating[:_LONGEST])
    found = _of_label(plain, publisher, language)
    if found is None and " " in plain:
        found = _agreed(rating, publisher, language) or _opening(rating, publisher, language) or _told(plain)
    return found or "other"


def by_position(value: float, worst: float, best: float) -> Verdict | None:
    """The verdict of a number between worst and best; None for a scale that makes no sense."""
    if worst == best or not min(worst, best) <= value <= max(worst, best) or worst < 0 or best <= 0:
        return None
    place = (value - worst) / (best - worst)
    if place in (0, 1):
        return "true" if place else "false"
    return "mostly-false" if place < 0.35 else "mostly-true" if place > 0.65 else "mixed"


def label(publisher: str, rating: str) -> str:
    """The rating as the publisher spells it for people; the rating itself where nothing else is known."""
    spelled: str = _table()["publishers"].get(publisher, {}).get(rating, rating)
    return spelled


def _of_label(plain: str, publisher: str, language: str) -> Verdict | None:
    for name, own in _by_publisher().items():
        if f" {name} " in f" {_plain(publisher)} " and plain in own:
            return own[plain]
    labels = _labels()
    return labels.get(language[:2].casefold(), {}).get(plain) or labels[""].get(plain)


def _agreed(rating: str, publisher: str, language: str) -> Verdict | None:
    """The verdict of several labels side by side that all mean the same: "Fake / False"."""
    parts = [_plain(part) for part in _PARTS.split(rating)]
    found = {_of_label(part, publisher, language) for part in parts} if len(parts) > 1 else set()
    return found.pop() if len(found) == 1 else None


def _opening(rating: str, publisher: str, language: str) -> Verdict | None:
    """The verdict of a label with which a sentence opens: "False. He never said so." What comes after
    "True" and a comma may take it back."""
    for separator in (_SENTENCE, _CLAUSE):
        opening = _plain(separator.split(rating.strip(), maxsplit=1)[0])
        if len(opening) < _SHORTEST_OPENING and opening.isascii():
            continue
        found = _of_label(opening, publisher, language)
        if found and (separator is _SENTENCE or not finds_true(found)):
            return found
    return None


def _told(plain: str) -> Verdict | None:
    """The verdict that the phrases in a sentence agree on; None if they do not, or if one is denied. What
    follows "no evidence" is what there is none for, so it is not read."""
    told: set[Verdict] = set()
    covered = 0
    for match in _phrase_pattern().finditer(plain):
        before = plain[: match.start()].split()[-_DENIED_WITHIN:]
        if match.start() >= covered and _denials() & set(before):
            return None
        told.add(_phrases()[match.group()])
        covered = match.end()
        if told == {"unproven"}:
            break
    return told.pop() if len(told) == 1 else None


def _plain(rating: str) -> str:
    """Its words in lower case, without accents, punctuation and pictures."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", rating).casefold())
    folded = unicodedata.normalize("NFC", _IDLE_MARKS.sub("", folded)).translate(_UNSTROKED)
    return " ".join("".join(c if unicodedata.category(c)[0] in "LMN" else " " for c in folded).split())


@functools.cache
def _table() -> Any:
    return json.loads(Path(__file__).with_name("ratings.json").read_text("utf-8"))


@functools.cache
def _labels() -> dict[str, dict[str, Verdict]]:
    """By language, and under "" those of all languages that do not contradict each other."""
    found: dict[str, dict[str, Verdict]] = {
        language: dict(_pairs(verdicts)) for language, verdicts in _table()["labels"].items()
    }
    every: dict[str, set[Verdict]] = {}
    for labels in found.values():
        for plain, verdict_ in labels.items():
            every.setdefault(plain, set()).add(verdict_)
    found[""] = {plain: verdicts.pop() for plain, verdicts in every.items() if len(verdicts) == 1}
    return found


@functools.cache
def _by_publisher() -> dict[str, dict[str, Verdict]]:
    return {_plain(name): dict(_pairs(verdicts)) for name, verdicts in _table()["by_publisher"].items()}


@functools.cache
def _phrases() -> dict[str, Verdict]:
    return {plain: value for verdicts in _table()["phrases"].values() for plain, value in _pairs(verdicts)}


@functools.cache
def _phrase_pattern() -> re.Pattern[str]:
    longest_first = sorted(_phrases(), key=len, reverse=True)
    return re.compile(rf"(?<!\S)(?:{'|'.join(map(re.escape, longest_first))})(?!\S)")


@functools.cache
def _introductions() -> frozenset[str]:
    return frozenset(_plain(words) for each in _table()["introductions"].values() for words in each)


@functools.cache
def _denials() -> frozenset[str]:
    return frozenset(_plain(word) for words in _table()["denials"].values() for word in words)


def _pairs(verdicts: dict[Verdict, list[str]]) -> Iterator[tuple[str, Verdict]]:
    return ((_plain(each), verdict_) for verdict_, labels in verdicts.items() for each in labels)
