"""An answer as Telegram HTML, fitted to one message by dropping whole parts, the least important first.

A message holds 4096 UTF-16 units after its tags are parsed, and 100 entities
(https://core.telegram.org/bots/api#sendmessage, https://core.telegram.org/bots/api#formatting-options).
"""

import datetime
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.model import Answer, Claim, Finding
from bot.wording import Wording

from .. import plain

MOST_UNITS = 4096
MOST_ENTITIES = 100
_LONG_QUOTE = 300
_STATEMENT = 120
_CLAIM = 1500
_OFFER = 300
_TAG = re.compile(r"<(/?)\w[^>]*>")
# Nothing that turns text around or hides it.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class _Part:
    """A paragraph; those with the highest `rank` are dropped first, those with rank 0 last of all."""

    html: str
    rank: int


def answer_html(answer: Answer, words: Wording, *, today: datetime.date, above: str = "") -> str:
    """The whole answer, with a sentence above it."""
    if answer.only_note:
        return escape(words.note(answer))
    parts = [_Part(escape(above), 0)] if above else []
    for place, finding in enumerate(answer.findings):
        if answer.names_statements:
            statement = escape(words("quote", text=shortened(finding.statement)))
            parts.append(_Part(f"<i>{statement}</i>", _rank(0, place)))
        parts += [_Part(part.html, _rank(part.rank, place)) for part in _finding(finding, words, today)]
    if answer.note:
        parts.append(_Part(f"<i>{escape(words.note(answer))}</i>", 0))
    return _fitted(parts)


def claims_html(heading: str, claims: Sequence[Claim], words: Wording) -> str:
    """A heading and a numbered list of claims, as many as fit, in the language of the heading where they are
    told in it."""
    parts = [_Part(f"<b>{escape(heading)}</b>", 0)]
    told = [claim.told_in(words.language) for claim in claims]
    parts += [_Part(_offer(number, claim, words), number) for number, claim in enumerate(told, 1)]
    return _fitted(parts)


def sources_html(claims: Sequence[Claim], words: Wording) -> str:
    """Who checked these claims, with the links."""
    return _fitted([_Part(line, 1) for claim in claims for line in _reviews(claim, words)])


def lines_html(heading: str, lines: Sequence[str]) -> str:
    """A heading and plain lines, as many as fit."""
    return _fitted([_Part(f"<b>{escape(heading)}</b>", 0), *(_Part(escape(line), 1) for line in lines)])


def escape(text: str) -> str:
    """Text in which nothing is markup."""
    return html.escape(_CONTROLS.sub("", text), quote=False)


def shortened(text: str, most: int = _STATEMENT) -> str:
    """The text, or as many of its whole words as fit into so many UTF-16 units."""
    counted = text.encode("utf-16-le", "surrogatepass")
    if len(counted) <= 2 * most:
        return text
    return plain.cut_off(counted[: 2 * most].decode("utf-16-le", "ignore"))


def is_link(url: str) -> bool:
    """Whether an address is one that people may be sent to, here also with a "|", which ends it on Slack."""
    return plain.is_link(url.replace("|", "%7C"))


def units(markup: str) -> int:
    """The length that Telegram counts: UTF-16 units of the text without its tags."""
    return len(html.unescape(_TAG.sub("", markup)).encode("utf-16-le")) // 2


def _rank(rank: int, place: int) -> int:
    """What a part of the finding at this place is worth: verdict and claim of a later one come right after
    those of the first, its details after all of the first's."""
    return rank + 10 * place if rank else min(place, 1)


def _finding(finding: Finding, words: Wording, today: datetime.date) -> Iterator[_Part]:
    claim, others = finding.claim, [other.claim for other in finding.others]
    yield _Part(f"<b>{escape(words.headline(finding))}</b>", 0)
    if claim is None:
        yield _Part(escape(words("none means")), 0)
        tips = "\n".join(f"• {escape(tip)}" for tip in words.tips())
        yield _Part(f"{escape(words('check yourself'))}\n{tips}", 3)
    elif finding.outcome == "related":
        for differs in words.differences(finding):
            yield _Part(escape(differs), 0)
        yield from _offers([claim, *others], finding, words)
    else:
        yield from _claim(claim, words, today)


def _claim(claim: Claim, words: Wording, today: datetime.date) -> Iterator[_Part]:
    by = words.claimed(claim)
    yield _Part(
        f"<b>{escape(shortened(claim.text, _CLAIM))}</b>" + (f"\n<i>{escape(by)}</i>" if by else ""), 0
    )
    for place, (quoted, who) in enumerate(words.quotes(claim)):
        text = escape(quoted) + (f"\n- {escape(who)}" if who else "")
        tag = "blockquote expandable" if len(text) > _LONG_QUOTE else "blockquote"
        yield _Part(f"<{tag}>{text}</blockquote>", 2 if place == 0 else 5)
    if claim.context:
        yield _Part(escape(claim.context), 3)
    reviews = _reviews(claim, words)
    yield from (_Part(line, 1 if place == 0 else 4) for place, line in enumerate(reviews))
    for warning in (words.disputed(claim), words.age(claim, today)):
        if warning:
            yield _Part(f"<i>{escape(warning)}</i>", 0)


def _reviews(claim: Claim, words: Wording) -> list[str]:
    lines = []
    for review in claim.reviews:
        line = escape(words.checked(review))
        href = html.escape(_CONTROLS.sub("", review.url))
        lines.append(f'<a href="{href}">{line}</a>' if is_link(review.url) else line)
    return lines


def _offers(claims: Sequence[Claim], finding: Finding, words: Wording) -> Iterator[_Part]:
    offers = [_offer(number, claim, words) for number, claim in enumerate(claims, 1)]
    yield _Part("\n".join([escape(words.offering(finding)), *offers]), 6)


def _offer(number: int, claim: Claim, words: Wording) -> str:
    checked = f" ({words.published(claim.reviews[0])})" if claim.reviews else ""
    text = escape(shortened(claim.text, _OFFER))
    return f"{number}. {text}<i>{escape(checked)}</i>" if checked else f"{number}. {text}"


def _fitted(parts: Sequence[_Part]) -> str:
    kept = list(parts)
    while len(kept) > 1 and not _fits(_joined(kept)):
        kept.remove(max(reversed(kept), key=lambda part: part.rank))
    text = _joined(kept)
    return text if _fits(text) else escape(shortened(html.unescape(_TAG.sub("", text)), MOST_UNITS - 2))


def _joined(parts: Sequence[_Part]) -> str:
    return "\n\n".join(part.html for part in parts)


def _fits(markup: str) -> bool:
    tags = sum(1 for tag in _TAG.finditer(markup) if not tag.group(1))
    return units(markup) <= MOST_UNITS and tags <= MOST_ENTITIES
