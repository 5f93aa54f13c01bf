"""Taking turns in one process and, by a real Redis, across servers."""

import asyncio
import hashlib
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest
from rasa.core.lock_store import LockError
from redis import Redis
from redis.exceptions import RedisError

from bot import locks
from bot.locks import ConversationLocks
from bot.outages import Patience


@pytest.fixture(scope="module")
def redis_url() -> Iterator[str]:
    if shutil.which("redis-server") is None:
        pytest.skip("Redis is not installed: apt-get install redis-server")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    server = Redis(port=port)
    while True:
        try:
            server.ping()
            break
        except RedisError:
            time.sleep(0.05)
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(params=["one server", "two servers"])
def servers(request) -> tuple[str, str]:
    """What two turns take their locks from: Redis addresses, the same or none."""
    return request.getfixturevalue("redis_url") if request.param == "two servers" else ""


def test_turns_of_one_conversation_never_overlap(servers):
    async def talk():
        stores = [ConversationLocks(redis_url=servers) for _ in range(2 if servers else 1)]
        inside, most = 0, 0

        async def turn(number):
            nonlocal inside, most
            async with stores[number % len(stores)].lock("ann"):
                inside += 1
                most = max(most, inside)
                await asyncio.sleep(0.005)
                inside -= 1

        await asyncio.gather(*map(turn, range(40)))
        return most

    assert asyncio.run(talk()) == 1


def test_turns_within_a_server_keep_their_order(servers):
    async def talk():
        store, order = ConversationLocks(redis_url=servers), []

        async def turn(number):
            async with store.lock("ann"):
                await asyncio.sleep(0.001)
                order.append(number)

        await asyncio.gather(*map(turn, range(20)))
        return order

    assert asyncio.run(talk()) == list(range(20))


def test_another_conversation_does_not_wait(servers):
    async def talk():
        store = ConversationLocks(redis_url=servers)
        async with store.lock("ann"), store.lock("bob"):
            return True

    assert asyncio.run(asyncio.wait_for(talk(), 5))


def test_nothing_is_left_behind(redis_url):
    async def talk():
        store = ConversationLocks(redis_url=redis_url)
        async with store.lock("ann"):
            pass
        return store

    assert asyncio.run(talk())._here == {}
    assert Redis.from_url(redis_url).keys("lattice:turn:*") == []


def test_the_turn_of_a_killed_server_ends_by_itself(redis_url, monkeypatch):
    monkeypatch.setattr(locks, "LEASE", 0.3)

    async def talk():
        killed = ConversationLocks(redis_url=redis_url)
        await killed._take(
            f"lattice:turn:{hashlib.sha256(b'ann').hexdigest()}", "of a killed server"
        )
        async with ConversationLocks(redis_url=redis_url).lock("ann"):
            return True

    assert asyncio.run(talk())


def test_a_long_turn_keeps_its_lock(redis_url, monkeypatch):
    monkeypatch.setattr(locks, "LEASE", 0.3)
    monkeypatch.setattr(locks, "LONGEST_WAIT", 0.6)

    async def talk():
        async with ConversationLocks(redis_url=redis_url).lock("ann"):
            with pytest.raises(LockError):
                async with ConversationLocks(redis_url=redis_url).lock("ann"):
                    pass

    asyncio.run(talk())


def test_without_its_redis_nobody_takes_a_turn(monkeypatch):
    store = ConversationLocks(redis_url="redis://127.0.0.1:1/0")
    store._patience = Patience(locks.Unreachable, seconds=0)

    async def talk():
        async with store.lock("ann"):
            return True

    with pytest.raises(RedisError):
        asyncio.run(talk())
