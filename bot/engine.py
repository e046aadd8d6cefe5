"""The engine: ask(message) -> Answer. It knows claims and messages, and no chat platform."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from . import duplicates, match, quoting, ranking, starter
from .features import growth
from .guard.as_written import as_written
from .guard.claim_reading import ClaimReading
from .guard.differences import differences
from .index import Index
from .language import asking, framing, lexicon, screenshots, smalltalk, text
from .language.names import given_names
from .language.reading import Reading
from .learnt import thresholds
from .links import beside, links, title
from .match import Explanation
from .model import Answer, Candidate, Claim, Difference, Finding, Message, Note
from .ranking import Question, Ranked, Scored
from .searching import CANDIDATES, CANDIDATES_A_STATEMENT, Search
from .sketch import Sketch
from .store import Store, Version

MOST_FINDINGS = 5
# A statement whose best claim scores less, whatever the number of claims, is none of them.
_LEAST_SCORE = 1.5
_SHOWN = 8
_FEW_WORDS_WITH_A_LINK = 3
# Kinds of differences that count for every sentence of a message.
_OF_ALL = frozenset(["speaker", "place", "date"])
_OTHERS = 3
_OTHERS_WITHIN = 8.0
_SHORT_LETTERS = 2
_FEWEST_WORDS = 2  # telling ones
_MOST_READINGS = 20_000


class Engine:
    """Answers messages from one claim database. Safe to use from several threads."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store = store
        self.index = index
        self._version: Version | None = None
        self._readings: dict[tuple[str, int], ClaimReading] = {}
        self.lexicon = lexicon.of(index)
        self._search = Search(index, self.lexicon)

    def ask(self, message: Message, *, without: Collection[str] = ()) -> Answer:
        """What published fact-checks say about a message; never empty, never invented. Claims whose
        ids are in `without` are left out of the search, to see what it does when they are not there."""
        cleaned = self._cleaned(message)
        note: Note | None = "truncated" if len(message.text) > text.READ_CHARACTERS else None
        letters = sum(character.isalnum() for character in cleaned)
        if letters < _SHORT_LETTERS:
            return Answer((Finding("none", cleaned),), "short" if letters else "empty")
        asked = framing.bare(cleaned)
        talk = None if message.forwarded else smalltalk.kind(cleaned) or smalltalk.kind(asked)
        if talk:
            return Answer((Finding("none", cleaned),), talk)
        linking = links(cleaned)
        only_link = bool(linking) and len(text.telling_words(beside(cleaned))) <= _FEW_WORDS_WITH_A_LINK
        if only_link:
            linked = self._linked(linking, without)
            if linked:
                said = Reading(framing.bare(beside(cleaned).strip()), self.lexicon, "en")
                return Answer(tuple(self._asked_of_link(finding, said, cleaned) for finding in linked))
            named = title(cleaned)
            asked, only_link = named or asked, not named
        question = self._read(asked, message)
        if not question.whole.content(question.language):
            note = "link" if linking else "short"
        found = self._findings(question, without)
        asks = 0 if message.forwarded else len(framing.questions(asked))
        if not note:
            note = "link" if only_link and found[0].outcome == "none" else self._beyond(question, found, asks)
        partial = found[0].outcome == "match" and (
            self._leaves_out(question, found, without) or (asks > 1 and self._names_others(asked, found))
        )
        return Answer(tuple(found[:MOST_FINDINGS]), note, partial)

    def rank(self, message: Message, *, without: Collection[str] = ()) -> list[Scored]:
        """The candidates for a message with their features, best first: what `ask` decides on."""
        return self._rank(self.read(message), without)

    def read(self, message: Message) -> Question:
        """A message, read: what `rank` compares with claims."""
        return self._read(framing.bare(self._cleaned(message)), message)

    def names_another(self, asked: str, post: Message) -> bool:
        """Whether what somebody asks of a post names a person who is not in it, by more than a first name,
        which may be a friend's: "Did Putin say that?" of one on Obama."""
        cleaned, told = text.clean(asked[: text.READ_CHARACTERS]), self.read(post).whole
        language = self.read(Message(asked)).language
        by = Reading(text.clean(post.author or ""), self.lexicon)
        sentences = framing.questions(cleaned) or [cleaned]
        readings = [Reading(framing.bare(each), self.lexicon, language) for each in sentences]
        named = {name for one in readings for name in (*filter(one.knows_person, one.persons), *one.speakers)}
        surnames = (name for name in named if not given_names().issuperset(name))
        return any(not told.mentions(name) and not by.mentions(name) for name in surnames)

    def only_comments(self, asked: Message, post: Message) -> bool:
        """Whether what somebody says of a post, if nothing is found for it, asks nothing by itself: at most
        one word of it tells anything, and it names nobody who is not in the post ("Really? I doubt it")."""
        question = self.read(asked)
        few = len(question.whole.content(question.language)) <= 1
        return few and not self.names_another(asked.text, post)

    def explain(self, message: Message) -> Explanation | None:
        """Why the claim that comes first for a message does so; None if none does."""
        ranked = self.rank(message)
        return match.explanation(*ranking.first_two(ranked)) if ranked else None

    def show(self, id_: str, language: str = "") -> Finding | None:
        """A claim that a person has chosen, as the finding that answers it; None if it is gone."""
        claim = self.store.get(id_)
        return self.finding(claim, language) if claim else None

    def finding(self, claim: Claim, language: str = "") -> Finding:
        """The finding that answers with a claim that was chosen, told in this language if it can be."""
        told = claim.told_in(language)
        return Finding("match", told.text, 1.0, told)

    def suggest(self, typed: str, limit: int) -> list[Claim]:
        """Claims that fit what has been typed so far, the last word of which may be unfinished; the newest
        where nothing has been typed."""
        cleaned = text.clean(typed[: text.READ_CHARACTERS])
        if not any(character.isalnum() for character in cleaned):
            return self.store.latest(limit)
        question = self._read(cleaned, Message(cleaned))
        last = text.words(cleaned, "")[-1:]
        stems = self._search.stems(question, question.whole)
        found = self.index.search(stems, limit, prefix=last[0].form if last else "")
        return self.store.claims([id_ for id_, _ in found])

    def latest(self, limit: int = 5) -> list[Claim]:
        return self.store.latest(limit)

    def languages(self) -> list[str]:
        """The languages that claims are in, the most frequent first."""
        self._refresh()
        return self._search.languages

    def close(self) -> None:
        self.store.close()

    def _leaves_out(self, question: Question, found: Sequence[Finding], without: Collection[str]) -> bool:
        """Whether one of several questions is answered by none of these matches."""
        told = {finding.claim.id for finding in found if finding.claim}
        left = (one for one in question.asked if not any(one.text in each.statement for each in found))
        answers = (_matches(self._part(question, one, without, question)) for one in left)
        return any(told.isdisjoint(each.claim.id for each in alone if each.claim) for alone in answers)

    def _names_others(self, asked: str, found: Sequence[Finding]) -> bool:
        """Whether one of several questions names somebody who is neither in what is answered nor in its
        claim: "Did Obama say he'd have more flexibility? Did Putin say it?" """
        claims = (finding.claim.text for finding in found if finding.claim)
        answered = [*(finding.statement for finding in found), *claims]
        return self.names_another(asked, Message("\n".join(answered)))

    def _linked(self, linking: Sequence[str], without: Collection[str]) -> list[Finding]:
        """The claims whose fact-checks are at these links."""
        self._refresh()
        ids = [id_ for id_ in self.index.linked(linking) if id_ not in without]
        return [self.finding(claim) for claim in self.store.claims(ids)]

    def _asked_of_link(self, linked: Finding, said: Reading, statement: str) -> Finding:
        """The claim whose fact-check was linked, unless what was `said` beside the link differs from it:
        "Did Putin say it? https://..." """
        differs: tuple[Difference, ...] = ()
        if linked.claim and linked.claim.language == "en":
            claim = ClaimReading(linked.claim, self.lexicon)
            found = (each for each in differences(said, claim) if each.kind != "unsure")
            differs = tuple(as_written(each, said, claim) for each in found)
        return replace(
            linked, statement=statement, outcome="related" if differs else "match", differs=differs
        )

    def _findings(self, question: Question, without: Collection[str]) -> list[Finding]:
        """Those that match, one a claim, best first; else the best that is related; else none. A message
        is read as a whole, and each of its questions, reports and statements also by itself."""
        learnt = thresholds()
        findings, passed = self._decide(question, without)
        without = {*without, *passed}
        findings = self._of_questions(question, findings, without)
        if not _matches(findings):
            for told in self._search.reported(question):
                found = self._part(question, told, without, question)
                findings += _matches(found, learnt["brief match"]) or _related(found)
        if len(question.statements) > 1:
            findings += self._of_statements(question, findings, without)
        findings.sort(key=lambda finding: -finding.probability)
        # Beside what it is surely about, it must be surer to be about something else.
        matches = _matches(findings, learnt["short match"] if _matches(findings, learnt["alone"]) else 0.0)
        once: dict[frozenset[str], Finding] = {}
        for finding in matches:
            once.setdefault(_reviews(finding), finding)
        if matches:
            return sorted(once.values(), key=lambda finding: -finding.probability)
        return (
            _related(findings)[:1]
            or self._on_topic(question, without)
            or [Finding("none", question.whole.text)]
        )

    def _beyond(self, question: Question, findings: Sequence[Finding], asks: int) -> Note | None:
        """Whether a message that asks so many questions asks for more matches than are shown, or says much
        besides the claims that it matches, told in its language."""
        if findings[0].outcome == "match" and max(asks, len(findings)) > MOST_FINDINGS:
            return "many"
        told = [f.claim.told_in(question.language) for f in findings if f.claim and f.outcome == "match"]
        if not told or any(claim.language != question.language for claim in told):
            return None
        readings = (ClaimReading(claim, self.lexicon) for claim in told)
        return "more" if match.says_more(question, readings) else None

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
        found = self._decide(alone, without, CANDIDATES_A_STATEMENT, said=said)[0]
        sure = _matches(found, thresholds()["alone"])
        return [each for each in sure if each.claim and each.claim.id not in settled]

    def _not_another(
        self, found: list[Finding], alone: Question, without: Collection[str], *, sure: bool
    ) -> list[Finding]:
        """Those matches of a statement from which it is not seen to differ by itself."""
        if not found:
            return found
        again = self._decide(alone, without, CANDIDATES_A_STATEMENT)[0]
        differ = {each.claim.id for each in again if each.claim and _is_another(each, sure=sure)}
        return [each for each in found if each.claim and each.claim.id not in differ]

    def _on_topic(self, question: Question, without: Collection[str]) -> list[Finding]:
        """What there is on whatever a message names without saying anything of it ("Obama", "vaccines?",
        "anything on the moon landing?"): the claims that have all of its few words, to choose from."""
        named = Reading(framing.topic(question.whole.text), self.lexicon, question.language)
        if question.date or not asking.is_topic(named):
            return []
        stems = self._search.stems(question, named)
        hits = [hit.sketch for hit in self._search.alike(question, stems, CANDIDATES)]
        of_it = [each for each in hits if each.id not in without and each.told.issuperset(stems)]
        of_it.sort(key=lambda each: (each.language != question.language, not each.text.issuperset(stems)))
        ids = list(dict.fromkeys(each.id for each in of_it))[: 1 + _OTHERS]
        claims = self.store.claims(ids)
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
        return self._decide(alone, without, said=replace(said, statements=[part]) if said else alone)[0]

    def _by_itself(self, part: Reading, alone: Sequence[Finding]) -> list[Finding]:
        """What surely matches a question that is one of more, of what was found for it `alone`, whoever the
        others are about: a claim about nobody whose names it has."""
        found = _matches(alone, thresholds()["alone"])
        claims = [(each, ClaimReading(each.claim, self.lexicon)) for each in found if each.claim]
        return [
            each for each, claim in claims if not claim.people and all(map(part.mentions, claim.text_names))
        ]

    def _likest(self, part: Question) -> Sketch | None:
        """The claim that shares most with one statement out of more, if it may be that: to be quick."""
        hits = self._search.alike(part, self._search.stems(part, part.whole), CANDIDATES_A_STATEMENT)
        enough = hits and hits[0].score >= _LEAST_SCORE * growth(self.index)
        return hits[0].sketch if enough else None

    def _decide(
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
        ranked = match.in_its_language(question, self._rank(question, without, limit))[:_SHOWN]
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

    def _quoting(self, question: Question, candidates: Sequence[Scored]) -> list[Scored]:
        """Those candidates whose claims the message quotes, first the one whose claimant said so."""
        quoted = [each for each in candidates if each.features["quoted in all"]]
        if question.part:
            return []
        if quoted and question.whole.quotations:
            ids = quoting.quoted(question, self._with_claims(quoted), self.index)
        else:
            quoted = quoting.may_be_around(question, candidates)
            ids = quoting.around(question, self._with_claims(quoted))
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
        shown = {each.id for each in apart[:_OTHERS] if first.score - each.score <= _OTHERS_WITHIN}
        near = self._with_claims([first, *(each for each in others if each.id in alike | shown)])
        if not near or near[0].id != first.id:  # it has been removed since it was found
            return self._found(question, others, said) if others else [Finding("none", statement)]
        found = _found(question, near, said, alike, apart=apart, exact=exact)
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
        original = self.store.get(claim.id)
        return replace(original, reviews=claim.reviews) if original else claim

    def _with_claims(self, scored: Sequence[Scored]) -> list[Ranked]:
        """Those candidates whose claims are still there, with them."""
        claims = {claim.claim.id: claim for claim in self._claims([each.key for each in scored])}
        return [
            Ranked(each.sketch, each.features, each.score, each.statement, each.kind, claims[each.id])
            for each in scored
            if each.id in claims
        ]

    def _rank(self, question: Question, without: Collection[str], limit: int = CANDIDATES) -> list[Scored]:
        return ranking.rank(question, self._search.find(question, limit + len(without)), self.index, without)

    def _cleaned(self, message: Message) -> str:
        """A message's text, cleaned, without what the screen had around it."""
        cleaned = text.clean(message.text[: text.READ_CHARACTERS])
        if "\n" not in cleaned:
            return cleaned
        self._refresh()
        return screenshots.posted(cleaned, self._search.is_known, self.index.is_person)

    def _read(self, cleaned: str, message: Message) -> Question:
        self._refresh()
        return self._search.read(cleaned, message)

    def _refresh(self) -> None:
        version = self.store.version()
        if version != self._version:
            self._search.languages = self.store.languages() or ["en"]
            told_in = self.store.translated_languages()
            self._search.told_in = [code for code in told_in if code not in self._search.languages]
            self._readings = {}
            self._version = version
        self.index.refresh(version)

    def _claims(self, keys: Sequence[tuple[str, int]]) -> list[ClaimReading]:
        """The claims with these ids that are still there, each in the words of one of its translations (see
        `Claim.translated`), read."""
        readings = self._readings
        missing = [each for each in keys if each not in readings]
        if len(readings) + len(missing) > _MOST_READINGS:
            readings = self._readings = {}
            missing = list(keys)
        if missing:
            claims = {claim.id: claim for claim in self.store.claims([id_ for id_, _ in missing])}
            for id_, translation in missing:
                if id_ in claims and translation <= len(claims[id_].translations):
                    readings[id_, translation] = ClaimReading(claims[id_], self.lexicon, translation)
        return [readings[each] for each in keys if each in readings]


def open_engine(path: Path) -> Engine:
    """The engine over the database in this file, made and filled with the starter claims if need be.

    Raises `DatabaseError`.
    """
    store = starter.open_store(path)
    return Engine(store, Index(store))


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


def _found(
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
    close = [other for other in offered if first.score - other.score <= _OTHERS_WITHIN][:_OTHERS]
    main = Finding(
        "related" if found else "match",
        statement,
        probability,
        duplicates.merged(first.claim.claim, [double.claim for double in doubles]),
        tuple(found),
        tuple(Candidate(other.claim.claim, match.probability(other, first)) for other in close),
    )
    return [main, *(Finding("match", statement, probability, each.claim.claim) for each in also if not found)]


def _may_be_sure(question: Question, first: Ranked, second: Scored | None) -> bool:
    """Whether a message says enough to tell the first claim from others: more than a word, in words that are
    not only told by their sound, and more of it than of a twin of another verdict."""
    twins = isinstance(second, Ranked) and match.twins(first, second)
    few = len(question.whole.content(question.language)) < _FEWEST_WORDS
    return not (few or twins or match.is_heard(question, first))
