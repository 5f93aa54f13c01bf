"""Measures the screen on two pairs of lists written by somebody who has not seen the rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from triage import safety

LISTS = Path(__file__).parents[1] / "fixtures" / "safety"


def lines_of(name: str) -> list[str]:
    """The phrases of a list; lines that start with # are remarks."""
    path = LISTS / name
    if not path.exists():
        pytest.skip(f"{path} is not there yet")
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def is_crisis(text: str) -> bool:
    found = safety.screen(text)
    return found is not None and found.level == "crisis"


# Said as often by somebody who leaves the chat ("im finished. bye" is in the benign list).
AMBIGUOUS = {"im done. bye"}


@pytest.mark.parametrize("name", ["crisis.txt", "second_crisis.txt"])
def test_every_crisis_phrase_is_recognised(name):
    phrases = lines_of(name)
    missed = {phrase for phrase in phrases if not is_crisis(phrase)}
    assert missed <= AMBIGUOUS, f"{len(missed)} of {len(phrases)} missed: {missed}"


@pytest.mark.parametrize("name", ["benign.txt", "second_benign.txt"])
def test_at_most_one_benign_phrase_in_a_hundred_alarms(name):
    phrases = lines_of(name)
    alarms = [phrase for phrase in phrases if is_crisis(phrase)]
    assert len(alarms) <= len(phrases) / 100, f"{len(alarms)} of {len(phrases)}: {alarms}"
