"""Who is who without knowing them: keyed hashes of people and chats, and sealing of what must be kept.

The key is the operator's secret (`FACTCHECK_SECRET`); without one, identities are hashed with a random
key of the database's own, and nothing can be sealed.
"""

import base64
import contextlib
import functools
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken

from .errors import MissingSettings, SealBroken


class Identities:
    """Hashes and seals with one key."""

    def __init__(self, secret: str, *, fallback: str = "") -> None:
        self.can_seal = bool(secret)
        self._key = _derived(secret or fallback, "identity")
        self._fernet = Fernet(base64.urlsafe_b64encode(_derived(secret, "seal"))) if secret else None

    def hash(self, platform: str, *parts: str) -> str:
        """A one-way name for a person or a chat on a platform: 22 letters."""
        said = "\0".join((platform, *parts)).encode("utf-8", "surrogatepass")
        return base64.urlsafe_b64encode(hmac.digest(self._key, said, "sha256")[:16]).decode().rstrip("=")

    def seal(self, text: str) -> bytes:
        """The text, encrypted. Raises `MissingSettings` without a secret."""
        if self._fernet is None:
            raise MissingSettings("FACTCHECK_SECRET is not set: set it to a long random text of your own.")
        return self._fernet.encrypt(text.encode())

    def unseal(self, sealed: bytes) -> str:
        """What was sealed. Raises `SealBroken` if it was sealed with another secret."""
        if self._fernet:
            with contextlib.suppress(InvalidToken):
                return self._fernet.decrypt(sealed).decode()
        raise SealBroken("FACTCHECK_SECRET is not the one that this was sealed with: set it back.")


@functools.cache
def _derived(secret: str, purpose: str) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=f"factcheck {purpose}".encode(), n=2**12, r=8, p=1, dklen=32)
