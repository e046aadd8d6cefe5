"""Many workspaces: the installation flow, and where each workspace's token is kept, sealed."""

import asyncio
import json
import time
from collections.abc import Callable, Sequence
from typing import Any

import aiohttp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.error import BoltError
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackClientError
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.models.bot import Bot
from slack_sdk.oauth.installation_store.models.installation import Installation
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.errors import FactCheckError, SealBroken
from bot.memory.installations import Installations

from .. import logs
from ..service import think
from .manifest import INSTALL, REDIRECT, SCOPES

STATE_SECONDS = 600
# Of an installation the bot's token and ids, and nothing of whoever installed it.
_KEPT = ("enterprise_id", "team_id", "bot_token", "bot_id", "bot_user_id", "is_enterprise_install")


class Workspaces(AsyncInstallationStore):
    """Where the bot is installed, as bolt's flow saves it and as its deliveries are authorised."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_save(self, installation: Installation) -> None:
        bot = installation.to_bot()
        await self.async_save_bot(bot)

    async def async_save_bot(self, bot: Bot) -> None:
        name = (bot.enterprise_id if bot.is_enterprise_install else bot.team_id) or ""
        await think(self._installations.save, name, _packed(bot), now=time.time())

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        for name in (team_id, enterprise_id):
            found = await think(self._installations.find, name) if name else None
            if found:
                return _unpacked(found)
        return None

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        for name in (team_id, None if team_id else enterprise_id):
            if name:
                await think(self._installations.delete, name)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        """Nothing of the person who installed it is kept."""


def _packed(bot: Bot) -> str:
    return json.dumps({name: getattr(bot, name) for name in _KEPT} | {"scopes": list(bot.bot_scopes)})


def _unpacked(text: str) -> Bot:
    kept = json.loads(text)
    return Bot(**{name: kept[name] for name in _KEPT}, bot_scopes=kept["scopes"], installed_at=0.0)


class States(AsyncOAuthStateStore):
    """Each state is good once, for ten minutes."""

    def __init__(self, installations: Installations, *, clock: Callable[[], float] = time.time) -> None:
        self._installations = installations
        self._clock = clock

    async def async_issue(self, *_: Any, **__: Any) -> str:
        return await think(self._installations.issue_state, now=self._clock(), seconds=STATE_SECONDS)

    async def async_consume(self, state: str) -> bool:
        return await think(self._installations.consume_state, state, now=self._clock())


class Tokens(AsyncAuthorize):
    """Which token answers in which workspace: that of its installation, else the one from the settings."""

    def __init__(self, workspaces: Workspaces | None) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._workspaces = workspaces
        self.own: AuthorizeResult | None = None

    async def __call__(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None, **_: Any
    ) -> AuthorizeResult | None:
        if self._workspaces:
            try:
                bot = await self._workspaces.async_find_bot(enterprise_id=enterprise_id, team_id=team_id)
            except SealBroken as error:
                logs.event("slack.token_sealed_with_another_secret")
                raise BoltError(str(error)) from error
            if bot:
                return AuthorizeResult(
                    enterprise_id=enterprise_id,
                    team_id=team_id,
                    user_id=user_id,
                    bot_id=bot.bot_id,
                    bot_user_id=bot.bot_user_id,
                    bot_token=bot.bot_token,
                )
            if self.own and self.own.team_id != team_id:
                return None
        return self.own


class Flow(AsyncOAuthFlow):
    """Bolt's flow, in which a failure to keep an installation is one that it explains."""

    async def run_installation(self, code: str) -> Installation | None:
        try:
            found = await super().run_installation(code)
        except (SlackClientError, aiohttp.ClientError, asyncio.TimeoutError, KeyError) as error:
            logs.event("slack.not_installed", error=type(error).__name__)
            return None
        named = found and (found.enterprise_id if found.is_enterprise_install else found.team_id)
        return found if found and found.bot_token and named else None

    async def store_installation(self, request: AsyncBoltRequest, installation: Installation) -> None:
        try:
            await super().store_installation(request, installation)
        except FactCheckError as error:
            logs.problem("slack.installation_not_kept", error)
            raise BoltError("The installation could not be kept.") from error


def flow(
    workspaces: Workspaces,
    states: States,
    client: AsyncWebClient,
    *,
    client_id: str,
    client_secret: str,
    public_url: str,
    authorization_url: str | None,
) -> Flow:
    """The installation flow, which asks for no more than the least scopes."""
    return Flow(
        client=client,
        logger=logs.quiet("slack_bolt"),
        settings=AsyncOAuthSettings(
            client_id=client_id,
            client_secret=client_secret,
            scopes=list(SCOPES),
            user_scopes=[],
            redirect_uri=f"{public_url}{REDIRECT}" if public_url else None,
            install_path=INSTALL,
            redirect_uri_path=REDIRECT,
            install_page_rendering_enabled=False,
            authorization_url=authorization_url,
            installation_store=workspaces,
            installation_store_bot_only=True,
            state_store=states,
            state_expiration_seconds=STATE_SECONDS,
            logger=logs.quiet("slack_bolt"),
        ),
    )


def routes(flow: Flow) -> Sequence[BaseRoute]:
    """Where an installation begins, and where Slack sends people back to."""

    async def install(request: Request) -> Response:
        return await _answered(flow.handle_installation, request)

    async def redirect(request: Request) -> Response:
        return await _answered(flow.handle_callback, request)

    return [Route(INSTALL, install, methods=["GET"]), Route(REDIRECT, redirect, methods=["GET"])]


async def _answered(handle: Callable[..., Any], request: Request) -> Response:
    try:
        found = await handle(
            AsyncBoltRequest(body="", query=request.url.query, headers=dict(request.headers.items()))
        )
    except Exception as error:
        id_ = logs.problem("slack.installing", error)
        return PlainTextResponse(f"Something went wrong on our side ({id_}). Please try again.", 500)
    response = Response(found.body, found.status)
    for name, values in found.headers.items():
        for value in values:
            response.headers.append(name, value)
    return response
