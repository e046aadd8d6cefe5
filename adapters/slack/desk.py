"""What every Slack handler works with: the conversation, and sending with patience within the limits."""

import asyncio
import datetime
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, ParamSpec, TypeVar

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Conversation, Who
from bot.model import Answer, Message
from bot.settings import RETENTION_DAYS
from bot.wording import Wording

from .. import logs
from ..service import think
from .blocks import Shown, answer_shown
from .read import PLATFORM
from .web_api import may_pass, reason, retry_after, seconds

P = ParamSpec("P")
T = TypeVar("T")
Found = dict[str, Any]

# A response_url works five times; no handler uses it for more than one message of its own and one note.
_TRIES = 4
_MOST_LOOKING = 3
_LONGEST_WAIT = 60.0
_TIMEOUT = aiohttp.ClientTimeout(total=15)
NO_PREVIEW = {"unfurl_links": False, "unfurl_media": False}
# What is posted to a response_url beside what is there, for one person alone.
ASIDE = {"response_type": "ephemeral", "replace_original": False}


@dataclass(slots=True)
class Desk:
    """The parts that are put together once. `session` is there once the service has started."""

    conversation: Conversation
    days: int = RETENTION_DAYS
    session: aiohttp.ClientSession | None = None
    pause: float = 0.5
    without_status: set[str] = field(default_factory=set)
    # Many answers may wait for Slack at once; of those that are being looked for, few keep the rest quick.
    looking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(_MOST_LOOKING))

    async def wording(self, speaker: Who, *, asked: Message | None = None, shown: str = "") -> Wording:
        """The sentences in the language that this person has chosen, else in that of what is asked, or of an
        answer that they were shown."""
        return await think(self.conversation.wording, speaker, asked=asked, shown=shown)

    async def look(self, call: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call what looks for an answer, a few at a time."""
        async with self.looking:
            return await think(call, *args, **kwargs)

    def render(self, answer: Answer, words: Wording) -> Shown:
        return answer_shown(answer, words, today=datetime.date.today())

    async def respond(self, url: str, **message: Any) -> bool:
        """Post to a response_url; False if Slack no longer takes it, which is logged."""
        if not url.startswith(("https://", "http://")) or self.session is None:
            return False
        for attempt in range(_TRIES):
            wait = self.pause * 2**attempt
            try:
                async with self.session.post(url, json=message, timeout=_TIMEOUT) as response:
                    if response.status < 300:
                        return True
                    if response.status != 429 and response.status < 500:
                        logs.event("slack.response_url_refused", status=response.status)
                        return False
                    wait = _within(seconds(response.headers.get("Retry-After")), wait)
            except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
                logs.event("slack.response_url_unreachable", error=type(error).__name__)
            if attempt + 1 < _TRIES:
                await asyncio.sleep(wait)
        return False

    async def call(self, method: Callable[..., Awaitable[Any]], **arguments: Any) -> Found | None:
        """Call a method of the Web API; None if it was refused or Slack cannot be reached, which is
        logged. What may work in a while is tried again, after as long as Slack asks."""
        found, _ = await self.ask(method, **arguments)
        return found

    async def ask(
        self, method: Callable[..., Awaitable[Any]], *, tries: int = _TRIES, **arguments: Any
    ) -> tuple[Found | None, str]:
        """The same, with Slack's word for why it refuses for good; "" for what may work later."""
        name = arguments.get("api_method") or getattr(method, "__name__", "").replace("_", ".")
        for attempt in range(tries):
            wait = self.pause * 2**attempt
            try:
                response = await method(**arguments)
                found = getattr(response, "data", response)
                return (found if isinstance(found, dict) else {}), ""
            except SlackApiError as error:
                logs.event("slack.refused", method=name, reason=reason(error))
                if not may_pass(error):
                    return None, reason(error)
                wait = _within(retry_after(error), wait)
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                # slack_sdk stumbles over an answer that is not a JSON object: a proxy's page, for one.
                logs.event("slack.strange_answer", method=name, error=type(error).__name__)
            except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError) as error:
                logs.event("slack.unreachable", method=name, error=type(error).__name__)
            if attempt + 1 < tries:
                await asyncio.sleep(wait)
        return None, ""

    async def post(self, client: AsyncWebClient, channel: str, shown: Shown, thread: str = "") -> bool:
        """Post a message to a channel, or to a thread in it."""
        return await self.posted(client, channel, shown, thread) is not None

    async def posted(
        self, client: AsyncWebClient, channel: str, shown: Shown, thread: str = ""
    ) -> str | None:
        """The same; the timestamp of the message, None if Slack does not take it."""
        to = {"thread_ts": thread} if thread else {}
        message = {**shown.message(), **NO_PREVIEW, **to}
        found = await self.call(client.chat_postMessage, channel=channel, **message)
        return None if found is None else str(found.get("ts", ""))

    async def person(self, client: AsyncWebClient, user: str) -> Found:
        """What Slack says of a person; {} where it does not."""
        found = await self.call(client.api_call, api_method="users.info", data={"user": user})
        person = found.get("user") if found else None
        return person if isinstance(person, dict) else {}

    async def is_admin(self, client: AsyncWebClient, user: str) -> bool:
        person = await self.person(client, user)
        return bool(person.get("is_admin") or person.get("is_owner"))

    async def may_share(self, client: AsyncWebClient, team: str, user: str) -> bool:
        """Whether the workspace's admins let this person share answers to channels."""
        kept = await think(self.conversation.settings, whole(team))
        return kept.get("share") != "admins" or await self.is_admin(client, user)


def whole(team: str) -> Who:
    """A workspace, where the settings of all its people are kept."""
    return Who(PLATFORM, team, team)


def _within(asked: float | None, default: float) -> float:
    return default if asked is None else min(asked, _LONGEST_WAIT)
