"""Messages and forms with their buttons: what each button is called and what it carries."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from bot.conversation import Reply
from bot.model import Claim
from bot.wording import Wording

from .blocks import (
    Block,
    Shown,
    actions,
    button,
    confirm,
    context,
    escape,
    facts,
    is_beginning,
    offers_shown,
    said,
    value,
)

# Action ids; `routing` says where each goes.
RIGHT, WRONG, CHOOSE, NONE = "right", "wrong", "choose", "none"
EDITORS, SHARE, REPLY, DELETE = "editors", "share", "reply", "delete"
EXAMPLE, SHOW, MY_DATA, FORGET = "example", "show", "my_data", "forget"
LANGUAGE, SHARERS = "language", "who_may_share"
HEAR, STOP = "hear", "stop_hearing"
MODAL = "answer"
_METADATA = 3000


@dataclass(frozen=True, slots=True)
class Origin:
    """The message that a form is about: where it is, and the response_url that came with it."""

    channel: str = ""
    ts: str = ""
    thread: str = ""
    url: str = ""

    def packed(self) -> str:
        return json.dumps(asdict(self))[:_METADATA]


def origin(metadata: object) -> Origin:
    """What a form remembers; nothing if it is none of ours."""
    try:
        found = json.loads(metadata) if isinstance(metadata, str) and metadata else {}
    except ValueError:
        found = {}
    names = [each.name for each in fields(Origin)]
    return (
        Origin(**{name: str(found.get(name, "")) for name in names}) if isinstance(found, dict) else Origin()
    )


def with_buttons(
    shown: Shown, reply: Reply, words: Wording, question: str, sharing: Sequence[str] = ()
) -> Shown:
    """An answer with what can be done about it. `question` goes with the buttons that may pass it on or
    say what was right, as it is kept nowhere; `sharing` says which of SHARE and REPLY are to be had."""
    answer, carried = reply.answer, value(reply.id, text=question)
    if answer.only_note:
        return shown
    if answer.outcome == "none":
        return shown.under(actions(editors_button(reply.id, question, words)))
    if answer.outcome == "related":
        first = answer.findings[0]
        count = 1 + len(first.others)
        numbers = [
            button(str(place + 1), f"{CHOOSE}_{place}", value(reply.id, str(place), text=question))
            for place in range(count)
        ]
        return shown.under(actions(*numbers, button(words("none of these"), NONE, carried)))
    names = {SHARE: words("slack share"), REPLY: words("slack reply")}
    return shown.under(
        actions(
            *(button(names[each], each, value(reply.id)) for each in sharing),
            button(words("that's it"), RIGHT, carried),
            button(words("not meant"), WRONG, carried),
        )
    )


def choices(claims: Sequence[Claim], shown_id: str, words: Wording, question: str) -> Shown:
    """ "Which of these did you mean?", each with its button, and "None of these"."""
    buttons = [
        button(words("slack this one"), f"{CHOOSE}_{place}", value(shown_id, str(place), text=question))
        for place in range(len(claims))
    ]
    offered = offers_shown(words("which one"), claims, words, buttons)
    return offered.under(actions(button(words("none of these"), NONE, value(shown_id, text=question))))


def editors_offer(sentence: str, shown_id: str, words: Wording, question: str) -> Shown:
    return said(sentence).under(actions(editors_button(shown_id, question, words)))


def editors_button(shown_id: str, question: str, words: Wording) -> Block:
    """Nothing is passed on before the person has said yes."""
    carried = value(shown_id, text=question)
    seen = words("consent ask cut" if is_beginning(facts(carried)[-1]) else "consent ask")
    ask = confirm(words("ask the editors"), seen, words("pass it on"), words("not now"))
    return button(words("ask the editors"), EDITORS, carried, confirm=ask)


def latest(claims: Sequence[Claim], words: Wording) -> Shown:
    buttons = [
        button(words("slack show"), f"{SHOW}_{place}", value(claim.id)) for place, claim in enumerate(claims)
    ]
    return offers_shown(words("latest"), claims, words, buttons)


def help_shown(words: Wording) -> Shown:
    sentences = ("about", "slack help", "slack help shortcut", "slack help commands")
    return said(*(words(each) for each in sentences)).under(actions(example_button(words)))


def example_button(words: Wording) -> Block:
    return button(words("slack try"), EXAMPLE, value())


def shared(shown: Shown, user: str, words: Wording, shown_id: str, thread: str) -> Shown:
    """An answer as it is shared: by whom, and a button with which that person can delete it. The button
    carries which answer it was, so that it can be shared once more."""
    name = f"<@{user}>" if user.isalnum() else "?"
    by = escape(words("slack shared by", who="{who}")).replace("{who}", name)
    return shown.under(
        context(by),
        actions(button(words("slack delete"), DELETE, value(user, shown_id, thread), style="danger")),
    )


def modal(shown: Shown, words: Wording, about: Origin | None = None, **more: Any) -> dict[str, Any]:
    """A form that shows something."""
    return {
        "type": "modal",
        "callback_id": MODAL,
        "title": {"type": "plain_text", "text": words("slack title")[:24]},
        "close": {"type": "plain_text", "text": words("slack close")[:24]},
        "private_metadata": (about or Origin()).packed(),
        "blocks": shown.blocks(),
        **more,
    }


def noted(view: Mapping[str, Any], sentence: str, words: Wording, *under: Block) -> dict[str, Any]:
    """A form as it is, with a note under it, and what can be done about that."""
    blocks = view.get("blocks")
    kept = [block for block in blocks if isinstance(block, dict)] if isinstance(blocks, list) else []
    kept = [block for block in kept if not str(block.get("block_id")).startswith("note")]
    note = {**context(escape(sentence)), "block_id": "note"}
    more = [{**block, "block_id": f"note {place}"} for place, block in enumerate(under)]
    return modal(
        Shown("", (*kept[: 99 - len(more)], note, *more)), words, origin(view.get("private_metadata"))
    )
