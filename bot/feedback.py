"""What people said of answers, as labelled data: what `factcheck eval` measures and `make train` learns from.

A folder has four files: `claims.jsonl`, `queries.jsonl` and `qrels.tsv` as `evaluation` reads them, and
`negatives.jsonl`, queries of which somebody said that no claim they were shown is meant. There is nothing
in it of who asked, and the numbers of the queries are its own.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import UsageError
from .grouping import folded
from .memory.ledger import Shown
from .sources import exporting
from .store import Store

CLAIMS, QUERIES, QRELS, NEGATIVES = "claims.jsonl", "queries.jsonl", "qrels.tsv", "negatives.jsonl"


@dataclass(frozen=True, slots=True)
class Label:
    """A question, and the claim that it means, None if it is none of those that were shown; `wrong` are
    claims that were shown as its answer and are not."""

    text: str
    date: str | None
    claim: str | None
    wrong: tuple[str, ...] = ()


def labels(found: Iterable[Shown]) -> list[Label]:
    """One label for each text: of the same text, what most people said counts, of as many the newest."""
    texts: dict[str, list[Shown]] = {}
    for each in sorted(found, key=lambda shown: -shown.at):
        texts.setdefault(folded(each.text or ""), []).append(each)
    return [_label(each) for each in texts.values()]


def export(store: Store, found: Iterable[Shown], folder: Path) -> tuple[int, int]:
    """Write the folder; how many queries with a claim and how many without it has. What means a claim that
    is gone is left out. Raises `UsageError` where there is nothing, or the folder cannot be written."""
    listed = labels(found)
    known = {claim.id for claim in store.claims([each.claim for each in listed if each.claim])}
    right = [each for each in listed if each.claim in known]
    negative = [each for each in listed if each.claim is None]
    if not right and not negative:
        raise UsageError("Nobody has said anything of an answer yet whose question is kept.")
    qrels = [line for number, each in enumerate(right, 1) for line in _judged(number, each, store)]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write(folder / QUERIES, map(_query, enumerate(right, 1)))
        (folder / QRELS).write_text("".join(qrels), "utf-8")
        _write(folder / NEGATIVES, map(_query, enumerate(negative, len(right) + 1)))
        _write(folder / CLAIMS, _nodes(store))
    except OSError as error:
        raise UsageError(f"{folder} cannot be written: {error.strerror}.") from error
    return len(right), len(negative)


def _label(same: Sequence[Shown]) -> Label:
    claim = Counter(each.meant for each in same).most_common(1)[0][0]
    agreed = [each for each in same if each.meant == claim]
    shown = dict.fromkeys(id_ for each in agreed if each.outcome == "match" for id_ in each.claims)
    date = next((each.date for each in agreed if each.date), None)
    return Label(agreed[0].text or "", date, claim, tuple(id_ for id_ in shown if id_ != claim))


def _judged(number: int, label: Label, store: Store) -> list[str]:
    wrong = [claim.id for claim in store.claims(label.wrong)]
    return [f"{number}\t0\t{label.claim}\t1\n", *(f"{number}\t0\t{id_}\t0\n" for id_ in wrong)]


def _query(numbered: tuple[int, Label]) -> dict[str, Any]:
    number, label = numbered
    return {"id": str(number), "text": label.text} | ({"date": label.date} if label.date else {})


def _nodes(store: Store) -> Iterable[dict[str, Any]]:
    """A node for each claim of the database."""
    for claim in store.all_claims():
        if claim.reviews:
            yield exporting.node(claim, claim.reviews[0])


def _write(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
