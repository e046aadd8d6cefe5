"""Writes news to people on Slack: in the thread where they asked, or to them alone where only they saw the
answer; with a button that stops it."""

import asyncio
import datetime
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.conversation import Conversation
from bot.identity import Identities
from bot.memory.installations import Installations

from .. import logs
from ..notifying import News, NotNow, Refused, ShutOut
from .blocks import Shown, actions, answer_shown, button, escape, said, section, value
from .desk import NO_PREVIEW
from .messages import STOP
from .oauth import Workspaces
from .read import PLATFORM
from .web_api import api_url, may_pass, reason, retry_after, web_client

_GONE = (
    "account_inactive",
    "cannot_dm_bot",
    "channel_not_found",
    "is_archived",
    "not_in_channel",
    "token_revoked",
    "user_disabled",
    "user_not_found",
)
_BAD_TOKEN = ("invalid_auth", "not_authed")


def sender(conversation: Conversation, environ: Mapping[str, str]) -> "SlackSender":
    """The sender, from settings."""
    installations = Installations(
        conversation.ledger.file, Identities(environ.get("FACTCHECK_SECRET", "").strip()), PLATFORM
    )
    address = api_url(environ.get("SLACK_API_URL", "").strip())
    return SlackSender(installations, environ.get("SLACK_BOT_TOKEN", "").strip(), address)


class SlackSender:
    """Slack takes about one message a second."""

    platform = PLATFORM

    def __init__(
        self,
        installations: Installations,
        token: str,
        address: str,
        *,
        pace: float = 1.0,
    ) -> None:
        self.pace = pace
        self._workspaces = Workspaces(installations)
        self._token = token
        self._client = web_client(address, again=False)

    async def send(self, address: Mapping[str, Any], news: News) -> None:
        to = {"thread_ts": address["thread"]} if address.get("thread") else {}
        message = {**self._shown(news).message(), **NO_PREVIEW, **to}
        team, enterprise = str(address.get("team", "")), str(address.get("enterprise", ""))
        bot = await self._workspaces.async_find_bot(enterprise_id=enterprise, team_id=team)
        own = bot.bot_token if bot else ""
        token = own or self._token
        if not token:
            logs.event("slack.not_installed_any_more")
            raise ShutOut
        try:
            await self._client.chat_postMessage(channel=address["channel"], token=token, **message)
        except SlackApiError as error:
            raise _meaning(error, installed=bool(own)) from error
        except (
            AttributeError,  # slack_sdk stumbles over an answer that is not a JSON object
            KeyError,
            TypeError,
            ValueError,
            SlackClientError,
            aiohttp.ClientError,
            OSError,
            asyncio.TimeoutError,
        ) as error:
            logs.event("slack.unreachable", method="chat.postMessage", error=type(error).__name__)
            raise NotNow from error

    async def close(self) -> None:
        """Nothing is kept open between two messages."""

    def _shown(self, news: News) -> Shown:
        stop = actions(button(news.words("stop hearing"), STOP, value(news.shown)))
        if news.answer is None:
            return said(news.sentence).under(stop)
        shown = answer_shown(news.answer, news.words, today=datetime.date.today())
        return shown.above(section(escape(news.sentence))).under(stop)


def _meaning(error: SlackApiError, *, installed: bool) -> Exception:
    """What a refusal means for the message. A token that is no good is mended in the settings, and nothing
    is lost until then; that of an installation is good for nothing any more."""
    why = reason(error)
    if installed and why in _BAD_TOKEN:
        logs.event("slack.refused", method="chat.postMessage", reason=why)
        return ShutOut()
    if may_pass(error) or why in _BAD_TOKEN:
        return NotNow(retry_after(error))
    logs.event("slack.refused", method="chat.postMessage", reason=why)
    return ShutOut() if why in _GONE else Refused()
