"""The sentences that people read, on every platform, in their language, without markup.

Each language is one file of phrases/, named by its ISO 639-1 code; what a file lacks is said in English.
"""

import datetime
import functools
import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from .language import places
from .language.text import UNSPACED
from .model import Answer, Claim, Difference, Finding, Quote, Review, Verdict

if TYPE_CHECKING:
    from .memory.personal_data import PersonalData

SYMBOLS: dict[Verdict, str] = {
    "true": "✔",
    "mostly-true": "✔",
    "mixed": "◐",
    "mostly-false": "✘",
    "false": "✘",
    "misleading": "▲",
    "satire": "☺",
    "scam": "▲",
    "unproven": "?",
    "outdated": "○",
    "other": "•",
}
TIPS = ("tip source", "tip outlets", "tip explorer")
OLD_YEARS = 5
# What is said to whoever passes a question on, by what came of it.
PASSED = {"new": "consent", "already": "consent already", "limit": "passed enough", "banned": "not taken"}
_FOLDER = Path(__file__).with_name("phrases")
_QUESTIONS = 10
_BEGINNING = 200
# A few words of a claim differ; more are all of it.
_FEW_WORDS = 3
_FEW_SIGNS = 40
_MOST_TOLD = 2
_WEAKEST = 4
# "Belgians", "Chinese": whom English has for a place.
_PEOPLE = re.compile(r"(?:[ei]an|[rcxm]an|ish|ese|(?:Fren|Dut|Cze)ch|[lqnd]i|Briton)s?$")
# Places that English puts "the" before.
_WITH_ARTICLE = re.compile(
    r"United (?:States|Kingdom|Nations|Arab)|(?:White House|Oval Office|Capitol|Pentagon|Kremlin|Vatican"
    r"|Netherlands|Philippines|US|USA|UK|EU|UN)$"
)


