"""Learn the weights of the matcher: `make train` writes bot/weights.json; `make train FEEDBACK=FOLDER` learns
also from what `factcheck inbox feedback --export FOLDER` has written.

Linear models, fitted by Newton's method with an L2 penalty: a ranker (the right claim against the
others that were found), and two logistic models of the first claim: whether it is the right one, and
whether it is about the same thing at all. The first also sees every message with its right claim
hidden, and messages about other things, since that is what the bot meets most: something that nobody
has checked.
"""

import argparse
import datetime
import json
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from benchmarks import datasets
from bot import evaluation, features, feedback, match, starter
from bot.engine import Engine, open_engine
from bot.errors import FactCheckError
from bot.index import Index
from bot.match import Scored
from bot.model import Claim, Message
from bot.reading import ClaimReading
from bot.store import Store
from bot.text import content, words

WEIGHTS = Path(match.__file__).with_name("weights.json")
HIDDEN_WEIGHT = 0.3  # the starter claims come with look-alikes on purpose, far more than a real set has
NEAR_MISS_WEIGHT = 0.3
STRANGER_WEIGHT = 0.15
POST_WEIGHT = 0.5
TALK_WEIGHT = 0.3
FEEDBACK_WEIGHT = 0.5
STRANGERS = ("snopes", "politifact")
RANKING_PENALTY = 6.0
PENALTY = 3.0
TWIN_RATIO = 65
# Features, by the beginning of their names, of which more means a likelier claim.
AGREEMENT = (
    "asked",
    "all asked",
    "alike",
    "told",
    "quoted",
    "likeness",
    "partial likeness",
    "every pair",
    "pairs",
    "shared",
    "matched",
    "subject named",
    "both ways",
    "within",
    "lead",
    "score",
    "search",
    "author",
)
MOST_HEADLINES = 1000
THRESHOLDS = {
    "match": 0.75,
    "named match": 0.2,
    "verbatim match": 0.1,
    "open match": 0.95,
    "alone": 0.8,
    "related": 0.15,
}


@dataclass(frozen=True)
class Asked:
    """A message that was asked: the candidates with a row of features each (named in `NAMES`), which of
    them are right, and how much it counts in the ranking, the decision and the relation."""

    ids: Sequence[str]
    table: Any
    right: Collection[str]
    ranking: float
    decision: float
    relation: float = 0.0


NAMES: list[str] = []


