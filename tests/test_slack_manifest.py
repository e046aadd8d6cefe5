"""The manifest says what the code does: no more, no less."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from adapters.cli import cli
from adapters.editors.newsroom import Newsroom
from adapters.slack import cards, messages
from adapters.slack.manifest import EVENTS, PLACEHOLDER, SCOPES, as_yaml, manifest
from adapters.slack.routing import Slack
from bot.engine import Engine
from bot.wording import Wording
from tests.fake_slack import PUBLIC_SCOPE, SCOPE_OF, TOKEN
from tests.fake_slack import SCOPES as GRANTED
from tests.slack_driver import SECRET
from tests.slack_fixtures import conversation_of

SLACK = Path(__file__).parent.parent / "adapters" / "slack"
# What Slack wants of an app that is told of these (https://docs.slack.dev/reference/events).
SCOPE_OF_EVENT = {
    "app_mention": "app_mentions:read",
    "message.im": "im:history",
    "assistant_thread_started": "assistant:write",
    "app_home_opened": None,
    "app_uninstalled": None,
    "tokens_revoked": None,
}


def registered(engine: Engine, **options: Any) -> dict[str, set[str]]:
    """What bolt has handlers for, by the values that their matchers compare with."""
    service = Slack(conversation_of(engine), token=TOKEN, signing_secret=SECRET, **options)
    found: dict[str, set[str]] = {}
    for listener in service.app._async_listeners:
        for matcher in listener.matchers:
            compares = matcher.func.__closure__[0].cell_contents
            (cell,) = compares.__closure__
            kind = compares.__qualname__.partition(".")[0]
            wanted = cell.cell_contents
            found.setdefault(kind, set()).add(getattr(wanted, "pattern", wanted))
    found["action"].remove("")  # whatever else a button may be called
    return found


def test_every_event_command_and_shortcut_has_a_handler_and_is_in_the_manifest(engine: Engine) -> None:
    handlers = registered(engine)
    made = manifest(PLACEHOLDER)
    assert handlers["command"] == {each["command"] for each in made["features"]["slash_commands"]}
    assert handlers["message_shortcut"] == {each["callback_id"] for each in made["features"]["shortcuts"]}
    told = {name.partition(".")[0] for name in made["settings"]["event_subscriptions"]["bot_events"]}
    assert handlers["event"] == told
    assert made["settings"]["event_subscriptions"]["bot_events"] == list(EVENTS)


def test_every_button_that_is_shown_has_a_handler(engine: Engine) -> None:
    handlers = {each.removesuffix(r"_\d+") for each in registered(engine)["action"]}
    named = {each for name, each in vars(messages).items() if name.isupper() and isinstance(each, str)}
    assert handlers == named - {messages.MODAL}
    with_cards = registered(engine, editors=Newsroom("C0EDITORS", Wording("en")))["action"]
    on_cards = {each for name, each in vars(cards).items() if name.isupper() and isinstance(each, str)}
    assert {each.removesuffix(r"_\d+") for each in with_cards} == handlers | on_cards


def test_the_scopes_are_those_that_the_events_and_the_methods_need() -> None:
    code = "\n".join(path.read_text("utf-8") for path in SLACK.glob("*.py"))
    called = {
        name.replace("_", ".")
        for name in re.findall(r"lient\.((?:chat|conversations|users|views|assistant_threads)_\w+)", code)
    }
    called |= set(re.findall(r'api_method="([\w.]+)"', code))
    assert called <= set(SCOPE_OF)
    needed = (
        {SCOPE_OF[name] for name in called}
        | set(PUBLIC_SCOPE.values())
        | {SCOPE_OF_EVENT[name] for name in EVENTS}
        | {"commands"}
    )
    assert needed - {None} == set(SCOPES) == GRANTED
    assert manifest(PLACEHOLDER)["oauth_config"]["scopes"] == {"bot": list(SCOPES)}


def test_the_manifest_keeps_the_limits_of_slack() -> None:
    made = manifest(PLACEHOLDER)
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert len(made["features"]["agent_view"]["agent_description"]) <= 300
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150
    for command in made["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert max(len(command["description"]), len(command["usage_hint"])) <= 140


def test_the_manifest_in_the_repository_is_the_one_that_is_made() -> None:
    assert (SLACK / "manifest.yaml").read_text("utf-8") == as_yaml(manifest(PLACEHOLDER))


def test_in_socket_mode_no_address_is_named() -> None:
    printed = CliRunner().invoke(cli, ["slack-manifest", "--socket-mode"]).output
    assert "socket_mode_enabled: true" in printed
    assert "https://" not in printed
    assert re.search(r"^ +- command: \"/factcheck\"$", printed, re.MULTILINE)


def test_the_operators_address_is_in_it_and_has_to_be_https() -> None:
    printed = CliRunner().invoke(cli, ["slack-manifest", "--url", "https://bot.example.com/"]).output
    assert 'request_url: "https://bot.example.com/slack/events"' in printed
    assert 'url: "https://bot.example.com/slack/events"' in printed
    assert '- "https://bot.example.com/slack/oauth_redirect"' in printed
    for given in (["--url", "http://bot.example.com"], []):
        refused = subprocess.run(
            [sys.executable, "-m", "adapters", "slack-manifest", *given],
            env={name: value for name, value in os.environ.items() if name != "PUBLIC_URL"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert (refused.returncode, refused.stdout) == (2, "")
        assert refused.stderr.startswith("factcheck: Slack takes only an https address")


def test_it_is_yaml() -> None:
    yaml = pytest.importorskip("yaml", reason="PyYAML is not on this machine")
    assert yaml.safe_load(as_yaml(manifest(PLACEHOLDER))) == manifest(PLACEHOLDER)
