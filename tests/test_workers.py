"""Long work shared with other processes: the same results in order, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from bot.workers import mapped

ROOT = Path(__file__).parent.parent
BATCHES = [[1, 2], [3], [], [4, 5, 6], [7], [8, 9], [], [10]]
ENDLESS = """
import itertools, sys
from bot.workers import mapped
from tests.test_workers import doubled
for result in mapped(doubled, ([number] for number in itertools.count()), alone=0, most=2):
    print(result, flush=True)
"""


def doubled(numbers: Sequence[int]) -> list[int]:
    return [number * 2 for number in numbers]


def whose(numbers: Sequence[int]) -> int:
    return os.getpid()


def ends(numbers: Sequence[int]) -> list[int]:
    """Ends any process but the one that the tests run in."""
    if "pytest" not in sys.modules:
        os._exit(1)
    return doubled(numbers)


def fails(numbers: Sequence[int]) -> list[int]:
    raise KeyError(numbers[0])


@pytest.mark.parametrize(("alone", "most"), [(10_000, 2), (0, 1), (0, 2), (3, 2), (0, 3)])
def test_every_batch_is_worked_on_once_and_in_order(alone: int, most: int) -> None:
    assert list(mapped(doubled, BATCHES, alone=alone, most=most)) == [doubled(batch) for batch in BATCHES]


def test_little_work_is_done_here_and_much_elsewhere() -> None:
    def batches() -> Iterator[list[int]]:
        for number in range(6):
            yield [number]

    done_by = list(mapped(whose, batches(), alone=2, most=2))
    assert done_by[:2] == [os.getpid()] * 2
    assert len(set(done_by[2:])) == 2
    assert os.getpid() not in done_by[2:]
    assert not any(psutil.pid_exists(process) for process in done_by[2:])


def test_what_a_process_that_ends_was_given_is_done_here() -> None:
    assert list(mapped(ends, [[1], [2], [3], [4]], alone=0, most=2)) == [[2], [4], [6], [8]]


def test_where_no_process_can_be_started_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert list(mapped(doubled, [[1], [2], [3]], alone=0, most=2)) == [[2], [4], [6]]


def test_an_error_is_raised_as_if_it_had_happened_here() -> None:
    with pytest.raises(KeyError, match="2"):
        list(mapped(fails, [[2], [3]], alone=0, most=2))


def test_batches_are_not_taken_long_before_they_are_worked_on() -> None:
    taken = 0

    def batches() -> Iterator[list[int]]:
        nonlocal taken
        for taken in range(1, 100):
            yield [taken]

    for done, _ in enumerate(mapped(doubled, batches(), alone=0, most=2)):
        assert taken <= done + 3


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_process_that_is_stopped_leaves_no_others_behind(how: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", ENDLESS], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == b"[0]\n"
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) == 2
        process.send_signal(how)
        process.stdout.close()
        process.wait()
        while any(child.is_running() and child.status() != "zombie" for child in children):
            time.sleep(0.01)
