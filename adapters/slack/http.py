"""Slack over HTTP: every delivery is proved to be Slack's before anything in it is read.

https://docs.slack.dev/authentication/verifying-requests-from-slack
"""

import hashlib
import hmac
import json
import time
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.wording import Wording

from .. import web
from ..service import Full
from .intake import AtOnce, Intake

PATHS = ("/slack/events", "/slack/commands", "/slack/interactions")
WINDOW_SECONDS = 300
_MOST_FIELDS = 100
_JSON, _FORM = "application/json", "application/x-www-form-urlencoded"


class Deliveries:
    """The routes that Slack delivers to: events, commands and interactions alike."""

    def __init__(self, intake: Intake, secret: str, *, at_once: AtOnce) -> None:
        self._intake = intake
        self._at_once = at_once
        self._secret = secret.encode()

    def routes(self) -> Sequence[BaseRoute]:
        return [Route(path, self._receive, methods=["POST"]) for path in PATHS]

    async def _receive(self, request: Request) -> Response:
        body = await web.body(request)
        if body is None:
            return PlainTextResponse("too large", 413)
        if not signed(request.headers, body, self._secret, now=time.time()):
            return PlainTextResponse("not signed by Slack, or not within five minutes", 401)
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in (_JSON, _FORM):
            return PlainTextResponse(f"send {_JSON} or {_FORM}", 415)
        payload = parsed(body, kind)
        if payload is None:
            return PlainTextResponse("not a delivery", 400)
        if payload.get("type") == "url_verification":
            return JSONResponse({"challenge": str(payload.get("challenge", ""))})
        if "ssl_check" in payload:
            return PlainTextResponse("")
        said = await self._at_once(payload)
        if said is not None:
            return JSONResponse(said)
        try:
            await self._intake.take(payload, request.headers["x-slack-signature"])
        except Full:
            return _busy(payload)
        return PlainTextResponse("")


def signed(headers: Mapping[str, str], body: bytes, secret: bytes, *, now: float) -> bool:
    """Whether a body is signed with the secret, within five minutes."""
    moment = headers.get("x-slack-request-timestamp", "")
    if not (moment.isascii() and moment.isdecimal() and len(moment) <= 12):
        return False
    if abs(now - int(moment)) > WINDOW_SECONDS:
        return False
    digest = hmac.new(secret, b"v0:" + moment.encode() + b":" + body, hashlib.sha256).hexdigest()
    given = headers.get("x-slack-signature", "").encode("utf-8", "replace")
    return hmac.compare_digest(f"v0={digest}".encode(), given)


def parsed(body: bytes, kind: str) -> dict[str, Any] | None:
    """The payload of a delivery, None if there is none that can be done anything with."""
    try:
        if kind == _JSON:
            return usable(json.loads(body))
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS))
        if "payload" in fields:
            return usable(json.loads(fields["payload"]))
        return fields if "command" in fields or "ssl_check" in fields else None
    except (ValueError, RecursionError):
        return None


def usable(payload: object) -> dict[str, Any] | None:
    """A payload that has the shape of one: an event, an interaction, a command."""
    if not isinstance(payload, dict):
        return None
    if isinstance(payload.get("command"), str):
        return payload
    if not isinstance(payload.get("type"), str):
        return None
    if payload["type"] == "event_callback":
        event = payload.get("event")
        return payload if isinstance(event, dict) and isinstance(event.get("type"), str) else None
    return payload


def _busy(payload: Mapping[str, Any]) -> Response:
    """A person who typed a command is told; anything else is asked to be delivered again."""
    if "command" in payload:
        return JSONResponse({"response_type": "ephemeral", "text": Wording("en")("busy")})
    return web.busy()
