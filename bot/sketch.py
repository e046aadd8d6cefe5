"""A claim as ranking needs it: its words by field, its numbers and its dates, small enough to be kept
in the index and read from there without the database."""

import datetime
import functools
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from .language import names as naming
from .language import sounds
from .language import speakers as speaking
from .language.people import persons_alone
from .language.text import clean, sentences, stem_lines, telling_stems, untagged
from .links import canonical
from .store import Told

Stems = Sequence[str]
Pair = tuple[str, str]

_BEGINNING = 4
# By so many of its other words a claim is found: among more, each would tell less. All are known where it is
# compared.
_MOST_KEYWORDS = 150
_CAPITALISED = re.compile(r"[A-Z](?<!\w.)[a-zA-Z]*")

# Marks, among the names, a word of a person's name.
PERSON = "@"


class Sketch:
    """The stems of a claim's wordings (its text first, then titles), of its quotes, of what stands
    aside (keywords, people, place), and of the sentences of its context; whom it is about and who
    said it; the days, as ordinals, on which it was checked; which of its translations it is, if any."""

    def __init__(self, data: str | bytes) -> None:
        fields = json.loads(data)
        self.id: str = fields[0]
        self.language: str = fields[1]
        self.wordings: list[Stems] = [wording.split() for wording in fields[2]]
        self.quotes: list[Stems] = [quote.split() for quote in fields[3]]
        self._context: str = fields[5]
        self._text: str = fields[6]
        self._claimant: str = fields[7]
        self.days: list[int] = fields[8]
        self.translation: int = fields[9]
        # The stems of its text, also of its titles, also of its quotes, and all but those of its context.
        self.text = frozenset(self.wordings[0])
        self.worded = self.text.union(*self.wordings[1:])
        self.spoken = self.worded.union(*self.quotes)
        self.told = self.spoken.union(fields[4].split())
        # Its text, in stems.
        self.joined: str = fields[2][0]

    @functools.cached_property
    def context(self) -> list[Stems]:
        return [sentence.split() for sentence in self._context.split("\n")] if self._context else []

    @functools.cached_property
    def claimant(self) -> frozenset[str]:
        return frozenset(telling_stems(clean(self._claimant), self.language))

    @functools.cached_property
    def _said(self) -> str:
        """Its text, in which names are looked for."""
        return untagged(clean(self._text))

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The stems of the names in its text, of who made it, and of titles."""
        named = [_stem(word, self.language) for word in naming.capitalised_words(self._said)]
        return self.claimant.union(_titles(self.language), named)

    @functools.cached_property
    def subject(self) -> str:
        """The stem of whom its text is about: who speaks in it, else the first name in it."""
        told = itertools.chain(speaking.speakers(self._said), naming.each_name(self._said))
        # Of a translation's grammar nothing is known: whoever made it is whom it is about.
        made = [naming.speaker_name(self._claimant)] if self.translation and self._claimant else []
        subject = next(itertools.chain(made, told), ())
        return _stem(subject[-1], self.language) if subject else ""

    def is_about(self, stems: Mapping[str, float], beginnings: Mapping[str, float]) -> bool:
        """Whether one of these stems, given with their beginnings, is that of whom its text is about."""
        # Most claims share no name with a message: that is known sooner than whom they are about.
        may = not self._text.isascii() or not beginnings.keys().isdisjoint(self._capitals)
        return may and self.subject in stems

    @functools.cached_property
    def _capitals(self) -> frozenset[str]:
        """The beginnings of the words of its text that have a capital, in small letters."""
        return frozenset([beginning(word).lower() for word in _CAPITALISED.findall(self._text)])

    @functools.cached_property
    def context_counts(self) -> Counter[str]:
        return Counter(itertools.chain.from_iterable(self.context))

    @functools.cached_property
    def context_length(self) -> int:
        return self.context_counts.total()

    def pairs(self, asked: Iterable[Pair]) -> list[Pair]:
        """Which of these pairs of stems stand side by side in one of its wordings or quotes, also where
        only the first of a repeated word is counted, as in a message."""
        told = self.told
        both = [pair for pair in asked if pair[0] in told and pair[1] in told]
        return _side_by_side(both, self._runs) if both else []

    def context_pairs(self, asked: Iterable[Pair]) -> list[Pair]:
        """The same, in its context."""
        counts = self.context_counts
        both = [pair for pair in asked if pair[0] in counts and pair[1] in counts]
        return _side_by_side(both, f" {self._context} ".replace("\n", " \n ")) if both else []

    @functools.cached_property
    def _runs(self) -> str:
        runs = [*self.wordings, *self.quotes]
        once = [list(dict.fromkeys(run)) for run in runs]
        return " \n ".join(["", *[" ".join(run) for run in runs + once], ""])

    @functools.cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of its words, which are the same where an ending differs that no stemmer knows."""
        return frozenset([stem[:_BEGINNING] for stem in self.told])

    @functools.cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset([stem for stem in self.told if stem[0].isdecimal()])

    def weigh(self, rarity: Callable[[str], float]) -> list[tuple[dict[str, float], float, float]]:
        """Each wording and quote: its words' weights, their sum, and the root of the sum of their
        squares; as they were when first asked for."""
        found: list[tuple[dict[str, float], float, float]] | None = self.__dict__.get("_weighed")
        if found is None:
            found = self.__dict__["_weighed"] = [
                weighed(run, rarity) for run in (*self.wordings, *self.quotes)
            ]
        return found


