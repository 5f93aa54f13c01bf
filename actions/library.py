"""The operator's library, from ``library.yml``: name, default area, hours, contact, links."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from knowledge.model import NATION


@dataclass(frozen=True, slots=True)
class Library:
    """What the operator says about the library; empty where nothing is said."""

    name: str = ""
    default_area: str = NATION.code
    hours: str = ""
    contact: str = ""
    links: dict[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path) -> Library:
        """Read the file; without one, a library that says nothing about itself."""
        if not path.is_file():
            return cls()
        return cls.of(yaml.safe_load(path.read_text(encoding="utf-8")) or {})

    @classmethod
    def of(cls, said: dict[str, Any]) -> Library:
        """From the parsed file; keys it does not know are another room's."""
        known = {k: v for k, v in said.items() if k in cls.__dataclass_fields__ and v}
        return cls(**known)
