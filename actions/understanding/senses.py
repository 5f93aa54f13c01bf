"""Subjects whose name means two things: bridges of roads, or of teeth. Pure."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from knowledge.titles.normalize import key, normalize

_FILE = Path(__file__).with_name("senses.yml")


def senses(subject: str) -> tuple[str, ...]:
    """The everyday subjects that a word may mean; empty where it means one thing.

    >>> senses("bridges")
    ('construction', 'dentistry')
    """
    return _senses().get(key(normalize(subject)), ())


@cache
def _senses() -> dict[str, tuple[str, ...]]:
    listed: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {word: tuple(subjects) for word, subjects in listed.items()}
