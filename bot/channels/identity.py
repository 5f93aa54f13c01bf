"""Conversation ids that nobody can guess and only we can mint."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import secrets
from pathlib import Path

_RANDOM = 15
_SIGNATURE = 15


class Mint:
    """Makes and checks ids: twenty random characters, a dot, and their signature."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    @classmethod
    def open(cls, path: Path) -> Mint:
        """The mint of a secret file, which is made first where it is absent."""
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        except FileExistsError:
            return cls(path.read_bytes())
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_hex(32).encode())
        return cls(path.read_bytes())

    def new(self) -> str:
        """A fresh id."""
        body = base64.urlsafe_b64encode(secrets.token_bytes(_RANDOM)).decode()
        return f"{body}.{self._sign(body)}"

    def knows(self, conversation: str) -> bool:
        """Whether the id is one of ours."""
        body, dot, signature = conversation.partition(".")
        return bool(dot) and hmac.compare_digest(signature.encode(), self._sign(body).encode())

    def _sign(self, body: str) -> str:
        digest = hmac.new(self._secret, body.encode(), hashlib.sha256).digest()[:_SIGNATURE]
        return base64.urlsafe_b64encode(digest).decode()
