"""Conversation ids: minted here, unguessable, and recognised without being stored."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

_RANDOM_BYTES = 18
_SIGNATURE_LENGTH = 24


class Mint:
    """Makes ids that only this key can make: a random part and its signature."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def new(self, channel: str = "web") -> str:
        """A fresh id, URL-safe, 48 characters; one of another channel begins with its name."""
        begin = "" if channel == "web" else f"{channel}."
        random = begin + secrets.token_urlsafe(_RANDOM_BYTES)
        return random + self._signature(random)

    def made(self, conversation: object) -> bool:
        """Whether this mint made the id."""
        if not isinstance(conversation, str) or not conversation.isascii():
            return False
        random, signature = conversation[:-_SIGNATURE_LENGTH], conversation[-_SIGNATURE_LENGTH:]
        return bool(random) and hmac.compare_digest(signature, self._signature(random))

    def _signature(self, random: str) -> str:
        digest = hmac.new(self._key, random.encode(), hashlib.sha256).hexdigest()
        return digest[:_SIGNATURE_LENGTH]


def channel_of(conversation: str) -> str:
    """The channel that an id was made for; a secret says nothing, and never holds a dot."""
    channel, dot, _ = conversation.partition(".")
    return channel if dot else "web"


def key_from(build: Path) -> bytes:
    """The key of this installation: ``LATTICE_SECRET``, else a file made on first use.

    Several servers of one installation must share it.
    """
    named = os.environ.get("LATTICE_SECRET")
    if named:
        return named.encode()
    path = build / "secret"
    build.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_hex(32))
    return path.read_bytes()
