"""Where a button was pressed, and so where what it says is shown: in a message or in a form."""

from dataclasses import dataclass
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from bot.wording import Wording

from . import read
from .blocks import Block, Shown, said
from .desk import ASIDE, Desk
from .messages import REPLY, SHARE, Origin, modal, noted, origin

Body = dict[str, Any]


class Surface(Protocol):
    """A place that shows something, of which only whoever pressed a button there is told."""

    about: Origin
    sharing: tuple[str, ...]

    async def show(self, shown: Shown) -> None:
        """Put this in the place of what is there."""

    async def tell(self, sentence: str, *under: Block) -> None:
        """Say this to whoever pressed the button, with what can be done about it, and leave what is there."""


@dataclass(slots=True)
class InMessage:
    """A message of ours; one that only its reader sees may be shared."""

    desk: Desk
    client: AsyncWebClient
    about: Origin
    user: str
    sharing: tuple[str, ...]

    async def show(self, shown: Shown) -> None:
        if await self.desk.respond(self.about.url, replace_original=True, **shown.message()):
            return
        if not self.sharing and self.about.ts:
            to = {"channel": self.about.channel, "ts": self.about.ts}
            await self.desk.call(self.client.chat_update, **to, **shown.message())

    async def tell(self, sentence: str, *under: Block) -> None:
        shown = said(sentence).under(*under).message()
        if not await self.desk.respond(self.about.url, **ASIDE, **shown) and self.about.channel:
            to = {"channel": self.about.channel, "user": self.user}
            await self.desk.call(self.client.chat_postEphemeral, **to, **shown)


@dataclass(slots=True)
class InForm:
    """A form that is open; what it is about stays with it."""

    desk: Desk
    client: AsyncWebClient
    view: Body
    words: Wording
    about: Origin
    sharing: tuple[str, ...]

    async def show(self, shown: Shown) -> None:
        await self._update(modal(shown, self.words, self.about))

    async def tell(self, sentence: str, *under: Block) -> None:
        await self._update(noted(self.view, sentence, self.words, *under))

    async def _update(self, view: dict[str, Any]) -> None:
        await self.desk.call(self.client.views_update, view_id=read.text(self.view.get("id")), view=view)


@dataclass(slots=True)
class OnHome:
    """The app's home, which stays as it is: things are shown in a form above it."""

    desk: Desk
    client: AsyncWebClient
    trigger: str
    words: Wording
    about: Origin
    sharing: tuple[str, ...] = ()

    async def show(self, shown: Shown) -> None:
        view = modal(shown, self.words, self.about)
        await self.desk.call(self.client.views_open, trigger_id=self.trigger, view=view)

    async def tell(self, sentence: str, *under: Block) -> None:
        await self.show(said(sentence).under(*under))


def surface(desk: Desk, client: AsyncWebClient, body: Body, words: Wording) -> Surface:
    """Where the button of an interaction was pressed."""
    view, user = read.part(body, "view"), read.part(body, "user")
    if view.get("type") == "home":
        return OnHome(desk, client, read.text(body.get("trigger_id")), words, Origin())
    if view:
        about = origin(view.get("private_metadata"))
        sharing = (REPLY, SHARE) if about.channel else ()
        return InForm(desk, client, view, words, about, sharing)
    container, message = read.part(body, "container"), read.part(body, "message")
    about = Origin(
        channel=read.text(read.part(body, "channel").get("id")) or read.text(container.get("channel_id")),
        ts=read.text(container.get("message_ts")) or read.text(message.get("ts")),
        thread=read.text(container.get("thread_ts")) or read.text(message.get("thread_ts")),
        url=read.text(body.get("response_url")),
    )
    alone = bool(container.get("is_ephemeral"))
    return InMessage(desk, client, about, read.text(user.get("id")), (SHARE,) if alone else ())
