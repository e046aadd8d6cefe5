"""The commands for the editors' side: `factcheck inbox ...` and `factcheck stats`. What does the work is
loaded when used."""

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.errors import UsageError

from .options import DAY, F, claim_options, database_option, json_option

if TYPE_CHECKING:
    from .desk import Desk

_STATES = ("open", "answered", "linked", "dismissed", "merged")
_NUMBER = click.IntRange(1, 2**63 - 1)


def register(group: click.Group) -> None:
    """Add these commands to the `factcheck` command."""
    group.add_command(inbox)
    group.add_command(stats)
    group.add_command(forget)


def _by_option(command: F) -> F:
    return click.option("--by", metavar="NAME", help="Who does it, for the log. [default: you]")(command)


def _limit_option(command: F) -> F:
    return click.option(
        "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="How many."
    )(command)


def _desk(path: Path, by: str | None = None) -> "Desk":
    from .desk import open_desk

    return open_desk(path, os.environ, by)


@click.group()
def inbox() -> None:
    """Look after the questions that people passed on.

    \b
    Examples:
      factcheck inbox list
      factcheck inbox show 12
      factcheck inbox link 12 obama-more-flexibility-russia
    """


@inbox.command("list")
@click.option("--state", type=click.Choice(_STATES), default="open", show_default=True, help="In this state.")
@click.option("--watch", is_flag=True, help="Show it anew whenever it changes, until Ctrl-C.")
@_limit_option
@json_option
@database_option
def list_(state: str, watch: bool, limit: int, as_json: bool, path: Path) -> None:
    """List questions, the most asked and newest first.

    The bars are how often each was asked on the last 14 days, up to today.

    \b
    Examples:
      factcheck inbox list
      factcheck inbox list --state dismissed --limit 100
      factcheck inbox list --json
      factcheck inbox list --watch
    """
    if watch and as_json:
        raise UsageError("--watch draws on a terminal and --json writes for a program: leave one out.")
    if watch:
        _desk(path).watch(state, limit)
    else:
        _desk(path).list(state, limit, as_json=as_json)


@inbox.command()
@click.argument("number", type=_NUMBER)
@json_option
@database_option
def show(number: int, as_json: bool, path: Path) -> None:
    """Show everything about a question, by its number in the list.

    \b
    Examples:
      factcheck inbox show 12
    """
    _desk(path).show(number, as_json=as_json)


@inbox.command()
@click.argument("number", type=_NUMBER)
@claim_options
@_by_option
@database_option
def answer(number: int, by: str | None, path: Path, **given: str | None) -> None:
    """Answer a question with a claim of your own, and tell who asked.

    The options are those of 'factcheck add'; without any, what is needed is asked for.

    \b
    Examples:
      factcheck inbox answer 12
      factcheck inbox answer 12 --claim "The moon is made of cheese." \\
        --publisher "Example Facts" --url https://example.org/moon --rating False
    """
    _desk(path, by).answer(number, given)


@inbox.command()
@click.argument("number", type=_NUMBER)
@click.argument("claim")
@_by_option
@database_option
def link(number: int, claim: str, by: str | None, path: Path) -> None:
    """Answer a question with a claim that is there, by its id, and tell who asked.

    \b
    Examples:
      factcheck inbox link 12 obama-more-flexibility-russia
    """
    _desk(path, by).link(number, claim)


@inbox.command()
@click.argument("number", type=_NUMBER)
@click.option("--reason", metavar="TEXT", default="", help="Why; only editors see it.")
@click.option("--quiet", is_flag=True, help="Do not tell who asked.")
@_by_option
@database_option
def dismiss(number: int, reason: str, quiet: bool, by: str | None, path: Path) -> None:
    """Close a question without an answer; who asked is told kindly.

    \b
    Examples:
      factcheck inbox dismiss 12 --reason "An opinion, nothing to check."
      factcheck inbox dismiss 13 --quiet
    """
    _desk(path, by).dismiss(number, reason, tell=not quiet)


@inbox.command()
@click.argument("number", type=_NUMBER)
@click.argument("into", type=_NUMBER)
@_by_option
@database_option
def merge(number: int, into: int, by: str | None, path: Path) -> None:
    """Put a question together with another one, INTO, that asks the same.

    \b
    Examples:
      factcheck inbox merge 14 12
    """
    _desk(path, by).merge(number, into)


@inbox.command()
@click.argument("number", type=_NUMBER)
@_by_option
@database_option
def reopen(number: int, by: str | None, path: Path) -> None:
    """Open a question again that was answered, linked or dismissed. What was not sent yet is not sent.

    \b
    Examples:
      factcheck inbox reopen 12
    """
    _desk(path, by).reopen(number)


