"""What `make train` asks: every message that there is to learn from, and how much each counts.

Most are asked twice, with the right claim there and with it hidden: what the bot meets most is something that
nobody has checked.
"""

import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
from rapidfuzz import fuzz

from benchmarks import datasets
from bot import evaluation, feedback, starter
from bot.engine import Engine, open_engine
from bot.guard.claim_reading import ClaimReading
from bot.language.text import content, words
from bot.model import Claim, Message
from bot.ranking import Kind, Scored

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
# All public sets, without which little is learnt.
SETS = (*STRANGERS, "manypublishers", "multilingual", "questions", "nomatch")
TWIN_RATIO = 65
SAME_RATIO = 80
MOST_HEADLINES = 1000
# How many claims few are, and how many headlines, and posts, are asked of these, and of others.
FEW_CLAIMS = (100, 300, 1000, 3000)
FEW_HEADLINES = 4500
FEW_ASKED = 200
FEW_STRANGERS = 500
FEW_WEIGHT = 0.45


@dataclass(frozen=True)
class Asked:
    """A message that was asked: the candidates with a row of features each, and the names of these; which
    of them are right, and how much it counts in the ranking, the decision and the relation; and whether it
    was a post of a known date."""

    ids: Sequence[str]
    names: Sequence[str]
    table: Any
    right: Collection[str]
    ranking: float
    decision: float
    relation: float = 0.0
    kind: Kind = "question"


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


def _asked(
    found: Sequence[Scored], right: Collection[str], ranking: float, decision: float, relation: float = 0.0
) -> Asked:
    names = tuple(found[0].features) if found else ()
    table = np.array([[each.features[name] for name in names] for each in found], dtype=np.float32)
    kind = found[0].kind if found else "question"
    return Asked([each.id for each in found], names, table, right, ranking, decision, relation, kind)
