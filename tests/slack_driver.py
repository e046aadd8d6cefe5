"""A workspace with people in it: what they do is signed and delivered to our running server, and what
they see comes from the fake Slack."""

import json
import re
import ssl
import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import httpx
from slack_sdk.signature import SignatureVerifier

from tests.fake_slack import BOT_USER, TEAM, FakeSlack, check_options

SECRET = "signing " + "secret"
ASKER = "U0ASKER"
JSON, FORM = "application/json", "application/x-www-form-urlencoded"


class People:
    """Deliveries, each with ids of its own."""

    def __init__(self, slack: FakeSlack, url: str, team: str = TEAM) -> None:
        self.slack = slack
        self.url = url
        self.team = team
        # Nothing is fetched by TLS: no authorities are read, which takes longer than most tests.
        self.client = httpx.AsyncClient(timeout=20, verify=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
        self.number = 0
        self.run = uuid.uuid4().hex[:8]  # several tests share a database, which remembers deliveries

    async def close(self) -> None:
        await self.client.aclose()

    def fresh(self) -> str:
        self.number += 1
        return f"{self.run}{self.number}"

    # Deliveries

    async def deliver(self, body: str | bytes, kind: str, **headers: str) -> httpx.Response:
        return await self.client.post(
            f"{self.url}/slack/events", content=body, headers=signed(body, kind) | headers
        )

    def command_fields(self, text: str, user: str = ASKER) -> dict[str, str]:
        id_ = self.fresh()
        return {
            "command": "/factcheck",
            "text": text,
            "team_id": self.team,
            "channel_id": "C0CHANNEL",
            "user_id": user,
            "trigger_id": f"trigger.{id_}",
            "response_url": f"{self.slack.url}/respond/{id_}",
        }

    async def command(self, text: str, user: str = ASKER) -> dict[str, Any]:
        """/factcheck, and what its asker sees."""
        fields = self.command_fields(text, user)
        response = await self.deliver(urlencode(fields), FORM)
        assert (response.status_code, response.text) == (200, "")
        return await self.seen(fields["response_url"])

    async def seen(self, response_url: str, count: int = 1) -> dict[str, Any]:
        id_ = response_url.rsplit("/", 1)[-1]
        await self.slack.until(lambda: len(self.responses(id_)) >= count)
        return self.responses(id_)[count - 1]

    def responses(self, id_: str) -> list[dict[str, Any]]:
        return [payload for each, payload in self.slack.responses if each == id_]

    async def interact(self, payload: Mapping[str, Any]) -> str:
        """An interaction; the id of its response_url."""
        response = await self.deliver(urlencode({"payload": json.dumps(payload)}), FORM)
        assert (response.status_code, response.text) == (200, "")
        return str(payload.get("response_url", "")).rsplit("/", 1)[-1]

    async def answered(self, payload: Mapping[str, Any]) -> dict[str, Any]:
        """An interaction that Slack waits for the answer to; what that says, {} for nothing."""
        response = await self.deliver(urlencode({"payload": json.dumps(payload)}), FORM)
        assert response.status_code == 200
        return dict(response.json()) if response.text else {}

    async def submit(
        self, view_id: str, user: str = ASKER, **filled: str | tuple[str, str] | None
    ) -> dict[str, Any]:
        """Fill in the form that is open under this id, and submit it; what Slack is answered."""
        return await self.answered(self.submission(view_id, user, **filled))

    def submission(
        self, view_id: str, user: str = ASKER, **filled: str | tuple[str, str] | None
    ) -> dict[str, Any]:
        """A form that has been filled in. What is not given is left as it was; a pair is an option by its
        value and its label."""
        view = self.slack.views[view_id]
        values: dict[str, Any] = {}
        for block in view["blocks"]:
            if block["type"] == "input":
                element = block["element"]
                given = filled.pop(block["block_id"], ...)
                values[block["block_id"]] = {element["action_id"]: _state(element, given)}
        assert not filled, f"the form has no {sorted(filled)}"
        return {
            "type": "view_submission",
            "team": {"id": self.team},
            "user": {"id": user, "team_id": self.team},
            "trigger_id": f"trigger.{self.fresh()}",
            "view": {**view, "id": view_id, "hash": "1", "state": {"values": values}},
        }

    async def suggested(self, view_id: str, block_id: str, typed: str, user: str = ASKER) -> dict[str, Any]:
        """What a menu that searches offers to what has been typed."""
        view = self.slack.views[view_id]
        block = next(block for block in view["blocks"] if block.get("block_id") == block_id)
        found = await self.answered(
            {
                "type": "block_suggestion",
                "team": {"id": self.team},
                "user": {"id": user, "team_id": self.team},
                "action_id": block["element"]["action_id"],
                "block_id": block_id,
                "value": typed,
                "view": {**view, "id": view_id, "hash": "1"},
            }
        )
        check_options(found["options"])
        return found

    async def press(
        self,
        message: Mapping[str, Any],
        action_id: str,
        user: str = ASKER,
        *,
        view: Mapping[str, Any] | None = None,
        ephemeral: bool = True,
        option: str = "",
        channel: str = "C0CHANNEL",
        ts: str = "1700000000.000100",
        enterprise: Mapping[str, str] | None = None,
    ) -> str:
        """Press a button of a message or of a view."""
        id_ = self.fresh()
        element = find(message, action_id)
        block = next((b for b in message.get("blocks", []) if element in elements(b)), {})
        action = {"type": element["type"], "action_id": action_id, "action_ts": id_}
        action["block_id"] = block.get("block_id", "b")
        if element["type"] == "users_select":
            action["selected_user"] = option
        else:
            action |= {"selected_option": {"value": option}} if option else {"value": element.get("value")}
        where: dict[str, Any] = {
            "container": {
                "type": "message",
                "message_ts": ts,
                "channel_id": channel,
                "is_ephemeral": ephemeral,
            },
            "channel": {"id": channel},
            "response_url": f"{self.slack.url}/respond/{id_}",
        }
        if view is not None:
            where = {"container": {"type": "view"}, "view": {"id": "V0VIEW", **view}}
        return await self.interact(
            {
                "type": "block_actions",
                "team": {"id": self.team},
                "enterprise": enterprise,
                "user": {"id": user, "team_id": self.team},
                "trigger_id": f"trigger.{id_}",
                "actions": [action],
                **where,
            }
        )

    async def shortcut(self, message: Mapping[str, Any]) -> str:
        id_ = self.fresh()
        return await self.interact(
            {
                "type": "message_action",
                "callback_id": "fact_check_message",
                "team": {"id": self.team},
                "user": {"id": ASKER},
                "channel": {"id": "C0CHANNEL", "name": "general"},
                "message": message,
                "message_ts": message.get("ts"),
                "trigger_id": f"trigger.{id_}",
                "response_url": f"{self.slack.url}/respond/{id_}",
            }
        )

    def event(self, event: Mapping[str, Any], **more: Any) -> dict[str, Any]:
        return {
            "type": "event_callback",
            "team_id": self.team,
            "api_app_id": "A0APP",
            "event": dict(event),
            "event_id": f"Ev{self.fresh()}",
            "event_time": int(time.time()),
            **more,
        }

    async def happens(self, event: Mapping[str, Any], **more: Any) -> httpx.Response:
        return await self.deliver(json.dumps(self.event(event, **more)), JSON)

    async def mention(self, text: str, **more: Any) -> dict[str, Any]:
        """A mention in a channel, and the answer to it."""
        before = len(self.slack.of("chat.postMessage"))
        event = {
            "type": "app_mention",
            "user": ASKER,
            "text": f"<@{BOT_USER}> {text}",
            "ts": "1700000000.000200",
            "channel": "C0CHANNEL",
            **more,
        }
        assert (await self.happens(event)).status_code == 200
        return await self.posted(before)

    async def direct(self, text: str, **more: Any) -> dict[str, Any]:
        """A direct message, and the answer to it."""
        before = len(self.slack.of("chat.postMessage"))
        assert (await self.happens(self.direct_event(text, **more))).status_code == 200
        return await self.posted(before)

    def direct_event(self, text: str, **more: Any) -> dict[str, Any]:
        return {
            "type": "message",
            "channel_type": "im",
            "user": ASKER,
            "text": text,
            "ts": "1700000000.000300",
            "channel": "D0DIRECT",
            **more,
        }

    async def posted(self, before: int) -> dict[str, Any]:
        await self.slack.until(lambda: len(self.slack.of("chat.postMessage")) > before)
        return self.slack.of("chat.postMessage")[before]

    async def ask(self, text: str) -> str:
        """What the person sees, as plain text: the driver of the contract in test_platforms.py."""
        return as_read(await self.command(text))


def signed(body: str | bytes, kind: str = FORM, *, at: float | None = None) -> dict[str, str]:
    """The headers with which Slack proves that it is Slack."""
    moment = str(int(time.time() if at is None else at))
    text = body if isinstance(body, str) else body.decode("latin-1")
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=moment, body=text)
    return {"content-type": kind, "x-slack-request-timestamp": moment, "x-slack-signature": str(signature)}


