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
from actions.understanding.lexicon import strip, words
from actions.understanding.turn import Turn
from knowledge.model import Occupation

_BETWEEN = re.compile(
    r"\s+(?:vs\.?|versus|or|and|with|to|than|o|y|con)\s+|[,;&/]|\bfrom\b|\bbetween\b|\bcompare\b",
    re.IGNORECASE,
)
LONGEST = 8
"""Words that several titles side by side may have."""


def find_several(turn: Turn, deps: Deps) -> tuple[Focus, ...]:
    """Every occupation the turn names, each once, in the order of the text; memory is not asked."""
    return tuple(_distinct(name_all(turn, deps)))


def name_all(turn: Turn, deps: Deps) -> list[Focus]:
    """Every title the turn names: two may mean one occupation."""
    named = [
        _focus(text, deps) for entity in title_spans(turn) for text in _texts(entity.value, deps)
    ]
    if len(named) < 2 and turn.typed:
        parts = [_parts(part, deps) for part in _BETWEEN.split(turn.typed)]
        found = [focus for part in parts for focus in part]
        if len(found) > len(named):
            named = found
    return named


def _texts(value: str, deps: Deps) -> list[str]:
    """A payload may hold several codes in one value; a span several titles side by side."""
    parts = value.split()
    return parts if all(map(is_code, parts)) else apart(value, deps)


def apart(text: str, deps: Deps) -> list[str]:
    """Titles that stand side by side without a comma: "teacher social worker".

    A text that is a title itself stays whole, and so does one that ends in a word of many
    titles: "pediatric nurse manager".
    """
    titles = _side_by_side(words(text), deps)
    whole = len(titles) < 2 or known_title(text, deps) or match(text, deps).verdict == "match"
    return [text] if whole else titles


def _side_by_side(said: list[str], deps: Deps) -> list[str]:
    """Known titles that make up the whole text, the longest first taken; else none."""
    found: list[str] = []
    while said and len(said) <= LONGEST:
        for count in range(len(said), 0, -1):
            known = known_title(" ".join(said[:count]), deps)
            if known and (known.verdict == "match" or count > 1 or not found):
                break
        else:
            return []
        found.append(" ".join(said[:count]))
        said = said[count:]
    return found


def _focus(text: str, deps: Deps) -> Focus:
    return from_code(text, deps) if is_code(text) else from_match(match(text, deps), deps)


def _parts(text: str, deps: Deps) -> list[Focus]:
    """The known titles that a part of the text consists of."""
    for title in dict.fromkeys((strip(text, "filler"), strip(text, "filler", "topic"))):
        titles = apart(title, deps) if title else []
        known = [found for one in titles if (found := known_title(one, deps))]
        if known and len(known) == len(titles):
            return [from_match(found, deps) for found in known]
    return []


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
