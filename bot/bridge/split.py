"""Cutting a long text where a reader would pause. Pure."""

from __future__ import annotations

from collections.abc import Callable

PAUSES = ("\n\n", "\n", ". ", "; ", ", ", " ")
LEAST = 3
"""A pause counts only after the first third: a short stub helps nobody."""


def split(text: str, limit: int, measure: Callable[[str], int] = len) -> list[str]:
    """Parts of at most ``limit``, each ending at a paragraph, line, sentence or word if it can.

    Only white space at the cuts is lost. ``measure`` must grow with the text, and no single
    character may measure more than ``limit``.
    """
    parts: list[str] = []
    rest = text.strip()
    while rest and measure(rest) > limit:
        cut = _pause(rest[: _longest(rest, limit, measure)])
        parts.append(rest[:cut].rstrip())
        rest = rest[cut:].lstrip()
    return [*parts, rest] if rest else parts


def shorten(text: str, limit: int) -> str:
    """The text, or its beginning with "…" in at most ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _longest(text: str, limit: int, measure: Callable[[str], int]) -> int:
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        if measure(text[:middle]) <= limit:
            low = middle
        else:
            high = middle - 1
    return low


def _pause(head: str) -> int:
    for pause in PAUSES:
        found = head.rfind(pause)
        if found > len(head) // LEAST:
            return found + len(pause)
    return len(head)
