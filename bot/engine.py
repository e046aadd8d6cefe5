"""The engine: ask(message) -> Answer. It knows claims and messages, and no chat platform."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path

from . import match, ranking, starter
from .deciding import Decider
from .guard.as_written import as_written
from .guard.claim_reading import ClaimReading
from .guard.differences import differences
from .index import Index
from .language import framing, lexicon, screenshots, smalltalk, text
from .language.names import given_names
from .language.reading import Reading
from .links import beside, links, title
from .match import Explanation
from .model import Answer, Claim, Difference, Finding, Message, Note
from .parts import Parts
from .ranking import Question, Scored
from .searching import Search
from .store import Store, Version

MOST_FINDINGS = 5
_FEW_WORDS_WITH_A_LINK = 3
_SHORT_LETTERS = 2


class Engine:
    """Answers messages from one claim database. Safe to use from several threads."""

    def __init__(self, store: Store, index: Index) -> None:
        self.store = store
        self.index = index
        self._version: Version | None = None
        self.lexicon = lexicon.of(index)
        self._search = Search(index, self.lexicon)
        self._decider = Decider(store, index, self.lexicon, self._search)
        self._parts = Parts(store, index, self.lexicon, self._search, self._decider)

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
        found = self._parts.findings(question, without)
        asks = 0 if message.forwarded else len(framing.questions(asked))
        if not note:
            note = "link" if only_link and found[0].outcome == "none" else self._beyond(question, found, asks)
        partial = found[0].outcome == "match" and (
            self._parts.leaves_out(question, found, without)
            or (asks > 1 and self._names_others(asked, found))
        )
        return Answer(tuple(found[:MOST_FINDINGS]), note, partial)

    def rank(self, message: Message, *, without: Collection[str] = ()) -> list[Scored]:
        """The candidates for a message with their features, best first: what `ask` decides on."""
        return self._decider.rank(self.read(message), without)

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
            self._decider.anew()
            self._version = version
        self.index.refresh(version)


def open_engine(path: Path) -> Engine:
    """The engine over the database in this file, made and filled with the starter claims if need be.

    Raises `DatabaseError`.
    """
    store = starter.open_store(path)
    return Engine(store, Index(store))
