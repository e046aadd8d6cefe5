"""What else one could use: SQLite's full-text search, rapidfuzz alone, bm25s, over the same claims.

Each of them ranks and none decides: whatever comes first would be the answer. SQLite stems with its own
Porter; bm25s is given tantivy's English stemmer.
"""

import itertools
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import bm25s
from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from bot.language import text
from bot.model import Claim

# The ids of the claims that a text finds, best first.
Search = Callable[[str], list[str]]
System = Callable[[Iterable[Claim], Path], AbstractContextManager[Search]]
DEPTH = 20
_BATCH = 10_000


@contextmanager
def sqlite_fts5(claims: Iterable[Claim], folder: Path) -> Iterator[Search]:
    """Plain full-text search: all that is told of a claim in one table, stemmed, any of the words, BM25."""
    db = sqlite3.connect(folder / "fts5.db")
    db.execute("CREATE VIRTUAL TABLE claims USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')")
    rows = ((claim.id, _told(claim)) for claim in claims)
    while batch := list(itertools.islice(rows, _BATCH)):
        with db:
            db.executemany("INSERT INTO claims VALUES (?, ?)", batch)

    def search(asked: str) -> list[str]:
        words = set("".join(c if c.isalnum() else " " for c in asked).split())
        query = " OR ".join(f'"{word}"' for word in sorted(words))
        found = db.execute(
            "SELECT id FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT ?", [query, DEPTH]
        ).fetchall()
        return [str(id_) for (id_,) in found]

    yield search
    db.close()


@contextmanager
def rapidfuzz_alone(claims: Iterable[Claim], folder: Path) -> Iterator[Search]:
    """The likeness of words, over every claim's text: a longer text is like everything."""
    ids, texts = [], []
    for claim in claims:
        ids.append(claim.id)
        texts.append(default_process(claim.text))

    def search(asked: str) -> list[str]:
        found = process.extract(default_process(asked), texts, scorer=fuzz.token_set_ratio, limit=DEPTH)
        return [ids[place] for _, _, place in found]

    yield search


@contextmanager
def bm25s_(claims: Iterable[Claim], folder: Path) -> Iterator[Search]:
    """BM25 in numpy, all that is told of a claim in one text, without English stopwords, stemmed."""
    ids, told = [], []
    for claim in claims:
        ids.append(claim.id)
        told.append(_told(claim))
    ranking = bm25s.BM25()
    ranking.index(bm25s.tokenize(told, stemmer=_stems, show_progress=False), show_progress=False)

    def search(asked: str) -> list[str]:
        words = bm25s.tokenize(asked, stemmer=_stems, return_ids=False, show_progress=False)
        found, _ = ranking.retrieve(words, k=min(DEPTH, len(ids)), show_progress=False)
        return [ids[place] for place in found[0]]

    yield search


def _told(claim: Claim) -> str:
    titles = [review.title or "" for review in claim.reviews]
    return "\n".join(
        [claim.text, *titles, *(quote.text for quote in claim.quotes), *claim.keywords, claim.context]
    )


def _stems(words: list[str]) -> list[str]:
    return [(text.analyzer("en").analyze(word) or [word])[0] for word in words]


ALTERNATIVES: dict[str, System] = {
    "SQLite FTS5": sqlite_fts5,
    "bm25s": bm25s_,
    "rapidfuzz": rapidfuzz_alone,
}
