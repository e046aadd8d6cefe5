"""What happens in a chat, whatever the platform: asking, choosing, feedback, passing on, forgetting.

Adapters translate a platform's events into these calls, and what they return into the platform's
messages. People and chats are known here by the platform's own ids and kept only as hashes; the text
of a question is kept only by `pass_on`, which the asker's consent calls, and with what somebody says of
an answer, by the buttons for that.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from .asked_in import asked_in
from .engine import Engine
from .errors import NotYours, StaleButton
from .identity import Identities
from .memory import editors
from .memory.ledger import Ledger, Shown
from .memory.personal_data import PersonalData
from .model import Answer, Claim, Message
from .questions import Address, Passed, Questions
from .wording import Wording

_MOST_ANSWERS = 1000
_LONGEST_KEPT = 2000
_LONGEST_FEEDBACK = 4000
# Every table from which something of a person is erased: the first table of docs/privacy.md has the same.
_OF_PEOPLE = ("shown", "replies", "chats", "questions", "topics", "topic_words", "topic_prints", "demand",
              "outbox", "banned", "drafts", "acts", "jobs", "deliveries")  # fmt: skip
Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Who:
    """Who speaks, and where, by the platform's own ids."""

    platform: str
    user: str
    chat: str


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, and the id under which it is remembered: what its buttons carry."""

    answer: Answer
    id: str


class Conversation:
    """Answers people on every platform. Safe to use from several threads; blocks, so that an adapter
    with an event loop calls it in a thread."""

    def __init__(
        self, engine: Engine, ledger: Ledger, identities: Identities, *, clock: Clock = time.time
    ) -> None:
        self.engine = engine
        self.ledger = ledger
        self.identities = identities
        self.questions = Questions(engine, identities)
        self.clock = clock
        self._answers: dict[Message, Answer] = {}
        self._version: object = None

    def ask(
        self, who: Who, message: Message, *, links: Sequence[str] = (), words: Wording | None = None
    ) -> Reply:
        """Answer a message, and remember which claims were shown, with which sentences. `links` are addresses
        that do not stand in it: behind its words, for one; they count where there is nothing to be found for
        it by itself."""
        started = time.perf_counter()
        answer = self._answer(message)
        if links and answer.outcome == "none":
            linked = self._answer(replace(message, text="\n".join([message.text, *links])))
            answer = linked if linked.outcome != "none" else answer
        if answer.outcome != "match" and not answer.only_note:
            self.questions.count(message.text, now=self.clock())
        words = words or self.wording(who, asked=message)
        return self._remember(who, answer, words, (time.perf_counter() - started) * 1000)

    def show(self, who: Who, claim_id: str, words: Wording | None = None) -> Reply | None:
        """A claim that was picked from a list or a link, as an answer; None if it is gone."""
        words = words or self.wording(who)
        found = self.engine.show(claim_id, words.language)
        return self._remember(who, Answer((found,)), words) if found else None

    def offer(self, who: Who, claims: Sequence[Claim], words: Wording | None = None) -> str:
        """Remember a list of claims to `choose` from by place; its id."""
        return self._show(who, "list", [], [claim.id for claim in claims], words or self.wording(who), 0.0)

    def others(self, who: Who, shown_id: str, asked: Message | None = None) -> list[Claim]:
        """ "Not what I meant": the claims that could have been meant instead, or, where the answer was
        only related, those that were offered. `asked` is the question, where its platform has it at hand.
        Raises `StaleButton`, `NotYours`."""
        shown = self.own(who, shown_id)
        self._feedback(shown, "wrong", asked)
        return self.engine.store.claims(_offered(shown))

    def choose(
        self,
        who: Who,
        shown_id: str,
        place: int,
        asked: Message | None = None,
        words: Wording | None = None,
    ) -> Reply:
        """One of the claims of `others`, by its place from 0. Raises `StaleButton`, `NotYours`."""
        shown, words = self.own(who, shown_id), words or self.wording(who, shown=shown_id)
        offered = _offered(shown)
        found = self.engine.show(offered[place], words.language) if 0 <= place < len(offered) else None
        if found is None:
            raise StaleButton("That claim is no longer in the database: ask again.")
        self._feedback(shown, "chosen", asked, chosen=offered[place])
        return self._remember(who, Answer((found,)), words)

    def own(self, who: Who, shown_id: str) -> Shown:
        """What was shown, for whoever it was shown to. Raises `StaleButton`, `NotYours`."""
        shown = self._shown(shown_id)
        if shown.person != self.person(who):
            raise NotYours("That button belongs to whoever asked: ask yourself.")
        return shown

    def right(self, who: Who, shown_id: str, asked: Message | None = None) -> bool:
        """ "That's it"; whether the question is kept with it. Raises `StaleButton`, `NotYours`."""
        return self._feedback(self.own(who, shown_id), "right", asked)

    def none_of_these(self, who: Who, shown_id: str, asked: Message | None = None) -> None:
        """None of the claims that were offered. Raises `StaleButton`, `NotYours`."""
        self._feedback(self.own(who, shown_id), "none", asked)

    def claims_of(self, shown_id: str) -> list[Claim]:
        """The claims that an answer showed, for whoever wants their sources. Raises `StaleButton`."""
        return self.engine.store.claims(self._shown(shown_id).claims)

    def pass_on(self, who: Who, shown_id: str, text: str) -> Passed:
        """Keep the question for the editors, now that its asker has agreed: "new", or why not: they have it
        "already", this person or chat has passed on too many today ("limit"), or is "banned". Raises
        `StaleButton`, `NotYours`."""
        return self.questions.pass_on(self.own(who, shown_id), text, now=self.clock())

    def can_tell(self) -> bool:
        """Whether people can be told of news: only where an address can be sealed."""
        return self.identities.can_seal

    def may_hear(self, who: Who, shown_id: str) -> bool:
        """Whether an asker can choose to hear of a question that was passed on, and has not yet. Raises
        `StaleButton`, `NotYours`."""
        return self.questions.may_hear(self.own(who, shown_id))

    def hear(self, who: Who, shown_id: str, address: Address) -> bool:
        """The asker of a question that was passed on wants to hear of it, there; False if it is not kept
        any more. Raises `StaleButton`, `NotYours`, `MissingSettings`."""
        return self.questions.hear(self.own(who, shown_id), address)

    def stop(self, who: Who) -> None:
        """Whoever speaks wants to hear of nothing any more."""
        self.questions.store.stop(self.person(who))

    def stop_hearing(self, who: Who, shown_id: str) -> None:
        """Whoever speaks wants to hear no more of one question; of none, if it is not theirs."""
        self.questions.store.stop(self.person(who), shown=shown_id)

    def wording(
        self, who: Who, *, spoken: str = "", asked: Message | None = None, shown: str = ""
    ) -> Wording:
        """The sentences in the language that was chosen in this chat, else in the one in which something is
        asked, or in which this person was shown an answer, else in the one that their own client speaks."""
        chosen = self.settings(who).get("language")
        if chosen is None and shown:
            found = self.ledger.shown(shown)
            chosen = found.language if found and found.person == self.person(who) else None
        return Wording(str(chosen or asked_in(asked) or spoken or "en"))

    def answered_by(self, who: Who, message_id: str) -> int | None:
        """The message of ours that answers one of theirs, to be edited when that is."""
        return self.ledger.reply(self._message(who, message_id))

    def set_answered_by(self, who: Who, message_id: str, answer: int) -> None:
        """Remember which message of ours answers one of theirs."""
        self.ledger.set_reply(self._message(who, message_id), self.person(who), answer, now=self.clock())

    def settings(self, who: Who) -> dict[str, Any]:
        """What was chosen in this chat: "language" and whatever its adapter keeps."""
        return self.ledger.chat_settings(who.platform, self._chat(who))

    def change_settings(self, who: Who, **settings: Any) -> None:
        """Change these settings of this chat; None takes one away."""
        self.ledger.set_chat(who.platform, self._chat(who), **settings)

    def my_data(self, who: Who) -> PersonalData:
        """All that is kept of whoever asks."""
        person = self.person(who)
        return PersonalData(
            self.ledger.of_person(person),
            self.questions.store.passed_on(person=person, limit=-1),
            self.ledger.chat_settings(who.platform, self._own_chat(who)),
            hearing=self.questions.store.hearing(person),
            replies=self.ledger.count_replies(person),
            drafts=editors.drafts_of(self.engine.store.file, person),
            banned=self.questions.store.is_banned(person),
            acts=self.questions.store.count_acts(person),
        )

    def forget(self, who: Who) -> None:
        """Erase all that is kept of whoever asks, at once, also what is to be sent to them."""
        person, file = self.person(who), self.engine.store.file
        with file.erasing(_OF_PEOPLE):
            self.questions.forget(person)
            self.ledger.forget(who.platform, person, self._own_chat(who))
            editors.forget_drafts(file, person)
            self._answers = {}

    def expire(self, days: float) -> None:
        """Erase what is older than so many days, and the texts of what has been answered."""
        now, file = self.clock(), self.engine.store.file
        with file.erasing(_OF_PEOPLE):
            self.ledger.expire(now=now, days=days)
            self.questions.expire(now=now, days=days)
            editors.expire_drafts(file, now=now)

    def person(self, who: Who) -> str:
        """The one-way code under which somebody is kept."""
        return self.identities.hash(who.platform, "user", who.user)

    def knows_people(self) -> bool:
        """Whether those who are kept here can be found: not with another secret than the bot ran with."""
        return self.ledger.kept_under() in (None, self.identities.hash("people"))

    def keeps_people(self) -> None:
        """From now on people are kept by the secret of this process."""
        self.ledger.keep_under(self.identities.hash("people"))

    def _feedback(self, shown: Shown, said: str, asked: Message | None, *, chosen: str | None = None) -> bool:
        """Keep what was said of an answer, with the question: of one statement, and surely the one that was
        answered, as it would be answered with the same claim now."""
        kept = asked if asked and len(shown.claims) == 1 and self._claims(asked) == shown.claims else None
        text, date = (kept.text[:_LONGEST_FEEDBACK], kept.date) if kept else (None, None)
        self.ledger.give_feedback(shown.id, said, chosen=chosen, text=text, date=date)
        return kept is not None

    def _claims(self, message: Message) -> tuple[str, ...]:
        return tuple(finding.claim.id for finding in self._answer(message).findings if finding.claim)

    def _answer(self, message: Message) -> Answer:
        """A post that many people send is looked up once, as long as the claims stay the same. Its text is
        held in memory only, and never outlives `_MOST_ANSWERS` others."""
        version = self.engine.store.version()
        if version != self._version:
            self._answers, self._version = {}, version
        answer = self._answers.get(message)
        if answer is None:
            answer = self.engine.ask(message)
            if len(message.text) <= _LONGEST_KEPT:
                answers = self._answers
                answers[message] = answer
                if len(answers) > _MOST_ANSWERS:
                    answers.pop(next(iter(answers)), None)
        return answer

    def _remember(self, who: Who, answer: Answer, words: Wording, milliseconds: float = 0.0) -> Reply:
        claims = [finding.claim.id for finding in answer.findings if finding.claim]
        others = [other.claim.id for finding in answer.findings for other in finding.others]
        others = [id_ for id_ in dict.fromkeys(others) if id_ not in claims]
        return Reply(answer, self._show(who, answer.outcome, claims, others, words, milliseconds))

    def _show(
        self,
        who: Who,
        outcome: str,
        claims: Sequence[str],
        others: Sequence[str],
        words: Wording,
        milliseconds: float,
    ) -> str:
        return self.ledger.show(
            who.platform,
            self.person(who),
            self._chat(who),
            now=self.clock(),
            language=words.language,
            outcome=outcome,
            milliseconds=milliseconds,
            claims=claims,
            others=others,
        )

    def _shown(self, shown_id: str) -> Shown:
        shown = self.ledger.shown(shown_id)
        if shown is None:
            raise StaleButton("That button is from too long ago: ask again.")
        return shown

    def _message(self, who: Who, message_id: str) -> str:
        return self.identities.hash(who.platform, "message", who.chat, message_id)

    def _own_chat(self, who: Who) -> str:
        """The chat that somebody has with the bot alone: the settings there are theirs."""
        return self.identities.hash(who.platform, "chat", who.user)

    def _chat(self, who: Who) -> str:
        return self.identities.hash(who.platform, "chat", who.chat)


def _offered(shown: Shown) -> list[str]:
    """A related claim is itself an offer; a match was shown already."""
    return [*shown.claims, *shown.others] if shown.outcome == "related" else list(shown.others)
