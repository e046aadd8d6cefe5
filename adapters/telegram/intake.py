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
from typing import Any

import telegram
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.memory.ledger import Ledger

from .. import logs, web
from ..service import Full, comes, think
from .read import PLATFORM
from .request import READ_SECONDS, seconds_to_wait

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
# By its own method, python-telegram-bot gives no update at all where it cannot read one; it only warns of
# the method's usual name here.
_GET_UPDATES = "get_Updates"
_POLL_SECONDS = 25
_PAUSE = 0.2
_LONGEST_PAUSE = 30.0
# With growing pauses, longer than an update can be in the hands of a process that has died.
_MOST_TRIES = 10
# Telegram gives no more than so many at once, from the oldest that is not confirmed.
_MOST_FETCHED = 100

# None once an update has been dealt with; else after how many seconds it is to be tried again.
Answer = Callable[[telegram.Update], Awaitable[float | None]]
# Keeps an update that is to be tried again after so many seconds; whether it need not be delivered again.
Keep = Callable[[telegram.Update, float], Awaitable[bool]]


class Intake:
    """Takes updates in hand, at most so many, and deals with each once."""

    def __init__(self, ledger: Ledger, answer: Answer, *, most: int = MOST_IN_HAND) -> None:
        self._ledger = ledger
        self._answer = answer
        self._most = most
        self._stopped = False
        self._in_hand: dict[int, asyncio.Task[float | None]] = {}
        self._turns: dict[tuple[int, int], asyncio.Task[float | None]] = {}

    @property
    def free(self) -> bool:
        return not self._stopped and len(self._in_hand) < self._most

    def stop(self) -> None:
        """Take no more."""
        self._stopped = True

    async def idle(self) -> None:
        """Wait until what is in hand is dealt with."""
        if self._in_hand:
            await asyncio.wait(self._in_hand.values())

    async def deal(self, update: telegram.Update, *, kept: bool = False) -> float | None:
        """Deal with an update: None once that is done, else after how many seconds it is to be tried again.
        One that is `kept` is in our hands already. A repeated delivery of one that is in hand waits for
        that. Raises `Full`."""
        task = self._in_hand.get(update.update_id)
        if task is None:
            if not self.free:
                raise Full
            task = self._begin(update, kept)
        return await asyncio.shield(task)

    def _begin(self, update: telegram.Update, kept: bool) -> asyncio.Task[float | None]:
        """What is about the same message (its edit, a button pressed twice) is done in its turn."""
        turn = _message_of(update)
        before = self._turns.get(turn) if turn else None
        task = asyncio.create_task(self._deal(update, kept, before))
        self._in_hand[update.update_id] = task
        if turn:
            self._turns[turn] = task
            task.add_done_callback(lambda done: self._turns[turn] is done and self._turns.pop(turn))
        return task

    async def _deal(
        self, update: telegram.Update, kept: bool, before: asyncio.Task[float | None] | None
    ) -> float | None:
        try:
            if before:
                await asyncio.wait([before])
            return await (self._answered(update) if kept else self._taken(update))
        except Exception as error:
            logs.problem("telegram.failed", error)
            return _PAUSE
        finally:
            del self._in_hand[update.update_id]

    async def _taken(self, update: telegram.Update) -> float | None:
        key = str(update.update_id)
        taken = await think(self._ledger.take, PLATFORM, key, time.time())
        if taken != "new":
            return None if taken == "done" else _PAUSE
        seconds = await self._answered(update)
        await think(self._ledger.finish if seconds is None else self._ledger.give_back, PLATFORM, key)
        return seconds

    async def _answered(self, update: telegram.Update) -> float | None:
        try:
            return await self._answer(update)
        except Exception as error:
            logs.problem("telegram.failed", error)
            return _PAUSE


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
        if not self._intake.free:
            return web.busy()
        body = await web.body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        update = parsed(body, self._bot)
        if update is None:
            return PlainTextResponse("not an update", 400)
        try:
            again = await self._intake.deal(update)
        except Full:
            return web.busy()
        return PlainTextResponse("ok") if again is None else web.busy()


