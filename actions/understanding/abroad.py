"""Places outside the United States in a text, and those whose name is also a town's here. Pure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.names import AREA, OCCUPATION
from actions.understanding.turn import Entity, Turn

_FILE = Path(__file__).with_name("abroad.yml")


def abroad(turn: Turn) -> Entity | None:
    """The first place abroad that a turn names outside a job's title: "turkey farmer" is none."""
    at_home = [found.span() for found in _pattern("home").finditer(turn.typed)]
    return _first("places", turn, at_home)


def twin(turn: Turn) -> Entity | None:
    """A city abroad whose name is also that of a town here: "london"."""
    return _first("twins", turn, [])


def states_of(name: str) -> tuple[str, ...]:
    """Codes of the states with a town of that name."""
    return tuple(_lists()["twins"][name.casefold()])


def _first(kind: str, turn: Turn, taken: list[tuple[int, int]]) -> Entity | None:
    taken = [*taken, *((e.start, e.end) for e in turn.named(OCCUPATION))]
    for found in _pattern(kind).finditer(turn.typed):
        if not any(start <= found.start() < end for start, end in taken):
            return Entity(AREA, found.group(), *found.span())
    return None


@cache
def _pattern(kind: str) -> re.Pattern[str]:
    names = sorted(_lists()[kind], key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, names))})(?![\w-])", re.IGNORECASE)


@cache
def _lists() -> dict[str, Any]:
    lists: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return lists
