"""What `factcheck doctor` looks at: the settings, the database, the index, and one real question."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot import __version__, settings
from bot.conversation import Conversation
from bot.errors import FactCheckError
from bot.model import Message

from .. import needs
from ..editors.newsroom import CHATS, digest_day, language, newsroom
from ..opening import open_conversation
from ..quiet import quiet_hours

PROBE = "Did Obama say he'd have more flexibility?"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at; `sentence` says what was found and, if it is not good, what to do."""

    what: str
    good: bool
    sentence: str


def diagnose(path: Path, environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Look at each thing in turn, and stop at the first that nothing else can do without."""
    yield Diagnosis("version", True, __version__)
    yield from _settings(environ)
    yield from _platforms(environ)
    name = str(path) if path.exists() else f"{path}, which is made now"
    try:
        conversation = open_conversation(path, environ)
        with contextlib.closing(conversation.engine):
            yield from _opened(conversation, name)
    except FactCheckError as error:
        yield Diagnosis("database", False, str(error))


def _opened(conversation: Conversation, name: str) -> Iterator[Diagnosis]:
    """Raises `FactCheckError` for a database that cannot be read."""
    engine = conversation.engine
    yield Diagnosis("database", True, f"{name}, {engine.store.count():,} claims")
    if not conversation.knows_people():
        told = "FACTCHECK_SECRET is not the one with which the bot ran last: who was kept then is not found"
        yield Diagnosis("people", False, f"{told} with it. Set it back.")
    engine.index.refresh()
    where = f"{engine.index.count():,} claims in {engine.index.folder}"
    if engine.index.in_memory:
        where = f"kept in memory, as {engine.index.folder} cannot be written: make room, or allow writing"
    yield Diagnosis("index", not engine.index.in_memory, where)
    answer = engine.ask(Message(PROBE))
    yield Diagnosis("question", True, f"“{PROBE}” gives {answer.outcome}")


def _settings(environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Each setting that cannot be right, else which are set."""
    checks = (
        *settings.checks(environ),
        lambda: settings.check_public_url(environ),
        lambda: settings.webhook_secret(environ),
        lambda: quiet_hours(environ),
        lambda: language(environ),
        lambda: digest_day(environ),
        *(lambda name=name: newsroom(environ, name) for name in CHATS),
    )
    wrong = settings.complaints(checks)
    wrong += [
        f"{name} is no setting: is {meant} meant?" for name, meant in settings.misspelt(environ).items()
    ]
    yield from (Diagnosis("settings", False, sentence) for sentence in wrong)
    known = [setting.name for setting in settings.SETTINGS if environ.get(setting.name)]
    if not wrong:
        yield Diagnosis("settings", True, ", ".join(known) + " set" if known else "none set, defaults used")


def _platforms(environ: Mapping[str, str]) -> Iterator[Diagnosis]:
    """Each platform of which something is set: by which command it is served, or what each still needs."""
    for name in filter(lambda name: needs.begun(name, environ), needs.WAYS):
        missing = {
            f"'factcheck run {what}'": needs.missing(name, what, environ) for what in ("worker", "web")
        }
        served = " or ".join(command for command in missing if not missing[command])
        told = ", ".join(f"{command} needs {' and '.join(missing[command])} too" for command in missing)
        yield Diagnosis(name, bool(served), f"served by {served}" if served else told)
