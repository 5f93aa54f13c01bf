"""The operator's library, from ``library.yml``: name, default area, hours, contact, links."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.model import NATION


@dataclass(frozen=True, slots=True)
class Library:
    """What the operator says about the library; empty where nothing is said.

    ``web_url`` is the address people reach the web application at, without a slash at its end.
    """

    name: str = ""
    default_area: str = NATION.code
    hours: str = ""
    contact: str = ""
    web_url: str = ""
    links: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Library:
        """Read the file; without one, a library that says nothing about itself."""
        said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
        return cls.of({"web_url": _local_web(), **(said or {})})

    @classmethod
    def of(cls, said: dict[str, Any]) -> Library:
        """From the parsed file; keys it does not know are another room's."""
        known = {k: v for k, v in said.items() if k in cls.__dataclass_fields__ and v}
        return cls(**known)


def _local_web() -> str:
    """Where people reach the web application; the embedded default serves it on this machine."""
    local = f"http://127.0.0.1:{os.environ.get('WEB_PORT', '8080')}"
    return (os.environ.get("LATTICE_DESK_URL") or local).rstrip("/")
