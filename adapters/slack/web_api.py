"""Slack's Web API: where it is, a client for it, and what it means when it refuses."""

import math
from urllib.parse import urlsplit

from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry.builtin_async_handlers import AsyncConnectionErrorRetryHandler
from slack_sdk.web.async_client import AsyncWebClient

from .. import logs

SLACK = "https://slack.com/api/"
WRONG_TOKEN = ("invalid_auth", "not_authed", "account_inactive", "token_revoked", "token_expired")
# Slack's words for what may work in a while, and ours for an answer that is not one of Slack's.
_UNKNOWN = "unknown"
_LATER = ("ratelimited", "fatal_error", "internal_error", "service_unavailable", _UNKNOWN)


def api_url(given: str) -> str:
    """The address of the Web API, with the slash that slack_sdk wants."""
    if not given:
        return SLACK
    return f"{given.rstrip('/')}/" if urlsplit(given).path.strip("/") else f"{given.rstrip('/')}/api/"


def authorization_url(api_url: str) -> str | None:
    """Where people agree to an installation, on whatever server the Web API is; None for Slack's own."""
    parts = urlsplit(api_url)
    return None if api_url == SLACK else f"{parts.scheme}://{parts.netloc}/oauth/v2/authorize"


def web_client(api_url: str, token: str = "", *, again: bool = True) -> AsyncWebClient:
    """A client that logs nothing; it calls once more where the connection breaks, if `again`."""
    return AsyncWebClient(
        token or None,
        api_url,
        timeout=15,
        retry_handlers=[AsyncConnectionErrorRetryHandler()] if again else [],
        logger=logs.quiet("slack_sdk"),
    )


def reason(error: SlackApiError) -> str:
    """Slack's own word for why it refused."""
    try:
        word = error.response["error"]
    except (AttributeError, KeyError, TypeError, ValueError):
        return _UNKNOWN
    return word[:60].replace(" ", "_") if isinstance(word, str) and word else _UNKNOWN


def may_pass(error: SlackApiError) -> bool:
    """Whether the same may work in a while."""
    status = getattr(error.response, "status_code", 200)
    return status == 429 or status >= 500 or reason(error) in _LATER


def retry_after(error: SlackApiError) -> float | None:
    """How many seconds Slack asks to wait; None if it does not say."""
    headers = getattr(error.response, "headers", {})
    given = {name.lower(): each for name, each in headers.items()}.get("retry-after")
    return seconds(given[0] if isinstance(given, list) else given)


def seconds(said: object) -> float | None:
    """A number of seconds in a header, None if it is none."""
    try:
        found = float(str(said))
    except ValueError:
        return None
    return found if 0 <= found < math.inf else None
