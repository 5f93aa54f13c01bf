"""What the entity tagger looks at, and how labels become spans. Pure functions.

Labels are BIO: ``B-area``, ``I-area``, ``O``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from bot.nlu.tokens import Token

_WORDS = Path(__file__).parent / "words"
_LEAD = {
    "occupation": re.compile(r"^(?:(?:an?|the|un|una|el|la|los|las)\s+)+", re.IGNORECASE),
    "area": re.compile(r"^(?:(?:in|en|the)\s+)+", re.IGNORECASE),
}
_LONGEST_PLACE = 4


class Span(NamedTuple):
    """An entity in a text: ``text[start:end]``."""

    entity: str
    start: int
    end: int


@lru_cache(maxsize=6)
def word_list(name: str) -> frozenset[str]:
    """A list of ``words/``.

    ``titles``: last words of job titles; ``places``: states and cities; ``majors``: words of their
    names; ``states``: their codes; ``wordlike_states``: codes that are everyday words, too;
    ``not_jobs``: words that stand where a job would ("for girls").
    """
    return frozenset((_WORDS / f"{name}.txt").read_text(encoding="utf-8").split("\n")) - {""}


def features(tokens: Sequence[Token]) -> list[list[str]]:
    """The features of each token: itself, its neighbours, and which word lists hold them."""
    words = [token.text for token in tokens]
    kinds = [_kinds(word) for word in words]
    for start, end in _places(words):
        for position in range(start, end):
            kinds[position].append("place+" if end - start > 1 else "place")
    return [_token_features(words, kinds, at) for at in range(len(words))]


def _kinds(word: str) -> list[str]:
    single = word[:-1] if word.endswith("s") else word
    found = [
        kind
        for kind, holds in (
            ("title", word in word_list("titles") or single in word_list("titles")),
            ("major", word in word_list("majors")),
            ("state", word in word_list("states")),
            ("digit", word.isdigit()),
            ("mark", not word[0].isalnum()),
        )
        if holds
    ]
    return found


def _places(words: Sequence[str]) -> list[tuple[int, int]]:
    found, at = [], 0
    while at < len(words):
        for length in range(min(_LONGEST_PLACE, len(words) - at), 0, -1):
            if " ".join(words[at : at + length]) in word_list("places"):
                found.append((at, at + length))
                at += length - 1
                break
        at += 1
    return found


def _token_features(words: Sequence[str], kinds: Sequence[list[str]], at: int) -> list[str]:
    word = words[at]
    found = ["bias", f"w={word}", f"s3={word[-3:]}", f"s4={word[-4:]}", f"p3={word[:3]}"]
    found += [f"k={kind}" for kind in kinds[at]] or ["k=-"]
    for step in (-2, -1, 1, 2):
        near = at + step
        if 0 <= near < len(words):
            found.append(f"{step}w={words[near]}")
            found += [f"{step}k={kind}" for kind in kinds[near]] or [f"{step}k=-"]
        else:
            found.append(f"{step}edge")
    before = words[at - 1] if at else "^"
    after = words[at + 1] if at + 1 < len(words) else "$"
    return [*found, f"-1w0k={before}|{','.join(kinds[at])}", f"-1w+1w={before}|{after}"]


def to_labels(tokens: Sequence[Token], spans: Iterable[Span]) -> list[str]:
    """BIO labels of annotated spans."""
    labels = ["O"] * len(tokens)
    for entity, start, end in spans:
        inside = [i for i, token in enumerate(tokens) if token.start < end and token.end > start]
        for i in inside:
            labels[i] = f"I-{entity}"
        if inside:
            labels[inside[0]] = f"B-{entity}"
    return labels


def to_spans(text: str, tokens: Sequence[Token], labels: Sequence[str]) -> list[Span]:
    """Spans of predicted labels, without leading articles, and without words taken for states."""
    found: list[Span] = []
    for token, label in zip(tokens, labels, strict=True):
        mark, _, entity = label.partition("-")
        if mark == "I" and found and _continues(text, found[-1], entity, token):
            found[-1] = found[-1]._replace(end=token.end)
        elif mark in ("B", "I"):
            found.append(Span(entity, token.start, token.end))
    trimmed = [_trim(text, span) for span in found]
    return [span for span in trimmed if span.end > span.start and _believable(text, span)]


def _continues(text: str, span: Span, entity: str, token: Token) -> bool:
    return span.entity == entity and len(text[span.end : token.start].strip()) <= 1


def _trim(text: str, span: Span) -> Span:
    words = text[span.start : span.end]
    lead = _LEAD[span.entity].match(words) if span.entity in _LEAD else None
    start = span.start + (lead.end() if lead else 0)
    return span._replace(start=start, end=max(start, span.end))


def _believable(text: str, span: Span) -> bool:
    value = text[span.start : span.end]
    if not any(c.isalnum() for c in value):
        return False
    if span.entity == "occupation":
        return value.lower() not in word_list("not_jobs")
    if span.entity != "area" or value.lower() not in word_list("wordlike_states"):
        return True
    before, after = text[: span.start].strip().lower(), text[span.end :].strip(" ?.!")
    if not before:
        return False
    return value.isupper() or before.endswith((" in", ",")) or not after
