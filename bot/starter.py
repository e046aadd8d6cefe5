"""The starter claims: shipped with the package, written to the database, never over the operator's work."""

import datetime
import hashlib
import json
from dataclasses import asdict
from pathlib import Path

from .errors import DatabaseBusy, DatabaseReadOnly
from .memory.editions import Editions
from .model import Claim
from .store import Store


def folder() -> Path:
    """Where the starter claims are: in the installed package, or in the checkout beside it."""
    packaged = Path(__file__).parent / "data" / "claims"
    return packaged if packaged.is_dir() else Path(__file__).parents[1] / "data" / "claims"


def claims() -> list[Claim]:
    """Every starter claim, as an import reads it."""
    from .sources import incoming  # slow to load, and needed once an edition

    defaults = incoming.Defaults(datetime.date.max)
    documents = (json.loads(path.read_text("utf-8")) for path in _files())
    return [claim for document in documents for claim in incoming.claims(document, defaults)]


def open_store(path: Path) -> Store:
    """The database in this file, made and filled with the starter claims if need be.

    Raises `DatabaseError`.
    """
    store = Store(path)
    try:
        load(store)
    except BaseException:
        store.close()
        raise
    return store


def load(store: Store) -> None:
    """Bring the database up to this edition of the starter claims, once.

    A claim that the operator has changed or removed is left as it is; so is everything in a
    database that has claims but cannot be written now.
    """
    version = hashlib.sha256(b"".join(path.read_bytes() for path in _files())).hexdigest()
    if Editions(store).version() == version:
        return
    try:
        _update(store, version)
    except (DatabaseReadOnly, DatabaseBusy):
        if not store.count():
            raise


def _update(store: Store, version: str) -> None:
    editions = Editions(store)
    written = editions.written()
    shipped = {claim.id: claim for claim in claims()}
    present = {claim.id for claim in store.claims([*written, *shipped])}
    put = {}
    for id_, claim in shipped.items():
        was, digest = written.get(id_), _digest(claim)
        if (was.untouched and was.digest != digest) if was else id_ not in present:
            put[digest] = claim
    withdrawn = [id_ for id_, was in written.items() if was.untouched and id_ not in shipped]
    editions.put(version, put=put, remove=withdrawn)


def _digest(claim: Claim) -> str:
    return hashlib.sha256(json.dumps(asdict(claim), sort_keys=True).encode()).hexdigest()


def _files() -> list[Path]:
    return sorted(folder().glob("*.json"))
