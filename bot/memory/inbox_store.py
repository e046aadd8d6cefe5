"""Writes questions that were passed on, in groups, and what editors do with them; `inbox_reading` reads it.
The only SQL for these is in the two.

Methods that take a `db` belong inside `file.writing()`.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from sqlite_utils import Database

from .inbox_reading import DAY, Editor, InboxReading, Topic

# By what name an editor is kept who was forgotten.
SOMEBODY = "somebody"


class InboxStore(InboxReading):
    """Every method raises `DatabaseError`."""

    # Questions and groups

    def count_demand(self, print_: str, *, now: float) -> None:
        """A text was asked: how often, on which day, by its one-way code alone."""
        with self.file.writing() as db:
            db.execute(
                "INSERT INTO demand (print, day, count) VALUES (?, ?, 1)"
                " ON CONFLICT DO UPDATE SET count = count + 1",
                [print_, int(now // DAY)],
            )
            row = db.execute("SELECT topic FROM topic_prints WHERE print = ?", [print_]).fetchone()
            if row:
                self.touch(db, row[0], now=now)

    def touch(self, db: Database, topic: int, *, now: float) -> None:
        """Count anew how often an open group was asked."""
        db.execute(
            "UPDATE topics SET version = ?, last_at = max(last_at, ?), demand = max("
            " (SELECT coalesce(sum(count), 0) FROM topic_prints JOIN demand USING (print) WHERE topic = ?),"
            " (SELECT count(*) FROM questions WHERE topic = ?), 1) WHERE id = ? AND state = 'open'",
            [self._next(db), now, topic, topic, topic],
        )

    def new_topic(self, db: Database, text: str, words: Sequence[int], *, now: float) -> int:
        version = self._next(db)
        done = db.execute(
            "INSERT INTO topics (text, state, version, changed, first_at, last_at, demand)"
            " VALUES (?, 'open', ?, ?, ?, ?, 1)",
            [text, version, version, now, now],
        )
        self.set_words(db, int(done.lastrowid or 0), words)
        return int(done.lastrowid or 0)

    def set_words(self, db: Database, topic: int, words: Sequence[int]) -> None:
        db.execute("DELETE FROM topic_words WHERE topic = ?", [topic])
        db.conn.executemany(
            "INSERT OR IGNORE INTO topic_words (word, topic) VALUES (?, ?)", [(word, topic) for word in words]
        )

    def add_question(self, db: Database, topic: int, print_: str, row: Mapping[str, Any]) -> None:
        """`row` has the columns of a question."""
        db.execute("INSERT OR REPLACE INTO topic_prints (print, topic) VALUES (?, ?)", [print_, topic])
        columns = {**row, "topic": topic}
        db.execute(
            f"INSERT INTO questions ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",  # noqa: S608
            list(columns.values()),
        )

    def asked_again(self, db: Database, *, shown: str, person: str, topic: int | None) -> None:
        """The buttons of the newer answer are those of a person's question in a group, unless that person
        is to be told already."""
        mine = "topic = ? AND person = ?"
        db.execute(
            f"UPDATE questions SET shown = ? WHERE id = (SELECT max(id) FROM questions WHERE {mine})"  # noqa: S608
            f" AND NOT EXISTS (SELECT 1 FROM questions WHERE {mine} AND address NOT NULL)"
            " AND NOT EXISTS (SELECT 1 FROM questions WHERE shown = ?)",
            [shown, topic, person, topic, person, shown],
        )

    def retext(self, db: Database, topic: int) -> str | None:
        """After some of its questions are gone: the group's text is that of one that is left, which is
        returned; where none is, the group is forgotten."""
        row = db.execute("SELECT text, state FROM topics WHERE id = ?", [topic]).fetchone()
        left = [each[0] for each in db.execute("SELECT text FROM questions WHERE topic = ?", [topic])]
        if row is None or row[0] in left:
            return None
        if left or row[0] or row[1] == "open":
            db.execute(
                "UPDATE topics SET text = ?, version = ?,"
                " state = iif(? OR state != 'open', state, 'forgotten') WHERE id = ?",
                [left[0] if left else "", self._next(db), int(bool(left)), topic],
            )
        if not left:
            db.execute("DELETE FROM topic_words WHERE topic = ?", [topic])
            db.execute("DELETE FROM topic_prints WHERE topic = ?", [topic])
        return left[0] if left else None

    def delete_questions(self, db: Database, where: str, value: object) -> list[int]:
        """Delete questions by "person" or those from before "at"; the groups that lost some, or have the text
        of one, as one that was merged into another does."""
        condition = {"person": "person = ?", "at": "at < ?"}[where]
        topics = db.execute(
            f"SELECT topic FROM questions WHERE {condition} UNION SELECT id FROM topics WHERE text != ''"  # noqa: S608
            f" AND text IN (SELECT text FROM questions WHERE {condition})",
            [value, value],
        ).fetchall()
        db.execute(
            f"DELETE FROM outbox WHERE question IN (SELECT id FROM questions WHERE {condition})",  # noqa: S608
            [value],
        )
        db.execute(f"DELETE FROM questions WHERE {condition}", [value])  # noqa: S608
        return [row[0] for row in topics if row[0] is not None]

    def set_address(self, shown: str, person: str, address: bytes | None) -> int | None:
        """Where a person wants to hear of a question; its id, None if it is not theirs."""
        with self.file.writing() as db:
            row = db.execute(
                "SELECT id FROM questions WHERE shown = ? AND person = ?", [shown, person]
            ).fetchone()
            if row:
                db.execute("UPDATE questions SET address = ? WHERE id = ?", [address, row[0]])
        return int(row[0]) if row else None

    def stop(self, person: str, *, shown: str | None = None) -> None:
        """A person wants to hear no more, of one question or at all."""
        with self.file.writing() as db:
            mine = "SELECT id FROM questions WHERE person = ? AND shown = coalesce(?, shown)"
            db.execute(f"DELETE FROM outbox WHERE question IN ({mine})", [person, shown])  # noqa: S608
            db.execute(f"UPDATE questions SET address = NULL WHERE id IN ({mine})", [person, shown])  # noqa: S608

    # Acts

    def act(
        self,
        db: Database,
        topic: Topic,
        what: str,
        by: Editor,
        *,
        now: float,
        detail: str = "",
        before: Mapping[str, Any] | None = None,
        **columns: Any,
    ) -> int:
        """Change a group, and write down who did it and how it was."""
        version = self._next(db)
        values = {**columns, "version": version}
        if "state" in columns:
            values["changed"] = version
        names = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"UPDATE topics SET {names} WHERE id = ?", [*values.values(), topic.id])  # noqa: S608
        was = {"state": topic.state, "assigned": topic.assigned, "claim": topic.claim, **(before or {})}
        written = json.dumps(was, ensure_ascii=False)
        done = db.execute(
            "INSERT INTO acts (topic, what, platform, who, person, at, detail, before)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [topic.id, what, by.platform, by.name, by.person, now, detail, written],
        )
        return int(done.lastrowid or 0)

    def forget_editor(self, db: Database, person: str) -> None:
        """Name an editor no more: neither for what they did nor as who looks after a question."""
        rows = db.execute("SELECT DISTINCT who, topic FROM acts WHERE person = ?", [person]).fetchall()
        topics = {row[1] for row in rows}
        db.execute("UPDATE acts SET who = ?, person = NULL WHERE person = ?", [SOMEBODY, person])
        for name in {row[0] for row in rows}:
            db.execute("UPDATE acts SET detail = ? WHERE what = 'assigned' AND detail = ?", [SOMEBODY, name])
            db.execute(
                "UPDATE acts SET before = json_set(before, '$.assigned', ?)"
                " WHERE json_extract(before, '$.assigned') = ?",
                [SOMEBODY, name],
            )
            topics |= {row[0] for row in db.execute("SELECT id FROM topics WHERE assigned = ?", [name])}
            db.execute("UPDATE topics SET assigned = ? WHERE assigned = ?", [SOMEBODY, name])
        for topic in sorted(topics):  # its cards are drawn anew
            db.execute("UPDATE topics SET version = ? WHERE id = ?", [self._next(db), topic])

    def set_told(self, db: Database, act: int, told: int) -> None:
        db.execute("UPDATE acts SET told = ? WHERE id = ?", [told, act])

    def mark_undone(self, db: Database, act: int) -> None:
        db.execute("UPDATE acts SET undone = 1 WHERE id = ?", [act])

    def move(self, db: Database, group: int, into: int) -> dict[str, list[Any]]:
        """Move the questions of a group into another; what was moved, so that it can be moved back."""
        questions = [row[0] for row in db.execute("SELECT id FROM questions WHERE topic = ?", [group])]
        prints = [row[0] for row in db.execute("SELECT print FROM topic_prints WHERE topic = ?", [group])]
        self.move_back(db, into, {"questions": questions, "prints": prints})
        return {"questions": questions, "prints": prints}

    def move_back(self, db: Database, topic: int, moved: Mapping[str, list[Any]]) -> None:
        for table, key, ids in (
            ("questions", "id", moved["questions"]),
            ("topic_prints", "print", moved["prints"]),
        ):
            sql = f"UPDATE {table} SET topic = ? WHERE {key} IN (SELECT value FROM json_each(?))"  # noqa: S608
            db.execute(sql, [topic, json.dumps(ids)])

    def ban(self, person: str, *, now: float, banned: bool = True) -> None:
        with self.file.writing() as db:
            self.unban(db, person)
            if banned:
                db.execute("INSERT INTO banned (person, at) VALUES (?, ?)", [person, now])

    def unban(self, db: Database, person: str) -> None:
        db.execute("DELETE FROM banned WHERE person = ?", [person])

    # What is too old

    def drop_answered_texts(self, db: Database, *, before: float) -> None:
        """Texts of groups that are not open, whose last act was before then and of which nobody is still
        to be told."""
        closed = (
            "SELECT id FROM topics WHERE state != 'open' AND text != ''"
            " AND (SELECT coalesce(max(at), 0) FROM acts WHERE topic = topics.id) < ?"
            " AND NOT EXISTS (SELECT 1 FROM outbox JOIN questions ON questions.id = outbox.question"
            " WHERE questions.topic = topics.id AND outbox.state IN ('waiting', 'sending'))"
        )
        topics = [row[0] for row in db.execute(closed, [before]).fetchall()]
        for topic in topics:  # its cards are drawn anew
            db.execute("UPDATE topics SET version = ? WHERE id = ?", [self._next(db), topic])
        ids = json.dumps(topics)
        for sql in (
            "UPDATE questions SET text = '' WHERE topic IN",
            "UPDATE topics SET text = '' WHERE id IN",
            "DELETE FROM topic_words WHERE topic IN",
        ):
            db.execute(f"{sql} (SELECT value FROM json_each(?))", [ids])  # noqa: S608

    def drop_old(self, db: Database, *, oldest: float) -> None:
        """Counts and groups without a question, and acts, from before then. A group that loses its last
        question only now is left until the next time, without a text, so that its cards are drawn anew."""
        db.execute("DELETE FROM demand WHERE day < ?", [int(oldest // DAY)])
        db.execute(
            "DELETE FROM topics WHERE last_at < ? AND NOT EXISTS"
            " (SELECT 1 FROM questions WHERE topic = topics.id)",
            [oldest],
        )
        for table in ("topic_words", "topic_prints"):
            db.execute(f"DELETE FROM {table} WHERE topic NOT IN (SELECT id FROM topics)")  # noqa: S608
        db.execute("DELETE FROM acts WHERE at < ?", [oldest])
        db.execute("DELETE FROM outbox WHERE state NOT IN ('waiting', 'sending') AND due < ?", [oldest])

    def _next(self, db: Database) -> int:
        (version,) = db.execute(
            "INSERT INTO state (key, value) VALUES ('inbox', '1') ON CONFLICT (key)"
            " DO UPDATE SET value = CAST(value AS INTEGER) + 1 RETURNING CAST(value AS INTEGER)"
        ).fetchone()
        return int(version)
