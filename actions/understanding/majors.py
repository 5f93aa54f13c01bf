"""Which major a person means: "poli sci", "comp sci", "psycology", "bachelors in bio"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from knowledge.store import KnowledgeBase
from knowledge.titles.normalize import normalize

CHOICES = 4
ALIKE, NEAR = 0.8, 0.72
"""Share of letters in order from which a word is a misspelt one, and a title worth asking about."""
FEW_JOBS = 5
"""A general program that leads to fewer jobs stands for its series: "Engineering, General"."""
_SERIES, _FAMILY = len("54"), len("54.01")
_GENERAL = ", general"
_FILE = Path(__file__).with_name("majors.yml")

Level = Literal["Associate's degree", "Bachelor's degree", "Master's degree", ""]


@dataclass(frozen=True, slots=True)
class Major:
    """A program of study: the CIP code, whole or its beginning, and a title."""

    cip: str
    title: str


@dataclass(frozen=True, slots=True)
class Studied:
    """What was understood: one major, several to ask among, or none."""

    verdict: Literal["match", "ask", "none"]
    majors: tuple[Major, ...] = ()


@cache
def _words() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def level_of(text: str) -> Level:
    """The degree named: "MS in …", "bachelors in …"; "" for none or a doctorate."""
    said = " ".join(re.sub(r"[.’']", "", text).casefold().split())  # noqa: RUF001 (typed by phones)
    for level, words in _words()["levels"].items():
        if re.search(rf"\b(?:{'|'.join(words)})\b", said):
            return level  # type: ignore[no-any-return]
    return ""


def find_major(knowledge: KnowledgeBase, asked: str) -> Studied:
    """The major that a name means, among those that the crosswalk leads on from."""
    name = _written_out(normalize(asked))
    if name in _words()["instead"]:
        return _ask(_instead(knowledge, name))
    for reading in dict.fromkeys((name, _mended(knowledge, name))):
        found = [Major(*one) for one in knowledge.find_majors(reading)]
        leading = set(knowledge.leading_majors())
        with_jobs = [major for major in found if (major.cip, major.title) in leading]
        if with_jobs:
            return _among(knowledge, reading, with_jobs)
        if found:
            return _ask(_beside(knowledge, reading, found))
    return _ask(_alike(knowledge, name))


def _written_out(name: str) -> str:
    whole: dict[str, str] = _words()["short"]
    return whole.get(name, name)


def _mended(knowledge: KnowledgeBase, name: str) -> str:
    """The name with words that no title has replaced by the likest one that does."""
    known = _vocabulary(knowledge)
    return " ".join(
        word if word in known else next(iter(get_close_matches(word, known, 1, ALIKE)), word)
        for word in name.split()
    )


@lru_cache(maxsize=2)
def _vocabulary(knowledge: KnowledgeBase) -> dict[str, None]:
    words = (word for _, title in knowledge.leading_majors() for word in normalize(title).split())
    return dict.fromkeys(word for word in words if len(word) > 2)


def _among(knowledge: KnowledgeBase, name: str, found: list[Major]) -> Studied:
    """The one called so; where none is, the only family, else a question."""
    for major in found:
        if name in _names(major.title):
            return Studied("match", (_family(knowledge, major),))
    begins = [m for m in found if normalize(m.title).startswith(name) and _general(m)]
    families = {major.cip[:_FAMILY] for major in found}
    if begins or len(families) == 1:
        return Studied("match", (_family(knowledge, (begins or found)[0]),))
    return _ask(_by_family(found))


def _names(title: str) -> tuple[str, ...]:
    """What a title may be called: "Political Science and Government, General" in its parts."""
    plain = title.casefold().rstrip(".").removesuffix(_GENERAL)
    return tuple(normalize(part) for part in (plain, *plain.split("/")))


def _general(major: Major) -> bool:
    return major.title.casefold().rstrip(".").endswith(_GENERAL)


def _family(knowledge: KnowledgeBase, major: Major) -> Major:
    """Its family of programs; of a general one with few jobs, the whole series."""
    family = major.cip[:_FAMILY]
    first = major.cip.startswith(".01", _SERIES)
    broad = first and _general(major) and len(knowledge.occupations_of_major(family)) < FEW_JOBS
    return Major(major.cip[:_SERIES] if broad else family, major.title)


def _by_family(found: Iterable[Major]) -> Iterator[Major]:
    """The first of each family, likeliest first."""
    seen: set[str] = set()
    for major in found:
        if major.cip[:_FAMILY] not in seen:
            seen.add(major.cip[:_FAMILY])
            yield major


def _instead(knowledge: KnowledgeBase, name: str) -> Iterator[Major]:
    """Majors that people take on the way to what has no program of its own: pre-medicine."""
    for one in _words()["instead"][name]:
        yield from find_major(knowledge, one).majors


def _beside(knowledge: KnowledgeBase, name: str, found: list[Major]) -> Iterator[Major]:
    """Majors of the same series as those that the crosswalk leads nowhere from."""
    series = {major.cip[:_SERIES] for major in found}
    near = (
        Major(cip, title) for cip, title in knowledge.leading_majors() if cip[:_SERIES] in series
    )
    yield from sorted(near, key=lambda m: -_likeness(name, m.title))
    yield from _alike(knowledge, name)


def _alike(knowledge: KnowledgeBase, name: str) -> list[Major]:
    """Majors that are written much like a name, likest first."""
    titles = {called: Major(*m) for m in knowledge.leading_majors() for called in _names(m[1])}
    return [titles[called] for called in get_close_matches(name, titles, CHOICES, NEAR)]


def _likeness(name: str, title: str) -> float:
    return max(SequenceMatcher(None, name, called).ratio() for called in _names(title))


def _ask(majors: Iterable[Major]) -> Studied:
    offered = tuple(dict.fromkeys(majors))[:CHOICES]
    return Studied("ask", offered) if offered else Studied("none")
