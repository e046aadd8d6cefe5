"""Learn the weights of the matcher: `make train` writes bot/weights.json; `make train FEEDBACK=FOLDER` learns
also from what `factcheck inbox feedback --export FOLDER` has written.

Linear models, fitted by Newton's method with an L2 penalty: a ranker (the right claim against the
others that were found), and two logistic models of the first claim: whether it is the right one, and
whether it is about the same thing at all. The first also sees every message with its right claim
hidden, and messages about other things, since that is what the bot meets most: something that nobody
has checked. Posts of a known date have a ranker of their own, drawn to that for questions, of which
there are more.
"""

import argparse
import datetime
import json
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from rapidfuzz import fuzz

from benchmarks import datasets, train_long_posts
from benchmarks.fitting import Row, Weights, conditional_logit, logistic
from bot import evaluation, features, feedback, learnt, starter
from bot.engine import Engine, open_engine
from bot.errors import FactCheckError
from bot.guard.claim_reading import ClaimReading
from bot.language.text import content, words
from bot.model import Claim, Message
from bot.ranking import Kind, Scored

WEIGHTS = Path(learnt.__file__).with_name("weights.json")
RIGHT_WEIGHT = 2.0
HIDDEN_WEIGHT = 0.3  # the starter claims come with look-alikes on purpose, far more than a real set has
NEAR_MISS_WEIGHT = 0.3
STRANGER_WEIGHT = 0.15
POST_WEIGHT = 0.5
TALK_WEIGHT = 0.3
UNRELATED_WEIGHT = 0.1
FEEDBACK_WEIGHT = 0.5
STRANGERS = ("snopes", "politifact")
# Of other public sets: every so-many-th query, every so-many-th claim, and how much each counts.
OTHERS = {"politifact": (1, 1, 0.7), "manypublishers": (2, 5, 0.7), "multilingual": (5, 1, 0.4)}
TWIN_RATIO = 65
SAME_RATIO = 80
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
MOST_HEADLINES = 1000
# How many claims few are, and how many headlines, and posts, are asked of these, and of others.
FEW_CLAIMS = (100, 300, 1000, 3000)
FEW_HEADLINES = 4500
FEW_ASKED = 200
FEW_STRANGERS = 500
FEW_WEIGHT = 0.45
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


@dataclass(frozen=True)
class Asked:
    """A message that was asked: the candidates with a row of features each (named in `NAMES`), which of
    them are right, and how much it counts in the ranking, the decision and the relation; and whether it
    was a post of a known date."""

    ids: Sequence[str]
    table: Any
    right: Collection[str]
    ranking: float
    decision: float
    relation: float = 0.0
    kind: Kind = "question"


NAMES: list[str] = []


def _asked(
    found: Sequence[Scored], right: Collection[str], ranking: float, decision: float, relation: float = 0.0
) -> Asked:
    if found and not NAMES:
        NAMES.extend(found[0].features)
    table = np.array([[each.features[name] for name in NAMES] for each in found], dtype=np.float32)
    kind = found[0].kind if found else "question"
    return Asked([each.id for each in found], table, right, ranking, decision, relation, kind)


def main() -> None:
    parser = argparse.ArgumentParser(description="Learn the weights of the matcher.")
    parser.add_argument("--feedback", type=Path, metavar="FOLDER", help="learn from this export too")
    parser.add_argument("--long-posts", action="store_true", help="learn only how long posts are told apart")
    options = parser.parse_args()
    try:
        if options.feedback:
            datasets.checked(options.feedback)
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


