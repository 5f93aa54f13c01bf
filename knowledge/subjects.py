"""Which occupations are about a subject that people like: plants, fashion, real estate.

No release rates occupations by everyday subjects. So this is derived, by rules stated in
docs/searching.md, from five witnesses: words of our own descriptions, job titles, official career
fields, fields of study, and the meaning of our descriptions. Whoever shows it says so.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from math import exp
from pathlib import Path
from typing import Any

import yaml

from knowledge.model import SocCode
from knowledge.queries.reader import Reader, Row
from knowledge.titles.normalize import key, normalize

ABOUT_FROM, FAINTLY_FROM, FEW = 0.5, 0.3, 5
"""Least relevance of an occupation that is about a subject; where so many are fewer than ``FEW``,
that of those which make up the number."""
WEIGHTS = {"text": 0.8, "title": 0.85, "field": 0.6, "study": 0.35, "meaning": 0.75}
"""How much a witness can say alone; together they add up as independent chances do."""
IN_SUMMARY, IN_LIST = 0.7, 0.25
SHARE_OF_TITLES = 0.06
"""Share of an occupation's titles with the subject's words that convinces by half."""
NEAR, STEEP = 3.3, 1.4
"""Standard deviations above the mean from which a description is near, and how sharply."""
DOUBTED = 0.4
"""What is left of a word's weight where the description means something else by it."""
HEARD_FROM = 0.2
"""Least score of a witness that is named as a reason."""
TEACHERS = "25-1"
"""College teachers of a field are named by the crosswalk for every field of study."""

Likeness = Callable[[str], Mapping[str, float]]
"""How near our description of each occupation is to a text: O*NET code → standard deviations."""
Scores = dict[str, float]

_FILE = Path(__file__).with_name("subjects.yml")


@dataclass(frozen=True, slots=True)
class Meant:
    """A subject as it is looked for.

    Attributes:
        name: as people said it.
        phrases: what to look for in words, each a key of singular words.
        meaning: the text whose meaning counts.
        fields: names of career clusters and pathways that are all about it.
    """

    name: str
    phrases: tuple[str, ...]
    meaning: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Subject:
    """What was found: relevance 0-1 by O*NET code, and the witnesses behind each."""

    name: str
    relevance: Mapping[str, float]
    witnesses: Mapping[str, tuple[str, ...]]


def no_likeness(_text: str) -> Mapping[str, float]:
    """Where no encoder is at hand, the other four witnesses speak."""
    return {}


def understand(name: str) -> tuple[Meant, ...]:
    """How a subject may be looked for, best first: as listed, by its own words, by a part of it."""
    asked = key(normalize(name))
    if not asked:
        return ()
    if asked in _everyday():
        return (_everyday()[asked],)
    parts = sorted((p for p in _everyday() if f" {p} " in f" {asked} "), key=len, reverse=True)
    return (Meant(name, (asked,), name), *(_everyday()[part] for part in parts[:1]))


@cache
def _everyday() -> dict[str, Meant]:
    lists: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    found = {}
    for name, entry in lists.items():
        words = entry.get("words", [name])
        meant = Meant(
            name,
            tuple(dict.fromkeys(key(normalize(word)) for word in words)),
            entry.get("meaning", name),
            tuple(entry.get("fields", ())),
        )
        for said in (name, *entry.get("said", ())):
            found[key(normalize(str(said)))] = meant
    return found


@cache
def everyday_names() -> tuple[str, ...]:
    """What people call the everyday subjects, as keys of singular words; longest first."""
    return tuple(sorted(_everyday(), key=len, reverse=True))


@lru_cache(maxsize=200)
def about(reader: Reader, name: str, likeness: Likeness = no_likeness) -> Subject:
    """The occupations that are about a subject.

    Args:
        reader: the knowledge base.
        name: as people said it.
        likeness: see ``Likeness``; called once, with a short text.
    """
    for meant in understand(name):
        spoken = {
            "text": _in_texts(reader, meant.phrases),
            "title": _in_titles(reader, meant.phrases),
            "field": _in_fields(reader, meant),
            "study": _studied(reader, meant.phrases),
        }
        if any(spoken.values()):
            return _judge(name, _weighed(spoken, likeness(meant.meaning)))
    return Subject(name, {}, {})  # some description is the nearest to any text at all


