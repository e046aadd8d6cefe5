"""The app's home: what this is, an example, the latest checks, settings, privacy, my data, forget me."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from bot import wording
from bot.conversation import Who
from bot.model import Claim
from bot.wording import Wording

from ..service import think
from . import read
from .answers import LATEST, my_data
from .blocks import Block, actions, button, confirm, escape, header, menu, section, value
from .buttons import Pressed
from .desk import Desk, whole
from .messages import FORGET, LANGUAGE, MY_DATA, SHARERS, example_button, latest

_SHARERS = {"everybody": "slack everybody", "admins": "slack admins"}


class Home:
    """The home tab, made anew whenever somebody opens it or changes something there."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def opened(self, event: dict[str, Any], body: dict[str, Any], client: AsyncWebClient) -> None:
        if event.get("tab", "home") == "home":
            await self._publish(client, read.who(body), read.workspace(body), read.text(event.get("user")))

    async def my_data(self, pressed: Pressed) -> None:
        await pressed.place.show(await think(my_data, self._desk, pressed.speaker, pressed.words))

    async def forget(self, pressed: Pressed) -> str:
        await think(self._desk.conversation.forget, pressed.speaker)
        await self._again(pressed)
        return pressed.words("forgotten")

    async def language(self, pressed: Pressed) -> str | None:
        code = _chosen(pressed)
        if code not in wording.languages():
            return pressed.words("stale")
        await think(self._desk.conversation.change_settings, pressed.speaker, language=code)
        await self._again(pressed)
        return None

    async def sharers(self, pressed: Pressed) -> str | None:
        if _chosen(pressed) not in _SHARERS:
            return pressed.words("stale")
        if not await self._desk.is_admin(pressed.client, pressed.user):
            return pressed.words("slack admins only")
        chosen = whole(pressed.team)
        await think(self._desk.conversation.change_settings, chosen, share=_chosen(pressed))
        await self._again(pressed)
        return None

    async def _again(self, pressed: Pressed) -> None:
        await self._publish(pressed.client, pressed.speaker, pressed.team, pressed.user)

    async def _publish(self, client: AsyncWebClient, speaker: Who, team: str, user: str) -> None:
        words = await self._desk.wording(speaker)
        claims = await think(self._desk.conversation.engine.latest, LATEST)
        kept = await think(self._desk.conversation.settings, whole(team))
        sharers = str(kept.get("share", "everybody")) if await self._desk.is_admin(client, user) else None
        blocks = home_blocks(words, claims, sharers, self._desk.days)
        await self._desk.call(client.views_publish, user_id=user, view={"type": "home", "blocks": blocks})


def home_blocks(words: Wording, claims: list[Claim], sharers: str | None, days: int) -> list[Block]:
    """The home; `sharers` is what admins have chosen, None for whoever is none."""
    languages = menu(LANGUAGE, wording.languages(), words.language)
    rows = [section(escape(words("slack language")), accessory=languages)]
    if sharers is not None:
        choices = {code: words(name) for code, name in _SHARERS.items()}
        who = menu(SHARERS, choices, sharers)
        rows.append(section(escape(words("slack who shares")), accessory=who))
    forget = confirm(
        words("slack forget"), words("slack forget ask"), words("slack forget yes"), words("not now")
    )
    return [
        header(words("bot name")),
        *(section(escape(words(each))) for each in ("about", "slack help", "slack help shortcut")),
        section(f"_{escape(words('example'))}_", accessory=example_button(words)),
        {"type": "divider"},
        *latest(claims, words).blocks(),
        {"type": "divider"},
        header(words("settings")),
        *rows,
        header(words("slack privacy")),
        section(escape(words("privacy", days=days))),
        actions(
            button(words("my data"), MY_DATA, value()),
            button(words("slack forget"), FORGET, value(), style="danger", confirm=forget),
        ),
    ]


def _chosen(pressed: Pressed) -> str:
    return read.text(read.part(pressed.action, "selected_option").get("value"))