def collect(exported: Path | None = None) -> tuple[list[Asked], dict[str, int]]:
    """Every message to learn from, asked; and how many there are of each kind. `exported` is a
    folder of feedback to learn from as well."""
    with tempfile.TemporaryDirectory() as folder:
        sets = {
            "questions on the starter claims (benchmarks/questions/train.jsonl)": _starter(Path(folder)),
            "posts on the Snopes claims, with and without dates, and small talk": _posts(Path(folder)),
            "headlines of Snopes claims that are otherwise put": _headlines(Path(folder)),
            "headlines, posts and small talk where few claims are": _few(Path(folder)),
            "debates and posts on the claims of many publishers and languages": _others(Path(folder)),
        }
        if exported:
            sets["questions of people who said what was right"] = _feedback(exported, Path(folder))
        found = {what: list(asked) for what, asked in sets.items()}
    return [each for asked in found.values() for each in asked], {w: len(a) for w, a in found.items()}


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
        yield _asked(ranked, right, 1.0, RIGHT_WEIGHT, 1.0)
        if row["claim"] in {each.id for each in ranked}:
            twins = {id_ for id_, one in readings.items() if _twins(one, readings[row["claim"]])}
            yield _asked(bot.rank(message, without=twins), right, 0.0, row.get("hidden", HIDDEN_WEIGHT))
    for name in STRANGERS:
        for text in datasets.strangers(name, urls=_starter_urls()):
            yield _asked(bot.rank(Message(text)), (), 0.0, STRANGER_WEIGHT, STRANGER_WEIGHT)
    bot.close()


def _posts(folder: Path) -> Iterator[Asked]:
    """The Snopes posts, if they are at hand, with and without their dates and authors, so that the model
    does well without; with the right claim there and hidden; and texts that ask for no fact-check."""
    found = datasets.labelled("snopes", "train")
    if not found:
        return
    claims, queries, qrels = found
    bot = datasets.engine_over(folder / "snopes.db", evaluation.read_claims(claims))
    for query in queries:
        right = qrels.get(query.id, set())
        for message in (query.message, Message(query.message.text)) if right else ():
            related = 0.0 if message.date else POST_WEIGHT
            yield _asked(bot.rank(message), right, POST_WEIGHT, POST_WEIGHT, related)
            yield _asked(bot.rank(message, without=right), (), 0.0, POST_WEIGHT)
    for text in datasets.small_talk():
        yield _asked(bot.rank(Message(text)), (), 0.0, TALK_WEIGHT, UNRELATED_WEIGHT)
    bot.close()


def _headlines(folder: Path) -> Iterator[Asked]:
    """Short messages: headlines of Snopes claims, asked where the claims are there without them."""
    titled = datasets.headlines(MOST_HEADLINES)
    if not titled:
        return
    claims, headlines = titled
    bot = datasets.engine_over(folder / "headlines.db", evaluation.read_claims(claims))
    for id_, headline in headlines:
        yield _asked(bot.rank(Message(headline)), {id_}, POST_WEIGHT, POST_WEIGHT, POST_WEIGHT)
        yield _asked(bot.rank(Message(headline), without={id_}), (), 0.0, POST_WEIGHT, STRANGER_WEIGHT)
    bot.close()


