"""The presidents of the United States by their numbers: "the 44th president" is Barack Obama."""

import functools
import json
import re
from pathlib import Path

_NUMBERED = re.compile(
    r"\b(?:(?:the )?(?P<th>\d\d?)(?:st|nd|rd|th) (?:us |american )?president"
    r"|(?:potus ?#?|president #)(?P<no>\d\d))\b"
    r"(?: of the (?:united states(?: of america)?|usa?)\b)?(?! of\b)",
    re.IGNORECASE,
)


def by_name(text: str) -> str:
    """Cleaned text with whoever held the office in the place of its number."""
    return _NUMBERED.sub(_named, text)


def _named(found: re.Match[str]) -> str:
    number = int(found["th"] or found["no"])
    return f"President {_presidents()[number - 1]}" if 0 < number <= len(_presidents()) else found.group()


@functools.cache
def _presidents() -> list[str]:
    """Who was president, in order."""
    table = json.loads(Path(__file__).with_name("names.json").read_text("utf-8"))
    return list(table["presidents of the United States"])
