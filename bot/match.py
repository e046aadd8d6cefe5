"""Features -> score -> probability -> outcome: whether a claim is the one that was asked about.

A linear ranker orders the candidates; a logistic model of the first one's score, its lead over the
next and a few of its features gives the probability that it is right. Posts whose date is known have
a ranker of their own, since checks follow posts. Weights and thresholds are numbers in weights.json,
learnt by `make train`.
"""

import functools
import itertools
import math
import operator
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, Protocol, TypeVar

from rapidfuzz import fuzz

from . import posts, ratings
from .features import (
    UNAUTHORED,
    UNDATED,
    Features,
    Rarity,
    authored,
    closeness,
    compare,
    days_apart,
    fewness,
    found_by_search,
    part,
    probable,
)
from .guard.claim_reading import ClaimReading
from .guard.differences import message_differences
from .language import asking, framing, smalltalk
from .language import names as naming
from .language.common_words import is_frequent
from .language.reading import Reading
from .language.text import clean, content, forms, words
from .learnt import linear, logistic, thresholds, weights
from .model import Difference
from .sketch import Sketch, ordinal

_COMPARED = 20
_COMPARED_ALONE = 6
_COMPARED_ANYWAY = 6
# Of those that share less than this with the message, beside the one that shares most, hardly any is right.
_LEAST_SHARE = 0.45
_TIMELY = 0.3  # how much a check soon after a post counts beside its words, where few can be compared
# The more telling words a message has, the less sure it must be: up to so many of them, by threshold.
_BY_WORDS = {"brief match": 3, "short match": 6, "match": 10, "long match": math.inf}
_FEW = 0.25  # some three thousand claims
_MANY_WORDS = 35  # telling ones: a long post
_TWIN_RATIO = 75.0
_ONE_RATIO = 60.0
_TWIN_LEAD = 2.5
_ALL = 0.999
_NEVER = 2.0
_NAME_AND_WORD = 2
_NAME_AND_WORD = 2  # telling words
_MOST_OF_CLAIM = 0.7
_SOMETHING = 0.2  # of what a message says besides names
# Numbers and words of denial.
_ASIDE = re.compile(r"\d.*|never|not|\w+n't")
# What is of us, in so few telling words, is small talk.
_LITTLE = 3
_FEWEST_ASKED = 2


@dataclass(frozen=True, slots=True)
class Question:
    """A message, read: as a whole, each of its statements (the whole itself if it has but one), those that
    are `asked` outright, among others, and the `sentences` of one that is no post; the author and the
    ISO date of a post, if known. `spelling` gives, for a stem that no claim has, the one that it seems
    to be a slip of; `part` says that it is one statement out of more, `asks` that it is no post and
    asks something, and `foreign` that it is in another language than most claims; `heard` are those words
    of claims that are only told by their sound; `stems` keeps the words to search for, by text, and
    `found` what was found for them, to look for both once."""

    whole: Reading
    statements: Sequence[Reading]
    language: str
    author: str | None = None
    date: str | None = None
    spelling: Mapping[str, str] = field(default_factory=dict)
    part: bool = False
    asked: Sequence[Reading] = ()
    sentences: Sequence[str] = ()
    stems: dict[str, list[str]] = field(default_factory=dict)
    found: dict[tuple[str, ...], "Sequence[Hit]"] = field(default_factory=dict)
    asks: bool = False
    foreign: bool = False
    heard: frozenset[str] = frozenset()
    differences: dict[tuple[str, str, str, int], list[Difference]] = field(default_factory=dict)

    def telling(self, language: str) -> set[str]:
        """The stems of its telling words, spelt right, as this language stems them."""
        return {self.spelling.get(word.stem, word.stem) for word in self.whole.content(language)}


# What is asked: a post of a known date, or anything else. Each has a ranker of its own.
Kind = Literal["post", "question"]
# And a long post in another language than English, of whatever date.
PostKind = Literal["post", "question", "abroad"]


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate: how it compares (`features`), its score, its statement's place in the question, and
    as what it was scored."""

    sketch: Sketch
    features: Features
    score: float
    statement: int
    kind: Kind

    @property
    def id(self) -> str:
        return self.sketch.id

    @property
    def key(self) -> tuple[str, int]:
        """The claim, and which of its translations, if any."""
        return self.sketch.id, self.sketch.translation


@dataclass(frozen=True, slots=True)
class Ranked(Scored):
    """A candidate that may be shown: also with its claim, read."""

    claim: ClaimReading


_AnyScored = TypeVar("_AnyScored", bound=Scored)


@dataclass(frozen=True, slots=True)
class Reason:
    """A feature, its value, and what it adds to the belief (or takes from it), in log-odds."""

    name: str
    value: float
    adds: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a claim was found: its id, its probability, and the reasons, the weightiest first."""

    claim: str
    probability: float
    reasons: tuple[Reason, ...]


