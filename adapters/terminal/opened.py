"""The database of a command, open until the command ends."""

from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from ..plain import plain

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.store import Store


def store(path: Path) -> "Store":
    """The claims, without the engine, which is slow to load."""
    from bot.starter import open_store

    _tell_if_new(path)
    opened = open_store(path)
    click.get_current_context().call_on_close(opened.close)
    return opened


def engine(path: Path) -> "Engine":
    """The engine over them."""
    from bot.engine import open_engine

    _tell_if_new(path)
    opened = open_engine(path)
    click.get_current_context().call_on_close(opened.close)
    return opened


def _tell_if_new(path: Path) -> None:
    """Say so where `--db` names a database that is not there yet: it may be a misspelt one."""
    given = click.get_current_context().get_parameter_source("path") == ParameterSource.COMMANDLINE
    if given and not path.exists():
        said = f"A new database is made, with the claims that come with the bot: {path}"
        click.echo(plain(said), err=True)
