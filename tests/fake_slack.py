"""A strict Slack on loopback: its Web API, response_urls and Socket Mode, which refuse what Slack would
refuse, and remember what they took. Limits that slack_sdk's models do not check are checked here."""

import asyncio
import contextlib
import json
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import WSMsgType, web
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

TOKEN = "xoxb-" + "test-token"
APP_TOKEN = "xapp-" + "test-token"
BOT_USER, BOT_ID, TEAM = "U0BOT", "B0BOT", "T0TEAM"
SCOPE_OF = {
    "auth.test": None,
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "chat.delete": "chat:write",
    "conversations.members": "groups:read",
    "users.info": "users:read",
    "views.open": None,
    "views.update": None,
    "views.publish": None,
    "assistant.threads.setStatus": "chat:write",
    "assistant.threads.setSuggestedPrompts": "assistant:write",
    "oauth.v2.access": None,
    "apps.connections.open": None,
}
PUBLIC_SCOPE = {"groups:read": "channels:read"}  # what the same method needs of a public channel
SCOPES = {
    "app_mentions:read",
    "assistant:write",
    "channels:read",
    "chat:write",
    "commands",
    "groups:read",
    "im:history",
    "users:read",
}
_LINK = re.compile(r"<(?:https?://[^\s<>|]+\|[^<>]+|@[A-Z0-9]+)>")
_ENTITY = re.compile(r"&(?:amp|lt|gt);")


class Refused(Exception):
    """The payload is not one that Slack would take."""


