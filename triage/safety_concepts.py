"""What a message speaks of, as far as single words tell: kin, pills, a weapon, tonight.

A concept (``safety_concepts.ini``) gathers English and Spanish words, so that what the examples say
of a "dad" is known of a "padrastro". Pure standard library, Python 3.10 and later.
"""

from __future__ import annotations

from configparser import RawConfigParser
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("safety_concepts.ini")


@lru_cache(maxsize=1)
def _lexicon() -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Whole words with their concept, and beginnings of words with theirs, longest first."""
    parser = RawConfigParser(delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(_FILE.read_text(encoding="utf-8"), str(_FILE))
    whole: dict[str, str] = {}
    starts: list[tuple[str, str]] = []
    for concept, words in parser["concepts"].items():
        for word in words.split():
            if word.endswith("*"):
                starts.append((word[:-1], concept))
            else:
                whole.setdefault(word, concept)
    starts.sort(key=lambda start: -len(start[0]))
    return whole, tuple(starts)


@lru_cache(maxsize=8192)
def concept(word: str) -> str | None:
    """The concept of a plainly spelled word, or None."""
    whole, starts = _lexicon()
    known = whole.get(word)
    return known or next((name for start, name in starts if word.startswith(start)), None)
