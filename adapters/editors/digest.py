"""The weekly digest for editors: when it is due, and what it says."""

import datetime
from dataclasses import dataclass

from bot.stats import Stats
from bot.wording import Wording

from .card_text import counted
from .newsroom import DAYS

WEEK_SECONDS = 7 * 86_400.0
_HOUR = 8
_LISTED = 5


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, "" for none, with plain lines under it."""

    heading: str
    lines: tuple[str, ...]


def due(now: datetime.datetime, weekday: str) -> datetime.date:
    """The day of the newest digest that should have been sent by now: at 8 o'clock UTC of that weekday."""
    reached = (now - datetime.timedelta(hours=_HOUR)).date()
    return reached - datetime.timedelta(days=(reached.weekday() - DAYS.index(weekday)) % 7)


def digest(stats: Stats, day: datetime.date, words: Wording) -> list[Part]:
    """What happened in the week up to a day. Questions of people are only those that were passed on."""
    title = words("digest", day=words.day(day.isoformat()))
    claims = [
        _item(f"{words.verdict(claim.verdict)}: {claim.text}", count, words)
        for claim, count in stats.claims[:_LISTED]
    ]
    questions = [_item(group.text, group.demand, words) for group in stats.open[:_LISTED]]
    parts = [
        Part(title, tuple(_counts(stats, words))),
        Part(words("digest claims"), tuple(claims)),
        Part(words("digest open"), tuple(questions)),
    ]
    return [part for part in parts if part.lines]


def _item(text: str, count: int, words: Wording) -> str:
    """A text in one line, so that nothing in it looks like the next, after how often it was."""
    return words("digest item", count=words.number(count), text=" ".join(text.split()))


def _counts(stats: Stats, words: Wording) -> list[str]:
    if not stats.questions:
        return [words("digest nothing")]
    numbers = {"count": stats.questions, "match": stats.match, "related": stats.related, "none": stats.none}
    lines = [
        words("digest questions", **{name: words.number(value) for name, value in numbers.items()}),
        words("digest time", milliseconds=words.number(stats.milliseconds)),
    ]
    platforms = {name.capitalize(): count for name, count in stats.platforms.items()}
    for name, counts in (("platforms", platforms), ("languages", stats.languages)):
        if counts:
            lines.append(words(f"digest {name}", counts=counted(counts, words)))
    return lines
