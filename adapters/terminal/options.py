"""Options that every command has alike."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def database_option(command: F) -> F:
    """`--db`, as `path`."""
    return click.option(
        "--db",
        "path",
        type=click.Path(path_type=Path, dir_okay=False),
        help="The claim database. [default: $FACTCHECK_DB, else the user's data folder]",
    )(command)
