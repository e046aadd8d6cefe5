"""The workspaces in which the bot is installed, sealed, and the states of installations that have begun."""

import secrets

from ..database import DatabaseFile
from ..identity import Identities


class Installations:
    """Those of one platform. What is kept of each is a text that only its adapter reads. Every method
    raises `DatabaseError`."""

    def __init__(self, file: DatabaseFile, identities: Identities, platform: str) -> None:
        self._file = file
        self._identities = identities
        self._platform = platform

    def save(self, workspace: str, text: str, *, now: float) -> None:
        """Keep what an installation brought, in place of what was there. Raises `MissingSettings` where
        nothing can be sealed."""
        sealed = self._identities.seal(text)
        self._file.change(
            "INSERT OR REPLACE INTO installations (platform, workspace, at, sealed) VALUES (?, ?, ?, ?)",
            [self._platform, workspace, now, sealed],
        )

    def find(self, workspace: str) -> str | None:
        """What was kept; None if the bot is not installed there. Raises `SealBroken`."""
        sealed = self._file.value(
            "SELECT sealed FROM installations WHERE platform = ? AND workspace = ?",
            [self._platform, workspace],
        )
        return None if sealed is None else self._identities.unseal(sealed)

    def delete(self, workspace: str) -> None:
        self._file.change(
            "DELETE FROM installations WHERE platform = ? AND workspace = ?", [self._platform, workspace]
        )

    def issue_state(self, *, now: float, seconds: float) -> str:
        """A new state for an installation that begins; those that are too old are erased."""
        state = secrets.token_urlsafe(24)
        with self._file.writing() as db:
            db.execute("DELETE FROM states WHERE until < ?", [now])
            db.execute("INSERT INTO states (state, until) VALUES (?, ?)", [state, now + seconds])
        return state

    def consume_state(self, state: str, *, now: float) -> bool:
        """Whether this state was issued, is not too old and has not been used; from now on it has."""
        with self._file.writing() as db:
            row = db.execute("SELECT until FROM states WHERE state = ?", [state]).fetchone()
            db.execute("DELETE FROM states WHERE state = ?", [state])
        return row is not None and row[0] >= now
