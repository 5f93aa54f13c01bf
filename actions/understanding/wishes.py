"""Wishes for a job in a sentence -> the criteria of a search. Deterministic and pure.

What is found is echoed to the person, so that a wish that was missed can be seen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HOURS_A_YEAR = 2080
_FILE = Path(__file__).with_name("wishes.yml")
_AMOUNT = re.compile(
    r"(?P<dollar>\$)?\s?(?P<minus>\bminus\s\$?)?(?P<number>-?\d[\d,]*(?:\.\d+)?)\s?(?P<unit>k|thousand|grand|mil|million|m)?\b"
    r"(?P<hourly>\s?(?:dollars\s)?(?:an hour|per hour|/\s?h(?:ou)?r|hourly|la hora|por hora))?"
)
_CLAUSE = re.compile(
    r"[,;.!?]|\b(?:but|and|who|that|which|because|though|while|pero|y|que|porque)\b"
)

_HUGE = 1e12
"""Larger numbers are cut to this; no search takes them anyway."""
PUBLIC = "activity.performing_for_or_working_directly_with_the_public"


@cache
def vocabulary() -> dict[str, Any]:
    """The words of wishes."""
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def parse(text: str) -> dict[str, Any]:
    """Keyword arguments of ``Criteria``; empty where the text wishes for nothing.

    >>> parse("jobs over $80k without a degree, I hate math")["weak"]
    ['mathematics']
    """
    said = " ".join(text.casefold().replace("’", "'").split())  # noqa: RUF001 (typed by phones)
    wishes: dict[str, Any] = {**_pay(said), **_schooling(said), **_order(said)}
    strong, weak = _subjects(said)
    liked = " ".join(c for c in _CLAUSE.split(said) if not _has(c, vocabulary()["bad"]))
    letters = "".join(_letters(liked))[:3]
    if letters:
        wishes["interests"] = letters
    if strong:
        wishes["strong"] = strong
    if weak:
        wishes["weak"] = weak
    return wishes


def _pay(said: str) -> dict[str, int]:
    if _has(said, vocabulary()["six_figures"]):
        return {"pay_at_least": 100_000}
    for found in _AMOUNT.finditer(said):
        amount = _yearly(found)
        if amount is None:
            continue
        before = said[max(0, found.start() - 25) : found.start()]
        limit = "pay_at_most" if _has(before, vocabulary()["less"]) else "pay_at_least"
        return {limit: amount}
    return {}


def _yearly(found: re.Match[str]) -> int | None:
    """Dollars a year; an hour's pay times 2,080; None where the number is no amount."""
    number = min(float(found["number"].replace(",", "")), _HUGE)
    if found["minus"]:
        number = -number
    if found["unit"]:
        number *= 1_000_000 if found["unit"] in ("million", "m") else 1000
    if found["hourly"]:
        return round(number * HOURS_A_YEAR)
    marked = found["dollar"] or found["unit"] or number < 0
    if not marked and number < 1000:
        return None
    return round(number * HOURS_A_YEAR) if 0 < number < 200 else round(number)


def _schooling(said: str) -> dict[str, str]:
    """The lowest level named."""
    for level, words in vocabulary()["education"].items():
        if _has(said, words):
            return {"education_at_most": level}
    return {}


def _order(said: str) -> dict[str, str]:
    for order, words in vocabulary()["order"].items():
        if _has(said, words):
            return {"order": order}
    return {}


def _letters(said: str) -> Iterator[str]:
    """Letters of interests, in the order in which the text names them."""
    places = {}
    for letter, words in vocabulary()["interests"].items():
        found = [at for word in words if (at := _find(said, word)) >= 0]
        if found:
            places[letter] = min(found)
    yield from sorted(places, key=lambda letter: places[letter])


def _subjects(said: str) -> tuple[list[str], list[str]]:
    """Subjects named with liking and with dislike, clause by clause."""
    strong: list[str] = []
    weak: list[str] = []
    for clause in _CLAUSE.split(said):
        named = [name for name, words in _by_name().items() if _has(clause, words)]
        if not named:
            continue
        if _has(clause, vocabulary()["bad"]):
            weak += named
        elif _has(clause, vocabulary()["good"]):
            strong += named
    if _has(said, vocabulary()["shy"]):
        weak.append(PUBLIC)
    weak = list(dict.fromkeys(weak))
    return [name for name in dict.fromkeys(strong) if name not in weak and name != PUBLIC], weak


def _by_name() -> Mapping[str, Iterable[str]]:
    subjects: Mapping[str, Iterable[str]] = vocabulary()["subjects"]
    return subjects


def _has(text: str, words: Iterable[str]) -> bool:
    return any(_find(text, word) >= 0 for word in words)


def _find(text: str, word: str) -> int:
    found = re.search(rf"(?<![\w-]){re.escape(str(word))}(?![\w-])", text)
    return found.start() if found else -1
