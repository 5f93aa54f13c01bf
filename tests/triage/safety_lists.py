"""The lists of phrases that the safety screen is fitted on and measured with."""

from __future__ import annotations

from functools import lru_cache

from triage import safety, safety_fit
from triage.safety_fit import Example


@lru_cache(maxsize=1)
def _all() -> tuple[Example, ...]:
    return tuple(safety_fit.read_examples())


def phrases(source: str, *, crisis: bool) -> list[Example]:
    """The examples that came from one list."""
    return [e for e in _all() if (e.source, e.crisis) == (source, crisis)]


def examples(source: str, *, crisis: bool) -> list[str]:
    """Their texts."""
    return [example.text for example in phrases(source, crisis=crisis)]


def is_crisis(text: str) -> bool:
    found = safety.screen(text)
    return found is not None and found.level == "crisis"
