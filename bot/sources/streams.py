"""Bytes of unknown make, as the JSON values in them: gzip undone, encodings guessed, huge files in a
stream, so that memory does not grow with the file. What cannot be read is told, and ends nothing else."""

import codecs
import io
import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any, BinaryIO, Literal, NamedTuple

import ijson

Kind = Literal["json", "html", "xml", "csv", "empty", "zip", "binary"]

_CHUNK = 1 << 16
_PACKED = 1 << 12
_HEAD = 1 << 16
_WHOLE = 16 << 20
_LONGEST_LINE = 16 << 20
_MOST_UNPACKED = 8 << 30
_HIGHEST_RATIO = 300
_RATIO_FROM = 8 << 20
_LARGEST_ITEM = 32 << 20
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,30})""", re.IGNORECASE)
_WINDOWS = "cp1252"
# Bytes that are no UTF-8, as the error handler "surrogateescape" has them, and what they are in Windows-1252.
_BROKEN = re.compile("[\udc80-\udcff]")
_AS_WINDOWS = {0xDC00 + byte: bytes([byte]).decode(_WINDOWS, "replace") for byte in range(0x80, 0x100)}
_BLANKS = re.compile(r"[\s,;]*")
# Where the items of a document are, as ijson names places.
_PLACES = frozenset("item @graph.item dataFeedElement.item claims.item itemListElement.item".split())


class Value(NamedTuple):
    """A value, and where it stood: "line 3", "item 7"; "" for one that is all there is."""

    where: str
    value: Any


class Unreadable(NamedTuple):
    """A part that could not be read, and why, to follow "left out because"."""

    where: str
    reason: str


class Guess(NamedTuple):
    """What is not UTF-8 nor says what it is, and was read as Windows-1252: a whole file, or so many rows of
    one."""

    files: int
    rows: int


class Opened(NamedTuple):
    """A file in UTF-8, gzip undone, its kind told by how it begins. Once it is read, `damage` tells why it
    ended too early, "" if it did not, and `guess` what was read as Windows-1252."""

    kind: Kind
    stream: BinaryIO
    damage: Callable[[], str]
    guess: Callable[[], Guess]


def opened(raw: IO[bytes], *, charset: str = "") -> Opened:
    """What is in these bytes, whose `charset` a server may have told; of a damaged gzip, what comes before
    the damage. Reading the stream raises `ValueError` for a gzip bomb."""
    stream = _Peekable(raw)
    gunzipped: list[_Gunzipped] = []
    for _ in range(3):
        if not stream.peek(2).startswith(b"\x1f\x8b"):
            break
        gunzipped.append(_Gunzipped(stream))
        stream = _Peekable(gunzipped[-1])
    head = stream.peek(_HEAD)
    encoding = _encoding(head, charset)
    guessed = encoding is None and _is_mostly_broken(head)
    mended = _Mended(stream)
    recoded = _Recoded(stream, encoding or _WINDOWS) if encoding or guessed else mended
    stream = _Peekable(recoded)

    def damage() -> str:
        return next((each.damage for each in gunzipped if each.damage), "")

    def guess() -> Guess:
        return Guess(int(guessed), mended.rows)

    return Opened(_kind(stream.peek(_HEAD)), io.BufferedReader(stream, _CHUNK), damage, guess)


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
            found = list(_one_after_the_other(start.decode("utf-8", "replace")))
        except RecursionError:
            yield Unreadable("", "it is nested too deeply")
            return
        if found:
            yield from found if len(found) > 1 else [found[0]._replace(where="")]
            return
    if len(first) >= _LONGEST_LINE and _place(start) is None:
        rest = io.BufferedReader(_Peekable(_Joined(start[len(first) :], stream)))
        yield from _of_lines(first, rest)
        return
    yield from _in_a_stream(start, stream)


def _one_after_the_other(text: str) -> Iterator[Value | Unreadable]:
    """The one document in a text, or the several; nothing if it does not begin with a whole one."""
    decoder = json.JSONDecoder(strict=False)
    end, number = _after_blanks(text, 0), 0
    while end < len(text):
        try:
            value, end = decoder.raw_decode(text, end)
        except ValueError:
            if number:
                yield Unreadable(f"item {number + 1}", "it is not JSON, or cut off")
            return
        number += 1
        yield Value(f"item {number}", value)
        end = _after_blanks(text, end)


def _after_blanks(text: str, place: int) -> int:
    """Where the next value begins: behind white space, and the commas that some put between values."""
    found = _BLANKS.match(text, place)
    return found.end() if found else place


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
    place = _place(start)
    if place is None:
        yield Unreadable("", "it is not JSON, or cut off")
        return
    joined = _Joined(start, stream, most=_LARGEST_ITEM)
    try:
        for value in ijson.items(joined, place, use_float=True):
            number += 1
            joined.since = 0
            yield Value(f"item {number}", value)
    except ijson.JSONError:
        why = "the JSON is broken or cut off after it" if number else "it is not JSON, or cut off"
        yield Unreadable(f"item {number}" if number else "", why)


def _place(start: bytes) -> str | None:
    """Where the first item of a document is, and with it the others."""
    try:
        for place, event, _ in ijson.parse(io.BytesIO(start)):
            if event == "start_map" and place in _PLACES:
                return str(place)
    except ijson.JSONError:
        pass
    return None


def _is_json(line: bytes) -> bool:
    """Whether a line is a JSON object by itself, as every line of JSON Lines is."""
    if not line.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _encoding(head: bytes, charset: str) -> str | None:
    """The encoding to undo; None for UTF-8, and where nothing tells."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            return encoding
    # UTF-16 without its mark: every other byte of plain markup or names is nothing.
    if head[1:40:2].count(0) > 15:
        return "utf-16-le"
    if head[0:40:2].count(0) > 15:
        return "utf-16-be"
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return _known(charset) or _declared(head)
    return _known(charset) if text.isascii() else None


