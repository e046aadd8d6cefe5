"""An answer as Block Kit, fitted to one message by dropping whole parts, the least important first.

Limits: https://docs.slack.dev/reference/block-kit/blocks. Text is mrkdwn in which only & < > are escaped.
"""

import datetime
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from bot.model import Answer, Claim, Finding
from bot.wording import Wording

from ..plain import CUT, cut_off, is_link

Block = dict[str, Any]

MOST_BLOCKS = 45  # of 50: room for buttons and a note
MOST_LETTERS = 10_000
SECTION = 3000
HEADER = 150
BUTTON = 75
VALUE = 2000
FALLBACK = 1000
_STATEMENT = 120
_CLAIM = 1500
_OFFER = 300
_GREEN, _RED, _YELLOW, _GREY = "#2eb67d", "#e01e5a", "#ecb22e", "#868686"
_COLOURS = {
    "true": _GREEN,
    "mostly-true": _GREEN,
    "mixed": _YELLOW,
    "mostly-false": _RED,
    "false": _RED,
    "misleading": _YELLOW,
    "satire": _YELLOW,
    "scam": _RED,
    "unproven": _YELLOW,
    "outdated": _YELLOW,
    "other": _GREY,
}
# Slack makes no link of an address in a text that is to be shown as it is.
_EXPLORER = "toolbox.google.com/factcheck"
# Nothing that turns text around or hides it.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
# What would style the text between two of them; with something invisible around them it does not.
_STYLING = "*_~`"
_INVISIBLE = "\u200b"
_LONGEST = {"&": 5, "<": 4, ">": 4, **dict.fromkeys(_STYLING, 3)}


@dataclass(frozen=True, slots=True)
class Shown:
    """A message: the first blocks, those behind a colour bar, and the text for notifications and for
    readers that show no blocks."""

    text: str
    head: tuple[Block, ...]
    body: tuple[Block, ...] = ()
    colour: str = _GREY

    def message(self) -> dict[str, Any]:
        """As the arguments of a message; both lists are always given, so that one replaces another."""
        bar = [{"color": self.colour, "fallback": self.text, "blocks": list(self.body)}] if self.body else []
        return {"text": self.text, "blocks": list(self.head), "attachments": bar}

    def blocks(self) -> list[Block]:
        """As the blocks of a view, which has no colour bar."""
        return [*self.head, *self.body]

    def under(self, *blocks: Block) -> "Shown":
        """The same with something under it."""
        if self.body:
            return replace(self, body=(*self.body, *blocks))
        return replace(self, head=(*self.head, *blocks))

    def above(self, *blocks: Block) -> "Shown":
        return replace(self, head=(*blocks, *self.head))


@dataclass(frozen=True, slots=True)
class _Part:
    """Blocks that belong together; those with the highest `rank` are dropped first, rank 0 last of all."""

    blocks: tuple[Block, ...]
    rank: int
    head: bool = False


def answer_shown(answer: Answer, words: Wording, *, today: datetime.date) -> Shown:
    """The whole answer, without buttons."""
    if answer.only_note:
        return said(words.note(answer))
    parts: list[_Part] = []
    for place, finding in enumerate(answer.findings):
        first, *rest = _finding(finding, words, today)
        if answer.names_statements:
            statement = section(words("quote", text=short(finding.statement)))
            first = _Part((statement, *first.blocks), first.rank, first.head)
        parts += [_Part(p.blocks, p.rank + 10 * place, p.head and not place) for p in (first, *rest)]
    if answer.note:
        parts.append(_Part((context(escape(words.note(answer))),), 1))
    kept = _fitted(parts)
    head = tuple(block for part in kept if part.head for block in part.blocks)
    body = tuple(block for part in kept if not part.head for block in part.blocks)
    return Shown(_fallback(answer, words), head, body, _colour(answer.findings[0]))


def offers_shown(heading: str, claims: Sequence[Claim], words: Wording, buttons: Sequence[Block]) -> Shown:
    """A heading and claims, in its language where they are told in it, each with its button."""
    rows = [
        section(_offer(claim.told_in(words.language), words), accessory=button)
        for claim, button in zip(claims, buttons, strict=False)
    ]
    return Shown(escape(heading), (section(f"*{escape(heading)}*"), *rows))


