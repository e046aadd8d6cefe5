"""Orders the claims that were found for a question by how likely each is the one that was asked about.

A linear ranker scores each by its features. Posts whose date is known have a ranker of their own, since
checks follow posts. The weights are numbers in weights.json, learnt by `make train`.
"""

import functools
import itertools
import math
import operator
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from .features import (
    UNAUTHORED,
    UNDATED,
    Features,
    Rarity,
    authored,
    closeness,
    compare,
    days_apart,
    fewness,
    found_by_search,
    part,
)
from .guard.claim_reading import ClaimReading
from .index import Hit
from .language.reading import Reading
from .language.text import clean, telling_stems
from .learnt import linear
from .model import Difference
from .sketch import Sketch, ordinal

_COMPARED = 20
_COMPARED_ALONE = 6
_COMPARED_ANYWAY = 6
# What share of the best translation's score that in a message's own language has, or it is in another one.
_MUCH_OF_BEST = 1 / 3
# By how much more a claim in another language than a message's must score to be what it was found in.
_MUCH_MORE = 0.5
# Of those that share less than this with the message, beside the one that shares most, hardly any is right.
_LEAST_SHARE = 0.45
_TIMELY = 0.3  # how much a check soon after a post counts beside its words, where few can be compared


@dataclass(frozen=True, slots=True)
class Question:
    """A message, read: as a whole, each of its statements (the whole itself if it has but one), those that
    are `asked` outright, among others, and the `sentences` of one that is no post; the author and the
    ISO date of a post, if known. `spelling` gives, for a stem that no claim has, the one that it seems
    to be a slip of; `part` says that it is one statement out of more, `asks` that it is no post and
    asks something, and `foreign` that it is in another language than most claims; `heard` are those words
    of claims that are only told by their sound; `stems` keeps the words to search for, by text, and
    `found` what was found for them, to look for both once."""

    whole: Reading
    statements: Sequence[Reading]
    language: str
    author: str | None = None
    date: str | None = None
    spelling: Mapping[str, str] = field(default_factory=dict)
    part: bool = False
    asked: Sequence[Reading] = ()
    sentences: Sequence[str] = ()
    stems: dict[str, list[str]] = field(default_factory=dict)
    found: dict[tuple[str, ...], Sequence[Hit]] = field(default_factory=dict)
    asks: bool = False
    foreign: bool = False
    heard: frozenset[str] = frozenset()
    differences: dict[tuple[str, str, str, int], list[Difference]] = field(default_factory=dict)

    def telling(self, language: str) -> set[str]:
        """The stems of its telling words, spelt right, as this language stems them."""
        return {self.spelling.get(word.stem, word.stem) for word in self.whole.content(language)}


