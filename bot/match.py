"""Features -> score -> probability -> outcome: whether a claim is the one that was asked about.

A linear ranker orders the candidates; a logistic model of the first one's score, its lead over the
next and a few of its features gives the probability that it is right. Weights and thresholds are
numbers in weights.json, learnt by `make train`.
"""

import datetime
import functools
import itertools
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from rapidfuzz import fuzz, process

from .differences import differences, post_differences
from .model import Difference
from .reading import ClaimReading, Reading, Weighed

Features = dict[str, float]

_TYPO_RATIO = 80.0
_SHORTEST_SLIP = 4
_SMALL_WORDING = 2.0
_MOST_LEAD = 6.0
# A candidate with a smaller share of the best one's BM25 score is not worth comparing.
_LEAST_SHARE = 0.3
_SHORT_WORDS = 45
_FEW_WORDS = 18
_TWIN_RATIO = 75.0
_TWIN_LEAD = 2.5
_LEADING = ("asked", "asked of wording", "told", "matched weight")


class Rarity(Protocol):
    """What an index knows of words (see `Index`)."""

    def rarity(self, stem: str) -> float: ...

    def frequency(self, stem: str) -> int: ...


@dataclass(frozen=True, slots=True)
class Question:
    """A message, read: as a whole, and each of its statements (the whole itself if it has but one);
    the author and the ISO date of a post, if known. `spelling` gives, for a stem that no claim has,
    the one that it seems to be a slip of."""

    whole: Reading
    statements: Sequence[Reading]
    language: str
    author: str | None = None
    date: str | None = None
    spelling: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate as the index found it: its BM25 score, and the places of the statements for which
    it was among the best (none: for the message as a whole)."""

    claim: ClaimReading
    score: float
    statements: Sequence[int]


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate: how it compares (`features`), its score, its statement's place in the question,
    and the probability, once decided, that it is the claim that was asked about."""

    claim: ClaimReading
    features: Features
    score: float
    statement: int
    probability: float = 0.0


def spelling(unknown: Iterable[str], claims: Iterable[ClaimReading]) -> dict[str, str]:
    """For each stem that no claim has, the stem in these claims that it seems to be a slip of, if any."""
    known = set().union(*(claim.stems for claim in claims))
    slips = {}
    for stem in unknown:
        likest = process.extractOne(stem, known, scorer=fuzz.ratio, score_cutoff=_TYPO_RATIO)
        if likest and len(stem) >= _SHORTEST_SLIP:
            slips[stem] = str(likest[0])
    return slips


def rank(question: Question, found: Sequence[Found], index: Rarity) -> list[Ranked]:
    """The candidates, best first."""
    best = max((candidate.score for candidate in found), default=1.0)
    weigh = functools.cache(functools.partial(_weigh, spelling=question.spelling, index=index))
    likely = [candidate for candidate in found if candidate.score >= _LEAST_SHARE * best]
    ranked = [_ranked(question, candidate, candidate.score / best, weigh, index) for candidate in likely]
    return sorted(ranked, key=lambda candidate: -candidate.score)


def probability(first: Ranked, second: Ranked | None) -> float:
    """The probability, from 0 to 1, that `first` is the claim that was asked about, given the next best."""
    return _logistic(linear(decision_features(first, second), weights()["decision"]))


def relation(question: Question, first: Ranked, second: Ranked | None) -> float:
    """The probability that `first` is at least about the same thing; 1 if it has all that is asked,
    names aside ("Did Putin say he'd have more flexibility?")."""
    statement, claim = question.statements[first.statement], first.claim
    named = {word for name in (*statement.names, *statement.speakers) for word in name}
    rest = {word.stem for word in statement.content(claim.claim.language) if word.form not in named}
    if named and rest and rest <= claim.worded_stems | set().union(*claim.quote_stems):
        return 1.0
    return _logistic(linear(decision_features(first, second), weights()["relation"]))


def decision_features(first: Ranked, second: Ranked | None) -> Features:
    """The features of the best candidate, with its score and its lead over the next best."""
    lead = first.score - second.score if second else _MOST_LEAD
    leads = {
        f"lead in {name}": first.features[name] - (second.features[name] if second else 0.0)
        for name in _LEADING
    }
    return {**first.features, "score": first.score, "lead": min(lead, _MOST_LEAD), **leads}


def thresholds(question: Question, first: Ranked) -> tuple[float, float]:
    """From which probability on a claim is a match, and from which it is related. More is asked for a
    message of more than a few words, which finds something alike more easily; less for one that names
    whom the claim is about and says nothing that the claim does not."""
    learnt = weights()["thresholds"]
    if first.features["subject named"] and first.features["all asked of wording"]:
        return learnt["named match"], learnt["related"]
    long = len(question.whole.text.split()) > _FEW_WORDS
    return learnt["long match" if long else "match"], learnt["related"]


def differs(question: Question, candidate: Ranked) -> list[Difference]:
    """What is not the same in the statement that the candidate was found for: in a short message, in
    all of it, since one sentence may give the words and the next who is said to have said them."""
    short = len(question.whole.text.split()) <= _SHORT_WORDS
    statement = question.whole if short else question.statements[candidate.statement]
    found = differences(statement, candidate.claim)
    return [*found, *post_differences(statement, candidate.claim, author=question.author, date=question.date)]


