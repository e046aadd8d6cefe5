"""What people ask on Slack: the command, the shortcut, mentions, direct messages, the agent view."""

import asyncio
import uuid
from collections.abc import Callable
from typing import Any

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.conversation import Who
from bot.model import Answer, Message
from bot.wording import Wording

from ..service import think
from . import read
from .blocks import Shown, said
from .desk import Desk
from .messages import REPLY, SHARE, Origin, help_shown, latest, modal, with_buttons

LATEST = 5
# What a person writes; anything else that Slack calls a message is about something else.
_SPOKEN = (None, "", "file_share", "thread_broadcast", "me_message")
# A status that comes after the answer would stay there: it is given up rather than waited for.
_STATUS_SECONDS = 0.5
# This means a file that is there, or, in a channel, what others wrote.
_POINTING = ("vague", "short")
# With these Slack says that there is no status in a workspace.
_NO_STATUS = ("missing_scope", "no_permission", "not_allowed_token_type", "unknown_method")
Body = dict[str, Any]


class Answers:
    """Answers, each where it was asked."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def command(self, body: Body, client: AsyncWebClient, ack: AsyncAck) -> None:
        """/factcheck with a question, or one of the words that it knows."""
        await ack()  # it has been: this ends bolt's search for a handler
        shown = await self._desk.look(self._to_command, read.who(body), read.text(body.get("text")).strip())
        url = read.text(body.get("response_url"))
        if not await self._desk.respond(url, response_type="ephemeral", **shown.message()):
            channel, user = read.text(body.get("channel_id")), read.text(body.get("user_id"))
            if channel and user:
                await self._desk.call(
                    client.chat_postEphemeral, channel=channel, user=user, **shown.message()
                )

    async def shortcut(self, body: Body, client: AsyncWebClient, ack: AsyncAck) -> None:
        """A form at once, and the answer in it as soon as it is there."""
        await ack()
        speaker = read.who(body)
        words = await self._desk.wording(speaker)
        message = read.part(body, "message")
        about = Origin(
            channel=read.text(read.part(body, "channel").get("id")),
            ts=read.text(message.get("ts")) or read.text(body.get("message_ts")),
            thread=read.text(message.get("thread_ts")),
            url=read.text(body.get("response_url")),
        )
        key = uuid.uuid4().hex
        progress = modal(said(words("slack looking")), words, about, external_id=key)
        trigger = read.text(body.get("trigger_id"))
        opened = await self._desk.call(client.views_open, trigger_id=trigger, view=progress)
        shown = None if read.asked(message).text else self._cannot_read(message, words)
        if shown is None:
            asked = read.post(message, await self._author(message, client))
            links = read.links(read.text(message.get("text")))
            ask = self._desk.conversation.ask
            reply = await self._desk.look(ask, speaker, asked, links=links, words=words)
            sharing = (SHARE,) if opened is None else (REPLY, SHARE)
            shown = with_buttons(self._desk.render(reply.answer, words), reply, words, asked.text, sharing)
            if reply.answer.note in _POINTING:
                shown = self._cannot_read(message, words) or shown
        if opened is None:
            await self._desk.respond(about.url, response_type="ephemeral", **shown.message())
            return
        view_id = read.text(read.part(opened, "view").get("id"))
        view = {"view_id": view_id} if view_id else {"external_id": key}
        await self._desk.call(client.views_update, **view, view=modal(shown, words, about, external_id=key))

    async def mention(self, event: Body, body: Body, client: AsyncWebClient) -> None:
        """Answered in the thread, or in a new thread under the mention."""
        if _not_spoken(event):
            return
        thread = read.text(event.get("thread_ts")) or read.text(event.get("ts"))
        asked = read.asked(event)
        if not asked.text and not read.files(event):
            words = await self._desk.wording(read.who(body))
            shown = said(words("slack mention alone"))
            await self._desk.post(client, _channel(event), shown, thread)
            return
        await self._to_event(event, asked, body, client, thread)

    async def direct(self, event: Body, body: Body, client: AsyncWebClient) -> None:
        """A direct message, answered where it was written; edited, as if it were new, but in the place of the
        answer before. What the bot and others' bots say is not."""
        event = read.edited(event) or event
        kind = event.get("channel_type") or ("im" if _channel(event).startswith("D") else "")
        if kind != "im" or _not_spoken(event):
            return
        thread, asked = read.text(event.get("thread_ts")), read.asked(event)
        word = "" if asked.forwarded else asked.text
        shown = await self._desk.look(self._to_word, read.who(body), word) if word else None
        if shown:
            await self._desk.post(client, _channel(event), shown, thread)
        else:
            await self._to_event(event, asked, body, client, thread)

    async def thread_started(self, event: Body, body: Body, client: AsyncWebClient) -> None:
        """The agent view has been opened: something to try."""
        started = read.part(event, "assistant_thread")
        channel, thread = read.text(started.get("channel_id")), read.text(started.get("thread_ts"))
        words = await self._desk.wording(read.who(body))
        example = words("example")
        await self._desk.call(
            client.assistant_threads_setSuggestedPrompts,
            channel_id=channel,
            thread_ts=thread,
            title=words("slack try"),
            prompts=[{"title": example, "message": example}],
        )

    async def _to_event(
        self, event: Body, asked: Message, body: Body, client: AsyncWebClient, thread: str
    ) -> None:
        speaker, channel = read.who(body), _channel(event)
        words = await self._desk.wording(speaker, asked=Message(read.typed(event)))
        unread = None if asked.text else self._cannot_read(event, words)
        if unread:
            await self._answer(event, body, client, unread, thread)
            return
        status = asyncio.create_task(self._status(client, body, channel, thread, words))
        try:
            asked = await self._meant(event, asked)
            links = read.links(read.text(event.get("text")))
            ask = self._desk.conversation.ask
            reply = await self._desk.look(ask, speaker, asked, links=links, words=words)
            await asyncio.wait([status], timeout=_STATUS_SECONDS)
        finally:
            status.cancel()
        shown = with_buttons(self._desk.render(reply.answer, words), reply, words, asked.text)
        if reply.answer.note in _POINTING:
            others = said(words("slack mention alone")) if event.get("type") == "app_mention" else shown
            shown = self._cannot_read(event, words) or others
        await self._answer(event, body, client, shown, thread)

    async def _answer(
        self, event: Body, body: Body, client: AsyncWebClient, shown: Shown, thread: str
    ) -> None:
        """Post what a message is answered. A direct message and its edits have one answer, by what it says
        now; Slack tells of no edited mention."""
        conversation, channel, speaker = self._desk.conversation, _channel(event), read.who(body)
        asked = f"{channel} {read.text(event.get('ts'))}"
        before = await think(conversation.answered_by, speaker, asked) if event.get("edited") else None
        if before:
            to = {"channel": channel, "ts": read.timestamp(before)}
            if await self._desk.call(client.chat_update, **to, **shown.message()) is not None:
                return
        posted = await self._desk.posted(client, channel, shown, thread)
        if posted and event.get("type") == "message":
            await think(conversation.set_answered_by, speaker, asked, read.number(posted))

    async def _meant(self, event: Body, asked: Message) -> Message:
        """What is asked in a message with something shared or linked to: often that, and sometimes what was
        written with it."""
        own, inside, engine = Message(read.typed(event)), read.shared(event), self._desk.conversation.engine
        if not own.text or inside is None:
            return asked
        alone = await self._desk.look(engine.ask, own)
        if read.only_links(event):
            return asked if alone.only_note else own
        if _asks(alone) and own.text not in asked.text:
            return own
        of_another = await self._desk.look(engine.names_another, own.text, inside)
        return own if of_another else asked

    async def _status(
        self, client: AsyncWebClient, body: Body, channel: str, thread: str, words: Wording
    ) -> None:
        """Say in the agent view that it is being looked for, where the workspace has one."""
        team = read.workspace(body)
        if not thread or not channel.startswith("D") or team in self._desk.without_status:
            return
        method = client.assistant_threads_setStatus
        status = words("slack status")
        _, why = await self._desk.ask(method, tries=1, channel_id=channel, thread_ts=thread, status=status)
        if why in _NO_STATUS:
            self._desk.without_status.add(team)

    def _to_command(self, speaker: Who, typed: str) -> Shown:
        """What is said to a command; it blocks, in one thread for all that it looks up."""
        shown = self._to_word(speaker, typed)
        if shown:
            return shown
        question = read.unmarked(typed)
        words = self._desk.conversation.wording(speaker, asked=Message(question))
        links = read.links(typed)
        reply = self._desk.conversation.ask(speaker, Message(question), links=links, words=words)
        return with_buttons(self._desk.render(reply.answer, words), reply, words, question, (SHARE,))

    def _to_word(self, speaker: Who, typed: str) -> Shown | None:
        """What is said to one of the words that the bot knows; it blocks."""
        known: dict[str, Callable[[Who, Wording], Shown]] = {
            "": self._help,
            "help": self._help,
            "latest": self._latest,
            "privacy": self._privacy,
            "mydata": self._my_data,
            "stop": self._stop,
            "forget": self._forget,
        }
        found = known.get(typed.lower())
        return found(speaker, self._desk.conversation.wording(speaker)) if found else None

    async def _author(self, message: Body, client: AsyncWebClient) -> str | None:
        """The name of whoever wrote a message; None if it is not known."""
        user = read.text(message.get("user"))
        if not user:
            return None
        person = await self._desk.person(client, user)
        return (
            read.text(read.part(person, "profile").get("real_name"))
            or read.text(person.get("real_name"))
            or None
        )

    def _cannot_read(self, message: Body, words: Wording) -> Shown | None:
        """A file, without a word that asks anything: a kind line that says what the bot can do."""
        files = read.files(message)
        if not files:
            return None
        return said(words("cannot read images" if any(map(read.is_picture, files)) else "cannot read"))

    def _help(self, _: Who, words: Wording) -> Shown:
        return help_shown(words)

    def _latest(self, _: Who, words: Wording) -> Shown:
        return latest(self._desk.conversation.engine.latest(LATEST), words)

    def _privacy(self, _: Who, words: Wording) -> Shown:
        return said(words("privacy", days=self._desk.days))

    def _my_data(self, speaker: Who, words: Wording) -> Shown:
        return my_data(self._desk, speaker, words)

    def _stop(self, speaker: Who, words: Wording) -> Shown:
        self._desk.conversation.stop(speaker)
        return said(words("stopped"))

    def _forget(self, speaker: Who, words: Wording) -> Shown:
        self._desk.conversation.forget(speaker)
        return said(words("forgotten"))


def my_data(desk: Desk, speaker: Who, words: Wording) -> Shown:
    """All that is kept about a person, one paragraph a thing. Blocks."""
    data = desk.conversation.my_data(speaker)
    return said(*words.my_data(data))


def _asks(alone: Answer) -> bool:
    """Whether what was written with something asks by itself: for a claim, or for one with something else
    in it, of which what it was written with may well be true."""
    differs = (each for finding in alone.findings for each in finding.differs)
    return alone.outcome == "match" or any(each.kind != "unsure" for each in differs)


def _channel(event: Body) -> str:
    return read.text(event.get("channel"))


def _not_spoken(event: Body) -> bool:
    """Whether an event is about an edit, a deletion, somebody joining, or comes from a bot."""
    return bool(event.get("bot_id") or event.get("hidden") or event.get("subtype") not in _SPOKEN)
