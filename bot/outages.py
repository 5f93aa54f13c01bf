"""Waiting for a part that is away for a moment: restarted, failed over, out of reach."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

PATIENCE = 10.0
"""Seconds; half of what a turn may take, and longer than a restart."""
PAUSE = 0.2

Result = TypeVar("Result")


class Patience:
    """Tries again while a part is away, but only so long since it went.

    So one person waits for a restart without noticing more than a slow answer, and nobody waits
    for a part that has been away longer than that.
    """

    def __init__(self, *errors: type[Exception], seconds: float = PATIENCE) -> None:
        self._errors = errors
        self._seconds = seconds
        self._away_since: float | None = None

    async def __call__(self, attempt: Callable[[], Awaitable[Result]]) -> Result:
        """What ``attempt`` gives, once it gives something.

        Raises:
            Exception: the error of the last attempt, where the part stays away.
        """
        while True:
            try:
                result = await attempt()
            except self._errors:
                now = time.monotonic()
                self._away_since = self._away_since or now
                if now - self._away_since >= self._seconds:
                    raise
                await asyncio.sleep(PAUSE)
            else:
                self._away_since = None
                return result
