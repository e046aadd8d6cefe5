"""What chats need to be remembered."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from bot.memory.ledger import LEASE_SECONDS, Ledger
from bot.migrations import migrations
from bot.store import Store

TAKE = """
import sys
from pathlib import Path
from bot.database import DatabaseFile
from bot.memory.ledger import Ledger
print(Ledger(DatabaseFile(Path(sys.argv[1]))).take("telegram", "1", now=float(sys.argv[2])))
"""


@pytest.fixture
def ledger(store: Store) -> Iterator[Ledger]:
    return Ledger(store.file)


def _show(ledger: Ledger, person: str = "p", *, now: float = 0.0) -> str:
    return ledger.show(
        "telegram",
        person,
        "c",
        now=now,
        language="en",
        outcome="match",
        milliseconds=1.5,
        claims=["a"],
        others=["b", "c"],
    )


def test_a_delivery_is_new_once_then_busy_then_done(ledger: Ledger) -> None:
    assert [ledger.take("telegram", "1", now=0), ledger.take("telegram", "1", now=1)] == ["new", "busy"]
    ledger.finish("telegram", "1")
    assert ledger.take("telegram", "1", now=2) == "done"
    assert ledger.take("slack", "1", now=2) == "new"


def test_a_delivery_that_was_given_back_is_new_again_but_one_that_is_done_never(ledger: Ledger) -> None:
    ledger.take("telegram", "1", now=0)
    ledger.give_back("telegram", "1")
    assert ledger.take("telegram", "1", now=0) == "new"
    ledger.finish("telegram", "1")
    ledger.give_back("telegram", "1")
    assert ledger.take("telegram", "1", now=0) == "done"


def test_what_was_taken_back_is_new_again(ledger: Ledger) -> None:
    ledger.take("slack", "1", now=0)
    ledger.finish("slack", "1")
    ledger.take_back("slack", "1")
    assert ledger.take("slack", "1", now=0) == "new"


def test_a_delivery_whose_taker_has_died_is_new_at_once(ledger: Ledger, path: Path) -> None:
    taken = subprocess.run(
        [sys.executable, "-c", TAKE, str(path), "0"], capture_output=True, text=True, check=True
    )
    assert taken.stdout == "new\n"
    assert ledger.take("telegram", "1", now=0.5) == "new"


def test_a_delivery_in_another_living_process_is_busy_until_its_lease_is_over(
    ledger: Ledger, path: Path
) -> None:
    ledger.take("telegram", "1", now=0)
    for now, expected in (("1", "busy\n"), (str(LEASE_SECONDS + 1), "new\n")):
        taken = subprocess.run(
            [sys.executable, "-c", TAKE, str(path), now], capture_output=True, text=True, check=True
        )
        assert taken.stdout == expected


def test_a_delivery_taken_by_another_machine_waits_for_its_lease(store: Store) -> None:
    Ledger(store.file, owner="elsewhere 1 0.00 abcd").take("telegram", "1", now=0)
    here = Ledger(store.file)
    assert here.take("telegram", "1", now=LEASE_SECONDS - 1) == "busy"
    assert here.take("telegram", "1", now=LEASE_SECONDS + 1) == "new"


def test_of_many_threads_exactly_one_takes_a_delivery(ledger: Ledger) -> None:
    taken: list[str] = []
    threads = [threading.Thread(target=lambda: taken.append(ledger.take("t", "1", now=0))) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(taken) == ["busy"] * 7 + ["new"]


def test_taking_and_showing_leave_the_index_as_it_is(ledger: Ledger, store: Store) -> None:
    before = store.version()
    ledger.take("telegram", "1", now=0)
    _show(ledger)
    assert store.version() == before


def test_settings_of_a_chat_are_changed_one_by_one(ledger: Ledger) -> None:
    assert ledger.chat_settings("telegram", "c") == {}
    ledger.set_chat("telegram", "c", language="es", when="always")
    ledger.set_chat("telegram", "c", when=None)
    assert ledger.chat_settings("telegram", "c") == {"language": "es"}
    assert ledger.chat_settings("slack", "c") == {}


def test_settings_outlive_what_was_once_kept_beside_them(tmp_path: Path) -> None:
    path = tmp_path / "factcheck.db"
    db = Database(path)
    migrations.apply(db, stop_before="m054_shut_out")
    for row in (["c", '{"language": "es"}', 1], ["d", "{}", 1]):
        db.execute("INSERT INTO chats (platform, chat, settings, blocked) VALUES ('telegram', ?, ?, ?)", row)
    db.conn.commit()
    db.close()
    store = Store(path)
    assert Ledger(store.file).chat_settings("telegram", "c") == {"language": "es"}
    assert store.file.value("SELECT count(*) FROM chats", []) == 1
    store.close()


def test_what_was_shown_is_remembered_with_what_was_said_of_it(ledger: Ledger) -> None:
    id_ = _show(ledger, now=5.0)
    assert len(id_.encode()) == 11
    shown = ledger.shown(id_)
    assert shown is not None
    assert (shown.claims, shown.others, shown.at, shown.feedback) == (("a",), ("b", "c"), 5.0, None)
    ledger.give_feedback(id_, "chosen", chosen="b")
    shown = ledger.shown(id_)
    assert shown is not None
    assert (shown.feedback, shown.chosen) == ("chosen", "b")
    assert ledger.shown("unknown") is None


def test_forgetting_a_person_leaves_nothing_of_them_and_everything_of_others(ledger: Ledger) -> None:
    for person in ("p", "q"):
        _show(ledger, person)
    ledger.set_chat("telegram", "chat of p", language="es")
    ledger.forget("telegram", "p", "chat of p")
    assert ledger.of_person("p") == []
    assert ledger.chat_settings("telegram", "chat of p") == {}
    assert len(ledger.of_person("q")) == 1


def test_what_is_too_old_is_erased_and_what_is_not_stays(ledger: Ledger) -> None:
    day = 86_400.0
    old, new = _show(ledger, now=0), _show(ledger, now=60 * day)
    ledger.take("telegram", "old", now=0)
    ledger.finish("telegram", "old")
    ledger.expire(now=95 * day, days=90)
    assert ledger.shown(old) is None
    assert ledger.shown(new) is not None
    assert ledger.take("telegram", "old", now=95 * day) == "new"
