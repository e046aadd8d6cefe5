"""What editors do on Slack: the buttons of the cards in their channel, and the forms that these open."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt.context.ack.async_ack import AsyncAck
from slack_sdk.web.async_client import AsyncWebClient

from bot.errors import BadAnswer, FactCheckError
from bot.inbox import Act, Editor, Group, Inbox
from bot.memory.editors import EditorsChat
from bot.wording import Wording

from .. import logs
from ..editors import card_text, editing
from ..editors.cards import Cards
from ..editors.newsroom import Newsroom
from ..service import think
from . import cards, forms, read
from .blocks import said
from .cards import SlackBoard
from .desk import ASIDE, Desk
from .forms import Card, card_of, filled, told_form
from .members import Members

Body = dict[str, Any]
T = TypeVar("T")
# Slack waits three seconds for what becomes of a form.
_AT_ONCE_SECONDS = 2.5
# By then a form is on the screen, and nobody can press what is under it.
_SHOWN_SECONDS = 1.5
# Where a form calls something by another name than the claim that is made of it.
_FIELDS = {"url": "sources"}


class Editors:
    """The editors' channel: only its members act, which is checked at every press."""

    def __init__(self, desk: Desk, client: AsyncWebClient, newsroom: Newsroom) -> None:
        self._desk = desk
        self._client = client
        self._publisher = newsroom.publisher
        self._inbox = Inbox(desk.conversation)
        self._members = Members(desk, client, newsroom.chat)
        board = SlackBoard(desk, client, newsroom.chat, newsroom.words)
        chat = EditorsChat(desk.conversation.ledger.file, read.PLATFORM, newsroom.chat)
        self.cards = Cards(desk.conversation, self._inbox, chat, board, newsroom)
        self._names: dict[str, str] = {}  # of the few who are editors
        self._in_hand: set[asyncio.Task[Any]] = set()
        self._opening: set[tuple[str, Card, str]] = set()  # by whom, of which card, with which button

    def buttons(self) -> dict[str, Callable[..., Awaitable[None]]]:
        """What each action of a card does, as bolt calls it."""
        return {
            cards.ANSWER: self._on(self._open_answer),
            cards.LINK: self._on(self._open_link),
            cards.DISMISS: self._on(self._open_dismiss),
            cards.TAKE: self._on(self._take),
            cards.ASSIGN: self._on(self._assign),
            cards.UNDO: self._on(self._undo),
        }

    async def at_once(self, payload: Body) -> Body | None:
        """What Slack is answered to a form of ours that is submitted, or to a menu that searches; None for
        anything else."""
        kind, name = payload.get("type"), read.text(read.part(payload, "view").get("callback_id"))
        ours = kind == "view_submission" and name in forms.FORMS
        if not ours and (kind != "block_suggestion" or payload.get("action_id") != forms.CLAIM_MENU):
            return None
        words = await self._desk.wording(read.who(payload))
        task = self._keep(self._saved(payload, words) if ours else self._suggested(payload, words))
        await asyncio.wait([task], timeout=_AT_ONCE_SECONDS)
        if task.done():
            return task.result()
        if not ours:
            return {"options": []}
        self._keep(self._tell_late(task, payload, words))
        return _instead(words("editors slow"), words)

    async def finish(self) -> None:
        """Let what is being saved be saved."""
        while self._in_hand:
            await asyncio.wait(self._in_hand)
        await self.cards.finish()

    def _keep(self, do: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(do)
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        return task

    # Forms

    async def _suggested(self, payload: Body, words: Wording) -> Body:
        try:
            if not await self._members.has(_user(payload)):
                return {"options": []}
            typed = read.text(payload.get("value"))
            engine = self._desk.conversation.engine
            claims = await think(engine.suggest, typed, forms.MOST_SUGGESTED)
            return {"options": forms.claim_options(claims, words)}
        except Exception as error:
            logs.problem("slack.editors", error)
            return {"options": []}

    async def _saved(self, payload: Body, words: Wording) -> Body:
        try:
            return await self._submitted(payload, words)
        except Exception as error:
            return _instead(words("failed", id=logs.problem("slack.editors", error)), words)

    async def _tell_late(self, saving: asyncio.Task[Body], payload: Body, words: Wording) -> None:
        """Say what has become of a form for which Slack would not wait: what is being saved goes on."""
        said = await saving
        view = said.get("view") or told_form(" ".join(said["errors"].values()), words)
        id_ = read.text(read.part(payload, "view").get("id"))
        await self._desk.call(self._client.views_update, view_id=id_, view=view)

    async def _submitted(self, payload: Body, words: Wording) -> Body:
        view, user = read.part(payload, "view"), _user(payload)
        card = card_of(view.get("private_metadata"))
        if card is None:
            return _instead(words("editors stale"), words)
        refused = await self._refused(user, words)
        if refused:
            return _instead(refused, words)
        name, values = read.text(view.get("callback_id")), filled(view)
        found = editing.problems(values, words) if name == forms.ANSWER else {}
        if found:
            return _errors(found)
        try:
            act = await self._act(name, card, values, await self._editor(user, payload), words)
        except BadAnswer as error:
            name = _FIELDS.get(error.field, error.field)
            return _errors({name if name in values else "claim": card_text.refused(error, words)})
        except FactCheckError as error:
            return _instead(card_text.refused(error, words), words)
        self.cards.soon(card.group)
        return _instead(card_text.told(act.told, words), words)

    async def _act(self, name: str, card: Card, values: Mapping[str, str], by: Editor, words: Wording) -> Act:
        if name == forms.ANSWER:
            claim = editing.as_claim(values, words)
            return await think(self._inbox.answer, card.group, card.version, claim, by=by)
        if name == forms.LINK:
            return await think(self._inbox.link, card.group, card.version, values.get("claim", ""), by=by)
        reason, tell = values.get("reason", ""), values.get("tell") == "yes"
        return await think(self._inbox.dismiss, card.group, card.version, reason, tell=tell, by=by)

    # Buttons

    def _on(self, do: Callable[["_Press"], Awaitable[str | None]]) -> Callable[..., Awaitable[None]]:
        async def handler(body: Body, action: Body, ack: AsyncAck) -> None:
            await ack()
            words = await self._desk.wording(read.who(body))
            card = card_of(action.get("value")) or card_of(action.get("block_id"))
            told: str | None = words("editors stale")
            if card:
                told = await self._refused(_user(body), words)
                told = told or await _explained(do(_Press(body, action, card, words)), words)
            if told:
                url = read.text(body.get("response_url"))
                await self._desk.respond(url, **ASIDE, **said(told).message())

        return handler

    async def _open_answer(self, press: "_Press") -> str | None:
        values = {"publisher": self._publisher}

        async def form(card: Card, group: Group) -> Body:
            return forms.answer_form(card, group.text, values, press.words)

        return await self._open(press, form)

    async def _open_link(self, press: "_Press") -> str | None:
        async def form(card: Card, group: Group) -> Body:
            near = await think(self._desk.conversation.engine.store.claims, group.near[:1])
            return forms.link_form(card, group.text, near, press.words)

        return await self._open(press, form)

    async def _open_dismiss(self, press: "_Press") -> str | None:
        async def form(card: Card, group: Group) -> Body:
            return forms.dismiss_form(card, group.text, press.words)

        return await self._open(press, form)

    async def _open(self, press: "_Press", form: Callable[[Card, Group], Awaitable[Body]]) -> str | None:
        """Open a form, once where the button is pressed twice."""
        pressed = (press.user, press.card, read.text(press.action.get("action_id")))
        if pressed in self._opening:
            return None
        self._opening.add(pressed)
        shown = False
        try:
            told = await self._opened(press, form)
            shown = told is None
            return told
        finally:
            pause = _SHOWN_SECONDS if shown else 0
            asyncio.get_running_loop().call_later(pause, self._opening.discard, pressed)

    async def _opened(self, press: "_Press", form: Callable[[Card, Group], Awaitable[Body]]) -> str | None:
        """Open a form about a question that is still open; else say what has become of it."""
        group = await think(self._inbox.group, press.card.group)
        if group is None:
            return press.words("editors stale")
        if group.state != "open":
            self.cards.soon(group.id)
            return card_text.headline(group, press.words)
        view = await form(Card(group.id, group.version), group)
        trigger = read.text(press.body.get("trigger_id"))
        opened = await self._desk.call(self._client.views_open, trigger_id=trigger, view=view)
        return press.words("editors again") if opened is None else None

    async def _take(self, press: "_Press") -> str | None:
        return await self._give(press, press.user)

    async def _assign(self, press: "_Press") -> str | None:
        return await self._give(press, read.text(press.action.get("selected_user")) or press.user)

    async def _give(self, press: "_Press", user: str) -> str | None:
        name, by = await self._name(user), await self._editor(press.user, press.body)
        await think(self._inbox.assign, press.card.group, name, by=by)
        self.cards.soon(press.card.group)
        return None

    async def _undo(self, press: "_Press") -> str | None:
        by = await self._editor(press.user, press.body)
        await think(self._inbox.undo, press.card.group, press.card.version, by=by)
        self.cards.soon(press.card.group)
        return None

    # Who

    async def _refused(self, user: str, words: Wording) -> str | None:
        """What somebody who may not act is told; None for a member of the channel."""
        member = await self._members.has(user)
        if member is None:
            return words("editors member unknown")
        return None if member else words("editors not member")

    async def _editor(self, user: str, body: Body) -> Editor:
        person = self._desk.conversation.person(read.who(body))
        return Editor(read.PLATFORM, await self._name(user), person)

    async def _name(self, user: str) -> str:
        """The name by which other editors know somebody."""
        if user not in self._names:
            person = await self._desk.person(self._client, user)
            name = read.text(read.part(person, "profile").get("display_name"))
            self._names[user] = name or read.text(person.get("real_name")) or user
        return self._names[user]


@dataclass(frozen=True, slots=True)
class _Press:
    """A button of a card, by whom it was pressed."""

    body: Body
    action: Body
    card: Card
    words: Wording

    @property
    def user(self) -> str:
        return _user(self.body)


async def _explained(do: Awaitable[str | None], words: Wording) -> str | None:
    """What is left to say; where an act comes too late, who was first."""
    try:
        return await do
    except FactCheckError as error:
        return card_text.refused(error, words)


def _user(payload: Mapping[str, Any]) -> str:
    return read.text(read.part(payload, "user").get("id"))


def _instead(sentence: str, words: Wording) -> Body:
    """A sentence in the form's place."""
    return {"response_action": "update", "view": told_form(sentence, words)}


def _errors(found: Mapping[str, str]) -> Body:
    return {"response_action": "errors", "errors": dict(found)}
