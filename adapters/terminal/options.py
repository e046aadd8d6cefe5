"""Options that several commands have alike."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from bot import settings
from bot.model import VERDICTS

F = TypeVar("F", bound=Callable[..., Any])


class _Day(click.DateTime):
    """A day; what is none is told in words."""

    def __init__(self) -> None:
        super().__init__(["%Y-%m-%d"])

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            return super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value} is no day: write it as YYYY-MM-DD.", param, ctx)


DAY = _Day()


def database_option(command: F) -> F:
    """`--db`, as `path`: where the claim database is, whether it was given or not."""

    def found(context: click.Context, option: click.Parameter, value: Path | None) -> Path:
        return value or settings.database_path(os.environ)

    return click.option(
        "--db",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        callback=found,
        help="The claim database. [default: $FACTCHECK_DB, else the user's data folder]",
    )(command)


def json_option(command: F) -> F:
    """`--json`, as `as_json`."""
    return click.option(
        "--json", "as_json", is_flag=True, help="Print JSON instead of text; of a list, one object a line."
    )(command)


_FIELDS = (
    click.option("--claim", metavar="TEXT", help="The statement that was checked."),
    click.option("--claimant", metavar="NAME", help="Who said it."),
    click.option("--date", metavar="YYYY-MM-DD", help="When it was said."),
    click.option("--place", metavar="NAME", help="Where it was said."),
    click.option("--language", metavar="CODE", help="Its language; guessed if it is not given."),
    click.option("--context", metavar="TEXT", help="What happened around it."),
    click.option("--keywords", metavar="WORDS", help="Other words for it, separated by | or commas."),
    click.option(
        "--essentials",
        metavar="WORDS",
        help="What everybody who asks about it mentions, separated by ;, each by the words for it, by |.",
    ),
    click.option("--publisher", metavar="NAME", help="Who checked it."),
    click.option("--url", metavar="URL", help="Where the check was published."),
    click.option("--rating", metavar="LABEL", help="The publisher's own label, to the letter."),
    click.option(
        "--verdict", type=click.Choice(VERDICTS), help="On our scale; read from the rating if not given."
    ),
    click.option("--review-date", metavar="YYYY-MM-DD", help="When the check was published."),
    click.option("--title", metavar="TEXT", help="The headline of the check."),
    click.option("--quote", metavar="TEXT", help="Words taken verbatim."),
    click.option("--speaker", metavar="NAME", help="Who said these words."),
)


def claim_options(command: F) -> F:
    """What a claim can be given, by the names that `curating` knows."""
    for option in reversed(_FIELDS):
        command = option(command)
    return command
