"""Candidates: a full-text index (tantivy) of the claims, derived from the store and kept beside it.

It is caught up with the store before every question, built anew when missing, damaged or from
another version, and never needs to be backed up. Where it cannot be written it is kept in memory.
Several processes share it: one writes at a time, under a file lock, the others read on.
"""

import contextlib
import functools
import math
import re
import shutil
import threading
from collections.abc import Callable, Iterable, Sequence

import tantivy
from tantivy import TextAnalyzerBuilder, Tokenizer

from . import stamp
from .errors import DatabaseBusy
from .language.common_words import most_telling
from .language.spelling import may_be_slip, slips
from .sketch import PERSON, Indexed, Sketch, indexed
from .stamp import Stamp
from .store import Store, Told, Version
from .workers import mapped

FORMAT = 20
LOCK_SECONDS = 60.0
_WRITER_BYTES = 60_000_000
_MOST_WORDS = 200
_MOST_RARITIES = 200_000
_MOST_COUNTED = 50_000
# From so many claims on, a word tells what it does among them.
_FEW_CLAIMS = 8000
# How much a word in the context counts beside one in the text: more the longer the contexts are, by their
# mean length in words. Articles tell more than summaries of a sentence.
_CONTEXT_BOOST = 0.006
_CONTEXT_BOOSTS = (0.4, 2.5)
_TYPO_BOOST = 0.7
_MOST_SLIPS = 12
_MOST_LINKED = 5
_MOST_SKETCHES = 20_000
_TRANSLATED = "yes"

Place = tuple[int, int]
# The names of the files that tantivy and this module keep in the folder.
_OURS = re.compile(
    rf"{re.escape(stamp.NAME)}(?:\.new)?|meta\.json|\.managed\.json|\.tantivy-[a-z]+\.lock|\.tmp\w*"
    r"|[0-9a-f]{32}(?:\.\d+)?\.(?:idx|pos|term|store|fast|fieldnorm|del|temp)"
)

_SCHEMA = (
    tantivy.SchemaBuilder()
    .add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    .add_text_field("words", tokenizer_name="whitespace", index_option="freq")
    .add_text_field("context", tokenizer_name="whitespace", index_option="freq")
    .add_text_field("abroad", tokenizer_name="whitespace", index_option="freq")
    .add_bytes_field("sketch", stored=True)
    .add_text_field("links", tokenizer_name="raw", index_option="basic")
    .add_integer_field("day", indexed=True, fast=True)
    .add_integer_field("length", fast=True)
    .add_text_field("names", tokenizer_name="whitespace", index_option="basic")
    .add_text_field("common", tokenizer_name="as_written", index_option="basic")
    .add_text_field("sounds", tokenizer_name="whitespace", index_option="basic")
    .add_text_field("translated", tokenizer_name="raw", index_option="basic")
    .build()
)
# Words in a claim's own letters, so that those in small ones are told from those with a capital.
_AS_WRITTEN = TextAnalyzerBuilder(Tokenizer.simple()).build()