class Wording:
    """The sentences of one language, English where it is not known."""

    def __init__(self, language: str = "en") -> None:
        self.language = language if language in languages() else "en"
        self._phrases = {**_phrases("en"), **_phrases(self.language)}

    def __call__(self, phrase: str, **values: object) -> str:
        """A phrase by its name in phrases/en.json, with its values put in."""
        return self._phrases[phrase].format_map(values) if values else self._phrases[phrase]

    def verdict(self, value: Verdict) -> str:
        """A verdict as a symbol and words: "✔ True"."""
        return f"{SYMBOLS[value]} {self(value)}"

    def headline(self, finding: Finding) -> str:
        """The first line of what we say. Only a match has a verdict in it; whether a claim that only looks
        alike is the same is not said."""
        if finding.outcome == "none" or finding.claim is None:
            return self("none")
        if finding.outcome == "match":
            # Publishers that disagree are shown disagreeing, the newest first.
            rated = dict.fromkeys([finding.claim.verdict, *(each.verdict for each in finding.claim.reviews)])
            return " / ".join(map(self.verdict, rated))
        return self("unsure" if _is_unsure(finding) else "related")

    def offering(self, finding: Finding) -> str:
        """What stands before the claims that are offered beside a match, or for one that is only related."""
        return self("others unsure" if finding.outcome == "related" and _is_unsure(finding) else "others")

    def note(self, answer: Answer) -> str:
        """What was special about the message, "" if nothing was."""
        return self(answer.note) if answer.note else ""

    def tips(self) -> list[str]:
        """How to check for yourself."""
        return [self(tip) for tip in TIPS]

    def differences(self, finding: Finding) -> list[str]:
        """What is not the same, in a sentence or two."""
        return [self.difference(each, finding) for each in _most_telling(finding.differs)]

    def difference(self, found: Difference, finding: Finding | None = None) -> str:
        """One sentence on what is not the same, given where it was found."""
        if _only_looks_alike(found):
            return self("differs unsure")
        if found.kind == "negation" and "not" in (found.asked, found.claim):
            return self("differs opposite")
        if found.kind == "speaker" and not found.asked:
            return self("differs said", claim=found.claim)
        if found.kind in ("unsure", "negation"):
            name = "differs words" if found.claim else "differs added"
            return self(name, asked=found.asked, claim=found.claim)
        texts = (finding.statement, finding.claim.text) if finding and finding.claim else ("", "")
        asked, told = (
            self._name(self.day(name), text, place=found.kind == "place")
            for name, text in zip((found.asked, found.claim), texts, strict=True)
        )
        phrase = _named(found, finding)
        if phrase == "differs speaker of claim" and finding and finding.claim:
            told = finding.claim.claimant or told
        return self(phrase, asked=asked, claim=told)

    def _name(self, name: str, text: str, *, place: bool) -> str:
        """A name in a sentence of this language; a place as a text names it, in English not by its people."""
        written = places.written(name, text) if place else name
        if self.language != "en":
            return written
        if written.isascii() and not _PEOPLE.search(written):
            name = written.title() if written.islower() and place else written
        return f"the {name}" if _WITH_ARTICLE.match(name) else name

    def quotes(self, claim: Claim) -> list[tuple[str, str]]:
        """The quotes of a claim, and whose words each is; "" where the next is of the same."""
        whose = itertools.pairwise([*map(self.attribution, claim.quotes), ""])
        return [
            (self.quoted(quote), "" if who == after else who)
            for quote, (who, after) in zip(claim.quotes, whose, strict=True)
        ]

    def quoted(self, quote: Quote) -> str:
        """A quote's words in quotation marks, once."""
        return self("quote", text=quote.text.strip('“”"'))

    def attribution(self, quote: Quote) -> str:
        """Whose words a quote is: speaker, date, place and source; "attributed to X" stays so."""
        said = _listed(quote.speaker, quote.date and self.day(quote.date), quote.place)
        return " ".join(part for part in (said, f"({quote.source})" if quote.source else "") if part)

    def claimed(self, claim: Claim) -> str:
        """Who made the claim, when and where: "Claimed by Barack Obama, 2012"; "" if that is not known."""
        known = _listed(claim.claimant, claim.date and self.day(claim.date), claim.place)
        return self("claimed by", who=known) if claim.claimant else known

    def checked(self, review: Review) -> str:
        """Who checked it, when, and the publisher's own label: "Checked by Snopes, 2016: True"."""
        return self("checked by", who=f"{self.published(review)}: {review.label}")

    def published(self, review: Review) -> str:
        """Who checked it and when: "Snopes, 13 December 2016"."""
        return _listed(review.publisher, review.date and self.day(review.date))

    def age(self, claim: Claim, today: datetime.date) -> str:
        """A warning when the newest check is old, else ""."""
        newest = claim.reviews[0].date if claim.reviews else None
        years = today.year - int(newest[:4]) if newest else 0
        return self("age", years=years) if years >= OLD_YEARS else ""

    def disputed(self, claim: Claim) -> str:
        """A warning when publishers disagree, else ""."""
        return self("disputed") if claim.disputed else ""

    def day(self, date: str) -> str:
        """An ISO date, possibly shortened, as people write it: "26 March 2012"; anything else unchanged."""
        for pattern, name in (("%Y-%m-%d", "day"), ("%Y-%m", "month")):
            try:
                found = datetime.datetime.strptime(date, pattern)
            except ValueError:
                continue
            month = self("months").split()[found.month - 1]
            return self(name, day=found.day, month=month, year=found.year)
        return date

    def sources(self, found: Sequence[tuple[str, int, str | None]]) -> list[str]:
        """A line for each publisher: how many reviews, the newest."""
        return [self._source(*each) for each in found]

    def moment(self, at: float) -> str:
        """The day, in UTC, of a time in seconds since 1970."""
        return self.day(datetime.datetime.fromtimestamp(at, datetime.timezone.utc).date().isoformat())

    def my_data(self, data: "PersonalData") -> list[str]:
        """A line for everything that is kept of a person, as short as a message of any platform needs it:
        the beginnings of texts, of the newest questions, and how many more there are."""
        lines = []
        if data.shown:
            first = self.moment(data.shown[-1].at)
            lines.append(self._counted("my data shown", len(data.shown), day=first))
        if data.replies:
            lines.append(self("my data replies", count=data.replies))
        if data.settings:
            listed = ", ".join(f"{name}: {value}" for name, value in sorted(data.settings.items()))
            lines.append(self("my data settings", settings=listed))
        if data.banned:
            lines.append(self("my data banned"))
        if data.acts:
            lines.append(self("my data acts", count=data.acts))
        lines += [self("my data draft", text=_beginning(draft)) for draft in data.drafts]
        for each in data.questions[:_QUESTIONS]:
            name = "my data question" if each.text else "my data question done"
            lines.append(self(name, day=self.moment(each.at), text=_beginning(each.text)))
        if len(data.questions) > _QUESTIONS:
            lines.append(self._counted("my data more", len(data.questions) - _QUESTIONS))
        said = [each for each in data.shown if each.text]
        for one in said[:_QUESTIONS]:
            lines.append(self("my data said", day=self.moment(one.at), text=_beginning(one.text or "")))
        if len(said) > _QUESTIONS:
            lines.append(self._counted("my data said more", len(said) - _QUESTIONS))
        if data.hearing:
            lines.append(self("my data hearing", count=data.hearing))
        return lines or [self("my data none")]

    def _counted(self, phrase: str, count: int, **values: object) -> str:
        return self(f"{phrase} one", **values) if count == 1 else self(phrase, count=count, **values)

    def _source(self, name: str, count: int, newest: str | None) -> str:
        number = f"{count:,}".replace(",", self("thousands"))
        source = self("source one" if count == 1 else "source many", name=name, count=number)
        return self("source newest", source=source, day=self.day(newest)) if newest else source


