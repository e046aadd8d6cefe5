"""How good the engine is on labelled data: the measures of the CheckThat! labs, and honesty.

Claims are ClaimReview JSON-LD, one node a line, or our own export as JSON Lines; queries
{"id", "text"[, "author", "date"]} a line; relevance judgements TREC qrels (query, 0, claim, 1; tab or
space). All but the qrels may be gzipped.
"""

import datetime
import gzip
import json
import statistics
import time
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TextIO

from . import as_json
from .engine import Engine
from .errors import BadClaim, BadData
from .model import Claim, Message
from .sources import documents, incoming

DEPTH = 20
_WARM_UP = 20

Qrels = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class Query:
    id: str
    message: Message


@dataclass(frozen=True, slots=True)
class Result:
    """One query asked: the ranked claim ids with their scores, the first finding's outcome and claim,
    and how long `engine.ask` took, in milliseconds."""

    query: Query
    ranked: Sequence[tuple[str, float]]
    outcome: str
    claim: str | None
    milliseconds: float


def ask_all(engine: Engine, queries: Sequence[Query], hidden: Qrels) -> Iterator[Result]:
    """Ask every query; the claims in `hidden` are left out of its query's search."""
    for query in queries[:_WARM_UP]:
        engine.ask(query.message)
    for query in queries:
        without = hidden.get(query.id, set())
        started = time.perf_counter()
        answer = engine.ask(query.message, without=without)
        took = (time.perf_counter() - started) * 1000
        ranked = [(r.id, r.score) for r in engine.rank(query.message, without=without)[:DEPTH]]
        first = answer.findings[0]
        yield Result(query, ranked, first.outcome, first.claim.id if first.claim else None, took)


def measures(results: Sequence[Result], qrels: Qrels) -> dict[str, float]:
    """Means over the queries. Average precision divides by min(relevant, 5), as in the labs; a query
    without a relevant claim counts as answered wrong if it is answered."""
    relevant = [qrels.get(result.query.id, set()) for result in results]
    hits = [[id_ in wanted for id_, _ in r.ranked] for r, wanted in zip(results, relevant, strict=True)]
    matched = [result.outcome == "match" for result in results]
    right = [r.outcome == "match" and r.claim in wanted for r, wanted in zip(results, relevant, strict=True)]
    return {
        "map5": _mean(
            _average_precision(hit, len(wanted)) for hit, wanted in zip(hits, relevant, strict=True)
        ),
        "mrr": _mean(next((1 / place for place, yes in enumerate(hit, 1) if yes), 0.0) for hit in hits),
        "p1": _mean(float(hit[:1] == [True]) for hit in hits),
        "hit5": _mean(float(any(hit[:5])) for hit in hits),
        "answered": _mean(map(float, matched)),
        "answered_right": _mean(map(float, right)),
        "answered_wrong": _mean(float(yes and not good) for yes, good in zip(matched, right, strict=True)),
        "related": _mean(float(result.outcome == "related") for result in results),
        "none": _mean(float(result.outcome == "none") for result in results),
        "p50_ms": round(statistics.median([result.milliseconds for result in results]), 3),
        "p95_ms": round(sorted(result.milliseconds for result in results)[int(len(results) * 0.95)], 3),
    }


def _average_precision(hits: Sequence[bool], relevant: int) -> float:
    found, total = 0, 0.0
    for place, hit in enumerate(hits[:5], 1):
        if hit:
            found += 1
            total += found / place
    return total / min(relevant, 5) if relevant else 0.0


def _mean(values: Iterable[float]) -> float:
    listed = list(values)
    return round(sum(listed) / len(listed), 4) if listed else 0.0


def trec_run(results: Iterable[Result]) -> Iterator[str]:
    """The lines of a TREC run file: query, Q0, claim, rank, score, tag."""
    for result in results:
        for place, (id_, score) in enumerate(result.ranked, 1):
            yield f"{result.query.id}\tQ0\t{id_}\t{place}\t{score:.6f}\tfactcheck"


def read_claims(path: Path) -> Iterator[Claim]:
    """The claims of a file of ClaimReview nodes, rated or not, or of our own export, one a line. Raises
    `BadData`."""
    for number, row in _objects(path):
        try:
            yield _exported(row) if isinstance(row.get("claim"), dict) else incoming.unrated(row)
        except BadClaim as error:
            raise BadData(f"{path}:{number}: {error}") from error


def read_queries(path: Path, *, dates: bool = True) -> list[Query]:
    """The queries of a file, without their dates and authors if so wished. Raises `BadData`, also for an id
    that is there twice."""
    queries: dict[str, Query] = {}
    for number, row in _objects(path):
        if not isinstance(row.get("id"), (str, int)) or "text" not in row:
            raise BadData(f'{path}:{number}: a query needs "id" and "text".')
        try:
            message = as_json.message(row)
        except ValueError as error:
            raise BadData(f"{path}:{number}: {error}.") from error
        id_ = str(row["id"])
        if id_ in queries:
            raise BadData(f"{path}:{number}: there is a query {id_} already: give each an id of its own.")
        author, date = (message.author, message.date) if dates else (None, None)
        queries[id_] = Query(id_, Message(message.text, author, date))
    if not queries:
        raise BadData(f"{path} has no queries.")
    return list(queries.values())


def read_qrels(path: Path, queries: Collection[Query], claims: Collection[str]) -> Qrels:
    """Which claims are relevant to which query. Raises `BadData` for a broken line or an unknown id."""
    known = {query.id for query in queries}
    qrels: Qrels = {}
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            parts = line.split("\t") if "\t" in line else line.split()
            if len(parts) != 4:
                raise BadData(f"{path}:{number}: a line of qrels has four columns: query, 0, claim, 1.")
            query, _, claim, judged = (part.strip() for part in parts)
            if query not in known or claim not in claims:
                missing = (
                    f"query {query} in the queries" if query not in known else f"claim {claim} in the claims"
                )
                raise BadData(f"{path}:{number}: there is no {missing}.")
            if judged != "0":
                qrels.setdefault(query, set()).add(claim)
    if not qrels:
        raise BadData(f"{path} holds no relevant claim.")
    return qrels


def _exported(row: dict[str, Any]) -> Claim:
    """A claim of our own export, as an import reads it, with all of its reviews. Raises `BadClaim`."""
    defaults = incoming.Defaults(latest=datetime.date.max)
    found = [incoming.read(node, defaults).claim for node in documents.nodes(row)]
    if not found:
        raise BadClaim("A claim of an export needs its reviews: add them.")
    return replace(found[0], reviews=tuple(review for each in found for review in each.reviews))


def _objects(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with _opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except ValueError as error:
                raise BadData(f"{path}:{number}: this line is not JSON ({error}).") from error
            if not isinstance(row, dict):
                raise BadData(f"{path}:{number}: this line is not a JSON object.")
            yield number, row


def _opened(path: Path) -> TextIO:
    try:
        if path.suffix == ".gz":
            return gzip.open(path, "rt", encoding="utf-8-sig", errors="replace")
        return path.open(encoding="utf-8-sig", errors="replace")
    except OSError as error:
        raise BadData(f"{path} cannot be read: {error.strerror}.") from error