def _side_by_side(pairs: Iterable[Pair], runs: str) -> list[Pair]:
    """Those pairs that stand side by side in runs of stems parted by spaces."""
    return [pair for pair in pairs if f" {pair[0]} {pair[1]} " in runs]


def beginning(stem: str) -> str:
    return stem[:_BEGINNING]


def weighed(stems: Stems, rarity: Callable[[str], float]) -> tuple[dict[str, float], float, float]:
    """The weight of each of some stems, the weights' sum, and the root of the sum of their squares."""
    weights = {stem: rarity(stem) for stem in stems}
    return weights, sum(weights.values()), sum([w * w for w in weights.values()]) ** 0.5


class Indexed(NamedTuple):
    """What the index holds of a claim, or of one of its translations: its sketch; the addresses of its
    reviews and the days, as ordinals, of these; the stems of what is told of it and of its context; the
    words of names in it, those of a person's also with a mark before them; its text as it is; and how its
    words in other scripts than Latin sound, which those of a translation are not asked by."""

    id: str
    sketch: str
    links: set[str]
    days: list[int]
    told: str
    context: str
    names: str
    text: str
    translated: bool
    sounds: str


def indexed(claim: Told) -> list[Indexed]:
    """What the index holds of a claim: as it is, then each of its translations."""
    if claim.translations == "[]":
        return [_indexed(claim)]
    return [_indexed(claim), *(_indexed(*each) for each in _translations(claim))]


def _translations(claim: Told) -> Iterator[tuple[Told, int]]:
    """A claim in the words of each of its translations, which are found by these alone."""
    dates: list[tuple[str, str | None, str | None]] = [("", None, date) for _, _, date in claim.reviews]
    for number, row in enumerate(json.loads(claim.translations), 1):
        told = claim._replace(
            text=row["text"],
            language=row["language"],
            context="",
            claimant=row["people"][0] if claim.claimant and row["people"] else claim.claimant,
            place=None,
            keywords=_as_json(row["keywords"]),
            reviews=dates,
            quotes=[(text, None) for text, _ in claim.quotes],
        )
        yield told, number


def _indexed(claim: Told, translation: int = 0) -> Indexed:
    language = claim.language
    wordings = [claim.text, *(title for _, title, _ in claim.reviews if title)]
    quotes = [text for text, _ in claim.quotes]
    makers = people(claim)
    keywords = json.loads(claim.keywords) if claim.keywords != "[]" else []
    aside = " ".join([*keywords[:_MOST_KEYWORDS], *makers, claim.place or ""])
    context = clean(claim.context)
    told, telling = stem_lines([*wordings, *quotes, aside, *sentences(context)], language)
    after_wordings, after_quotes = len(wordings), len(wordings) + len(quotes)
    days = sorted({day for _, _, date in claim.reviews if (day := ordinal(date))})
    fields = [
        claim.id,
        language,
        telling[:after_wordings],
        telling[after_wordings:after_quotes],
        telling[after_quotes],
        "\n".join(telling[after_quotes + 1 :]),
        claim.text,
        claim.claimant or "",
        days,
        translation,
    ]
    # A translation is found by its own words and names, which the quotes are none of.
    found_by = [] if translation else quotes
    more = clean("\n".join([*found_by, context])) if found_by else context
    words_told = " ".join([*told[: after_wordings + len(found_by)], told[after_quotes]])
    in_latin = words_told.isascii() or translation > 0
    return Indexed(
        claim.id,
        _as_json(fields),
        links={canonical(url) for url, _, _ in claim.reviews if url},
        days=days,
        told=words_told,
        context=" ".join(told[after_quotes + 1 :]),
        names=" ".join(_names(clean(claim.text), more, makers)),
        text=f"{claim.text}\n{claim.context}",
        translated=translation > 0,
        sounds="" if in_latin else " ".join(_sounds(telling[: after_quotes + 1])),
    )


def _names(text: str, more: str, makers: list[str]) -> Iterator[str]:
    """The words of the names in a claim's text and in what else is told, both cleaned, and its makers'."""
    made = [naming.speaker_name(maker) for maker in makers]
    yield from naming.named_words(text, more).union(*made)
    for name in [*(name for name in made if len(name) == 2), *persons_alone(text)]:
        for word in name:
            yield PERSON + word


def _sounds(lines: Iterable[str]) -> list[str]:
    """How the words of these stems that are not in Latin letters sound, each once, in order."""
    stems = filter(sounds.may_sound, " ".join(lines).split())
    return sorted({sound for stem in stems if (sound := sounds.sound(stem))})


def people(claim: Told) -> list[str]:
    """Who made a claim, and who is quoted in it."""
    return [name for name in [claim.claimant, *(speaker for _, speaker in claim.quotes)] if name]


_as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@functools.lru_cache(maxsize=50_000)
def ordinal(date: str | None) -> int | None:
    """A day as a number, None if it is not known to the day."""
    try:
        return datetime.date.fromisoformat(date[:10]).toordinal() if date else None
    except ValueError:
        return None


@functools.cache
def _titles(language: str) -> frozenset[str]:
    return frozenset(telling_stems(" ".join(naming.TITLES), language))


@functools.lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    return next(iter(telling_stems(word, language)), "")
