"""Case numbers: short, sayable, and the same for the same question sent twice. Pure."""

from __future__ import annotations

import hashlib

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_LENGTH = 8


def number_of(key: str) -> str:
    """The number of the case that the idempotency key ``key`` makes, like ``7KQF-D2MX``.

    Forty bits: among 10,000 cases two share a number with a chance of 1 in 20,000.
    """
    digest = int.from_bytes(hashlib.sha256(key.encode()).digest()[:5], "big")
    letters = "".join(_LETTERS[(digest >> (5 * place)) & 31] for place in range(_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def tidy(typed: str) -> str:
    """A number as typed, in the form we store: ``7kqfd2mx`` is ``7KQF-D2MX``."""
    letters = "".join(c for c in typed.upper() if c.isalnum()).translate(
        str.maketrans("OIL", "011")
    )
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == _LENGTH else typed.strip().upper()
