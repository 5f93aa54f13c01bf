"""Topics by plain words: for the second half of a question that asks two things. Pure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("topic.yml")
_JOIN = re.compile(
    r"\?\s*|;\s*|\s&\s|\band also\b|,?\s+\b(?:and|plus|also|y)\b\s+(?=(?:\w+\s+){0,3}\w)",
    re.IGNORECASE,
)


@cache
def _words() -> dict[str, re.Pattern[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {
        topic: re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, words))})(?!\w)")
        for topic, words in lists.items()
    }


def _pattern(words: str) -> str:
    """A star stands for one to four words."""
    return re.escape(words).replace(r"\ \*\ ", r"\s+(?:\w+\s+){1,4}")


def topics_of(text: str) -> tuple[str, ...]:
    """Topics whose words stand in the text, in the order of their first word."""
    said = text.casefold()
    places = {t: found.start() for t, words in _words().items() if (found := words.search(said))}
    return tuple(sorted(places, key=lambda topic: places[topic]))


def second_topic(text: str, first: str) -> str | None:
    """The other topic of a question that asks two things, or None where it is not plain.

    >>> second_topic("what degree do nurses need and how much do they make", "education")
    'pay'
    """
    halves = [half for half in _JOIN.split(text) if half and half.strip()]
    if len(halves) < 2:
        return None
    named = [topics_of(half) for half in halves]
    if any(len(topics) > 1 for topics in named if first not in topics):
        return None
    others = {t[0] for t in named if t and first not in t}
    own = any(first in topics for topics in named)
    return others.pop() if len(others) == 1 and own else None
