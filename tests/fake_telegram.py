"""A Bot API server that is stricter than Telegram's own: it checks every request and keeps what was sent.

Requests are validated by aiogram's models of the Bot API, HTML by Telegram's own parser (TDLib), lengths
in UTF-16 units, callback data in bytes. Updates are delivered by long polling or to the webhook that the
bot registered, until the bot confirms them. Faults can be laid in wait.
"""

import asyncio
import contextlib
import json
import re
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import tdjson
from aiogram import methods, types
from aiohttp import web

TOKEN = "123456:" + "test" * 8
ME = {"id": 77, "is_bot": True, "first_name": "Fact-check", "username": "factcheck_bot"}
tdjson.td_execute(b'{"@type": "setLogVerbosityLevel", "new_verbosity_level": 0}')
NUMBERS = {"chat_id", "message_id", "user_id", "offset", "limit", "timeout", "cache_time", "max_connections"}
COMMANDS = re.compile(r"[a-z0-9_]{1,32}")


class Refused(Exception):
    """What the server answers instead of a result: status, description, parameters."""

    def __init__(self, status: int, description: str, **parameters: Any) -> None:
        self.status, self.description, self.parameters = status, description, parameters


class FakeTelegram:
    """`updates` waits to be delivered; `sent` is every message as the person would see it."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.calls: list[tuple[str, dict[str, Any]]] = []
        self.faults: list[Callable[[str, dict[str, Any]], None]] = []
        self.updates: list[dict[str, Any]] = []
        self.webhook: dict[str, Any] = {}
        self.admins: set[int] = set()
        self.outsiders: set[int] = set()  # members of no group
        self.url = ""
        self._ids = iter(range(1000, 10_000_000))
        self._new = asyncio.Event()

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator["FakeTelegram"]:
        app = web.Application(client_max_size=10_000_000)
        app.router.add_route("*", "/bot{token}/{method}", self._receive)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"
        try:
            yield self
        finally:
            self._new.set()  # nobody waits for updates any more
            await runner.cleanup()

    def deliver(self, **update: Any) -> dict[str, Any]:
        """Queue an update for polling; the update."""
        made = {"update_id": next(self._ids), **update}
        self.updates.append(made)
        self._new.set()
        return made

    async def post(self, update: dict[str, Any], *, secret: str | None = None) -> tuple[int, dict[str, str]]:
        """Deliver an update to the registered webhook: status and headers of the answer."""
        token = self.webhook["secret_token"] if secret is None else secret
        headers = {"X-Telegram-Bot-Api-Secret-Token": token}
        async with (
            aiohttp.ClientSession() as client,
            client.post(self.webhook["url"], json=update, headers=headers) as response,
        ):
            return response.status, dict(response.headers)

    def update(self, **content: Any) -> dict[str, Any]:
        """An update that is to be posted."""
        return {"update_id": next(self._ids), **content}

    async def _receive(self, request: web.Request) -> web.StreamResponse:
        if request.match_info["token"] != TOKEN:
            return web.json_response(
                {"ok": False, "error_code": 401, "description": "Unauthorized"}, status=401
            )
        method = request.match_info["method"]
        values = {name: _value(name, value) for name, value in (await request.post()).items()}
        self.calls.append((method, values))
        try:
            for fault in list(self.faults):
                fault(method, values)
            return web.json_response({"ok": True, "result": await self._do(method, values)})
        except Refused as refused:
            if refused.status == 0:  # as if the line had been cut
                assert request.transport is not None
                request.transport.close()
            return web.json_response(
                {
                    "ok": False,
                    "error_code": refused.status,
                    "description": refused.description,
                    "parameters": refused.parameters,
                },
                status=refused.status or 500,
            )

    async def _do(self, method: str, values: dict[str, Any]) -> Any:
        _check(method, values)
        if method == "getMe":
            return ME
        if method == "getUpdates":
            return await self._get_updates(values)
        if method == "setWebhook":
            self.webhook = values
        if method == "getChatMember":
            user = values["user_id"]
            status = (
                "left" if user in self.outsiders else "administrator" if user in self.admins else "member"
            )
            return _member(user, status)
        if method in ("sendMessage", "editMessageText", "editMessageReplyMarkup"):
            return self._message(method, values)
        if method == "answerGuestQuery":
            return {"inline_message_id": "guest"}
        return True

    async def _get_updates(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        offset = values.get("offset", 0)
        self.updates = [update for update in self.updates if update["update_id"] >= offset]
        if not self.updates and values.get("timeout"):
            self._new.clear()
            with contextlib.suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._new.wait(), min(values["timeout"], 5))
        return self.updates[: values.get("limit", 100)]

    def now(self, message_id: int) -> dict[str, Any]:
        """A message of the bot's as people see it now."""
        return next(each for each in reversed(self.sent) if each["message_id"] == message_id)

    def _message(self, method: str, values: dict[str, Any]) -> dict[str, Any]:
        if method == "editMessageText" and all(m["message_id"] != values["message_id"] for m in self.sent):
            raise Refused(400, "Bad Request: message to edit not found")
        message = {
            "method": method,
            "message_id": values.get("message_id") or next(self._ids),
            "chat_id": values["chat_id"],
            "html": values.get("text", ""),
            "text": parsed(values["text"]) if "text" in values else "",
            "to": (values.get("reply_parameters") or {}).get("message_id"),
            "quote": (values.get("reply_parameters") or {}).get("quote"),
            "buttons": [
                b for row in (values.get("reply_markup") or {}).get("inline_keyboard", []) for b in row
            ],
        }
        if method == "editMessageReplyMarkup":
            message["text"] = next(m["text"] for m in self.sent if m["message_id"] == message["message_id"])
        self.sent.append(message)
        group = {"id": values["chat_id"], "type": "supergroup", "title": "G"}
        private = {"id": values["chat_id"], "type": "private", "first_name": "P"}
        chat = group if values["chat_id"] < 0 else private
        return {
            "message_id": message["message_id"],
            "date": 1,
            "chat": chat,
            "from": ME,
            "text": message["text"],
        }


