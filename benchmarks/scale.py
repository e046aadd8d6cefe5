"""Accuracy and speed by the number of claims, beside what else one could use:
`python -m benchmarks.scale [SIZE...] [--system NAME...]`, as part of `make bench`.

The posts are the dev posts of the public Snopes set (see datasets.py), the claims that set's. Beyond
their number new ones are put together from parts of those that none of the posts is about: words stay
as frequent as they are, and no post finds half of its own claim a hundred times.

Each system at each size has a process of its own, so that the memory is its own. What was measured is
written to figures-scale.json at once and leaves the rest of that file alone: measure one size again and
only its rows change. The README shows the file (`make format`).
"""

import argparse
import itertools
import json
import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from benchmarks import datasets
from benchmarks.alternatives import ALTERNATIVES, System
from bot import evaluation
from bot.engine import Engine
from bot.evaluation import Qrels, Query, Result
from bot.index import Index
from bot.model import Claim, Message, Review
from bot.store import Store

FIGURES = Path(__file__).with_name("figures-scale.json")
SIZES = (14_000, 86_000, 1_000_000)
OURS = "this engine"
SYSTEMS = (OURS, *ALTERNATIVES)
# A system that is slow is asked no more posts once this is over, but so many at least.
_SECONDS = 120.0
_FEWEST = 20

Figures = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Posts:
    """The posts, the same without dates and authors, and which claims are relevant to them."""

    dated: Sequence[Query]
    undated: Sequence[Query]
    qrels: Qrels

    @property
    def relevant(self) -> set[str]:
        return set().union(*self.qrels.values())


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale")
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, metavar="SIZE")
    parser.add_argument("--system", action="append", choices=SYSTEMS, dest="systems")
    asked = parser.parse_args(arguments)
    if not (datasets.BENCH / "snopes").exists():
        print(
            "\nNo comparison by the number of claims: that takes the English tweets and Snopes claims of "
            "CheckThat! 2022, task 2A (https://gitlab.com/checkthat_lab/clef2022-checkthat-lab), as "
            "claims.jsonl.gz, queries-dev.jsonl and qrels-dev.tsv of `factcheck eval` in a folder `snopes`, "
            "and FACTCHECK_BENCH with the path of the folder that it is in."
        )
        return
    print("\n## by the number of claims\n")
    for size in asked.sizes:
        for system in asked.systems or SYSTEMS:
            try:
                figures = _in_its_own_process(system, size)
            except BrokenProcessPool:
                print(f"{size:>9,} claims  {system:12} was ended, perhaps for want of memory", flush=True)
                continue
            _keep(system, size, figures)
            print(f"{size:>9,} claims  {system:12} {json.dumps(figures)}", flush=True)


def measure(system: str, size: int) -> Figures:
    """Everything that is measured of one system with so many claims."""
    posts = _posts()
    claims = recombined(size, apart=posts.relevant)
    first = next(claims)  # all the claims that others are made of have been read by now
    harness = _peak_mb()
    with tempfile.TemporaryDirectory() as folder, _progress(f"{size:,} claims, {system}") as progress:
        told = progress.track(itertools.chain([first], claims), size, description="building")
        if system == OURS:
            figures = _ours(told, Path(folder), posts, progress)
        else:
            figures = _theirs(ALTERNATIVES[system], told, Path(folder), posts, progress)
    return {**figures, "memory_mb": _peak_mb(), "harness_mb": harness}


def recombined(size: int, *, apart: Collection[str]) -> Iterator[Claim]:
    """So many claims: those that are to be found (`apart`) first, then the others, then new ones, each of
    halves of two others: of their texts, titles and contexts."""
    claims = sorted(
        evaluation.read_claims(datasets.BENCH / "snopes" / "claims.jsonl.gz"),
        key=lambda claim: claim.id not in apart,
    )
    yield from claims[:size]
    others = [claim for claim in claims if claim.id not in apart]
    drawn = random.Random(0)  # noqa: S311 - to get the same claims every time
    for number in range(max(0, size - len(claims))):
        one, other = drawn.choice(others), drawn.choice(others)
        yield replace(
            one,
            id=f"made-{number}",
            text=_halves(one.text, other.text),
            context=_halves(other.context, one.context),
            reviews=tuple(_made(review, other, number) for review in one.reviews),
        )


