"""Accuracy and speed on the starter claims, beside the obvious alternatives, in one run: `make bench`.

The questions were written without sight of the matcher. The weights are learnt from others (see
train.py); rules and thresholds were looked over with the dev questions. The shares are written to
figures.json, from which the README shows them; those on imported claims stay as they were where the public
set of these is not at hand.
"""

import itertools
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from benchmarks import datasets
from benchmarks.alternatives import ALTERNATIVES, Search
from bot import evaluation, starter
from bot.engine import Engine, open_engine
from bot.model import Answer, Message

Figures = dict[str, dict[str, float]]
FIGURES = Path(__file__).with_name("figures.json")
# Messages of which a near miss may well be another claim.
FREE = ("free-train", "free-test")
# The founding question and its near misses, those of other claims, as people retell them, the founding ones
# in thirty languages ("abroad"), also as people chat there ("chat-abroad"), two plain questions and two near
# misses for each claim, posts, what is pasted, dictated or read off a screenshot ("told"), near misses of
# fourteen kinds ("varied"), and posts that have most of a claim word for word ("copied") were written later,
# by others than wrote the first ones.
SPLITS = (
    "dev",
    "test",
    "founding-dev",
    "founding-test",
    "retold-dev",
    "retold-test",
    "plain-dev",
    "plain-test",
    "abroad-dev",
    "abroad-test",
    "chat-abroad-train",
    "chat-abroad-test",
    "posts-train",
    "posts-test",
    "told-train",
    "told-test",
    "varied-train",
    "varied-test",
    "copied-train",
    "copied-test",
    *FREE,
)
# Questions, posts and near misses on claims that were imported, without context or keywords.
IMPORTED = ("imported", "imported-abroad", "posts-abroad", "imported-copied", "copied-abroad")
OUTCOMES = ("right", "wrong", "related", "none")
# A verdict with the sentence that the message says more than was checked.
LIMITED = "limited"
KINDS = ("question", "keywords", "typo", "forward")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "factcheck.db"
        started = time.perf_counter()
        engine = open_engine(path)
        engine.index.refresh()
        set_up = time.perf_counter() - started
        figures = {}
        for split in SPLITS:
            rows = datasets.questions(split)
            print(f"\n## {split}: {len(rows)} messages on {engine.store.count()} claims\n")
            count = outcomes_by_claim if split in FREE else outcomes
            figures[split] = shares(count(engine, rows))
            _print_outcomes(figures[split])
            if split in ("dev", "test"):
                _print_first_hits(engine, rows)
        _print_others(engine)
        figures |= _on_imported(Path(folder))
        FIGURES.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
        _print_speed(engine, path, set_up)
        engine.close()


