"""The lists of phrases that the safety screen is fitted on and measured with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from triage import safety, safety_fit

THIRD = Path(__file__).parents[1] / "fixtures" / "safety" / "third.csv"


@dataclass(frozen=True)
class Phrase:
    text: str
    crisis: bool
    category: str
    language: str


@lru_cache(maxsize=1)
def third_list() -> tuple[Phrase, ...]:
    """Written by somebody else; the screen is not fitted on it."""
    with THIRD.open(encoding="utf-8", newline="") as file:
        return tuple(
            Phrase(row["text"], row["label"] == "crisis", row["category"], row["language"])
            for row in csv.DictReader(file)
        )


def examples(source: str, *, crisis: bool) -> list[str]:
    """The examples that came from one list."""
    return [
        example.text
        for example in safety_fit.read_examples()
        if (example.source, example.crisis) == (source, crisis)
    ]


def is_crisis(text: str) -> bool:
    found = safety.screen(text)
    return found is not None and found.level == "crisis"