def _few(folder: Path) -> Iterator[Asked]:
    """Headlines, posts and small talk asked where few claims are, most of them of none of these: every name
    is rare there, and what shares one has no rival. On the starter claims, and on so many of Snopes'."""
    titled, posted = datasets.headlines(FEW_HEADLINES), datasets.labelled("snopes", "train")
    if not titled or not posted:
        return
    headlines = [(headline, {id_}) for id_, headline in titled[1]]
    posts = [(post.message.text, posted[2][post.id]) for post in posted[1] if post.id in posted[2]]
    bot = open_engine(folder / "factcheck.db")
    for text in [*datasets.other_headlines(titled[1], urls=_starter_urls()), *datasets.small_talk()]:
        yield _asked(bot.rank(Message(text)), (), 0.0, STRANGER_WEIGHT, UNRELATED_WEIGHT)
    bot.close()
    claims = {claim.id: claim for claim in evaluation.read_claims(titled[0])}
    for size in FEW_CLAIMS:
        chosen = [*_spread(posts, size // 5), *_spread(headlines, size)]
        few = sorted(set().union(*(right for _, right in chosen)))
        bot = datasets.engine_over(folder / f"{size}.db", (claims[id_] for id_ in few))
        for texts in (posts, headlines):
            yield from _asked_of_few(bot, texts, set(few))
        bot.close()


def _asked_of_few(bot: Engine, texts: Sequence[tuple[str, set[str]]], few: set[str]) -> Iterator[Asked]:
    """Some of these texts, each with the claims that are right, asked where only those `few` claims are."""
    there = [(text, right) for text, right in texts if right & few]
    elsewhere = [text for text, right in texts if not right & few]
    for text, right in _spread(there, FEW_ASKED):
        yield _asked(bot.rank(Message(text)), right, POST_WEIGHT, POST_WEIGHT, POST_WEIGHT)
    for text in _spread(elsewhere, FEW_STRANGERS):
        yield _asked(bot.rank(Message(text)), (), 0.0, FEW_WEIGHT, UNRELATED_WEIGHT)


_Each = TypeVar("_Each")


def _spread(every: Sequence[_Each], most: int) -> Sequence[_Each]:
    """At most so many of them, evenly spread."""
    return every[:: max(1, -(-len(every) // most))]


def _feedback(exported: Path, folder: Path) -> Iterator[Asked]:
    """Questions of people who said which claim they meant, with it there and hidden; and those of people
    who meant none that they were shown."""
    bot = datasets.engine_over(folder / "feedback.db", evaluation.read_claims(exported / feedback.CLAIMS))
    for queries, qrels in (datasets.exported(exported), (datasets.negatives(exported), {})):
        for query in queries:
            right = qrels.get(query.id, set())
            if right:
                yield _asked(bot.rank(query.message), right, FEEDBACK_WEIGHT, FEEDBACK_WEIGHT)
            hidden = bot.rank(query.message, without=right)
            yield _asked(hidden, (), 0.0, FEEDBACK_WEIGHT)
    bot.close()


def _others(folder: Path) -> Iterator[Asked]:
    """Messages of the other public sets, which have many claims that are alike, with the right one there,
    and with it and those like it hidden."""
    for name, (queries, claims, weight) in OTHERS.items():
        found = datasets.part(name, folder, queries=queries, claims=claims)
        if not found:
            continue
        path, asked, qrels = found
        bot = datasets.engine_over(folder / f"{name}.db", evaluation.read_claims(path))
        for query in asked:
            ranked, right = bot.rank(query.message), qrels.get(query.id, set())
            texts = [each.sketch.joined for each in ranked if each.id in right]
            likest = {
                each.id: max(fuzz.token_set_ratio(each.sketch.joined, text) for text in texts)
                for each in ranked
                if texts
            }
            same = {id_ for id_, ratio in likest.items() if ratio >= SAME_RATIO}
            alike = {id_ for id_, ratio in likest.items() if ratio >= TWIN_RATIO}
            yield _asked(ranked, right | same, weight, weight)
            yield _asked(bot.rank(query.message, without=right | alike), (), 0.0, weight)
        bot.close()


def _starter_urls() -> set[str]:
    return {review.url for claim in starter.claims() for review in claim.reviews}


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


def _ranker(asked: Sequence[Asked], near: Weights | None = None) -> Weights:
    """A ranker learnt from the messages of which the right claim was found, drawn to the weights `near`."""
    known = [each for each in asked if each.ranking and set(each.ids) & set(each.right)]
    if not known:
        return near or {"bias": 0.0}
    return conditional_logit(
        NAMES,
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
    scores = asked.table @ np.array([ranking.get(name, 0.0) for name in NAMES])
    first, *rest = np.argsort(-scores, kind="stable")[:2]
    rows = [(dict(zip(NAMES, asked.table[at], strict=True)), float(scores[at])) for at in (first, *rest)]
    return features.probable(*rows[0], rows[1] if rest else None), asked.ids[first] in asked.right, weight


if __name__ == "__main__":
    main()
