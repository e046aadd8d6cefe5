"""Slack: which delivery goes to which handler, and the service that listens over HTTP or Socket Mode."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Literal

import aiohttp
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient
from starlette.routing import BaseRoute

from bot import settings
from bot.conversation import Conversation
from bot.errors import ServiceError
from bot.identity import Identities
from bot.memory.installations import Installations
from bot.memory.jobs import Jobs
from bot.wording import Wording

from .. import logs
from ..editors.newsroom import Newsroom, newsroom
from ..service import think
from . import messages as buttons
from . import oauth, read
from .answers import Answers
from .blocks import said
from .buttons import Buttons
from .desk import ASIDE, Desk
from .editors import Editors
from .home import Home
from .http import Deliveries
from .intake import MOST_IN_HAND, Intake, Payload
from .manifest import COMMAND, SHORTCUT
from .messages import noted
from .socket_mode import Socket
from .web_api import SLACK, WRONG_TOKEN, api_url, authorization_url, may_pass, reason, web_client

_LONGEST_PAUSE = 30.0
_FINISH_SECONDS = 5.0


def service(
    conversation: Conversation, environ: Mapping[str, str], how: Literal["http", "socket"]
) -> "Slack":
    """The service, from settings. Raises `MissingSettings`."""
    given = {
        name: value.strip() for name, value in environ.items() if name.startswith(("SLACK_", "FACTCHECK"))
    }
    editors = newsroom(environ, "EDITORS_CHANNEL")
    if editors:
        settings.need(given, ["SLACK_BOT_TOKEN"])
    wanted = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET", "FACTCHECK_SECRET")
    many = how == "http" and all(given.get(name) for name in wanted)
    return Slack(
        conversation,
        token=given.get("SLACK_BOT_TOKEN", ""),
        signing_secret=given.get("SLACK_SIGNING_SECRET", "") if how == "http" else "",
        app_token=given.get("SLACK_APP_TOKEN", "") if how == "socket" else "",
        client=(given["SLACK_CLIENT_ID"], given["SLACK_CLIENT_SECRET"]) if many else None,
        secret=given.get("FACTCHECK_SECRET", ""),
        api_url=api_url(given.get("SLACK_API_URL", "")),
        public_url=settings.public_url(environ),
        days=settings.retention_days(environ),
        editors=editors,
    )


class Slack:
    """The bot on Slack while the process runs: over HTTP with a signing secret, else in Socket Mode."""

    name = "slack"

    def __init__(
        self,
        conversation: Conversation,
        *,
        token: str = "",
        signing_secret: str = "",
        app_token: str = "",
        client: tuple[str, str] | None = None,
        secret: str = "",
        api_url: str = SLACK,
        public_url: str = "",
        days: int = settings.RETENTION_DAYS,
        most: int = MOST_IN_HAND,
        editors: Newsroom | None = None,
    ) -> None:
        self.up = False
        self._token = token
        self._signing_secret = signing_secret
        self._app_token = app_token
        identities = Identities(secret or token)
        installations = Installations(conversation.ledger.file, identities, read.PLATFORM)
        self._workspaces = oauth.Workspaces(installations) if client else None
        self._tokens = oauth.Tokens(self._workspaces)
        self._client = web_client(api_url)
        self._flow: oauth.Flow | None = None
        if client and self._workspaces:
            self._flow = oauth.flow(
                self._workspaces,
                oauth.States(installations),
                self._client,
                client_id=client[0],
                client_secret=client[1],
                public_url=public_url,
                authorization_url=authorization_url(api_url),
            )
            self._flow.settings.authorize = self._tokens
        self._desk = Desk(conversation, days)
        self._own_client = web_client(api_url, token)
        self._editors = editors and Editors(self._desk, self._own_client, editors)
        self.app = self._bolt()
        self.intake = Intake(Jobs(conversation.ledger, read.PLATFORM), identities, self._do, most=most)
        self._socket: Socket | None = None

    def routes(self) -> Sequence[BaseRoute]:
        deliveries = Deliveries(self.intake, self._signing_secret, at_once=self._at_once).routes()
        return [*deliveries, *(oauth.routes(self._flow) if self._flow else ())]

    async def start(self) -> None:
        """Ask Slack who we are, and begin. Raises `ServiceError`."""
        session = aiohttp.ClientSession()
        self._desk.session = self._client.session = self._own_client.session = session
        if self._token:
            self._tokens.own = await self._who_we_are()
        self.intake.start()
        if self._app_token:
            self._socket = Socket(self.intake, self._client, self._app_token, at_once=self._at_once)
            await self._socket.start()
        if self._editors:
            self._editors.cards.start()
        self.up = True

    def stop_taking(self) -> None:
        self.intake.stop()

    async def finish(self) -> None:
        try:
            if self._socket:
                await self._socket.stop()
            await self.intake.finish(_FINISH_SECONDS)
            if self._editors:
                await self._editors.finish()
        finally:  # there may be no time for all of that
            if self._desk.session:
                await self._desk.session.close()

    async def _who_we_are(self) -> AuthorizeResult:
        """At the start, wait until Slack can be reached."""
        pause = 0.5
        while True:
            try:
                found = await self._client.auth_test(token=self._token)
                return _own(self._token, getattr(found, "data", found))
            except SlackApiError as error:
                why = reason(error)
                if why in WRONG_TOKEN:
                    raise ServiceError(
                        f"Slack does not take this SLACK_BOT_TOKEN ({why}): copy it again from the app's"
                        " page OAuth & Permissions."
                    ) from error
                logs.event("slack.auth_test_refused", reason=why)
                if not may_pass(error):
                    return _own(self._token, {})
            except (AttributeError, KeyError, TypeError, ValueError) as error:
                logs.event("slack.strange_answer", method="auth.test", error=type(error).__name__)
                return _own(self._token, {})
            except (SlackClientError, aiohttp.ClientError, OSError, asyncio.TimeoutError) as error:
                logs.event("slack.unreachable", error=type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _at_once(self, payload: Payload) -> Payload | None:
        return await self._editors.at_once(payload) if self._editors else None

    async def _do(self, payload: Payload) -> None:
        """What an acknowledged delivery calls for, by bolt's routing."""
        await self.app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))

    # Which delivery goes where

    def _bolt(self) -> AsyncApp:
        app = AsyncApp(
            logger=logs.quiet("slack_bolt"),
            name="bolt",  # bolt takes the logger of this name for its own
            client=self._client,
            authorize=None if self._flow else self._tokens,  # type: ignore[arg-type]
            oauth_flow=self._flow,
            signing_secret=self._signing_secret or "unused",
            process_before_response=True,  # it has been acknowledged: done means done
            request_verification_enabled=False,  # `http` has done that
            url_verification_enabled=False,
            ssl_check_enabled=False,
            attaching_function_token_enabled=False,
            attaching_conversation_kwargs_enabled=False,
            user_facing_authorize_error_message=Wording("en")("slack not installed"),
        )
        answers, home = Answers(self._desk), Home(self._desk)
        app.command(COMMAND)(answers.command)
        app.message_shortcut(SHORTCUT)(answers.shortcut)
        app.event("app_mention")(answers.mention)
        app.event("message")(answers.direct)
        app.event("assistant_thread_started")(answers.thread_started)
        app.event("app_home_opened")(home.opened)
        app.event("app_uninstalled")(self._uninstalled)
        app.event("tokens_revoked")(self._revoked)
        on = Buttons(self._desk)
        for name, do in self._buttons(on, home).items():
            app.action(name)(on.on(do))
        for name, press in self._editors.buttons().items() if self._editors else ():
            app.action(name)(press)
        app.action(re.compile(""))(on.on(on.stale))
        app.error(self._failed)
        return app

    def _buttons(self, on: Buttons, home: Home) -> dict[Any, Callable[..., Awaitable[str | None]]]:
        return {
            buttons.RIGHT: on.right,
            buttons.WRONG: on.wrong,
            re.compile(rf"{buttons.CHOOSE}_\d+"): on.choose,
            buttons.NONE: on.none,
            buttons.EDITORS: on.editors,
            buttons.HEAR: on.hear,
            buttons.STOP: on.stop,
            re.compile(rf"{buttons.SHOW}_\d+"): on.show,
            buttons.EXAMPLE: on.example,
            buttons.SHARE: on.share,
            buttons.REPLY: on.reply,
            buttons.DELETE: on.delete,
            buttons.MY_DATA: home.my_data,
            buttons.FORGET: home.forget,
            buttons.LANGUAGE: home.language,
            buttons.SHARERS: home.sharers,
        }

    async def _uninstalled(self, body: dict[str, Any]) -> None:
        """The token is of no use any more."""
        if self._workspaces:
            await self._workspaces.async_delete_bot(enterprise_id=None, team_id=read.workspace(body))
        logs.event("slack.uninstalled")

    async def _revoked(self, event: dict[str, Any], body: dict[str, Any]) -> None:
        if read.part(event, "tokens").get("bot"):
            await self._uninstalled(body)

    async def _failed(self, error: Exception, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Tell the person, with the id that finds it in the log."""
        id_ = logs.problem("slack.handler", error)
        words = await think(self._desk.conversation.wording, read.who(body))
        sentence = words("failed", id=id_)
        event, view = read.part(body, "event"), read.part(body, "view")
        url = read.text(body.get("response_url"))
        if url:
            await self._desk.respond(url, **ASIDE, **said(sentence).message())
        elif view.get("type") == "modal":
            update = noted(view, sentence, words)
            await self._desk.call(client.views_update, view_id=read.text(view.get("id")), view=update)
        elif event.get("type") in ("app_mention", "message"):
            thread = read.text(event.get("thread_ts"))
            await self._desk.post(client, read.text(event.get("channel")), said(sentence), thread)


def _own(token: str, found: Any) -> AuthorizeResult:
    known = found if isinstance(found, dict) else {}
    return AuthorizeResult(
        enterprise_id=known.get("enterprise_id"),
        team_id=known.get("team_id"),
        bot_id=known.get("bot_id"),
        bot_user_id=known.get("user_id"),
        bot_token=token,
    )
