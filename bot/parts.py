"""What to say of a message as a whole, and of each of its questions, reports and statements by itself."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from . import match
from .deciding import OTHERS, Decider
from .features import growth
from .guard import own_words
from .guard.claim_reading import ClaimReading
from .index import Index
from .language import asking, framing
from .language.lexicon import Lexicon
from .language.reading import Reading
from .learnt import thresholds
from .model import Candidate, Difference, Finding
from .ranking import Question
from .searching import CANDIDATES, CANDIDATES_A_STATEMENT, Search
from .sketch import Sketch
from .store import Store

# A statement whose best claim scores less, whatever the number of claims, is none of them.
_LEAST_SCORE = 1.5
# Kinds of differences that count for every sentence of a message.
_OF_ALL = frozenset(["speaker", "place", "date"])


class Parts:
    """Asks a decider for a message and its parts, and puts together what it says of them."""

    def __init__(
        self, store: Store, index: Index, lexicon: Lexicon, search: Search, decider: Decider
    ) -> None:
        self._store = store
        self._index = index
        self._lexicon = lexicon
        self._search = search
        self._decider = decider

    def findings(self, question: Question, without: Collection[str]) -> list[Finding]:
        """Those that match, one a claim, best first; else the best that is related; else none. A message
        is read as a whole, and each of its questions, reports and statements also by itself."""
        learnt = thresholds()
        findings, passed = self._decider.decide(question, without)
        without = {*without, *passed}
        findings = self._of_questions(question, findings, without)
        if not _matches(findings):
            for told in self._search.reported(question):
                found = self._part(question, told, without, question)
                findings += _matches(found, learnt["brief match"]) or _related(found)
        if len(question.statements) > 1:
            findings += self._of_statements(question, findings, without)
        findings = self._asked_at_last(question, findings)
        findings.sort(key=lambda finding: -finding.probability)
        # Beside what it is surely about, it must be surer to be about something else.
        matched = _matches(findings, learnt["short match"] if _matches(findings, learnt["alone"]) else 0.0)
        once: dict[frozenset[str], Finding] = {}
        for finding in matched:
            once.setdefault(_reviews(finding), finding)
        if matched:
            return sorted(once.values(), key=lambda finding: -finding.probability)
        return (
            _related(findings)[:1]
            or self._on_topic(question, without)
            or [Finding("none", question.whole.text)]
        )

    def _asked_at_last(self, question: Question, findings: list[Finding]) -> list[Finding]:
        """What was found; but what matches only what stands before the last question of an English message,
        where that asks something else, does not match."""
        matched = _matches(findings)
        if not matched or question.language != "en" or len(question.asked) > 1 or not question.sentences:
            return findings
        before, last = framing.last_question(question.whole.text)
        answered = (framing.last_question(each.statement) == ("", last) for each in matched)
        if not last or (before and any(answered)):
            return findings
        return [self._unless_besides(each, last, alone=not before) for each in findings]

    def _unless_besides(self, finding: Finding, question: str, *, alone: bool) -> Finding:
        """A finding; one that matches is but related where a question asks for more than its claim tells."""
        if finding.outcome != "match" or not finding.claim:
            return finding
        claim = ClaimReading(finding.claim, self._lexicon)
        differs = tuple(own_words.asked_besides(question, claim, alone=alone))
        return replace(finding, outcome="related", differs=differs) if differs else finding

    def leaves_out(self, question: Question, found: Sequence[Finding], without: Collection[str]) -> bool:
        """Whether one of several questions is answered by none of these matches."""
        told = {finding.claim.id for finding in found if finding.claim}
        left = (one for one in question.asked if not any(one.text in each.statement for each in found))
        answers = (_matches(self._part(question, one, without, question)) for one in left)
        return any(told.isdisjoint(each.claim.id for each in alone if each.claim) for alone in answers)

    def _of_questions(
        self, question: Question, findings: list[Finding], without: Collection[str]
    ) -> list[Finding]:
        """What was found for a message as a whole, and for each of its questions. Of several questions and
        nothing else, none has a verdict of the whole from which it differs by itself: among the words of
        others that is overlooked."""
        listed = _is_list(question)
        for asked in question.asked:
            # Who it is about may stand in another sentence; where it says so itself, that is who.
            itself = asked.persons or (listed and framing.is_whole(asked.text))
            context = None if itself and not framing.asks_of_him(asked.text) else question
            found = self._part(question, asked, without, context)
            if context and (listed or not _matches(found)):
                alone = self._part(question, asked, without, None)
                found = _matches(found) or self._by_itself(asked, alone) or found
            else:
                alone = found
            differ = {(f.statement, f.claim.id) for f in alone if f.claim and listed and _is_another(f)}
            if differ:
                found = alone
                findings = [f for f in findings if not (f.claim and (f.statement, f.claim.id) in differ)]
            findings = [*findings, *(_matches(found, thresholds()["short match"]) or _related(found))]
        return findings

    def _of_statements(
        self, question: Question, findings: Sequence[Finding], without: Collection[str]
    ) -> list[Finding]:
        """What surely matches a statement out of more and was not found yet. Who said it, and when, may stand
        in another one, unless it is a claim word for word: one of several that are passed on together."""
        sure = {f.claim.id for f in _matches(findings, thresholds()["alone"]) if f.claim}
        others = {f.claim.id for f in filter(_is_of_others, findings) if f.claim}
        added: list[Finding] = []
        for one in question.statements:
            alone = replace(question, whole=one, statements=[one], part=True, date=None)
            likest = self._likest(alone)
            if not likest or likest.id in sure:
                continue
            if match.is_the_same(one, likest):
                added += self._of_statement(alone, alone, without, sure)
            elif likest.id not in others:
                said = replace(question, statements=[one])
                found = self._of_statement(alone, said, without, sure | others)
                added += self._not_another(found, alone, without, sure=not _is_list(question))
        return added

    def _of_statement(
        self, alone: Question, said: Question, without: Collection[str], settled: Collection[str]
    ) -> list[Finding]:
        """What surely matches one statement, given what was said in all, but for claims that are settled."""
        found = self._decider.decide(alone, without, CANDIDATES_A_STATEMENT, said=said)[0]
        sure = _matches(found, thresholds()["alone"])
        return [each for each in sure if each.claim and each.claim.id not in settled]

    def _not_another(
        self, found: list[Finding], alone: Question, without: Collection[str], *, sure: bool
    ) -> list[Finding]:
        """Those matches of a statement from which it is not seen to differ by itself."""
        if not found:
            return found
        again = self._decider.decide(alone, without, CANDIDATES_A_STATEMENT)[0]
        differ = {each.claim.id for each in again if each.claim and _is_another(each, sure=sure)}
        return [each for each in found if each.claim and each.claim.id not in differ]

    def _on_topic(self, question: Question, without: Collection[str]) -> list[Finding]:
        """What there is on whatever a message names without saying anything of it ("Obama", "vaccines?",
        "anything on the moon landing?"): the claims that have all of its few words, to choose from."""
        named = Reading(framing.topic(question.whole.text), self._lexicon, question.language)
        if question.date or not asking.is_topic(named):
            return []
        stems = self._search.stems(question, named)
        hits = [hit.sketch for hit in self._search.alike(question, stems, CANDIDATES)]
        of_it = [each for each in hits if each.id not in without and each.told.issuperset(stems)]
        of_it.sort(key=lambda each: (each.language != question.language, not each.text.issuperset(stems)))
        ids = list(dict.fromkeys(each.id for each in of_it))[: 1 + OTHERS]
        claims = self._store.claims(ids)
        if not claims:
            return []
        unsure = Difference("unsure", question.whole.text, claims[0].text)
        others = tuple(Candidate(each, 0.0) for each in claims[1:])
        return [Finding("related", question.whole.text, 0.0, claims[0], (unsure,), others)]

    def _part(
        self, question: Question, part: Reading, without: Collection[str], said: Question | None
    ) -> list[Finding]:
        """What to say of a part of a question; who said it may stand elsewhere in what was `said`."""
        alone = replace(question, whole=part, statements=[part], asked=(), sentences=())
        context = replace(said, statements=[part]) if said else alone
        return self._decider.decide(alone, without, said=context)[0]

    def _by_itself(self, part: Reading, alone: Sequence[Finding]) -> list[Finding]:
        """What surely matches a question that is one of more, of what was found for it `alone`, whoever the
        others are about: a claim about nobody whose names it has."""
        found = _matches(alone, thresholds()["alone"])
        claims = [(each, ClaimReading(each.claim, self._lexicon)) for each in found if each.claim]
        return [
            each for each, claim in claims if not claim.people and all(map(part.mentions, claim.text_names))
        ]

    def _likest(self, part: Question) -> Sketch | None:
        """The claim that shares most with one statement out of more, if it may be that: to be quick."""
        hits = self._search.alike(part, self._search.stems(part, part.whole), CANDIDATES_A_STATEMENT)
        enough = hits and hits[0].score >= _LEAST_SCORE * growth(self._index)
        return hits[0].sketch if enough else None


def _matches(findings: Sequence[Finding], least: float = 0.0) -> list[Finding]:
    """Those that match with at least this probability."""
    return [finding for finding in findings if finding.outcome == "match" and finding.probability >= least]


def _related(findings: Sequence[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.outcome == "related"]


def _is_list(question: Question) -> bool:
    """Whether a message is several questions and nothing else: each is asked by itself."""
    return 1 < len(question.asked) == len(question.sentences)


def _is_another(finding: Finding, *, sure: bool = False) -> bool:
    """Whether something is seen to differ, and a claim is not only too unlike; where it must be `sure`, more
    than a word that the claim does not have."""
    unsure = (each.kind == "unsure" if sure else each.only_looks_alike for each in finding.differs)
    return not all(unsure)


def _is_of_others(finding: Finding) -> bool:
    """Whether somebody or somewhere else, or another time, is seen to be meant."""
    return any(difference.kind in _OF_ALL for difference in finding.differs)


def _reviews(finding: Finding) -> frozenset[str]:
    """What tells one claim, or several that are one, from others: the pages that check it."""
    assert finding.claim is not None  # noqa: S101 - a match has a claim
    return frozenset(review.url for review in finding.claim.reviews) or frozenset([finding.claim.id])
