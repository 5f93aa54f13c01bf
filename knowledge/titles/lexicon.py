"""The small word lists of this room: abbreviations, regional words, noise, jobs without a code.

All are data files beside this module, each with its source in its first lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import yaml

from knowledge.titles.normalize import letters, normalize

_DATA = resources.files("knowledge.titles") / "data"


@dataclass(frozen=True, slots=True)
class NoCode:
    """Something people call their job that has no occupation of its own.

    Attributes:
        kind: ``job``, ``rank`` or ``role`` (no paid occupation).
        nearest: six-digit SOC codes of the nearest occupations, closest first.
    """

    kind: str
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All lists, keys normalised.

    Attributes:
        whole: short form that is a whole title → its readings.
        words: short form inside a title → the full word.
        regional: British or European words → those of US titles.
        no_code: jobs, ranks and roles without a code; keyed by their letters.
        noise: ``seniority``, ``terms``, ``openings`` and ``tails`` of noise.yml.
        titles: six-digit SOC code → titles of ours that no release has.
    """

    whole: dict[str, tuple[str, ...]]
    words: dict[str, str]
    regional: dict[str, str]
    no_code: dict[str, NoCode]
    noise: dict[str, tuple[str, ...]]
    titles: dict[str, tuple[str, ...]]

    def expand(self, text: str) -> str:
        """Abbreviated and regional words written out in a normalised title."""
        full = " ".join(self.words.get(word, word) for word in text.split())
        return _alternation(tuple(self.regional)).sub(lambda f: self.regional[f.group()], full)


@lru_cache(maxsize=1)
def load() -> Lexicon:
    """Read the data files, once a process."""
    rows = list(_rows("abbreviations.tsv"))
    listed = yaml.safe_load((_DATA / "no_code.yml").read_text("utf-8"))
    noise = yaml.safe_load((_DATA / "noise.yml").read_text("utf-8"))
    return Lexicon(
        whole={short: tuple(full.split("; ")) for short, use, full, _ in rows if use == "whole"},
        words={short: full for short, use, full, _ in rows if use == "word"},
        regional={said: read for said, read, *_ in _rows("regional.tsv")},
        no_code=dict(_no_code(listed)),
        noise={kind: tuple(normalize(str(w)) for w in words) for kind, words in noise.items()},
        titles={soc: tuple(names.split("; ")) for soc, names in _rows("our_titles.tsv")},
    )


def _rows(file: str) -> Iterator[list[str]]:
    for line in (_DATA / file).read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def _no_code(listed: list[dict[str, Any]]) -> Iterator[tuple[str, NoCode]]:
    for entry in listed:
        for name in entry["names"]:
            yield letters(normalize(name)), NoCode(entry["kind"], tuple(entry["nearest"]))


@lru_cache(maxsize=8)
def _alternation(phrases: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")


def matcher_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of the phrases as whole words, the longest first."""
    return _alternation(phrases)
