"""A conversation from a path and settings, for whatever process works on its database."""

from collections.abc import Mapping
from pathlib import Path

from bot.conversation import Conversation
from bot.engine import open_engine
from bot.identity import Identities
from bot.memory.ledger import Ledger


def open_conversation(path: Path, environ: Mapping[str, str]) -> Conversation:
    """The conversation over a database; its index is made ready when something is looked up."""
    engine = open_engine(path)
    identities = Identities(environ.get("FACTCHECK_SECRET", "").strip(), fallback=engine.store.identity())
    return Conversation(engine, Ledger(engine.store.file), identities)
