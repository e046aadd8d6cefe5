"""Deliveries, each done once: written down, acknowledged, done; what a crash left undone is done later.

Slack wants an acknowledgement within three seconds and does not deliver again what was acknowledged, so
a delivery is written down, sealed, before it is acknowledged, and erased when it is done.
"""

import asyncio
import contextlib
import hashlib
import heapq
import json
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Generic, TypeVar

from bot.errors import DatabaseError, SealBroken
from bot.identity import Identities
from bot.memory.jobs import Job, Jobs
from bot.memory.ledger import Taken

from .. import logs
from ..service import Full
from .read import workspace

MOST_IN_HAND = 10_000
WORKERS = 256
# Of those, so many at most are at one kind of delivery of one workspace: Slack limits what is posted after
# events by workspace, and hardly what is said to commands and buttons.
MOST_OF_ONE = 32
# A response_url works for half an hour (https://docs.slack.dev/interactivity/handling-user-interaction).
YOUNGEST_SECONDS = 30 * 60.0
_SWEEP_SECONDS = 20.0
# While so many deliveries are being taken at once, acknowledging goes before answering, for a moment.
_RUSH = 8
_RUSH_PAUSE = 0.01
_RUSH_PAUSES = 50
_URGENT = ("message_action", "shortcut", "block_actions", "view_submission", "view_closed")

A = TypeVar("A")
B = TypeVar("B")
Payload = dict[str, Any]
Queued = tuple[int, int, str, Payload]
# What Slack is answered to a delivery that it waits for: a form's errors, a menu's options. None for a
# delivery that is only acknowledged and done later, which is most of them.
AtOnce = Callable[[Payload], Awaitable[Payload | None]]


class Together(Generic[A, B]):
    """Calls something that blocks once for everything that came in while it was last called: a burst of
    deliveries is a few transactions."""

    def __init__(self, call: Callable[[list[A]], list[B]]) -> None:
        self._call = call
        self._waiting: list[tuple[A, asyncio.Future[B]]] = []
        self._task: asyncio.Task[None] | None = None

    async def __call__(self, item: A) -> B:
        future: asyncio.Future[B] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return await future

    async def _run(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            try:
                found = await asyncio.to_thread(self._call, [item for item, _ in batch])
            except Exception as error:
                for _, future in batch:
                    if not future.done():
                        future.set_exception(error)
            else:
                for (_, future), each in zip(batch, found, strict=True):
                    if not future.done():
                        future.set_result(each)


class Intake:
    """Takes deliveries in hand, at most so many, and does each once."""

    def __init__(
        self,
        jobs: Jobs,
        identities: Identities,
        do: Callable[[Payload], Awaitable[None]],
        *,
        most: int = MOST_IN_HAND,
    ) -> None:
        self._jobs = jobs
        self._identities = identities
        self._do = do
        self._most = most
        self._take: Together[Job, Taken] = Together(lambda batch: jobs.take(batch, time.time()))
        self._finish: Together[str, None] = Together(jobs.finish)
        self._queue: asyncio.PriorityQueue[Queued] = asyncio.PriorityQueue()
        self._doing: Counter[str] = Counter()  # how much of each kind, see `_kind`
        self._parked: defaultdict[str, list[Queued]] = defaultdict(list)
        self._arriving = 0
        self._count = 0
        self._held = 0
        self._stopped = False
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        self._tasks = [asyncio.create_task(self._work()) for _ in range(WORKERS)]
        self._tasks.append(asyncio.create_task(self._sweep()))

    def stop(self) -> None:
        """Take no more."""
        self._stopped = True

    async def finish(self, seconds: float) -> None:
        """Do what is in hand; what does not get done in time is kept for the next start."""
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._idle(), seconds)
        if self._held:
            logs.event("slack.left_for_later", deliveries=self._held)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def take(self, payload: Payload, once: str) -> None:
        """Write a delivery down to be done, unless it is a repetition; when this returns, it may be
        acknowledged. `once` tells apart deliveries that carry no id of their own. Raises `Full`, also when it
        cannot be written down."""
        if self._stopped or self._held >= self._most:
            raise Full
        self._held += 1
        self._arriving += 1
        key = key_of(payload, once)
        try:
            sealed = self._identities.seal(json.dumps(payload))
            taken = await self._take(Job(key, sealed))
        except DatabaseError as error:
            self._held -= 1
            logs.event("slack.cannot_write_down", error=type(error).__name__)
            raise Full from error
        except BaseException:
            self._held -= 1
            raise
        finally:
            self._arriving -= 1
        if taken == "new":
            self._put(key, payload)
        else:
            self._held -= 1

    def _put(self, key: str, payload: Payload) -> None:
        """What somebody waits for with a form or a button goes first: Slack gives it three seconds."""
        self._count += 1
        self._queue.put_nowait((0 if payload.get("type") in _URGENT else 1, self._count, key, payload))

    async def _work(self) -> None:
        while True:
            queued = await self._queue.get()
            _, _, key, payload = queued
            kind = _kind(payload)
            if self._doing[kind] >= MOST_OF_ONE:
                heapq.heappush(self._parked[kind], queued)
                continue
            self._doing[kind] += 1
            try:
                await self._rush_over()
                await self._do(payload)
                await self._finish(key)
            except Exception as error:
                logs.problem("slack.failed", error)
            finally:
                self._held -= 1
                self._done(kind)

    def _done(self, kind: str) -> None:
        """One less of this kind: what had to wait for that goes on."""
        self._doing[kind] -= 1
        if not self._doing[kind]:
            del self._doing[kind]
        if self._parked[kind]:
            self._queue.put_nowait(heapq.heappop(self._parked[kind]))
        else:
            del self._parked[kind]

    async def _rush_over(self) -> None:
        for _ in range(_RUSH_PAUSES):
            if self._arriving < _RUSH:
                return
            await asyncio.sleep(_RUSH_PAUSE)

    async def _idle(self) -> None:
        while self._held:
            await asyncio.sleep(0.01)

    async def _sweep(self) -> None:
        """Now and then, do what a process that has died left undone."""
        while True:
            try:
                for job in await asyncio.to_thread(self._orphans):
                    self._resume(job)
            except DatabaseError as error:
                logs.event("slack.cannot_sweep", error=type(error).__name__)
            await asyncio.sleep(_SWEEP_SECONDS)

    def _orphans(self) -> list[Job]:
        now = time.time()
        return self._jobs.orphans(now=now, youngest=now - YOUNGEST_SECONDS)

    def _resume(self, job: Job) -> None:
        try:
            payload = json.loads(self._identities.unseal(job.sealed))
        except (SealBroken, ValueError):
            logs.event("slack.cannot_resume", reason="sealed_with_another_secret")
            return
        logs.event("slack.resumed")
        self._held += 1
        self._put(job.key, payload)


def _kind(payload: Payload) -> str:
    """Which deliveries wait for the same limit of Slack's."""
    return f"{workspace(payload)} {payload.get('type')}"


def key_of(payload: Mapping[str, Any], once: str = "") -> str:
    """What a delivery and its repetitions have in common: an event's id, or all that is in the payload
    of something that a person did."""
    event = payload.get("event_id")
    if isinstance(event, str) and event:
        return f"event {hashlib.sha256(event.encode('utf-8', 'replace')).hexdigest()}"
    packed = json.dumps(payload, sort_keys=True) + ("" if payload.get("trigger_id") else once)
    return hashlib.sha256(packed.encode()).hexdigest()
