"""Learn how long posts are told apart (bot/posts.py): a part of `make train`, and alone of
`python -m benchmarks.train --long-posts`."""

import tempfile
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import datasets
from benchmarks.fitting import Row, Weights, logistic
from bot import evaluation, match, posts
from bot.engine import Engine, open_engine
from bot.model import Message

SETS = ("snopes", "multilingual")
# How much a public post counts for how long posts are told apart: there are so many, and few near misses.
PUBLIC_POST_WEIGHT = 0.5
# The same for posts in other languages: every so-many-th, and how much each counts.
PUBLIC_ABROAD, PUBLIC_ABROAD_WEIGHT = 4, 0.15


def learn() -> tuple[dict[match.PostKind, Weights], int] | None:
    """The model of long posts by kind, on the weights that there are, and from how many it was learnt; None
    where the public posts are not at hand."""
    if not all((datasets.BENCH / name).exists() for name in SETS):
        return None
    rows: dict[match.PostKind, list[Row]] = {"question": [], "post": [], "abroad": []}
    with tempfile.TemporaryDirectory() as folder:
        for posts_of in (_starter_posts, _imported_posts, _posts_abroad):
            for kind, row in posts_of(Path(folder)):
                rows[kind].append(row)
    models = {kind: logistic(_measured(kind), found) for kind, found in rows.items()}
    return models, sum(map(len, rows.values()))


def _measured(kind: match.PostKind) -> list[str]:
    """What a long post is judged by: what few claims tell of one is only to be learnt in English."""
    return [posts.BELIEF, *([] if kind == "abroad" else ["few claims"]), "said", "told"]


def _starter_posts(folder: Path) -> Iterator[tuple[match.PostKind, Row]]:
    bot = open_engine(folder / "factcheck.db")
    forwards = [row for row in datasets.questions("train") if row["kind"] == "forward"]
    yield from _our_posts(bot, [*forwards, *datasets.questions("posts-train")])
    bot.close()


def _imported_posts(folder: Path) -> Iterator[tuple[match.PostKind, Row]]:
    """Our own posts on Snopes claims, and the public posts with and without their dates, if at hand."""
    found, public = datasets.imported("imported-train"), datasets.labelled("snopes", "train")
    if not found or not public:
        return
    path, rows = found
    bot = datasets.engine_over(folder / "snopes.db", evaluation.read_claims(path))
    yield from _our_posts(bot, [row for row in rows if "post" in row["kind"]])
    for query in public[1]:
        right = public[2].get(query.id, set())
        for message in (query.message, Message(query.message.text, forwarded=True)) if right else ():
            yield from _long_post(bot, message, right, "match", PUBLIC_POST_WEIGHT)
    bot.close()


def _posts_abroad(folder: Path) -> Iterator[tuple[match.PostKind, Row]]:
    """Our own posts on claims in eleven languages, and some of the public ones, if they are at hand."""
    found, public = datasets.imported("posts-abroad-train"), datasets.labelled("multilingual", "train")
    if not found or not public:
        return
    path, rows = found
    _, queries, qrels = public
    bot = datasets.engine_over(folder / "multilingual.db", evaluation.read_claims(path))
    for row in rows:
        yield from _long_post(bot, Message(row["text"], forwarded=True), {row["claim"]}, row["expect"])
    for query in [query for query in queries if query.id in qrels][::PUBLIC_ABROAD]:
        message = Message(query.message.text, forwarded=True)
        yield from _long_post(bot, message, qrels[query.id], "match", PUBLIC_ABROAD_WEIGHT)
    bot.close()


def _our_posts(bot: Engine, rows: Sequence[dict[str, Any]]) -> Iterator[tuple[match.PostKind, Row]]:
    """Posts without a date, and as if from the day on which their claim was checked."""
    claims = {claim.id: claim for claim in bot.store.claims([row["claim"] for row in rows])}
    for row in rows:
        for date in (None, claims[row["claim"]].reviews[0].date):
            message = Message(row["text"], date=date, forwarded=True)
            yield from _long_post(bot, message, {row["claim"]}, row["expect"])


def _long_post(
    bot: Engine, message: Message, claims: Collection[str], expect: str, weight: float = 1.0
) -> Iterator[tuple[match.PostKind, Row]]:
    """How a long post compares with the claim that comes first for it, if that could be a match; of a near
    miss only with its own claim, since it may be another's."""
    question, ranked = bot.read(message), bot.rank(message)
    if not ranked or not match.is_long_post(question):
        return
    first, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    if not match.may_match(question, first, second) or (expect != "match" and first.id not in claims):
        return
    measured = match.told_by_post(question, first)
    measured[posts.BELIEF] = posts.belief(match.probability(first, second))
    right = expect == "match" and first.id in claims
    yield match.post_kind(question, first), (measured, right, weight)
