"""`factcheck run`: from settings to services, put together in one place, and run until told to stop."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from bot import settings
from bot.conversation import Conversation
from bot.errors import DatabaseError, MissingSettings
from bot.memory.outbox import Outbox

from . import logs, needs, web
from .metrics import Metrics
from .notifying import Notifying, Sender
from .opening import open_conversation
from .quiet import quiet_hours
from .service import Service, WebService, run
from .syncing import Syncing

What = Literal["telegram", "slack", "web", "worker"]


@dataclass(frozen=True, slots=True)
class Platform:
    """A chat platform: its service, and what writes to people there."""

    service: Callable[[Conversation, Mapping[str, str], str], WebService]
    sender: Callable[[Conversation, Mapping[str, str]], Sender]


def _telegram(conversation: Conversation, environ: Mapping[str, str], what: str) -> WebService:
    from .telegram import routing

    return routing.service(conversation, environ, "webhook" if what == "web" else "polling")


def _slack(conversation: Conversation, environ: Mapping[str, str], what: str) -> WebService:
    from .slack import routing

    return routing.service(conversation, environ, "http" if what == "web" else "socket")


def _telegram_sender(_: Conversation, environ: Mapping[str, str]) -> Sender:
    from .telegram import sender

    return sender.sender(environ)


def _slack_sender(conversation: Conversation, environ: Mapping[str, str]) -> Sender:
    from .slack import sender

    return sender.sender(conversation, environ)


PLATFORMS = {
    "telegram": Platform(_telegram, _telegram_sender),
    "slack": Platform(_slack, _slack_sender),
}


def start(what: What, path: Path, environ: Mapping[str, str]) -> None:
    """Run what was asked for until SIGTERM. Raises `FactCheckError` if it cannot start."""
    logs.set_up(environ)
    wrong = settings.complaints([*settings.checks(environ), lambda: quiet_hours(environ)])
    if wrong:
        raise MissingSettings(" ".join(wrong))
    platforms = check(what, environ)
    for name, meant in settings.misspelt(environ).items():
        logs.event("setting.unknown", setting=name, meant=meant)
    _loop_runner()(_run(what, platforms, path, environ))


def check(what: What, environ: Mapping[str, str]) -> list[Platform]:
    """The platforms to run. Raises `MissingSettings` with everything that is missing, before anything
    opens."""
    if what in PLATFORMS:
        settings.need(environ, needs.missing(what, "worker", environ))
        return [PLATFORMS[what]]
    ready = []
    for name, platform in PLATFORMS.items():
        missing = needs.missing(name, what, environ)
        if not missing:
            ready.append(platform)
        elif needs.begun(name, environ):
            logs.event(f"{name}.left_out", missing=",".join(missing))
    if not ready:
        raise MissingSettings(
            f"No platform's settings are there for 'factcheck run {what}': set {needs.in_words(what)} in the"
            " environment or in a file .env here (docs/settings.md says what each is)."
            f"{settings.slips(environ)}"
        )
    return ready


class Housekeeping:
    """Erases what is older than `RETENTION_DAYS`, at start and every hour."""

    name = "housekeeping"

    def __init__(self, conversation: Conversation, days: int, *, every: float = 3600.0) -> None:
        self._conversation = conversation
        self._days = days
        self._every = every
        self._task: asyncio.Task[None] | None = None
        self._work: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._go_round())

    def stop_taking(self) -> None:
        if self._task:
            self._task.cancel()

    async def finish(self) -> None:
        """Wait also for the thread, which nothing can cancel: the database is closed after this."""
        await asyncio.gather(*filter(None, (self._task, self._work)), return_exceptions=True)

    async def _go_round(self) -> None:
        while True:
            self._work = asyncio.create_task(asyncio.to_thread(self._conversation.expire, self._days))
            try:
                await asyncio.shield(self._work)
            except DatabaseError as error:  # in use, or full: what is left now is erased the next time
                logs.event("housekeeping.failed", error=type(error).__name__)
            await asyncio.sleep(self._every)


def _loop_runner() -> Callable[[Coroutine[Any, Any, None]], None]:
    try:
        import uvloop
    except ImportError:  # there is none for Windows
        return asyncio.run
    return uvloop.run


async def _run(what: What, platforms: Sequence[Platform], path: Path, environ: Mapping[str, str]) -> None:
    days = settings.retention_days(environ)
    port = settings.port(environ)
    quiet = quiet_hours(environ)
    new = not path.exists()
    conversation = open_conversation(path, environ)
    try:
        if new:
            logs.event("database.new", path=path)
        if not conversation.knows_people():
            logs.event("secret.changed", setting="FACTCHECK_SECRET")
        conversation.keeps_people()
        conversation.engine.index.refresh()
        chats = [platform.service(conversation, environ, what) for platform in platforms]
        services: list[Service] = [Housekeeping(conversation, days), *chats]
        if conversation.can_tell():
            outbox = Outbox(conversation.engine.store.file, owner=conversation.ledger.owner)
            senders = [platform.sender(conversation, environ) for platform in platforms]
            services.append(Notifying(outbox, senders, conversation, quiet=quiet))
        if what != "web":
            services.append(Syncing(conversation.engine.store, environ))
        logs.event("starting", what=what, services=",".join(service.name for service in services))
        await run(services, app=web.app(chats, Metrics(conversation)) if what == "web" else None, port=port)
        logs.event("stopped")
    finally:
        conversation.engine.close()