def _state(element: Mapping[str, Any], given: Any) -> dict[str, Any]:
    """What a form's state says of an element: what was filled in, or what it began with."""
    kind = element["type"]
    if kind == "plain_text_input":
        return {"type": kind, "value": element.get("initial_value") if given is ... else given or None}
    if kind == "users_select":
        return {"type": kind, "selected_user": element.get("initial_user") if given is ... else given}
    if given is ...:
        return {"type": kind, "selected_option": element.get("initial_option")}
    value, label = given if isinstance(given, tuple) else (given, "label")
    options = {option["value"]: option for option in element.get("options", [])}
    made = {"value": value, "text": {"type": "plain_text", "text": label}}
    return {"type": kind, "selected_option": options[value] if options else made}


def elements(message: Any) -> list[dict[str, Any]]:
    """Every button and menu in a message or a view."""
    if isinstance(message, list):
        return [each for item in message for each in elements(item)]
    if not isinstance(message, dict):
        return []
    own = [message] if "action_id" in message else []
    return own + [each for value in message.values() for each in elements(value)]


def find(message: Any, action_id: str) -> dict[str, Any]:
    return next(each for each in elements(message) if each["action_id"] == action_id)


def ids(message: Any) -> list[str]:
    return [each["action_id"] for each in elements(message)]


def plain(message: Any) -> str:
    """What is to be read in a message or a view, unescaped."""
    found = "\n".join(_texts(message.get("blocks", [])) + _texts(message.get("attachments", [])))
    return found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\u200b", "")


def as_read(message: Any) -> str:
    """What is to be read, as Slack's clients show it: styles and links by their words."""
    found = "\n".join(_texts(message.get("blocks", [])) + _texts(message.get("attachments", [])))
    found = re.sub(r"(?m)^> ", "", re.sub(r"<https?://[^|<>]*\|([^<>]*)>", r"\1", found))
    found = re.sub(r"(?m)^\*(.*)\*$", r"\1", found)
    return found.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").replace("\u200b", "")


def _texts(value: Any) -> list[str]:
    if isinstance(value, list):
        return [each for item in value for each in _texts(item)]
    if not isinstance(value, dict):
        return []
    own = (
        [value["text"]]
        if isinstance(value.get("text"), str) and value.get("type") in ("mrkdwn", "plain_text")
        else []
    )
    return own + [each for item in value.values() for each in _texts(item)]