def _value(name: str, value: Any) -> Any:
    """A form field as the JSON type that the Bot API gives it."""
    if name in NUMBERS:
        return int(value)
    return json.loads(value) if value[:1] in ("{", "[") or value in ("true", "false") else value


def _check(method: str, values: dict[str, Any]) -> None:
    """Refuse what Telegram would refuse, and what it only ignores."""
    model = getattr(methods, method[0].upper() + method[1:], None)
    if model is None:
        raise Refused(404, "Not Found")
    unknown = values.keys() - {field.alias or name for name, field in model.model_fields.items()}
    if unknown:
        raise Refused(400, f"Bad Request: unknown parameters {sorted(unknown)}")
    model.model_validate(values)
    for text in _texts(method, values):
        _check_text(*text)
    for row in (values.get("reply_markup") or {}).get("inline_keyboard", []):
        for button in row:
            types.InlineKeyboardButton.model_validate(button)
            data = button.get("callback_data")
            if data is not None and not 1 <= len(data.encode()) <= 64:
                raise Refused(400, "Bad Request: BUTTON_DATA_INVALID")
            if "url" in button and not re.match(r"https?://[^\s]+$", button["url"]):
                raise Refused(400, "Bad Request: wrong HTTP URL specified")
    if method == "answerCallbackQuery" and len(values.get("text", "")) > 200:
        raise Refused(400, "Bad Request: MESSAGE_TOO_LONG")
    if method == "setMyCommands":
        for command in values["commands"]:
            if not COMMANDS.fullmatch(command["command"]) or not 1 <= len(command["description"]) <= 256:
                raise Refused(400, "Bad Request: BOT_COMMAND_INVALID")
    if method == "answerInlineQuery" and len(values["results"]) > 50:
        raise Refused(400, "Bad Request: too many results")


def _texts(method: str, values: dict[str, Any]) -> list[tuple[str, str | None]]:
    results = (
        values.get("results", [])
        if method == "answerInlineQuery"
        else [values["result"]]
        if "result" in values
        else []
    )
    contents = [result["input_message_content"] for result in results]
    found = [(c["message_text"], c.get("parse_mode")) for c in contents]
    for result in results:
        if not 1 <= len(result["id"].encode()) <= 64 or not result["title"]:
            raise Refused(400, "Bad Request: RESULT_ID_INVALID")
    return [
        *found,
        *(
            [(values["text"], values.get("parse_mode"))]
            if method in ("sendMessage", "editMessageText")
            else []
        ),
    ]


def _check_text(text: str, mode: str | None) -> None:
    shown = parsed(text) if mode == "HTML" else text
    if not shown.strip():
        raise Refused(400, "Bad Request: message text is empty")
    if len(shown.encode("utf-16-le")) // 2 > 4096:
        raise Refused(400, "Bad Request: message is too long")


def parsed(html: str) -> str:
    """The text that people see, as Telegram's own parser reads it; refused if it does not."""
    found = entities(html)
    if found["@type"] == "error":
        raise Refused(400, f"Bad Request: can't parse entities: {found['message']}")
    if len(found["entities"]) > 100:
        raise Refused(400, "Bad Request: too many entities")
    return str(found["text"])


def entities(html: str) -> dict[str, Any]:
    """TDLib's reading of HTML: {"text", "entities"}, or an error."""
    query = {"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}}
    return dict(json.loads(tdjson.td_execute(json.dumps(query).encode())))


def _member(user: int, status: str) -> dict[str, Any]:
    person = {"id": user, "is_bot": False, "first_name": "P"}
    if status in ("member", "left"):
        return {"status": status, "user": person}
    rights = dict.fromkeys(RIGHTS, False)
    return {"status": status, "user": person, "can_be_edited": False, "is_anonymous": False, **rights}


RIGHTS = (
    "can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members can_promote_members"
    " can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories"
).split()
