"""A group of questions as a card in the editors' channel on Slack, where it is posted and changed."""

from collections.abc import Sequence

from slack_sdk.web.async_client import AsyncWebClient

from bot.inbox import Group
from bot.model import Claim
from bot.wording import Wording

from ..editors import card_text
from ..editors.digest import Part
from ..service import think
from .blocks import (
    Block,
    Shown,
    actions,
    button,
    confirm,
    context,
    escape,
    plain_text,
    section,
    short,
    shortened,
)
from .desk import NO_PREVIEW, Desk
from .forms import Card

# Action ids; each is handled in `editors`.
ANSWER, LINK, DISMISS, TAKE = "editors_answer", "editors_link", "editors_dismiss", "editors_take"
ASSIGN, UNDO = "editors_assign", "editors_undo"
_QUESTION, _LINE = 2800, 300
# A message of which Slack says this will never change again.
_UNCHANGEABLE = ("message_not_found", "cant_update_message", "edit_window_closed")
# Slack takes about one message a second in a channel; a card that everybody asks about changes less often.
_REST_SECONDS = 60.0


def card_shown(group: Group, near: Sequence[Claim], claim: Claim | None, words: Wording) -> Shown:
    """The card: what was asked, as text in which nothing is live, and what can be done about it."""
    title = card_text.headline(group, words)
    blocks: list[Block] = [section(f"*{short(title, _LINE)}*")]
    if group.text:
        blocks.append({"type": "section", "text": plain_text(group.text, _QUESTION)})
    if group.others:
        lines = [words("editors others"), *(shortened(other, _LINE) for other in group.others)]
        blocks.append({"type": "context", "elements": [plain_text(line, _LINE) for line in lines]})
    blocks.append(context(*(short(line, _LINE) for line in card_text.facts(group, words))))
    if group.state == "open" and near:
        lines = [escape(words("editors near"))]
        blocks.append(context(*lines, *(short(line, _LINE) for line in card_text.listed(near, words))))
    if group.state != "open":
        blocks += _outcome(group, claim, words)
    if group.state != "forgotten":
        blocks.append(_buttons(group, words))
    return Shown(short(f"{title}: {group.text}", _LINE), tuple(blocks))


def digest_shown(parts: Sequence[Part]) -> Shown:
    """A digest: what people asked in it is text."""
    blocks: list[Block] = []
    for part in parts:
        blocks.append(section(f"*{short(part.heading, _LINE)}*"))
        lines = "\n".join(shortened(line, _LINE) for line in part.lines)
        blocks.append({"type": "section", "text": plain_text(lines, _QUESTION)})
    return Shown(short(f"{parts[0].heading}: {parts[0].lines[0]}", _LINE), tuple(blocks))


class SlackBoard:
    """The editors' channel."""

    every = _REST_SECONDS

    def __init__(self, desk: Desk, client: AsyncWebClient, channel: str, words: Wording) -> None:
        self._desk = desk
        self._client = client
        self._channel = channel
        self._words = words

    async def show(self, group: Group, message: str) -> str | None:
        """Change a card, or post it where there is none, or none any more that can be changed and
        there is a question to show."""
        shown = (await think(self._shown, group)).message()
        if message:
            changed, why = await self._desk.ask(
                self._client.chat_update, channel=self._channel, ts=message, **shown
            )
            if changed is not None:
                return message
            if why not in _UNCHANGEABLE:
                return None
            if not group.text:
                return message
        posted = await self._desk.call(
            self._client.chat_postMessage, channel=self._channel, **shown, **NO_PREVIEW
        )
        return str(posted.get("ts")) if posted else None

    async def tell(self, parts: Sequence[Part]) -> bool:
        """Post a digest."""
        return await self._desk.post(self._client, self._channel, digest_shown(parts))

    def _shown(self, group: Group) -> Shown:
        store = self._desk.conversation.engine.store
        near = store.claims(group.near[: card_text.MOST_NEAR])
        claim = store.get(group.claim) if group.claim else None
        return card_shown(group, near, claim, self._words)


def _outcome(group: Group, claim: Claim | None, words: Wording) -> list[Block]:
    """The claim that answers it, or the reason why nothing does."""
    if claim:
        return [section(short(f"{words.verdict(claim.verdict)}: {claim.text}", _QUESTION))]
    reason = card_text.reason(group)
    return [context(short(words("editors reason", reason=reason), _LINE))] if reason else []


def _buttons(group: Group, words: Wording) -> Block:
    carried = Card(group.id, group.version).packed()
    if group.state != "open":
        ask = confirm(
            words("editors undo"), words("editors undo ask"), words("editors undo yes"), words("not now")
        )
        return {**actions(button(words("editors undo"), UNDO, carried, confirm=ask)), "block_id": carried}
    people: Block = {
        "type": "users_select",
        "action_id": ASSIGN,
        "placeholder": plain_text(words("editors assign"), 150),
    }
    buttons = {name: button(words(name.replace("_", " ")), name, carried) for name in (LINK, DISMISS, TAKE)}
    answer = button(words("editors answer"), ANSWER, carried, style="primary")
    # A menu of people carries nothing but the id of its block.
    return {**actions(answer, *buttons.values(), people), "block_id": carried}
