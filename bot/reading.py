"""What a text says, read once: its words, names, numbers, and what it denies.

A `Reading` is of a message or one statement in it; a `ClaimReading` is of a claim.
"""

import functools
import itertools
import re
from collections.abc import Callable
from dataclasses import dataclass

from . import names as naming
from .model import Claim
from .names import Name
from .quantities import Quantity, date_quantities, quantities
from .text import WORD, Word, clean, content, untagged, words

_NEGATORS = frozenset(
    """
    not never no nobody none nothing neither nor without cannot cant dont doesnt didnt isnt wasnt arent
    wont couldnt wouldnt shouldnt havent hasnt hadnt denied denies deny denying refused refuses failed
    abolished scrapped stopped nunca jamás tampoco ne pas jamais nicht kein keine nie não
    """.split()
)
_NEGATION = re.compile(r"\w+n't\b|\b(?:" + "|".join(_NEGATORS) + r")\b", re.IGNORECASE)
# "Didn't Obama say ...?" and "Isn't it true ...?" ask; "not only" and "no longer" do not deny what follows.
_NO_NEGATION = re.compile(
    r"^\s*(?:(?:so|wait|hey|but|and)\W+)?(?:did|do|does|is|was|were|are|has|had|have|would|could|ca|wo)n't\b"
    r"|\bnot only\b|\bno (?:longer|doubt|matter|wonder)\b|\bwhy not\b|\bor not\b|\bno\W*$|^\s*no,|\bno\.? ?\d"
    r"|\bdon't (?:you|they|want you)\b|\bif (?:it's )?not\b"
    r"|\bso (?:that )?(?:you|they|we|it) (?:don't|dont|won't)\b",
    re.IGNORECASE,
)
_CLAUSE_END = re.compile(
    r"[.!?;:,()\n]| - |\b(?:but|because|although|while|when|until|unless|if)\b", re.IGNORECASE
)
_SCOPE_WORDS = 2


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the database knows of words in lower case: which are names of people or places, and which
    could be one at the start of a sentence, where capitals tell nothing."""

    is_name: Callable[[str], bool]
    may_be_name: Callable[[str], bool]


NO_LEXICON = Lexicon(lambda word: False, lambda word: False)


class Reading:
    """A cleaned text, with whatever is asked of it worked out once."""

    def __init__(self, text: str, lexicon: Lexicon = NO_LEXICON) -> None:
        self.text = text
        self._said = untagged(text)
        self._lexicon = lexicon
        self._content: dict[str, list[Word]] = {}
        self._denied: dict[str, set[str]] = {}

    def content(self, language: str) -> list[Word]:
        """Its telling words, once each, in order, stemmed as this language is."""
        found = self._content.get(language)
        if found is None:
            telling = content(words(self.text, language), language)
            found = self._content[language] = list({word.stem: word for word in telling}.values())
        return found

    @functools.cached_property
    def forms(self) -> set[str]:
        """Every word as written, in lower case."""
        return {word.form for word in words(self._said, "")}

    @functools.cached_property
    def names(self) -> list[Name]:
        """The names in it; in text without capitals, the words that are names of known people."""
        if naming.shouted(self._said) or self._said == self._said.lower():
            lower = map(str.lower, WORD.findall(self._said))
            return [(word,) for word in lower if len(word) > 2 and self._lexicon.is_name(word)]
        return naming.names(self._said, self._lexicon.may_be_name)

    @functools.cached_property
    def mentioned(self) -> list[Name]:
        """Every word in it as if it were a name, to look for a name in."""
        return [(form,) for form in self.forms]

    @functools.cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self._said)

    @functools.cached_property
    def people(self) -> list[Name]:
        return naming.people(self._said)

    @functools.cached_property
    def speakers(self) -> list[Name]:
        return naming.speakers(self._said, self._lexicon.is_name)

    @functools.cached_property
    def listener(self) -> Name:
        return naming.asked_listener(self._said, self._lexicon.is_name)

    def denied(self, language: str) -> set[str]:
        """The stems of telling words that a negation in the text covers."""
        if language not in self._denied:
            self._denied[language] = _denied(self._said, language)
        return self._denied[language]


class Weighed:
    """The stems of a wording, each with its weight, and their sum."""

    def __init__(self, stems: list[str], rarity: Callable[[str], float]) -> None:
        self.weights = {stem: rarity(stem) for stem in stems}
        self.total = sum(self.weights.values())


class ClaimReading:
    """A claim, with its words, names and numbers as features and differences need them."""

    def __init__(self, claim: Claim, lexicon: Lexicon = NO_LEXICON) -> None:
        self.claim = claim
        self._lexicon = lexicon
        language = claim.language
        titles = [review.title for review in claim.reviews if review.title]
        quotes = [quote.text for quote in claim.quotes]
        people = [name for name in [claim.claimant, *(quote.speaker for quote in claim.quotes)] if name]
        # Each way in which the claim is put, to be compared with the message as a whole: its text first.
        self.wordings = [untagged(clean(text)) for text in [claim.text, *titles]]
        self.wording_stems = [_stems(wording, language) for wording in self.wordings]
        self.quote_stems = [_stems(clean(quote), language) for quote in quotes]
        aside = clean("\n".join([*claim.keywords, *people, claim.place or ""]))
        self.text_stems = set(self.wording_stems[0])
        self.worded_stems = set().union(*self.wording_stems)
        self.aside_stems = set(_stems(aside, language))
        self.stems = self.aside_stems.union(*self.wording_stems, *self.quote_stems)
        self.context_stems = set(_stems(clean(claim.context), language))
        self.joined = " ".join(self.wording_stems[0])
        self._weighed: tuple[list[Weighed], list[Weighed]] | None = None
        self._told = clean("\n".join([*self.wordings, *quotes, aside]))

    def weigh(self, rarity: Callable[[str], float]) -> tuple[list[Weighed], list[Weighed]]:
        """Each of its wordings, and each of its quotes, with its words' weights, as they were when
        first asked for."""
        if self._weighed is None:
            self._weighed = (
                [Weighed(stems, rarity) for stems in self.wording_stems],
                [Weighed(stems, rarity) for stems in self.quote_stems],
            )
        return self._weighed

    @functools.cached_property
    def pairs(self) -> set[tuple[str, str]]:
        """The stems that stand side by side in one of its wordings or quotes."""
        runs = [*self.wording_stems, *self.quote_stems]
        return {pair for run in runs for pair in itertools.pairwise(run)}

    @functools.cached_property
    def told_forms(self) -> set[str]:
        """Every word of the claim as written, in lower case, without its context."""
        return {word.form for word in words(self._told, "")}

    @functools.cached_property
    def forms(self) -> set[str]:
        """Every word of the claim and its context as written, in lower case."""
        return self.told_forms | {word.form for word in words(clean(self.claim.context), "")}

    @functools.cached_property
    def text_names(self) -> list[Name]:
        """The names in its text."""
        return naming.names(self.wordings[0], self._lexicon.may_be_name)

    @functools.cached_property
    def names(self) -> list[Name]:
        """The names in all that is told of it, without those in its context."""
        runs = [*self.wordings, *self.claim.keywords, *(quote.text for quote in self.claim.quotes)]
        return [
            *self.text_names,
            *self._speakers,
            *(name for run in runs for name in naming.names(clean(run))),
        ]

    @functools.cached_property
    def context_names(self) -> list[Name]:
        return naming.names(clean(self.claim.context))

    @functools.cached_property
    def claimant(self) -> Name:
        return naming.speaker_name(self.claim.claimant or "")

    @functools.cached_property
    def subject(self) -> Name:
        """Whom the claim is about: who speaks in its text, else the first name in it."""
        return next(iter([*self.text_speakers, *self.text_names]), ())

    @functools.cached_property
    def subject_stem(self) -> str:
        return next(iter(_stems(self.subject[-1], self.claim.language)), "") if self.subject else ""

    @functools.cached_property
    def text_speakers(self) -> list[Name]:
        """Everybody who says something in its text."""
        return naming.speakers(self.wordings[0])

    @property
    def main_speaker(self) -> Name:
        return self.subject or self.claimant or next(iter(self._speakers), ())

    @functools.cached_property
    def _speakers(self) -> list[Name]:
        people = [self.claim.claimant, *(quote.speaker for quote in self.claim.quotes)]
        return [name for person in people if person and (name := naming.speaker_name(person))]

    @functools.cached_property
    def listeners(self) -> list[Name]:
        """To whom, in its wordings, something is said."""
        return [name for wording in self.wordings if (name := naming.asked_listener(wording))]

    @functools.cached_property
    def wording_quantities(self) -> list[Quantity]:
        return quantities("\n".join(self.wordings))

    @functools.cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self._told)

    @functools.cached_property
    def dates(self) -> list[Quantity]:
        """When it was said, as years and days."""
        said = [self.claim.date, *(quote.date for quote in self.claim.quotes)]
        return [quantity for date in said if date for quantity in date_quantities(date)]

    @functools.cached_property
    def denied(self) -> list[set[str]]:
        """For each of its wordings and quotes, the stems that a negation covers."""
        quotes = (clean(quote.text) for quote in self.claim.quotes)
        return [_denied(text, self.claim.language) for text in (*self.wordings, *quotes)]

    def quoted(self, speaker: Name) -> set[str]:
        """The stems of what this person is quoted to have said."""
        spoken = zip(self.claim.quotes, self.quote_stems, strict=True)
        said = [s for q, s in spoken if q.speaker and naming.same(naming.speaker_name(q.speaker), speaker)]
        return set().union(*said)


def _stems(text: str, language: str) -> list[str]:
    return [word.stem for word in content(words(text, language), language)]


def _denied(text: str, language: str) -> set[str]:
    text = _NO_NEGATION.sub(" ", text)
    denied: set[str] = set()
    for negation in _NEGATION.finditer(text):
        rest = text[negation.end() :]
        end = _CLAUSE_END.search(rest)
        denied.update(_stems(rest[: end.start()] if end else rest, language)[:_SCOPE_WORDS])
    return denied
