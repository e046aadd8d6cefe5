"""Text as it can be shown anywhere, the beginning of a long one, and addresses that people may be sent to."""

import re
from urllib.parse import urlsplit

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_WORD = 30
CUT = " …"
# What turns text around.
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def cut_off(beginning: str) -> str:
    """The beginning of a text, without the word that was cut through; without spaces, all of it."""
    whole, _, rest = beginning.rpartition(" ")
    return (whole if whole and len(rest) <= _LONGEST_WORD else beginning) + CUT


def is_link(url: str) -> bool:
    """Whether an address is one that people may be sent to, on every platform."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s<>|\"]", url)


def plain(text: str) -> str:
    """Text in one line, as it can be shown."""
    return _TURNING.sub("", _CONTROLS.sub(" ", text))