def _weighed(spoken: dict[str, Scores], deviations: Mapping[str, float]) -> dict[str, Scores]:
    """The witnesses, with words believed as far as the meaning bears them out."""
    for kind in ("text", "title"):
        spoken[kind] = {c: _trust(deviations.get(c)) * s for c, s in spoken[kind].items()}
    spoken["meaning"] = {code: _sigmoid(STEEP * (z - NEAR)) for code, z in deviations.items()}
    return spoken


def _judge(name: str, spoken: Mapping[str, Scores]) -> Subject:
    doubt: defaultdict[str, float] = defaultdict(lambda: 1.0)
    for kind, scores in spoken.items():
        for code, score in scores.items():
            doubt[code] *= 1 - WEIGHTS[kind] * score
    ordered = sorted(doubt.items(), key=lambda item: item[1])
    relevance = {
        code: 1 - left
        for place, (code, left) in enumerate(ordered)
        if 1 - left >= (FAINTLY_FROM if place < FEW else ABOUT_FROM)
    }
    witnesses = {
        code: tuple(kind for kind, scores in spoken.items() if scores.get(code, 0) >= HEARD_FROM)
        for code in relevance
    }
    return Subject(name, relevance, witnesses)


def _trust(deviations: float | None) -> float:
    """How far a word is believed: less where the description means something else by it."""
    return 1.0 if deviations is None else DOUBTED + (1 - DOUBTED) * _sigmoid(2 * (deviations - 1))


def _sigmoid(x: float) -> float:
    return 1 / (1 + exp(-x))


# Words


def _in_texts(reader: Reader, phrases: tuple[str, ...]) -> Scores:
    """Words in our summary, and in our duties and specialties."""
    found: Scores = {}
    for row in _rows_with(reader, "SELECT onet_soc, body FROM text", "body", phrases):
        body = json.loads(row["body"])
        lines = (*body.get("duties", ()), *body.get("specialties", ()))
        score = IN_SUMMARY * _holds(body["summary"], phrases)
        score += IN_LIST * sum(_holds(line, phrases) for line in lines)
        if score:
            found[row["onet_soc"]] = min(score, 1.0)
    return found


def _in_titles(reader: Reader, phrases: tuple[str, ...]) -> Scores:
    """How many of an occupation's titles, those of its details included, hold the words."""
    held: Counter[str] = Counter()
    for row in _rows_with(reader, "SELECT onet_soc, title FROM title", "title", phrases):
        if _holds(row["title"], phrases):
            held[SocCode(row["onet_soc"][:7]).onet] += 1
    every = _titles_of(reader)
    shares = {code: count / every[code] for code, count in held.items()}
    return {code: share / (share + SHARE_OF_TITLES) for code, share in shares.items()}


@lru_cache(maxsize=4)
def _titles_of(reader: Reader) -> dict[str, int]:
    rows = reader.rows("SELECT substr(onet_soc, 1, 7) AS soc, count(*) AS n FROM title GROUP BY 1")
    return {SocCode(row["soc"]).onet: row["n"] for row in rows}


def _rows_with(reader: Reader, select: str, column: str, phrases: tuple[str, ...]) -> list[Row]:
    """Rows that may hold one of the phrases; whoever asked looks closer."""
    if not phrases:
        return []
    stems = [f"%{phrase.split()[0].rstrip('y')}%" for phrase in phrases]
    return reader.rows(f"{select} WHERE {' OR '.join([f'{column} LIKE ?'] * len(stems))}", *stems)


def _holds(text: str, phrases: Iterable[str]) -> bool:
    plain = f" {key(normalize(text, longest=len(text)))} "
    return any(f" {phrase} " in plain for phrase in phrases)


# Fields


def _in_fields(reader: Reader, meant: Meant) -> Scores:
    """Occupations of the career clusters and pathways that the subject names."""
    wanted = set(meant.fields)

    @cache
    def named(cluster: str, pathway: str) -> bool:
        return bool({cluster, pathway} & wanted) or _holds(f"{cluster} {pathway}", meant.phrases)

    rows = reader.rows("SELECT onet_soc, cluster, pathway FROM cluster")
    return {row["onet_soc"]: 1.0 for row in rows if named(row["cluster"], row["pathway"])}


def _studied(reader: Reader, phrases: tuple[str, ...]) -> Scores:
    """Occupations that the crosswalk names for fields of study; teachers of them aside."""
    select = "SELECT title, soc FROM major JOIN major_occupation USING (cip)"
    rows = _rows_with(reader, select, "title", phrases)
    return {
        SocCode(row["soc"]).onet: 1.0
        for row in rows
        if not row["soc"].startswith(TEACHERS) and _holds(row["title"], phrases)
    }
