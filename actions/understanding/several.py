"""Two or more occupations in one turn: entities, a payload's codes, or halves of the text."""

from __future__ import annotations

import re

from actions.deps import Deps
from actions.understanding.focus import (
    Focus,
    from_code,
    from_match,
    is_code,
    known_title,
    match,
    title_spans,
)
from actions.understanding.lexicon import strip
from actions.understanding.turn import Turn
from knowledge.model import Occupation

_BETWEEN = re.compile(
    r"\s+(?:vs\.?|versus|or|and|with|to|than|o|y|con)\s+|[,;&/]|\bfrom\b|\bbetween\b|\bcompare\b",
    re.IGNORECASE,
)


def find_several(turn: Turn, deps: Deps) -> tuple[Focus, ...]:
    """Every occupation the turn names, each once, in the order of the text; memory is not asked."""
    return tuple(_distinct(name_all(turn, deps)))


def name_all(turn: Turn, deps: Deps) -> list[Focus]:
    """Every title the turn names: two may mean one occupation."""
    named = [_focus(text, deps) for entity in title_spans(turn) for text in _texts(entity.value)]
    if len(named) < 2 and turn.typed:
        parts = [_part(part, deps) for part in _BETWEEN.split(turn.typed)]
        found = [part for part in parts if part]
        if len(found) > len(named):
            named = found
    return named


def _texts(value: str) -> list[str]:
    """A payload may hold several codes in one value; anything else is one title."""
    parts = value.split()
    return parts if all(map(is_code, parts)) else [value]


def _focus(text: str, deps: Deps) -> Focus:
    return from_code(text, deps) if is_code(text) else from_match(match(text, deps), deps)


def _part(text: str, deps: Deps) -> Focus | None:
    """A part of the text that is a known title."""
    for title in dict.fromkeys((strip(text, "filler"), strip(text, "filler", "topic"))):
        found = known_title(title, deps) if title else None
        if found:
            return from_match(found, deps)
    return None


def _distinct(named: list[Focus]) -> list[Focus]:
    seen: set[str] = set()
    kept = []
    for focus in named:
        key = focus.occupation.code.onet if focus.occupation else focus.query
        if key not in seen:
            seen.add(key)
            kept.append(focus)
    return kept


def occupations(found: tuple[Focus, ...]) -> tuple[Occupation, ...]:
    """Those that are certain."""
    return tuple(focus.occupation for focus in found if focus.occupation)
