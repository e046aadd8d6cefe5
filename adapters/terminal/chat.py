"""A conversation in the terminal: questions, numbers to choose among claims, /help and /sources."""

import datetime
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from rich.console import Console

from bot.engine import Engine
from bot.model import Answer, Claim, Message
from bot.wording import Wording

from . import printing

GREETING = "Ask whether something is true, or paste a post. /help says more, Ctrl-D ends."
HELP = """Type a question ("Did Obama say he'd have more flexibility?") or paste a post on one line.
A number chooses one of the claims that were offered last.
/sources  who published the fact-checks in this database
/latest   the newest fact-checks
/help     this
/quit     end (also Ctrl-D); Ctrl-C empties the line"""
HINT = "Type its number to see one of them."


def converse(engine: Engine, console: Console, *, history: Path) -> None:
    """Answer line after line until the end of input. Lines are kept in `history` on a terminal."""
    ask = _prompt(history) if sys.stdin.isatty() else _plain_lines
    if sys.stdin.isatty():
        console.print(GREETING, style="dim")
    offered = _Offered()
    while True:
        try:
            line = ask()
        except KeyboardInterrupt:
            continue
        except EOFError:
            return
        if line.strip() in ("/quit", "/exit"):
            return
        if line.strip():
            offered = _respond(engine, console, line.strip(), offered)
            console.print()


@dataclass(frozen=True, slots=True)
class _Offered:
    """The claims that can be chosen by number, and the sentences in the language in which was asked."""

    claims: list[Claim] = field(default_factory=list)
    words: Wording = printing.wording


def _respond(engine: Engine, console: Console, line: str, before: _Offered) -> _Offered:
    """Print the answer to one line; what can be chosen after it: what it offers, else what was offered
    `before`, where it says nothing of any claim."""
    offered = before.claims
    if line.isdecimal() and len(line) < 4:
        if not 1 <= int(line) <= len(offered):
            console.print(
                f"There is no claim {line} to choose: "
                + (f"1 to {len(offered)}." if offered else "ask first.")
            )
            return before
        found = engine.show(offered[int(line) - 1].id, before.words.language)
        if found is None:
            console.print("That claim is no longer in the database.")
            return before
        _show(console, Answer((found,)), before.words)
        return before
    if line == "/help":
        console.print(HELP, markup=False)
    elif line == "/sources":
        for source in printing.wording.sources(engine.store.sources()):
            console.print(source, markup=False)
    elif line == "/latest":
        latest = engine.latest()
        printing.print_claim_list(console, latest)
        return _Offered(latest)
    elif line.startswith("/") and " " not in line:
        console.print(f"{line} is not a command here: /help lists them.", markup=False)
    else:
        asked = Message(line)
        answer, words = engine.ask(asked), printing.spoken(asked)
        _show(console, answer, words)
        return before if answer.only_note else _Offered(_offered(answer), words)
    return before


def _offered(answer: Answer) -> list[Claim]:
    finding = answer.findings[-1]
    others = [other.claim for other in finding.others]
    return [finding.claim, *others] if finding.outcome == "related" and finding.claim else others


def _show(console: Console, answer: Answer, words: Wording) -> None:
    printing.print_answer(console, answer, words, today=datetime.date.today(), hint=HINT)


def _prompt(history: Path) -> Callable[[], str]:
    from prompt_toolkit import PromptSession
    from prompt_toolkit.history import FileHistory, InMemoryHistory

    try:
        history.parent.mkdir(parents=True, exist_ok=True)
        with history.open("a"):
            pass
        session: PromptSession[str] = PromptSession(history=FileHistory(str(history)))
    except OSError:
        session = PromptSession(history=InMemoryHistory())
    return lambda: session.prompt("> ")


def _plain_lines() -> str:
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line
