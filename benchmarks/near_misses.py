"""How often a near miss gets the claim's verdict: `python -m benchmarks.near_misses --split dev`.

Near misses are made by rule (see near_miss_rules) from messages whose claim is known. Two measures:

- guard: of each message with its own claim, whether something is seen to differ. It should not for
  the message as it was written (false alarm), and should for its near misses (caught).
- asked: whether the engine gives the claim's verdict, for the message and for its near misses.

Rules and word lists were looked over with `--split train`; `--split dev` is for reporting.
"""

import argparse
import contextlib
import random
import tempfile
import time
import zlib
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from rapidfuzz import fuzz

from benchmarks import datasets
from benchmarks.near_miss_rules import NearMiss, Pair, corpus_of, near_misses
from bot import evaluation
from bot.engine import Engine, open_engine
from bot.guard.claim_reading import ClaimReading
from bot.guard.differences import message_differences
from bot.index import Index
from bot.language import text
from bot.language.reading import Reading
from bot.model import Message
from bot.store import Store

KINDS = ("speaker", "stranger", "place", "number", "year", "negation", "role")
SETS = ("snopes", "politifact", "questions", "starter", "multilingual")
# The one split that each of these has: half of it is for `train`, half for `dev`.
HALVED = {"questions": "dev", "multilingual": "train"}
MOST_PAIRS = 1500


@dataclass(slots=True)
class Count:
    pairs: int = 0
    fired: int = 0
    missed: list[NearMiss] = field(default_factory=list)


def pairs_of(name: str, split: str, folder: Path) -> tuple[Engine, list[Pair]]:
    """The engine over a set's claims, and each message of the split with the claim that it is about."""
    if name == "starter":
        engine = open_engine(folder / "starter.db")
        rows = [row for row in datasets.questions(split) if row["expect"] == "match"]
        asked = [(Message(row["text"]), row["claim"]) for row in rows]
    else:
        labelled = datasets.labelled(name, HALVED.get(name, split))
        if labelled is None:
            raise SystemExit(f"The public set {name} is not at hand: set FACTCHECK_BENCH to its folder.")
        file, queries, qrels = labelled
        engine = _engine(file, folder / f"{name}.db")
        if name in HALVED:
            queries = [q for q in queries if zlib.crc32(q.id.encode()) % 2 == (split == "dev")]
        asked = [(q.message, min(qrels[q.id])) for q in queries if q.id in qrels]
    claims = {claim.id: claim for claim in engine.store.claims([id_ for _, id_ in asked])}
    found = [Pair(message, claims[id_]) for message, id_ in asked]
    random.Random(1).shuffle(found)  # noqa: S311
    return engine, found[:MOST_PAIRS]


def _engine(file: Path, database: Path) -> Engine:
    fresh = not database.exists()
    store = Store(database)
    if fresh:
        store.put(evaluation.read_claims(file))
    return Engine(store, Index(store))


def fires(pair: Pair, said: str, engine: Engine) -> bool:
    """Whether the guard sees a difference between a message and its claim, as the engine would ask it."""
    cleaned = text.clean(said)
    lexicon = engine.lexicon
    claim = ClaimReading(pair.claim, lexicon)
    sentences = text.statements(cleaned) or [cleaned]
    likest = max(sentences, key=lambda one: fuzz.token_set_ratio(one.lower(), pair.claim.text.lower()))
    message, statement = (Reading(said, lexicon, pair.claim.language) for said in (cleaned, likest))
    author, date = pair.message.author, pair.message.date
    found = message_differences(message, statement, claim, author=author, date=date)
    return bool(found)


def answered(pair: Pair, said: str, engine: Engine) -> bool:
    """Whether the engine gives the claim's verdict to the message."""
    return is_answered(engine, Message(said, pair.message.author, pair.message.date), pair.claim.id)


def is_answered(engine: Engine, message: Message, claim: str) -> bool:
    """Whether a message gets this claim's verdict."""
    return claim in datasets.given(engine.ask(message))


def measure(
    engine: Engine, pairs: list[Pair], made: list[NearMiss], *, ask: bool
) -> tuple[dict[str, Count], dict[str, Count]]:
    guard: dict[str, Count] = defaultdict(Count)
    asked: dict[str, Count] = defaultdict(Count)
    every = [*(NearMiss("as written", pair.message.text, pair, ("", "")) for pair in pairs), *made]
    for one in every:
        count = guard[one.kind]
        count.pairs += 1
        fired = fires(one.pair, one.text, engine)
        count.fired += fired
        if fired == (one.kind == "as written"):
            count.missed.append(one)
        if ask:
            asked[one.kind].pairs += 1
            asked[one.kind].fired += answered(one.pair, one.text, engine)
    return guard, asked


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Near misses by rule: caught by the guard, answered by the engine."
    )
    parser.add_argument("--split", choices=("train", "dev"), default="dev")
    parser.add_argument("--sets", nargs="+", choices=SETS, default=SETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ask", action="store_true", help="also ask the engine (slower)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N of each that went wrong")
    parser.add_argument("--keep", type=Path, help="a folder for the databases, to be used again")
    options = parser.parse_args()
    with contextlib.ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        folder.mkdir(parents=True, exist_ok=True)
        for name in options.sets:
            engine, pairs = pairs_of(name, options.split, folder)
            stack.callback(engine.close)
            engine.index.refresh()
            made = list(near_misses(pairs, corpus_of(engine.store.all_claims()), seed=options.seed))
            started = time.perf_counter()
            guard, asked = measure(engine, pairs, made, ask=options.ask)
            took = (time.perf_counter() - started) * 1000 / (len(pairs) + len(made))
            print(f"\n{name} {options.split}: {len(pairs)} messages, {len(made)} near misses, {took:.2f} ms")
            _print(guard, asked)
            _show(guard, options.show)


def _print(guard: dict[str, Count], asked: dict[str, Count]) -> None:
    for kind in ("as written", *KINDS):
        count = guard[kind]
        if count.pairs:
            told = "false alarms" if kind == "as written" else "caught"
            line = f"  {kind:11}{count.pairs:6}{count.fired / count.pairs:9.1%} {told:13}"
            if asked:
                line += f"{asked[kind].fired / asked[kind].pairs:8.1%} answered"
            print(line)
    made = [guard[kind] for kind in KINDS]
    total = sum(count.pairs for count in made) or 1
    line = f"  {'near misses':11}{total:6}{sum(count.fired for count in made) / total:9.1%} {'caught':13}"
    if asked:
        line += f"{sum(asked[kind].fired for kind in KINDS) / total:8.1%} answered"
    print(line)


def _show(guard: dict[str, Count], most: int) -> None:
    for kind, count in guard.items():
        for one in count.missed[:most]:
            print(
                f"  [{kind}] {one.change[0]} > {one.change[1]}: {one.text!r}\n"
                f"      claim: {one.pair.claim.text!r}"
            )


if __name__ == "__main__":
    main()
