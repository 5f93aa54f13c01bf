"""The bridge's own sentences, from texts.yml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _texts() -> dict[str, dict[str, str]]:
    texts: dict[str, dict[str, str]] = yaml.safe_load(
        (Path(__file__).parent / "texts.yml").read_text(encoding="utf-8")
    )
    return texts


def say(name: str, language: str = "en", **values: str) -> str:
    """A sentence; English where there is none in the language."""
    wordings = _texts()[name]
    return wordings.get(language, wordings["en"]).format(**values)