def _made(review: Review, other: Claim, number: int) -> Review:
    titles = [each.title for each in (review, *other.reviews) if each.title]
    return replace(
        review,
        url=f"https://facts.example/{number}",
        title=_halves(titles[0], titles[-1]) if titles else None,
    )


def _halves(one: str, other: str) -> str:
    head, tail = one.split(), other.split()
    return " ".join([*head[: len(head) // 2 + 1], *tail[len(tail) // 2 :]])


# The two kinds of systems


def _ours(claims: Iterable[Claim], folder: Path, posts: Posts, progress: Progress) -> Figures:
    store = Store(folder / "scale.db")
    started = time.perf_counter()
    store.put(claims)
    stored = time.perf_counter()
    engine = Engine(store, Index(store))
    indexing = progress.add_task("building the index", total=None)
    engine.index.refresh()
    progress.remove_task(indexing)
    built = time.perf_counter()

    def asked(what: str, queries: Sequence[Query], hidden: Qrels) -> list[Result]:
        answers = evaluation.ask_all(engine, queries, hidden)
        return list(progress.track(answers, len(queries), description=what))

    dated = evaluation.measures(asked("asking", posts.dated, {}), posts.qrels)
    undated = evaluation.measures(asked("asking without dates", posts.undated, {}), posts.qrels)
    hidden = evaluation.measures(asked("asking what is not there", posts.dated, posts.qrels), posts.qrels)
    engine.close()
    return {
        **_shown(dated, len(posts.dated)),
        "map5_undated": undated["map5"],
        "hidden_answered": hidden["answered"],
        "build_seconds": round(built - started, 1),
        "index_seconds": round(built - stored, 1),
    }


def _theirs(
    system: System,
    claims: Iterable[Claim],
    folder: Path,
    posts: Posts,
    progress: Progress,
) -> Figures:
    results = []
    started = time.perf_counter()
    with system(claims, folder) as search:
        built = time.perf_counter()
        search(posts.dated[0].message.text)
        for query in progress.track(posts.dated, description="asking"):
            begun = time.perf_counter()
            if begun - built > _SECONDS and len(results) >= _FEWEST:
                break
            found = search(query.message.text)
            took = (time.perf_counter() - begun) * 1000
            first = found[0] if found else None
            results.append(Result(query, [(id_, 0.0) for id_ in found], "match", first, took))
    measured = evaluation.measures(results, posts.qrels)
    return {
        **_shown(measured, len(results)),
        "map5_undated": measured["map5"],
        "hidden_answered": None,  # whatever comes first is the answer
        "build_seconds": round(built - started, 1),
    }


def _shown(measured: dict[str, float], posts: int) -> Figures:
    return {"posts": posts, **{name: measured[name] for name in ("map5", "p50_ms", "p95_ms")}}


# The rest


def _in_its_own_process(system: str, size: int) -> Figures:
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(measure, system, size).result()


def _keep(system: str, size: int, figures: Figures) -> None:
    kept = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    kept.setdefault(str(size), {})[system] = figures
    whole = {
        number: {name: kept[number][name] for name in SYSTEMS if name in kept[number]}
        for number in sorted(kept, key=int)
    }
    FIGURES.write_text(json.dumps(whole, indent=1) + "\n", "utf-8")


def _posts() -> Posts:
    found = datasets.labelled("snopes", "dev")
    assert found, "`main` has looked whether it is there"
    _, dated, qrels = found
    return Posts(dated, [replace(post, message=Message(post.message.text)) for post in dated], qrels)


def _peak_mb() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak // (1024 * 1024 if sys.platform == "darwin" else 1024)


def _progress(what: str) -> Progress:
    """A bar for each part on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (
        TextColumn(what + ": {task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


if __name__ == "__main__":
    main()