def said(*sentences: str) -> Shown:
    """Plain sentences, as many as fit."""
    kept = [sentence for sentence in sentences if sentence][: MOST_BLOCKS - 1]
    blocks = [section(short(sentence, SECTION // 2)) for sentence in kept]
    return Shown(short(" ".join(kept), FALLBACK), tuple(blocks))


def section(mrkdwn: str, *, accessory: Block | None = None) -> Block:
    block: Block = {"type": "section", "text": {"type": "mrkdwn", "text": mrkdwn, "verbatim": True}}
    return {**block, "accessory": accessory} if accessory else block


def header(plain: str) -> Block:
    return {"type": "header", "text": plain_text(plain, HEADER)}


def context(*mrkdwn: str) -> Block:
    """At most ten lines of small text."""
    return {
        "type": "context",
        "elements": [{"type": "mrkdwn", "text": each, "verbatim": True} for each in mrkdwn[:10]],
    }


def actions(*buttons: Block) -> Block:
    return {"type": "actions", "elements": list(buttons)}


def button(label: str, action: str, value: str, *, confirm: Block | None = None, style: str = "") -> Block:
    """A button; its value is at most 2,000 characters."""
    found: Block = {"type": "button", "text": plain_text(label, BUTTON), "action_id": action, "value": value}
    if confirm:
        found["confirm"] = confirm
    return {**found, "style": style} if style else found


def menu(action: str, options: Mapping[str, str], chosen: str) -> Block:
    """A menu of labels by what each stands for, one of them chosen already, if it is there."""
    listed = {name: {"text": plain_text(label, BUTTON), "value": name} for name, label in options.items()}
    found: Block = {"type": "static_select", "action_id": action, "options": list(listed.values())}
    return {**found, "initial_option": listed[chosen]} if chosen in listed else found


def confirm(title: str, question: str, yes: str, no: str) -> Block:
    """What a person is asked before a button does what it says."""
    return {
        "title": plain_text(title, 100),
        "text": plain_text(question, 300),
        "confirm": plain_text(yes, 30),
        "deny": plain_text(no, 30),
    }


def value(*facts: str, text: str = "") -> str:
    """What a button carries: some facts, and as many whole words of a text as there is room for."""
    while True:
        packed = json.dumps([*facts, text], ensure_ascii=False, separators=(",", ":"))
        if len(packed) <= VALUE or not text:
            return packed
        text = shortened(text, len(text) - max(8, len(packed) - VALUE))


def is_beginning(text: str) -> bool:
    """Whether a text that a button carries is no more than the beginning of what was asked."""
    return text.endswith(CUT) and len(text) > VALUE // 8


def facts(packed: object) -> list[str]:
    """What a button carried; [] if it is none of ours."""
    try:
        found = json.loads(packed) if isinstance(packed, str) else []
    except ValueError:
        return []
    return found if isinstance(found, list) and all(isinstance(each, str) for each in found) else []


def plain_text(text: str, most: int) -> Block:
    """Text in which Slack reads nothing: no styles, links, mentions or pictures."""
    return {
        "type": "plain_text",
        "text": shortened(_CONTROLS.sub("", text).strip(), most) or "…",
        "emoji": False,
    }


def escape(text: str) -> str:
    """Text in which nothing is markup."""
    plain = _CONTROLS.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    for mark in _STYLING:
        if plain.count(mark) > 1:
            plain = plain.replace(mark, f"{_INVISIBLE}{mark}{_INVISIBLE}")
    return plain


def short(text: str, most: int = _STATEMENT) -> str:
    """As many whole words of a text as fit when escaped, escaped."""
    kept = shortened(text, most)
    while len(escaped := escape(kept)) > most:
        kept = shortened(kept, max(len(kept) * most // len(escaped) - 2, 3))
    return escaped


def shortened(text: str, most: int = _STATEMENT) -> str:
    """The text, or as many of its whole words as fit."""
    return text if len(text) <= most else cut_off(text[: max(most - 2, 1)])


def _finding(finding: Finding, words: Wording, today: datetime.date) -> Iterator[_Part]:
    claim, others = finding.claim, [other.claim for other in finding.others]
    yield _Part((header(words.headline(finding)),), 0, head=True)
    if claim is None:
        yield _Part((section(escape(words("none means"))),), 0, head=True)
        tips = "\n".join(f"• {escape(tip)}" for tip in words.tips())
        tips = tips.replace(_EXPLORER, f"<https://{_EXPLORER}|{_EXPLORER}>")
        yield _Part((section(f"{escape(words('check yourself'))}\n{tips}"),), 3)
    elif finding.outcome == "related":
        for differs in words.differences(finding):
            yield _Part((section(_sections(differs)[0]),), 0, head=True)
        yield from _offers([claim, *others], finding, words)
    else:
        yield from _claim(claim, words, today)


def _claim(claim: Claim, words: Wording, today: datetime.date) -> Iterator[_Part]:
    lines = [f"*{short(claim.text, _CLAIM)}*", short(words.claimed(claim), _CLAIM // 2)]
    yield _Part((section("\n".join(line for line in lines if line)),), 0, head=True)
    for place, (quoted, who) in enumerate(words.quotes(claim)):
        blocks = [section(_as_quote(each)) for each in _sections(quoted, 2000)]
        if by := short(who, 1000).strip():
            blocks.append(context(by))
        yield _Part(tuple(blocks), 2 if place == 0 else 4)
    if claim.context:
        yield _Part(tuple(section(each) for each in _sections(claim.context)), 2)
    reviews = [section(line) for line in _reviews(claim, words)]
    yield from (_Part((each,), 1 if place == 0 else 3) for place, each in enumerate(reviews))
    for warning in (words.disputed(claim), words.age(claim, today)):
        if warning:
            yield _Part((context(escape(warning)),), 0)


def _reviews(claim: Claim, words: Wording) -> Iterator[str]:
    for review in claim.reviews:
        line = short(words.checked(review), 1000)
        link = _CONTROLS.sub("", review.url).replace("&", "&amp;")
        yield f"<{link}|{line}>" if is_link(review.url) and len(link) < SECTION // 2 else line


def _offers(claims: Sequence[Claim], finding: Finding, words: Wording) -> Iterator[_Part]:
    yield _Part((section(escape(words.offering(finding))),), 5)
    for number, claim in enumerate(claims, 1):
        yield _Part((section(f"{number}. {_offer(claim, words)}"),), 5)


def _offer(claim: Claim, words: Wording) -> str:
    checked = f" ({words.published(claim.reviews[0])})" if claim.reviews else ""
    return short(claim.text, _OFFER) + short(checked, _OFFER)


def _as_quote(mrkdwn: str) -> str:
    return "\n".join(f"> {line}" for line in mrkdwn.splitlines())


def _sections(text: str, most: int = SECTION) -> list[str]:
    """A text escaped, in pieces that a section holds; no word and no escape is cut in two. Of one that is
    too long for any message there is just enough to see that."""
    if len(text) <= most and len(whole := escape(text.strip())) <= most:
        return [whole or "…"]
    pieces, piece, length = [], "", 0
    for word in re.findall(r"\S{1,400}\s{0,100}", text[: 2 * MOST_LETTERS]):
        longest = sum(_LONGEST.get(letter, 1) for letter in word)
        if piece and length + longest > most:
            pieces.append(escape(piece.strip()))
            piece, length = "", 0
        piece, length = piece + word, length + longest
    return [*pieces, escape(piece.strip()) or "…"]


def _fitted(parts: Sequence[_Part]) -> list[_Part]:
    kept = list(parts)
    while len(kept) > 1 and not _fits(kept):
        kept.remove(max(reversed(kept), key=lambda part: part.rank))
    return kept


def _fits(parts: Sequence[_Part]) -> bool:
    blocks = [block for part in parts for block in part.blocks]
    letters = sum(len(json.dumps(block, ensure_ascii=False)) for block in blocks)
    return len(blocks) <= MOST_BLOCKS and letters <= MOST_LETTERS


def _fallback(answer: Answer, words: Wording) -> str:
    """The answer in a line or two. Only a match has a verdict in it."""
    first = answer.findings[0]
    if first.claim is None:
        return escape(f"{words.headline(first)}. {words('none means')}")
    if first.outcome == "related":
        lines = [words.headline(first), *words.differences(first)]
        return short("\n".join(lines), FALLBACK)
    by = map(words.checked, first.claim.reviews[:1])
    return short("\n".join([words.headline(first), first.claim.text, *by]), FALLBACK)


def _colour(finding: Finding) -> str:
    return _COLOURS[finding.claim.verdict] if finding.claim and finding.outcome == "match" else _GREY
