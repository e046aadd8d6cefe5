"""Inline mode (`@bot flexib` in any chat) and guest mode (the bot is mentioned where it is no member)."""

import hashlib

import telegram
from telegram import InlineQueryResultArticle, InputTextMessageContent
from telegram.constants import ParseMode

from bot.conversation import Who
from bot.model import Answer, Claim, Message
from bot.wording import Wording

from ..service import think
from . import read
from .desk import NO_PREVIEW, Desk, keyboard, share_buttons
from .html import escape

MOST_RESULTS = 10
CACHE_SECONDS = 60
_TITLE_LETTERS = 100
_DESCRIPTION_LETTERS = 200


class Inline:
    """Lists claims with their verdicts; choosing one posts the whole answer."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def query(self, query: telegram.InlineQuery) -> None:
        own = str(query.from_user.id)  # what they chose in their chat with the bot, which has their id
        words = await self._desk.wording(Who(read.PLATFORM, own, own), query.from_user)
        claims = await think(self._desk.conversation.engine.suggest, query.query, MOST_RESULTS)
        results = [self._result(claim, words) for claim in claims]
        await self._desk.sending.tried(
            lambda: self._desk.bot.answer_inline_query(
                query.id, results, cache_time=CACHE_SECONDS, is_personal=True
            )
        )

    async def guest(self, message: telegram.Message) -> None:
        """Mentioned somewhere: answers about the post that the mention replies to, or about its own words."""
        speaker = read.who(message)
        post = read.post(message, self._desk.me)
        said = read.without_mention(message, self._desk.me)
        own = read.text_of(message) if said is None else said
        about_post = post and (not own or await self._desk.only_points(Message(own), post))
        asked = post if post and about_post else Message(own)
        words = await self._desk.wording(speaker, message.from_user, asked=asked)
        reply = await think(self._desk.conversation.ask, speaker, asked, words=words)
        html, to = self._desk.render(reply.answer, words), read.replied_to(message, self._desk.me)
        if reply.answer.only_note and not post and to and read.is_picture(to):
            html = escape(words("cannot read images"))
        result = InlineQueryResultArticle(reply.id, words.headline(reply.answer.findings[0]), _content(html))
        await self._desk.sending.sent(
            lambda: self._desk.bot.answer_guest_query(str(message.guest_query_id), result)
        )

    def _result(self, claim: Claim, words: Wording) -> InlineQueryResultArticle:
        finding = self._desk.conversation.engine.finding(claim, words.language)
        id_ = hashlib.sha256(claim.id.encode()).hexdigest()[:32]
        publisher = claim.reviews[0].publisher if claim.reviews else ""
        share = share_buttons(claim, words)
        return InlineQueryResultArticle(
            id_,
            f"{words.verdict(claim.verdict)} - {publisher}"[:_TITLE_LETTERS],
            _content(self._desk.render(Answer((finding,)), words)),
            description=finding.statement[:_DESCRIPTION_LETTERS],
            reply_markup=keyboard([share] if share else []),
        )


def _content(html: str) -> InputTextMessageContent:
    return InputTextMessageContent(html, parse_mode=ParseMode.HTML, link_preview_options=NO_PREVIEW)
