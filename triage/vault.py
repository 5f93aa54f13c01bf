"""Encryption of what must not be read in a stolen copy of the database.

The key lives in its own file, ``desk.key`` in the build folder, readable by its owner only, so
that a backup of the database alone gives nobody's contact details and opens nobody's chat.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken

from triage.errors import BadInput

_REPLIES = "counselors' replies"


class Vault:
    """Encrypts short texts and makes keyed fingerprints."""

    def __init__(self, key: bytes) -> None:
        self._fernet = Fernet(key)
        self._key = hashlib.sha256(b"career-lattice desk" + key).digest()

    @classmethod
    def open(cls, folder: Path) -> Vault:
        """Use the key file in ``folder``; the first caller makes it.

        Raises:
            BadInput: the file is there but holds no key.
        """
        path = folder / "desk.key"
        folder.mkdir(parents=True, exist_ok=True)
        if not path.exists():
            _write_once(path, Fernet.generate_key())
        try:
            return cls(path.read_bytes().strip())
        except ValueError as error:
            raise BadInput(f"{path} holds no key ({error}); restore it from a backup") from error

    def seal(self, text: str) -> str:
        """Encrypt ``text``; empty stays empty."""
        return self._fernet.encrypt(_bytes(text)).decode() if text else ""

    def unseal(self, sealed: str) -> str:
        """Decrypt what :meth:`seal` gave.

        Raises:
            BadInput: another key sealed it, or it was changed.
        """
        if not sealed:
            return ""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise BadInput("desk.key does not fit this database; restore the right one") from error

    def replies_secret(self, named: str) -> str:
        """What signs the replies handed to Slack and Telegram: ``named``, else our own."""
        return named or self.fingerprint(_REPLIES)

    def fingerprint(self, text: str) -> str:
        """A keyed hash that finds ``text`` again without telling it: 64 hex digits."""
        return hmac.new(self._key, _bytes(text), hashlib.sha256).hexdigest()


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _write_once(path: Path, key: bytes) -> None:
    """Create the file whole and only if nobody else just did."""
    draft = path.with_suffix(f".{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass  # another process was first; its key counts
    finally:
        draft.unlink()
