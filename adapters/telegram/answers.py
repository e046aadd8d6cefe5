"""Messages that ask something: answered once, in place, whether typed, forwarded, captioned or edited."""

import asyncio
import re
import time
from collections import deque
from dataclasses import dataclass, field

import telegram

from bot.conversation import Reply, Who
from bot.model import Message
from bot.wording import Wording

from ..service import think
from . import read
from .desk import Desk, answer_buttons

ALBUM_SECONDS = 1.0
FORWARD_SECONDS = 0.7
_RECENT_SECONDS = 3.0
_MOST_RECENT = 10_000
_MOST_FORWARDS = 20
# "Saw this, is it real?" above a forward: what it points to comes right after it.
_POINTS = re.compile(
    r"\b(?:this|that|it|these|esto|eso|ça|cela|das|dies\w*|isso|isto|questo|dit|dat|это|هذا|यह)\b",
    re.IGNORECASE,
)
_MOST_POINTING_WORDS = 12


@dataclass(frozen=True, slots=True)
class _Forward:
    """A message with which somebody has forwarded something: its number, when it was sent, when it came."""

    message: int
    sent: float
    came: float


@dataclass(slots=True)
class _Album:
    """The messages of one album, of which one usually has the caption."""

    messages: list[telegram.Message]
    answered: asyncio.Future[None] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Answers:
    """Answers messages, and remembers which message of ours answers which."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._albums: dict[str, _Album] = {}
        self._forwards: dict[tuple[int, str], deque[_Forward]] = {}

    async def message(self, message: telegram.Message) -> None:
        """A message in a private chat, or one that is meant for the bot."""
        self._note_forward(message)
        if read.is_album(message):
            await self._album(message)
        elif read.text_of(message):
            await self.ask(message, read.asked(message))
        else:
            await self.cannot_read(message)

    async def called(self, message: telegram.Message, said: str) -> bool:
        """Answer what a message says, or, where that only points to what it replies to or to its own picture,
        that; False if there is nothing to go by."""
        to, post = read.replied_to(message, self._desk.me), read.post(message, self._desk.me)
        shown = to if to and to.effective_attachment else message
        points = bool(post or shown.effective_attachment)
        if points and said:
            points = await self._desk.only_points(read.asked(message, said), post if to else None)
        if points and post:
            await self.ask(message, post, under=to)
        elif points:
            await self.cannot_read(message, shown)
        elif said:
            await self.ask(message, read.asked(message, said))
        return points or bool(said)

    async def ask(
        self,
        message: telegram.Message,
        asked: Message,
        *,
        quiet: bool = False,
        under: telegram.Message | None = None,
    ) -> None:
        """Answer what a message asks; where it has been edited, so is its answer. `quiet` only if that is a
        match, and else nothing is remembered of it; `under` the message that it is about, so that Telegram
        gives the words of that with the buttons."""
        speaker = read.who(message)
        edit = await think(self._desk.conversation.answered_by, speaker, str(message.message_id))
        if _is_settled(message, edit):
            return
        if quiet and edit is None and not await self._desk.matches(asked):
            return
        links = read.hidden_links(under or message)
        words = await self._desk.wording(speaker, message.from_user, asked=asked)
        reply = await think(self._desk.conversation.ask, speaker, asked, links=links, words=words)
        self._note_forward(message)
        if _points_elsewhere(asked, reply) and await self._forward_follows(message):
            return
        await self.show(message, speaker, reply, words, edit=edit, under=under)

    async def show(
        self,
        message: telegram.Message,
        speaker: Who,
        reply: Reply,
        words: Wording,
        *,
        edit: int | None = None,
        under: telegram.Message | None = None,
    ) -> None:
        """Send an answer as the reply to a message, or to the one that it is about. One that is to be edited
        and cannot be is sent anew."""
        html = self._desk.render(reply.answer, words)
        rows = answer_buttons(reply.answer, reply.id, words)
        sent = await self._desk.reply(message, html, rows, edit=edit, under=under)
        if sent is None and edit is not None:
            sent = await self._desk.reply(message, html, rows, under=under)
        if sent is not None and sent != edit:
            remember = self._desk.conversation.set_answered_by
            await think(remember, speaker, str(message.message_id), sent)

    async def cannot_read(self, message: telegram.Message, about: telegram.Message | None = None) -> None:
        """A voice message, sticker, file, poll or place, or a message about one: a kind line that says what
        the bot can do."""
        words = await self._desk.wording(read.who(message), message.from_user)
        picture = read.is_picture(about or message)
        await self._desk.reply(message, words("cannot read images" if picture else "cannot read"))

    async def _album(self, message: telegram.Message) -> None:
        """Its messages come one by one: one answer, to the one with the caption."""
        group = str(message.media_group_id)
        album = self._albums.get(group)
        if album is not None:
            album.messages.append(message)
            await asyncio.shield(album.answered)
            return
        album = self._albums[group] = _Album([message])
        try:
            await asyncio.sleep(ALBUM_SECONDS)
            await self._answer_album(group, album)
            album.answered.set_result(None)
        except BaseException as error:
            album.answered.set_exception(error)
            album.answered.exception()  # that nobody else may have waited for it is no mistake
            raise
        finally:
            del self._albums[group]

    async def _answer_album(self, group: str, album: _Album) -> None:
        ledger, key = self._desk.conversation.ledger, f"album {group}"
        if await think(ledger.take, read.PLATFORM, key, time.time()) == "done":
            return
        try:
            captioned = next((m for m in album.messages if read.text_of(m)), album.messages[0])
            if read.is_forward(captioned) and read.text_of(captioned):
                await self.ask(captioned, read.asked(captioned))
            elif not await self.called(captioned, read.own_words(captioned, self._desk.me)):
                await self.cannot_read(captioned)
        except BaseException:
            await think(ledger.give_back, read.PLATFORM, key)
            raise
        await think(ledger.finish, read.PLATFORM, key)

    def _note_forward(self, message: telegram.Message) -> None:
        if not read.is_forward(message):
            return
        now = time.monotonic()
        if len(self._forwards) > _MOST_RECENT:
            recent = {key: f for key, f in self._forwards.items() if now - f[-1].came < _RECENT_SECONDS}
            self._forwards = recent
        forwards = self._forwards.setdefault(_from(message), deque(maxlen=_MOST_FORWARDS))
        forwards.append(_Forward(message.message_id, message.date.timestamp(), now))

    async def _forward_follows(self, message: telegram.Message) -> bool:
        """Whether the same person forwards something right after a comment, or together with it."""
        end = time.monotonic() + FORWARD_SECONDS
        while True:
            if any(_belongs_to(each, message) for each in self._forwards.get(_from(message), ())):
                return True
            if time.monotonic() > end:
                return False
            await asyncio.sleep(0.05)


def _is_settled(message: telegram.Message, answer: int | None) -> bool:
    """Whether a message is not to be answered: it has been, by what it says now, or in a group it has been
    edited and was not."""
    if read.is_edited(message):
        return answer is None and not read.is_private(message)
    return answer is not None


def _belongs_to(forward: _Forward, comment: telegram.Message) -> bool:
    """Whether something was forwarded right after a comment: what came before has its own answer."""
    soon = 0 <= forward.sent - comment.date.timestamp() <= _RECENT_SECONDS
    return forward.message > comment.message_id and soon and time.monotonic() - forward.came < _RECENT_SECONDS


def _points_elsewhere(asked: Message, reply: Reply) -> bool:
    """Whether a message found nothing and seems to speak of something that is not in it."""
    if asked.forwarded or reply.answer.outcome != "none":
        return False
    few = len(asked.text.split()) <= _MOST_POINTING_WORDS
    return reply.answer.note == "vague" or (few and bool(_POINTS.search(asked.text)))


def _from(message: telegram.Message) -> tuple[int, str]:
    return message.chat.id, read.who(message).user