@dataclass(slots=True)
class FakeSlack:
    """What it took, and how it answers."""

    scopes: set[str] = field(default_factory=lambda: set(SCOPES))
    admins: set[str] = field(default_factory=lambda: {"U0ADMIN"})
    calls: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    responses: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    uses: Counter[str] = field(default_factory=Counter)
    fail: dict[str, list[Any]] = field(default_factory=dict)  # method or path to answers given first
    dead: set[str] = field(default_factory=set)
    codes: dict[str, str] = field(default_factory=dict)  # OAuth codes to teams
    tokens: dict[str, str] = field(default_factory=lambda: {TOKEN: TEAM})
    revoked: dict[str, str] = field(default_factory=dict)  # tokens, and why each is good for nothing any more
    channels: dict[str, str] = field(default_factory=dict)  # those that are in one workspace alone
    sockets: list[web.WebSocketResponse] = field(default_factory=list)
    acked: list[dict[str, Any]] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    held: asyncio.Event | None = None  # response_urls wait for it
    members: dict[str, list[str]] = field(default_factory=dict)  # channels with whoever is in them
    private: set[str] = field(default_factory=set)
    messages: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)  # as they are now
    views: dict[str, dict[str, Any]] = field(default_factory=dict)  # as they are now
    triggers: set[str] = field(default_factory=set)  # each opens one view
    url: str = ""
    _runner: web.AppRunner | None = None

    async def start(self) -> None:
        app = web.Application(client_max_size=2**22)
        app.router.add_post("/api/{method}", self._api)
        app.router.add_get("/api/{method}", self._api)
        app.router.add_post("/respond/{id}", self._respond)
        app.router.add_get("/link", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def stop(self) -> None:
        for socket in self.sockets:
            await socket.close()
        if self._runner:
            await self._runner.cleanup()

    def of(self, method: str) -> list[dict[str, Any]]:
        return [arguments for name, arguments in self.calls if name == method]

    async def until(self, condition: Any, seconds: float = 10.0) -> None:
        """Wait until something has come in."""
        end = asyncio.get_running_loop().time() + seconds
        while not condition():
            assert asyncio.get_running_loop().time() < end, f"nothing came: {self.calls[-3:]} {self.problems}"
            self.changed.clear()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self.changed.wait(), 0.05)

    async def _api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        arguments = await _arguments(request)
        self.calls.append((method, arguments))
        self.changed.set()
        if self.fail.get(method):
            status, body, headers = self.fail[method].pop(0)
            return web.Response(status=status, text=body, headers=headers, content_type="application/json")
        try:
            found = self._answer(method, arguments, _token(request, arguments))
        except Refused as error:
            self.problems.append(f"{method}: {error}")
            return web.json_response({"ok": False, "error": str(error)})
        return web.json_response({"ok": True, **found})

    def _answer(self, method: str, arguments: dict[str, Any], token: str) -> dict[str, Any]:
        if method not in SCOPE_OF:
            raise Refused("unknown_method")
        if method == "oauth.v2.access":
            return self._installed(arguments)
        if method == "apps.connections.open":
            if token != APP_TOKEN:
                raise Refused("invalid_auth")
            return {"url": f"{self.url.replace('http', 'ws', 1)}/link"}
        if token in self.revoked:
            raise Refused(self.revoked[token])
        if token not in self.tokens:
            raise Refused("invalid_auth")
        if self.channels.get(arguments.get("channel", ""), self.tokens[token]) != self.tokens[token]:
            raise Refused("channel_not_found")
        scope = SCOPE_OF[method]
        if scope in PUBLIC_SCOPE and arguments.get("channel") not in self.private:
            scope = PUBLIC_SCOPE[scope]
        if scope and scope not in self.scopes:
            raise Refused("missing_scope")
        if method.startswith("chat.") and method != "chat.delete":
            check_message(arguments)
            _need(arguments, "channel", "text", "unfurl_links" if method == "chat.postMessage" else "channel")
        if method.startswith("views."):
            check_view(arguments["view"])
        if method == "conversations.members":
            return self._members(arguments)
        if method in ("chat.postMessage", "chat.update"):
            return self._message(method, arguments)
        if method in ("views.open", "views.update"):
            return self._view(method, arguments)
        team = self.tokens[token]
        answers: dict[str, dict[str, Any]] = {
            "auth.test": {
                "user_id": BOT_USER,
                "bot_id": BOT_ID,
                "team_id": team,
                "url": "https://x.slack.com/",
            },
            "users.info": {
                "user": {
                    "id": arguments.get("user"),
                    "real_name": "Ada Reader",
                    "is_admin": arguments.get("user") in self.admins,
                }
            },
        }
        return answers.get(method, {})

    def _message(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """A message as it is from now on; where the channel's members are known, the app is one of them."""
        channel = arguments["channel"]
        if channel in self.members and BOT_USER not in self.members[channel]:
            raise Refused("not_in_channel")
        ts = arguments.get("ts") or f"17000000{len(self.messages) + 1:02d}.000100"
        if method == "chat.update" and (channel, ts) not in self.messages:
            raise Refused("message_not_found")
        self.messages[channel, ts] = {**self.messages.get((channel, ts), {}), **arguments}
        return {"ts": ts, "channel": channel}

    def _view(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """A trigger opens one view, within three seconds; a view that was never opened cannot change."""
        view = arguments["view"]
        if method == "views.open":
            trigger = arguments.get("trigger_id", "")
            if not trigger or trigger in self.triggers:
                raise Refused("exchanged_trigger_id" if trigger else "invalid_arguments")
            self.triggers.add(trigger)
        id_ = arguments.get("view_id") or f"V{len(self.views)}VIEW"
        if method == "views.update" and id_ != "V0VIEW" and id_ not in self.views:
            raise Refused("not_found")
        self.views[id_] = view
        return {"view": {**view, "id": id_, "hash": "1"}}

    def _members(self, arguments: dict[str, Any]) -> dict[str, Any]:
        """A page of at most as many as were asked for."""
        channel = arguments.get("channel", "")
        found = self.members.get(channel)
        if found is None or (channel in self.private and BOT_USER not in found):
            raise Refused("channel_not_found")
        start, limit = int(arguments.get("cursor") or 0), int(arguments.get("limit", 100))
        _between(limit, 1, 1000, "limit")
        after = str(start + limit) if start + limit < len(found) else ""
        return {"members": found[start : start + limit], "response_metadata": {"next_cursor": after}}

    def _installed(self, arguments: dict[str, Any]) -> dict[str, Any]:
        team = self.codes.pop(arguments.get("code", ""), None)
        if team is None:
            raise Refused("invalid_code")
        token = "xoxb-" + team.lower()
        self.tokens[token] = team
        return {
            "access_token": token,
            "token_type": "bot",
            "scope": ",".join(sorted(self.scopes)),
            "bot_user_id": BOT_USER,
            "app_id": "A0APP",
            "team": {"id": team, "name": "A team"},
            "enterprise": None,
            "authed_user": {"id": "U0INSTALLER"},
            "is_enterprise_install": False,
        }

    async def _respond(self, request: web.Request) -> web.Response:
        id_ = request.match_info["id"]
        payload = await request.json()
        self.calls.append(("respond", payload))
        self.changed.set()
        if self.held:
            await self.held.wait()
        if self.fail.get(id_):
            status, body, headers = self.fail[id_].pop(0)
            return web.Response(status=status, text=body, headers=headers)
        self.uses[id_] += 1
        if id_ in self.dead or self.uses[id_] > 5:
            return web.Response(status=404, text="used_url")
        try:
            if not payload.get("delete_original"):
                check_message(payload)
        except Refused as error:
            self.problems.append(f"response_url: {error}")
            return web.Response(status=400, text=str(error))
        self.responses.append((id_, payload))
        self.changed.set()
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self.sockets.append(socket)
        await socket.send_json(
            {"type": "hello", "num_connections": 1, "connection_info": {"app_id": "A0APP"}}
        )
        self.changed.set()
        async for message in socket:
            if message.type == WSMsgType.TEXT:
                self.acked.append(json.loads(message.data))
                self.changed.set()
        return socket


def check_message(message: dict[str, Any]) -> None:
    """Raises `Refused` for what Slack would not take as a message."""
    text = message.get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused("no_text")
    if len(text) > 4000:
        raise Refused("msg_too_long")
    _check_mrkdwn(text)
    check_blocks(message.get("blocks") or [])
    for attachment in message.get("attachments") or []:
        check_blocks(attachment.get("blocks") or [])
        if not re.fullmatch(r"#[0-9a-f]{6}", attachment.get("color", "#000000")):
            raise Refused("invalid_color")
    if len(json.dumps(message, ensure_ascii=False)) > 40_000:
        raise Refused("msg_blocks_too_long")


def check_view(view: dict[str, Any]) -> None:
    """Raises `Refused` for what Slack would not take as a view."""
    parsed = View(**{name: value for name, value in view.items() if name != "blocks"}, blocks=view["blocks"])
    parsed.validate_json()
    if not view["blocks"] or len(view["blocks"]) > 100:
        raise Refused("invalid_blocks_length")
    if len(view.get("private_metadata", "")) > 3000 or len(view.get("title", {}).get("text", "")) > 24:
        raise Refused("invalid_view")
    for name in ("submit", "close"):
        if name in view:
            _check_text(view[name], 24)
    inputs = any(block["type"] == "input" for block in view["blocks"])
    if inputs and ("submit" not in view or view["type"] != "modal"):
        raise Refused("a view with inputs needs submit")
    named = [block["block_id"] for block in view["blocks"] if "block_id" in block]
    if len(set(named)) != len(named):
        raise Refused("repeated_block_id")
    check_blocks(view["blocks"], most=100)


def check_blocks(blocks: list[dict[str, Any]], most: int = 50) -> None:
    if len(blocks) > most:
        raise Refused("too_many_blocks")
    for block in blocks:
        parsed = Block.parse(block)
        if parsed is None:
            raise Refused("invalid_blocks")
        parsed.validate_json()
        _check_block(block)


def _check_block(block: dict[str, Any]) -> None:
    kind = block["type"]
    most = {"section": 3000, "header": 150}.get(kind)
    if most:
        _check_text(block["text"], most)
    for each in block.get("fields", []):
        _check_text(each, 2000)
    elements = block.get("elements", [])
    if kind == "context":
        _between(len(elements), 1, 10, "context")
        for each in elements:
            _check_text(each, 2000)
    if kind == "actions":
        _between(len(elements), 1, 25, "actions")
    interactive = [
        *(elements if kind == "actions" else []),
        *([block["accessory"]] if "accessory" in block else []),
    ]
    if kind == "input":
        _check_text(block["label"], 2000)
        _check_text(block.get("hint", block["label"]), 2000)
        interactive.append(block["element"])
    ids = [each["action_id"] for each in interactive]
    if len(set(ids)) != len(ids):
        raise Refused("repeated_action_id")
    for each in interactive:
        _check_interactive(each)


def _check_interactive(element: dict[str, Any]) -> None:
    _between(len(element["action_id"]), 1, 255, "action_id")
    if element["type"] == "button":
        _check_text(element["text"], 75)
        _between(len(element["value"]), 1, 2000, "value")
    check_options(element.get("options", []))
    if "placeholder" in element:
        _check_text(element["placeholder"], 150)
    if element["type"] == "plain_text_input":
        most = element.get("max_length", 3000)
        _between(most, 1, 3000, "max_length")
        _between(len(element.get("initial_value", "")), 0, most, "initial_value")
    chosen = element.get("initial_option")
    if chosen and element["type"] == "static_select" and chosen not in element["options"]:
        raise Refused("initial_option is none of the options")
    asked = element.get("confirm", {})
    for name, most in (("title", 100), ("text", 300), ("confirm", 30), ("deny", 30)):
        if asked:
            _check_text(asked[name], most)


def check_options(options: list[dict[str, Any]]) -> None:
    """Raises `Refused` for what Slack would not take as the options of a menu."""
    _between(len(options), 0, 100, "options")
    for option in options:
        _check_text(option["text"], 75)
        _between(len(option["value"]), 1, 150, "option value")
        if "description" in option:
            _check_text(option["description"], 75)


def _check_text(text: dict[str, Any], most: int) -> None:
    _between(len(text["text"].strip()), 1, most, "text")
    if text["type"] == "mrkdwn":
        _check_mrkdwn(text["text"])


def _check_mrkdwn(text: str) -> None:
    """Only links and our own mention are markup; everything else is escaped."""
    rest = _LINK.sub("", text)
    if "<" in rest or re.search(r"(?m)(?<!^)>", rest) or "&" in _ENTITY.sub("", rest):
        raise Refused(f"unescaped text: {rest[:80]}")


def _between(number: int, least: int, most: int, what: str) -> None:
    if not least <= number <= most:
        raise Refused(f"invalid {what}: {number}")


def _need(arguments: dict[str, Any], *names: str) -> None:
    for name in names:
        if name not in arguments:
            raise Refused(f"missing_{name}")


async def _arguments(request: web.Request) -> dict[str, Any]:
    body = await request.text()
    if request.method == "GET":
        return dict(request.query)
    if request.content_type == "application/json":
        return dict(json.loads(body or "{}"))
    fields: dict[str, Any] = dict(parse_qsl(body, keep_blank_values=True))
    for name in ("blocks", "attachments", "view", "prompts"):
        if name in fields:
            fields[name] = json.loads(fields[name])
    return fields


def _token(request: web.Request, arguments: dict[str, Any]) -> str:
    return request.headers.get("Authorization", "").removeprefix("Bearer ") or arguments.get("token", "")
