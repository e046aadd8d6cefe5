"""The app's manifest: what Slack is told that this app does, with the least scopes that do it.

https://docs.slack.dev/reference/app-manifest
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.wording import Wording

COMMAND = "/factcheck"
SHORTCUT = "fact_check_message"
EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "assistant_thread_started",
    "message.im",
    "tokens_revoked",
)
# Scope to why, for docs/slack.md.
SCOPES = {
    "app_mentions:read": "to be told when somebody mentions the app",
    "assistant:write": "to suggest something to ask in the agent view",
    "channels:read": "to know who is in the editors' channel, if that is a public one",
    "chat:write": "to answer mentions and direct messages, and to post what somebody shares",
    "commands": "for `/factcheck` and the shortcut on messages",
    "groups:read": "to know who is in the editors' channel, if that is a private one",
    "im:history": "to be told what somebody writes to the app directly",
    "users:read": "to know who is an admin, and by name who wrote the message that is checked",
}
EVENTS_PATH, INSTALL, REDIRECT = "/slack/events", "/slack/install", "/slack/oauth_redirect"
PLACEHOLDER = "https://bot.example.org"


def manifest(url: str, *, socket_mode: bool = False) -> dict[str, Any]:
    """The manifest of an app that is reached at `url`, or in Socket Mode."""
    words = Wording("en")
    here = {} if socket_mode else {"request_url": f"{url}{EVENTS_PATH}"}
    command = {} if socket_mode else {"url": f"{url}{EVENTS_PATH}"}
    redirect = {} if socket_mode else {"redirect_urls": [f"{url}{REDIRECT}"]}
    return {
        "display_information": {
            "name": words("bot name"),
            "description": words("slack description"),
            "background_color": "#1d3557",
        },
        "features": {
            "agent_view": {
                "agent_description": words("slack description"),
                "suggested_prompts": [{"title": words("slack try"), "message": words("example")}],
            },
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": words("bot name"), "always_online": True},
            "shortcuts": [
                {
                    "name": words("slack shortcut"),
                    "type": "message",
                    "callback_id": SHORTCUT,
                    "description": words("slack shortcut description"),
                }
            ],
            "slash_commands": [
                {
                    "command": COMMAND,
                    **command,
                    "description": words("slack command description"),
                    "usage_hint": words("slack command hint"),
                    "should_escape": False,
                }
            ],
        },
        "oauth_config": {**redirect, "scopes": {"bot": list(SCOPES)}},
        "settings": {
            "event_subscriptions": {**here, "bot_events": list(EVENTS)},
            "interactivity": {"is_enabled": True, **here},
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            "token_rotation_enabled": False,
        },
    }


def as_yaml(value: Any) -> str:
    """Records, lists and scalars as YAML; scalars are written as JSON, which YAML contains."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, each in value.items():
            if isinstance(each, dict | list) and each:
                yield f"{key}:"
                yield from (f"  {line}" for line in _lines(each))
            else:
                yield f"{key}: {json.dumps(each, ensure_ascii=False)}"
    else:
        for each in value:
            first, *rest = _lines(each) if isinstance(each, dict | list) else [json.dumps(each)]
            yield f"- {first}"
            yield from (f"  {line}" for line in rest)
