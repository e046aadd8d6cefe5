"""Learn the weights of the matcher: `make train` writes bot/weights.json.

Linear models, fitted by Newton's method with an L2 penalty: a pairwise ranker (the right claim
against the others that were found), and two logistic models of the first claim: whether it is the
right one, and whether it is about the same thing at all. The first also sees every question with its
right claim hidden, and messages about other things, since that is what the bot meets most: something
that nobody has checked.
"""

import datetime
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from rapidfuzz import fuzz

from benchmarks import datasets
from bot import evaluation, match, starter
from bot.engine import Engine, open_engine
from bot.index import Index
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
STRANGERS = ("snopes", "politifact")
PENALTY = 1.0
RIVALS = 15
TWIN_RATIO = 65
THRESHOLDS = {"match": 0.5, "named match": 0.25, "long match": 0.75, "alone": 0.75, "related": 0.15}

Row = tuple[match.Features, bool, float]
Asked = list[tuple[dict[str, Any], list[match.Ranked]]]


def main() -> None:
    rows = datasets.questions("train")
    urls = {review.url for claim in starter.claims() for review in claim.reviews}
    strangers = [text for name in STRANGERS for text in datasets.strangers(name, urls=urls)]
    with tempfile.TemporaryDirectory() as folder:
        bot = open_engine(Path(folder) / "factcheck.db")
        posts = _posts(Path(folder))
        rows += [_short_question(bot, claim) for claim in starter.claims()]
        learnt = match.weights()
        learnt["ranking"] = _ranking([*_ranked(bot, rows), *_ranked_posts(posts)])
        ranked, others = _ranked(bot, rows), [bot.rank(Message(text)) for text in strangers]
        asked_posts = _decisions(_ranked_posts(posts), POST_WEIGHT)
        talk = [posts[0].rank(Message(text)) for text in datasets.small_talk()] if posts else []
        asked_posts += [(features, right, TALK_WEIGHT) for features, right, _ in _strange(talk)]
        learnt["decision"] = _logistic([*_decisions(ranked), *_strange(others), *asked_posts])
        learnt["relation"] = _logistic([*_relations(ranked), *_strange(others)])
        bot.close()
    learnt["thresholds"] = THRESHOLDS
    learnt["about"] = {
        "trained": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "data": f"{len(rows)} questions on the starter claims (benchmarks/questions/train.jsonl) and"
        f" {len(strangers)} messages about other things (train queries of {', '.join(STRANGERS)}),"
        f" {len(posts[1]) if posts else 0} posts on the Snopes claims"
        f" and {len(talk)} texts that ask for no fact-check",
        "command": "make train",
    }
    WEIGHTS.write_text(json.dumps(learnt, indent=2, ensure_ascii=False) + "\n", "utf-8")
    print(f"{WEIGHTS.name}: learnt from {learnt['about']['data']}", file=sys.stderr)


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


def _ranked(bot: Engine, rows: list[dict[str, Any]]) -> Asked:
    return [(row, bot.rank(Message(row["text"]))) for row in rows]


def _posts(folder: Path) -> tuple[Engine, list[evaluation.Query], evaluation.Qrels] | None:
    """An engine over the Snopes claims and the posts about them, if they are at hand. Half of the posts
    lose their date and author, so that the model does well without."""
    found = datasets.labelled("snopes", "train")
    if not found:
        return None
    claims, queries, qrels = found
    store = Store(folder / "snopes.db")
    store.put(evaluation.read_claims(claims))
    undated = [replace(query, message=Message(query.message.text)) for query in queries[::2]]
    return Engine(store, Index(store)), [*undated, *queries[1::2]], qrels


def _ranked_posts(posts: tuple[Engine, list[evaluation.Query], evaluation.Qrels] | None) -> Asked:
    if not posts:
        return []
    bot, queries, qrels = posts
    return [
        ({"claim": min(qrels[query.id]), "expect": "match", "hidden": 1.0}, bot.rank(query.message))
        for query in queries
        if query.id in qrels
    ]


def _ranking(asked: Asked) -> dict[str, float]:
    names: list[str] = []
    rows = []
    for row, ranked in asked:
        wrong = [candidate for candidate in ranked if candidate.claim.claim.id != row["claim"]][:RIVALS]
        for candidate in ranked:
            if candidate.claim.claim.id == row["claim"] and row["expect"] == "match":
                names = list(candidate.features)
                rows += [[candidate.features[n] - other.features[n] for n in names] for other in wrong]
    weight = np.full(len(rows), 1 / RIVALS)
    fitted = _fit(np.array(rows), np.ones(len(rows)), weight, penalty=np.full(len(names), PENALTY))
    return {"bias": 0.0} | _named(names, fitted)


def _decisions(asked: Asked, weight: float = 1.0) -> list[Row]:
    """Whether the first claim is the right one, with it there and with it hidden. Near misses are left
    mostly to the guard: to the words alone, they are the claim."""
    rows = []
    for row, ranked in asked:
        if row["expect"] == "related":
            rows += _row(ranked, None, NEAR_MISS_WEIGHT)
            continue
        right = next((found.claim for found in ranked if found.claim.claim.id == row["claim"]), None)
        rows += _row(ranked, row["claim"], weight)
        if right:
            without = [candidate for candidate in ranked if not _twins(candidate.claim, right)]
            rows += _row(without, row["claim"], weight * row.get("hidden", HIDDEN_WEIGHT))
    return rows


def _twins(one: ClaimReading, other: ClaimReading) -> bool:
    """Whether two claims are so alike that the answer to one answers the other."""
    return fuzz.token_set_ratio(one.joined, other.joined) >= TWIN_RATIO


def _relations(asked: Asked) -> list[Row]:
    return [line for row, ranked in asked for line in _row(ranked, row["claim"], 1.0)]


def _strange(others: list[list[match.Ranked]]) -> list[Row]:
    return [line for ranked in others for line in _row(ranked, None, STRANGER_WEIGHT)]


def _row(ranked: list[match.Ranked], right: str | None, weight: float) -> list[Row]:
    if not ranked:
        return []
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    return [(match.decision_features(first, second), first.claim.claim.id == right, weight)]


def _logistic(rows: list[Row]) -> dict[str, float]:
    names = list(rows[0][0])
    matrix = np.array([[features[name] for name in names] for features, _, _ in rows])
    scale = matrix.std(axis=0) + 1e-9
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
        fitted -= step
        if np.abs(step).max() < 1e-6:
            break
    return fitted


def _named(names: list[str], fitted: Any) -> dict[str, float]:
    return {name: round(float(value), 4) for name, value in zip(names, fitted, strict=True)}


if __name__ == "__main__":
    main()
