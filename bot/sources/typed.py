"""What an editor typed for a claim, as `fields` has it: what cannot be kept as it was meant is refused, never
cut or dropped without a word."""

import datetime
import re
from collections.abc import Mapping

from ..errors import BadAnswer
from . import fields

# What is typed for nothing at all where one thing is asked after the other.
LEFT_OUT = "-"
_BETWEEN_WORDS = re.compile(r"\||(?<!\d),|,(?!\d)")


def values(given: Mapping[str, str | None], today: datetime.date) -> dict[str, str]:
    """What was given, by the names of the options. Raises `BadAnswer`."""
    found = {name: text(name, value) for name, value in given.items() if value is not None}
    for name, value in found.items():
        if not value:
            continue
        if name == "url":
            found[name] = _link(value)
        elif name == "language":
            found[name] = language(value)
        elif name in ("date", "review_date"):
            found[name] = _date(name, value, today)
    return found


def text(name: str, value: str) -> str:
    """Words on one line. Raises `BadAnswer` for more than are kept."""
    if len(value) > fields.LONGEST:
        raise BadAnswer(
            f"“{value[:40]}…” has {len(value):,} characters, more than {fields.LONGEST:,}: shorten it.",
            "editors too long",
            field=name,
            most=fields.LONGEST,
        )
    return fields.text(value)


def language(value: str) -> str:
    """An ISO 639 code: "en" of "EN" and of "en-US". Raises `BadAnswer`."""
    found = fields.language(value)
    if not found:
        raise BadAnswer(f"{value} is no language: give an ISO 639 code, like es.", field="language")
    return found


def words(value: str) -> tuple[str, ...]:
    """Words separated by | or by commas; the comma in 10,000 separates nothing."""
    return tuple(filter(None, map(str.strip, _BETWEEN_WORDS.split(value))))


def essentials(value: str) -> tuple[str, ...]:
    """What nobody leaves out, separated by ;, each by the words for it, separated by |."""
    each = ("|".join(filter(None, map(str.strip, words.split("|")))) for words in value.split(";"))
    return tuple(filter(None, each))


def _link(value: str) -> str:
    found = fields.link(value)
    if not found:
        raise BadAnswer(
            f"{value} is no address: begin it with https://",
            "editors no link",
            field="url",
            link=value[:100],
        )
    return found


def _date(name: str, value: str, today: datetime.date) -> str:
    found = fields.date(value, latest=today)
    if found is None:
        raise BadAnswer(f"{value} is no day up to today: write it as YYYY-MM-DD.", field=name)
    if len(found) == len("YYYY") < len(value):
        raise BadAnswer(f"{value} may be two days: write it as YYYY-MM-DD.", field=name)
    return found
