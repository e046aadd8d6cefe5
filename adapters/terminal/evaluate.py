"""`factcheck eval`: labelled files in, a progress bar while it asks, a table or JSON out."""

import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot import evaluation
from bot.engine import Engine
from bot.errors import UsageError
from bot.evaluation import Qrels, Query, Result
from bot.index import Index
from bot.store import Store

from .output import written

_IN_WORDS = {
    "queries": "queries",
    "claims": "claims",
    "map5": "MAP@5",
    "mrr": "MRR",
    "p1": "right claim first",
    "hit5": "right claim in five",
    "answered": "answered",
    "answered_right": "answered right",
    "answered_wrong": "answered wrong",
    "related": "related",
    "none": "none",
    "p50_ms": "median, ms",
    "p95_ms": "95th percentile, ms",
    "index_seconds": "database and index, s",
}


def evaluate(
    *,
    claims: Path,
    queries: Path | None,
    qrels: Path | None,
    nomatch: Path | None,
    hide_relevant: bool,
    no_dates: bool,
    limit: int | None,
    run: Path | None,
    as_json_: bool,
) -> None:
    """Ask every query on a temporary database and print what came of it."""
    if (nomatch is None) == (queries is None) or (queries is None) != (qrels is None):
        raise UsageError("Give either --queries and --qrels, or --nomatch.")
    asked = evaluation.read_queries(queries or nomatch or claims, dates=not no_dates)
    with tempfile.TemporaryDirectory() as folder, _progress() as progress, ExitStack() as closing:
        started = time.perf_counter()
        store = Store(Path(folder) / "eval.db")
        closing.callback(store.close)
        file = closing.enter_context(written(run)) if run else None
        engine = _engine(store, claims, progress)
        index_seconds = time.perf_counter() - started
        ids = {claim.id for claim in store.all_claims()}
        relevant = evaluation.read_qrels(qrels, asked, ids) if qrels else {}
        results = _ask(engine, asked[:limit], relevant if hide_relevant else {}, progress)
        if file:
            file.writelines(f"{line}\n" for line in evaluation.trec_run(results))
    found = {"queries": len(results), "claims": len(ids), **evaluation.measures(results, relevant)}
    found["index_seconds"] = round(index_seconds, 2)
    if as_json_:
        click.echo(json.dumps(found))
        return
    for name, words in _IN_WORDS.items():
        click.echo(f"{words:24}{found[name]:>10,}")


def _engine(store: Store, claims: Path, progress: Progress) -> Engine:
    task = progress.add_task("reading claims", total=None)
    store.put(progress.track(evaluation.read_claims(claims), task_id=task))
    progress.update(task, description="building the index")
    engine = Engine(store, Index(store))
    engine.index.refresh()
    progress.remove_task(task)
    return engine


def _ask(engine: Engine, queries: Sequence[Query], hidden: Qrels, progress: Progress) -> list[Result]:
    task = progress.add_task("asking", total=len(queries))
    return list(progress.track(evaluation.ask_all(engine, queries, hidden), task_id=task))


def _progress() -> Progress:
    """A bar on standard error, if that is a terminal."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