def _is_unsure(finding: Finding) -> bool:
    """Whether its claim may be the very one that was asked about."""
    return all(map(_only_looks_alike, finding.differs))


def _only_looks_alike(found: Difference) -> bool:
    """Whether it is not known in what a claim differs, or whether it does."""
    many = len(found.claim.split()) > _FEW_WORDS or len(found.claim) > _FEW_SIGNS
    return found.kind == "unsure" and many


def _most_telling(differs: Sequence[Difference]) -> list[Difference]:
    """The first two that say something each: names, places and numbers before words; that a claim only looks
    alike, or is only of what somebody said, where there is nothing else."""
    kept: list[Difference] = []
    for found in sorted(differs, key=_rank):
        same = next((at for at, other in enumerate(kept) if _is_one(found, other)), None)
        if same is None:
            kept.append(found)
        elif kept[same].kind == found.kind and _says_more(found, kept[same]):
            kept[same] = found
    return [found for found in kept if _rank(found) < _WEAKEST][:_MOST_TOLD] or kept[:1]


def _rank(found: Difference) -> int:
    nobody = found.kind == "speaker" and not any(map(str.isalpha, found.asked))
    if _only_looks_alike(found) or nobody:
        return _WEAKEST
    if found.kind == "unsure":
        return 2 if found.claim else 3
    return 0 if found.claim and "not" not in (found.asked, found.claim) else 1


def _is_one(found: Difference, other: Difference) -> bool:
    """Whether a difference says what another one does: by a word, or a place, of what was asked, by what the
    claim has there, or as a denial; a piece of a text without spaces may be of any name in it."""
    asked, others = found.asked.lower(), other.asked.lower()
    if set(asked.split()) & set(others.split()):
        return True
    if other.kind == "place" and (others in places.known(found.asked) or UNSPACED.search(asked)):
        return True
    return found.kind == other.kind and (found.kind == "negation" or found.claim == other.claim != "")


def _says_more(found: Difference, other: Difference) -> bool:
    """Whether it has more words of what was asked, or tells a place within another one."""
    longer = found.claim == other.claim and other.asked.lower() in found.asked.lower()
    return longer or (found.kind == "place" and other.asked.lower() in places.known(found.asked))


def _named(found: Difference, finding: Finding | None) -> str:
    """The phrase for somebody, somewhere or some number else: a claim's text need not name who made it, where
    or when, and both may be in both."""
    if not found.claim:
        return "differs missing"
    number = "differs number" if found.kind in ("number", "date") else "differs"
    if finding is None or finding.claim is None:
        return number
    claim, text = finding.claim, finding.claim.text
    if not _has(text, found.claim):
        made = {"speaker": claim.claimant, "place": claim.place, "date": claim.date}.get(found.kind)
        if made and _has(made, found.claim):
            return f"differs {found.kind} of claim"
        return "differs" if found.kind == "place" else "differs missing"
    if found.kind != "speaker" or not _has(finding.statement, found.claim) or _has(found.asked, found.claim):
        return number
    known = _has_any(text, found.asked) or places.known(found.asked) & places.known(text)
    return "differs turned" if known else "differs missing"


def _has(text: str, name: str) -> bool:
    """Whether a text has the last word of a name."""
    return name.lower().split()[-1] in text.lower()


def _has_any(text: str, name: str) -> bool:
    """Whether a text has a word of a name that begins in a capital."""
    return any(word.lower() in text.lower() for word in name.split() if word[0].isupper())


@functools.cache
def languages() -> dict[str, str]:
    """The languages that the bot speaks: code to name, English first."""
    codes = sorted((path.stem for path in _FOLDER.glob("*.json")), key=lambda code: (code != "en", code))
    return {code: _phrases(code)["language"] for code in codes}


@functools.cache
def _phrases(language: str) -> dict[str, str]:
    phrases: dict[str, str] = json.loads((_FOLDER / f"{language}.json").read_text("utf-8"))
    return phrases


def _beginning(text: str) -> str:
    return text if len(text) <= _BEGINNING else text[:_BEGINNING].rstrip() + " …"


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
