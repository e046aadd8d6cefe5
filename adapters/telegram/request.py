"""How the bot reaches Telegram: aiohttp under python-telegram-bot, and what is done when it fails.

python-telegram-bot's own client (httpx) spends more time on a request than the answer takes to find.
"""

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import aiohttp
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from .. import logs
from ..service import comes

T = TypeVar("T")
CONNECTIONS = 64
READ_SECONDS = 20.0
LONGEST_WAIT = 60.0
_TRIES = 5
_PAUSE = 0.5
_LATER = 30.0
_SHORT_WAIT = 1.0


class NotSent(Exception):
    """Telegram could not be reached, or wants us to wait longer than we can: to be tried again after so many
    seconds."""

    def __init__(self, seconds: float = _LATER) -> None:
        self.seconds = seconds


class Request(BaseRequest):
    """python-telegram-bot's requests over one aiohttp session."""

    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        return READ_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS, ttl_dns_cache=300)
            self._session = aiohttp.ClientSession(connector=connector)

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        await self.initialize()
        assert self._session is not None  # noqa: S101 - `initialize` has made it
        seconds = read_timeout if isinstance(read_timeout, int | float) else READ_SECONDS
        data = request_data.json_parameters if request_data else None
        timeout = aiohttp.ClientTimeout(total=seconds + 10, sock_read=seconds, sock_connect=10)
        try:
            async with self._session.request(method, url, data=data, timeout=timeout) as response:
                return response.status, await response.read()
        except asyncio.TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # The error's own words may hold the address, and that the token.
            raise NetworkError(f"Telegram cannot be reached ({type(error).__name__})") from None


class Sending:
    """Sends with patience: waits as Telegram asks, tries again when it cannot be reached, until stopped."""

    def __init__(self, *, longest: float) -> None:
        self._longest = longest
        self._stopped = asyncio.Event()

    def stop(self) -> None:
        """Wait no more for anything; what would have to wait is `NotSent`."""
        self._stopped.set()

    async def sent(
        self, call: Callable[[], Awaitable[T]], *, longest: float | None = None, tries: int = _TRIES
    ) -> T | None:
        """What the call returns; None if Telegram refused it, which is logged. `longest` is how long to wait
        at most, in seconds. Raises `Forbidden` where the chat has shut us out, and `NotSent`."""
        for attempt in range(tries):
            try:
                return await call()
            except RetryAfter as error:
                await self.wait(seconds_to_wait(error), self._longest if longest is None else longest)
            except Forbidden:
                raise
            except BadRequest as error:
                if "not modified" not in error.message.lower():
                    logs.event("telegram.refused", reason=error.message.replace(" ", "_"))
                return None
            except NetworkError as error:
                logs.event("telegram.unreachable", attempt=attempt + 1, error=type(error).__name__)
                await self.wait(_PAUSE * 2**attempt, LONGEST_WAIT)
            except TelegramError as error:
                logs.event("telegram.refused", reason=error.message.replace(" ", "_"))
                return None
        raise NotSent

    async def tried(self, call: Callable[[], Awaitable[object]]) -> None:
        """The same for what only acknowledges something that is done, whether it can be sent or not."""
        try:
            await self.sent(call, longest=_SHORT_WAIT, tries=2)
        except NotSent:
            logs.event("telegram.not_acknowledged")

    async def wait(self, seconds: float, longest: float) -> None:
        """Wait so long. Raises `NotSent` if that is too long, or if we are to stop."""
        if seconds > longest or self._stopped.is_set():
            raise NotSent(seconds)
        if await comes(self._stopped, seconds):
            raise NotSent


def seconds_to_wait(error: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    value = error.retry_after
    return value.total_seconds() if isinstance(value, datetime.timedelta) else float(value)
