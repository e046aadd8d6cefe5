"""Tells people who wanted to hear of it what became of their question, one message at a time a platform.

Each message is taken in hand in the database before it is sent and marked after. Of several processes,
one sends for a platform: the one that holds its lease. When it dies, the next sends again what it had
in hand, so that nothing is lost and at most the one message that was on its way comes twice.
"""

import asyncio
import contextlib
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from bot.conversation import Conversation
from bot.errors import DatabaseError, SealBroken
from bot.inbox import Inbox
from bot.memory.ledger import LEASE_SECONDS
from bot.memory.outbox import Notice, Outbox
from bot.model import Answer, Finding
from bot.wording import Wording

from . import logs
from .quiet import QuietHours
from .service import comes, think

LOOK_SECONDS = 3.0
CORRECT_SECONDS = 30.0
_SEALED_SECONDS = 3600.0
_LONGEST_WAIT = 300.0
_MARK_SECONDS = 0.5
_QUIET_SECONDS = 30.0


class ShutOut(Exception):
    """The person, or the chat, cannot be written to any more."""


class Refused(Exception):
    """The platform will never take this message."""


class NotNow(Exception):
    """The platform cannot be reached or wants us to wait, for so many seconds if it says so."""

    def __init__(self, seconds: float | None = None) -> None:
        super().__init__()
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class News:
    """What to tell: a sentence, and the answer with its claim if there is one. `shown` is what the button
    that stops it carries."""

    sentence: str
    answer: Answer | None
    words: Wording
    shown: str


class Sender(Protocol):
    """Writes to people on one platform."""

    platform: str
    pace: float  # seconds from one message to the next

    async def send(self, address: Mapping[str, Any], news: News) -> None:
        """Raises `ShutOut`, `Refused`, `NotNow`."""

    async def close(self) -> None:
        """Let go of the connection."""


class Notifying:
    """The notifications while the process runs: one round for each sender."""

    name = "notifying"

    def __init__(
        self,
        outbox: Outbox,
        senders: Sequence[Sender],
        conversation: Conversation,
        *,
        quiet: QuietHours | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._quiet = quiet
        self._outbox = outbox
        self._senders = senders
        self._conversation = conversation
        self._inbox = Inbox(conversation)
        self._clock = clock
        self._stopped = asyncio.Event()
        self._tasks: list[asyncio.Task[None]] = []
        self._led: dict[str, float] = {}
        self._corrected = 0.0

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._go_round(sender)) for sender in self._senders]

    def stop_taking(self) -> None:
        self._stopped.set()

    async def finish(self) -> None:
        """Wait for what is on its way, and let another process send."""
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(sender.close() for sender in self._senders))
        with contextlib.suppress(DatabaseError):
            await think(self._outbox.resign)

    async def send_due(self) -> None:
        """Find what has changed, and send all that is due now."""
        await self._correct(every=0.0)
        for sender in self._senders:
            await self._round(sender)

    async def _go_round(self, sender: Sender) -> None:
        while not self._stopped.is_set():
            wait = LOOK_SECONDS
            try:
                await self._correct(every=CORRECT_SECONDS)
                wait = max(wait, await self._round(sender))
            except DatabaseError as error:
                logs.event("notifying.database", error=type(error).__name__)
            except Exception as error:
                logs.problem("notifying.failed", error)
            await comes(self._stopped, wait)

    async def _correct(self, *, every: float) -> None:
        """Verdicts that people were told may have changed in any way: by an editor, an import or a sync."""
        now = self._clock()
        if now - self._corrected >= every:
            self._corrected = now
            await think(self._inbox.correct)

    async def _round(self, sender: Sender) -> float:
        """Send what is due on a platform, if that is for us; for how long it wants to be left alone."""
        while await self._leads(sender.platform) and not self._stopped.is_set():
            if self._quiet and self._quiet.hold(self._clock()):
                return _QUIET_SECONDS
            notice = await think(self._outbox.take, sender.platform, self._clock())
            if notice is None:
                break
            wait = await self._tell(sender, notice)
            if wait:
                return wait
            await comes(self._stopped, sender.pace)
        return 0.0

    async def _leads(self, platform: str) -> bool:
        """Whether we hold the lease, which is renewed long before it ends."""
        now = self._clock()
        if not 0 <= now - self._led.get(platform, 0.0) < LEASE_SECONDS / 4:
            if not await think(self._outbox.lead, platform, now):
                self._led.pop(platform, None)
                return False
            self._led[platform] = now
        return True

    async def _tell(self, sender: Sender, notice: Notice) -> float:
        """Send one message that is in hand, and mark it; for how long to leave the platform alone."""
        outbox, now = self._outbox, self._clock()
        try:
            address = self._address(notice)
            show = self._conversation.engine.show
            found = await think(show, notice.claim, notice.language) if notice.claim else None
            news = news_of(notice, found, str(address.get("shown", "")))
            if address and news:
                await sender.send(address, news)
                verdict = found.claim.verdict if found and found.claim else None
                await self._mark(outbox.sent, notice, verdict, now=self._clock())
            else:
                await self._mark(outbox.drop, notice)
        except ShutOut:
            logs.event("notifying.shut_out", platform=sender.platform)
            await self._mark(outbox.shut_out, notice)
        except Refused:
            await self._mark(outbox.drop, notice)
        except NotNow as error:
            wait = min(2.0**notice.tries, _LONGEST_WAIT) if error.seconds is None else error.seconds
            await self._mark(outbox.later, notice, now + wait)
            return wait
        except SealBroken:
            logs.event("notifying.sealed_with_another_secret")
            await self._mark(outbox.later, notice, now + _SEALED_SECONDS)
        except Exception as error:
            logs.problem("notifying.failed", error, platform=sender.platform)
            await self._mark(outbox.later, notice, now + min(2.0**notice.tries, _LONGEST_WAIT))
        return 0.0

    def _address(self, notice: Notice) -> Mapping[str, Any]:
        """Where to; {} if the person has stopped it meanwhile. Raises `SealBroken`."""
        if notice.address is None:
            return {}
        return dict(json.loads(self._conversation.identities.unseal(notice.address)))

    async def _mark(self, mark: Callable[..., None], *args: Any, **kwargs: Any) -> None:
        """Until it is written down, however long another program holds the database: what has been sent
        must not be sent again."""
        while True:
            try:
                await think(mark, *args, **kwargs)
                return
            except DatabaseError as error:
                logs.event("notifying.not_marked", error=type(error).__name__)
                await asyncio.sleep(_MARK_SECONDS)


def news_of(notice: Notice, found: Finding | None, shown: str) -> News | None:
    """What a notice says, in its asker's language; None if there is nothing left to say."""
    words = Wording(notice.language)
    if notice.kind in ("dismissed", "withdrawn"):
        return News(words(f"news {notice.kind}"), None, words, shown)
    if found is None or found.claim is None:
        return None
    same = found.claim.verdict == notice.was
    if notice.kind == "changed" and same:
        return None
    kind = "changed" if notice.kind == "restored" and not same else notice.kind
    return News(words(f"news {kind}"), Answer((found,)), words, shown)
