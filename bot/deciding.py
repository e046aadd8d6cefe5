"""What to say of one statement: the claims that were found for it, ranked (see `ranking`), and decided on
(see `match`)."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from . import duplicates, match, quoting, ranking
from .guard.claim_reading import ClaimReading
from .index import Index
from .language.lexicon import Lexicon
from .model import Candidate, Claim, Difference, Finding
from .ranking import Question, Ranked, Scored
from .searching import CANDIDATES, Search
from .store import Store

_SHOWN = 8
OTHERS = 3  # to choose among, beside what was found
_OTHERS_WITHIN = 8.0
_FEWEST_WORDS = 2  # telling ones
_MOST_READINGS = 20_000


class Decider:
    """Ranks the claims that a search finds for one statement, and decides on them. The claims are read
    once, until they are to be read `anew`."""

    def __init__(self, store: Store, index: Index, lexicon: Lexicon, search: Search) -> None:
        self._store = store
        self._index = index
        self._lexicon = lexicon
        self._search = search
        self._readings: dict[tuple[str, int], ClaimReading] = {}

    def anew(self) -> None:
        """Forget the claims that were read: they may have changed."""
        self._readings = {}

    def decide(
        self,
        question: Question,
        without: Collection[str],
        limit: int = CANDIDATES,
        *,
        said: Question | None = None,
    ) -> tuple[list[Finding], list[str]]:
        """What to say of a message, or of one of its statements: nothing if nothing like it was found; and
        the claims that were passed over since they only quote it. `said` is what was asked as a whole,
        where the question is a part of it: who said it may stand in another part."""
        said = said or question
        ranked = match.in_its_language(question, self.rank(question, without, limit))[:_SHOWN]
        kept = quoting.in_own_words(question, ranked)
        passed = [each.id for each in ranked[: len(ranked) - len(kept)]]
        if not kept:
            return [], passed
        if exact := self._quoting(question, kept):
            rest = [each for each in kept if each not in exact]
            return self._found(question, [*exact, *rest], said, exact=True), passed
        found = self._found(question, kept, said)
        if found[0].outcome != "match" and kept[0].kind == "post":
            undated = ranking.undated(kept)
            if match.may_match(question, *ranking.first_two(undated)):
                again = self._found(question, undated, said)
                found = again if again[0].outcome == "match" else found
        return found, passed

    def rank(self, question: Question, without: Collection[str], limit: int = CANDIDATES) -> list[Scored]:
        """The candidates for a statement with their features, best first."""
        return ranking.rank(question, self._search.find(question, limit + len(without)), self._index, without)

    def with_claims(self, scored: Sequence[Scored]) -> list[Ranked]:
        """Those candidates whose claims are still there, with them."""
        claims = {claim.claim.id: claim for claim in self._claims([each.key for each in scored])}
        return [
            Ranked(each.sketch, each.features, each.score, each.statement, each.kind, claims[each.id])
            for each in scored
            if each.id in claims
        ]

    def _quoting(self, question: Question, candidates: Sequence[Scored]) -> list[Scored]:
        """Those candidates whose claims the message quotes, first the one whose claimant said so."""
        quoted = [each for each in candidates if each.features["quoted in all"]]
        if question.part:
            return []
        if quoted and question.whole.quotations:
            ids = quoting.quoted(question, self.with_claims(quoted), self._index)
        else:
            quoted = quoting.may_be_around(question, candidates)
            ids = quoting.around(question, self.with_claims(quoted))
        return sorted((each for each in quoted if each.id in ids), key=lambda each: ids.index(each.id))

    def _found(
        self, question: Question, candidates: Sequence[Scored], said: Question, *, exact: bool = False
    ) -> list[Finding]:
        """What to say of one statement, given the claims found for it, best first; whether the first one
        quotes it is `exact`."""
        first, *others = candidates
        statement = question.statements[first.statement].text
        alike = {each.id for each in others if duplicates.may_be_one(first.sketch.joined, each.sketch.joined)}
        second = others[0] if others else None
        if not exact and not alike and match.is_nothing(question, first, second):
            return [Finding("none", statement, match.probability(first, second))]
        apart = [each for each in others if each.id not in alike]
        shown = {each.id for each in apart[:OTHERS] if first.score - each.score <= _OTHERS_WITHIN}
        near = self.with_claims([first, *(each for each in others if each.id in alike | shown)])
        if not near or near[0].id != first.id:  # it has been removed since it was found
            return self._found(question, others, said) if others else [Finding("none", statement)]
        found = _judged(question, near, said, alike, apart=apart, exact=exact)
        return [self._told(finding, question.language) for finding in found]

    def _told(self, finding: Finding, language: str) -> Finding:
        """A finding whose claims are told in the message's language or their own, whichever they were found
        in, unless it is a match."""
        claim = finding.claim
        if claim and finding.outcome == "related":
            claim = self._told_in(claim, language)
        others = tuple(replace(each, claim=self._told_in(each.claim, language)) for each in finding.others)
        return replace(finding, claim=claim, others=others)

    def _told_in(self, claim: Claim, language: str) -> Claim:
        """A claim in a language, else as it was published."""
        codes = [each.language for each in claim.translations]
        if claim.language == language or language in codes or claim.language not in codes:
            return claim.told_in(language)
        original = self._store.get(claim.id)
        return replace(original, reviews=claim.reviews) if original else claim

    def _claims(self, keys: Sequence[tuple[str, int]]) -> list[ClaimReading]:
        """The claims with these ids that are still there, each in the words of one of its translations (see
        `Claim.translated`), read."""
        readings = self._readings
        missing = [each for each in keys if each not in readings]
        if len(readings) + len(missing) > _MOST_READINGS:
            readings = self._readings = {}
            missing = list(keys)
        if missing:
            claims = {claim.id: claim for claim in self._store.claims([id_ for id_, _ in missing])}
            for id_, translation in missing:
                if id_ in claims and translation <= len(claims[id_].translations):
                    readings[id_, translation] = ClaimReading(claims[id_], self._lexicon, translation)
        return [readings[each] for each in keys if each in readings]


def _judged(
    question: Question,
    candidates: list[Ranked],
    said: Question,
    alike: set[str],
    *,
    apart: Sequence[Scored],
    exact: bool,
) -> list[Finding]:
    """What to say of one statement, given the claims found for it that may be shown, best first, the ids of
    those that may be one with the first, those that are not, shown or not, and whether the first quotes
    it word for word. Another check that answers the same is no rival, and is shown too."""
    first, *others = candidates
    doubles = duplicates.doubles(first.claim, [other.claim for other in others if other.id in alike])
    rest = [other for other in others if other.claim not in doubles]
    also = [each for each in rest if match.are_one(question, first, each) and not match.differs(said, each)]
    rest = [other for other in rest if other not in also]
    rival = next((each for each in apart if each.id not in {other.id for other in also}), None)
    statement = question.statements[first.statement].text
    second = rest[0] if rest and (not rival or rest[0].score >= rival.score) else rival
    probability = 1.0 if exact else match.probability(first, second)
    likely = probability >= match.threshold(question, first)
    if not likely and not match.is_related(question, first, second):
        return [Finding("none", statement, probability)]
    sure = exact or (likely and _may_be_sure(question, first, second))
    found = match.differs(said, first)
    if not sure and not found:
        found = [Difference("unsure", statement, first.claim.claim.text)]
    offered = [*also, *rest] if found else rest
    close = [each for each in offered if first.score - each.score <= _OTHERS_WITHIN and _shares_a_word(each)]
    main = Finding(
        "related" if found else "match",
        statement,
        probability,
        duplicates.merged(first.claim.claim, [double.claim for double in doubles]),
        tuple(found),
        tuple(Candidate(other.claim.claim, match.probability(other, first)) for other in close[:OTHERS]),
    )
    return [main, *(Finding("match", statement, probability, each.claim.claim) for each in also if not found)]


def _shares_a_word(candidate: Scored) -> bool:
    """Whether a claim has a word of the message, not only one that is written alike in its language."""
    features = candidate.features
    return features["matched words in all"] > 0 or features["asked of context in all"] > 0


def _may_be_sure(question: Question, first: Ranked, second: Scored | None) -> bool:
    """Whether a message says enough to tell the first claim from others: more than a word, in words that are
    not only told by their sound, and more of it than of a twin of another verdict."""
    twins = isinstance(second, Ranked) and match.twins(first, second)
    few = len(question.whole.content(question.language)) < _FEWEST_WORDS
    return not (few or twins or match.is_heard(question, first))