def _asked(
    found: Sequence[Scored], right: Collection[str], ranking: float, decision: float, relation: float = 0.0
) -> Asked:
    if found and not NAMES:
        NAMES.extend(found[0].features)
    table = np.array([[each.features[name] for name in NAMES] for each in found], dtype=np.float32)
    return Asked([each.id for each in found], table, right, ranking, decision, relation)


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of the matcher.")
    parser.add_argument("--feedback", type=Path, metavar="FOLDER", help="learn from this export too")
    folder = parser.parse_args().feedback
    try:
        if folder:
            datasets.checked(folder)
        asked, counts = collect(folder)
    except FactCheckError as error:
        sys.exit(f"train: {error}")
    learnt = learn(asked)
    learnt["about"] = {
        "trained": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "data": "; ".join(f"{count:,} {what}" for what, count in counts.items()),
        "command": "make train FEEDBACK=..." if folder else "make train",
    }
    WEIGHTS.write_text(json.dumps(learnt, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{WEIGHTS.name}: learnt from {learnt['about']['data']}", file=sys.stderr)


def collect(exported: Path | None = None) -> tuple[list[Asked], dict[str, int]]:
    """Every message to learn from, asked; and how many there are of each kind. `exported` is a
    folder of feedback to learn from as well."""
    with tempfile.TemporaryDirectory() as folder:
        sets = {
            "questions on the starter claims (benchmarks/questions/train.jsonl)": _starter(Path(folder)),
            "posts on the Snopes claims, with and without dates, and small talk": _posts(Path(folder)),
            "headlines of Snopes claims that are otherwise put": _headlines(Path(folder)),
        }
        if exported:
            sets["questions of people who said what was right"] = _feedback(exported, Path(folder))
        found = {what: list(asked) for what, asked in sets.items()}
    return [each for asked in found.values() for each in asked], {w: len(a) for w, a in found.items()}


def learn(asked: Sequence[Asked]) -> dict[str, Any]:
    """The weights, by model and feature, and the thresholds."""
    ranking = _ranker([each for each in asked if each.ranking])
    found = [each for each in asked if each.ids]
    return {
        "ranking": ranking,
        "decision": _logistic([_row(each, ranking, each.decision) for each in found if each.decision]),
        "relation": _logistic([_row(each, ranking, each.relation) for each in found if each.relation]),
        "thresholds": THRESHOLDS,
    }


# What is asked


def _starter(folder: Path) -> Iterator[Asked]:
    """Our own questions, also with the right claim and those like it hidden, unless they, alone, are
    the claim; and messages of the public sets about other things."""
    bot = open_engine(folder / "factcheck.db")
    rows = datasets.questions("train") + [_short_question(bot, claim) for claim in starter.claims()]
    readings = {claim.id: ClaimReading(claim) for claim in starter.claims()}
    for row in rows:
        message, right = Message(row["text"]), {row["claim"]}
        ranked = bot.rank(message)
        if row["expect"] == "related":
            yield _asked(ranked, right, 1.0, 0.0, 1.0)
            yield _asked(ranked, (), 0.0, NEAR_MISS_WEIGHT)
            continue
        yield _asked(ranked, right, 1.0, 1.0, 1.0)
        if row["claim"] in {each.id for each in ranked}:
            twins = {id_ for id_, one in readings.items() if _twins(one, readings[row["claim"]])}
            yield _asked(bot.rank(message, without=twins), right, 0.0, row.get("hidden", HIDDEN_WEIGHT))
    urls = {review.url for claim in starter.claims() for review in claim.reviews}
    for name in STRANGERS:
        for text in datasets.strangers(name, urls=urls):
            yield _asked(bot.rank(Message(text)), (), 0.0, STRANGER_WEIGHT, STRANGER_WEIGHT)
    bot.close()


def _posts(folder: Path) -> Iterator[Asked]:
    """The Snopes posts, if they are at hand, with and without their dates and authors, so that the model
    does well without; with the right claim there and hidden; and texts that ask for no fact-check."""
    found = datasets.labelled("snopes", "train")
    if not found:
        return
    claims, queries, qrels = found
    store = Store(folder / "snopes.db")
    store.put(evaluation.read_claims(claims))
    bot = Engine(store, Index(store))
    for query in queries:
        right = qrels.get(query.id, set())
        for message in (query.message, Message(query.message.text)) if right else ():
            yield _asked(bot.rank(message), right, POST_WEIGHT, POST_WEIGHT)
            yield _asked(bot.rank(message, without=right), (), 0.0, POST_WEIGHT)
    for text in datasets.small_talk():
        yield _asked(bot.rank(Message(text)), (), 0.0, TALK_WEIGHT)
    bot.close()


def _headlines(folder: Path) -> Iterator[Asked]:
    """Short messages: headlines of Snopes claims, asked where the claims are there without them."""
    titled = datasets.headlines(MOST_HEADLINES)
    if not titled:
        return
    claims, headlines = titled
    store = Store(folder / "headlines.db")
    store.put(evaluation.read_claims(claims))
    bot = Engine(store, Index(store))
    for id_, headline in headlines:
        yield _asked(bot.rank(Message(headline)), {id_}, POST_WEIGHT, POST_WEIGHT)
        yield _asked(bot.rank(Message(headline), without={id_}), (), 0.0, POST_WEIGHT)
    bot.close()


def _feedback(exported: Path, folder: Path) -> Iterator[Asked]:
    """Questions of people who said which claim they meant, with it there and hidden; and those of people
    who meant none that they were shown."""
    store = Store(folder / "feedback.db")
    store.put(evaluation.read_claims(exported / feedback.CLAIMS))
    bot = Engine(store, Index(store))
    for queries, qrels in (datasets.exported(exported), (datasets.negatives(exported), {})):
        for query in queries:
            right = qrels.get(query.id, set())
            if right:
                yield _asked(bot.rank(query.message), right, FEEDBACK_WEIGHT, FEEDBACK_WEIGHT)
            hidden = bot.rank(query.message, without=right)
            yield _asked(hidden, (), 0.0, FEEDBACK_WEIGHT)
    bot.close()


def _short_question(bot: Engine, claim: Claim) -> dict[str, Any]:
    """The shortest question that names a claim: whom it is about and its two most telling words, as
    in "Did Obama say flexibility missile?"."""
    reading = ClaimReading(claim)
    telling = sorted(
        content(words(reading.wordings[0], claim.language), claim.language),
        key=lambda w: -bot.index.rarity(w.stem),
    )
    said = " ".join(word.form for word in telling[:2])
    return {"text": f"Did {' '.join(reading.subject)} say {said}?", "claim": claim.id, "expect": "match"}


def _twins(one: ClaimReading, other: ClaimReading) -> bool:
    """Whether two claims are so alike that the answer to one answers the other."""
    return fuzz.token_set_ratio(one.joined, other.joined) >= TWIN_RATIO


# What is learnt


def _row(asked: Asked, ranking: dict[str, float], weight: float) -> tuple[features.Features, bool, float]:
    """What the first candidate's probability is judged by, whether it is the right one, and the weight."""
    scores = asked.table @ np.array([ranking.get(name, 0.0) for name in NAMES])
    first, *rest = np.argsort(-scores, kind="stable")[:2]
    rows = [(dict(zip(NAMES, asked.table[at], strict=True)), float(scores[at])) for at in (first, *rest)]
    return features.probable(*rows[0], rows[1] if rest else None), asked.ids[first] in asked.right, weight


def _ranker(asked: Sequence[Asked]) -> dict[str, float]:
    """The likeliest weights if the right claim is drawn among the candidates by the exponential of its
    score (a conditional logit)."""
    known = [each for each in asked if set(each.ids) & set(each.right)]
    tables = [each.table.astype(float) for each in known]
    scale = np.concatenate(tables).std(axis=0)
    scale[scale < 1e-3] = np.inf
    tables = [(table - table.mean(axis=0)) / scale for table in tables]
    right = [np.array([id_ in each.right for id_ in each.ids]) for each in known]
    weight = [each.ranking for each in known]
    fitted = np.zeros(len(NAMES))
    loss, slope, bend = _surprise(fitted, tables, right, weight)
    for _ in range(30):
        step = np.linalg.solve(bend, slope)
        while True:
            new = _surprise(fitted - step, tables, right, weight)
            if new[0] < loss or np.abs(step).max() < 1e-4:
                break
            step /= 2
        if loss - new[0] < 1e-3:
            break
        fitted, (loss, slope, bend) = fitted - step, new
    return {"bias": 0.0} | _named(NAMES, fitted / scale)


def _surprise(fitted: Any, tables: Any, right: Any, weight: Any) -> tuple[float, Any, Any]:
    """How unlikely the right claims are, penalty included; its slope and (roughly) its bend."""
    loss, slope = RANKING_PENALTY / 2 * fitted @ fitted, RANKING_PENALTY * fitted
    bend = RANKING_PENALTY * np.eye(len(fitted))
    for table, yes, much in zip(tables, right, weight, strict=True):
        score = table @ fitted
        chance = np.exp(score - score.max())
        chance /= chance.sum()
        both = chance * yes
        loss -= much * np.log(both.sum() + 1e-12)
        mean = chance @ table
        slope = slope + much * (mean - both @ table / (both.sum() + 1e-12))
        bend += much * ((table * chance[:, None]).T @ table - np.outer(mean, mean))
    return loss, slope, bend


def _logistic(rows: list[tuple[features.Features, bool, float]]) -> dict[str, float]:
    """A logistic model in which no agreement counts against a claim: a feature that would is left out."""
    names = list(rows[0][0])
    while True:
        model = _fitted(rows, names)
        against = [name for name in names if model.get(name, 0.0) < 0 and name.startswith(AGREEMENT)]
        if not against:
            return model
        names = [name for name in names if name not in against]


def _fitted(rows: list[tuple[features.Features, bool, float]], names: list[str]) -> dict[str, float]:
    matrix = np.array([[row[name] for name in names] for row, _, _ in rows])
    scale = matrix.std(axis=0)
    scale[scale < 1e-3] = np.inf
    padded = np.hstack([matrix / scale, np.ones((len(matrix), 1))])
    right = np.array([float(right) for _, right, _ in rows])
    weight = np.array([weight for _, _, weight in rows])
    fitted = _fit(padded, right, weight, penalty=np.append(np.full(len(names), PENALTY), 0.0))
    return {"bias": round(float(fitted[-1]), 4)} | _named(names, fitted[:-1] / scale)


def _fit(matrix: Any, target: Any, weight: Any, *, penalty: Any) -> Any:
    fitted = np.zeros(matrix.shape[1])
    for _ in range(100):
        chance = 1 / (1 + np.exp(-np.clip(matrix @ fitted, -30, 30)))
        slope = matrix.T @ (weight * (chance - target)) + penalty * fitted
        bend = (matrix * (weight * chance * (1 - chance))[:, None]).T @ matrix + np.diag(penalty + 1e-6)
        step = np.linalg.solve(bend, slope)
        fitted -= step * min(1.0, 3.0 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return fitted


def _named(names: list[str], fitted: Any) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, fitted, strict=True) if value}


if __name__ == "__main__":
    main()
