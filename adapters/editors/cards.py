"""Keeps an editors' chat up to date: a card for each group of questions, and a digest once a week.

Which message shows which group, and since when, is in the database, so that a restart goes on where it
was and two processes do not post the same twice.
"""

import asyncio
import datetime
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from bot.conversation import Conversation
from bot.errors import DatabaseError
from bot.inbox import Group, Inbox
from bot.memory.editors import EditorsChat
from bot.stats import stats

from .. import logs
from ..service import comes, think
from .digest import WEEK_SECONDS, Part, digest, due
from .newsroom import DAYS, Newsroom

LOOK_SECONDS = 2.0
_LONGEST_PAUSE = 60.0
_FINISH_SECONDS = 3.0
_PAGE = 50
# At the very first, the newest changes are shown; what is older waits in the terminal.
_FIRST = 50


class Board(Protocol):
    """An editors' chat, where something can be shown."""

    every: float  # how many seconds a card rests after it has been changed

    async def show(self, group: Group, message: str) -> str | None:
        """Change a card, or post it where `message` is ""; its message, None if it could not be shown."""

    async def tell(self, parts: Sequence[Part]) -> bool:
        """Post a digest; False if it could not be posted."""


class Cards:
    """The cards of one editors' chat while the process runs."""

    def __init__(
        self,
        conversation: Conversation,
        inbox: Inbox,
        chat: EditorsChat,
        board: Board,
        newsroom: Newsroom,
        *,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._conversation = conversation
        self._inbox = inbox
        self._chat = chat
        self._board = board
        self._newsroom = newsroom
        self._clock = clock
        self._task: asyncio.Task[None] | None = None
        self._refused = False
        self._stopped = asyncio.Event()
        self._refreshing: set[asyncio.Task[None]] = set()

    def start(self) -> None:
        self._task = asyncio.create_task(self._go_round())

    async def finish(self) -> None:
        await asyncio.gather(*self._refreshing, return_exceptions=True)
        self._stopped.set()
        if self._task:
            # A thread that reads the database cannot be cancelled, and the database is closed after this.
            await asyncio.wait([self._task], timeout=_FINISH_SECONDS)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    def soon(self, group_id: int) -> None:
        """Show at once what somebody has just done with a group, without waiting for it."""
        task = asyncio.create_task(self._refresh(group_id))
        self._refreshing.add(task)
        task.add_done_callback(self._refreshing.discard)

    async def look(self) -> None:
        """Show what has changed since the last look."""
        seen = await think(self._chat.seen)
        if seen is None:
            seen = max(await think(self._inbox.last_change) - _FIRST, 0)
            await think(self._chat.begin, seen=seen, digest=self._digest_due().isoformat())
        complete, after = True, seen
        while groups := await think(self._inbox.changed, after, _PAGE):
            for group in groups:
                # What has been done is shown at once; that more people ask can wait.
                every = self._board.every if group.state == "open" else 0.0
                complete = await self._show(group, every=every) and complete
            after = groups[-1].version
            if complete:
                await think(self._chat.set_seen, after)

    async def send_digest(self) -> None:
        """Send the digest of the week, if it is due and has not been sent."""
        day = self._digest_due()
        if not await think(self._chat.take_digest, day.isoformat(), now=self._clock()):
            return
        told = False
        try:
            until = self._clock()
            found = await think(stats, self._conversation.engine.store, until - WEEK_SECONDS, until)
            told = await self._board.tell(digest(found, day, self._newsroom.words))
        finally:
            if told:
                await think(self._chat.put_digest, day.isoformat())
            else:
                self._refused = True
                await think(self._chat.give_digest_back)

    def _digest_due(self) -> datetime.date:
        now = datetime.datetime.fromtimestamp(self._clock(), datetime.timezone.utc)
        return due(now, self._newsroom.digest_day or DAYS[0])

    async def _refresh(self, group_id: int) -> None:
        try:
            group = await think(self._inbox.group, group_id)
            if group:
                await self._show(group, every=0.0)
        except Exception as error:  # the next look tries again
            logs.problem("cards.failed", error)

    async def _show(self, group: Group, *, every: float) -> bool:
        """Whether its card is as it should be."""
        now = self._clock()
        card = await think(self._chat.take_card, group.id, group.version, now=now, every=every)
        if card is None:
            return await think(self._chat.shows, group.id, group.version)
        message = None
        try:
            # That a text is not kept any more is no news where there is no card with it.
            post = card.message or group.text
            message = await self._board.show(group, card.message) if post else ""
        finally:
            if message is None:
                await think(self._chat.give_card_back, group.id)
        if message is None:
            self._refused = True
            return False
        await think(self._chat.put_card, group.id, message, group.version, now=self._clock())
        return True

    async def _go_round(self) -> None:
        pause = LOOK_SECONDS
        while not self._stopped.is_set():
            self._refused = False
            try:
                await self.look()
                if self._newsroom.digest_day:
                    await self.send_digest()
            except DatabaseError as error:
                logs.event("cards.cannot_look", error=type(error).__name__)
            except Exception as error:
                self._refused = True
                logs.problem("cards.failed", error)
            pause = min(pause * 2, _LONGEST_PAUSE) if self._refused else LOOK_SECONDS
            await comes(self._stopped, pause)
