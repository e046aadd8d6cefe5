"""Slack over HTTP: what is not proved to be Slack's is refused, each delivery is done once, limits hold."""

import asyncio
import json
import time
from urllib.parse import urlencode

import pytest

from adapters.slack.intake import key_of
from bot.engine import Engine
from tests.slack_driver import FORM, JSON, plain, signed
from tests.slack_fixtures import Running, running, slack_bot

QUESTION = "Did Obama say he'd have more flexibility?"
PASSING = ("ratelimited", "fatal_error", "internal_error", "service_unavailable")
bot = slack_bot


async def test_an_address_is_confirmed_only_to_slack(bot: Running) -> None:
    body = json.dumps({"type": "url_verification", "challenge": "abc"})
    found = await bot.people.deliver(body, JSON)
    assert (found.status_code, found.json()) == (200, {"challenge": "abc"})
    unsigned = await bot.people.client.post(f"{bot.url}/slack/events", content=body)
    assert unsigned.status_code == 401


@pytest.mark.parametrize(
    "change",
    [
        {"x-slack-signature": "v0=" + "0" * 64},
        {"x-slack-signature": ""},
        {"x-slack-signature": "v0=é"},
        {"x-slack-request-timestamp": "soon"},
        {"x-slack-request-timestamp": ""},
        {"x-slack-request-timestamp": "-1"},
        {"x-slack-request-timestamp": "1e9"},
        {"x-slack-request-timestamp": "٣"},
        {"x-slack-request-timestamp": "9" * 400},
    ],
)
async def test_what_is_not_signed_is_refused(bot: Running, change: dict[str, str]) -> None:
    body = urlencode(bot.people.command_fields(QUESTION))
    headers = {name: value.encode() for name, value in (signed(body) | change).items()}
    found = await bot.people.client.post(f"{bot.url}/slack/events", content=body, headers=headers)
    assert found.status_code == 401
    assert "Traceback" not in found.text


@pytest.mark.parametrize("seconds", [-301, -86_400, 302, 86_400])
async def test_an_old_or_future_delivery_is_refused(bot: Running, seconds: int) -> None:
    body = urlencode(bot.people.command_fields(QUESTION))
    headers = signed(body, at=time.time() + seconds)
    found = await bot.people.client.post(f"{bot.url}/slack/events", content=body, headers=headers)
    assert found.status_code == 401
    missing = await bot.people.client.post(f"{bot.url}/slack/events", content=body)
    assert missing.status_code == 401


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", JSON, 400),
        ("[]", JSON, 400),
        ("null", JSON, 400),
        ("[" * 100_000, JSON, 400),
        ('{"type": 1}', JSON, 400),
        ('{"type": "event_callback"}', JSON, 400),
        ('{"type": "event_callback", "event": []}', JSON, 400),
        ('{"type": "event_callback", "event": {"type": null}}', JSON, 400),
        ("payload=%7B", FORM, 400),
        ("payload=", FORM, 400),
        ("payload=[]", FORM, 400),
        ("nothing=here", FORM, 400),
        ("", FORM, 400),
        ("&".join(f"a{n}=1" for n in range(500)), FORM, 400),
        ("{}", "text/plain", 415),
        ("{}", "", 415),
        ("x" * 1_000_001, JSON, 413),
        (b"\xff\xfe\x00", JSON, 400),
        (b"text=\xff", FORM, 400),
    ],
)
async def test_garbage_that_is_signed_gets_a_clean_refusal(
    bot: Running, body: str | bytes, kind: str, status: int
) -> None:
    if isinstance(body, bytes):
        import hashlib
        import hmac

        from tests.slack_driver import SECRET

        now = str(int(time.time()))
        digest = hmac.new(SECRET.encode(), f"v0:{now}:".encode() + body, hashlib.sha256).hexdigest()
        headers = {
            "content-type": kind,
            "x-slack-request-timestamp": now,
            "x-slack-signature": f"v0={digest}",
        }
        found = await bot.people.client.post(f"{bot.url}/slack/events", content=body, headers=headers)
    else:
        found = await bot.people.deliver(body, kind)
    assert found.status_code == status
    assert "Traceback" not in found.text


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [], "user": None, "team": None},
        {"type": "block_actions", "actions": [{"action_id": "wrong", "type": "button"}], "user": "U1"},
        {"type": "message_action", "callback_id": "fact_check_message", "message": None},
        {"type": "view_submission", "view": {"callback_id": "answer"}},
        {"type": "view_closed", "view": None},
        {"type": "never_heard_of"},
        {"type": "event_callback", "event": {"type": "message", "channel": 7, "text": ["a"], "user": {}}},
        {"type": "event_callback", "event": {"type": "app_mention", "attachments": "no", "blocks": [1]}},
        {"type": "event_callback", "event": {"type": "app_home_opened"}, "team_id": None},
        {"type": "event_callback", "event": {"type": "message", "channel_type": "im", "text": "\ud800"}},
    ],
)
async def test_odd_payloads_are_acknowledged_and_nothing_after_them_suffers(
    bot: Running, payload: dict[str, object]
) -> None:
    if payload["type"] == "event_callback":
        response = await bot.people.deliver(json.dumps(payload), JSON)
    else:
        response = await bot.people.deliver(urlencode({"payload": json.dumps(payload)}), FORM)
    assert response.status_code == 200
    assert plain(await bot.people.command(QUESTION)).startswith("✔ True")
    bot.slack.problems.clear()