def outcomes(engine: Engine, rows: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """For each kind of message, how many were answered how: "right" is a match with the right claim, or
    with one that is shown with its review as well since the two are one; "wrong" a match with any other,
    or with any at all where there is none to be had."""
    counts: dict[str, Counter[str]] = {}
    checked_at = {claim.id: {review.url for review in claim.reviews} for claim in starter.claims()}
    for row in rows:
        answer = _ask(engine, row)
        shown = {review.url for found in answer.findings if found.claim for review in found.claim.reviews}
        outcome: str = answer.outcome
        if outcome == "match":
            right = row["expect"] == "match" and checked_at[row["claim"]] <= shown
            outcome = "right" if right else "wrong"
        _count(counts.setdefault(row["kind"], Counter()), outcome, answer)
    return counts


def outcomes_by_claim(engine: Engine, rows: list[dict[str, Any]]) -> dict[str, Counter[str]]:
    """The same for messages of which a near miss of one claim may well be another: only its own claim is
    wrong for it, another one counts as related."""
    counts: dict[str, Counter[str]] = {}
    for row in rows:
        answer = _ask(engine, row)
        given = row["claim"] in datasets.given(answer)
        outcome: str = answer.outcome
        if outcome == "match" and row["expect"] == "match":
            outcome = "right" if given else "wrong"
        elif outcome == "match":
            outcome = "wrong" if given else "related"
        _count(counts.setdefault(row["kind"], Counter()), outcome, answer)
    return counts


def _count(counts: Counter[str], outcome: str, answer: Answer) -> None:
    counts[outcome] += 1
    counts[LIMITED] += outcome in ("right", "wrong") and answer.note == "more"


def _ask(engine: Engine, row: dict[str, Any]) -> Answer:
    forwarded = row["kind"] == "forward" or "post" in row["kind"]
    return engine.ask(Message(row["text"], forwarded=forwarded))


def shares(counts: dict[str, Counter[str]]) -> Figures:
    """For each kind of message: how many there are, the share of each outcome, and of limited verdicts."""
    figures: Figures = {}
    for kind, count in counts.items():
        messages = sum(count[name] for name in OUTCOMES)
        named = (*OUTCOMES, LIMITED)
        figures[kind] = {"messages": messages} | {name: round(count[name] / messages, 4) for name in named}
    return figures


def _print_outcomes(figures: Figures) -> None:
    print(f"{'':24}{'messages':>9}" + "".join(f"{name:>9}" for name in (*OUTCOMES, LIMITED)))
    for kind, row in figures.items():
        print(f"{kind:24}{row['messages']:9}" + "".join(f"{row[name]:9.1%}" for name in (*OUTCOMES, LIMITED)))


def _on_imported(folder: Path) -> dict[str, Figures]:
    kept = json.loads(FIGURES.read_text("utf-8"))
    figures = {}
    for of, split in itertools.product(IMPORTED, ("train", "test")):
        name = f"{of}-{split}"
        found = datasets.imported(name)
        if not found:
            figures[name] = kept[name]
            continue
        path, rows = found
        engine = datasets.engine_over(folder / f"{name}.db", evaluation.read_claims(path))
        print(f"\n## {name}: {len(rows)} messages on {engine.store.count()} claims\n")
        figures[name] = shares(outcomes_by_claim(engine, rows))
        _print_outcomes(figures[name])
        engine.close()
    return figures


def _print_others(engine: Engine) -> None:
    """How questions are answered that are of other claims: the public ones, where they are at hand."""
    labelled = datasets.labelled("questions", "dev")
    if labelled:
        counts = Counter(engine.ask(query.message).outcome for query in labelled[1])
        print(f"\n## {counts.total()} public questions, of which some 40 are of these claims\n")
        print(", ".join(f"{outcome} {count}" for outcome, count in sorted(counts.items())))


def _print_first_hits(engine: Engine, rows: list[dict[str, Any]]) -> None:
    searches: dict[str, Search] = {
        "this engine": lambda text: [each.id for each in engine.rank(Message(text))]
    }
    with tempfile.TemporaryDirectory() as folder, ExitStack() as opened:
        for name, system in ALTERNATIVES.items():
            searches[name] = opened.enter_context(system(starter.claims(), Path(folder)))
        _print_searches(searches, [row for row in rows if row["kind"] in KINDS])


def _print_searches(searches: dict[str, Search], asked: list[dict[str, Any]]) -> None:
    print("\nright claim first, before deciding (and milliseconds a message)")
    for name, search in searches.items():
        started = time.perf_counter()
        right = sum(search(row["text"])[:1] == [row["claim"]] for row in asked)
        milliseconds = (time.perf_counter() - started) * 1000 / len(asked)
        print(f"{name:12}{right / len(asked):9.1%}{milliseconds:9.2f} ms")


def _print_speed(engine: Engine, path: Path, set_up: float) -> None:
    rows = [row for split in ("dev", "test") for row in datasets.questions(split) if row["kind"] != "forward"]
    took = []
    for _ in range(3):
        for row in rows:
            started = time.perf_counter()
            engine.ask(Message(row["text"]))
            took.append((time.perf_counter() - started) * 1000)
    took.sort()
    command = [str(Path(sys.executable).with_name("factcheck")), "ask", "--db", str(path), rows[0]["text"]]
    starts = []
    for _ in range(7):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        starts.append(time.perf_counter() - started)
    print("\n## speed\n")
    print(f"first set-up of the database and the index  {set_up:8.2f} s")
    print(f"command, start to answer, median of 7       {statistics.median(starts):8.2f} s")
    print(f"engine.ask, median of {len(took):5}               {statistics.median(took):8.2f} ms")
    print(f"engine.ask, 95th percentile                 {took[int(len(took) * 0.95)]:8.2f} ms")


if __name__ == "__main__":
    main()
