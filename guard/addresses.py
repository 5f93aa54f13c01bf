"""Whose request it is, seen through the operator's own proxies. Pure."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
VARIABLE = "LATTICE_TRUSTED_PROXIES"
_TRACES = ("x-forwarded-for", "forwarded", "x-real-ip", "via")


@dataclass(frozen=True)
class Proxies:
    """Networks whose word on ``X-Forwarded-For`` counts; nobody's, unless told."""

    networks: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Proxies:
        """Read LATTICE_TRUSTED_PROXIES: addresses or networks, separated by spaces.

        Raises:
            ValueError: one of them is neither.
        """
        networks = tuple(environment.get(VARIABLE, "").replace(",", " ").split())
        for network in networks:
            try:
                ip_network(network)
            except ValueError as error:
                raise ValueError(f"{VARIABLE}: {error}; expected such as 127.0.0.1") from None
        return cls(networks)

    def client(self, peer: str, forwarded: str) -> str:
        """The nearest address that is no proxy of ours.

        Args:
            peer: who opened the connection.
            forwarded: ``X-Forwarded-For``; each proxy adds on the right whom it heard.
        """
        nearest = peer
        for hop in reversed(forwarded.split(",")):
            if not self.trusts(nearest) or to_address(hop) is None:
                break
            nearest = hop.strip()
        return nearest

    def trusts(self, text: str) -> bool:
        """Whether an address is in one of the networks."""
        address = to_address(text)
        return address is not None and any(address in ip_network(n) for n in self.networks)


def to_address(text: str) -> Address | None:
    """The address, or None for what is none; an IPv4 address in IPv6's clothes is itself."""
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def is_own(text: str) -> bool:
    """Whether a program on this machine asks: the loopback address, or a Unix socket's none."""
    address = to_address(text)
    return address.is_loopback if address else not text


def came_directly(peer: str, headers: Mapping[str, str]) -> bool:
    """Whether a program on this machine asks for itself, and no proxy for somebody else."""
    return is_own(peer) and not any(trace in headers for trace in _TRACES)


def household(text: str) -> str:
    """What is limited together: an IPv4 address, or the /64 that one IPv6 customer is given."""
    address = to_address(text)
    if isinstance(address, IPv6Address):
        return str(IPv6Network((address, 64), strict=False))
    return str(address or text)