async def test_repeated_deliveries_are_answered_once(bot: Running) -> None:
    event = json.dumps(bot.people.event(bot.people.direct_event("thanks!")))
    for number in range(4):
        found = await bot.people.deliver(event, JSON, **{"x-slack-retry-num": str(number)})
        assert found.status_code == 200
    fields = bot.people.command_fields(QUESTION)
    await asyncio.gather(*(bot.people.deliver(urlencode(fields), FORM) for _ in range(8)))
    await bot.people.seen(fields["response_url"])
    await bot.people.command("help")
    assert len(bot.slack.of("chat.postMessage")) == 1
    assert len(bot.people.responses(fields["response_url"].rsplit("/", 1)[1])) == 1


def test_what_a_delivery_and_its_repetitions_have_in_common() -> None:
    event = {"type": "event_callback", "event_id": "Ev1"}
    assert key_of(event) == key_of({**event, "event_time": 2}, "another signature")
    assert key_of(event) != key_of({**event, "event_id": "Ev2"})
    command = {"command": "/factcheck", "trigger_id": "1", "text": "a"}
    assert key_of(command, "1") == key_of(dict(command), "2")
    assert key_of(command) != key_of({**command, "text": "b"})
    bare = {"command": "/factcheck", "text": "a"}
    assert key_of(bare, "1") != key_of(bare, "2")


async def test_a_burst_is_acknowledged_at_once_and_each_answered_once(bot: Running) -> None:
    fields = [bot.people.command_fields("help") for _ in range(60)]
    bodies = [urlencode(each) for each in fields for _ in range(2)]
    found = await asyncio.gather(*(bot.people.deliver(body, FORM) for body in bodies))
    assert {each.status_code for each in found} == {200}
    wanted = {each["response_url"].rsplit("/", 1)[1] for each in fields}
    await bot.slack.until(lambda: wanted <= {id_ for id_, _ in bot.slack.responses})
    assert {bot.slack.uses[id_] for id_ in wanted} == {1}


async def test_when_there_is_too_much_in_hand_it_says_so_kindly(engine: Engine) -> None:
    async with running(engine, most=0) as bot:
        found = await bot.people.deliver(urlencode(bot.people.command_fields(QUESTION)), FORM)
        assert found.status_code == 200
        assert found.json()["text"].startswith("There is too much to do right now.")
        later = await bot.people.happens(bot.people.direct_event(QUESTION))
        assert (later.status_code, later.headers["retry-after"]) == (503, "1")


async def test_slack_is_waited_for_as_long_as_it_asks(bot: Running) -> None:
    bot.slack.fail["chat.postMessage"] = [
        (429, '{"ok": false, "error": "ratelimited"}', {"Retry-After": "0"}),
        (429, '{"ok": false, "error": "ratelimited"}', {"Retry-After": "0"}),
    ]
    event = bot.people.direct_event(QUESTION)
    await bot.people.happens(event)
    await bot.slack.until(lambda: len(bot.slack.of("chat.postMessage")) == 3)
    fields = bot.people.command_fields(QUESTION)
    id_ = fields["response_url"].rsplit("/", 1)[1]
    bot.slack.fail[id_] = [
        (429, "", {"Retry-After": "0"}),
        (500, "", {}),
    ]
    await bot.people.deliver(urlencode(fields), FORM)
    assert plain(await bot.people.seen(fields["response_url"])).startswith("✔ True")


@pytest.mark.parametrize(
    "failed",
    [
        (500, "", {}),
        (503, '{"ok": false, "error": "service_unavailable"}', {}),
        *((200, f'{{"ok": false, "error": "{word}"}}', {}) for word in PASSING),
        (429, '{"ok": false, "error": "ratelimited"}', {"Retry-After": "soon"}),
        (429, '{"ok": false, "error": "ratelimited"}', {}),
        (200, "<html>", {}),
        (200, "[]", {}),
    ],
)
async def test_an_answer_is_not_lost_when_slack_fails_for_a_moment(
    bot: Running, failed: tuple[int, str, dict[str, str]]
) -> None:
    bot.slack.fail["chat.postMessage"] = [failed, failed]
    await bot.people.happens(bot.people.direct_event(QUESTION))
    await bot.slack.until(lambda: bot.slack.messages)
    (answer,) = bot.slack.messages.values()
    assert plain(answer).startswith("✔ True")


async def test_what_slack_refuses_for_good_is_not_tried_again(bot: Running) -> None:
    bot.slack.fail["chat.postMessage"] = [(200, '{"ok": false, "error": "not_in_channel"}', {})]
    await bot.people.direct(QUESTION)
    await bot.people.command("help")
    assert len(bot.slack.of("chat.postMessage")) == 1


async def test_a_dead_response_url_is_tried_no_more_and_the_asker_told_another_way(bot: Running) -> None:
    fields = bot.people.command_fields(QUESTION)
    id_ = fields["response_url"].rsplit("/", 1)[1]
    bot.slack.dead.add(id_)
    await bot.people.deliver(urlencode(fields), FORM)
    await bot.slack.until(lambda: bot.slack.of("chat.postEphemeral"))
    assert bot.slack.uses[id_] == 1
    bot.slack.problems.clear()


@pytest.mark.parametrize("answer", ["", "<html>", "null", "[]", "{}", '"ok"', '{"ok": "yes"}'])
async def test_strange_answers_of_the_web_api_cost_no_more_than_that_answer(
    bot: Running, answer: str
) -> None:
    for method in ("users.info", "views.open", "views.publish", "chat.postMessage"):
        bot.slack.fail[method] = [(200, answer, {})]
    await bot.people.happens({"type": "app_home_opened", "user": "U1", "tab": "home"})
    await bot.people.happens(bot.people.direct_event(QUESTION))
    await bot.people.shortcut({"type": "message", "user": "U1", "ts": "1.1", "text": QUESTION})
    assert plain(await bot.people.command(QUESTION)).startswith("✔ True")
