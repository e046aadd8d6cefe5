"""How a message and a claim compare, as numbers with names that a person understands.

Shares are of the words' weight, from 0 to 1; no number depends on how many claims there are.
"""

import itertools
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from rapidfuzz import fuzz

from .language.reading import Reading
from .sketch import Sketch, beginning, weighed

Features = dict[str, float]

_SMALL_WORDING = 2.0
_CONTEXT_WORDS = 150.0
# BM25 with the usual k1 = 1.2 and b = 0.75: k1 + 1, k1 (1 - b) and k1 b.
_BM25_MOST, _BM25_FLAT, _BM25_BY_LENGTH = 2.2, 0.3, 0.9
_MOST_UNMATCHED = 6.0
_NO_WEIGHT = 1e-6


class Rarity(Protocol):
    """What an index knows of words (see `Index`)."""

    def rarity(self, stem: str) -> float: ...

    def frequency(self, stem: str) -> int: ...

    def count(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Part:
    """A statement's telling words in one language, spelt right, each with its weight; the weights'
    sum and the root of the sum of their squares."""

    weights: dict[str, float]
    total: float
    norm: float
    pairs: frozenset[tuple[str, str]]
    joined: str
    numbers: frozenset[str]
    beginnings: dict[str, float]


def part(statement: Reading, language: str, *, spelling: Mapping[str, str], index: Rarity) -> Part:
    read = (spelling.get(word.stem, word.stem) for word in statement.content(language))
    stems = " ".join(read).split()  # one may be read as two
    weights, total, norm = weighed(stems, index.rarity)
    numbers = frozenset(stem for stem in stems if stem[0].isdigit())
    return Part(
        weights,
        total or 1.0,
        norm or 1.0,
        frozenset(itertools.pairwise(stems)),
        " ".join(stems),
        numbers,
        {beginning(stem): weight for stem, weight in weights.items()},
    )


def closeness(asked: Part, claim: Sketch) -> float:
    """How much of a statement is in a claim, to choose the statement that is meant: cheap."""
    weights = asked.weights
    return sum([weights[word] ** 2 for word in weights.keys() & claim.told]) / asked.norm


def compare(asked: Part, claim: Sketch, index: Rarity) -> Features:
    """How a statement and a claim compare.

    asked: of the statement, found in the claim; told: of the claim, found in the statement; alike:
    both at once (the cosine of the two).
    """
    weights = asked.weights
    said = weights.keys() & claim.told
    shared = sorted([weights[word] for word in said], reverse=True)
    matched = sum(shared)
    known = weights.keys() & claim.context_counts.keys()
    aside = sum([weights[word] for word in known - said])
    wordings = [_wording(weights, said, asked.norm, wording) for wording in claim.weigh(index.rarity)]
    own, quoted = wordings[: len(claim.wordings)], wordings[len(claim.wordings) :]
    rest = asked.total - matched - aside
    pairs = len(claim.pairs(asked.pairs))
    rarest = [*shared[:3], 0.0, 0.0, 0.0]
    about = claim.is_about(weights, asked.beginnings)
    asked_text = sum([weights[word] for word in said & claim.text])
    return {
        "asked": matched / asked.total,
        "asked of text": asked_text / asked.total,
        "asked of wording": sum([weights[word] for word in said & claim.worded]) / asked.total,
        "asked of context": aside / asked.total,
        **_besides_names(weights, said, claim),
        "asked of one wording": max([asked_ for _, _, asked_ in wordings]) / asked.total,
        "asked nearly": sum([asked.beginnings[b] for b in asked.beginnings.keys() & claim.beginnings])
        / asked.total,
        "all asked": float(rest + aside < _NO_WEIGHT),
        "all asked of wording": float(weights.keys() <= claim.worded),
        "all asked, subject named": float(rest + aside < _NO_WEIGHT and about),
        "every pair": float(1 < pairs == len(asked.pairs)),
        "told of text": own[0][0],
        "told": max([told for told, _, _ in own]),
        "quoted": max([told for told, _, _ in quoted], default=0.0),
        "alike in text": own[0][1],
        "alike": max([alike for _, alike, _ in wordings]),
        "alike in title": max([alike for _, alike, _ in own[1:]], default=own[0][1]),
        "likeness": fuzz.token_set_ratio(asked.joined, claim.joined) / 100,
        "pairs": pairs / (len(asked.pairs) or 1),
        "shared pairs": math.log1p(pairs),
        "rarest shared": rarest[0],
        "second rarest shared": rarest[1],
        "third rarest shared": rarest[2],
        "matched words": math.log1p(len(said)),
        "matched weight": matched,
        "unmatched weight": min(rest + aside, _MOST_UNMATCHED),
        "length": math.log1p(len(weights)),
        "claim length": math.log1p(len(claim.text)),
        "shared numbers": math.log1p(len(asked.numbers & claim.numbers)),
        "numbers not shared": math.log1p(len(claim.numbers - asked.numbers)),
        "subject named": float(about),
        "claimant named": float(bool(claim.claimant & weights.keys())),
        **_in_context(asked, claim, index, said, known),
    }


def _wording(
    weights: dict[str, float], said: "set[str]", norm: float, wording: tuple[dict[str, float], float, float]
) -> tuple[float, float, float]:
    """Of a wording, as `weighed` has it: the share that a statement says, how alike the two are (the
    cosine), and the weight of what both say."""
    own, total, own_norm = wording
    both = [weights[word] for word in said & own.keys()]
    shared = sum(both)
    return shared / max(total, _SMALL_WORDING), sum([w * w for w in both]) / (norm * own_norm or 1.0), shared


def _besides_names(weights: dict[str, float], said: "set[str]", claim: Sketch) -> Features:
    """What a claim has of a statement besides names, in which many claims are alike."""
    besides = sum([weights[word] for word in said - claim.names])
    plain = sum([weights[word] for word in weights.keys() - claim.names])
    return {"asked besides names": besides / (plain or 1.0), "only names": float(bool(said) and not besides)}


def _in_context(asked: Part, claim: Sketch, index: Rarity, said: "set[str]", known: "set[str]") -> Features:
    """What a claim's context has of a statement: all together, and in its likest sentence; `said` are those
    of its words that the claim has, `known` those that the context has."""
    counts = claim.context_counts
    if not counts:
        return {
            "has context": 0.0,
            "context score": 0.0,
            "likest sentence": 0.0,
            "told and context": 0.0,
            "pairs in context": 0.0,
            "context length": 0.0,
        }
    weights = asked.weights
    length = claim.context_length / _CONTEXT_WORDS
    flat = _BM25_FLAT + _BM25_BY_LENGTH * length
    score = sum([weights[word] * counts[word] * _BM25_MOST / (counts[word] + flat) for word in known])
    likest = 0.0
    for sentence in claim.context if known else ():
        both = known.intersection(sentence)
        if len(both) > 1:
            norm = sum([index.rarity(word) ** 2 for word in sentence]) ** 0.5
            likest = max(likest, sum([weights[word] ** 2 for word in both]) / (asked.norm * norm or 1.0))
    return {
        "has context": 1.0,
        "context score": score / asked.total,
        "likest sentence": likest,
        "told and context": sum([weights[word] for word in said | known]) / asked.total,
        "pairs in context": len(claim.context_pairs(asked.pairs)) / (len(asked.pairs) or 1),
        "context length": math.log1p(length),
    }


UNDATED = {
    "dated": 0.0,
    "within three days": 0.0,
    "within a week": 0.0,
    "within a month": 0.0,
    "within a season": 0.0,
    "within a year": 0.0,
    "years apart": 0.0,
    "checked long before": 0.0,
}


def days_apart(posted: int | None, claim: Sketch) -> Features:
    """How close in time the post and the nearest check of the claim are: checks follow posts. All 0
    where either date is not known, as for a question that somebody types."""
    if not posted or not claim.days:
        return UNDATED
    later = min([day - posted for day in claim.days], key=abs)
    days = abs(later)
    return {
        "dated": 1.0,
        "within three days": float(days <= 3),
        "within a week": float(days <= 8),
        "within a month": float(days <= 31),
        "within a season": float(days <= 92),
        "within a year": float(days <= 366),
        "years apart": math.log1p(days / 365),
        "checked long before": float(later < -31),
    }


UNAUTHORED = {"author named": 0.0, "author is claimant": 0.0}


def authored(author: frozenset[str], claim: Sketch) -> Features:
    """Whether the author of a post is named in the claim, or is who made it."""
    return {
        "author named": float(bool(author & claim.told)),
        "author is claimant": float(bool(author & claim.claimant)),
    }


def growth(index: Rarity) -> float:
    """What BM25 scores are divided by to be independent of the number of claims, with which they grow."""
    return math.log(index.count() + 2)


def fewness(index: Rarity) -> float:
    """How few claims there are: from 1, up to a hundred, to 0, from ten thousand on."""
    return min(1.0, max(0.0, 2.0 - math.log10(index.count() or 1) / 2))


def found_by_search(score: float, share: float, whole: Part, index: Rarity) -> Features:
    """A candidate's BM25 score, its share of the best one's, and of the greatest that the message
    could have got; made independent of the number of claims."""
    grown = growth(index)
    return {
        "search score": math.log1p(score / grown),
        "search share": share,
        "search part": score / (_BM25_MOST * grown * whole.total),
    }


_LEADING = ("asked in all", "told in all", "alike in all", "matched weight in all", "search score")
_MOST_LEAD = 6.0
# Where claims are few every name is rare, and what shares one has no rival: these tell less, or more.
_WITH_FEW = (
    "score",
    "lead",
    "asked nearly in all",
    "asked besides names in all",
    "only names in all",
    "rarest shared in all",
)
_BENDS = {"alike in all": (0.3, 0.6), "told": (0.5, 0.8), "asked in all": (0.5,)}


def probable(first: Features, score: float, second: tuple[Features, float] | None) -> Features:
    """What tells whether the best candidate is the right claim: how it compares, its score and its
    lead over the next best; some shares also from where they begin to tell."""
    behind, lead = (second[0], score - second[1]) if second else (dict.fromkeys(_LEADING, 0.0), _MOST_LEAD)
    bends = {
        f"{name} above {bend}": max(0.0, first[name] - bend)
        for name, bends in _BENDS.items()
        for bend in bends
    }
    whole = {**first, "score": score, "lead": min(lead, _MOST_LEAD)}
    return {
        **whole,
        **{f"few claims, {name}": first["few claims"] * whole[name] for name in _WITH_FEW},
        **{f"lead in {name}": first[name] - behind[name] for name in _LEADING},
        **bends,
        "both ways in all": first["asked in all"] * first["told in all"],
        "both ways": first["asked"] * first["told"],
        "all asked, lead": first["all asked in all"] * min(lead, _MOST_LEAD),
    }
