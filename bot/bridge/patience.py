"""Trying again, as long as the other side asks for, or a little longer each time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator
from typing import TypeVar

from bot.bridge.model import TryLater

T = TypeVar("T")
LONGEST_PAUSE = 60.0


def pauses() -> Iterator[float]:
    """Seconds between tries: 1, 2, 4 … up to a minute."""
    pause = 1.0
    while True:
        yield pause
        pause = min(pause * 2, LONGEST_PAUSE)


async def patiently(attempt: Callable[[], Awaitable[T]], within: float = float("inf")) -> T:
    """Try until it succeeds.

    Raises:
        TryLater: it would take longer than ``within`` seconds.
    """
    began = time.monotonic()
    for pause in pauses():
        try:
            return await attempt()
        except TryLater as later:
            wait = pause if later.seconds is None else later.seconds
            if time.monotonic() - began + wait > within:
                raise
            await asyncio.sleep(wait)
    raise AssertionError("pauses never end")