@inbox.command()
@click.argument("number", type=_NUMBER)
@_by_option
@database_option
def notify(number: int, by: str | None, path: Path) -> None:
    """Tell those who want to hear of a closed question and have not been told.

    After 'dismiss --quiet', for one, or for those who chose to hear since it was answered. Nobody is told
    the same twice.

    \b
    Examples:
      factcheck inbox notify 12
    """
    _desk(path, by).notify(number)


@inbox.command()
@click.argument("number", type=_NUMBER)
@click.argument("to", required=False)
@_by_option
@database_option
def assign(number: int, to: str | None, by: str | None, path: Path) -> None:
    """Say who looks after a question; without a name, nobody does.

    \b
    Examples:
      factcheck inbox assign 12 Ada
      factcheck inbox assign 12
    """
    _desk(path, by).assign(number, to)


@inbox.command()
@click.argument("number", type=_NUMBER, required=False)
@_by_option
@database_option
def undo(number: int | None, by: str | None, path: Path) -> None:
    """Take back the last thing that was done, with a question or at all.

    What was not sent yet is not sent; who was told is told that it was taken back.

    \b
    Examples:
      factcheck inbox undo
      factcheck inbox undo 12
    """
    _desk(path, by).undo(number)


@inbox.command()
@click.argument("number", type=_NUMBER, required=False)
@_limit_option
@json_option
@database_option
def log(number: int | None, limit: int, as_json: bool, path: Path) -> None:
    """List what editors did, the last first, with a question or at all.

    \b
    Examples:
      factcheck inbox log
      factcheck inbox log 12
    """
    _desk(path).log(number, limit, as_json=as_json)


@inbox.command()
@click.argument("code", required=False)
@click.option("--remove", is_flag=True, help="Take questions from this person again.")
@database_option
def block(code: str | None, remove: bool, path: Path) -> None:
    """Take no more questions from a person; without a CODE, list who is blocked.

    The code is one of those that 'factcheck inbox show' gives as askers; it says nothing of who it is.
    Write -- before one that begins with a dash.

    \b
    Examples:
      factcheck inbox block
      factcheck inbox block 3qfXlDOPOnNf9MSOmxJqaw
      factcheck inbox block --remove 3qfXlDOPOnNf9MSOmxJqaw
    """
    _desk(path).block(code, remove=remove)


@inbox.command()
@click.option(
    "--export",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Write the questions with the claims that were right to this folder.",
)
@_limit_option
@json_option
@database_option
def feedback(folder: Path | None, limit: int, as_json: bool, path: Path) -> None:
    """List what people said of answers, the newest first; or write it down to measure and learn from.

    The folder is what 'factcheck eval' and 'make train FEEDBACK=FOLDER' read.

    \b
    Examples:
      factcheck inbox feedback
      factcheck inbox feedback --export said
      factcheck eval --claims said/claims.jsonl --queries said/queries.jsonl --qrels said/qrels.tsv
      factcheck eval --claims said/claims.jsonl --nomatch said/negatives.jsonl
    """
    if folder:
        _desk(path).export_feedback(folder)
    else:
        _desk(path).feedback(limit, as_json=as_json)


@click.command()
@click.option(
    "--since",
    type=DAY,
    metavar="YYYY-MM-DD",
    help="From this day on (UTC). [default: the last 7 days]",
)
@json_option
@database_option
def stats(since: datetime.datetime | None, as_json: bool, path: Path) -> None:
    """Say what was asked and answered, where, how quickly, and what most.

    \b
    Examples:
      factcheck stats
      factcheck stats --since 2026-01-01 --json
    """
    _desk(path).stats(since, as_json=as_json)


@click.command()
@click.argument("platform", type=click.Choice(["telegram", "slack"]))
@click.argument("id_", metavar="ID")
@click.option("--yes", is_flag=True, help="Do not ask.")
@database_option
def forget(platform: str, id_: str, yes: bool, path: Path) -> None:
    """Erase all that is kept of a person, as /forget does, for somebody who cannot send that.

    ID is a person's number on Telegram; on Slack, workspace and member, with the organisation (E...) in
    place of the workspace where the app is installed in all of it. FACTCHECK_SECRET must be that of the
    bot: people are kept under codes made with it.

    \b
    Examples:
      factcheck forget telegram 123456789
      factcheck forget slack T0123456789:U0123456789 --yes
    """
    _desk(path).forget(platform, id_, ask=not yes)


inbox.add_command(stats)
