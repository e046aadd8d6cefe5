"""The presidents of the United States by their numbers: "the 44th president" is Barack Obama."""

import re

from . import names as naming

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
    number, presidents = int(found["th"] or found["no"]), naming.presidents()
    return f"President {presidents[number - 1]}" if 0 < number <= len(presidents) else found.group()
