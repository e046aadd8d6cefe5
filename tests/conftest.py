"""What several test files share: an engine over the starter claims, a store, Telegram and a bot there."""

import os
import shutil
import signal
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from adapters.telegram.routing import Telegram
from bot.conversation import Conversation
from bot.engine import Engine, open_engine
from bot.identity import Identities
from bot.memory.catalogue import Catalogue
from bot.memory.ledger import Ledger
from bot.store import Store

from .fake_telegram import FakeTelegram
from .telegram_chat import webhook

ROOT = Path(__file__).parents[1]

# The same examples at every run, however long they take: a change breaks the tests, not chance.
settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")

# A shell lets what it starts in the background ignore Ctrl-C, and so would the processes that tests start.
if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: many tests wait for a process or a server."""
    return 1 + (os.cpu_count() or 1)


@pytest.fixture(scope="session", autouse=True)
def _at_home() -> None:
    """A process that a test starts runs the code beside it, wherever pytest was started."""
    os.chdir(ROOT)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """An engine over the starter claims, for reading only."""
    engine = open_engine(tmp_path_factory.mktemp("starter") / "factcheck.db")
    yield engine
    engine.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a database of the starter claims and its index, to be copied."""
    folder = tmp_path_factory.mktemp("filled")
    engine = open_engine(folder / "factcheck.db")
    engine.index.refresh()
    engine.store.file.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.close()
    return folder


@pytest.fixture
def conversation(filled: Path, tmp_path: Path) -> Iterator[Conversation]:
    """A conversation over a database of its own with the starter claims."""
    shutil.copytree(filled, tmp_path / "chat")
    engine = open_engine(tmp_path / "chat" / "factcheck.db")
    yield Conversation(engine, Ledger(engine.store.file), Identities("secret"))
    engine.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a test keeps its database."""
    return tmp_path / "factcheck.db"


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database file of an empty store, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("empty") / "factcheck.db"
    Store(path).close()
    return path


@pytest.fixture
def store(empty: Path, path: Path) -> Iterator[Store]:
    """A new, empty store."""
    shutil.copyfile(empty, path)
    store = Store(path)
    yield store
    store.close()


@pytest.fixture
def catalogue(store: Store) -> Catalogue:
    """What imports remember of that store."""
    return Catalogue(store)


@pytest.fixture
async def server() -> AsyncIterator[FakeTelegram]:
    """Telegram, as far as a bot sees it."""
    async with FakeTelegram().running() as server:
        yield server


@pytest.fixture
async def bot(conversation: Conversation, server: FakeTelegram) -> AsyncIterator[Telegram]:
    """The bot, to which that delivers."""
    async with webhook(conversation, server) as bot:
        yield bot
