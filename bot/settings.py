"""Where the parts live and what they stand on: ports, folders, databases, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MOST_SERVERS = 32


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports on the loopback address, the folder of built files, and what servers share.

    Attributes:
        rasa_port: port of the Rasa server; further ones take the ports after it.
        actions_port: the same for action servers.
        web_port: port of the web application.
        build: folder of built files.
        database_url: PostgreSQL for conversations and cases; empty for SQLite files in ``build``.
        redis_url: Redis, where several Rasa servers take turns; empty for one server.
        conversations: another database for conversations only.
        rasa_servers: how many of them the scaled form starts.
        action_servers: the same of action servers.
        front_port: port of nginx in the scaled form; the two after it are its own.
    """

    rasa_port: int = 5005
    actions_port: int = 5055
    web_port: int = 8080
    build: Path = ROOT / "build"
    database_url: str = ""
    redis_url: str = ""
    conversations: str = ""
    rasa_servers: int = 2
    action_servers: int = 2
    front_port: int = 8000

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read RASA_PORT, ACTIONS_PORT, WEB_PORT and LATTICE_… (docs/operate.md).

        Raises:
            ValueError: a port or a number of servers is none.
        """
        return cls(
            rasa_port=_number(environment, "RASA_PORT", 5005, 65535),
            actions_port=_number(environment, "ACTIONS_PORT", 5055, 65535),
            web_port=_number(environment, "WEB_PORT", 8080, 65535),
            build=ROOT / environment.get("LATTICE_BUILD", "build"),
            database_url=environment.get("LATTICE_DATABASE_URL", ""),
            redis_url=environment.get("LATTICE_REDIS_URL", ""),
            conversations=environment.get("LATTICE_CONVERSATIONS_URL", ""),
            rasa_servers=_number(environment, "LATTICE_RASA_SERVERS", 2, MOST_SERVERS),
            action_servers=_number(environment, "LATTICE_ACTION_SERVERS", 2, MOST_SERVERS),
            front_port=_number(environment, "LATTICE_PORT", 8000, 65533),
        )

    @property
    def rasa_url(self) -> str:
        """Address of the Rasa server."""
        return f"http://127.0.0.1:{self.rasa_port}"

    @property
    def actions_url(self) -> str:
        """Address of the action server."""
        return f"http://127.0.0.1:{self.actions_port}"

    @property
    def web_url(self) -> str:
        """Address of the desk and the public pages."""
        return f"http://127.0.0.1:{self.web_port}"

    @property
    def conversations_url(self) -> str:
        """Address of the database that running conversations are in."""
        embedded = f"sqlite:///{self.build / 'conversations.sqlite'}"
        return self.conversations or self.database_url or embedded

    def to_environment(self) -> dict[str, str]:
        """The same settings as variables, for a process we start."""
        return {
            "RASA_PORT": str(self.rasa_port),
            "ACTIONS_PORT": str(self.actions_port),
            "WEB_PORT": str(self.web_port),
            "ACTIONS_URL": f"{self.actions_url}/webhook",
            "LATTICE_BUILD": str(self.build),
            "LATTICE_DATABASE_URL": self.database_url,
            "LATTICE_REDIS_URL": self.redis_url,
            "LATTICE_CONVERSATIONS_URL": self.conversations,
        }


def _number(environment: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = environment.get(name) or str(default)
    if not text.isdigit() or not 0 < int(text) <= most:
        raise ValueError(f"{name} is {text!r}; expected a number from 1 to {most}, as {default}")
    return int(text)
