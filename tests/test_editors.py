"""What is remembered of an editors' chat, in a real database, by two processes at once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.database import DatabaseFile
from bot.memory.editors import Draft, EditorsChat

Open = Callable[..., EditorsChat]


@pytest.fixture
def chat(path: Path) -> Iterator[Open]:
    """Opens the editors' chat as a process of its own would."""
    files: list[DatabaseFile] = []

    def opened(platform: str = "slack") -> EditorsChat:
        files.append(DatabaseFile(path))
        return EditorsChat(files[-1], platform, "C0EDITORS")

    yield opened
    for file in files:
        file.close()


def test_a_card_is_posted_by_one_process_and_changed_only_when_there_is_something_new(chat: Open) -> None:
    ours, theirs = chat(), chat()
    card = ours.take_card(7, 1, now=100.0, every=60.0)
    assert card is not None
    assert card.message == ""
    assert theirs.take_card(7, 1, now=101.0, every=60.0) is None
    ours.put_card(7, "1.5", 1, now=102.0)
    assert theirs.take_card(7, 1, now=500.0, every=60.0) is None
    assert theirs.take_card(7, 2, now=130.0, every=60.0) is None
    again = theirs.take_card(7, 2, now=163.0, every=60.0)
    assert again is not None
    assert again.message == "1.5"


def test_what_a_process_that_died_had_in_hand_is_done_by_another(chat: Open) -> None:
    ours, theirs = chat(), chat()
    assert ours.take_card(7, 1, now=100.0, every=0.0)
    assert theirs.take_card(7, 1, now=159.0, every=0.0) is None
    assert theirs.take_card(7, 1, now=161.0, every=0.0)
    theirs.give_card_back(7)
    assert ours.take_card(7, 1, now=162.0, every=0.0)


def test_what_came_before_an_editors_chat_was_set_up_is_not_shown_there(chat: Open) -> None:
    one = chat()
    assert one.seen() is None
    one.begin(seen=40, digest="2026-11-23")
    one.begin(seen=90, digest="2026-11-30")
    one.set_seen(44)
    one.set_seen(43)
    assert one.seen() == 44
    assert chat("telegram").seen() is None


def test_a_digest_is_sent_once_a_day_of_it_and_tried_again_only_if_it_could_not_be_sent(chat: Open) -> None:
    ours, theirs = chat(), chat()
    assert not ours.take_digest("2026-11-30", now=100.0)
    ours.begin(seen=0, digest="2026-11-23")
    assert not ours.take_digest("2026-11-23", now=100.0)
    assert ours.take_digest("2026-11-30", now=100.0)
    assert not theirs.take_digest("2026-11-30", now=101.0)
    ours.give_digest_back()
    assert theirs.take_digest("2026-11-30", now=102.0)
    theirs.put_digest("2026-11-30")
    assert not ours.take_digest("2026-11-30", now=900.0)


def test_a_digest_that_somebody_had_in_hand_who_died_is_sent_again_once(chat: Open) -> None:
    ours, theirs = chat(), chat()
    ours.begin(seen=0, digest="2026-11-23")
    assert ours.take_digest("2026-11-30", now=100.0)
    assert not theirs.take_digest("2026-11-30", now=159.0)
    assert theirs.take_digest("2026-11-30", now=161.0)
    assert not ours.take_digest("2026-11-30", now=300.0)
    assert not ours.take_digest("2026-11-30", now=900.0)
    assert ours.take_digest("2026-12-07", now=1000.0)


def test_each_editor_fills_in_one_thing_at_a_time_which_a_restart_does_not_cost(chat: Open) -> None:
    one = chat()
    one.put_draft("anna", Draft(7, 1, "answer", "claim", 55), now=0.0)
    one.put_draft("anna", Draft(7, 1, "answer", "quote", 56, {"claim": "ß <b>"}), now=5.0)
    one.put_draft("bert", Draft(8, 3, "dismiss", "reason", 57), now=5.0)
    restarted = chat()
    assert restarted.draft("anna") == Draft(7, 1, "answer", "quote", 56, {"claim": "ß <b>"})
    restarted.drop_draft("anna")
    assert restarted.draft("anna") is None
    restarted.put_draft("carl", Draft(8, 3, "link", "claim", 58), now=100_000.0)
    assert restarted.draft("bert") is None
