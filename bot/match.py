"""Score -> probability -> outcome: whether the claim that comes first is the one that was asked about.

A logistic model of its score (see `ranking`), its lead over the next and a few of its features gives the
probability that it is right. Weights and thresholds are numbers in weights.json, learnt by `make train`.
"""

import itertools
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from . import posts, ratings
from .features import Features, probable
from .guard import abroad
from .guard.claim_reading import ClaimReading
from .guard.differences import message_differences
from .language import asking, framing, smalltalk
from .language import names as naming
from .language.common_words import is_frequent
from .language.lexicon import is_of_chat
from .language.reading import Reading
from .language.text import UNSPACED, aside_words, in_a_row
from .learnt import linear, logistic, thresholds, weights
from .model import Difference
from .ranking import Question, Ranked, Scored, first_two, told_for
from .sketch import Sketch

# The more telling words a message has, the less sure it must be: up to so many of them, by threshold.
_BY_WORDS = {"brief match": 3, "short match": 6, "match": 10, "long match": math.inf}
_FEW = 0.25  # some three thousand claims
_MANY_WORDS = 35  # telling ones: a long post
_TWIN_RATIO = 75.0
_ONE_RATIO = 60.0
_TWIN_LEAD = 2.5
_ALL = 0.999
_NEVER = 2.0
_NAME_AND_WORD = 2  # telling words
_MOST_OF_CLAIM = 0.7
_MUCH_OF_WORDING = 0.4
_LONGEST_PHRASE = 3
_MUCH_BESIDES = 3  # telling words that are not of chat
_SIGNS_A_WORD = 3  # one of two signs has three pairs with those around it
_SOMETHING = 0.2  # of what a message says besides names
# Numbers and words of denial.
_ASIDE = re.compile(r"\d.*|never|not|\w+n't")
# Of so few telling words in another language than English the guard tells little.
_FEWEST_TOLD = 3
# What is of us, in so few telling words, is small talk.
_LITTLE = 3
_FEWEST_ASKED = 2
# As what a long post is judged: as one of a known date, as any other, or as one in another language than
# English, of whatever date.
PostKind = Literal["post", "question", "abroad"]


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


def in_its_language(question: Question, ranked: list[Scored]) -> list[Scored]:
    """The candidates, best first; where the first is nothing, without those before one that is told in the
    message's language and is something: claims in another share names with it rather than words."""
    if not question.foreign or not ranked or not is_nothing(question, *first_two(ranked)):
        return ranked
    for at, each in enumerate(ranked):
        if told_for(question, each.sketch) and not is_nothing(question, *first_two(ranked[at:])):
            return ranked[at:]
    return ranked


def is_related(question: Question, first: Scored, second: Scored | None) -> bool:
    """Whether the best candidate is near enough to be shown: where claims are few, sooner if the message
    names whom it is about and has something else of it ("obama flexibility yoga")."""
    features = first.features
    named = features["subject named in all"] and features["asked besides names in all"] >= _SOMETHING
    kind = "named related" if named and features["few claims"] >= _FEW else "related"
    return relation(question, first, second) >= thresholds()[kind]


def threshold(question: Question, first: Ranked) -> float:
    """From which probability on a claim is a match. Less is asked for a message that names whom the claim is
    about and says nothing that the claim does not, for one in the very words of much of the claim or of a
    quote, and for many words; more for a few that are neither ("Happy Easter"), for what shares but one
    phrase, for a question that wants to know something else than whether ("how do I ..."), for what somebody
    wants, and for a long post that says little of what the claim says."""
    learnt, features = thresholds(), first.features
    named = features["all asked of wording in all"] and _names_subject(question, first)
    in_its_words = features["every pair in all"] and features["asked of one wording in all"] > _ALL
    much = max(features["told in all"], features["quoted in all"]) >= _MUCH_OF_WORDING
    verbatim = in_its_words and much and not _is_small_talk(question, first)
    whole = question.whole
    if asking.is_of_a_thing(whole) or asking.is_but_open(whole) or is_but_named(question, first):
        return _NEVER
    if asking.tells_of_oneself(whole) and not (question.date or _may_be_quoted(question, first)):
        return _NEVER
    if _asks_what_was_said(question, first):
        return learnt["named match"]
    if asking.is_open(whole):
        return learnt["brief match" if asking.asks_what_was_said(whole) else "open match"]
    if not named and not question.date and smalltalk.is_wish(whole.text):
        return learnt["open match"]
    if verbatim or named:
        return learnt["verbatim match" if verbatim else "named match"]
    long_post = is_long_post(question)
    if not (question.asks or question.date or long_post) and _shares_one_phrase(question, first):
        return learnt["open match"]
    usual = learnt[_usual(question, first)]
    # What a claim is translated to is brief, and few words of a post are its.
    if first.sketch.translation or not long_post:
        return usual
    return max(usual, posts.least(post_kind(question, first), told_by_post(question, first)))