class Polling:
    """Fetches updates as long as there are free hands, and confirms those that have been dealt with."""

    def __init__(self, intake: Intake, bot: telegram.Bot, keep: Keep) -> None:
        self._intake = intake
        self._bot = bot
        self._keep = keep
        self._last = 0
        self._left: set[int] = set()  # fetched, and not to be confirmed yet
        self._tasks: dict[int, asyncio.Task[bool]] = {}
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
        if self._last:
            with contextlib.suppress(TelegramError):
                await self._bot.get_updates(offset=self._next(), limit=1, timeout=0)

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
                while not self._intake.free:
                    await self._any_done()
                self._left.add(update.update_id)
                self._tasks[update.update_id] = asyncio.create_task(self._see_to(update))
                await asyncio.sleep(0)  # so that it is in hand
            if not new and self._tasks:
                await self._any_done()
            self._sort_out()

    async def _any_done(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks.values(), timeout=_PAUSE, return_when=asyncio.FIRST_COMPLETED)
        else:
            await asyncio.sleep(_PAUSE)
        self._sort_out()

    async def _fetch(self) -> list[telegram.Update]:
        """Updates that are new to us. The oldest that has not been dealt with is never confirmed."""
        seconds = 0 if self._left else _POLL_SECONDS
        found = await self._bot.do_api_request(
            _GET_UPDATES,
            {
                "offset": self._next() if self._last else None,
                "limit": _MOST_FETCHED,
                "timeout": seconds,
                "allowed_updates": UPDATES,
            },
            read_timeout=READ_SECONDS + seconds,
        )
        fetched = [update_of(each, self._bot) for each in found]
        new = [update for update in fetched if update.update_id > self._last or self._lost(update.update_id)]
        self._last = max([self._last, *(update.update_id for update in new)])
        return new

    async def _see_to(self, update: telegram.Update) -> bool:
        """Deal with an update, or have it kept; False if it is to be delivered again after a restart."""
        pause = _PAUSE
        for _ in range(_MOST_TRIES):
            try:
                again = await self._intake.deal(update)
            except Full:
                again = _PAUSE
            if again is None or await self._keep(update, again):
                return True
            if await comes(self._stopped, pause):
                return False
            pause = min(pause * 2, _LONGEST_PAUSE)
        logs.problem("telegram.given_up", update=update.update_id)
        return True

    def _lost(self, id_: int) -> bool:
        """Whether seeing to an update has ended before its time."""
        return id_ in self._left and id_ not in self._tasks

    def _sort_out(self) -> None:
        for id_, task in list(self._tasks.items()):
            if task.done():
                del self._tasks[id_]
                if not task.cancelled() and task.exception() is None and task.result():
                    self._left.discard(id_)

    def _next(self) -> int:
        """The oldest update that is not to be confirmed yet: what comes before it is, by asking for it."""
        return min(self._left, default=self._last + 1)

    async def _pause_after(self, error: Exception, pause: float) -> float:
        """Wait before trying again; how long to wait next time."""
        if isinstance(error, RetryAfter):
            pause = seconds_to_wait(error)
        elif isinstance(error, Conflict):
            logs.event("telegram.other_poller")
        elif isinstance(error, TelegramError):
            logs.event("telegram.unreachable", error=type(error).__name__)
        else:
            logs.problem("telegram.polling", error)
        await comes(self._stopped, pause)
        return min(pause * 2, _LONGEST_PAUSE)


def _message_of(update: telegram.Update) -> tuple[int, int] | None:
    """The message that an update is about."""
    query = update.callback_query
    message = update.message or update.edited_message or (query.message if query else None)
    return (message.chat.id, message.message_id) if message else None


def parsed(body: bytes, bot: telegram.Bot) -> telegram.Update | None:
    """The update in a request's body; None if it is none."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return None
    known = isinstance(data, dict) and isinstance(data.get("update_id"), int)
    return update_of(data, bot) if known else None


def update_of(data: Any, bot: telegram.Bot) -> telegram.Update:
    """An update; without what is in it, if that cannot be read, as of a server that knows another Bot API:
    delivered again, it would only hold up what comes after it."""
    try:
        return telegram.Update.de_json(data, bot)
    except Exception as error:
        logs.problem("telegram.unreadable", error)
        return telegram.Update(data["update_id"])
