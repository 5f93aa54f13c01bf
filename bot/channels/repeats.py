"""A message sent again gets the answer of the first time: connections drop, people press twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

KNOWN_FOR = 120.0
"""Seconds that an answer is at hand, in memory only."""


class OnceOnly:
    """Runs a turn once for each message, however often and from wherever it is sent meanwhile."""

    def __init__(self, known_for: float = KNOWN_FOR) -> None:
        self._known_for = known_for
        self._begun: dict[tuple[str, str], asyncio.Task[Any]] = {}

    async def answer(
        self, conversation: str, message: str, turn: Callable[[], Awaitable[Any]]
    ) -> Any:
        """What ``turn`` gives; it goes on to its end even if nobody waits for it any more.

        Args:
            conversation: id of the conversation.
            message: what the sender calls the message; "" if it has no name.
            turn: answers it.
        """
        task = self._begun.get((conversation, message)) if message else None
        if task is None:
            task = asyncio.ensure_future(turn())
            if message:
                self._remember((conversation, message), task)
        return await asyncio.shield(task)

    def _remember(self, key: tuple[str, str], task: asyncio.Task[Any]) -> None:
        self._begun[key] = task
        later = asyncio.get_running_loop().call_later
        task.add_done_callback(lambda _: later(self._known_for, self._begun.pop, key, None))
