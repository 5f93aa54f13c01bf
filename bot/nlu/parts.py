"""A message of several parts: a greeting before a question, two questions, a whole letter.

Each part is ranked by itself; what the message as a whole is about is chosen from them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import NamedTuple

Ranking = list[tuple[str, float]]
Span = tuple[int, int]

ANSWERS = frozenset(
    {
        "how_to_become",
        "what_does_x_do",
        "pay",
        "outlook",
        "education",
        "licence",
        "skills",
        "tools",
        "interests",
        "environment",
        "automation",
        "challenges",
        "employers",
        "specialties",
        "gain_experience",
        "category",
        "next_steps",
        "feeders",
        "similar_jobs",
        "same_level",
        "why_similar",
        "what_is_missing",
        "skip_step",
        "step_pay",
    }
)
"""Topics that can be asked side by side: all about a job or a step that sum up no others."""
_COURTESY = frozenset({"greet", "thanks", "affirm", "smalltalk", "goodbye"})
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_JOIN = re.compile(r"\s+(?:and also|and|also|plus|y también|y)\s+|\s*[&+]\s*|,\s*", re.IGNORECASE)
_BARE = {"occupation": "overview", "area": "follow_up"}
_ARTICLE = re.compile(r"\b(?:an?|the|in|for|un|una|el|la|en)\b", re.IGNORECASE)
_SURE = 0.5
_LONGEST_COURTESY = 4
_MOST_PARTS = 12
_MOST_FURTHER = 2


class Asked(NamedTuple):
    """A further question of a message: its intent, and where it stands in the text."""

    intent: str
    start: int
    end: int


@dataclass(frozen=True)
class Understood:
    """The ranking that counts, and further questions asked in the same message."""

    ranking: Ranking
    also: tuple[Asked, ...] = ()


def understand(text: str, rank: Callable[[int, int], Ranking]) -> Understood:
    """Rank a message as a whole and by its parts; ``rank`` is given where a part stands."""
    whole = rank(0, len(text))
    spans = split(text)
    if len(spans) < 2:
        return Understood(whole)
    parts = [text[start:end] for start, end in spans]
    rankings = [rank(start, end) for start, end in spans]
    asked: dict[str, tuple[Ranking, Span]] = {}
    for ranking, span in zip(rankings, spans, strict=True):
        intent, confidence = ranking[0]
        if intent in ANSWERS and confidence >= _SURE:
            asked.setdefault(intent, (ranking, span))
    if len(asked) < 2:
        return Understood(_main(whole, parts, rankings))
    (first, _), *further = asked.values()
    also = (Asked(ranking[0][0], *span) for ranking, span in further[:_MOST_FURTHER])
    return Understood(first, tuple(also))


def bare(text: str, entities: Iterable[tuple[str, int, int]]) -> str | None:
    """The intent of a message that is nothing but a job ("a welder?") or a place ("alaska").

    Args:
        text: the message.
        entities: name, start and end of each entity in it.
    """
    found = list(entities)
    if len(found) != 1 or found[0][0] not in _BARE:
        return None
    name, start, end = found[0]
    around = _ARTICLE.sub("", text[:start]) + text[end:]
    return None if any(char.isalnum() for char in around) else _BARE[name]


def split(text: str) -> list[Span]:
    """Where the sentences stand; where there is only one, its sides of an "and" or a comma."""
    sentences = _between(_SENTENCE, text)
    return (sentences if len(sentences) > 1 else _between(_JOIN, text))[:_MOST_PARTS]


def _between(separator: re.Pattern[str], text: str) -> list[Span]:
    edges = [0, *(edge for found in separator.finditer(text) for edge in found.span()), len(text)]
    spans = (_trimmed(text, *ends) for ends in zip(edges[::2], edges[1::2], strict=True))
    return [(start, end) for start, end in spans if start < end]


def _trimmed(text: str, start: int, end: int) -> Span:
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), end - len(part) + len(part.rstrip())


def _main(whole: Ranking, parts: list[str], rankings: list[Ranking]) -> Ranking:
    """The whole, unless one part says clearly what the rest only leads up to."""
    rest = [
        ranking
        for part, ranking in zip(parts, rankings, strict=True)
        if not (ranking[0][0] in _COURTESY and len(part.split()) <= _LONGEST_COURTESY)
    ]
    if len(rest) == 1 and len(rest) < len(parts):
        return rest[0] if rest[0][0][1] > _SURE / 2 else whole
    return whole