def _declared(head: bytes) -> str | None:
    """The encoding that a page or a feed says it is in."""
    found = _CHARSET.search(head[:4096])
    return _known(found[1].decode()) if found and head.lstrip().startswith(b"<") else None


def _known(name: str) -> str | None:
    """An encoding of text by its name; None for UTF-8, and if there is none of that name."""
    try:
        b" ".decode(name, "replace")
        told = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return None if told == "utf-8" else told


def _is_mostly_broken(head: bytes) -> bool:
    """Whether more of what is not ASCII is no UTF-8 than is."""
    text = codecs.getincrementaldecoder("utf-8")("surrogateescape").decode(head)
    broken = len(_BROKEN.findall(text))
    return broken > 0 and 2 * broken > sum(not sign.isascii() for sign in text)


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
    if start.startswith(b"PK\x03\x04"):
        return "zip"
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


class _Gunzipped:
    """Unpacked gzip, as far as it is whole: `damage` tells what is wrong with it. `ValueError` for what
    unpacks to far more than it should."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._unpacker = zlib.decompressobj(31)
        self._rest = b""
        self._taken = self._given = 0
        self.damage = ""

    def read(self, size: int = _CHUNK) -> bytes:
        while not self.damage:
            packed = self._rest or self._source.read(_PACKED)
            if not packed:
                self.damage = "" if self._unpacker.eof else "its gzip is cut off"
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
            except zlib.error:
                self.damage = "its gzip is damaged"
                return b""
            self._rest = self._unpacker.unconsumed_tail or self._unpacker.unused_data
            self._given += len(unpacked)
            if self._given > _MOST_UNPACKED or (
                self._given > _RATIO_FROM and self._given > _HIGHEST_RATIO * max(self._taken, 1)
            ):
                raise ValueError("it unpacks to far more than a feed has (a gzip bomb)")
            if unpacked:
                return unpacked
        return b""


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


class _Mended:
    """UTF-8, its broken bytes read as Windows-1252; `rows` counts the lines that have some."""

    def __init__(self, source: Any) -> None:
        self._source = source
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self._counted = False
        self.rows = 0

    def read(self, size: int = _CHUNK) -> bytes:
        while more := self._source.read(_CHUNK):
            if text := self._decoder.decode(more):
                return self._mend(text)
        return self._mend(self._decoder.decode(b"", final=True))

    def _mend(self, text: str) -> bytes:
        for number, line in enumerate(text.split("\n")):
            self._counted = self._counted and number == 0
            if not self._counted and not line.isascii() and _BROKEN.search(line):
                self.rows += 1
                self._counted = True
        return (text.translate(_AS_WINDOWS) if _BROKEN.search(text) else text).encode("utf-8")


class _Joined:
    """What was read already, then the rest; `ValueError` where more was read `since` the last item than
    an item may have at `most`."""

    def __init__(self, start: bytes, rest: Any, *, most: int | None = None) -> None:
        self._start = io.BytesIO(start)
        self._rest = rest
        self._most = most
        self.since = 0

    def read(self, size: int = _CHUNK) -> bytes:
        more = self._start.read(size) or bytes(self._rest.read(size))
        self.since += len(more)
        if self._most and self.since > self._most:
            raise ValueError(f"an item in it is larger than {self._most >> 20} MB")
        return more
