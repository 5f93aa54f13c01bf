"""Spanish job names -> English titles, so that the matcher can be asked. Pure."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

import yaml

from actions.understanding.lexicon import words

_FILE = Path(__file__).with_name("spanish_titles.yml")


def to_english(text: str) -> str:
    """The English title of a Spanish job name; any other text comes back as it is.

    >>> to_english("enfermeras")
    'registered nurse'
    """
    return _titles().get(_plain(text), text)


@cache
def _titles() -> dict[str, str]:
    named: dict[str, str] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return {_plain(name): title for name, title in named.items()}


def _plain(text: str) -> str:
    """Without accents; each word in the singular and, where it has one, the masculine form."""
    return " ".join(map(_form, words(_without_accents(text))))


def _without_accents(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _form(word: str) -> str:
    if len(word) < 5:
        return word
    word = word.removesuffix("s")
    if word.endswith("ore"):
        return word[:-1]
    if word.endswith("ora"):
        return word[:-1]
    return f"{word[:-1]}o" if word.endswith("a") and not word.endswith("ista") else word
