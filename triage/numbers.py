"""Case numbers: short, sayable, and the same for the same question sent twice. Pure."""

from __future__ import annotations

import hashlib

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford: no I, L, O, U
_LENGTH = 8
_LONGEST = 12


def number_of(key: str) -> str:
    """The number of the case that the idempotency key ``key`` makes, like ``7KQF-D2MX``.

    Forty bits: among 10,000 cases two share a number with a chance of 1 in 20,000.
    """
    typed = key.encode("utf-8", "backslashreplace")
    digest = int.from_bytes(hashlib.sha256(typed).digest()[:5], "big")
    letters = "".join(_LETTERS[(digest >> (5 * place)) & 31] for place in range(_LENGTH))
    return f"{letters[:4]}-{letters[4:]}"


def tidy(typed: str) -> str:
    """A number as typed, in the form we store: ``7kqfd2mx`` is ``7KQF-D2MX``.

    What is no number comes back as letters and digits that name no case.
    """
    letters = "".join(c for c in typed.upper() if c.isascii() and c.isalnum()).translate(
        str.maketrans("OIL", "011")
    )
    return f"{letters[:4]}-{letters[4:]}" if len(letters) == _LENGTH else letters[:_LONGEST]
