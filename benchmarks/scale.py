"""Speed by the number of claims, beside plain SQLite FTS5: `python -m benchmarks.scale 14000 86000`.

The claims are those of the public Snopes set; beyond their number, new ones are made by joining the
beginning of one to the end of another, which keeps words as frequent as they are. The messages are that
set's dev posts. Times are of one process after warm-up; memory is the process's greatest.
"""

import itertools
import json
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import datasets
from bot import evaluation
from bot.engine import Engine
from bot.index import Index
from bot.model import Claim, Message
from bot.store import Store

FIGURES = Path(__file__).with_name("figures-scale.json")
MESSAGES = 200


def main(sizes: list[int]) -> None:
    figures = {str(size): measure(size) for size in sizes}
    FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    print(json.dumps(figures, indent=1))


def measure(size: int) -> dict[str, float]:
    """Build a database of so many claims, ask, and say how long it took."""
    messages = [query.message for query in evaluation.read_queries(_bench("queries-dev.jsonl"))][:MESSAGES]
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder) / "scale.db")
        started = time.perf_counter()
        store.put(recombined(size))
        stored = time.perf_counter()
        engine = Engine(store, Index(store))
        engine.index.refresh()
        built = time.perf_counter()
        ours = _times(engine.ask, messages)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        engine.close()
    theirs = _times(_fts5(size), messages)
    return {
        "store_seconds": round(stored - started, 1),
        "index_seconds": round(built - stored, 1),
        "p50_ms": round(statistics.median(ours), 2),
        "p95_ms": round(ours[int(len(ours) * 0.95)], 2),
        "memory_mb": memory,
        "fts5_p50_ms": round(statistics.median(theirs), 2),
        "fts5_p95_ms": round(theirs[int(len(theirs) * 0.95)], 2),
    }


def recombined(size: int) -> Iterator[Claim]:
    """So many claims: the public ones, then halves of them put together."""
    claims = list(evaluation.read_claims(_bench("claims.jsonl.gz")))
    yield from claims[:size]
    drawn = random.Random(0)  # noqa: S311 - to get the same claims every time
    for number in range(max(0, size - len(claims))):
        one, other = drawn.choice(claims), drawn.choice(claims)
        head, tail = one.text.split(), other.text.split()
        text = " ".join([*head[: len(head) // 2 + 1], *tail[len(tail) // 2 :]])
        yield replace(one, id=f"made-{number}", text=text)


def _times(ask: Callable[[Message], object], messages: list[Message]) -> list[float]:
    for message in messages[:20]:
        ask(message)
    took = []
    for message in messages:
        started = time.perf_counter()
        ask(message)
        took.append((time.perf_counter() - started) * 1000)
    return sorted(took)


def _fts5(size: int) -> Callable[[Message], object]:
    """Plain full-text search, stemmed, any of the words, 20 claims."""
    db = sqlite3.connect(":memory:")
    db.execute("CREATE VIRTUAL TABLE claims USING fts5(id UNINDEXED, text, tokenize = 'porter unicode61')")
    rows = recombined(size)
    while batch := list(itertools.islice(rows, 10_000)):
        told = (
            (c.id, "\n".join([c.text, *(review.title or "" for review in c.reviews), c.context]))
            for c in batch
        )
        db.executemany("INSERT INTO claims VALUES (?, ?)", told)

    def search(message: Message) -> object:
        words = set("".join(c if c.isalnum() else " " for c in message.text).split())
        query = " OR ".join(f'"{word}"' for word in sorted(words))
        return db.execute(
            "SELECT id FROM claims WHERE claims MATCH ? ORDER BY rank LIMIT 20", [query]
        ).fetchall()

    return search


def _bench(name: str) -> Path:
    return datasets.BENCH / "snopes" / name


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [14_000, 86_000])
