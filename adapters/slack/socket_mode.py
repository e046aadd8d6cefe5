"""Slack without a public address: Socket Mode, where deliveries come over a connection that we open."""

import asyncio
import contextlib
import time
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import ServiceError
from bot.wording import Wording

from .. import logs
from ..service import Full
from .http import usable
from .intake import AtOnce, Intake
from .web_api import WRONG_TOKEN, reason

_NO_APP_TOKEN = (*WRONG_TOKEN, "not_allowed_token_type", "missing_scope", "no_permission")
_DELIVERIES = ("events_api", "interactive", "slash_commands")


class Socket:
    """The connection, kept up until stopped."""

    def __init__(self, intake: Intake, client: AsyncWebClient, app_token: str, *, at_once: AtOnce) -> None:
        self._intake = intake
        self._at_once = at_once
        self._web = client
        self._token = app_token
        self._client: _Client | None = None
        self._connecting: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Wait until Slack gives out an address, and connect. Raises `ServiceError` for a wrong token."""
        quiet = logs.quiet("socket_mode")  # its lines carry addresses with tickets in them
        self._client = _Client(app_token=self._token, web_client=self._web, logger=quiet, ping_interval=5)
        self._client.socket_mode_request_listeners.append(self._receive)
        self._client.wss_uri = await self._client.issue_new_wss_url()
        self._connecting = asyncio.create_task(self._client.connect())  # type: ignore[no-untyped-call]

    async def stop(self) -> None:
        """Let go of the connection: Slack delivers elsewhere, or again, what is not acknowledged."""
        if self._connecting:
            self._connecting.cancel()
            await asyncio.gather(self._connecting, return_exceptions=True)
        if self._client:
            with contextlib.suppress(aiohttp.ClientError, ConnectionError, asyncio.TimeoutError):
                await self._client.close()  # type: ignore[no-untyped-call]

    async def _receive(self, client: AsyncBaseSocketModeClient, request: SocketModeRequest) -> None:
        answer: dict[str, Any] | None = None
        payload = usable(request.payload) if request.type in _DELIVERIES else None
        if payload is not None and payload.get("type") != "url_verification":
            try:
                answer = await self._at_once(payload)
                if answer is None:
                    await self._intake.take(payload, request.envelope_id)
            except Full:
                if "command" not in payload:
                    return  # not acknowledged, so that it is delivered again
                answer = {"response_type": "ephemeral", "text": Wording("en")("busy")}
        with contextlib.suppress(aiohttp.ClientError, ConnectionError, RuntimeError):
            await client.send_socket_mode_response(SocketModeResponse(request.envelope_id, answer))


class _Client(SocketModeClient):
    """One that survives whatever the address of the connection is asked of, with patience."""

    async def issue_new_wss_url(self) -> str:
        pause = 0.5
        while not self.closed:
            started = time.monotonic()
            try:
                response = await self.web_client.apps_connections_open(app_token=self.app_token)
                return str(response["url"])
            except SlackApiError as error:
                why = reason(error)
                if self.wss_uri is None and why in _NO_APP_TOKEN:
                    raise ServiceError(
                        f"Slack does not take this SLACK_APP_TOKEN ({why}): copy it again from the app's page"
                        " Basic Information, App-Level Tokens; it needs connections:write."
                    ) from error
                logs.event("slack.not_connected", reason=why)
            except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, KeyError) as error:
                logs.event("slack.not_connected", error=type(error).__name__)
            pause = min(pause * 2, 30.0) if time.monotonic() - started < 60 else 0.5
            await asyncio.sleep(pause)
        raise SlackClientError("closed")
