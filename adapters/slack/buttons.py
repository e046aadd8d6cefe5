"""What the buttons under answers do. They belong to whoever asked, and say so, or that they are stale."""

import contextlib
import hashlib
import time
from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Reply, Who
from bot.errors import NotYours, StaleButton
from bot.model import Answer, Message
from bot.wording import PASSED, Wording

from ..service import think
from . import read
from .blocks import Shown, actions, button, facts, is_beginning, value
from .desk import NO_PREVIEW, Desk
from .messages import HEAR, STOP, choices, editors_offer, shared, with_buttons
from .surface import Body, Surface, surface


class Pressed:
    """A button, by whom it was pressed and where."""

    def __init__(self, desk: Desk, body: Body, client: AsyncWebClient, words: Wording, action: Body) -> None:
        self.body = body
        self.client = client
        self.words = words
        self.speaker: Who = read.who(body)
        self.user = read.text(read.part(body, "user").get("id"))
        self.team = read.workspace(body)
        self.facts = facts(action.get("value"))
        self.action = action
        self.place: Surface = surface(desk, client, body, words)

    def fact(self, number: int) -> str:
        """One of the facts that the button carries. Raises `StaleButton`."""
        if number >= len(self.facts):
            raise StaleButton("That button is not one of ours: ask again.")
        return self.facts[number]

    @property
    def question(self) -> str:
        return self.facts[-1] if self.facts else ""

    @property
    def asked(self) -> Message | None:
        return Message(self.question) if self.question else None


