"""The buttons under answers. Their data are a letter and the id of what was shown, so that they work
after a restart; they belong to whoever asked, and say so, or that they are stale, when pressed."""

import contextlib
from collections.abc import Awaitable, Callable

import telegram

from bot import wording
from bot.conversation import Who
from bot.errors import NotYours, StaleButton
from bot.model import Message
from bot.wording import PASSED, Wording

from ..service import think
from . import read
from .answers import Answers
from .commands import may_change_settings, settings_rows, settings_text
from .desk import Desk, answer_buttons, button, choice_buttons, editors_buttons
from .html import claims_html, escape, sources_html
from .request import NotSent
from .sender import STOP


class Buttons:
    """What each button does."""

    def __init__(self, desk: Desk, answers: Answers) -> None:
        self._desk = desk
        self._answers = answers
        self._actions: dict[str, Callable[..., Awaitable[str | None]]] = {
            "r": self._right,
            "w": self._not_meant,
            "c": self._choose,
            "n": self._none_of_these,
            "s": self._sources,
            "e": self._ask_editors,
            "y": self._pass_on,
            "x": self._not_now,
            "h": self._hear,
            STOP: self._stop,
            "l": self._language,
            "g": self._group,
            "q": self._example,
        }

    async def pressed(self, query: telegram.CallbackQuery) -> None:
        """Do what the button says, and tell whoever pressed it if there is nothing to see."""
        message = query.message
        if not isinstance(message, telegram.Message):
            words = Wording(read.spoken(query.from_user))
            await self._desk.acknowledge(query, words("stale"))
            return
        speaker = read.who(message, query.from_user)
        letter, *values = (query.data or "").split(":")
        action, shown = self._actions.get(letter, self._stale), values[0] if values else ""
        speaker = await self._asker(message, speaker, shown) if shown else speaker
        words = await self._desk.wording(speaker, query.from_user, shown=shown)
        try:
            doing = action(message, speaker, words, *values)
        except TypeError:  # it takes other values than these
            doing = self._stale(message, speaker, words)
        try:
            told = await doing
        except StaleButton:
            told = words("stale")
        except NotYours:
            told = words("not yours")
        await self._desk.acknowledge(query, told)

    async def _asker(self, message: telegram.Message, speaker: Who, shown: str) -> Who:
        """As whom somebody presses a button, which they do by their own name: under an answer to the group
        itself as that, if they are one of its admins."""
        group = read.group(message)
        try:
            await think(self._desk.conversation.own, group, shown)
        except (NotYours, StaleButton):
            return speaker
        return group if await may_change_settings(self._desk, message, speaker) else speaker

    async def _stale(self, message: telegram.Message, speaker: Who, words: Wording, *_: str) -> str:
        return words("stale")

    async def _example(self, message: telegram.Message, speaker: Who, words: Wording) -> None:
        """The example in the greeting, as if it had been typed."""
        example = Message(words("example"))
        reply = await think(self._desk.conversation.ask, speaker, example, words=words)
        await self._answers.show(message, speaker, reply, words)

    async def _right(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> str:
        kept = await think(self._desk.conversation.right, speaker, shown, self._question(message, speaker))
        return words("thanks kept", days=self._desk.days) if kept else words("thanks right")

    async def _not_meant(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> None:
        question = self._question(message, speaker)
        claims = await think(self._desk.conversation.others, speaker, shown, question)
        asked = message.reply_to_message or message
        if claims:
            await self._desk.reply(
                asked,
                claims_html(words("which one"), claims, words),
                choice_buttons(len(claims), shown, words),
            )
        else:
            await self._desk.reply(asked, escape(words("no others")), editors_buttons(shown, words))

    async def _choose(
        self, message: telegram.Message, speaker: Who, words: Wording, shown: str, place: str
    ) -> None:
        at = int(place) if place.isdecimal() else -1
        question = self._question(message, speaker)
        reply = await think(self._desk.conversation.choose, speaker, shown, at, question, words)
        rows = answer_buttons(reply.answer, reply.id, words)
        await self._desk.rewrite(message, self._desk.render(reply.answer, words), rows)

    async def _none_of_these(
        self, message: telegram.Message, speaker: Who, words: Wording, shown: str
    ) -> None:
        await think(self._desk.conversation.none_of_these, speaker, shown, self._question(message, speaker))
        html = escape(words("none of these answer"))
        await self._desk.rewrite(message, html, editors_buttons(shown, words))

    async def _sources(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> None:
        claims = await think(self._desk.conversation.claims_of, shown)
        if not claims:
            raise StaleButton("Nothing was shown there: ask again.")
        await self._desk.reply(message, sources_html(claims, words))

    async def _ask_editors(
        self, message: telegram.Message, speaker: Who, words: Wording, shown: str
    ) -> str | None:
        await think(self._desk.conversation.own, speaker, shown)
        rows = [[button(words("pass it on"), "y", shown), button(words("not now"), "x", shown)]]
        await self._desk.set_buttons(message, rows)
        return words("consent ask")

    async def _not_now(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> None:
        await think(self._desk.conversation.own, speaker, shown)
        await self._desk.set_buttons(message, editors_buttons(shown, words))

    async def _pass_on(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> str:
        asked, question = message.reply_to_message, self._question(message, speaker)
        if asked and question and await self._desk.only_points(question):
            question = read.post(asked, self._desk.me)
        if question is None:
            return words("question gone")
        passed = await think(self._desk.conversation.pass_on, speaker, shown, question.text)
        hears = await think(self._desk.conversation.may_hear, speaker, shown)
        rows = [[button(words("tell me"), "h", shown)]] if hears else ()
        with contextlib.suppress(NotSent):  # the question is passed on all the same
            await self._desk.set_buttons(message, rows)
        return words(PASSED[passed], days=self._desk.days)

    async def _hear(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> str:
        """The asker wants to be told, as a reply to the question."""
        asked = message.reply_to_message
        if asked is None or not self._desk.conversation.can_tell():
            return words("question gone")
        address: dict[str, str | int] = {
            "chat": message.chat.id,
            "message": asked.message_id,
            "shown": shown,
        }
        if message.is_topic_message and message.message_thread_id:
            address["thread"] = message.message_thread_id
        if not await think(self._desk.conversation.hear, speaker, shown, address):
            return words("question gone")
        await self._desk.set_buttons(message, [[button(words("stop hearing"), STOP, shown)]])
        return words("hear yes")

    async def _stop(self, message: telegram.Message, speaker: Who, words: Wording, shown: str) -> str:
        """Also where the answer is not remembered any more; never by anybody else."""
        with contextlib.suppress(StaleButton):
            await think(self._desk.conversation.own, speaker, shown)
        await think(self._desk.conversation.stop_hearing, speaker, shown)
        await self._desk.set_buttons(message, ())
        return words("hear stopped")

    async def _language(
        self, message: telegram.Message, speaker: Who, words: Wording, language: str
    ) -> str | None:
        return await self._change(message, speaker, words, language=language)

    async def _group(self, message: telegram.Message, speaker: Who, words: Wording, when: str) -> str | None:
        return await self._change(message, speaker, words, when=when)

    def _question(self, message: telegram.Message, speaker: Who) -> Message | None:
        """What the message of ours is an answer to, as Telegram gives it with the button."""
        return read.question(message, speaker, self._desk.me)

    async def _change(
        self, message: telegram.Message, speaker: Who, words: Wording, **settings: str
    ) -> str | None:
        if settings.get("language", "en") not in wording.languages():
            return words("stale")
        if not await may_change_settings(self._desk, message, speaker):
            return words("admins only")
        await think(self._desk.conversation.change_settings, speaker, **settings)
        words = Wording(settings.get("language", words.language))
        kept = await think(self._desk.conversation.settings, speaker)
        group = not read.is_private(message)
        await self._desk.rewrite(message, settings_text(words), settings_rows(words, kept, group=group))
        return None
