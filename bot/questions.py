"""What askers do with questions that found no answer: pass them on, choose to hear, stop, be forgotten.

The text of a question is kept only once its asker has agreed. Before that a one-way code of its folded
text is counted, so that demand is known without a text or a person.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

from .engine import Engine
from .grouping import folded, same, stems
from .identity import Identities
from .memory.inbox_reading import DAY
from .memory.inbox_store import InboxStore
from .memory.ledger import Shown

Passed = Literal["new", "already", "limit", "banned"]
Address = Mapping[str, str | int]
MOST_A_PERSON = 10
MOST_A_CHAT = 30
_TEXT = 4000
_UNDO_SECONDS = DAY


class Questions:
    """Safe to use from several threads. Every method raises `DatabaseError`."""

    def __init__(self, engine: Engine, identities: Identities) -> None:
        self.engine = engine
        self.store = InboxStore(engine.store.file)
        self._identities = identities

    def count(self, text: str, *, now: float) -> None:
        """A question without a match: counted by its one-way code."""
        if folded(text):
            self.store.count_demand(self._print(text), now=now)

    def pass_on(self, shown: Shown, text: str, *, now: float) -> Passed:
        """Keep a question for the editors, in the group of those that are the same in other words."""
        text = text[:_TEXT]
        mine, here = self.store.asked(person=shown.person, chat=shown.chat, since=now - DAY)
        if self.store.is_banned(shown.person):
            return "banned"
        if mine >= MOST_A_PERSON or here >= MOST_A_CHAT:
            return "limit"
        print_, words = self._print(text), self._words(text)
        row = {
            "shown": shown.id,
            "platform": shown.platform,
            "person": shown.person,
            "chat": shown.chat,
            "at": now,
            "language": shown.language,
            "text": text,
            "near": json.dumps([*shown.claims, *shown.others]),
        }
        found = self._same(text, print_, words)
        with self.store.file.writing() as db:
            if found is None or not self.store.is_open(db, found):
                # Somebody may have passed on the same text since we looked.
                found, _ = self.store.candidates(db, print_, ())
            if self.store.is_known(db, shown=shown.id, person=shown.person, topic=found):
                self.store.asked_again(db, shown=shown.id, person=shown.person, topic=found)
                return "already"
            topic = found or self.store.new_topic(db, text, words, now=now)
            self.store.add_question(db, topic, print_, row)
            self.store.touch(db, topic, now=now)
        return "new"

    def hear(self, shown: Shown, address: Address) -> bool:
        """Remember where to tell the asker of a question that was passed on; False if it is not there.
        Raises `MissingSettings` where nothing can be sealed."""
        sealed = self._identities.seal(json.dumps(dict(address)))
        return self.store.set_address(shown.id, shown.person, sealed) is not None

    def may_hear(self, shown: Shown) -> bool:
        """Whether an answer's question has been passed on and its asker is not to be told of it yet."""
        return self._identities.can_seal and self.store.is_silent(shown.id, shown.person)

    def forget(self, person: str) -> None:
        """Erase a person's questions, with what is to be sent for them and where to, that no more were
        taken from them, and their name as an editor."""
        with self.store.file.writing() as db:
            self.retext(self.store.delete_questions(db, "person", person))
            self.store.unban(db, person)
            self.store.forget_editor(db, person)

    def expire(self, *, now: float, days: float) -> None:
        """Erase questions that are too old, and the texts of answered ones."""
        oldest = now - days * DAY
        with self.store.file.writing() as db:
            self.store.drop_old(db, oldest=oldest)
            self.retext(self.store.delete_questions(db, "at", oldest))
            self.store.drop_answered_texts(db, before=now - _UNDO_SECONDS)

    def retext(self, topics: list[int]) -> None:
        """Give groups whose questions have changed the text of one of them, inside `file.writing()`."""
        db = self.store.file.db
        for topic in topics:
            text = self.store.retext(db, topic)
            if text is not None:
                self.store.set_words(db, topic, self._words(text))

    def group_of(self, text: str) -> int | None:
        """The open group that a text belongs to, None if it would be one of its own."""
        return self._same(text, self._print(text), self._words(text))

    def _same(self, text: str, print_: str, words: list[int]) -> int | None:
        db = self.store.file.db
        exact, near = self.store.candidates(db, print_, words)
        if exact is not None or not near:
            return exact
        texts = self.store.open_texts(db, near)
        place = same(text, list(texts.values()), self.engine.languages(), self.engine.lexicon)
        return None if place is None else list(texts)[place]

    def _print(self, text: str) -> str:
        return self._identities.hash("text", folded(text))

    def _words(self, text: str) -> list[int]:
        """The telling words as numbers that only whoever has the key can make."""
        return [self._word(stem) for stem in stems(text, self.engine.languages())]

    def _word(self, stem: str) -> int:
        digest = hashlib.blake2b(self._identities.hash("word", stem).encode(), digest_size=8).digest()
        return int.from_bytes(digest, "big", signed=True)
