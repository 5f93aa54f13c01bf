"""How often somebody may ask: token buckets, in memory, for conversations and addresses."""

from __future__ import annotations

import logging
import math
import os
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from guard.addresses import VARIABLE, Proxies, household, is_own

logger = logging.getLogger(__name__)

MINUTE = 60.0
MOST_KEYS = 100_000
CONVERSATION, ADDRESS, DRAWINGS = 60, 600, 120
"""Requests a minute: of one conversation, from one address (a school is one), and for pictures."""


class Buckets:
    """A bucket of ``a_minute`` tokens for each key, filled again within a minute.

    Of each key only the moment is kept at which its bucket is full again; then it is forgotten.
    """

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """``a_minute`` of 0 means no limit."""
        self._pause = MINUTE / a_minute if a_minute else 0.0
        self._clock = clock
        self._full_at: OrderedDict[str, float] = OrderedDict()

    def take(self, key: str) -> float:
        """Take a token; 0.0, or the seconds until there is one."""
        now = self._clock()
        full_at = max(self._full_at.get(key, now), now) + self._pause
        wait = full_at - now - MINUTE
        if wait > 1e-6:
            return wait
        self._full_at[key] = full_at
        self._full_at.move_to_end(key)
        self._forget(now)
        return 0.0

    def __len__(self) -> int:
        return len(self._full_at)

    def _forget(self, now: float) -> None:
        """Drop keys from the least recent on: those that are full, and those beyond the most."""
        while self._full_at:
            oldest = next(iter(self._full_at))
            if self._full_at[oldest] > now and len(self._full_at) <= MOST_KEYS:
                return
            del self._full_at[oldest]


@dataclass
class Gate:
    """The limits of one process.

    Programs on this machine, and at addresses named as proxies, are our own: their address is
    not limited, their conversations are.
    """

    conversations: Buckets
    addresses: Buckets
    proxies: Proxies = field(default_factory=Proxies)
    _warned: bool = False

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Gate:
        """Read LATTICE_LIMIT_CONVERSATION, LATTICE_LIMIT_ADDRESS and LATTICE_TRUSTED_PROXIES.

        Raises:
            ValueError: a limit is no number, or a proxy no address.
        """
        return cls(
            Buckets(number(environment, "LATTICE_LIMIT_CONVERSATION", CONVERSATION)),
            Buckets(number(environment, "LATTICE_LIMIT_ADDRESS", ADDRESS)),
            Proxies.from_environment(environment),
        )

    def wait(self, peer: str, forwarded: str = "", conversation: str = "") -> int:
        """Seconds to wait, or 0 to go on.

        Args:
            peer: address of who opened the connection.
            forwarded: the ``X-Forwarded-For`` header.
            conversation: whose turn it is; "" where there is none yet.
        """
        client = self.proxies.client(peer, forwarded)
        own = is_own(client) or self.proxies.trusts(client)
        wait = 0.0 if own else self.addresses.take(household(client))
        if forwarded and client == peer and is_own(peer):
            self._warn()
        if not wait and conversation:
            wait = self.conversations.take(conversation)
        return math.ceil(wait)

    def _warn(self) -> None:
        if not self._warned:
            logger.warning("a proxy asks for others: name it in %s to limit addresses", VARIABLE)
            self._warned = True


def number(environment: Mapping[str, str], name: str, default: int) -> int:
    """A limit from the environment; 0 means none.

    Raises:
        ValueError: it is no whole number.
    """
    text = environment.get(name) or str(default)
    if not (text.isascii() and text.isdigit()):
        raise ValueError(f"{name} is {text!r}; expected requests a minute such as {default}")
    return int(text)