def is_long_post(question: Question) -> bool:
    """Whether a message is a long post, or reads like one: it asks nothing."""
    if question.part or question.asks:
        return False
    return len(question.whole.content(question.language)) > _BY_WORDS["match"]


def is_the_same(statement: Reading, claim: Sketch) -> bool:
    """Whether a statement has a claim's telling words, all of them and no others."""
    return {word.stem for word in statement.content(claim.language)} == claim.text


def says_more(question: Question, claims: Iterable[ClaimReading]) -> bool:
    """Whether a long message says much that none of these claims does: no verdict is on that."""
    telling, language = question.whole.content(question.language), question.language
    # In scripts without spaces every two signs count as a word.
    of_signs = sum(bool(UNSPACED.match(word.form)) for word in telling) > len(telling) / 2
    a_word = _SIGNS_A_WORD if of_signs else 1
    if len(telling) <= _BY_WORDS["match"] * a_word:
        return False
    aside = aside_words(language)
    english = language == "en"
    told = (word.stem for word in telling if not (is_of_chat(word) if english else word.form in aside))
    own = {question.spelling.get(stem, stem) for stem in told}
    return len(own.difference(*(claim.known_stems for claim in claims))) >= _MUCH_BESIDES * a_word


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
    run = in_a_row(framing.without_article(question.whole.text))
    # In scripts without spaces a name is more than one word.
    if any(run in in_a_row(name) for names in first.claim.who for name in names):
        return True
    part = len(telling) < _MOST_OF_CLAIM * len(first.sketch.text)
    return run in first.claim.text_run and part and asking.is_topic(question.whole)


def _shares_one_phrase(question: Question, first: Scored) -> bool:
    """Whether all that a message shares with a claim is two or three words in a row, none of a name, and both
    say more: "weapons of mass destruction" are in many claims."""
    claim = first.sketch
    telling = [word.stem for word in question.whole.content(claim.language)]
    shared = [stem for stem in telling if stem in claim.told]
    if (
        not 1 < len(shared) <= _LONGEST_PHRASE
        or len(shared) == len(telling)
        or claim.names.intersection(shared)
    ):
        return False
    at = telling.index(shared[0])
    pairs = list(itertools.pairwise(shared))
    return telling[at : at + len(shared)] == shared and len(claim.pairs(pairs)) == len(pairs)


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
        quoted = first.claim.is_quoted_by(question.whole) or asking.is_of_oneself(question.whole)
        return quoted and _may_be_quoted(question, first)
    if not asking.asks_what_was_said(question.whole) or not telling <= first.sketch.told:
        return False
    return naming.same_as_any(first.claim.main_speaker, question.whole.speakers)


def _usual(question: Question, first: Scored) -> str:
    """The threshold of a message that is nothing special: many words are told apart well in English,
    which most was learnt from. Where claims are few, a name alone tells none of them, and in a language
    that fewer still are in every word of a long post seems to be rare. Of a question in another language, of
    which the guard knows every word (see `guard.abroad`), some words tell as much as many."""
    words = len(question.whole.content(first.sketch.language))
    rare = first.features["only names in all"] or (question.foreign and words > _MANY_WORDS)
    if rare and first.features["few claims"] > _FEW:
        return "open match"
    if question.date:
        return "post match"
    kind = next(kind for kind, most in _BY_WORDS.items() if words <= most)
    if question.language == "en":
        return kind
    told = words > _FEWEST_TOLD and first.sketch.language == question.language
    asks = told and abroad.asks(question.whole, question.language)
    if asks and not UNSPACED.search(question.whole.text):
        return "long match"
    return "match" if kind == "long match" else kind


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
