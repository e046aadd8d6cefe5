"""The sentences that people read, on every platform, in their language, without markup.

Each language is one file of phrases/, named by its ISO 639-1 code; what a file lacks is said in English.
"""

import datetime
import functools
import itertools
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

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
# Hebrew, Arabic and what is written alike; and a mark that is not seen, of the other direction.
_RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_LEFT_TO_RIGHT = "\u200e"
# What opens a quotation, with what may close it then.
_QUOTATION_MARKS = {
    '"': '"',
    "'": "'",
    "“": "”",
    "”": "”",
    "„": "“”",
    "«": "»",
    "»": "«»",
    "‘": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹›",
    "「": "」",
    "『": "』",
}
_SETTINGS = {
    ("when", "called"): "when called",
    ("when", "matches"): "when matches",
    ("share", "everybody"): "slack everybody",
    ("share", "admins"): "slack admins",
}
_QUESTIONS = 10
_BEGINNING = 200


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
        from . import telling  # it reads texts: slow to load, and who only reads the inbox needs none of it

        return [self.difference(each, finding) for each in telling.most_telling(finding.differs)]

    def difference(self, found: Difference, finding: Finding | None = None) -> str:
        """One sentence on what is not the same, given where it was found."""
        from . import telling

        phrase, asked, told = telling.put(found, finding, self.language)
        return self(phrase, asked=self.day(asked), claim=self.day(told))

    def quotes(self, claim: Claim) -> list[tuple[str, str]]:
        """The quotes of a claim, and whose words each is; no more than the name where the next is of the
        same."""
        whose = itertools.pairwise([*map(self.attribution, claim.quotes), ""])
        return [
            (self.quoted(quote), (quote.speaker or "").strip() if who == after else who)
            for quote, (who, after) in zip(claim.quotes, whose, strict=True)
        ]

    def quoted(self, quote: Quote) -> str:
        """A quote's words in quotation marks, once."""
        return self("quote", text=_unquoted(quote.text))

    def attribution(self, quote: Quote) -> str:
        """Whose words a quote is: speaker, date, place and source; "attributed to X" stays so."""
        said = self._listed(quote.speaker, quote.date and self.day(quote.date), quote.place)
        return " ".join(part for part in (said, f"({quote.source})" if quote.source else "") if part)

    def claimed(self, claim: Claim) -> str:
        """Who made the claim, when and where: "Claimed by Barack Obama, 2012"; "" if that is not known."""
        known = self._listed(claim.claimant, claim.date and self.day(claim.date), claim.place)
        return self("claimed by", who=known) if claim.claimant else known

    def checked(self, review: Review) -> str:
        """Who checked it, when, and the publisher's own label: "Checked by Snopes, 2016: True"."""
        return self("checked by", who=f"{self.published(review)}: {review.label}")

    def published(self, review: Review) -> str:
        """Who checked it and when: "Snopes, 13 December 2016"."""
        return self._listed(review.publisher, review.date and self.day(review.date))

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

    def number(self, count: float) -> str:
        """A number, rounded to a whole one, as people write it: "1,234"."""
        return f"{count:,.0f}".replace(",", self("thousands"))

    def joined(self, parts: Iterable[str], *, by: str = "comma") -> str:
        """What there is of these, with commas, or what else is named, as this language writes them."""
        return f"{self(by)} ".join(filter(None, parts))

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
            lines.append(self("my data replies", count=self.number(data.replies)))
        if data.settings:
            listed = [self._setting(name, str(value)) for name, value in sorted(data.settings.items())]
            # What a setting means may have commas in it.
            lines.append(self("my data settings", settings=self.joined(listed, by="semicolon")))
        if data.banned:
            lines.append(self("my data banned"))
        if data.acts:
            lines.append(self("my data acts", count=self.number(data.acts)))
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
            lines.append(self("my data hearing", count=self.number(data.hearing)))
        return lines or [self("my data none")]

    def _counted(self, phrase: str, count: int, **values: object) -> str:
        if count == 1:
            return self(f"{phrase} one", **values)
        return self(phrase, count=self.number(count), **values)

    def _setting(self, name: str, value: str) -> str:
        """A setting by what it means; as it is kept where that is not known."""
        if name == "language" and value in languages():
            return f"{self('slack language')}: {languages()[value]}"
        meaning = self(_SETTINGS[name, value]) if (name, value) in _SETTINGS else ""
        if name == "share" and meaning:
            return f"{self('slack who shares')}: {meaning}"
        return meaning or f"{name}: {value}"

    def _listed(self, *parts: str | None) -> str:
        """What there is of these, with commas."""
        listed = ""
        for part in filter(None, parts):
            # After letters that run from right to left a date would be torn in two.
            mark = _LEFT_TO_RIGHT if _RIGHT_TO_LEFT.search(listed) and part[0].isdigit() else ""
            listed = self.joined([listed, mark + part])
        return listed

    def _source(self, name: str, count: int, newest: str | None) -> str:
        number = self.number(count)
        name = f"{_LEFT_TO_RIGHT}{name}{_LEFT_TO_RIGHT}" if _RIGHT_TO_LEFT.search(name) else name
        source = self("source one" if count == 1 else "source many", name=name, count=number)
        return self("source newest", source=source, day=self.day(newest)) if newest else source


def _is_unsure(finding: Finding) -> bool:
    from . import telling

    return telling.is_unsure(finding)


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


def _unquoted(text: str) -> str:
    """A text without the pair of quotation marks that encloses all of it, if one does: not those of two
    quotations, nor an apostrophe."""
    opening, closes = text[:1], _QUOTATION_MARKS.get(text[:1], "")
    if len(text) < 3 or text[-1] not in closes or (text[-1] == "'" and text[-2].isalnum()):
        return text
    depth = 1
    for before, mark, after in zip(text, text[1:-1], text[2:], strict=False):
        inside_a_word = mark in "'’" and before.isalnum() and after.isalnum()
        if mark not in opening + closes or inside_a_word:
            continue
        opens = mark == opening and (mark not in closes or (before.isspace() and not after.isspace()))
        depth += 1 if opens else -1
        if not depth:
            return text
    return text[1:-1].strip() or text if depth == 1 else text
