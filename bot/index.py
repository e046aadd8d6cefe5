"""Candidates: a full-text index (tantivy) of the claims, derived from the store and kept beside it.

It is caught up with the store before every question (see `index_files`), and never needs to be backed up.
"""

import functools
import math
import threading
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import tantivy

from .index_files import IndexFiles, is_damage
from .language.common_words import most_telling
from .language.spelling import may_be_slip, slips
from .schema import SCHEMA, TRANSLATED
from .sketch import PERSON, Sketch
from .store import Store, Version

LOCK_SECONDS = 60.0
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

Place = tuple[int, int]


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
        self._files = IndexFiles(store, self._search_in, lock_seconds=lock_seconds)
        self._mutex = threading.Lock()
        self._searcher: tantivy.Searcher | None = None
        self._boost = 0.0
        self._translations = 0
        self._counted: Callable[[str, str], int] | None = None
        self._rarities: dict[str, float] = {}
        self._sketches: dict[Place, Sketch] = {}

    @property
    def folder(self) -> Path:
        """Where it is kept, if it can be written there."""
        return self._files.folder

    @property
    def in_memory(self) -> bool:
        """Whether it could not be written."""
        return self._files.in_memory

    def refresh(self, version: Version | None = None) -> None:
        """Bring the index up to the store, if anything has changed since the last call; `version` is what
        the store is at, if that is known."""
        version = version or self._store.version()
        if version == self._files.version:
            return
        with self._mutex:
            if version != self._files.version:
                self._files.catch_up(version)

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

    def translations(self, stems: Sequence[str], limit: int) -> list[Hit]:
        """At most `limit` translations of claims that share most with these word stems, best first."""
        query, occur = tantivy.Query, tantivy.Occur
        known = [stem for stem in dict.fromkeys(stems) if self._claims_with("abroad", stem)][:_MOST_WORDS]
        if not known:
            return []
        terms = [(occur.Should, query.term_query(SCHEMA, "abroad", stem, "freq")) for stem in known]
        return self._mended(lambda: self._hits(query.boolean_query(terms), limit))

    def linked(self, links: Sequence[str]) -> list[str]:
        """The ids of the claims whose reviews are at these addresses (see `links`), in no order."""
        if not links:
            return []
        query = tantivy.Query.term_set_query(SCHEMA, "links", list(links))
        return [hit.sketch.id for hit in self._hits(query, _MOST_LINKED)]

    def sounding(self, sounds: Sequence[str], limit: int) -> list[Hit]:
        """At most `limit` claims in other scripts than Latin with most words of these sounds (see
        `language.sounds`), the best first."""
        known = [sound for sound in dict.fromkeys(sounds) if self._claims_with("sounds", sound)]
        if not known:
            return []
        query, occur = tantivy.Query, tantivy.Occur
        terms = [query.term_query(SCHEMA, "sounds", sound, "basic") for sound in known[:_MOST_WORDS]]
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
            if not is_damage(error):
                raise
            with self._mutex:
                self._files.version = self._searcher = None  # whoever asks meanwhile waits
                self._files.rebuild()
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
                begun = query.fuzzy_term_query(SCHEMA, field, prefix, distance=0, prefix=True)
                clauses.append((occur.Should, begun))
        wanted = query.boolean_query(clauses)
        if days:
            between = query.range_query(SCHEMA, "day", tantivy.FieldType.Integer, *days)
            wanted = query.boolean_query(
                [(occur.Must, wanted), (occur.Must, query.const_score_query(between, 0.0))]
            )
        return wanted

    def _exact(self, stem: str) -> Iterable[tantivy.Query]:
        query = tantivy.Query
        yield query.term_query(SCHEMA, "words", stem, "freq")
        yield query.boost_query(query.term_query(SCHEMA, "context", stem, "freq"), self._boost)
        if self._claims_with("abroad", stem):
            yield query.term_query(SCHEMA, "abroad", stem, "freq")

    def _nearly(self, stem: str) -> tantivy.Query:
        query = tantivy.Query
        fuzzy = query.fuzzy_term_query(SCHEMA, "words", stem, distance=slips(stem))
        return query.boost_query(fuzzy, _TYPO_BOOST)

    def _search_in(self, searcher: tantivy.Searcher) -> None:
        """Ask a newer state of the files from now on."""
        self._searcher = searcher
        self._counted = functools.lru_cache(_MOST_COUNTED)(searcher.doc_freq)
        self._boost = _context_boost(searcher)
        translated = tantivy.Query.term_query(SCHEMA, "translated", TRANSLATED, "basic")
        self._translations = searcher.search(translated, 1).count or 0  # type: ignore[attr-defined]
        self._rarities = {}
        self._sketches = {}


def _context_boost(searcher: tantivy.Searcher) -> float:
    wanted = {"mean": {"avg": {"field": "length"}}}
    mean = searcher.aggregate(tantivy.Query.all_query(), wanted)["mean"]["value"] or 0.0
    least, most = _CONTEXT_BOOSTS
    return min(max(_CONTEXT_BOOST * mean, least), most)


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
