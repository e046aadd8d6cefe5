"""The database of a command, open until the command ends."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.store import Store


def store(path: Path) -> "Store":
    """The claims, without the engine, which is slow to load."""
    from bot.starter import open_store

    opened = open_store(path)
    click.get_current_context().call_on_close(opened.close)
    return opened


def engine(path: Path) -> "Engine":
    """The engine over them."""
    from bot.engine import open_engine

    opened = open_engine(path)
    click.get_current_context().call_on_close(opened.close)
    return opened
