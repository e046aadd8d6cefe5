"""Text as it can be shown, the beginning of a long one, and addresses; and what the commands print, lines
without anything that a terminal would obey, and JSON with it escaped."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import click

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_LONGEST_WORD = 30
CUT = " …"
# What turns text around.
_TURNING = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
# What JSON leaves as it is.
_LEFT = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


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


def echo(text: str, *, err: bool = False) -> None:
    """Print a line."""
    click.echo(plain(text), err=err)


def echo_json(row: Mapping[str, Any]) -> None:
    """Print a record, one a line; whoever reads it gets every character back."""
    said = json.dumps(row, ensure_ascii=False)
    click.echo(_LEFT.sub(lambda found: f"\\u{ord(found.group()):04x}", said))
