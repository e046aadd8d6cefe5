"""Who is in a Slack channel now, asked of Slack and believed for a few seconds at most."""

import time

from slack_sdk.web.async_client import AsyncWebClient

from .desk import Desk

KEPT_SECONDS = 3.0
_PAGE = 1000
_MOST_PAGES = 5


class Members:
    """The members of one channel."""

    def __init__(self, desk: Desk, client: AsyncWebClient, channel: str) -> None:
        self._desk = desk
        self._client = client
        self._channel = channel
        self._at = 0.0
        self._known: frozenset[str] | None = None

    async def has(self, user: str) -> bool | None:
        """Whether somebody is a member; None if Slack does not say."""
        if self._known is None or time.monotonic() - self._at > KEPT_SECONDS:
            asked_at = time.monotonic()
            self._known, self._at = await self._ask(), asked_at
        return None if self._known is None else user in self._known

    async def _ask(self) -> frozenset[str] | None:
        found: set[str] = set()
        cursor = ""
        for _ in range(_MOST_PAGES):
            page = await self._desk.call(
                self._client.conversations_members, channel=self._channel, limit=_PAGE, cursor=cursor
            )
            if page is None:
                return None
            members, more = page.get("members"), page.get("response_metadata")
            found.update(each for each in members or () if isinstance(each, str))
            cursor = str(more.get("next_cursor") or "") if isinstance(more, dict) else ""
            if not cursor:
                break
        return frozenset(found)
