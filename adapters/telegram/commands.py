"""The commands: what each says, who may change settings, and how they are listed in Telegram's menu."""

import base64
import binascii
from collections.abc import Awaitable, Callable, Iterator, Mapping
from functools import partial
from typing import Any

import telegram
from telegram import BotCommand, BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.constants import ChatMemberStatus
from telegram.error import Forbidden

from bot import wording
from bot.conversation import Who
from bot.wording import Wording

from .. import logs
from ..service import think
from . import read
from .answers import Answers
from .desk import Desk, Rows, button
from .html import claims_html, escape, lines_html
from .request import LONGEST_WAIT, NotSent

IN_PRIVATE = ("factcheck", "latest", "sources", "settings", "help", "privacy", "mydata", "stop", "forget")
IN_GROUPS = ("factcheck", "settings", "help", "privacy")
DEEP_LINK = "claim_"
# A telephone cuts off what is longer than some fourteen letters in a third of a row.
_IN_A_ROW = 2
_ADMINS = (ChatMemberStatus.ADMINISTRATOR, ChatMemberStatus.OWNER)


class Commands:
    """What each command does."""

    def __init__(self, desk: Desk, answers: Answers) -> None:
        self._desk = desk
        self._answers = answers

    async def factcheck(self, message: telegram.Message) -> None:
        """/factcheck TEXT, or as a reply to the message that is to be checked."""
        if not await self._answers.called(message, read.without_command(message)):
            await self._say(message, "factcheck alone", username=self._desk.me.username)

    async def start(self, message: telegram.Message) -> None:
        """A greeting with an example to tap; or the claim that a link led to."""
        claim_id = claim_of_link(read.without_command(message))
        if claim_id is not None:
            speaker, words = read.who(message), await self._words(message)
            reply = await think(self._desk.conversation.show, speaker, claim_id, words)
            if reply is not None:
                await self._answers.show(message, speaker, reply, words)
                return
            await self._say(message, "claim gone")
            return
        words = await self._words(message)
        rows = [[button(words("example"), "q")]]
        await self._desk.reply(message, escape(words("start")), rows)

    async def help(self, message: telegram.Message) -> None:
        words = await self._words(message)
        lines = [f"/{name} - {words('command ' + name)}" for name in IN_PRIVATE]
        await self._desk.reply(message, lines_html(words("start"), lines))

    async def latest(self, message: telegram.Message) -> None:
        """The newest fact-checks, each to be opened."""
        words = await self._words(message)
        claims = await think(self._desk.conversation.engine.latest)
        reply = await think(self._desk.conversation.offer, read.who(message), claims, words)
        numbers = [button(str(place + 1), "c", reply, place) for place in range(len(claims))]
        await self._desk.reply(message, claims_html(words("latest"), claims, words), [numbers])

    async def sources(self, message: telegram.Message) -> None:
        words = await self._words(message)
        found = await think(self._desk.conversation.engine.store.sources)
        await self._desk.reply(message, lines_html(words("sources"), words.sources(found)))

    async def settings(self, message: telegram.Message) -> None:
        words = await self._words(message)
        kept = await think(self._desk.conversation.settings, read.who(message))
        rows = settings_rows(words, kept, group=not read.is_private(message))
        await self._desk.reply(message, settings_text(words), rows)

    async def privacy(self, message: telegram.Message) -> None:
        await self._say(message, "privacy", days=self._desk.days)

    async def mydata(self, message: telegram.Message) -> None:
        """All that is kept of whoever asks, questions among it: not for a group to read. Whoever writes as a
        group or a channel cannot write to the bot alone."""
        if not read.is_private(message) and not message.sender_chat:
            await self._say(message, "my data in private", command="/mydata", username=self._desk.me.username)
            return
        words = await self._words(message)
        data = await think(self._desk.conversation.my_data, read.who(message))
        lines = words.my_data(data)
        await self._desk.reply(message, lines_html(words("my data"), lines))

    async def stop(self, message: telegram.Message) -> None:
        """Whoever writes it hears of none of their questions any more."""
        await think(self._desk.conversation.stop, read.who(message))
        await self._say(message, "stopped")

    async def forget(self, message: telegram.Message) -> None:
        speaker, words = read.who(message), await self._words(message)
        await think(self._desk.conversation.forget, speaker)
        await self._desk.reply(message, escape(words("forgotten")))

    async def _words(self, message: telegram.Message) -> Wording:
        return await self._desk.wording(read.who(message), message.from_user)

    async def _say(self, message: telegram.Message, phrase: str, **values: object) -> None:
        words = await self._words(message)
        await self._desk.reply(message, escape(words(phrase, **values)))


def claim_of_link(start: str) -> str | None:
    """The id of the claim that a deep link names: as it is, or in base64 where it has other characters."""
    if not start.startswith(DEEP_LINK):
        return None
    name = start.removeprefix(DEEP_LINK)
    if not name.startswith("_"):
        return name
    try:
        return base64.urlsafe_b64decode(name[1:] + "=" * (-len(name[1:]) % 4)).decode()
    except (binascii.Error, ValueError):
        return name


def settings_text(words: Wording) -> str:
    return f"<b>{escape(words('settings'))}</b>"


def settings_rows(words: Wording, kept: Mapping[str, Any], *, group: bool) -> Rows:
    """A button for each language, and in groups for each way to answer; the chosen ones are ticked."""
    chosen = str(kept.get("language", words.language))
    names = [button(_ticked(name, code == chosen), "l", code) for code, name in wording.languages().items()]
    rows = [names[at : at + _IN_A_ROW] for at in range(0, len(names), _IN_A_ROW)]
    if group:
        when = str(kept.get("when", "called"))
        rows += [[button(_ticked(words(f"when {w}"), w == when), "g", w)] for w in ("called", "matches")]
    return rows


def _ticked(text: str, chosen: bool) -> str:
    return f"✓ {text}" if chosen else text


async def may_change_settings(desk: Desk, message: telegram.Message, speaker: Who) -> bool:
    """In a group, only its admins, asked of Telegram at each press."""
    if read.is_private(message):
        return True
    member = await desk.sending.sent(lambda: desk.bot.get_chat_member(message.chat.id, int(speaker.user)))
    return member is not None and member.status in _ADMINS


async def publish(desk: Desk) -> None:
    """Tell Telegram the commands, by scope and language, and the bot's name and descriptions. Where Telegram
    would take more of a kind only in more than a minute, the rest of that is left to the next start."""
    not_taken: set[str] = set()
    for what, call in _published(desk.bot):
        if what in not_taken:
            continue
        try:
            await desk.sending.sent(call, longest=LONGEST_WAIT)
        except (Forbidden, NotSent):
            logs.event("telegram.menu_not_set", what=what)
            not_taken.add(what)


def _published(bot: telegram.Bot) -> Iterator[tuple[str, Callable[[], Awaitable[bool]]]]:
    """Four calls for each language, and one for the name, which is the same in all."""
    for code in wording.languages():
        words, language = Wording(code), None if code == "en" else code
        for names, scope in (
            (IN_PRIVATE, BotCommandScopeAllPrivateChats()),
            (IN_GROUPS, BotCommandScopeAllGroupChats()),
        ):
            menu = [BotCommand(name, words(f"command {name}")) for name in names]
            yield "commands", partial(bot.set_my_commands, menu, scope=scope, language_code=language)
        yield "description", partial(bot.set_my_description, words("start")[:512], language_code=language)
        short = words("short description")[:120]
        yield "short_description", partial(bot.set_my_short_description, short, language_code=language)
    yield "name", partial(bot.set_my_name, Wording()("bot name"))
