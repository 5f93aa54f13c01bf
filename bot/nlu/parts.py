"""A message of several parts: a greeting before a question, two questions, a whole letter.

Each part is ranked by itself; what the message as a whole is about is chosen from them. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

Ranking = list[tuple[str, float]]

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
        "next_steps",
        "feeders",
        "similar_jobs",
    }
)
"""Topics that can be asked side by side."""
_COURTESY = frozenset({"greet", "thanks", "affirm", "smalltalk", "goodbye"})
_SENTENCE = re.compile(r"(?<=[.?!;])\s+|\n+")
_JOIN = re.compile(r"\s+(?:and also|and|also|plus|y también|y)\s+|\s*[&+]\s*|,\s*", re.IGNORECASE)
_BARE = {"occupation": "overview", "area": "follow_up"}
_ARTICLE = re.compile(r"\b(?:an?|the|in|for|un|una|el|la|en)\b", re.IGNORECASE)
_SURE = 0.5
_LONGEST_COURTESY = 4
_MOST_PARTS = 12


@dataclass(frozen=True)
class Understood:
    """The ranking that counts, and further topics asked in the same message."""

    ranking: Ranking
    also: tuple[str, ...] = ()


def understand(text: str, rank: Callable[[str], Ranking]) -> Understood:
    """Rank a message as a whole and by its parts."""
    whole = rank(text)
    parts = split(text)
    if len(parts) < 2:
        return Understood(whole)
    rankings = [rank(part) for part in parts]
    asked = [r for r in rankings if r[0][0] in ANSWERS and r[0][1] >= _SURE]
    topics = list(dict.fromkeys(r[0][0] for r in asked))
    if len(topics) > 1:
        return Understood(_first(topics[0], asked), tuple(topics[1:3]))
    return Understood(_main(whole, parts, rankings))


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


def split(text: str) -> list[str]:
    """Sentences; and where there is only one, its sides of an "and" or a comma."""
    sentences = [part.strip() for part in _SENTENCE.split(text) if part.strip()]
    if len(sentences) == 1:
        sentences = [part.strip() for part in _JOIN.split(text) if part.strip()]
    return sentences[:_MOST_PARTS]


def _first(topic: str, rankings: list[Ranking]) -> Ranking:
    return next(r for r in rankings if r[0][0] == topic)


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