class Buttons:
    """One method a button."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._ledger = desk.conversation.ledger

    def on(self, do: Callable[[Pressed], Awaitable[str | None]]) -> Callable[..., Awaitable[None]]:
        """What a button does, as bolt calls it: whoever pressed it is told what is left to say."""

        async def handler(
            body: dict[str, Any], action: dict[str, Any], client: AsyncWebClient, ack: AsyncAck
        ) -> None:
            await ack()
            carried = facts(action.get("value"))
            words = await self._desk.wording(read.who(body), shown=carried[0] if carried else "")
            pressed = Pressed(self._desk, body, client, words, action)
            try:
                told = await do(pressed)
            except StaleButton:
                told = words("stale")
            except NotYours:
                told = words("not yours")
            if told:
                await pressed.place.tell(told)

        return handler

    async def right(self, pressed: Pressed) -> str:
        right = self._desk.conversation.right
        if await think(right, pressed.speaker, pressed.fact(0), pressed.asked):
            return pressed.words("thanks kept", days=self._desk.days)
        return pressed.words("thanks right")

    async def wrong(self, pressed: Pressed) -> None:
        """The claims that may have been meant instead; where there is none, the editors."""
        words, shown_id = pressed.words, pressed.fact(0)
        claims = await think(self._desk.conversation.others, pressed.speaker, shown_id, pressed.asked)
        if claims:
            await pressed.place.show(choices(claims, shown_id, words, pressed.question))
        else:
            await pressed.place.show(editors_offer(words("no others"), shown_id, words, pressed.question))

    async def choose(self, pressed: Pressed) -> None:
        place = int(pressed.fact(1)) if pressed.fact(1).isdecimal() else -1
        choose = self._desk.conversation.choose
        reply = await think(choose, pressed.speaker, pressed.fact(0), place, pressed.asked, pressed.words)
        await self._show(pressed, reply, pressed.question)

    async def none(self, pressed: Pressed) -> None:
        none_of_these, words = self._desk.conversation.none_of_these, pressed.words
        await think(none_of_these, pressed.speaker, pressed.fact(0), pressed.asked)
        offer = editors_offer(words("none of these answer"), pressed.fact(0), words, pressed.question)
        await pressed.place.show(offer)

    async def editors(self, pressed: Pressed) -> str | None:
        """The person has said yes: only now is the question kept."""
        if not pressed.question:
            return pressed.words("question gone")
        pass_on = self._desk.conversation.pass_on
        passed = await think(pass_on, pressed.speaker, pressed.fact(0), pressed.question)
        cut = passed == "new" and is_beginning(pressed.question)
        told = pressed.words("consent cut" if cut else PASSED[passed], days=self._desk.days)
        if not await think(self._desk.conversation.may_hear, pressed.speaker, pressed.fact(0)):
            return told
        carried = value(pressed.fact(0), *_where(pressed))
        await pressed.place.tell(told, actions(button(pressed.words("tell me"), HEAR, carried)))
        return None

    async def hear(self, pressed: Pressed) -> str | None:
        """The asker wants to be told where the question was asked."""
        shown, channel, thread = (pressed.fact(place) for place in range(3))
        address = {"team": pressed.team, "channel": channel, "thread": thread, "shown": shown}
        if organisation := read.organisation(pressed.body):
            address["enterprise"] = organisation
        if not channel or not self._desk.conversation.can_tell():
            return pressed.words("question gone")
        if not await think(self._desk.conversation.hear, pressed.speaker, shown, address):
            return pressed.words("question gone")
        stop = actions(button(pressed.words("stop hearing"), STOP, value(shown)))
        alone = channel == pressed.user
        await pressed.place.tell(pressed.words("slack hear yes" if alone else "hear yes"), stop)
        return None

    async def stop(self, pressed: Pressed) -> str:
        """Also where the answer is not remembered any more; never by anybody else."""
        with contextlib.suppress(StaleButton):
            await think(self._desk.conversation.own, pressed.speaker, pressed.fact(0))
        await think(self._desk.conversation.stop_hearing, pressed.speaker, pressed.fact(0))
        return pressed.words("hear stopped")

    async def show(self, pressed: Pressed) -> None:
        """A claim of a list."""
        show = self._desk.conversation.show
        reply = await think(show, pressed.speaker, pressed.fact(0), pressed.words)
        if reply is None:
            raise StaleButton("That claim is no longer in the database: ask again.")
        await self._show(pressed, reply, "")

    async def example(self, pressed: Pressed) -> None:
        question = pressed.words("example")
        ask = self._desk.conversation.ask
        reply = await think(ask, pressed.speaker, Message(question), words=pressed.words)
        await self._show(pressed, reply, question)

    async def stale(self, _: Pressed) -> str:
        raise StaleButton("That button is not one of ours: ask again.")

    async def share(self, pressed: Pressed) -> str:
        return await self._post(pressed, "")

    async def reply(self, pressed: Pressed) -> str:
        return await self._post(pressed, pressed.place.about.thread or pressed.place.about.ts)

    async def delete(self, pressed: Pressed) -> str | None:
        """Only whoever shared an answer deletes it."""
        if pressed.fact(0) != pressed.user:
            return pressed.words("slack not sharer")
        about = pressed.place.about
        if not await self._desk.respond(about.url, delete_original=True):
            to = {"channel": about.channel, "ts": about.ts}
            if await self._desk.call(pressed.client.chat_delete, **to) is None:
                return pressed.words("slack not deleted")
        if len(pressed.facts) > 2:
            await think(self._ledger.take_back, read.PLATFORM, _key(pressed.fact(1), pressed.fact(2)))
        return None

    async def _show(self, pressed: Pressed, reply: Reply, question: str) -> None:
        shown = self._desk.render(reply.answer, pressed.words)
        await pressed.place.show(with_buttons(shown, reply, pressed.words, question, pressed.place.sharing))

    async def _post(self, pressed: Pressed, thread: str) -> str:
        """Post an answer for all to see, if this person may, once until it is deleted."""
        words = pressed.words
        await think(self._desk.conversation.own, pressed.speaker, pressed.fact(0))
        if not await self._desk.may_share(pressed.client, pressed.team, pressed.user):
            return words("slack sharers admins")
        claims = await think(self._desk.conversation.claims_of, pressed.fact(0))
        if not claims:
            raise StaleButton("That claim is no longer in the database: ask again.")
        finding = self._desk.conversation.engine.finding
        found = tuple(finding(claim, words.language) for claim in claims)
        shown = self._desk.render(Answer(found), words)
        message = shared(shown, pressed.user, words, pressed.fact(0), thread)
        key, posted = _key(pressed.fact(0), thread), False
        if await think(self._ledger.take, read.PLATFORM, key, time.time()) != "new":
            return words("slack shared")
        try:
            posted = await self._posts(pressed, message, thread)
        finally:
            await think(self._ledger.finish if posted else self._ledger.give_back, read.PLATFORM, key)
        return words("slack shared" if posted else "slack not posted")

    async def _posts(self, pressed: Pressed, message: Shown, thread: str) -> bool:
        """In a channel that the app is not in, Slack takes it only by the response_url."""
        about, to = pressed.place.about, {"thread_ts": thread} if thread else {}
        aloud = {"response_type": "in_channel", "replace_original": False, **NO_PREVIEW, **to}
        if thread and await self._desk.post(pressed.client, about.channel, message, thread):
            return True
        if await self._desk.respond(about.url, **aloud, **message.message()):
            return True
        return not thread and await self._desk.post(pressed.client, about.channel, message)


def _key(shown: str, thread: str) -> str:
    """By what it is remembered that an answer was posted to a channel, or in this thread; a one-way hash."""
    return f"post {hashlib.sha256(f'{shown} {thread}'.encode()).hexdigest()}"


def _where(pressed: Pressed) -> tuple[str, str]:
    """The channel and the thread to tell an asker in: where all could see the answer, else to them alone."""
    about = pressed.place.about
    if pressed.body.get("view") or pressed.place.sharing or not about.channel:
        return pressed.user, ""
    return about.channel, about.thread or about.ts
