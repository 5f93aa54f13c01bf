"""The subject of the jobs that a clause asks for: "i love baking" -> "baking". Pure."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.understanding.lexicon import lexicon, words
from knowledge.subjects import everyday_names
from knowledge.titles.normalize import key, normalize

LONGEST = 4
"""Words of a subject; what is longer is a sentence we do not understand."""
_FILE = Path(__file__).with_name("subjects.yml")


def subject_of(clause: str, *, any_subject: bool) -> str:
    """The subject named in a clause, "" for none; its everyday name alone, where much is around it.

    Args:
        clause: lower case, with bars where known wishes were cut out.
        any_subject: whether a subject that is no everyday one counts too.
    """
    runs = [_trim(run) for run in re.split(r"\s*\|\s*", clause)]
    named = [run for run in runs if run and _everyday_in(run)]
    if named:
        longest = max(named, key=len)
        return longest if len(longest.split()) <= LONGEST else _everyday_in(longest)
    left = [run for run in runs if run and len(run.split()) <= LONGEST]
    return max(left, key=len) if left and any_subject else ""


def _trim(run: str) -> str:
    """Without the words of asking at both ends; a name that starts or ends there is kept whole."""
    left = words(run)
    stop = _stop()
    while left and left[0] in stop and not _starts_a_name(left):
        left.pop(0)
    while left and left[-1] in stop and not _ends_a_name(left):
        left.pop()
    return " ".join(left)


def _starts_a_name(left: list[str]) -> bool:
    return any(_key(left[:n]) in _names() for n in range(1, LONGEST + 1) if len(left) >= n)


def _ends_a_name(left: list[str]) -> bool:
    return any(_key(left[-n:]) in _names() for n in range(1, LONGEST + 1) if len(left) >= n)


def _everyday_in(run: str) -> str:
    """The longest everyday subject that a run of words holds."""
    padded = f" {_key(run.split())} "
    return next((name for name in everyday_names() if f" {name} " in padded), "")


def _key(several: list[str]) -> str:
    return key(normalize(" ".join(several)))


@cache
def _names() -> frozenset[str]:
    return frozenset(everyday_names())


@cache
def _stop() -> frozenset[str]:
    own: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    lists = lexicon()
    every = {*own["around"].split(), *lists["filler"], *lists["topic"], *lists["degree"]}
    return frozenset(every | {f"i'{end}" for end in ("m", "d", "ve", "ll")})
