"""From what an operator names (files, folders, addresses) to the items in it, one after the other."""

import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from . import documents, streams, tables
from .importing import Item, LeftOut, Part
from .incoming import Defaults

_SUFFIXES = (".json", ".jsonl", ".ndjson", ".jsonld", ".csv", ".tsv", ".html", ".htm", ".xml", ".rss", ".gz")

LARGEST_PAGE = 20 << 20
_NO_TEXT = {
    "empty": "it is empty",
    "zip": "it is a spreadsheet or a zip archive: save the table as CSV, or unpack it",
    "binary": "it is not text",
}

_NO_REVIEW = "there is no ClaimReview in it"

Found = Iterator[Part]
# What is in the pages that a feed or a sitemap names, given the feed.
Follow = Callable[[bytes, str, Defaults], Found]


def files(path: Path, defaults: Defaults, *, follow: Follow) -> Found:
    """The items in a file, or in every file of a folder and its folders."""
    if not path.is_dir():
        yield from file(path, defaults, follow=follow)
        return
    inside = sorted(each for each in path.rglob("*") if each.is_file() and each.suffix.lower() in _SUFFIXES)
    if not inside:
        yield LeftOut(str(path), "the folder has no JSON, CSV, HTML or XML file in it")
    for each in inside:
        yield from file(each, defaults, follow=follow)


def file(path: Path, defaults: Defaults, *, follow: Follow) -> Found:
    try:
        with path.open("rb") as raw:
            lines = any(
                path.name.lower().endswith(end) for end in (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
            )
            yield from contents(raw, str(path), defaults, lines=lines, follow=follow)
    except OSError as error:
        yield LeftOut(str(path), f"the file cannot be read ({error.strerror})")


def contents(raw: BinaryIO, where: str, defaults: Defaults, *, lines: bool = False, follow: Follow) -> Found:
    """The items in some bytes: JSON in its forms, a CSV table, an HTML page, a feed of pages."""
    try:
        opened = streams.opened(raw)
        yield from of_kind(opened, where, defaults, lines=lines, follow=follow)
    except ValueError as error:
        yield LeftOut(where, str(error))


def of_kind(
    opened: streams.Opened, where: str, defaults: Defaults, *, lines: bool = False, follow: Follow
) -> Found:
    """The items in what was opened. Raises `ValueError` for a gzip bomb and for what is no such thing."""
    kind, stream, damage, guess = opened
    if kind == "json":
        yield from _of_json(stream, where, defaults, lines=lines)
    elif kind == "html":
        yield from page(stream.read(LARGEST_PAGE), where, defaults)
    elif kind == "csv":
        yield from _of_csv(stream, where, defaults, damage)
    elif kind == "xml":
        yield from follow(stream.read(LARGEST_PAGE), where, defaults)
    else:
        yield LeftOut(where, damage() or _NO_TEXT[kind])
        return
    if damage():
        yield LeftOut(where, damage())
    if any(guess()):
        yield guess()


def page(html: bytes, where: str, defaults: Defaults) -> Found:
    """The fact-checks marked up in an HTML page, with what else the page tells."""
    from . import pages  # heavy, and not needed for JSON

    found = False
    for node in pages.nodes(html, defaults.base):
        found = True
        yield LeftOut(where, node) if isinstance(node, str) else Item(node, where, defaults)
    if not found:
        yield LeftOut(where, "the page has no ClaimReview markup")


def _of_json(stream: BinaryIO, where: str, defaults: Defaults, *, lines: bool) -> Found:
    for value in streams.values(stream, lines=lines):
        place = f"{where}, {value.where}" if value.where else where
        if isinstance(value, streams.Unreadable):
            yield LeftOut(place, value.reason)
            continue
        number = 0
        for number, node in documents.numbered(value.value):
            yield Item(node, _part_of(place, number, whole=not value.where), defaults)
        if not number:
            yield LeftOut(place, _NO_REVIEW)
            continue
        for stray in documents.strays(value.value):
            yield LeftOut(_part_of(place, stray, whole=not value.where), _NO_REVIEW)


def _part_of(place: str, number: int, *, whole: bool) -> str:
    """Where an element is: of a `whole` document "item 7", of one of its values "item 2.7"."""
    if whole:
        return f"{place}, item {number}"
    return f"{place}.{number}" if number > 1 else place


def _of_csv(stream: BinaryIO, where: str, defaults: Defaults, damage: Callable[[], str]) -> Found:
    text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
    for place, row in tables.read(_untorn(text, damage)):
        if isinstance(row, str):
            yield LeftOut(f"{where}, {place}", row)
            continue
        for node in documents.nodes(row):
            yield Item(node, f"{where}, {place}", defaults)


def _untorn(lines: Iterable[str], damage: Callable[[], str]) -> Iterator[str]:
    """The lines but the one in which a damaged file ends: what is left of it may look like a whole row."""
    for line in lines:
        if line.endswith(("\n", "\r")) or not damage():
            yield line
