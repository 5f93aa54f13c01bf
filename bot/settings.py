"""Where the parts of the embedded default live: ports and folders, from the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Settings:
    """Ports on the loopback address, and the folder of built files."""

    rasa_port: int = 5005
    actions_port: int = 5055
    web_port: int = 8080
    build: Path = ROOT / "build"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Settings:
        """Read RASA_PORT, ACTIONS_PORT, WEB_PORT and LATTICE_BUILD.

        Raises:
            ValueError: a port is not a number between 1 and 65535.
        """
        return cls(
            rasa_port=_port(environment, "RASA_PORT", 5005),
            actions_port=_port(environment, "ACTIONS_PORT", 5055),
            web_port=_port(environment, "WEB_PORT", 8080),
            build=ROOT / environment.get("LATTICE_BUILD", "build"),
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

    def to_environment(self) -> dict[str, str]:
        """The same settings as variables, for a process we start."""
        return {
            "RASA_PORT": str(self.rasa_port),
            "ACTIONS_PORT": str(self.actions_port),
            "WEB_PORT": str(self.web_port),
            "ACTIONS_URL": f"{self.actions_url}/webhook",
            "LATTICE_BUILD": str(self.build),
        }


def _port(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, str(default))
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError(f"{name} is {text!r}; expected a port number such as {default}")
    return int(text)
