"""What a command writes: lines without anything that a terminal would obey, JSON with that escaped, and
files, whole, or as they were before."""

import contextlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

import click

from bot.errors import FactCheckError

from ..plain import plain

# Whatever is named there is open already, for whoever is at its other end.
_OPEN = ("/dev", "/dev/fd", "/proc/self/fd")
# What JSON leaves as it is.
_LEFT = re.compile(r"[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def echo(text: str, *, err: bool = False) -> None:
    """Print a line."""
    click.echo(plain(text), err=err)


def echo_json(row: Mapping[str, Any]) -> None:
    """Print a record, one a line; whoever reads it gets every character back."""
    said = json.dumps(row, ensure_ascii=False)
    click.echo(_LEFT.sub(lambda found: f"\\u{ord(found.group()):04x}", said))


@contextlib.contextmanager
def written(path: Path) -> Iterator[TextIO]:
    """A text file that takes the place of what was there only when all of it is written; what goes to a pipe
    or a device goes there at once. Raises `FactCheckError` if it cannot be written."""
    try:
        if _is_passed_on(path):
            with path.open("a", encoding="utf-8") as file:
                yield file
        else:
            with _replaced(path.resolve()) as file:
                yield file
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise FactCheckError(f"{path} cannot be written ({error.strerror}): choose another file.") from error


def _is_passed_on(path: Path) -> bool:
    return str(path.absolute().parent) in _OPEN or (path.exists() and not path.is_file())


@contextlib.contextmanager
def _replaced(path: Path) -> Iterator[TextIO]:
    """Written beside the path, and put in its place, with its permissions, at the end."""
    beside = path.with_name(f".factcheck-{secrets.token_hex(8)}.tmp")
    try:
        with beside.open("x", encoding="utf-8") as file:
            if path.exists():
                beside.chmod(path.stat().st_mode & 0o7777)
            yield file
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
