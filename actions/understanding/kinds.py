"""What a text plainly names, by lists of words: a topic, some help, a rating. Pure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import yaml

_FILE = Path(__file__).with_name("kinds.yml")


def kinds_of(text: str, family: str) -> tuple[str, ...]:
    """The kinds of a family whose words stand in the text, in the order of their first word.

    >>> kinds_of("is it growing and what does it pay", "topic")
    ('outlook', 'pay')
    """
    said = text.casefold().replace("’", "'")  # noqa: RUF001 (typed by phones)
    places = {k: found.start() for k, words in _of(family).items() if (found := words.search(said))}
    return tuple(sorted(places, key=lambda kind: places[kind]))


@cache
def _of(family: str) -> dict[str, re.Pattern[str]]:
    lists: dict[str, list[str]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))[family]
    return {
        kind: re.compile(rf"(?<!\w)(?:{'|'.join(map(_pattern, words))})(?!\w)")
        for kind, words in lists.items()
    }


def _pattern(words: str) -> str:
    """A star stands for one to four words."""
    return re.escape(words).replace(r"\ \*\ ", r"\s+(?:[\w'-]+\s+){1,4}")
