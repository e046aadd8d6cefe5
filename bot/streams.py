"""Bytes of unknown make, as the JSON values in them: gzip undone, encodings guessed, huge files in a
stream, so that memory does not grow with the file. What cannot be read is told, and ends nothing else."""

import codecs
import io
import json
import zlib
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, Literal, NamedTuple

import ijson

Kind = Literal["json", "html", "xml", "csv", "empty", "binary"]

_CHUNK = 1 << 16
_PACKED = 1 << 12
_HEAD = 1 << 16
_WHOLE = 16 << 20
_LONGEST_LINE = 16 << 20
_MOST_UNPACKED = 8 << 30
_HIGHEST_RATIO = 300
_RATIO_FROM = 8 << 20
_LARGEST_ITEM = 32 << 20
# Where the items of a document are, as ijson names places.
_PLACES = frozenset("item @graph.item dataFeedElement.item claims.item itemListElement.item".split())


class Value(NamedTuple):
    """A value, and where it stood: "line 3", "item 7"."""

    where: str
    value: Any


class Unreadable(NamedTuple):
    """A part that could not be read, and why, to follow "left out because"."""

    where: str
    reason: str


class Opened(NamedTuple):
    """A file in UTF-8, gzip undone, its kind told by how it begins."""

    kind: Kind
    stream: BinaryIO


def opened(raw: BinaryIO | IO[bytes]) -> Opened:
    """What is in these bytes. Reading the stream raises `ValueError` for what cannot be unpacked."""
    stream = _Peekable(raw)
    for _ in range(3):
        if not stream.peek(2).startswith(b"\x1f\x8b"):
            break
        stream = _Peekable(_Gunzipped(stream))
    head = stream.peek(_HEAD)
    encoding = _encoding(head)
    if encoding:
        stream = _Peekable(_Recoded(stream, encoding))
        head = stream.peek(_HEAD)
    return Opened(_kind(head), io.BufferedReader(stream, _CHUNK))


def values(stream: BinaryIO, *, lines: bool = False) -> Iterator[Value | Unreadable]:
    """The JSON values in a stream: each line's where every line is JSON (`lines` if that is known), else
    the document's items."""
    first = stream.readline(_LONGEST_LINE)
    while first and not first.strip():
        first = stream.readline(_LONGEST_LINE)
    if lines or _is_json(first):
        yield from _of_lines(first, stream)
        return
    start = first + stream.read(_WHOLE)
    if len(start) < _WHOLE:
        try:
            yield Value("item 1", json.loads(start.decode("utf-8", "replace"), strict=False))
            return
        except RecursionError:
            yield Unreadable("item 1", "it is nested too deeply")
            return
        except ValueError:
            pass
    yield from _in_a_stream(start, stream)


def _of_lines(first: bytes, stream: BinaryIO) -> Iterator[Value | Unreadable]:
    line, number = first, 1
    while line:
        if len(line) >= _LONGEST_LINE and not line.endswith(b"\n"):
            yield Unreadable(f"line {number}", "its line is longer than 16 MB")
            while line and not line.endswith(b"\n"):
                line = stream.readline(_LONGEST_LINE)
        elif line.strip():
            try:
                yield Value(f"line {number}", json.loads(line.decode("utf-8", "replace"), strict=False))
            except RecursionError:
                yield Unreadable(f"line {number}", "it is nested too deeply")
            except ValueError:
                yield Unreadable(f"line {number}", "its line is not JSON")
        line, number = stream.readline(_LONGEST_LINE), number + 1


def _in_a_stream(start: bytes, stream: BinaryIO) -> Iterator[Value | Unreadable]:
    """The items of one document, one after the other, as far as it is whole."""
    number = 0
    joined = _Joined(start, stream)
    try:
        for value in ijson.items(joined, _place(start), use_float=True):
            number += 1
            joined.since = 0
            yield Value(f"item {number}", value)
    except ijson.JSONError:
        why = "the JSON is broken or cut off after it" if number else "it is not JSON, or cut off"
        yield Unreadable(f"item {number}", why)