class Hit:
    """A claim that was found, with its BM25 score. Only those that look likely are read from the index."""

    __slots__ = ("_address", "_searcher", "_sketches", "score")

    def __init__(
        self,
        score: float,
        address: tantivy.DocAddress,
        searcher: tantivy.Searcher,
        sketches: "dict[Place, Sketch]",
    ) -> None:
        self.score = score
        self._address = address
        self._searcher = searcher
        self._sketches = sketches

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it is: what tells claims apart without reading them."""
        return id(self._searcher), self._address.segment_ord, self._address.doc

    @property
    def sketch(self) -> Sketch:
        return _sketch_at(self._searcher, self._sketches, self._address)


class Index:
    """The index of one store. Safe to use from several threads."""

    def __init__(self, store: Store, *, lock_seconds: float = LOCK_SECONDS) -> None:
        self._store = store
        self.folder = store.path.with_name(store.path.name + ".index")
        self._lock_seconds = lock_seconds
        self._mutex = threading.Lock()
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._boost = 0.0
        self._translations = 0
        self._counted: Callable[[str, str], int] | None = None
        self._rarities: dict[str, float] = {}
        self._sketches: dict[Place, Sketch] = {}
        self._version: Version | None = None
        self.in_memory = False

    def refresh(self, version: Version | None = None) -> None:
        """Bring the index up to the store, if anything has changed since the last call; `version` is what
        the store is at, if that is known."""
        version = version or self._store.version()
        if version == self._version:
            return
        with self._mutex:
            if version != self._version:
                self._catch_up(version)

    def search(self, stems: Sequence[str], limit: int, *, prefix: str = "") -> list[tuple[str, float]]:
        """The ids of at most `limit` claims that share most with these word stems, with their BM25
        score, best first. A stem that no claim has is also looked for with a typo; `prefix` is the
        beginning of one more."""
        best: dict[str, float] = {}
        for hit in self.find(stems, limit, prefix=prefix):
            best.setdefault(hit.sketch.id, hit.score)
        return list(best.items())

    def find(
        self, stems: Sequence[str], limit: int, *, prefix: str = "", days: tuple[int, int] | None = None
    ) -> list[Hit]:
        """The same, with the claims as ranking needs them; `days`, as ordinals, are between which a
        claim must have been checked: then typos are not looked for."""
        if not stems and not prefix:
            return []
        return self._mended(lambda: self._hits(self._alike(stems, prefix, days), limit))

    def linked(self, links: Sequence[str]) -> list[str]:
        """The ids of the claims whose reviews are at these addresses (see `links`), in no order."""
        if not links:
            return []
        query = tantivy.Query.term_set_query(_SCHEMA, "links", list(links))
        return [hit.sketch.id for hit in self._hits(query, _MOST_LINKED)]

    def sounding(self, sounds: Sequence[str], limit: int) -> list[Hit]:
        """At most `limit` claims in other scripts than Latin with most words of these sounds (see
        `language.sounds`), the best first."""
        known = [sound for sound in dict.fromkeys(sounds) if self._claims_with("sounds", sound)]
        if not known:
            return []
        query, occur = tantivy.Query, tantivy.Occur
        terms = [query.term_query(_SCHEMA, "sounds", sound, "basic") for sound in known[:_MOST_WORDS]]
        wanted = query.boolean_query([(occur.Should, term) for term in terms])
        return self._mended(lambda: self._hits(wanted, limit))

    def count(self) -> int:
        """How many claims the index holds, however many languages they are told in."""
        return self._ready.num_docs - self._translations

    def frequency(self, stem: str) -> int:
        """How many claims have this word in their text, titles, quotes or keywords."""
        return self._claims_with("words", stem)

    def has(self, stem: str) -> bool:
        """Whether any claim has this word, in its own language or told in another."""
        return self.frequency(stem) > 0 or self._claims_with("abroad", stem) > 0

    def rarity(self, stem: str) -> float:
        """How much a word tells, whatever the number of claims: about 1 for a word that no claim has,
        near 0 for one that all have. Where claims are few all words are rare, but those that are common
        elsewhere tell little there too."""
        rarity = self._rarities.get(stem)
        if rarity is None:
            claims = self.count()
            rarity = math.log((claims + 1) / (self.frequency(stem) + 0.5)) / math.log(claims + 2)
            if claims < _FEW_CLAIMS:
                rarity = min(rarity, most_telling(stem))
            if len(self._rarities) < _MOST_RARITIES:
                self._rarities[stem] = rarity
        return rarity

    def is_name(self, word: str) -> bool:
        """Whether a word in lower case is, in claims, nearly always part of a name."""
        named = self._claims_with("names", word)
        return named > 0 and named > 3 * self._claims_with("common", word)

    def is_person(self, word: str) -> bool:
        """Whether a word in lower case is, in claims, mostly part of a person's name."""
        people = self._claims_with("names", PERSON + word)
        return people > 0 and self.is_name(word) and 3 * people >= self._claims_with("names", word)

    @property
    def _claims_with(self) -> Callable[[str, str], int]:
        """How many claims have a word in a field, looked up once."""
        if self._counted is None:
            self.refresh()
        assert self._counted is not None  # noqa: S101 - refresh sets it or raises
        return self._counted

    @property
    def _ready(self) -> tantivy.Searcher:
        if self._searcher is None:
            self.refresh()
        assert self._searcher is not None  # noqa: S101 - refresh sets it or raises
        return self._searcher

    # Searching

    def _mended(self, search: Callable[[], list[Hit]]) -> list[Hit]:
        """What a search finds: in the index built anew, where its files turn out to be damaged."""
        try:
            return search()
        except BaseException as error:
            if not _is_damage(error):
                raise
            with self._mutex:
                self._rebuild()
            return search()

    def _hits(self, wanted: tantivy.Query, limit: int) -> list[Hit]:
        searcher, sketches = self._ready, self._sketches
        hits = searcher.search(wanted, limit, count=False).hits
        return [Hit(float(score), address, searcher, sketches) for score, address in hits]

    def _alike(self, stems: Sequence[str], prefix: str, days: tuple[int, int] | None) -> tantivy.Query:
        query, occur = tantivy.Query, tantivy.Occur
        # In their order, for equal ones to come in the same one in every process.
        known: list[str] = []
        unknown: list[str] = []
        for stem in dict.fromkeys(stems):
            has = self.has(stem) or self._claims_with("context", stem)
            (known if has else unknown).append(stem)
        rarest = sorted(known, key=self.rarity, reverse=True)[:_MOST_WORDS]
        mistyped = [] if days else [stem for stem in unknown if may_be_slip(stem)]
        clauses = [(occur.Should, clause) for stem in rarest for clause in self._exact(stem)]
        clauses += [(occur.Should, self._nearly(stem)) for stem in mistyped[:_MOST_SLIPS]]
        if prefix.isalnum():
            for field in ("words", "abroad"):
                begun = query.fuzzy_term_query(_SCHEMA, field, prefix, distance=0, prefix=True)
                clauses.append((occur.Should, begun))
        wanted = query.boolean_query(clauses)
        if days:
            between = query.range_query(_SCHEMA, "day", tantivy.FieldType.Integer, *days)
            wanted = query.boolean_query(
                [(occur.Must, wanted), (occur.Must, query.const_score_query(between, 0.0))]
            )
        return wanted

    def _exact(self, stem: str) -> Iterable[tantivy.Query]:
        query = tantivy.Query
        yield query.term_query(_SCHEMA, "words", stem, "freq")
        yield query.boost_query(query.term_query(_SCHEMA, "context", stem, "freq"), self._boost)
        if self._claims_with("abroad", stem):
            yield query.term_query(_SCHEMA, "abroad", stem, "freq")

    def _nearly(self, stem: str) -> tantivy.Query:
        query = tantivy.Query
        fuzzy = query.fuzzy_term_query(_SCHEMA, "words", stem, distance=slips(stem))
        return query.boost_query(fuzzy, _TYPO_BOOST)

    # Keeping up with the store

    def _catch_up(self, version: Version) -> None:
        if self.in_memory:
            self._update_in_memory()
            return
        if self._open_current(version):
            return
        from filelock import FileLock, Timeout  # seldom needed, and slow to load

        # Another process that is writing lets a running one answer from what it has; a new one waits.
        patience = self._lock_seconds if self._searcher is None else 0.0
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            with FileLock(f"{self.folder}.lock").acquire(timeout=patience):
                if not self._open_current(self._store.version()):
                    self._update_on_disk()
        except Timeout as error:
            if self._searcher is None:
                raise DatabaseBusy(
                    f"{self.folder} is being built by another program: wait until it is done and try again."
                ) from error
        except OSError:
            self.in_memory = True
            self._version = None
            self._update_in_memory()

    def _open_current(self, version: Version) -> bool:
        """Open the index on disk if it is whole and holds just this version."""
        found = self._stamp()
        if found is None or found.version != version:
            return False
        try:
            self._open()
        except BaseException as error:
            if not _is_damage(error):
                raise
            return False
        self._version = version
        return True

    def _update_on_disk(self) -> None:
        found = self._stamp()
        try:
            if found is None or not self._store.descends_from(found.version):
                raise ValueError("nothing to go on from")
            self._open()
            self._write(found.version.revision)
        except BaseException as error:
            if not _is_damage(error):
                raise
            self._start_afresh()
        self._write_stamp()

    def _start_afresh(self) -> None:
        if self.folder.exists():
            strangers = [path.name for path in self.folder.iterdir() if not _OURS.fullmatch(path.name)]
            if strangers:
                raise OSError(f"{self.folder} holds other files: {strangers[0]}")
            shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        try:
            self._index = _with_tokenizer(tantivy.Index(_SCHEMA, path=str(self.folder)))
            self._write(0)
        except ValueError as error:  # tantivy's word for a full disk or a folder it may not write
            raise OSError(str(error)) from error

    def _rebuild(self) -> None:
        with contextlib.suppress(OSError):
            (self.folder / stamp.NAME).unlink()
        self._searcher = self._version = None
        self._catch_up(self._store.version())

    def _update_in_memory(self) -> None:
        if self._version and self._store.descends_from(self._version):
            self._write(self._version.revision)
        else:
            self._index = _with_tokenizer(tantivy.Index(_SCHEMA))
            self._write(0)

    def _open(self) -> None:
        self._index = _with_tokenizer(tantivy.Index.open(str(self.folder)))
        self._search_anew()

    def _search_anew(self) -> None:
        assert self._index is not None  # noqa: S101 - opened by every caller
        self._searcher = self._index.searcher()
        self._counted = functools.lru_cache(_MOST_COUNTED)(self._searcher.doc_freq)
        self._boost = _context_boost(self._searcher)
        translated = tantivy.Query.term_query(_SCHEMA, "translated", _TRANSLATED, "basic")
        self._translations = self._searcher.search(translated, 1).count or 0  # type: ignore[attr-defined]
        self._rarities = {}
        self._sketches = {}

    def _write(self, since: int) -> None:
        """Write to the open index what has changed in the store since a revision."""
        assert self._index is not None  # noqa: S101 - opened by every caller
        version = self._store.version()
        writer = self._index.writer(_WRITER_BYTES, 1)
        # What is not there is not deleted: the writer holds some 1.6 KB a deletion until it commits.
        there = self._index.searcher() if since else None
        for changes in mapped(_indexed, self._store.told_since(since, until=version.revision)):
            for id_, claim in changes:
                if there and there.doc_freq("id", id_):
                    writer.delete_documents_by_term("id", id_)
                for told in claim:
                    writer.add_document(_document(told))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._search_anew()
        self._version = version

    def _stamp(self) -> Stamp | None:
        """The stamp of the index on disk, None if it is not whole or of another format or database."""
        found = stamp.read(self.folder)
        right = found and found.format == FORMAT and found.database == self._store.identity()
        return found if right else None

    def _write_stamp(self) -> None:
        assert self._version is not None  # noqa: S101 - written just before
        stamp.write(self.folder, Stamp(FORMAT, self._store.identity(), self._version))