# What is asked: a post of a known date, or anything else. Each has a ranker of its own.
Kind = Literal["post", "question"]
# What share of the best score a claim has, with a premium if it is timely, its BM25 score, and the claim.
Glance = tuple[float, float, Sketch]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate: how it compares (`features`), its score, its statement's place in the question, and
    as what it was scored."""

    sketch: Sketch
    features: Features
    score: float
    statement: int
    kind: Kind

    @property
    def id(self) -> str:
        return self.sketch.id

    @property
    def key(self) -> tuple[str, int]:
        """The claim, and which of its translations, if any."""
        return self.sketch.id, self.sketch.translation


@dataclass(frozen=True, slots=True)
class Ranked(Scored):
    """A candidate that may be shown: also with its claim, read."""

    claim: ClaimReading


def rank(
    question: Question, found: Sequence[tuple[Hit, bool]], index: Rarity, without: Collection[str]
) -> list[Scored]:
    """The candidates, best first: those that look likely at a glance, by their BM25 scores, and by
    whether they were checked soon after the post. Claims whose ids are in `without` are passed over."""
    best = max((hit.score for hit, _ in found), default=1.0)
    read = functools.cache(functools.partial(part, spelling=question.spelling, index=index))
    posted = ordinal(question.date)
    author = frozenset(telling_stems(clean(question.author or ""), question.language))
    kind: Kind = "post" if posted else "question"
    ranker = linear("ranking", kind)
    of_message = {"few claims": fewness(index), "statements": math.log1p(len(question.statements) - 1)}

    ranked: list[Scored] = []
    for share, score, claim in _likely(question, found, best, without):
        if share < _LEAST_SHARE and len(ranked) >= _COMPARED_ANYWAY:
            break
        at = _nearest(question, claim, read)
        asked = read(question.whole, claim.language)
        whole = alone = compare(asked, claim, index)
        if len(question.statements) > 1:
            alone = compare(read(question.statements[at], claim.language), claim, index)
        features = {
            **found_by_search(score, score / best, asked, index),
            **of_message,
            **dict(zip(_in_all(tuple(whole)), whole.values(), strict=True)),
            **alone,
            **days_apart(posted, claim),
            **authored(author, claim),
        }
        ranked.append(Scored(claim, features, ranker(features), at, kind))
    # A claim that was found in several languages is one candidate, in the message's if it can be, and as
    # likely as in one that has much more of it: words are the same in several.
    once: dict[str, Scored] = {}
    for candidate in sorted(
        ranked, key=lambda each: (each.sketch.language != question.language, -each.score)
    ):
        known = once.setdefault(candidate.id, candidate)
        if known.score + _MUCH_MORE < candidate.score:
            once[known.id] = replace(candidate, sketch=known.sketch)
    return sorted(once.values(), key=lambda candidate: -candidate.score)


def _likely(
    question: Question, found: Sequence[tuple[Hit, bool]], best: float, without: Collection[str]
) -> Iterator[Glance]:
    """What was found, the likeliest first at a glance, no more of it than can be compared; `best` is the best
    BM25 score."""
    glances = [(hit.score / best + timely * _TIMELY, hit) for hit, timely in found]
    glances.sort(key=operator.itemgetter(0), reverse=True)
    kept: Iterator[Glance]
    kept = ((share, hit.score, hit.sketch) for share, hit in glances if hit.sketch.id not in without)
    kept = iter(_in_its_language(question, [*kept])) if question.foreign else kept
    return itertools.islice(kept, _COMPARED_ALONE if question.part else _COMPARED)


def first_two(ranked: Sequence[Scored]) -> tuple[Scored, Scored | None]:
    """The best candidate, of one at least, and the next best, if there is one."""
    return ranked[0], ranked[1] if len(ranked) > 1 else None


def told_for(question: Question, claim: Sketch) -> bool:
    """Whether a claim is told in the language of a message, which is another than it was made in."""
    return question.foreign and bool(claim.translation) and claim.language == question.language


def _in_its_language(question: Question, kept: Sequence[Glance]) -> list[Glance]:
    """What was found, best first, but before all some that is told in the message's language, and without
    other translations of that; unless these have much more of it, in whose language it may be after all."""
    best: dict[str, float] = {}
    told: dict[str, float] = {}
    for share, _, claim in kept:
        if claim.translation:
            best.setdefault(claim.id, share)
        if told_for(question, claim):
            told.setdefault(claim.id, share)
    sure = {id_ for id_, share in told.items() if share >= _MUCH_OF_BEST * best[id_]}
    ours = [each for each in kept if told_for(question, each[2]) and each[2].id in sure]
    others = [
        each
        for each in kept
        if not each[2].translation or (each[2].id not in sure and not told_for(question, each[2]))
    ]
    first = ours[:_COMPARED_ANYWAY]
    return [*first, *sorted([*ours[_COMPARED_ANYWAY:], *others], key=operator.itemgetter(0), reverse=True)]


def undated(ranked: Sequence[Scored]) -> list[Scored]:
    """The candidates for a post as if its date and author were not known, best first: old claims come
    round again in new posts."""
    scored = []
    for each in ranked:
        features = {**each.features, **UNDATED, **UNAUTHORED}
        score = linear("ranking", "question")(features)
        scored.append(replace(each, features=features, score=score, kind="question"))
    return sorted(scored, key=lambda candidate: -candidate.score)


@functools.cache
def _in_all(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the features of a message as a whole."""
    return tuple(f"{name} in all" for name in names)


def _nearest(question: Question, claim: Sketch, read: Callable[[Reading, str], Any]) -> int:
    """The place of the statement that has most in common with a claim."""
    places = range(len(question.statements))
    if len(places) == 1:
        return 0
    return max(places, key=lambda at: closeness(read(question.statements[at], claim.language), claim))
