"""The features of a message that the learned part of the safety screen weighs.

Each is a bit of text: words in a row, letters in a row (against misspelling), concepts in a row
and concepts near one another. Pure standard library, Python 3.10 and later.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from zlib import crc32

from triage.safety_concepts import concept

BUCKETS = 1 << 18
_NEAR = 7


def features(words: list[str]) -> dict[int, float]:
    """Buckets with their weights; each of the three kinds of features has length 1.

    Args:
        words: plainly spelled words, with "." between sentences.
    """
    found: dict[int, float] = {}
    for kind in (_words(words), _letters(words), _concepts(words)):
        buckets = {bucket(name) for name in kind}
        for at in buckets:
            found[at] = found.get(at, 0.0) + len(buckets) ** -0.5
    return found


def bucket(name: str) -> int:
    """The place of a feature; a few share one."""
    return crc32(name.encode()) % BUCKETS


def _words(words: list[str]) -> Iterator[str]:
    for size in (1, 2, 3, 4):
        for at in range(len(words) - size + 1):
            yield "w " + " ".join(words[at : at + size])
    for one, other in zip(words, words[2:]):  # noqa: B905
        yield f"s {one} {other}"


def _letters(words: list[str]) -> Iterator[str]:
    for word in words:
        padded = f" {word} "
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                yield "l" + padded[at : at + size]


def _concepts(words: list[str]) -> Iterator[str]:
    row = [concept(word) or (word if len(word) < 4 else "*") for word in words]
    for size in (2, 3, 4):
        for at in range(len(row) - size + 1):
            yield "k " + " ".join(row[at : at + size])
    sentence: list[str] = []
    for word in [*words, "."]:
        if word != ".":
            sentence.append(word)
            continue
        yield from _together(sentence)
        sentence = []


def _together(sentence: list[str]) -> Iterator[str]:
    named = [(at, name) for at, word in enumerate(sentence) if (name := concept(word))]
    for _, name in named:
        yield f"c {name}"
    for (at, one), (later, other) in combinations(named, 2):
        if later - at <= _NEAR:
            yield f"p {one} {other}"
    for (_, one), (_, other), (_, third) in zip(named, named[1:], named[2:]):  # noqa: B905
        yield f"t {one} {other} {third}"
