"""One turn of a conversation at a time, in one process or, with Redis, across several servers.

Rasa's own Redis lock is read, changed and written back in three steps, so two servers can hold it
at once; and it looks once a second whether its turn has come. Ours is taken in one step, is waited
for in order, and ends by itself soon after a server was killed with it.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from rasa.core.lock_store import LockError, LockStore
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as Unreachable
from redis.exceptions import RedisError
from redis.exceptions import TimeoutError as TooSlow

from bot.outages import Patience
from bot.settings import Settings

LEASE = 5.0
"""Seconds after which the turn of a killed server ends; renewed while its server lives."""
LONGEST_WAIT = 15.0
"""Seconds to wait for the turn before; less than a turn may take."""
LOOK_EVERY = 0.02
ANSWER_WITHIN = 2.0

_IF_MINE = "if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call({}) end return 0"
_RENEW = _IF_MINE.format("'pexpire', KEYS[1], ARGV[2]")
_RELEASE = _IF_MINE.format("'del', KEYS[1]")


class ConversationLocks(LockStore):
    """A lock store; ``lock`` is all that Rasa asks of one."""

    def __init__(self, endpoint_config: Any = None, redis_url: str | None = None) -> None:
        url = Settings.from_environment().redis_url if redis_url is None else redis_url
        waits = {"socket_timeout": ANSWER_WITHIN, "socket_connect_timeout": ANSWER_WITHIN}
        self._redis: Any = Redis.from_url(url, **waits) if url else None
        self._patience = Patience(Unreachable, TooSlow)
        self._here: dict[str, _Queue] = {}

    @asynccontextmanager
    async def lock(
        self, conversation_id: str, lock_lifetime: float = LEASE, wait_time_in_seconds: float = 1
    ) -> AsyncIterator[None]:
        """Hold the conversation for the length of the block.

        Raises:
            LockError: the turn before takes too long.
            RedisError: Redis stays away.
        """
        async with self._in_order(conversation_id):
            if self._redis is None:
                yield
                return
            async with self._across_servers(conversation_id):
                yield

    async def check(self) -> None:
        """Raise where Redis, if there is one, cannot be used now."""
        if self._redis is not None:
            await self._redis.ping()

    async def prepare(self) -> None:
        """Wait for a Redis that is just starting.

        Raises:
            RedisError: it stays away.
        """
        await self._patience(self.check)

    @asynccontextmanager
    async def _in_order(self, conversation: str) -> AsyncIterator[None]:
        queue = self._here.setdefault(conversation, _Queue())
        queue.length += 1
        try:
            async with queue.turn:
                yield
        finally:
            queue.length -= 1
            if not queue.length:
                del self._here[conversation]

    @asynccontextmanager
    async def _across_servers(self, conversation: str) -> AsyncIterator[None]:
        name = f"lattice:turn:{hashlib.sha256(conversation.encode()).hexdigest()}"
        token = secrets.token_hex(8)
        await self._take(name, token)
        renewing = asyncio.create_task(self._keep(name, token))
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(RedisError):  # it ends by itself
                await self._redis.eval(_RELEASE, 1, name, token)

    async def _take(self, name: str, token: str) -> None:
        until = time.monotonic() + LONGEST_WAIT

        async def once() -> bool:
            taken = await self._redis.set(name, token, nx=True, px=int(1000 * LEASE))
            # Where Redis went away between doing and saying so, the second try meets our own.
            return bool(taken) or await self._redis.get(name) == token.encode()

        while not await self._patience(once):
            if time.monotonic() > until:
                raise LockError("the turn before took too long")
            await asyncio.sleep(LOOK_EVERY)

    async def _keep(self, name: str, token: str) -> None:
        while True:
            await asyncio.sleep(LEASE / 3)
            with suppress(RedisError):
                await self._redis.eval(_RENEW, 1, name, token, int(1000 * LEASE))


class _Queue:
    """Those of this process who wait for one conversation; a lock of asyncio is fair."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.length = 0
