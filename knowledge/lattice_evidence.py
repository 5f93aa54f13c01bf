"""From the tables of the knowledge base to one matrix of strengths per kind of evidence."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge import ladder
from knowledge.lattice import Matrix, affinity, cosine, nearness, overlap
from knowledge.titles.index import TitleIndex

_ALL_PROFILED = """
    SELECT onet_soc FROM occupation
    WHERE onet_soc IN (SELECT onet_soc FROM detailed_activity UNION SELECT onet_soc FROM text)
    ORDER BY onet_soc
"""
_RATINGS = """
    SELECT onet_soc, element, importance, level FROM rating JOIN element ON id = element
    WHERE kind = ? ORDER BY element
"""
# Level 4 and below: from "Elementary and Secondary Schools" on; sectors would say too little.
_INDUSTRIES = """
    SELECT onet_soc, industry, employment FROM occupation JOIN wage USING (bls_code)
    JOIN industry ON industry.code = industry
    WHERE area = 'US' AND level >= 4 AND employment IS NOT NULL
"""
_STOP = frozenset(
    {"a", "all", "an", "and", "are", "as", "by", "except", "for", "from", "in", "is", "of", "on"}
    | {"or", "other", "that", "the", "their", "they", "to", "with"}
)
_WORDY = ("summary", "duties", "specialties", "becoming")
_ENDINGS = ("ers", "ors", "ing", "ies", "ists", "ist", "er", "or", "es", "s")
_WORD = re.compile(r"[a-z]+")


# A row of table text: a field is a sentence or a list of phrases.
Text = dict[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Profiles:
    """The occupations that have a profile, and where to read it.

    Attributes:
        codes: O*NET-SOC codes, the rows and columns of every matrix.
        connection: the knowledge base being built.
    """

    codes: tuple[str, ...]
    connection: sqlite3.Connection

    @classmethod
    def of(cls, connection: sqlite3.Connection) -> Profiles:
        """All occupations with activities or text of ours."""
        return cls(tuple(code for (code,) in connection.execute(_ALL_PROFILED)), connection)

    @property
    def rows(self) -> dict[str, int]:
        """Row of each code."""
        return {code: row for row, code in enumerate(self.codes)}


def closenesses(profiles: Profiles, index: TitleIndex | None) -> dict[str, Matrix]:
    """Closeness by kind, from profiles and text, without any expert's list.

    Args:
        profiles: whose.
        index: vectors of their titles and summaries; without it both kinds are left out.
    """
    closeness = {
        "knowledge": cosine(_rated(profiles, "knowledge")),
        "skills": cosine(_rated(profiles, "skill")),
        "interests": cosine(_importance(profiles, "interest")),
        "styles": cosine(_importance(profiles, "style")),
        "preparation": nearness(positions(profiles)),
        "activities": overlap(_activities(profiles)),
        "industries": affinity(_industries(profiles)),
        "words": overlap(_words(profiles)),
    }
    if index:
        closeness["titles"] = cosine(_titles(profiles, index))
        closeness["description"] = cosine(_summaries(profiles, index))
    return closeness


_ASSIGNMENTS = """
    SELECT onet_soc, entry_education, work_experience, on_the_job_training, job_zone,
           COALESCE(CAST(own.a50 AS REAL) / every.a50, own.h50 / every.h50)
    FROM occupation LEFT JOIN projection USING (bls_code)
    LEFT JOIN wage AS own
        ON own.bls_code = occupation.bls_code AND own.area = 'US' AND own.industry = '000000'
    LEFT JOIN wage AS every
        ON every.bls_code = '00-0000' AND every.area = 'US' AND every.industry = '000000'
"""


def positions(profiles: Profiles) -> NDArray[np.float64]:
    """Place of each occupation on the ladder, in steps; NaN where it has none."""
    places = {
        code: ladder.position(ladder.Assignment(*known))
        for code, *known in profiles.connection.execute(_ASSIGNMENTS)
    }
    return np.array([places[code] for code in profiles.codes], dtype=np.float64)


def _rated(profiles: Profiles, kind: str) -> NDArray[np.float32]:
    """Importance above "not important" times level, shape (occupations, elements)."""
    importance, level = _ratings(profiles, kind)
    return (importance - 1) * np.where(np.isnan(importance), np.nan, np.nan_to_num(level))


def _importance(profiles: Profiles, kind: str) -> NDArray[np.float32]:
    return _ratings(profiles, kind)[0]


def _ratings(profiles: Profiles, kind: str) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Importance and level of every element of a kind; NaN where not rated."""
    found = profiles.connection.execute(_RATINGS, (kind,)).fetchall()
    elements = {element: place for place, element in enumerate(sorted({row[1] for row in found}))}
    values = np.full((2, len(profiles.codes), max(len(elements), 1)), np.nan, dtype=np.float32)
    rows = profiles.rows
    for code, element, *pair in found:
        if code in rows:
            values[:, rows[code], elements[element]] = pair
    return values[0], values[1]