class Hit(Protocol):
    """A claim that a search found (see `Index`)."""

    @property
    def place(self) -> tuple[int, int, int]: ...

    @property
    def score(self) -> float: ...

    @property
    def sketch(self) -> Sketch: ...


@functools.cache
def _in_all(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of the features of a message as a whole."""
    return tuple(f"{name} in all" for name in names)


def rank(
    question: Question, found: Sequence[tuple[Hit, bool]], index: Rarity, without: Collection[str]
) -> list[Scored]:
    """The candidates, best first: those that look likely at a glance, by their BM25 scores, and by
    whether they were checked soon after the post. Claims whose ids are in `without` are passed over."""
    best = max((hit.score for hit, _ in found), default=1.0)
    read = functools.cache(functools.partial(part, spelling=question.spelling, index=index))
    posted = ordinal(question.date)
    author = _stems(question.author or "", question.language)
    kind: Kind = "post" if posted else "question"
    ranker = linear("ranking", kind)
    of_message = {"few claims": fewness(index), "statements": math.log1p(len(question.statements) - 1)}

    def glance(each: tuple[Hit, bool]) -> float:
        hit, timely = each
        return hit.score / best + timely * _TIMELY

    most = _COMPARED_ALONE if question.part else _COMPARED
    glances = [(glance(each), each[0]) for each in found]
    likely = sorted(glances, key=operator.itemgetter(0), reverse=True)
    kept = ((share, hit.score, hit.sketch) for share, hit in likely if hit.sketch.id not in without)
    ranked: list[Scored] = []
    for share, score, claim in itertools.islice(kept, most):
        if share < _LEAST_SHARE and len(ranked) >= _COMPARED_ANYWAY:
            break
        at = _nearest(question, claim, read)
        asked = read(question.whole, claim.language)
        whole = alone = compare(asked, claim, index)
        if len(question.statements) > 1:
            alone = compare(read(question.statements[at], claim.language), claim, index)
        features = {
            **found_by_search(score, score / best, asked, index),
            **of_message,
            **dict(zip(_in_all(tuple(whole)), whole.values(), strict=True)),
            **alone,
            **days_apart(posted, claim),
            **authored(author, claim),
        }
        ranked.append(Scored(claim, features, ranker(features), at, kind))
    # A claim that was found in several languages is one candidate, in the message's if it can be.
    once: dict[str, Scored] = {}
    ranked.sort(key=lambda candidate: -candidate.score)
    for candidate in sorted(ranked, key=lambda candidate: candidate.sketch.language != question.language):
        once.setdefault(candidate.id, candidate)
    return sorted(once.values(), key=lambda candidate: -candidate.score)


def undated(ranked: Sequence[_AnyScored]) -> list[_AnyScored]:
    """The candidates for a post as if its date and author were not known, best first: old claims come
    round again in new posts."""
    scored = []
    for each in ranked:
        features = {**each.features, **UNDATED, **UNAUTHORED}
        score = linear("ranking", "question")(features)
        scored.append(replace(each, features=features, score=score, kind="question"))
    return sorted(scored, key=lambda candidate: -candidate.score)


def probability(first: Scored, second: Scored | None) -> float:
    """The probability, from 0 to 1, that `first` is the claim that was asked about, given the next best."""
    return logistic(linear("decision")(decision_features(first, second)))


def relation(question: Question, first: Scored, second: Scored | None) -> float:
    """The probability that `first` is at least about the same thing; 1 if it has all that is asked,
    names, numbers and denials aside ("Did Putin never say in 2015 that he'd have more flexibility?")."""
    statement, claim = question.statements[first.statement], first.sketch
    few = first.features["few claims"] >= _FEW
    if _is_small_talk(question, first, quoted=1 if few else _LITTLE):
        return 0.0
    named = {word for name in (*statement.names, *statement.speakers) for word in name}
    telling = [word for word in statement.content(claim.language) if word.form not in named]
    rest = {word.stem for word in telling if not _ASIDE.fullmatch(word.form)}
    if named and rest and rest <= claim.spoken:
        return 1.0
    features = decision_features(first, second)
    return max(logistic(linear(name)(features)) for name in ("relation", "decision"))


def _is_small_talk(question: Question, first: Scored, *, quoted: int = _LITTLE) -> bool:
    """Whether a message is of us and says little else ("Are you a cat?"), neither naming whom the claim is
    about nor having its words, if there are as many as `quoted`, from a quote of the claim ("I will have
    more flexibility after my election")."""
    if question.language != "en" or first.features["subject named in all"]:
        return False
    telling = question.telling(first.sketch.language)
    if len(telling) > _LITTLE or not smalltalk.is_of_us(question.whole.text):
        return False
    return len(telling) < quoted or not _may_be_quoted(question, first)


def decision_features(first: Scored, second: Scored | None) -> Features:
    """The features of the best candidate, with its score and its lead over the next best."""
    return probable(first.features, first.score, (second.features, second.score) if second else None)


def may_match(question: Question, first: Scored, second: Scored | None) -> bool:
    """Whether the best candidate may be a match, before its claim is read."""
    learnt, likely = thresholds(), probability(first, second)
    if first.features["all asked of wording in all"]:
        return likely >= min(learnt["named match"], learnt["verbatim match"])
    return likely >= learnt[_usual(question, first)]


def is_nothing(question: Question, first: Scored, second: Scored | None) -> bool:
    """Whether the best candidate is neither a match nor related, before its claim is read; for one
    statement out of more, whether it is not surely the claim."""
    if question.part:
        return probability(first, second) < thresholds()["alone"]
    return not may_match(question, first, second) and not is_related(question, first, second)


def is_related(question: Question, first: Scored, second: Scored | None) -> bool:
    """Whether the best candidate is near enough to be shown: where claims are few, sooner if the message
    names whom it is about and has something else of it ("obama flexibility yoga")."""
    features = first.features
    named = features["subject named in all"] and features["asked besides names in all"] >= _SOMETHING
    kind = "named related" if named and features["few claims"] >= _FEW else "related"
    return relation(question, first, second) >= thresholds()[kind]


def threshold(question: Question, first: Ranked) -> float:
    """From which probability on a claim is a match. Less is asked for a message that names whom the claim is
    about and says nothing that the claim does not, for one in the very words of the claim or of a quote,
    and for many words; more for a few that are neither ("Happy Easter"), for a question that wants to know
    something else than whether ("how do I ..."), for what somebody wants, and for a long post that says
    little of what the claim says."""
    learnt, features = thresholds(), first.features
    named = features["all asked of wording in all"] and _names_subject(question, first)
    in_its_words = features["every pair in all"] and features["asked of one wording in all"] > _ALL
    verbatim = in_its_words and not _is_small_talk(question, first)
    whole = question.whole
    if asking.is_of_a_thing(whole) or asking.is_but_open(whole) or is_but_named(question, first):
        return _NEVER
    if asking.tells_of_oneself(whole) and not (question.date or _may_be_quoted(question, first)):
        return _NEVER
    if _asks_what_was_said(question, first):
        return learnt["named match"]
    if asking.is_open(question.whole):
        return learnt["brief match" if asking.asks_what_was_said(question.whole) else "open match"]
    if not named and not question.date and smalltalk.is_wish(question.whole.text):
        return learnt["open match"]
    if verbatim or named:
        return learnt["verbatim match" if verbatim else "named match"]
    usual = learnt[_usual(question, first)]
    # What a claim is translated to is brief, and few words of a post are its.
    if first.sketch.translation or not is_long_post(question):
        return usual
    return max(usual, posts.least(post_kind(question, first), told_by_post(question, first)))


def is_long_post(question: Question) -> bool:
    """Whether a message is a long post, or reads like one: it asks nothing."""
    if question.part or question.asks:
        return False
    return len(question.whole.content(question.language)) > _BY_WORDS["match"]


def post_kind(question: Question, first: Scored) -> PostKind:
    """As what a long post is judged."""
    return first.kind if question.language == "en" else "abroad"


def told_by_post(question: Question, first: Scored) -> Features:
    """How much of a long post is a claim's, and of the claim the post's (see `posts`)."""
    shares = posts.shares(question.telling(first.sketch.language), first.sketch)
    return shares | {"few claims": first.features["few claims"]}


def is_but_named(question: Question, first: Ranked) -> bool:
    """Whether all that a message says is a name in a claim, with a number or a word that many claims have at
    most ("Mark Twain", "obama 2012", "biden guns"), or some words in a row of its text that are not most of
    it; all of a quote is more ("Look for the helpers")."""
    telling = question.whole.content(question.language)
    said = {word.form for word in telling if not word.form.isdigit()}
    named = [said.intersection(name) for name in (*first.claim.text_names, *first.claim.people)]
    if said and said in named:
        return True
    if len(telling) > 1 and first.claim.is_quote(question.whole.text):
        return False
    others = (word.stem for word in telling if word.form not in set().union(*named))
    if len(telling) == _NAME_AND_WORD and any(named) and any(map(is_frequent, others)):
        return asking.is_topic(question.whole)
    run = f" {' '.join(forms(framing.without_article(question.whole.text)))} "
    # In scripts without spaces a name is more than one word.
    if any(run in f" {' '.join(forms(name))} " for names in first.claim.who for name in names):
        return True
    in_a_row = run in first.claim.text_run
    part = len(telling) < _MOST_OF_CLAIM * len(first.sketch.text)
    return in_a_row and part and asking.is_topic(question.whole)


def _may_be_quoted(question: Question, first: Scored) -> bool:
    """Whether a quote of the claim has all that a message says."""
    telling = question.telling(first.sketch.language)
    return any(telling.issubset(quote) for quote in first.sketch.quotes)


def _asks_what_was_said(question: Question, first: Ranked) -> bool:
    """Whether a question wants to know what the claim's speaker said to, or of, what else it names ("What did
    Obama tell Medvedev?"), or who said what a quote of the claim has."""
    telling = {word.stem for word in question.whole.content(first.sketch.language)}
    if len(telling) < _FEWEST_ASKED or not first.claim.is_of_saying:
        return False
    if asking.asks_who_said(question.whole):
        quoted = any(first.claim.speaker_of(each) is not None for each in question.whole.quotations)
        return (quoted or asking.is_of_oneself(question.whole)) and _may_be_quoted(question, first)
    if not asking.asks_what_was_said(question.whole) or not telling <= first.sketch.told:
        return False
    return naming.same_as_any(first.claim.main_speaker, question.whole.speakers)


def _usual(question: Question, first: Scored) -> str:
    """The threshold of a message that is nothing special: many words are told apart well in English,
    which most was learnt from. Where claims are few, a name alone tells none of them, and in a language
    that fewer still are in every word of a long post seems to be rare."""
    words = len(question.whole.content(first.sketch.language))
    rare = first.features["only names in all"] or (question.foreign and words > _MANY_WORDS)
    if rare and first.features["few claims"] > _FEW:
        return "open match"
    if question.date:
        return "post match"
    kind = next(kind for kind, most in _BY_WORDS.items() if words <= most)
    return "match" if kind == "long match" and question.language != "en" else kind


def _names_subject(question: Question, first: Ranked) -> bool:
    """Whether a message names the person whom a claim is about, by any name ("Did Barack tell
    Medvedev ...?"): of a thing, a song or a disease, more must be said."""
    subject = first.claim.subject
    if not any(naming.same(subject, person) for person in first.claim.people if subject):
        return False
    return bool(first.features["subject named in all"]) or subject[0] in question.whole.forms


def differs(question: Question, candidate: Ranked) -> list[Difference]:
    """What is not the same in the message as in the candidate, looked for once: a post is decided on with
    its date and without."""
    statement = question.statements[candidate.statement]
    key = (question.whole.text, statement.text, *candidate.key)
    found = question.differences.get(key)
    if found is None:
        found = question.differences[key] = message_differences(
            question.whole, statement, candidate.claim, author=question.author, date=question.date
        )
    return found


def twins(first: Ranked, second: Ranked) -> bool:
    """Whether two claims put nearly the same into words, were rated differently, and the question says
    no more of the one than of the other: then it cannot be known which verdict was asked for."""
    alike = fuzz.token_set_ratio(first.sketch.joined, second.sketch.joined) >= _TWIN_RATIO
    rated = first.claim.claim.verdict != second.claim.claim.verdict
    return alike and rated and first.score - second.score < _TWIN_LEAD


def are_one(question: Question, first: Ranked, second: Ranked) -> bool:
    """Whether twins are one claim as far as a question goes: their verdicts are on one side, and both have
    all that is asked, but for a word."""
    one, other = first.claim, second.claim
    if not twins(first, second) or not ratings.on_one_side(one.claim.verdict, other.claim.verdict):
        return False
    asked = question.telling(first.sketch.language)
    lacking = asked - (first.sketch.told & second.sketch.told)
    return len(lacking) <= 1 and fuzz.token_sort_ratio(one.joined, other.joined) >= _ONE_RATIO


def is_heard(question: Question, first: Scored) -> bool:
    """Whether most words that a message and a claim share are only told by their sound."""
    shared = math.expm1(first.features["matched words in all"])
    return 2 * len(question.heard & first.sketch.told) > shared


def explanation(first: Scored, second: Scored | None) -> Explanation:
    """Why the best candidate is believed to be the claim, or is not."""
    features, model = decision_features(first, second), weights()["decision"]
    reasons = [
        Reason(name, features[name], weight * features[name])
        for name, weight in model.items()
        if features.get(name)
    ]
    reasons.sort(key=lambda reason: -abs(reason.adds))
    return Explanation(first.id, probability(first, second), tuple(reasons))


def _stems(text: str, language: str) -> frozenset[str]:
    return frozenset(word.stem for word in content(words(clean(text), language), language))


def _nearest(question: Question, claim: Sketch, read: Any) -> int:
    """The place of the statement that has most in common with a claim."""
    places = range(len(question.statements))
    if len(places) == 1:
        return 0
    return max(places, key=lambda at: closeness(read(question.statements[at], claim.language), claim))
