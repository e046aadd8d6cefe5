"""The worker's part in keeping claims up to date: fetches the operator's sources when they are due."""

import asyncio
import datetime
import threading
from collections.abc import Mapping

from bot.errors import FactCheckError
from bot.memory.catalogue import Catalogue
from bot.store import Store

from . import logs

_EVERY = datetime.timedelta(hours=1)
_LOOK_SECONDS = 300


class Syncing:
    """Looks every few minutes for sources that were not fetched within the hour."""

    name = "sources"

    def __init__(self, store: Store, environ: Mapping[str, str]) -> None:
        self._catalogue = Catalogue(store)
        self._environ = environ
        self._stopped = threading.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._go_round())

    def stop_taking(self) -> None:
        self._stopped.set()

    async def finish(self) -> None:
        await asyncio.gather(*([self._task] if self._task else []), return_exceptions=True)

    async def _go_round(self) -> None:
        while not self._stopped.is_set():
            await asyncio.to_thread(self._sync)
            for _ in range(_LOOK_SECONDS):
                if not self._stopped.is_set():
                    await asyncio.sleep(1)

    def _sync(self) -> None:
        if not self._catalogue.feeds():
            return
        from bot.sources import sync  # heavy, and not needed without sources

        now = datetime.datetime.now(datetime.timezone.utc)
        try:
            for result in sync.run(
                self._catalogue,
                now=now,
                environ=self._environ,
                older_than=_EVERY,
                stopped=self._stopped.is_set,
                sleep=self._stopped.wait,
            ):
                found = result.summary
                logs.event("synced", new=found.new, updated=found.updated, failed=bool(result.problem))
        except FactCheckError as error:
            logs.event("sync failed", error=type(error).__name__)
