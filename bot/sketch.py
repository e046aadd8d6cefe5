"""A claim as ranking needs it: its words by field, its numbers and its dates, small enough to be kept
in the index and read from there without the database."""

import datetime
import functools
import itertools
import json
from collections import Counter
from collections.abc import Callable, Sequence

from . import names as naming
from .model import Claim
from .text import clean, content, sentences, untagged, words

Stems = Sequence[str]

_BEGINNING = 4


class Sketch:
    """The stems of a claim's wordings (its text first, then titles), of its quotes, of what stands
    aside (keywords, people, place), and of the sentences of its context; whom it is about and who
    said it; the days, as ordinals, on which it was checked."""

    def __init__(self, data: str | bytes) -> None:
        fields = json.loads(data)
        self.id: str = fields[0]
        self.language: str = fields[1]
        self.wordings: list[Stems] = [wording.split() for wording in fields[2]]
        self.quotes: list[Stems] = [quote.split() for quote in fields[3]]
        self.aside = frozenset(fields[4].split())
        self.context: list[Stems] = [sentence.split() for sentence in fields[5]]
        self.subject: str = fields[6]
        self.claimant = frozenset(fields[7].split())
        self.days: list[int] = fields[8]
        self.text = frozenset(self.wordings[0])
        self.worded = self.text.union(*self.wordings[1:])
        self.told = self.worded.union(self.aside, *self.quotes)
        self.joined = " ".join(self.wordings[0])

    @functools.cached_property
    def context_counts(self) -> Counter[str]:
        return Counter(itertools.chain.from_iterable(self.context))

    @functools.cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """The stems that stand side by side in one of its wordings or quotes, also where only the first
        of a repeated word is counted, as in a message."""
        runs = (*self.wordings, *self.quotes)
        return frozenset(
            pair for run in runs for told in (run, dict.fromkeys(run)) for pair in itertools.pairwise(told)
        )

    @functools.cached_property
    def context_pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset(pair for sentence in self.context for pair in itertools.pairwise(sentence))

    @functools.cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of its words, which are the same where an ending differs that no stemmer knows."""
        return frozenset(map(beginning, self.told))

    @functools.cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(stem for stem in self.told if stem[0].isdigit())

    def weigh(self, rarity: Callable[[str], float]) -> list[tuple[dict[str, float], float, float]]:
        """Each wording and quote: its words' weights, their sum, and the root of the sum of their
        squares; as they were when first asked for."""
        found: list[tuple[dict[str, float], float, float]] | None = self.__dict__.get("_weighed")
        if found is None:
            found = self.__dict__["_weighed"] = [
                weighed(run, rarity) for run in (*self.wordings, *self.quotes)
            ]
        return found


def beginning(stem: str) -> str:
    return stem[:_BEGINNING]


def weighed(stems: Stems, rarity: Callable[[str], float]) -> tuple[dict[str, float], float, float]:
    weights = {stem: rarity(stem) for stem in stems}
    return weights, sum(weights.values()), sum([w * w for w in weights.values()]) ** 0.5


def sketch(claim: Claim) -> str:
    """The sketch of a claim, as text."""
    language = claim.language
    titles = [review.title for review in claim.reviews if review.title]
    people = [name for name in [claim.claimant, *(quote.speaker for quote in claim.quotes)] if name]
    wordings = [untagged(clean(text)) for text in [claim.text, *titles]]
    subject = next(iter([*naming.speakers(wordings[0]), *naming.names(wordings[0])]), ())
    fields = [
        claim.id,
        language,
        [_stems(wording, language) for wording in wordings],
        [_stems(clean(quote.text), language) for quote in claim.quotes],
        _stems(clean("\n".join([*claim.keywords, *people, claim.place or ""])), language),
        [_stems(sentence, language) for sentence in sentences(clean(claim.context))],
        _stems(subject[-1], language).partition(" ")[0] if subject else "",
        _stems(clean(claim.claimant or ""), language),
        sorted({day for review in claim.reviews if (day := ordinal(review.date))}),
    ]
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))


def ordinal(date: str | None) -> int | None:
    """A day as a number, None if it is not known to the day."""
    try:
        return datetime.date.fromisoformat(date[:10]).toordinal() if date else None
    except ValueError:
        return None


def _stems(text: str, language: str) -> str:
    return " ".join(word.stem for word in content(words(text, language), language))
