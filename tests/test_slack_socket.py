"""Slack in Socket Mode, on a real connection to a fake Slack."""

import contextlib
from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.editors.newsroom import Newsroom
from adapters.slack.forms import Card, answer_form
from adapters.slack.routing import Slack
from adapters.slack.web_api import api_url
from bot.engine import Engine
from bot.wording import Wording
from tests.fake_slack import APP_TOKEN, BOT_USER, TOKEN, FakeSlack
from tests.slack_driver import People, plain
from tests.slack_fixtures import conversation_of

QUESTION = "Did Obama say he'd have more flexibility?"


@contextlib.asynccontextmanager
async def listening(engine: Engine, **options: Any) -> AsyncIterator[tuple[FakeSlack, People]]:
    slack = FakeSlack()
    await slack.start()
    settings = {"token": TOKEN, "app_token": APP_TOKEN, "api_url": api_url(f"{slack.url}/api")}
    service = Slack(conversation_of(engine), **settings, **options)
    people = People(slack, "")
    await service.start()
    try:
        await slack.until(lambda: slack.sockets)
        yield slack, people
    finally:
        service.stop_taking()
        await service.finish()
        await people.close()
        await slack.stop()


def envelope(people: People, kind: str, payload: Any) -> dict[str, Any]:
    return {"type": kind, "envelope_id": people.fresh(), "payload": payload, "accepts_response_payload": True}


async def test_commands_events_and_buttons_are_acknowledged_and_answered(engine: Engine) -> None:
    async with listening(engine) as (slack, people):
        fields = people.command_fields(QUESTION)
        asked = envelope(people, "slash_commands", fields)
        await slack.sockets[0].send_json(asked)
        seen = await people.seen(fields["response_url"])
        assert plain(seen).startswith("✔ True")
        assert slack.acked == [{"envelope_id": asked["envelope_id"]}]
        event = people.event(people.direct_event(QUESTION))
        for number in range(3):
            again = envelope(people, "events_api", event) | {
                "retry_attempt": number,
                "retry_reason": "timeout",
            }
            await slack.sockets[0].send_json(again)
        posted = await people.posted(0)
        assert posted["channel"] == "D0DIRECT"
        await slack.until(lambda: len(slack.acked) == 4)
        assert len(slack.of("chat.postMessage")) == 1


async def test_a_form_is_answered_on_the_connection_at_once(engine: Engine) -> None:
    editors = Newsroom("C0EDITORS", Wording("en"))
    async with listening(engine, editors=editors) as (slack, people):
        slack.members["C0EDITORS"] = [BOT_USER, "U0BEN"]
        slack.views["V1"] = answer_form(Card(7, 3), "Is it so?", {}, Wording("en"))
        sent = envelope(people, "interactive", people.submission("V1", "U0BEN", verdict="false"))
        await slack.sockets[0].send_json(sent)
        await slack.until(lambda: slack.acked)
        (acked,) = slack.acked
        assert acked["envelope_id"] == sent["envelope_id"]
        assert acked["payload"]["response_action"] == "errors"
        assert acked["payload"]["errors"]["claim"] == "This is needed."
        slack.acked.clear()
        sent = envelope(people, "interactive", people.submission("V1", "U0ELSE"))
        await slack.sockets[0].send_json(sent)
        await slack.until(lambda: slack.acked)
        assert "Only members" in plain(slack.acked[0]["payload"]["view"])


async def test_odd_messages_on_the_connection_do_no_harm(engine: Engine) -> None:
    async with listening(engine) as (slack, people):
        socket = slack.sockets[0]
        for odd in ("{", "[]", '"hello"', "", '{"type": "warning", "message": "busy"}', '{"type": null}'):
            await socket.send_str(odd)
        await socket.send_json(envelope(people, "never_heard_of", {"a": 1}))
        await socket.send_json(envelope(people, "events_api", None))
        await socket.send_json(envelope(people, "events_api", []))
        await socket.send_json(envelope(people, "interactive", {"type": "block_actions"}))
        await socket.send_json({"type": "slash_commands", "envelope_id": "1"})
        fields = people.command_fields("help")
        await socket.send_json(envelope(people, "slash_commands", fields))
        assert "/factcheck" in plain(await people.seen(fields["response_url"]))


async def test_when_slack_asks_to_connect_anew_it_does(engine: Engine) -> None:
    async with listening(engine) as (slack, people):
        await slack.sockets[0].send_json({"type": "disconnect", "reason": "refresh_requested"})
        await slack.until(lambda: len(slack.sockets) == 2)
        fields = people.command_fields("help")
        await slack.sockets[1].send_json(envelope(people, "slash_commands", fields))
        assert "/factcheck" in plain(await people.seen(fields["response_url"]))


async def test_a_connection_that_breaks_is_opened_again(engine: Engine) -> None:
    async with listening(engine) as (slack, people):
        slack.fail["apps.connections.open"] = [(500, "{}", {})]
        await slack.sockets[0].close()
        await slack.until(lambda: len(slack.sockets) == 2, 20)
        fields = people.command_fields("help")
        await slack.sockets[1].send_json(envelope(people, "slash_commands", fields))
        assert "/factcheck" in plain(await people.seen(fields["response_url"]))


def test_the_address_of_the_web_api_may_be_given_in_several_ways() -> None:
    assert api_url("") == "https://slack.com/api/"
    for given in ("http://localhost:4003", "http://localhost:4003/", "http://localhost:4003/api"):
        assert api_url(given) == "http://localhost:4003/api/"


@pytest.mark.parametrize("answer", ['{"ok": false, "error": "unknown_method"}', "<html>", "{}", "[]"])
async def test_an_odd_first_answer_does_not_keep_it_from_starting(engine: Engine, answer: str) -> None:
    slack = FakeSlack()
    slack.fail["auth.test"] = [(200, answer, {})]
    await slack.start()
    service = Slack(conversation_of(engine), token=TOKEN, app_token=APP_TOKEN, api_url=api_url(slack.url))
    await service.start()
    await slack.until(lambda: slack.sockets)
    service.stop_taking()
    await service.finish()
    await slack.stop()
    assert slack.problems == []
