"""Updates that have to wait because Telegram takes nothing for their chat for now, so that nobody else waits.

They are written down, sealed with a key made from the bot's token, before they are confirmed to Telegram,
and tried again, each chat's in their order, also after a restart; when one is dealt with, it is erased.
"""

import asyncio
import json
import time

import telegram

from bot.errors import DatabaseError, SealBroken
from bot.identity import Identities
from bot.memory.jobs import Job, Jobs
from bot.memory.ledger import Ledger

from .. import logs
from ..service import Full, comes, think
from .intake import Intake
from .read import PLATFORM

# As long as Telegram itself keeps an update.
LONGEST_SECONDS = 24 * 3600.0
MOST_OF_A_CHAT = 1000
_SHORTEST = 1.0
_SWEEP_SECONDS = 20.0


class Later:
    """What waits, by chat."""

    def __init__(self, intake: Intake, ledger: Ledger, bot: telegram.Bot, token: str) -> None:
        self._intake = intake
        self._jobs = Jobs(ledger, PLATFORM)
        self._seal = Identities(token)
        self._bot = bot
        self._chats: dict[int, dict[int, telegram.Update]] = {}
        self._tasks: dict[int, asyncio.Task[None]] = {}
        self._sweeping: asyncio.Task[None] | None = None
        self._stopped = asyncio.Event()

    def start(self) -> None:
        self._sweeping = asyncio.create_task(self._sweep())

    def stop(self) -> None:
        """Keep and try no more; what waits is kept for the next start."""
        self._stopped.set()

    async def finish(self) -> None:
        sweeping = [self._sweeping] if self._sweeping else []
        await asyncio.gather(*self._tasks.values(), *sweeping, return_exceptions=True)

    async def keep(self, update: telegram.Update, seconds: float) -> bool:
        """Write an update down, to be tried again after so many seconds; whether it need not be delivered
        again."""
        waiting = self._chats.get(_chat(update), {})
        if update.update_id in waiting:
            return True
        if self._stopped.is_set():
            return False
        if len(waiting) >= MOST_OF_A_CHAT:
            logs.problem("telegram.given_up", update=update.update_id)
            return True
        job = Job(str(update.update_id), self._seal.seal(update.to_json()))
        try:
            (taken,) = await think(self._jobs.take, [job], time.time())
        except DatabaseError as error:
            logs.event("telegram.cannot_write_down", error=type(error).__name__)
            return False
        if taken == "new":
            logs.event("telegram.later", update=update.update_id, seconds=seconds)
            self._wait(update, seconds)
        return taken == "new"

    def _wait(self, update: telegram.Update, seconds: float) -> None:
        chat = _chat(update)
        self._chats.setdefault(chat, {})[update.update_id] = update
        if chat not in self._tasks:
            self._tasks[chat] = asyncio.create_task(self._see_to(chat, seconds))

    async def _see_to(self, chat: int, seconds: float) -> None:
        """Try what waits in a chat, the oldest first, as long as it takes."""
        waiting = self._chats[chat]
        while waiting and not await comes(self._stopped, seconds):
            id_ = min(waiting)
            seconds = await self._again(waiting[id_])
            if not seconds:
                del waiting[id_]
        if not waiting:
            del self._chats[chat], self._tasks[chat]

    async def _again(self, update: telegram.Update) -> float:
        """After how many seconds an update is to be tried once more, 0 when it is dealt with."""
        try:
            again = await self._intake.deal(update, kept=True)
        except Full:
            again = _SHORTEST
        if again is not None:
            return max(again, _SHORTEST)
        try:
            await think(self._jobs.finish, [str(update.update_id)])
        except DatabaseError as error:
            logs.event("telegram.cannot_write_down", error=type(error).__name__)
        return 0.0

    async def _sweep(self) -> None:
        """At the start, and now and then, take over what a process that has died has kept."""
        while not self._stopped.is_set():
            try:
                for job in await think(self._orphans):
                    self._resume(job)
            except DatabaseError as error:
                logs.event("telegram.cannot_sweep", error=type(error).__name__)
            await comes(self._stopped, _SWEEP_SECONDS)

    def _orphans(self) -> list[Job]:
        now = time.time()
        return self._jobs.orphans(now=now, youngest=now - LONGEST_SECONDS)

    def _resume(self, job: Job) -> None:
        try:
            update = telegram.Update.de_json(json.loads(self._seal.unseal(job.sealed)), self._bot)
        except SealBroken:
            logs.event("telegram.cannot_resume", reason="another_token")
            return
        logs.event("telegram.resumed", update=update.update_id)
        self._wait(update, 0.0)


def _chat(update: telegram.Update) -> int:
    """Where the answer goes: each chat has limits of its own."""
    where = update.effective_chat or update.effective_user
    return where.id if where else 0
