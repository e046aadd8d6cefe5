"""What editors do in their group on Telegram: the buttons of the cards, and the dialogues that these open."""

import contextlib
import time
from collections import deque
from dataclasses import replace

import telegram

from bot.conversation import Who
from bot.errors import FactCheckError
from bot.inbox import Act, Editor, Inbox
from bot.memory.editors import Draft, EditorsChat
from bot.wording import Wording

from ..editors import card_text, editing
from ..editors.cards import Cards
from ..editors.newsroom import Newsroom
from ..service import think
from . import dialogue, read
from .cards import ANSWER, DISMISS, EDITORS, LINK, TAKE, UNDO, TelegramBoard
from .desk import Desk, button
from .html import claims_html, escape
from .request import NotSent

_FOUND = 5
_MOST_DONE = 1000
_MEMBERS = ("creator", "administrator", "member", "restricted")


class Editors:
    """The editors' group: only its members act, which is checked at every press and every reply."""

    def __init__(self, desk: Desk, newsroom: Newsroom) -> None:
        self._desk = desk
        self._chat_id = int(newsroom.chat)
        self._publisher = newsroom.publisher
        self._inbox = Inbox(desk.conversation)
        self._chat = EditorsChat(desk.conversation.ledger.file, read.PLATFORM, newsroom.chat)
        board = TelegramBoard(desk, self._chat_id, newsroom.words)
        self._done: deque[tuple[int, int]] = deque(maxlen=_MOST_DONE)  # which message's buttons, by whom
        self.cards = Cards(desk.conversation, self._inbox, self._chat, board, newsroom)

    async def pressed(self, query: telegram.CallbackQuery) -> None:
        """A button of a card or of a dialogue; whoever may not press it, or comes too late, is told."""
        message, (_, letter, *values) = query.message, (query.data or "").split(":")
        words = Wording(read.spoken(query.from_user))
        told: str | None = words("editors stale")
        if isinstance(message, telegram.Message) and message.chat.id == self._chat_id:
            words = await self._desk.wording(read.who(message), query.from_user)
            told = await self._refused(query.from_user, words)
            if told is None:
                told = await self._pressed(message, query.from_user, words, letter, values)
        await self._desk.acknowledge(query, told)

    async def replied(self, message: telegram.Message) -> bool:
        """Whether a message is what an editor was asked for; if so, go on to what is asked next."""
        to, user = message.reply_to_message, message.from_user
        if message.chat.id != self._chat_id or to is None or user is None:
            return False
        draft = await think(self._chat.draft, self._person(user))
        if draft is None or draft.prompt != to.message_id or dialogue.asks_by_button(draft):
            return False
        words = await self._desk.wording(read.who(message), user)
        refused = await self._refused(user, words)
        if refused:
            await self._desk.reply(message, escape(refused))
        elif draft.step == "search":
            await self._search(message, user, words, draft)
        else:
            await self._given(message, user, words, draft, read.text_of(message))
        return True

    async def cancel(self, message: telegram.Message) -> None:
        """/cancel: nothing of what was being filled in is kept."""
        user = message.from_user
        if user is None:
            return
        words = await self._desk.wording(read.who(message), user)
        draft = None
        if message.chat.id == self._chat_id:
            draft = await think(self._chat.draft, self._person(user))
            await think(self._chat.drop_draft, self._person(user))
        await self._desk.reply(
            message, escape(words("editors cancelled" if draft else "editors nothing to cancel"))
        )

    # What a button does

    async def _pressed(
        self, message: telegram.Message, user: telegram.User, words: Wording, letter: str, values: list[str]
    ) -> str | None:
        try:
            if letter in (ANSWER, LINK, DISMISS):
                return await self._begin(message, user, words, letter, int(values[0]))
            if letter == TAKE:
                await think(self._inbox.assign, int(values[0]), user.first_name, by=self._editor(user))
                self.cards.soon(int(values[0]))
                return None
            if letter == UNDO:
                await think(self._inbox.undo, int(values[0]), int(values[1]), by=self._editor(user))
                self.cards.soon(int(values[0]))
                return None
            return await self._in_dialogue(message, user, words, letter, values)
        except (IndexError, ValueError):
            return words("editors stale")
        except FactCheckError as error:
            return card_text.refused(error, words)

    async def _begin(
        self, message: telegram.Message, user: telegram.User, words: Wording, act: str, group_id: int
    ) -> str | None:
        group = await think(self._inbox.group, group_id)
        if group is None:
            return words("editors stale")
        if group.state != "open":
            self.cards.soon(group.id)
            return card_text.headline(group, words)
        first = dialogue.first(act, group.id, group.version, self._publisher)
        draft = await think(self._chat.draft, self._person(user))
        if draft and dialogue.goes_on(draft, first):
            return words("editors filling in")
        await self._ask(message, user, words, first)
        return None

    async def _in_dialogue(
        self, message: telegram.Message, user: telegram.User, words: Wording, letter: str, values: list[str]
    ) -> str | None:
        draft = await think(self._chat.draft, self._person(user))
        pressed = (message.message_id, user.id)
        if draft is None or draft.prompt != message.message_id:
            return None if pressed in self._done else words("editors not yours")
        self._done.append(pressed)
        if letter == dialogue.VERDICT and draft.step == "verdict":
            with contextlib.suppress(NotSent):  # a verdict is taken once, with or without its buttons
                await self._desk.set_buttons(message, ())
            await self._given(message, user, words, draft, values[0])
            return None
        if letter == dialogue.CHOOSE and draft.step == "choose":
            draft = replace(draft, values={"claim": draft.values.get(values[0], "")})
        elif letter not in (dialogue.SAVE, dialogue.TELL, dialogue.QUIET):
            return words("editors stale")
        return await self._do(message, user, words, draft, tell=letter == dialogue.TELL)

    async def _do(
        self, message: telegram.Message, user: telegram.User, words: Wording, draft: Draft, *, tell: bool
    ) -> str:
        """The act, once; whoever comes too late is told who was first."""
        try:
            act = await think(self._act, draft, words, self._editor(user), tell)
            said = card_text.told(act.told, words)
        except FactCheckError as error:
            said = card_text.refused(error, words)
        await think(self._chat.drop_draft, self._person(user))
        with contextlib.suppress(NotSent):  # it is done all the same, and the card says so
            await self._desk.rewrite(message, escape(said))
        self.cards.soon(draft.group)
        return said

    def _act(self, draft: Draft, words: Wording, by: Editor, tell: bool) -> Act:
        group, version, values = draft.group, draft.version, draft.values
        if draft.act == ANSWER:
            return self._inbox.answer(group, version, editing.as_claim(values, words), by=by)
        if draft.act == LINK:
            return self._inbox.link(group, version, values.get("claim", ""), by=by)
        return self._inbox.dismiss(group, version, values.get("reason", ""), tell=tell, by=by)

    # What is asked

    async def _given(
        self, message: telegram.Message, user: telegram.User, words: Wording, draft: Draft, value: str
    ) -> None:
        following, wrong = dialogue.given(draft, value, words)
        await self._ask(message, user, words, following, wrong)

    async def _search(
        self, message: telegram.Message, user: telegram.User, words: Wording, draft: Draft
    ) -> None:
        claims = await think(self._desk.conversation.engine.suggest, read.text_of(message), _FOUND)
        if not claims:
            await self._ask(message, user, words, draft, words("editors search none"))
            return
        numbers = [button(str(place + 1), EDITORS, dialogue.CHOOSE, place) for place in range(len(claims))]
        html = claims_html(words("editors field link"), claims, words)
        sent = await self._desk.reply(message, html, [numbers])
        if sent is not None:
            await self._remember(user, replace(dialogue.found(draft, claims), prompt=sent))

    async def _ask(
        self, message: telegram.Message, user: telegram.User, words: Wording, draft: Draft, wrong: str = ""
    ) -> None:
        """Ask for what is to be given now, and remember by which message."""
        whom = f'<a href="tg://user?id={user.id}">{escape(user.first_name)}</a>'
        html = "\n".join(part for part in (whom, escape(wrong), dialogue.asked(draft, words)) if part)
        buttons = dialogue.rows(draft, words)
        sent = await self._desk.reply(message, html, buttons, ask=not buttons)
        if sent is not None:
            await self._remember(user, replace(draft, prompt=sent))

    async def _remember(self, user: telegram.User, draft: Draft) -> None:
        await think(self._chat.put_draft, self._person(user), draft, now=time.time())

    # Who

    def _person(self, user: telegram.User) -> str:
        return self._desk.conversation.person(Who(read.PLATFORM, str(user.id), str(self._chat_id)))

    def _editor(self, user: telegram.User) -> Editor:
        return Editor(read.PLATFORM, user.first_name, self._person(user))

    async def _refused(self, user: telegram.User, words: Wording) -> str | None:
        """What somebody who may not act is told; None for a member of the group."""
        member = await self._desk.sending.sent(lambda: self._desk.bot.get_chat_member(self._chat_id, user.id))
        if member is None:
            return words("editors member unknown")
        here = member.status in _MEMBERS and getattr(member, "is_member", True)
        return None if here else words("editors not member")
