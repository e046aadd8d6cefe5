"""The records that everything else passes around: what a claim is, what was asked, what we answer."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, get_args

Verdict = Literal[
    "true",
    "mostly-true",
    "mixed",
    "mostly-false",
    "false",
    "misleading",
    "satire",
    "scam",
    "unproven",
    "outdated",
    "other",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
Outcome = Literal["match", "related", "none"]
DifferenceKind = Literal["speaker", "number", "negation", "place", "date", "unsure"]
Note = Literal[
    "empty",
    "short",
    "link",
    "truncated",
    "many",
    "more",
    "greeting",
    "thanks",
    "about",
    "follow-up",
    "vague",
    "erase",
]
# More words, or signs, of a claim than these are not the part of it that differs, but all of it.
_MOST_WORDS_APART = 3
_MOST_SIGNS_APART = 40


@dataclass(frozen=True, slots=True)
class Quote:
    """Words taken verbatim from the claimant or the record.

    `speaker` is "attributed to X" where the record questions or denies that X said it.
    Dates are ISO 8601, possibly shortened to a year or a month.
    """

    text: str
    speaker: str | None = None
    date: str | None = None
    place: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """One publisher's fact-check of a claim. `rating` is the publisher's label, to the letter;
    `label` is how the publisher spells that rating for people."""

    publisher: str
    url: str
    rating: str
    label: str
    verdict: Verdict
    date: str | None = None
    title: str | None = None


def newest_first(reviews: Iterable[Review]) -> tuple[Review, ...]:
    """One review an address, the last of each; those without a date last."""
    by_url = {review.url: review for review in reviews}
    return tuple(sorted(by_url.values(), key=lambda review: review.date or "", reverse=True))


@dataclass(frozen=True, slots=True)
class Translation:
    """A claim's text in another language (ISO 639), for those who ask in it: with the people in it as their
    names are written there, the claimant first; other words for it; and essentials as a claim has them, each
    also as parts of words."""

    language: str
    text: str
    people: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    essentials: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement that somebody made or spread, with the reviews of it, newest first."""

    id: str
    text: str
    reviews: tuple[Review, ...]
    claimant: str | None = None
    date: str | None = None
    place: str | None = None
    language: str = "en"
    context: str = ""
    keywords: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    translations: tuple[Translation, ...] = ()
    # What nobody who asks about it leaves out, each by the words for it, separated by |.
    essentials: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        """The verdict of the newest review."""
        return self.reviews[0].verdict if self.reviews else "other"

    @property
    def disputed(self) -> bool:
        """Whether publishers that reviewed this claim came to different verdicts."""
        return len({review.verdict for review in self.reviews}) > 1

    def translated(self, number: int) -> "Claim":
        """The claim in the words of one of its translations, counted from 1; 0 is the claim as it is."""
        if not number:
            return self
        words = self.translations[number - 1]
        return replace(
            self,
            text=words.text,
            claimant=words.people[0] if self.claimant and words.people else self.claimant,
            language=words.language,
            keywords=words.keywords,
            essentials=(),
        )

    def told_in(self, language: str) -> "Claim":
        """The claim in the words of its translation into a language; as it is if it has none."""
        codes = [self.language, *(each.language for each in self.translations)]
        return self.translated(codes.index(language)) if language in codes else self


@dataclass(frozen=True, slots=True)
class Message:
    """What a person sent. `author` and `date` (ISO) are those of a forwarded post, if known."""

    text: str
    author: str | None = None
    date: str | None = None
    forwarded: bool = False


@dataclass(frozen=True, slots=True)
class Difference:
    """One way in which the question and the claim are not the same."""

    kind: DifferenceKind
    asked: str
    claim: str

    @property
    def only_looks_alike(self) -> bool:
        """Whether it is not known in what the claim differs, or whether it does: more than a few words of the
        claim are all of it."""
        longest = max(len(self.asked), len(self.claim))
        many = len(self.claim.split()) > _MOST_WORDS_APART or longest > _MOST_SIGNS_APART
        return self.kind == "unsure" and self.claim != "" and many


@dataclass(frozen=True, slots=True)
class Candidate:
    """A claim and how probable it is, from 0 to 1, that it is the claim that was asked about."""

    claim: Claim
    probability: float


@dataclass(frozen=True, slots=True)
class Finding:
    """What we say of one statement. `claim` is None when, and only when, the outcome is "none"."""

    outcome: Outcome
    statement: str
    probability: float = 0.0
    claim: Claim | None = None
    differs: tuple[Difference, ...] = ()
    others: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The findings for one message, best first, at least one. `note` says what was special about
    the message: nothing in it to check, too little to go by, only a link, small talk, more than is read, or
    answered, at once, or much besides what is answered; `partial` that it asks something else too than these
    matches answer, so that it must be said what they are about."""

    findings: tuple[Finding, ...]
    note: Note | None = None
    partial: bool = False

    @property
    def outcome(self) -> Outcome:
        return self.findings[0].outcome

    @property
    def names_statements(self) -> bool:
        """Whether each finding is shown with the statement that it is about."""
        return self.partial or len(self.findings) > 1

    @property
    def only_note(self) -> bool:
        """Whether the note is all that there is to say: the message asked for nothing that could be found."""
        return self.note not in (None, "truncated") and self.outcome == "none"
