"""Learn the weights of the matcher: `make train` writes bot/weights.json; `make train FEEDBACK=FOLDER` learns
also from what `factcheck inbox feedback --export FOLDER` has written.

Linear models, fitted by Newton's method with an L2 penalty: a ranker (the right claim against the
others that were found), and two logistic models of the first claim: whether it is the right one, and
whether it is about the same thing at all. Posts of a known date have a ranker of their own, drawn to that
for questions, of which there are more. `train_messages` has what is asked, `train_long_posts` how long posts
are told apart.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import datasets, train_long_posts
from benchmarks.fitting import Row, Weights, conditional_logit, logistic
from benchmarks.train_messages import SETS, Asked, collect
from bot import features, learnt
from bot.errors import BadData, FactCheckError

WEIGHTS = Path(learnt.__file__).with_name("weights.json")
# Features, by the beginning of their names, of which more means a likelier claim.
AGREEMENT = (
    "asked",
    "all asked",
    "alike",
    "told",
    "quoted",
    "likeness",
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
    "few claims, asked",
    "few claims, score",
)
# What the relation must do without, since it serves both rankers.
BY_RANKER = ("score", "lead", "all asked, lead")
THRESHOLDS = {
    "match": 0.65,
    "post match": 0.65,
    "brief match": 0.85,
    "short match": 0.75,
    "long match": 0.55,
    "named match": 0.4,
    "verbatim match": 0.1,
    "open match": 0.95,
    "alone": 0.95,
    "related": 0.35,
    "named related": 0.12,
    "same post": 0.6,
    "same post abroad": 0.7,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of the matcher.")
    parser.add_argument("--feedback", type=Path, metavar="FOLDER", help="learn from this export too")
    parser.add_argument("--long-posts", action="store_true", help="learn only how long posts are told apart")
    parser.add_argument("--anyway", action="store_true", help="learn also where public sets are missing")
    options = parser.parse_args()
    try:
        if options.feedback:
            datasets.checked(options.feedback)
        if not options.anyway and not options.long_posts:
            _refuse_little()
        weights = learnt.weights() if options.long_posts else _learnt_of_claims(options.feedback)
    except FactCheckError as error:
        sys.exit(f"train: {error}")
    _write(weights)
    found = train_long_posts.learn()
    if found:
        model, count = found
        about = weights["about"] | {"long posts": f"{_today()}, {count:,} posts and near misses of posts"}
        _write(weights | {"long post": model, "thresholds": THRESHOLDS, "about": about})
    elif options.long_posts:
        sys.exit(
            f"train: long posts are learnt from {' and '.join(train_long_posts.SETS)}, which"
            f" {datasets.BENCH} lacks."
        )


def _refuse_little() -> None:
    """Without the public sets little is learnt: whoever has ten questions of their readers must not lose by
    it what was learnt from ten thousand messages."""
    missing = [name for name in SETS if not (datasets.BENCH / name).exists()]
    if missing:
        raise BadData(
            f"{datasets.BENCH} lacks {', '.join(missing)}: what is learnt without these public sets gives"
            f" wrong verdicts more often than {WEIGHTS.name} as it is, which is kept. Set FACTCHECK_BENCH to"
            " the folder that has them, or learn all the same with ANYWAY=1 (make) or --anyway."
        )


def _learnt_of_claims(exported: Path | None) -> dict[str, Any]:
    """Everything but how long posts are told apart, which is as it was."""
    asked, counts = collect(exported)
    about = {
        "trained": _today(),
        "data": "; ".join(f"{count:,} {what}" for what, count in counts.items()),
        "command": "make train FEEDBACK=..." if exported else "make train",
    }
    print(f"{WEIGHTS.name}: learnt from {about['data']}", file=sys.stderr)
    return learn(asked) | {"long post": learnt.weights()["long post"], "about": about}


def _write(weights: dict[str, Any]) -> None:
    WEIGHTS.write_text(json.dumps(weights, indent=2, ensure_ascii=False) + "\n", "utf-8")
    learnt.weights.cache_clear()
    learnt.linear.cache_clear()


def _today() -> str:
    return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def learn(asked: Sequence[Asked]) -> dict[str, Any]:
    """The weights, by model and feature, and the thresholds."""
    found = [each for each in asked if each.ids]
    questions = _ranker([each for each in found if each.kind == "question"])
    ranking = {
        "question": questions,
        "post": _ranker([each for each in found if each.kind == "post"], near=questions),
    }
    return {
        "ranking": ranking,
        "decision": _logistic(
            [_row(each, ranking[each.kind], each.decision) for each in found if each.decision]
        ),
        "relation": _logistic(
            [_row(each, ranking[each.kind], each.relation) for each in found if each.relation],
            without=BY_RANKER,
        ),
        "thresholds": THRESHOLDS,
    }


def _ranker(asked: Sequence[Asked], near: Weights | None = None) -> Weights:
    """A ranker learnt from the messages of which the right claim was found, drawn to the weights `near`."""
    known = [each for each in asked if each.ranking and set(each.ids) & set(each.right)]
    if not known:
        return near or {"bias": 0.0}
    return conditional_logit(
        known[0].names,
        np.concatenate([each.table.astype(float) for each in known]),
        right=np.array([id_ in each.right for each in known for id_ in each.ids]),
        sizes=[len(each.ids) for each in known],
        weight=np.array([each.ranking for each in known]),
        near=near or {},
    )


def _logistic(rows: list[Row], without: Collection[str] = ()) -> Weights:
    """A logistic model in which no agreement counts against a claim: a feature that would is left out."""
    names = [name for name in rows[0][0] if name not in without]
    while True:
        model = logistic(names, rows)
        against = [name for name in names if model.get(name, 0.0) < 0 and name.startswith(AGREEMENT)]
        if not against:
            return model
        names = [name for name in names if name not in against]


def _row(asked: Asked, ranking: Weights, weight: float) -> Row:
    """What the first candidate's probability is judged by, whether it is the right one, and the weight."""
    scores = asked.table @ np.array([ranking.get(name, 0.0) for name in asked.names])
    first, *rest = np.argsort(-scores, kind="stable")[:2]
    rows = [
        (dict(zip(asked.names, asked.table[at], strict=True)), float(scores[at])) for at in (first, *rest)
    ]
    return features.probable(*rows[0], rows[1] if rest else None), asked.ids[first] in asked.right, weight


if __name__ == "__main__":
    main()
