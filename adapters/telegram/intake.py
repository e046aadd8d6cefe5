"""Updates, each dealt with once: taken in hand, answered, and only then confirmed to Telegram.

python-telegram-bot's own webhook confirms an update before it is answered, into a queue without bound;
here nothing is confirmed before it is dealt with, so that Telegram delivers again what a crash cost.
"""

import asyncio
import contextlib
import hmac
import json
import time
from collections.abc import Awaitable, Callable, Sequence

import telegram
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.memory.ledger import Ledger

from .. import logs, web
from ..service import Full, Hands, think
from .read import PLATFORM

MOST_IN_HAND = 64
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the header's name
UPDATES = (
    "message",
    "edited_message",
    "callback_query",
    "inline_query",
    "my_chat_member",
    "guest_message",
)
_POLL_SECONDS = 25
_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
_MOST_TRIES = 8

Answer = Callable[[telegram.Update], Awaitable[bool]]


class Intake:
    """Takes updates in hand, at most so many, and deals with each once."""

    def __init__(self, ledger: Ledger, answer: Answer, *, most: int = MOST_IN_HAND) -> None:
        self.hands = Hands(most)
        self._ledger = ledger
        self._answer = answer
        self._in_hand: dict[int, asyncio.Task[bool]] = {}

    async def deal(self, update: telegram.Update) -> bool:
        """Deal with an update; False if it is to be delivered again. A repeated delivery of one that is
        in hand waits for that. Raises `Full`."""
        task = self._in_hand.get(update.update_id)
        if task is None:
            if not self.hands.free:
                raise Full
            task = self._in_hand[update.update_id] = asyncio.create_task(self._deal(update))
        return await asyncio.shield(task)

    async def _deal(self, update: telegram.Update) -> bool:
        key = str(update.update_id)
        try:
            async with self.hands.hold():
                taken = await think(self._ledger.take, PLATFORM, key, time.time())
                if taken != "new":
                    return taken == "done"
                dealt = await self._answer(update)
                await think(self._ledger.finish if dealt else self._ledger.give_back, PLATFORM, key)
                return dealt
        except Full:
            return False
        except Exception as error:
            logs.problem("telegram.failed", error)
            return False
        finally:
            del self._in_hand[update.update_id]


class Webhook:
    """The route that Telegram delivers to."""

    def __init__(self, intake: Intake, bot: telegram.Bot, *, path: str, secret: str) -> None:
        self._intake = intake
        self._bot = bot
        self._path = path
        self._secret = secret

    def routes(self) -> Sequence[BaseRoute]:
        return [Route(self._path, self._receive, methods=["POST"])]

    async def _receive(self, request: Request) -> Response:
        given = request.headers.get(SECRET_HEADER, "")
        if not hmac.compare_digest(given.encode(), self._secret.encode()):
            return PlainTextResponse("wrong secret token", 403)
        if not self._intake.hands.free:
            return web.busy()
        body = await web.body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = parsed(body, self._bot)
        if update is None:
            return PlainTextResponse("not an update", 400)
        try:
            dealt = await self._intake.deal(update)
        except Full:
            return web.busy()
        return PlainTextResponse("ok") if dealt else web.busy()


class Polling:
    """Fetches updates as long as there are free hands, and confirms those that have been dealt with."""

    def __init__(self, intake: Intake, bot: telegram.Bot) -> None:
        self._intake = intake
        self._bot = bot
        self._next = 0
        self._tasks: dict[int, asyncio.Task[bool]] = {}
        self._dealt: set[int] = set()
        self._tries: dict[int, int] = {}
        self._stopped = asyncio.Event()
        self._loop: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._loop = asyncio.create_task(self._poll())

    def stop(self) -> None:
        """Fetch no more."""
        self._stopped.set()

    async def finish(self) -> None:
        """Wait for what is in hand, and confirm what has been dealt with."""
        if self._loop:
            self._loop.cancel()
            await asyncio.gather(self._loop, return_exceptions=True)
        if self._tasks:
            await asyncio.wait(self._tasks.values())
        self._sort_out()
        if self._next:
            with contextlib.suppress(TelegramError):
                await self._bot.get_updates(offset=self._next, limit=1, timeout=0)

    async def _poll(self) -> None:
        pause = _PAUSE
        while not self._stopped.is_set():
            try:
                new = await self._fetch()
                pause = _PAUSE
            except Exception as error:
                pause = await self._pause_after(error, pause)
                continue
            for update in new:
                self._tasks[update.update_id] = asyncio.create_task(self._intake.deal(update))
            if self._tasks and not new:
                await asyncio.wait(self._tasks.values(), timeout=_PAUSE, return_when=asyncio.FIRST_COMPLETED)
            while not self._intake.hands.free and self._tasks and not self._stopped.is_set():
                await asyncio.wait(self._tasks.values(), return_when=asyncio.FIRST_COMPLETED)
                self._sort_out()
            self._sort_out()

    async def _fetch(self) -> list[telegram.Update]:
        """Updates that are new to us. The oldest that has not been dealt with is never confirmed."""
        waiting = bool(self._tasks)
        fetched = await self._bot.get_updates(
            offset=self._next or None,
            limit=MOST_IN_HAND,
            timeout=0 if waiting else _POLL_SECONDS,
            allowed_updates=UPDATES,
        )
        if not self._next and fetched:
            self._next = min(update.update_id for update in fetched)
        ids = self._tasks.keys() | self._dealt
        return [
            update for update in fetched if update.update_id >= self._next and update.update_id not in ids
        ]

    def _sort_out(self) -> None:
        """Move on past what has been dealt with; what has failed too often is given up."""
        for id_, task in list(self._tasks.items()):
            if not task.done():
                continue
            del self._tasks[id_]
            self._tries[id_] = self._tries.get(id_, 0) + 1
            dealt = not task.cancelled() and task.exception() is None and task.result()
            if dealt or self._tries[id_] >= _MOST_TRIES:
                if not dealt:
                    logs.problem("telegram.given_up", update=id_)
                self._dealt.add(id_)
                del self._tries[id_]
        self._confirm()

    def _confirm(self) -> None:
        left = [*self._tasks, *self._tries]
        done = [id_ for id_ in self._dealt if not left or id_ < min(left)]
        if done:
            self._next = max(done) + 1
            self._dealt -= set(done)

    async def _pause_after(self, error: Exception, pause: float) -> float:
        """Wait before trying again; how long to wait next time."""
        if isinstance(error, RetryAfter):
            seconds = error.retry_after
            pause = seconds if isinstance(seconds, int | float) else seconds.total_seconds()
        elif isinstance(error, Conflict):
            logs.event("telegram.other_poller")
        elif isinstance(error, TelegramError):
            logs.event("telegram.unreachable", error=type(error).__name__)
        else:
            logs.problem("telegram.polling", error)
        with contextlib.suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._stopped.wait(), pause)
        return min(pause * 2, _LONGEST_PAUSE)


def parsed(body: bytes, bot: telegram.Bot) -> telegram.Update | None:
    """The update in a request's body; None if it is none."""
    try:
        data = json.loads(body)
        return telegram.Update.de_json(data, bot) if isinstance(data.get("update_id"), int) else None
    except Exception:  # whatever a stranger may send
        return None
