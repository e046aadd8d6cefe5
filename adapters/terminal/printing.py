"""An answer on a terminal: verdict first, then the claim, the quote, the context and who checked it."""

import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.model import Answer, Claim, Finding, Message
from bot.wording import Wording

from ..plain import cut_off, is_link, plain

if TYPE_CHECKING:
    from bot.match import Explanation

WIDEST = 100
_REASONS = 12

wording = Wording("en")
_COLOURS = {
    "true": "green",
    "mostly-true": "green",
    "mixed": "yellow",
    "mostly-false": "red",
    "false": "red",
    "misleading": "dark_orange",
    "satire": "magenta",
    "scam": "red",
    "unproven": "yellow",
    "outdated": "yellow",
    "other": "cyan",
}


def spoken(asked: Message) -> Wording:
    """The sentences in the language of what was asked, where that is sure, else in English."""
    from bot.asked_in import asked_in  # it reads texts: slow to load

    return Wording(asked_in(asked) or wording.language)


def print_answer(
    console: Console,
    answer: Answer,
    words: Wording = wording,
    *,
    today: datetime.date,
    hint: str = "",
) -> None:
    """Print an answer, at most `WIDEST` columns wide. `hint` says how to choose among other claims."""
    _print(console, _answer(answer, words, today, hint))


def print_explanation(console: Console, why: "Explanation | None") -> None:
    """Print why the first claim was found, the weightiest reasons first."""
    _print(console, _explanation(why))


def print_claim_list(console: Console, claims: list[Claim]) -> None:
    """Print claims as a numbered list, from 1."""
    _print(console, _numbered(claims, wording))


def shortened(text: str, most: int = 120) -> str:
    """The beginning of a text, whole words of it."""
    return text if len(text) <= most else cut_off(text[:most])


def print_lines(console: Console, lines: Iterable[tuple[str, str, str]]) -> None:
    """Print (before, text, style) each: the text wrapped in one block beside what is before it; what is
    nothing but a link is left whole."""
    for before, text, style in lines:
        one = " ".join(plain(text).split())
        space = " " * cell_len(before)
        _print(console, iter([_Line(Text(one, style=style), before, space, link=is_link(one))]))


def block(console: Console, lines: Iterable[tuple[str, str, str]]) -> Text:
    """What `print_lines` would print on a console."""
    drawn = Console(
        file=io.StringIO(), width=console.width, highlight=False, force_terminal=True, color_system="standard"
    )
    with drawn.capture() as capture:
        print_lines(drawn, lines)
    return Text.from_ansi(capture.get())


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph, wrapped to the width with something before its first line and before the rest; a
    link is never wrapped, so that it can be clicked and copied."""

    text: Text
    first: str = ""
    rest: str = ""
    link: bool = False


def _print(console: Console, lines: Iterator[_Line]) -> None:
    width = min(console.width, WIDEST)
    for line in lines:
        if line.link:
            console.print(Text.assemble((line.first, "cyan"), line.text), soft_wrap=True)
            continue
        wrapped = line.text.wrap(console, max(width - len(line.first), 20)) or [Text()]
        for place, part in enumerate(wrapped):
            part.rstrip()
            before = line.rest if place else line.first
            console.print(Text.assemble((before, "cyan"), part), soft_wrap=True)


def _answer(answer: Answer, words: Wording, today: datetime.date, hint: str) -> Iterator[_Line]:
    if answer.only_note:
        yield _line(words.note(answer))
        return
    for place, finding in enumerate(answer.findings):
        if place:
            yield _line()
        if answer.names_statements:
            yield _line(words("quote", text=shortened(finding.statement)), "dim italic")
        yield from _finding(finding, words, today, hint)
    if answer.note:
        yield _line()
        yield _line(words.note(answer), "dim")


def _finding(finding: Finding, words: Wording, today: datetime.date, hint: str) -> Iterator[_Line]:
    others = [other.claim for other in finding.others]
    if finding.claim is None:
        yield _line(words.headline(finding), "bold")
        yield _line(words("none means"))
        yield _line()
        yield _line(words("check yourself"))
        for tip in words.tips():
            yield _Line(_text(tip), "  - ", "    ")
    elif finding.outcome == "related":
        yield _line(words.headline(finding), "bold yellow")
        for differs in words.differences(finding):
            yield _line(differs)
        yield from _offers([finding.claim, *others], finding, words, hint)
    else:
        yield _line(words.headline(finding), f"bold {_COLOURS[finding.claim.verdict]}")
        yield from _claim(finding.claim, words, today)
        yield from _offers(others, finding, words, hint)


def _claim(claim: Claim, words: Wording, today: datetime.date) -> Iterator[_Line]:
    yield _line(claim.text, "bold")
    if claimed := words.claimed(claim):
        yield _line(claimed, "dim")
    for quoted, who in words.quotes(claim):
        yield _line()
        yield _Line(_text(quoted, "italic"), "  │ ", "  │ ")
        if who:
            yield _Line(_text(f"- {who}", "dim"), "  │ ", "  │   ")
    if claim.context:
        yield _line()
        yield _line(claim.context)
    yield _line()
    for review in claim.reviews:
        yield _line(words.checked(review), "bold")
        yield _Line(_text(review.url, "underline"), "  ", link=True)
    for warning in (words.disputed(claim), words.age(claim, today)):
        if warning:
            yield _line(warning, "yellow")


def _explanation(why: "Explanation | None") -> Iterator[_Line]:
    yield _line()
    if why is None:
        yield _line("No claim shares a word with this message.", "dim")
        return
    yield _line(f"First in the search: {why.claim}, {why.probability:.0%} likely to be the claim.", "bold")
    yield _line("For it (+) and against it (-), in log-odds, with what was measured:", "dim")
    for reason in why.reasons[:_REASONS]:
        yield _line(f"{reason.adds:+6.2f}  {reason.name} = {reason.value:.2f}")


def _offers(claims: list[Claim], finding: Finding, words: Wording, hint: str) -> Iterator[_Line]:
    if claims:
        yield _line()
        yield _line(words.offering(finding))
        yield from _numbered(claims, words)
        if hint:
            yield _line(hint, "dim")


def _numbered(claims: list[Claim], words: Wording) -> Iterator[_Line]:
    for number, claim in enumerate(claims, 1):
        text = _text(claim.text)
        if claim.reviews:
            text.append(_text(f" ({words.published(claim.reviews[0])})", "dim"))
        yield _Line(text, f"  {number}. ", "     ")


def _line(text: str = "", style: str = "") -> _Line:
    return _Line(_text(text, style))


def _text(text: str, style: str = "") -> Text:
    """Text without anything that a terminal would obey."""
    return Text(plain(text), style=style)