def twins(first: Ranked, second: Ranked) -> bool:
    """Whether two claims put nearly the same into words, were rated differently, and the question says
    no more of the one than of the other: then it cannot be known which verdict was asked for."""
    alike = fuzz.token_set_ratio(first.claim.joined, second.claim.joined) >= _TWIN_RATIO
    rated = first.claim.claim.verdict != second.claim.claim.verdict
    return alike and rated and first.score - second.score < _TWIN_LEAD


def linear(features: Features, model: dict[str, float]) -> float:
    return model["bias"] + sum([model[name] * value for name, value in features.items() if name in model])


@functools.cache
def weights() -> Any:
    """The learnt numbers: "ranking" and "decision" weights by feature, "thresholds" by outcome."""
    return json.loads(Path(__file__).with_name("weights.json").read_text("utf-8"))


def _logistic(value: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, value))))


@dataclass(frozen=True, slots=True)
class _Weighed:
    """A statement's telling words in one language, spelt right, each with its weight."""

    words: dict[str, float]
    pairs: frozenset[tuple[str, str]]
    joined: str


def _weigh(statement: Reading, language: str, *, spelling: Mapping[str, str], index: Rarity) -> _Weighed:
    words = [spelling.get(word.stem, word.stem) for word in statement.content(language)]
    pairs = frozenset(itertools.pairwise(words))
    return _Weighed({word: index.rarity(word) for word in words}, pairs, " ".join(words))


Weigh = Callable[[Reading, str], _Weighed]


def _ranked(question: Question, found: Found, share: float, weigh: Weigh, index: Rarity) -> Ranked:
    claim = found.claim
    places = found.statements or range(len(question.statements))
    compared = {at: _compare(question.statements[at], claim, weigh, index) for at in places}
    at = max(places, key=lambda place: compared[place]["asked"] + 2 * compared[place]["told"])
    best = compared[at]
    whole = best if len(question.statements) == 1 else _compare(question.whole, claim, weigh, index)
    features = {
        "search score": math.log1p(found.score),
        "search share": share,
        **best,
        "asked in all": whole["asked"],
        "told in all": whole["told"],
        **_days_apart(question, claim),
    }
    return Ranked(claim, features, linear(features, weights()["ranking"]), at)


def _compare(statement: Reading, claim: ClaimReading, weigh: Weigh, index: Rarity) -> Features:
    """How a statement and a claim compare. Shares are of the words' weight, from 0 to 1.

    asked: of the statement, found in the claim (or in its text and titles, or only in its context);
    told: of the claim, in its likest wording, found in the statement; quoted: of its likest quote.
    """
    weighed = weigh(statement, claim.claim.language)
    wordings, quotes = claim.weigh(index.rarity)
    said: set[str] = set()
    matched = worded = aside = unmatched = 0.0
    for word, weight in weighed.words.items():
        if word in claim.stems:
            said.add(word)
            matched += weight
            worded += weight if word in claim.worded_stems else 0.0
        elif word in claim.context_stems:
            aside += weight
        else:
            unmatched += weight
    total = (matched + aside + unmatched) or 1.0
    return {
        "asked": matched / total,
        "asked of wording": worded / total,
        "asked of context": aside / total,
        "all asked": float(matched == total),
        "all asked of wording": float(worded == total),
        "told": max([_told(said, wording) for wording in wordings]),
        "quoted": max([_told(said, quote) for quote in quotes], default=0.0),
        "likeness": fuzz.token_set_ratio(weighed.joined, claim.joined) / 100,
        "pairs": len(weighed.pairs & claim.pairs) / (len(weighed.pairs) or 1),
        "matched words": math.log1p(len(said)),
        "matched weight": matched,
        "unmatched weight": min(unmatched, 6.0),
        "length": math.log1p(len(weighed.words)),
        "shared numbers": _shared_numbers(statement, claim),
        "subject named": float(claim.subject_stem in weighed.words),
    }


def _told(said: set[str], wording: Weighed) -> float:
    weights = wording.weights
    return sum([weights[word] for word in said if word in weights]) / max(wording.total, _SMALL_WORDING)


def _days_apart(question: Question, claim: ClaimReading) -> Features:
    """How close in time the post and the nearest check of the claim are: checks follow posts. All 0
    where either date is not known, as for a question that somebody types."""
    posted = _day(question.date)
    checked = [day for review in claim.claim.reviews if (day := _day(review.date))]
    if not posted or not checked:
        return {
            "dated": 0.0,
            "within a week": 0.0,
            "within a month": 0.0,
            "within a year": 0.0,
            "years apart": 0.0,
        }
    days = min(abs(day - posted) for day in checked)
    return {
        "dated": 1.0,
        "within a week": float(days <= 7),
        "within a month": float(days <= 31),
        "within a year": float(days <= 366),
        "years apart": math.log1p(days / 365),
    }


def _day(date: str | None) -> int | None:
    try:
        return datetime.date.fromisoformat(date[:10]).toordinal() if date else None
    except ValueError:
        return None


def _shared_numbers(statement: Reading, claim: ClaimReading) -> float:
    asked = statement.quantities
    if not asked:
        return 0.0
    return sum(1 if any(q.same(own) for own in claim.quantities) else -1 for q in asked) / len(asked)
