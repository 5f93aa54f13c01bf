"""The words around a job in a question, and what is left without them. Pure."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

import yaml

_TOKEN = re.compile(r"[\w'’+#/&.-]*\w[+#]*|[?¿!]")  # noqa: RUF001 (typed by phones)
_FILE = Path(__file__).with_name("lexicon.yml")


@cache
def lexicon() -> dict[str, Any]:
    """The word lists; those written as one text are split into sets."""
    lists: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {k: frozenset(v.split()) if isinstance(v, str) else v for k, v in lists.items()}


def words(text: str) -> list[str]:
    """The words of a text, lower case, without punctuation around them."""
    return [w.strip(".'’-/").casefold() for w in _TOKEN.findall(text) if w not in "?¿!"]  # noqa: RUF001


def strip(text: str, *kinds: str) -> str:
    """What is left when the words of these lists are taken from both ends."""
    stop = frozenset().union(*(lexicon()[kind] for kind in kinds))
    left = words(text)
    while left and left[0] in stop:
        left.pop(0)
    while left and left[-1] in stop:
        left.pop()
    return " ".join(left)


def readings(text: str) -> tuple[str, ...]:
    """What may be a title in a question: without filler, topic words, then words of schooling.

    A text of which nothing but topic words is left names nothing: "is it growing".
    """
    found = (
        strip(text, "filler"),
        strip(text, "filler", "topic"),
        strip(text, "filler", "topic", "degree"),
    )
    named = bool(found[1])
    return tuple(dict.fromkeys(reading for reading in found if reading and named))


def is_only_filler(text: str) -> bool:
    """Whether a text names nothing: "that job", "it"."""
    return not strip(text, "filler", "topic")


def beside(text: str, step: int) -> list[str]:
    """Up to two words that say something, at the end of a text (``step`` -1) or its beginning (1).

    >>> beside("how much does a licensed", -1)
    ['licensed']
    """
    near = re.findall(r"\S+", text)[::step][:2]
    said = list(takewhile(lambda word: word.isalpha() and not is_only_filler(word), near))
    return said[::step]


def singulars(text: str) -> tuple[str, ...]:
    """A title with its last word in the singular, as it may be: "nurses" -> "nurse", "nurs"."""
    endings = (("ies", "y"), ("s", ""), ("es", ""))
    found = (text.removesuffix(end) + new for end, new in endings if text.endswith(end))
    return () if text.endswith("ss") else tuple(found)