def _place(start: bytes) -> str:
    """Where the first item of a document is, and with it the others."""
    for place, event, _ in ijson.parse(io.BytesIO(start)):
        if event == "start_map" and place in _PLACES:
            return str(place)
    raise ijson.JSONError("no items")


def _is_json(line: bytes) -> bool:
    """Whether a line is a JSON object by itself, as every line of JSON Lines is."""
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _encoding(head: bytes) -> str | None:
    """The encoding to undo; None for UTF-8."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return "cp1252" if b"\0" not in head else None
    return None


def _kind(head: bytes) -> Kind:
    start = head.lstrip()[:2000]
    if not start:
        return "empty"
    if start[:1] in b"{[":
        return "json"
    if start[:1] == b"<":
        lower = start.lower()
        feed = any(mark in lower for mark in (b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf:rdf"))
        return "xml" if feed else "html"
    return "binary" if b"\0" in start else "csv"


class _Peekable(io.RawIOBase):
    """A stream whose beginning can be looked at."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._held = b""

    def peek(self, size: int) -> bytes:
        while len(self._held) < size and (more := self._source.read(_CHUNK)):
            self._held += more
        return self._held[:size]

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._held:
            self._held = self._source.read(_CHUNK) or b""
        size = min(len(buffer), len(self._held))
        buffer[:size] = self._held[:size]
        self._held = self._held[size:]
        return size

    def read(self, size: int = -1) -> bytes:
        if size < 0:
            return super().readall()
        buffer = bytearray(size)
        return bytes(buffer[: self.readinto(buffer)])


class _Gunzipped:
    """Unpacked gzip; `ValueError` for what is broken, or unpacks to far more than it should."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._unpacker = zlib.decompressobj(31)
        self._rest = b""
        self._taken = self._given = 0

    def read(self, size: int = _CHUNK) -> bytes:
        while True:
            packed = self._rest or self._source.read(_PACKED)
            if not packed:
                if not self._unpacker.eof:
                    raise ValueError("its gzip is cut off")
                return b""
            if self._unpacker.eof:
                packed = packed.lstrip(b"\0")
                self._rest = packed
                if not packed:
                    continue
                self._unpacker = zlib.decompressobj(31)
            self._taken += 0 if self._rest else len(packed)
            try:
                unpacked = self._unpacker.decompress(packed, _CHUNK)
            except zlib.error as error:
                raise ValueError("its gzip is damaged") from error
            self._rest = self._unpacker.unconsumed_tail or self._unpacker.unused_data
            self._given += len(unpacked)
            if self._given > _MOST_UNPACKED or (
                self._given > _RATIO_FROM and self._given > _HIGHEST_RATIO * max(self._taken, 1)
            ):
                raise ValueError("it unpacks to far more than a feed has (a gzip bomb)")
            if unpacked:
                return unpacked


class _Recoded:
    """Another encoding as UTF-8."""

    def __init__(self, source: Any, encoding: str) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int = _CHUNK) -> bytes:
        while more := self._source.read(_CHUNK):
            text: str = self._decoder.decode(more)
            if text:
                return text.encode("utf-8", "replace")
        last: str = self._decoder.decode(b"", final=True)
        return last.encode("utf-8", "replace")


class _Joined:
    """What was read already, then the rest; `ValueError` where more was read `since` the last item than
    an item may have."""

    def __init__(self, start: bytes, rest: Any) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest
        self.since = 0

    def read(self, size: int = _CHUNK) -> bytes:
        more = self._start.read(size) or bytes(self._rest.read(size))
        self.since += len(more)
        if self.since > _LARGEST_ITEM:
            raise ValueError(f"an item in it is larger than {_LARGEST_ITEM >> 20} MB")
        return more
