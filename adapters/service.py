"""What runs for long: services that take work in hand, do it, and stop cleanly when told to."""

import asyncio
import contextlib
import os
import signal
import socket
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, ParamSpec, Protocol, TypeVar

import uvicorn
from starlette.applications import Starlette
from starlette.routing import BaseRoute

from bot.errors import ServiceError

P = ParamSpec("P")
T = TypeVar("T")
STOP_SECONDS = 6.0
_REQUEST_SECONDS = 5  # of those, for requests that are being answered


class Full(Exception):
    """There is as much in hand as may be, or no more is taken: try again later."""


async def comes(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, so long at most; whether it has come."""
    with contextlib.suppress(asyncio.TimeoutError):
        await asyncio.wait_for(event.wait(), seconds)
    return event.is_set()


async def think(call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call something that blocks without holding up everybody else."""
    return await asyncio.to_thread(call, *args, **kwargs)


class Service(Protocol):
    """One platform, or the housekeeping, while the process runs."""

    name: str

    async def start(self) -> None:
        """Get ready; work may begin. Raises `FactCheckError` if it cannot."""

    def stop_taking(self) -> None:
        """Take no more work."""

    async def finish(self) -> None:
        """Finish or hand back what is in hand, and let go of everything, also after a failed start."""


class WebService(Service, Protocol):
    """A service that is reached over HTTP, also while it waits to start; `up` once it has."""

    up: bool

    def routes(self) -> Sequence[BaseRoute]: ...


async def run(services: Sequence[Service], *, app: Starlette | None = None, port: int = 0) -> None:
    """Run these services, and an app on a port if there is one, until SIGTERM or SIGINT; none waits for
    another one to start, nor the app for any. Then stop taking work, finish what is in hand within
    `STOP_SECONDS`, and return. Raises `ServiceError` if the port cannot be had."""
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    server = _server(app) if app else None
    sockets = [_listening(port)] if server else []
    serving: list[asyncio.Task[None]] = []
    try:
        if server:
            serving.append(asyncio.create_task(server.serve(sockets)))
        await _unless(stop, _start(services))
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait([stopping, *serving], return_when=asyncio.FIRST_COMPLETED)
        stopping.cancel()
    finally:
        for service in services:
            service.stop_taking()
        if server:
            server.should_exit = True
        with contextlib.suppress(asyncio.TimeoutError):
            ends = asyncio.gather(*serving, *(service.finish() for service in services))
            await asyncio.wait_for(ends, STOP_SECONDS)
        for each in sockets:
            each.close()


async def _start(services: Sequence[Service]) -> None:
    starting = [asyncio.create_task(service.start()) for service in services]
    try:
        await asyncio.gather(*starting)
    finally:
        for each in starting:
            each.cancel()
        await asyncio.gather(*starting, return_exceptions=True)


async def _unless(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do this, or give it up where we are to stop. Raises what it raises."""
    doing, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([doing, stopping], return_when=asyncio.FIRST_COMPLETED)
    finally:
        doing.cancel()
        stopping.cancel()
    await asyncio.wait([doing])
    if not doing.cancelled():
        doing.result()


def _listening(port: int) -> socket.socket:
    """Taken before anything starts, so that nothing is begun where it cannot be had."""
    try:
        return socket.create_server(("0.0.0.0", port))  # noqa: S104 - a web process is reached from outside
    except OSError as error:
        why = os.strerror(error.errno or 0)
        raise ServiceError(
            f"Nothing can listen on port {port} ({why}): set PORT to one that is free."
        ) from error


class _Server(uvicorn.Server):
    @contextlib.contextmanager
    def capture_signals(self):  # type: ignore[no-untyped-def]
        """Signals are ours to handle: several services stop together."""
        yield


def _server(app: Starlette) -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        lifespan="off",
        timeout_graceful_shutdown=_REQUEST_SECONDS,
    )
    return _Server(config)