def _context_boost(searcher: tantivy.Searcher) -> float:
    wanted = {"mean": {"avg": {"field": "length"}}}
    mean = searcher.aggregate(tantivy.Query.all_query(), wanted)["mean"]["value"] or 0.0
    least, most = _CONTEXT_BOOSTS
    return min(max(_CONTEXT_BOOST * mean, least), most)


def _with_tokenizer(index: tantivy.Index) -> tantivy.Index:
    index.register_tokenizer("as_written", _AS_WRITTEN)
    return index


def _sketch_at(
    searcher: tantivy.Searcher, sketches: dict[Place, Sketch], address: tantivy.DocAddress
) -> Sketch:
    """The claim at an address, read once: the latest are kept."""
    key = (address.segment_ord, address.doc)
    found = sketches.get(key)
    if found is None:
        found = Sketch(bytes(searcher.doc(address)["sketch"][0]))
        if len(sketches) >= _MOST_SKETCHES:
            sketches.clear()
        sketches[key] = found
    return found


def _indexed(changes: Sequence[tuple[str, Told | None]]) -> list[tuple[str, list[Indexed]]]:
    return [(id_, [] if claim is None else indexed(claim)) for id_, claim in changes]


def _document(claim: Indexed) -> tantivy.Document:
    document = tantivy.Document()
    document.add_text("id", claim.id)
    document.add_bytes("sketch", claim.sketch.encode())
    for link in claim.links:
        document.add_text("links", link)
    for day in claim.days:
        document.add_integer("day", day)
    # A translation's words are by themselves: a name is no commoner for being told in many languages.
    document.add_text("abroad" if claim.translated else "words", claim.told)
    document.add_text("context", claim.context)
    document.add_integer("length", len(claim.context.split()))
    document.add_text("names", claim.names)
    document.add_text("common", claim.text)
    if claim.sounds:
        document.add_text("sounds", claim.sounds)
    if claim.translated:
        document.add_text("translated", _TRANSLATED)
    return document


def _is_damage(error: BaseException) -> bool:
    """Whether tantivy says, by an error or by its Rust code giving up, that its files are not right."""
    return isinstance(error, ValueError) or type(error).__name__ == "PanicException"