def _activities(profiles: Profiles) -> NDArray[np.float32]:
    """Detailed work activities, counted by the intermediate activity they belong to."""
    query = "SELECT onet_soc, dwa FROM detailed_activity"
    found = profiles.connection.execute(query)
    return _counted(profiles, ((code, dwa.rpartition(".")[0]) for code, dwa in found))


def _industries(profiles: Profiles) -> NDArray[np.float32]:
    """Jobs by detailed industry in the nation; zeros where none is published."""
    rows = profiles.rows
    found = [
        (rows[code], industry, jobs)
        for code, industry, jobs in profiles.connection.execute(_INDUSTRIES)
        if code in rows
    ]
    places = {code: place for place, code in enumerate(sorted({code for _, code, _ in found}))}
    counts = np.zeros((len(rows), max(len(places), 1)), dtype=np.float32)
    for row, industry, jobs in found:
        counts[row, places[industry]] = jobs
    return counts


def _words(profiles: Profiles) -> NDArray[np.float32]:
    """Words of all titles and of our text, without endings."""
    titles = profiles.connection.execute("SELECT onet_soc, title FROM title")
    pairs = [(code, word) for code, title in titles for word in stems(title)]
    for code, body in profiles.connection.execute("SELECT onet_soc, body FROM text"):
        pairs += [(code, word) for word in stems(_prose(json.loads(body)))]
    return _counted(profiles, pairs)


def _prose(text: Text) -> str:
    """The fields that tell the work, as one string."""
    fields = (text.get(name, "") for name in _WORDY)
    return " ".join(field if isinstance(field, str) else "; ".join(field) for field in fields)


def stems(text: str) -> list[str]:
    """Lower-case words without common endings: "Library assistants" -> librar, assistant."""
    return [_stem(word) for word in _WORD.findall(text.lower()) if word not in _STOP]


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word.removesuffix(ending)
    return word


def _counted(profiles: Profiles, pairs: Iterable[tuple[str, str]]) -> NDArray[np.float32]:
    """Counts of terms, shape (occupations, terms that at least two of them have)."""
    rows = profiles.rows
    kept = [(rows[code], term) for code, term in pairs if code in rows]
    terms = {term: place for place, term in enumerate(sorted({term for _, term in kept}))}
    counts = np.zeros((len(rows), len(terms)), dtype=np.float32)
    places = [(row, terms[term]) for row, term in kept]
    if places:
        np.add.at(counts, tuple(np.array(places).T), 1)
    return counts[:, (counts > 0).sum(axis=0) > 1]


def _titles(profiles: Profiles, index: TitleIndex) -> NDArray[np.float32]:
    """Mean vector of all titles of each occupation; NaN without any."""
    rows = profiles.rows
    place = np.array([rows.get(code, -1) for code in index.codes])
    title, occupation = index.pairs[:, 0], place[index.pairs[:, 1]]
    title, occupation = title[occupation >= 0], occupation[occupation >= 0]
    total = np.zeros((len(rows), index.vectors.shape[1]), dtype=np.float32)
    np.add.at(total, occupation, index.vectors[title].astype(np.float32))
    number = np.bincount(occupation, minlength=len(rows))[:, None]
    return np.where(number > 0, total / np.maximum(number, 1), np.nan).astype(np.float32)


def _summaries(profiles: Profiles, index: TitleIndex) -> NDArray[np.float32]:
    """Vector of our own summary of each occupation; NaN without one."""
    rows = profiles.rows
    vectors = np.full((len(rows), index.summaries.shape[1]), np.nan, dtype=np.float32)
    for code, summary in zip(index.codes, index.summaries, strict=True):
        if code in rows and summary.any():
            vectors[rows[code]] = summary
    return vectors
