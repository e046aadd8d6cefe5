"""What every Telegram handler works with: the conversation, the bot's own name, and sending messages."""

import datetime
import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import telegram
from telegram import (
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.conversation import Conversation, Who
from bot.model import Answer, Claim, Message
from bot.settings import RETENTION_DAYS
from bot.wording import Wording

from .. import logs
from ..service import think
from .html import answer_html, is_link
from .read import PLATFORM, Bot, quoted, spoken
from .request import Sending

Rows = Sequence[Sequence[InlineKeyboardButton]]
NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_SHARE = "https://t.me/share/url"
_SHARED_LETTERS = 300
_CALLBACK_LETTERS = 200


@dataclass(slots=True)
class Desk:
    """The parts that are put together once; `me` is known once the bot has introduced itself."""

    conversation: Conversation
    bot: telegram.Bot
    sending: Sending
    me: Bot
    days: int = RETENTION_DAYS

    async def wording(
        self, speaker: Who, user: telegram.User | None, *, asked: Message | None = None, shown: str = ""
    ) -> Wording:
        """The sentences in this chat's language, else in that of what is asked, or of an answer that this
        person was shown, else in the person's own."""
        own = spoken(user) if user else ""
        return await think(self.conversation.wording, speaker, spoken=own, asked=asked, shown=shown)

    async def reply(
        self,
        message: telegram.Message,
        html: str,
        rows: Rows = (),
        *,
        edit: int | None = None,
        ask: bool = False,
        under: telegram.Message | None = None,
    ) -> int | None:
        """Reply to a message, or to another in its chat, or edit our reply; the id of our message, None if
        that was refused, as it is of a reply that is gone.
        With `ask`, whoever it mentions is offered to reply. A reply to the message of which the first quotes
        a part quotes that too, where Telegram takes it: it comes back with the buttons."""
        chat, markup = message.chat.id, ForceReply(selective=True) if ask else keyboard(rows)
        options: dict[str, Any] = {
            "text": html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": NO_PREVIEW,
            "reply_markup": markup,
        }
        if edit is not None:
            edited = await self._patiently(lambda: self._edited(chat, edit, options))
            return edit if edited else None
        number = (under or message).message_id
        parameters = functools.partial(ReplyParameters, number, allow_sending_without_reply=True)
        ways = [parameters()]
        if under and (quote := quoted(message)):
            part = parameters(quote=quote.text, quote_entities=quote.entities, quote_position=quote.position)
            ways = [part, *ways]
        options["message_thread_id"] = message.message_thread_id if message.is_topic_message else None
        for to in ways:
            send = functools.partial(self._send, chat, reply_parameters=to, **options)
            sent = await self._patiently(send)
            if isinstance(sent, telegram.Message):
                return sent.message_id
        return None

    async def rewrite(self, message: telegram.Message, html: str, rows: Rows = ()) -> None:
        """Put something else in one of our own messages."""
        await self.reply(message, html, rows, edit=message.message_id)

    async def set_buttons(self, message: telegram.Message, rows: Rows) -> None:
        """Put other buttons under one of our own messages."""
        await self._patiently(
            lambda: self.bot.edit_message_reply_markup(
                chat_id=message.chat.id, message_id=message.message_id, reply_markup=keyboard(rows)
            )
        )

    async def acknowledge(self, query: telegram.CallbackQuery, told: str | None) -> None:
        """Tell whoever pressed a button that it was, and what there is to say. What the button does has been
        done by then, and is not done again where this cannot be sent."""
        text = told[:_CALLBACK_LETTERS] if told else None
        await self.sending.tried(
            lambda: self.bot.answer_callback_query(query.id, text=text, show_alert=bool(text) or None)
        )

    async def moved(self, old: int, new: int) -> None:
        """A group has become a supergroup, which has another id: its settings go along."""
        await think(self._take_along, Who(PLATFORM, str(old), str(old)), Who(PLATFORM, str(new), str(new)))

    def _take_along(self, old: Who, new: Who) -> None:
        kept = self.conversation.settings(old)
        if kept:
            self.conversation.change_settings(new, **{**kept, **self.conversation.settings(new)})
            self.conversation.change_settings(old, **dict.fromkeys(kept))

    async def only_points(self, asked: Message, post: Message | None = None) -> bool:
        """Whether a message asks nothing by itself, and so means the post that it replies to."""
        engine = self.conversation.engine
        answer = await think(engine.ask, asked)
        if answer.only_note:
            return answer.note != "thanks"
        if post is None or answer.outcome != "none":
            return False
        return await think(engine.only_comments, asked, post)

    async def matches(self, asked: Message) -> bool:
        """Whether a message has a match; nothing is remembered of it."""
        return (await think(self.conversation.engine.ask, asked)).outcome == "match"

    def render(self, answer: Answer, words: Wording) -> str:
        return answer_html(answer, words, today=datetime.date.today())

    async def _edited(self, chat: int, edit: int, options: dict[str, Any]) -> bool:
        """Edit one of our own messages; False if Telegram does not, as when somebody has deleted it."""
        try:
            await self.bot.edit_message_text(chat_id=chat, message_id=edit, **options)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                logs.event("telegram.not_edited", reason=error.message.replace(" ", "_"))
                return False
        except ChatMigrated:
            return False
        return True

    async def _send(self, chat: int, **options: Any) -> telegram.Message:
        """Send a message; where the chat has got a new id, there, where no message has its old number."""
        try:
            return await self.bot.send_message(chat_id=chat, **options)
        except ChatMigrated as error:
            await self.moved(chat, error.new_chat_id)
            return await self.bot.send_message(
                chat_id=error.new_chat_id, **{**options, "reply_parameters": None}
            )

    async def _patiently(self, call: Callable[[], Any]) -> Any:
        try:
            return await self.sending.sent(call)
        except Forbidden:
            logs.event("telegram.shut_out")
            return None


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    return InlineKeyboardMarkup(rows) if rows else None


def button(text: str, *data: object) -> InlineKeyboardButton:
    """A button; its data, joined by colons, are at most 64 bytes."""
    return InlineKeyboardButton(text, callback_data=":".join(map(str, data)))


def answer_buttons(answer: Answer, shown: str, words: Wording) -> list[list[InlineKeyboardButton]]:
    """The buttons under an answer."""
    first = answer.findings[0]
    if answer.only_note:
        return []
    if answer.outcome == "match" and first.claim:
        return [
            [button(words("that's it"), "r", shown), button(words("not meant"), "w", shown)],
            [*share_buttons(first.claim, words), button(words("sources"), "s", shown)],
        ]
    if answer.outcome == "related":
        return choice_buttons(1 + len(first.others), shown, words)
    return editors_buttons(shown, words)


def choice_buttons(count: int, shown: str, words: Wording) -> list[list[InlineKeyboardButton]]:
    """A number for each claim that was offered, and "None of these"."""
    numbers = [button(str(place + 1), "c", shown, place) for place in range(count)]
    rows = [numbers[at : at + 5] for at in range(0, count, 5)]
    return [*rows, [button(words("none of these"), "n", shown)]]


def share_buttons(claim: Claim, words: Wording) -> list[InlineKeyboardButton]:
    """A link that shares the verdict with the publisher's page; none if there is no such page."""
    url = next((review.url for review in claim.reviews if is_link(review.url)), None)
    if url is None:
        return []
    text = f"{words.verdict(claim.verdict)}: {claim.text}"[:_SHARED_LETTERS]
    return [InlineKeyboardButton(words("share"), url=f"{_SHARE}?{urlencode({'url': url, 'text': text})}")]


def editors_buttons(shown: str, words: Wording) -> list[list[InlineKeyboardButton]]:
    """The offer to pass the question on."""
    return [[button(words("ask the editors"), "e", shown)]]
