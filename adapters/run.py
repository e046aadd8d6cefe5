"""`factcheck run`: from settings to services, put together in one place, and run until told to stop."""

import asyncio
import time
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any, Literal

from bot import settings
from bot.conversation import Conversation
from bot.engine import open_engine
from bot.errors import MissingSettings
from bot.identity import Identities
from bot.ledger import Ledger

from . import logs, web
from .service import Service, WebService, run

What = Literal["telegram", "slack", "web", "worker"]


def start(what: What, path: Path, environ: Mapping[str, str]) -> None:
    """Run what was asked for until SIGTERM. Raises `FactCheckError` if it cannot start."""
    logs.set_up(environ)
    check(what, environ)
    _loop_runner()(_run(what, path, environ))


def check(what: What, environ: Mapping[str, str]) -> None:
    """Raises `MissingSettings` with everything that is missing, before anything opens."""
    del what, environ  # each platform adds what it needs
    raise MissingSettings("No platform can run yet.")


def open_conversation(path: Path, environ: Mapping[str, str]) -> Conversation:
    """The conversation over a database, with its index ready."""
    engine = open_engine(path)
    engine.index.refresh()
    identities = Identities(environ.get("FACTCHECK_SECRET", "").strip(), fallback=engine.store.identity())
    return Conversation(engine, Ledger(engine.store.file), identities)


class Housekeeping:
    """Erases what is older than `RETENTION_DAYS`, at start and every hour."""

    name = "housekeeping"

    def __init__(self, conversation: Conversation, days: int) -> None:
        self._conversation = conversation
        self._days = days
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._go_round())

    def stop_taking(self) -> None:
        if self._task:
            self._task.cancel()

    async def finish(self) -> None:
        await asyncio.gather(*([self._task] if self._task else []), return_exceptions=True)

    async def _go_round(self) -> None:
        while True:
            await asyncio.to_thread(self._conversation.ledger.expire, now=time.time(), days=self._days)
            await asyncio.sleep(3600)


def _loop_runner() -> Callable[[Coroutine[Any, Any, None]], None]:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.run
    return uvloop.run


async def _run(what: What, path: Path, environ: Mapping[str, str]) -> None:
    conversation = open_conversation(path, environ)
    services: list[Service] = [
        Housekeeping(conversation, settings.number(environ, "RETENTION_DAYS", settings.RETENTION_DAYS))
    ]
    public: list[WebService] = []
    try:
        app = web.app(public) if what == "web" else None
        logs.event("started", what=what, services=",".join(s.name for s in [*services, *public]))
        await run([*services, *public], app=app, port=settings.number(environ, "PORT", 8000))
        logs.event("stopped")
    finally:
        conversation.engine.close()
