"""What is to be read of questions that were passed on, in groups, and of what editors did with them.
`inbox_store` writes it.

Methods that take a `db` see what the transaction has changed so far, inside `file.writing()`.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlite_utils import Database

from ..database import DatabaseFile

DAY = 86_400.0
SHOWN_DAYS = 14
_COMMON = 1000
_RARE_WORDS = 6
_CANDIDATES = 10
_LOOKED_AT = 50
_ACT = (
    "id, what, who, at, topic, told, detail, undone,"
    " (SELECT count(*) FROM outbox WHERE act = acts.id AND state = 'sent'"
    " AND kind IN ('answered', 'dismissed'))"
)


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A question that its asker agreed to pass on to the editors."""

    id: int
    platform: str
    at: float
    language: str
    text: str
    near: tuple[str, ...]
    state: str


@dataclass(frozen=True, slots=True)
class Editor:
    """Who acts, as the log names them; `person` is their code, if they have one."""

    platform: str
    name: str
    person: str | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """What an editor did. `told` is how many people are to hear of it (of an undo and of opening again, how
    many were to and are not), `reached` how many have; `detail` a reason, a claim or a name."""

    id: int
    what: str
    who: str
    at: float
    group: int
    told: int = 0
    detail: str = ""
    undone: bool = False
    reached: int = 0


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are the same in other words. `text` is "" once it is not kept any more; `version`
    grows with every change of any group; `days` is how often it was asked on each of the last 14 days."""

    id: int
    text: str
    demand: int
    first_at: float
    last_at: float
    state: str
    version: int
    platforms: Mapping[str, int] = field(default_factory=dict)
    languages: Mapping[str, int] = field(default_factory=dict)
    near: tuple[str, ...] = ()
    waiting: int = 0
    assigned: str | None = None
    claim: str | None = None
    last_act: Act | None = None
    others: tuple[str, ...] = ()
    reactions: Mapping[str, int] = field(default_factory=dict)
    days: tuple[int, ...] = ()
    askers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topic:
    """The row of a group: what acts decide on."""

    id: int
    text: str
    state: str
    changed: int
    assigned: str | None
    claim: str | None


class InboxReading:
    """Every method raises `DatabaseError`."""

    def __init__(self, file: DatabaseFile) -> None:
        self.file = file

    # Groups, and who asked

    def group(self, id_: int, *, now: float) -> Group | None:
        return next(iter(self._groups("id = ?", [id_], "id", now=now)), None)

    def groups(self, *, now: float, state: str = "open", limit: int = 50) -> list[Group]:
        """Groups in this state, the most asked first; of as many, the newest."""
        order = f"demand DESC, last_at DESC LIMIT {int(limit)}"
        return self._groups("state = ?", [state], order, now=now)

    def changed(self, since: int, limit: int, *, now: float) -> list[Group]:
        return self._groups("version > ?", [since], f"version LIMIT {int(limit)}", now=now)

    def last_change(self) -> int:
        return int(self.file.state("inbox") or 0)

    def count(self, state: str) -> int:
        return int(self.file.value("SELECT count(*) FROM topics WHERE state = ?", [state]))

    def passed_on(self, *, person: str | None = None, limit: int = 100) -> list[PassedOn]:
        """Questions that were passed on, newest first: everybody's, or one person's."""
        rows = self.file.records(
            "SELECT id, platform, at, language, text, near, state FROM questions"
            " WHERE person = coalesce(?, person) ORDER BY at DESC, id DESC LIMIT ?",
            [person, limit],
        )
        return [PassedOn(**{**row, "near": tuple(json.loads(row["near"]))}) for row in rows]

    def asked(self, *, person: str, chat: str, since: float) -> tuple[int, int]:
        """How many questions a person, and a chat, passed on since then."""
        theirs = "SELECT count(*) FROM questions WHERE person = ? AND at > ?"
        here = "SELECT count(*) FROM questions WHERE chat = ? AND at > ?"
        return int(self.file.value(theirs, [person, since])), int(self.file.value(here, [chat, since]))

    def is_silent(self, shown: str, person: str) -> bool:
        """Whether a question is there of which its asker is not to be told."""
        sql = "SELECT 1 FROM questions WHERE shown = ? AND person = ? AND address IS NULL"
        return self.file.value(sql, [shown, person]) is not None

    def hearing(self, person: str) -> int:
        """Of how many questions a person wants to hear."""
        sql = "SELECT count(*) FROM questions WHERE person = ? AND address IS NOT NULL"
        return int(self.file.value(sql, [person]))

    def banned(self) -> list[str]:
        return [row[0] for row in self.file.rows("SELECT person FROM banned ORDER BY at DESC")]

    def is_banned(self, person: str) -> bool:
        return self.file.value("SELECT 1 FROM banned WHERE person = ?", [person]) is not None

    # What editors did

    def acts(self, *, group: int | None = None, limit: int = 50) -> list[Act]:
        """What editors did, the last first."""
        sql = f"SELECT {_ACT} FROM acts WHERE topic = coalesce(?, topic) ORDER BY id DESC LIMIT ?"  # noqa: S608
        return [_act(row) for row in self.file.rows(sql, [group, limit])]

    def count_acts(self, person: str) -> int:
        """How often an editor is named in the log."""
        return int(self.file.value("SELECT count(*) FROM acts WHERE person = ?", [person]))

    def get_act(self, id_: int) -> Act:
        sql = f"SELECT {_ACT} FROM acts WHERE id = ?"  # noqa: S608
        return _act(self.file.rows(sql, [id_])[0])

    def last_act(self, db: Database, topic: int | None) -> tuple[Act, dict[str, Any]] | None:
        """The last act, of a group or of all, that stands, with how it was before."""
        row = db.execute(
            f"SELECT {_ACT}, before FROM acts WHERE topic = coalesce(?, topic) AND NOT undone"  # noqa: S608
            " AND what != 'undo' ORDER BY id DESC LIMIT 1",
            [topic],
        ).fetchone()
        return (_act(row[:-1]), json.loads(row[-1])) if row else None

    def last_change_of(self, db: Database, topic: int) -> Act | None:
        """The last act that changed the state of a group."""
        sql = (
            f"SELECT {_ACT} FROM acts WHERE topic = ? AND what NOT IN ('assigned', 'notified')"  # noqa: S608
            " ORDER BY id DESC LIMIT 1"
        )
        row = db.execute(sql, [topic]).fetchone()
        return _act(row) if row else None

    # Inside a transaction: to which group a question belongs

    def topic(self, db: Database, id_: int) -> Topic | None:
        sql = "SELECT id, text, state, changed, assigned, claim FROM topics WHERE id = ?"
        row = db.execute(sql, [id_]).fetchone()
        return Topic(*row) if row else None

    def is_open(self, db: Database, id_: int) -> bool:
        return (
            db.execute("SELECT 1 FROM topics WHERE id = ? AND state = 'open'", [id_]).fetchone() is not None
        )

    def is_known(self, db: Database, *, shown: str, person: str, topic: int | None) -> bool:
        """Whether this question is there, or one of this person's in the same group."""
        sql = "SELECT 1 FROM questions WHERE shown = ? OR (topic = ? AND person = ?)"
        return db.execute(sql, [shown, topic, person]).fetchone() is not None

    def candidates(self, db: Database, print_: str, words: Sequence[int]) -> tuple[int | None, list[int]]:
        """The open group with exactly this text; else those that share most of the rarest words."""
        exact = db.execute(
            "SELECT topic FROM topic_prints JOIN topics ON topics.id = topic"
            " WHERE print = ? AND state = 'open'",
            [print_],
        ).fetchone()
        if exact:
            return int(exact[0]), []
        counted = [(self._frequency(db, word), word) for word in words]
        rare = sorted(each for each in counted if each[0])
        chosen = [word for number, word in rare[:_RARE_WORDS] if number <= _COMMON]
        rows = db.execute(
            "SELECT topic FROM topic_words WHERE word IN (SELECT value FROM json_each(?))"
            " GROUP BY topic ORDER BY count(*) DESC, topic DESC LIMIT ?",
            [json.dumps(chosen or [word for _, word in rare[:1]]), _LOOKED_AT],
        ).fetchall()
        return None, [row[0] for row in rows]

    def open_texts(self, db: Database, ids: Iterable[int]) -> dict[int, str]:
        """The texts of those of these groups that are open, in their order, the first ten."""
        found = {}
        for id_ in ids:
            row = db.execute("SELECT text FROM topics WHERE id = ? AND state = 'open'", [id_]).fetchone()
            if row and row[0]:
                found[id_] = str(row[0])
            if len(found) == _CANDIDATES:
                break
        return found

    def _frequency(self, db: Database, word: int) -> int:
        sql = "SELECT count(*) FROM (SELECT 1 FROM topic_words WHERE word = ? LIMIT ?)"
        return int(db.execute(sql, [word, _COMMON + 1]).fetchone()[0])

    def _groups(self, where: str, values: list[Any], order: str, *, now: float) -> list[Group]:
        columns = "id, text, demand, first_at, last_at, state, version, assigned, claim"
        sql = f"SELECT {columns} FROM topics WHERE {where} ORDER BY {order}"  # noqa: S608
        return [self._group(row, now) for row in self.file.records(sql, values)]

    def _group(self, row: dict[str, Any], now: float) -> Group:
        id_ = row["id"]
        asked = self.file.rows(
            "SELECT questions.text, near, questions.person, feedback FROM questions"
            " LEFT JOIN shown ON shown.id = questions.shown WHERE topic = ?"
            " ORDER BY questions.at DESC LIMIT ?",
            [id_, _LOOKED_AT],
        )
        near = dict.fromkeys(claim for each in asked for claim in json.loads(each[1]))
        others = dict.fromkeys(each[0] for each in asked if each[0] and each[0] != row["text"])
        waiting = self.file.value(
            "SELECT count(*) FROM questions WHERE topic = ? AND address IS NOT NULL AND told_claim IS NULL",
            [id_],
        )
        return Group(
            **row,
            platforms=self._counts("platform", id_),
            languages=self._counts("language", id_),
            near=tuple(near)[:5],
            waiting=waiting,
            last_act=next(iter(self.acts(group=id_, limit=1)), None),
            others=tuple(others)[:3],
            reactions=Counter(each[3] for each in asked if each[3]),
            days=self._days(id_, now),
            askers=tuple(dict.fromkeys(each[2] for each in asked)),
        )

    def _counts(self, column: str, topic: int) -> dict[str, int]:
        sql = f"SELECT {column}, count(*) FROM questions WHERE topic = ? GROUP BY 1 ORDER BY 2 DESC, 1"  # noqa: S608
        return dict(self.file.rows(sql, [topic]))

    def _days(self, topic: int, now: float) -> tuple[int, ...]:
        last = int(now // DAY)
        sql = (
            "SELECT day, sum(count) FROM topic_prints JOIN demand USING (print)"
            " WHERE topic = ? AND day > ? GROUP BY day"
        )
        found = dict(self.file.rows(sql, [topic, last - SHOWN_DAYS]))
        return tuple(int(found.get(day, 0)) for day in range(last - SHOWN_DAYS + 1, last + 1))


def _act(row: Sequence[Any]) -> Act:
    id_, what, who, at, group, told, detail, undone, reached = row
    return Act(id_, what, who, at, group, told, detail, bool(undone), reached)
