"""Other processes of this program that share in long work: one function over many batches, in order.

They are plain children that read batches from one pipe and write results to another. Whatever ends this
process closes the pipes, which ends them; one that ends early costs only time. `multiprocessing` would
run the program's main module again in each, and leave them behind when this process is killed.
"""

import contextlib
import copyreg
import gc
import os
import pickle
import subprocess
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

# Starting a process takes as long as some thousands of claims.
_ALONE = 10_000
_MOST = 4
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from bot import workers; workers.serve()"


def mapped(
    function: Callable[[Sequence[_In]], _Out],
    batches: Iterable[Sequence[_In]],
    *,
    alone: int = _ALONE,
    most: int | None = None,
) -> Iterator[_Out]:
    """What a function of a module makes of each batch, in order. So many as `alone` items are worked on
    here, the rest by other processes, at `most` as many as there are processors. Each has one batch at a
    time, so that memory does not grow with their number."""
    most = min(_processors(), _MOST) if most is None else most
    done = 0
    idle: list[_Worker] = []
    busy: deque[_Worker] = deque()
    with contextlib.ExitStack() as started:
        for batch in batches:
            done += len(batch)
            if done <= alone or not batch or most < 2:
                while busy:
                    idle.append(busy.popleft())
                    yield idle[-1].result()
                yield function(batch)
            elif len(busy) == most:
                worker = busy.popleft()
                result = worker.result()
                busy.append(worker)
                worker.give(function, batch)
                yield result
            else:
                busy.append(idle.pop() if idle else started.enter_context(_Worker()))
                busy[-1].give(function, batch)
        while busy:
            yield busy.popleft().result()


class _Worker:
    """One of the other processes. Where there is none any more, the work is done here."""

    def __init__(self) -> None:
        self._work: tuple[Callable[[Any], Any], Any] | None = None
        self._process: subprocess.Popen[bytes] | None = None
        with contextlib.suppress(OSError):
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                [sys.executable, "-c", _PROGRAM, *sys.path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for this process
            )

    def __enter__(self) -> "_Worker":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def give(self, function: Callable[[Any], Any], batch: Any) -> None:
        self._work = (function, batch)
        if self._process and self._process.stdin:
            try:
                _send(self._work, self._process.stdin)
            except OSError:
                self.__exit__()

    def result(self) -> Any:
        assert self._work  # noqa: S101 - given before
        function, batch = self._work
        if self._process and self._process.stdout:
            try:
                return pickle.load(self._process.stdout)  # noqa: S301 - from our own program
            except (EOFError, OSError, pickle.UnpicklingError):
                self.__exit__()
        return function(batch)


def plainly_sent(*kinds: type) -> None:
    """Let instances of these dataclasses be sent as their fields in order, which is quicker."""
    for kind in kinds:
        copyreg.pickle(kind, _fields)


def _fields(instance: Any) -> tuple[type, tuple[Any, ...]]:
    return type(instance), tuple([getattr(instance, name) for name in instance.__slots__])


def serve() -> None:
    """What the other processes do, until there is nothing more to do."""
    gc.freeze()  # the modules stay: they are not looked through for what to throw away
    with contextlib.suppress(EOFError, OSError):
        while True:
            function, batch = pickle.load(sys.stdin.buffer)  # noqa: S301 - from our own program
            _send(function(batch), sys.stdout.buffer)


def _send(what: object, pipe: Any) -> None:
    pipe.write(pickle.dumps(what, pickle.HIGHEST_PROTOCOL))
    pipe.flush()


def _processors() -> int:
    """As many as this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
