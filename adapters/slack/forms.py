"""The forms that editors fill in on Slack: what is in each, and what has been filled in."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bot.model import VERDICTS, Claim
from bot.wording import Wording

from ..editors.editing import ANSWER_FIELDS, LONG, NEEDED
from . import read
from .blocks import Block, menu, plain_text

# Callback ids of forms, and the one menu of theirs that asks for what it offers.
ANSWER, LINK, DISMISS = "editors_answer", "editors_link", "editors_dismiss"
FORMS = (ANSWER, LINK, DISMISS)
CLAIM_MENU = "editors_claim"
MOST_SUGGESTED = 20
_INPUT = "input"
_OPTION, _OPTION_VALUE = 75, 150
_SHOWN = 1000


@dataclass(frozen=True, slots=True)
class Card:
    """Which card a form belongs to: the group of questions, as it was when the form was opened."""

    group: int
    version: int

    def packed(self) -> str:
        return json.dumps(asdict(self))


def card_of(packed: object) -> Card | None:
    """What a form or a button carries; None if it is none of ours."""
    try:
        found = json.loads(packed) if isinstance(packed, str) else {}
        return Card(int(found["group"]), int(found["version"]))
    except (ValueError, TypeError, KeyError):
        return None


def answer_form(card: Card, question: str, values: Mapping[str, str], words: Wording) -> dict[str, Any]:
    """Everything that makes a claim; `values` are filled in already."""
    fields = [
        _verdicts(values, words) if name == "verdict" else _written(name, most, values, words)
        for name, most in ANSWER_FIELDS.items()
    ]
    return _form(ANSWER, card, words("editors answer"), [*_question(question), *fields], words)


def link_form(card: Card, question: str, near: Sequence[Claim], words: Wording) -> dict[str, Any]:
    """A menu that searches the claims as one types; it begins with the first of those that were near."""
    search: Block = {
        "type": "external_select",
        "action_id": CLAIM_MENU,
        "min_query_length": 0,
        "placeholder": plain_text(words("editors search"), 150),
    }
    options = claim_options(near, words)
    if options:
        search["initial_option"] = options[0]
    field = _labelled("claim", words("editors field link"), search)
    return _form(LINK, card, words("editors link"), [*_question(question), field], words)


def dismiss_form(card: Card, question: str, words: Wording) -> dict[str, Any]:
    """The reason, which only editors see, and whether those who asked are told."""
    reason = {"type": "plain_text_input", "action_id": _INPUT, "max_length": 300}
    tell = menu(_INPUT, {name: words(f"editors tell {name}") for name in ("yes", "no")}, "no")
    fields = [
        _labelled("reason", words("editors field reason"), reason),
        _labelled("tell", words("editors field tell"), tell),
    ]
    return _form(DISMISS, card, words("editors dismiss"), [*_question(question), *fields], words)


def told_form(sentence: str, words: Wording) -> dict[str, Any]:
    """What is left to say, in the form's place."""
    return {
        "type": "modal",
        "callback_id": "editors_told",
        "title": plain_text(words("slack title"), 24),
        "close": plain_text(words("slack close"), 24),
        "blocks": [{"type": "section", "text": plain_text(sentence, _SHOWN)}],
    }


def claim_options(claims: Sequence[Claim], words: Wording) -> list[Block]:
    """Claims as the options of a menu, each with its verdict and publisher."""
    found = []
    for claim in claims:
        if len(claim.id) <= _OPTION_VALUE:
            publisher = claim.reviews[0].publisher if claim.reviews else ""
            about = " - ".join(part for part in (words.verdict(claim.verdict), publisher) if part)
            option = {"text": plain_text(claim.text, _OPTION), "value": claim.id}
            found.append({**option, "description": plain_text(about, _OPTION)})
    return found[:MOST_SUGGESTED]


def filled(view: Mapping[str, Any]) -> dict[str, str]:
    """What has been filled in, by the names of the fields; "" for what has not."""
    values = read.part(view, "state", "values")
    found = {}
    for name in values:
        (state, *_) = [each for each in read.part(values, name).values() if isinstance(each, dict)] or [{}]
        option = read.part(state, "selected_option")
        found[name] = (read.text(state.get("value")) or read.text(option.get("value"))).strip()
    return found


def _form(
    callback_id: str, card: Card, title: str, blocks: Sequence[Block], words: Wording
) -> dict[str, Any]:
    return {
        "type": "modal",
        "callback_id": callback_id,
        "title": plain_text(title, 24),
        "submit": plain_text(words(f"{callback_id.replace('_', ' ')} submit"), 24),
        "close": plain_text(words("editors cancel"), 24),
        "private_metadata": card.packed(),
        "blocks": list(blocks),
    }


def _question(question: str) -> list[Block]:
    return [{"type": "section", "text": plain_text(question, _SHOWN)}, {"type": "divider"}]


def _written(name: str, most: int, values: Mapping[str, str], words: Wording) -> Block:
    element: Block = {
        "type": "plain_text_input",
        "action_id": _INPUT,
        "max_length": most,
        "multiline": name in LONG,
    }
    if values.get(name):
        element["initial_value"] = values[name][:most]
    return _labelled(name, words(f"editors field {name}"), element)


def _verdicts(values: Mapping[str, str], words: Wording) -> Block:
    element = menu(_INPUT, {each: words.verdict(each) for each in VERDICTS}, values.get("verdict", ""))
    return _labelled("verdict", words("editors field verdict"), element)


def _labelled(name: str, label: str, element: Block) -> Block:
    optional = name in ANSWER_FIELDS and name not in NEEDED
    return {
        "type": "input",
        "block_id": name,
        "label": plain_text(label, 200),
        "element": element,
        "optional": optional,
    }
