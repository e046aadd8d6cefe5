"""What editors do with the questions that were passed on: answer, link, dismiss, merge, assign, undo.

Each act is one transaction: the change, the line in the log with what is needed to undo it, and a row for
every message to be sent. Of two editors at once one is first; the other is told who did what.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from .errors import TooLate, UsageError
from .memory.catalogue import Catalogue
from .memory.inbox_reading import Act, Editor, Group, Topic
from .memory.outbox import Kind, Outbox

if TYPE_CHECKING:
    from .conversation import Conversation

__all__ = ["Act", "Editor", "Group", "Inbox"]

_DONE = {
    "answered": "answered it",
    "linked": "linked it to {detail}",
    "dismissed": "dismissed it",
    "merged": "merged it into question {detail}",
    "reopened": "opened it again",
    "undo": "took back what was done",
}
_LONGEST_REASON = 500


class Inbox:
    """Safe to use from several threads and processes. Acts raise `UsageError` for a group or a claim that
    is not there, and `TooLate` where somebody was first: only what changes a group's state counts as
    first, never that more people ask. `version` is that of the group as the editor saw it, None for
    whatever it is now."""

    def __init__(self, conversation: "Conversation") -> None:
        self._conversation = conversation
        self._engine = conversation.engine
        self._catalogue = Catalogue(conversation.engine.store)
        self._clock: Callable[[], float] = conversation.clock
        self.store = conversation.questions.store
        self.outbox = Outbox(conversation.engine.store.file, owner=conversation.ledger.owner)

    # Reading

    def group(self, id_: int) -> Group | None:
        return self.store.group(id_, now=self._clock())

    def open(self, limit: int = 50) -> list[Group]:
        """Open groups, the most asked and newest first."""
        return self.store.groups(now=self._clock(), limit=limit)

    def changed(self, since: int, limit: int) -> list[Group]:
        """Groups that have changed after that version, in the order of their changes."""
        return self.store.changed(since, limit, now=self._clock())

    def last_change(self) -> int:
        return self.store.last_change()

    # Acts

    def answer(self, group: int, version: int | None, values: Mapping[str, str], *, by: Editor) -> Act:
        """Save a claim, checked as `factcheck add` does, today if no other day is given, and tell who asked.
        Raises `BadAnswer`."""
        from .sources import curating  # slow to load, and who only reads needs none

        self._check(group, version)
        today = self._today()
        checked = values.get("review_date") or today.isoformat()
        claim = curating.drafted({**values, "review_date": checked}, today)
        with self._catalogue.store.writing() as db:
            topic = self._open(db, group, version)
            curating.refuse_known(self._catalogue, claim)
            self._catalogue.put_new(db, claim)
            return self._done(
                db, topic, "answered", by, detail=claim.id, tell="answered", state="answered", claim=claim.id
            )

    def link(self, group: int, version: int | None, claim_id: str, *, by: Editor) -> Act:
        """Answer with a claim that is there, and tell who asked."""
        from .sources import curating

        with self.store.file.writing() as db:
            topic = self._open(db, group, version)
            claim = curating.get(self._catalogue, claim_id.strip())
            return self._done(
                db, topic, "linked", by, detail=claim.id, tell="answered", state="linked", claim=claim.id
            )

    def dismiss(self, group: int, version: int | None, reason: str, *, tell: bool, by: Editor) -> Act:
        """Close without an answer; who asked is told kindly, or not at all. Only editors see the reason."""
        with self.store.file.writing() as db:
            topic = self._open(db, group, version)
            kind: Kind | None = "dismissed" if tell else None
            detail = " ".join(reason.split())[:_LONGEST_REASON]
            return self._done(db, topic, "dismissed", by, detail=detail, tell=kind, state="dismissed")

    def assign(self, group: int, to: str | None, *, by: Editor) -> Act:
        """Say who looks after a group; None for nobody."""
        with self.store.file.writing() as db:
            topic = self._topic(db, group)
            return self._done(db, topic, "assigned", by, detail=to or "nobody", assigned=to)

    def merge(self, group: int, into: int, *, by: Editor) -> Act:
        """Put the questions of a group into another that is open too."""
        if group == into:
            raise UsageError("A question cannot be merged into itself: name another.")
        with self.store.file.writing() as db:
            topic, other = self._open(db, group, None), self._open(db, into, None)
            moved = self.store.move(db, topic.id, other.id)
            self.store.touch(db, other.id, now=self._clock())
            before = {"moved": moved, "into": other.id}
            return self._done(db, topic, "merged", by, detail=str(into), before=before, state="merged")

    def reopen(self, group: int, *, by: Editor) -> Act:
        """Open a group that was answered, linked or dismissed: what was not sent is not sent, and who was
        told hears of it when it is answered again, in another way."""
        with self.store.file.writing() as db:
            topic = self._topic(db, group)
            if topic.state not in ("answered", "linked", "dismissed"):
                raise UsageError(f"Question {group} is {topic.state}: there is nothing to open again.")
            if not topic.text:
                raise UsageError(
                    f"The text of question {group} is not kept any more: wait until it is asked."
                )
            held_back = self.outbox.hold_back(db, topic.id)
            before = {"held_back": held_back}
            act = self._done(db, topic, "reopened", by, before=before, state="open", claim=None)
            self.store.set_told(db, act.id, len(held_back))
        return self.store.get_act(act.id)

    def notify(self, group: int, *, by: Editor) -> Act:
        """Tell everybody who wants to hear of a closed group and was not told."""
        with self.store.file.writing() as db:
            topic = self._topic(db, group)
            kinds: dict[str, Kind] = {"answered": "answered", "linked": "answered", "dismissed": "dismissed"}
            if topic.state not in kinds:
                raise UsageError(f"Question {group} is {topic.state}: answer, link or dismiss it first.")
            return self._done(db, topic, "notified", by, tell=kinds[topic.state])

    def undo(self, group: int | None = None, version: int | None = None, *, by: Editor) -> Act:
        """Take back the last act, of a group or of all: what was not sent is not sent, who has been told
        is told that it was taken back, and a claim that was saved is put aside."""
        with self._catalogue.store.writing() as db:
            last = self.store.last_act(db, group)
            if last is None:
                raise UsageError(
                    "There is nothing to undo: 'factcheck inbox log' shows what was done.",
                    "editors nothing to undo",
                )
            act, before = last
            topic = self._topic(db, act.group)
            if version is not None and topic.changed > version:
                raise self._who_was_first(db, topic)
            if act.what == "merged":
                self.store.move_back(db, topic.id, before["moved"])
                self.store.touch(db, before["into"], now=self._clock())
            if act.what == "reopened":
                self.outbox.let_go(db, before.get("held_back", ()))
            dropped = self.outbox.withdraw(db, act.id, by=act.id, now=self._clock())
            if act.what == "answered":
                self._put_aside(db, act.detail)
            self.store.mark_undone(db, act.id)
            columns = {name: before[name] for name in ("state", "assigned", "claim")}
            if columns["state"] == topic.state:
                del columns["state"]
            undone = self._done(db, topic, "undo", by, detail=act.what, **columns)
            self.store.set_told(db, undone.id, dropped)
            # What is open again, or was merged into, may have lost its text meanwhile, or its last question.
            self._conversation.questions.retext([topic.id, before.get("into", topic.id)])
        return self.store.get_act(undone.id)

    def correct(self) -> int:
        """Find verdicts that somebody was given and that have changed since, and claims that are gone or
        there again, by whatever way; how many people are told."""
        told = self.outbox.told()
        claims = {claim.id: claim for claim in self._engine.store.claims([id_ for id_, _ in told])}
        count = 0
        for id_, verdict in told:
            now = claims[id_].verdict if id_ in claims else None
            if now != verdict:
                count += self.outbox.correct(id_, verdict, now, now=self._clock())
        for claim in self._engine.store.claims(self.outbox.gone()):
            count += self.outbox.restore(claim.id, now=self._clock())
        return count

    def _done(
        self,
        db: Database,
        topic: Topic,
        what: str,
        by: Editor,
        *,
        detail: str = "",
        tell: Kind | None = None,
        before: Mapping[str, Any] | None = None,
        **columns: Any,
    ) -> Act:
        now = self._clock()
        id_ = self.store.act(db, topic, what, by, now=now, detail=detail, before=before, **columns)
        if tell:
            claim = columns.get("claim", topic.claim)
            self.store.set_told(db, id_, self.outbox.add(db, topic.id, tell, act=id_, claim=claim, now=now))
        return self.store.get_act(id_)

    def _check(self, group: int, version: int | None) -> None:
        """Before anything is worked out: the loser hears who was first, not what is wrong with an answer."""
        with self.store.file.explained():
            self._open(self.store.file.db, group, version)

    def _topic(self, db: Database, group: int) -> Topic:
        topic = self.store.topic(db, group)
        if topic is None:
            raise UsageError(
                f"There is no question {group}: 'factcheck inbox list' shows what there is.",
                "editors no question",
            )
        return topic

    def _open(self, db: Database, group: int, version: int | None) -> Topic:
        topic = self._topic(db, group)
        if topic.state != "open" or (version is not None and topic.changed > version):
            raise self._who_was_first(db, topic)
        return topic

    def _who_was_first(self, db: Database, topic: Topic) -> TooLate:
        found = self.store.last_change_of(db, topic.id)
        if found is None or found.what not in _DONE:
            sentence = f"Question {topic.id} is {topic.state} already: look at it again."
            return TooLate(sentence, "editors first")
        what = _DONE[found.what].format(detail=found.detail)
        minute = datetime.datetime.fromtimestamp(found.at, datetime.timezone.utc).strftime("%H:%M UTC")
        sentence = f"{found.who} was first and {what} at {minute}: look at question {topic.id} again."
        return TooLate(sentence, f"editors first {found.what}", who=found.who, minute=minute)

    def _put_aside(self, db: Database, claim_id: str) -> None:
        claim = self._catalogue.store.get(claim_id)
        if claim:
            now = datetime.datetime.fromtimestamp(self._clock(), datetime.timezone.utc)
            self._catalogue.put_aside(db, claim, now.isoformat(timespec="seconds"))

    def _today(self) -> datetime.date:
        return datetime.datetime.fromtimestamp(self._clock(), datetime.timezone.utc).date()
