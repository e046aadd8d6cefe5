"""A group of questions as a card in the editors' group on Telegram, where it is posted and changed."""

from collections.abc import Sequence
from typing import Any

import telegram
from telegram.constants import ParseMode
from telegram.error import Forbidden

from bot.inbox import Group
from bot.model import Claim
from bot.wording import Wording

from .. import logs
from ..editors import card_text
from ..editors.digest import Part
from ..service import think
from .desk import NO_PREVIEW, Desk, Rows, button, keyboard
from .html import MOST_UNITS, escape, shortened, units
from .request import LONGEST_WAIT, NotSent

# What the data of every button of editors begin with, and what each of a card's does.
EDITORS = "E"
ANSWER, LINK, DISMISS, TAKE, UNDO = "a", "l", "d", "t", "u"
_QUESTION, _LINE = 2500, 250
_BETWEEN = 10
# Telegram lets a bot say about twenty things a minute in a group.
_REST_SECONDS = 60.0


def card_html(group: Group, near: Sequence[Claim], claim: Claim | None, words: Wording) -> str:
    """The card. What was asked is shown as code, in which Telegram makes nothing live."""
    headline = f"<b>{escape(shortened(card_text.headline(group, words), _LINE))}</b>"
    parts: list[str] = []
    if group.others:
        parts.append(_under(escape(words("editors others")), group.others))
    parts.append("\n".join(escape(shortened(line, _LINE)) for line in card_text.facts(group, words)))
    if group.state == "open" and near:
        parts.append(_under(escape(words("editors near")), card_text.listed(near, words)))
    if claim:
        parts.append(escape(shortened(f"{words.verdict(claim.verdict)}: {claim.text}", _LINE)))
    elif card_text.reason(group):
        reason = words("editors reason", reason=card_text.reason(group))
        parts.append(escape(shortened(reason, _LINE)))
    rest = "\n\n".join(parts)
    if not group.text:
        return f"{headline}\n\n{rest}"
    # Whatever else there is to say, the question gets what is left of the message.
    left = MOST_UNITS - units(f"{headline}{rest}") - _BETWEEN
    return f"{headline}\n\n{as_text(group.text, min(_QUESTION, left))}\n\n{rest}"


def card_rows(group: Group, words: Wording) -> list[list[telegram.InlineKeyboardButton]]:
    """What can be done about it."""

    def each(phrase: str, letter: str) -> telegram.InlineKeyboardButton:
        return button(words(phrase), EDITORS, letter, group.id, group.version)

    if group.state == "forgotten":
        return []
    if group.state != "open":
        return [[each("editors undo", UNDO)]]
    return [
        [each("editors answer", ANSWER), each("editors link", LINK)],
        [each("editors dismiss", DISMISS), each("editors take", TAKE)],
    ]


def as_text(text: str, most: int) -> str:
    """What somebody wrote, shown so that nothing in it is a link, a mention or a command."""
    return f"<code>{escape(shortened(text, most))}</code>"


def digest_html(parts: Sequence[Part]) -> str:
    """A digest: what people asked in it is text."""
    return "\n\n".join(_under(f"<b>{escape(part.heading)}</b>", part.lines) for part in parts)


class TelegramBoard:
    """The editors' group."""

    every = _REST_SECONDS

    def __init__(self, desk: Desk, chat: int, words: Wording) -> None:
        self._desk = desk
        self._chat = chat
        self._words = words

    async def show(self, group: Group, message: str) -> str | None:
        """Change a card, or post it where there is none."""
        html, rows = await think(self._html, group), card_rows(group, self._words)
        return await self._put(html, rows, int(message) if message else None)

    async def tell(self, parts: Sequence[Part]) -> bool:
        """Post a digest."""
        return await self._put(digest_html(parts), ()) is not None

    async def _put(self, html: str, rows: Rows, message: int | None = None) -> str | None:
        """Post a message, or change one; its id, None if that could not be done."""
        bot = self._desk.bot
        put: dict[str, Any] = {
            "text": html,
            "parse_mode": ParseMode.HTML,
            "link_preview_options": NO_PREVIEW,
            "reply_markup": keyboard(rows),
        }
        try:
            if message is not None:
                await self._desk.sending.sent(
                    lambda: bot.edit_message_text(chat_id=self._chat, message_id=message, **put),
                    longest=LONGEST_WAIT,
                )
                return str(message)
            sent = await self._desk.sending.sent(
                lambda: bot.send_message(self._chat, **put), longest=LONGEST_WAIT
            )
        except Forbidden:
            logs.event("telegram.editors_shut_out")
            return None
        except NotSent:
            return None
        return str(sent.message_id) if sent else None

    def _html(self, group: Group) -> str:
        store = self._desk.conversation.engine.store
        near = store.claims(group.near[: card_text.MOST_NEAR])
        return card_html(group, near, store.get(group.claim) if group.claim else None, self._words)


def _under(heading: str, lines: Sequence[str]) -> str:
    return "\n".join([heading, *(as_text(line, _LINE) for line in lines)])
