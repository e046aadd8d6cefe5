"""The labelled data that is measured and learnt from: our own questions on the starter claims, and,
where they are at hand, the public retrieval sets (see BENCH), which are never shipped."""

import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from bot import evaluation, feedback
from bot.engine import Engine
from bot.errors import BadData
from bot.index import Index
from bot.model import Answer, Claim
from bot.store import Store

# Which characters of its claim's text a message has: "{0:24}".
_OWN_WORDS = re.compile(r"\{(\d+):(\d+)\}")
QUESTIONS = Path(__file__).with_name("questions")
BENCH = Path(os.environ.get("FACTCHECK_BENCH", Path(__file__).parents[2] / "shared" / "bench"))


def questions(split: str) -> list[dict[str, Any]]:
    """Our own questions of a split (`train`, `dev`, `founding-dev`, ...), each as {"id", "text", "claim",
    "expect", "kind"[, "differs"]}."""
    return list(_rows(QUESTIONS / f"{split}.jsonl"))


def part(
    name: str, folder: Path, *, queries: int, claims: int
) -> tuple[Path, list[evaluation.Query], evaluation.Qrels] | None:
    """A part of a large public set, to learn from: its first and then every so-many-th train query, and,
    written to a file in this folder, the claims that are relevant and every so-many-th other."""
    found = labelled(name, "train")
    if not found:
        return None
    path, asked, qrels = found
    asked = asked[::queries]
    wanted = set().union(*(qrels.get(query.id, ()) for query in asked))
    few = folder / f"{name}.jsonl"
    with gzip.open(path, "rt", encoding="utf-8") as lines, few.open("w", encoding="utf-8") as kept:
        for number, line in enumerate(lines):
            if number % claims == 0 or json.loads(line)["identifier"] in wanted:
                kept.write(line)
    return few, asked, qrels


def labelled(name: str, split: str) -> tuple[Path, list[evaluation.Query], evaluation.Qrels] | None:
    """A public set's claims file, its queries and what is relevant to them, if it is at hand."""
    folder = BENCH / name
    if not folder.exists():
        return None
    claims, queries = folder / "claims.jsonl.gz", evaluation.read_queries(folder / f"queries-{split}.jsonl")
    ids = {claim.id for claim in evaluation.read_claims(claims)}
    return claims, queries, evaluation.read_qrels(folder / f"qrels-{split}.tsv", queries, ids)


def strangers(name: str, *, urls: set[str]) -> list[str]:
    """Texts of a public set's train queries whose claims are not at these addresses: messages about
    other things. None where the public sets are not at hand."""
    folder = BENCH / name
    if not folder.exists():
        return []
    slugs = {_slug(url) for url in urls}
    with gzip.open(folder / "claims.jsonl.gz", "rt", encoding="utf-8") as lines:
        near = {row["identifier"] for row in map(json.loads, lines) if _slug(row.get("url", "")) in slugs}
    qrels = [line.split("\t") for line in (folder / "qrels-train.tsv").read_text("utf-8").splitlines()]
    known = {query for query, _, claim, _ in qrels if claim in near}
    return [row["text"] for row in _rows(folder / "queries-train.jsonl") if row["id"] not in known]


def headlines(most: int) -> tuple[Path, list[tuple[str, str]]] | None:
    """The claims of the public set of questions, which have no headlines, and headlines of some of
    them, with their ids: of those that the set does not ask for itself."""
    folder = BENCH / "questions"
    if not folder.exists():
        return None
    asked = {row["id"] for row in _rows(folder / "queries-dev.jsonl")}
    with gzip.open(BENCH / "snopes" / "claims.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [
            row for row in map(json.loads, lines) if row["identifier"] not in asked and row.get("headline")
        ]
    chosen = rows[:: max(1, len(rows) // most)]
    return folder / "claims.jsonl.gz", [(row["identifier"], row["headline"]) for row in chosen]


def other_headlines(titled: list[tuple[str, str]], *, urls: set[str]) -> list[str]:
    """Those headlines whose claims, by their ids, are not at these addresses."""
    slugs = {_slug(url) for url in urls}
    return [headline for id_, headline in titled if not any(id_.endswith(f"-{slug}") for slug in slugs)]


def engine_over(database: Path, claims: Iterable[Claim]) -> Engine:
    """An engine over a new database with these claims."""
    store = Store(database)
    store.put(claims)
    return Engine(store, Index(store))


def given(answer: Answer) -> set[str]:
    """The claims, by their ids, of which an answer gives the verdict."""
    return {found.claim.id for found in answer.findings if found.claim and found.outcome == "match"}


def imported(split: str) -> tuple[Path, list[dict[str, Any]]] | None:
    """The claims file of a public set, if it is at hand, and our own questions, posts and near misses on some
    of its claims, each by its id: of the set in many languages for a split "abroad", else of Snopes. The near
    misses are made up, nothing in them is a fact."""
    path = BENCH / ("multilingual" if "abroad" in split else "snopes") / "claims.jsonl.gz"
    if not path.exists():
        return None
    claims = {
        name: claim
        for claim in evaluation.read_claims(path)
        for name in (claim.id, *(review.url for review in claim.reviews))
    }
    return path, [_of(claims[row["claim"]], row) for row in questions(split)]


def _of(claim: Claim, row: dict[str, Any]) -> dict[str, Any]:
    """A message about a claim, with the claim's own words in it: a file says only which these are, since the
    public sets are not ours to ship."""
    told = _OWN_WORDS.sub(lambda span: claim.text[int(span[1]) : int(span[2])], row["text"])
    return row | {"claim": claim.id, "text": told}


def checked(folder: Path) -> None:
    """Raises `BadData` for a folder that is no export of feedback, or has no question."""
    for name in (feedback.CLAIMS, feedback.QUERIES, feedback.QRELS, feedback.NEGATIVES):
        if not (folder / name).is_file():
            raise BadData(
                f"{folder} is no export of feedback, it has no {name}:"
                " 'factcheck inbox feedback --export FOLDER' makes one."
            )
    if not [*exported(folder)[0], *negatives(folder)]:
        raise BadData(f"{folder} has no questions to learn from.")


def exported(folder: Path) -> tuple[list[evaluation.Query], evaluation.Qrels]:
    """The queries of exported feedback, and what is relevant to them; none where all are negatives."""
    if not (folder / feedback.QUERIES).read_bytes().strip():
        return [], {}
    queries = evaluation.read_queries(folder / feedback.QUERIES)
    ids = {claim.id for claim in evaluation.read_claims(folder / feedback.CLAIMS)}
    return queries, evaluation.read_qrels(folder / feedback.QRELS, queries, ids)


def negatives(folder: Path) -> list[evaluation.Query]:
    """The queries of exported feedback to which nothing that was shown is relevant."""
    path = folder / feedback.NEGATIVES
    return evaluation.read_queries(path) if path.read_bytes().strip() else []


def small_talk() -> list[str]:
    """Every fourth of the public texts that ask for no fact-check: the others are for measuring."""
    rows = [row for path in sorted((BENCH / "nomatch").glob("*.jsonl")) for row in _rows(path)]
    return [row["text"] for row in rows[::4]]


def _slug(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)
