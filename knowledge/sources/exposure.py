"""Published measures of exposure to automation and AI.

Three papers, four columns, each kept as published. Frey & Osborne counted SOC 2010
occupations: each of their figures goes to every successor in SOC 2018 and keeps the name of
the occupation it was measured for, so that two merged occupations keep two figures.
"""

from __future__ import annotations

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import InvalidCode, MalformedRelease
from knowledge.model import SocCode
from knowledge.sources.tables import number, read_delimited, read_table, write_table

FOLDER = "exposure"

_HEADER = ("measure", "code", "value", "measured_for")
_Row = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True)
class MeasureFile:
    """A published file: the column of its codes, and measures by value column."""

    file: str
    code: str
    measures: dict[str, str]


_DIRECT = (
    MeasureFile(
        "gpts-are-gpts-occ_level.csv",
        "O*NET-SOC Code",
        {
            "human_rating_beta": "eloundou_2023_human",
            "dv_rating_beta": "eloundou_2023_gpt4",
        },
    ),
    MeasureFile(
        "soc_ai_applicability_scores.csv",
        "SOC Code",
        {"ai_applicability_score": "microsoft_2025"},
    ),
)
_FREY_OSBORNE = "frey-osborne-2013.csv"
_CROSSWALK = "crosswalk_soc2010_to_soc2018.csv"

# Frey & Osborne use a few codes of the 2010-11 wage survey that SOC 2010 does not have.
_SURVEY_CODES = {
    "29-1111": ("29-1141", "29-1151", "29-1161", "29-1171"),
    "29-2037": ("29-2034", "29-2035"),
    "15-1179": ("15-1122", "15-1134", "15-1143"),
    "15-1799": ("15-1199",),
}


def derive(release: Path, folder: Path, crosswalk: Path) -> dict[str, int]:
    """Write all measures into ``folder/exposure``; what is unmapped is counted on stderr.

    Args:
        release: folder with the published files; absent ones are named on stderr.
        folder: where the knowledge room keeps its data.
        crosswalk: the SOC 2010 to 2018 crosswalk as CSV.

    Raises:
        MalformedRelease: a file cannot be read, or a value is no share from 0 to 1.
    """
    rows: list[_Row] = []
    for spec in _DIRECT:
        if (release / spec.file).exists():
            rows += _read_direct(release / spec.file, spec)
    if (release / _FREY_OSBORNE).exists():
        rows += _read_frey_osborne(release / _FREY_OSBORNE, _read_crosswalk(crosswalk))
    absent = [file for file in _files() if not (release / file).exists()]
    if absent:
        sys.stderr.write(f"{release}: absent, going on without: {', '.join(absent)}\n")
    count = write_table(folder / FOLDER / "exposure.tsv", _HEADER, sorted(rows))
    return {"exposure.tsv": count}


def _files() -> tuple[str, ...]:
    return (*(spec.file for spec in _DIRECT), _FREY_OSBORNE)


def _rows(path: Path, *columns: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    return read_delimited(lines, path.name, columns)


def _share(row: dict[str, str], column: str, file: str, line: int) -> str:
    value = number(row, column, file, line)
    if not 0 <= value <= 1:
        raise MalformedRelease(file, "a share from 0 to 1", line=line, value=row[column])
    return f"{value:.6g}"


def _code(row: dict[str, str], column: str, file: str, line: int) -> str:
    try:
        SocCode.parse(row[column])
    except InvalidCode as error:
        raise MalformedRelease(file, "a SOC code", line=line, value=row[column]) from error
    return row[column]


def _read_direct(path: Path, spec: MeasureFile) -> Iterator[_Row]:
    for line, row in _rows(path, spec.code, *spec.measures):
        code = _code(row, spec.code, spec.file, line)
        for column, measure in spec.measures.items():
            yield measure, code, _share(row, column, spec.file, line), ""


def _read_crosswalk(path: Path) -> dict[str, set[str]]:
    """Current codes by SOC 2010 code."""
    found = defaultdict(set)
    for line, row in _rows(path, "2010 SOC Code", "2018 SOC Code"):
        found[_code(row, "2010 SOC Code", path.name, line)].add(row["2018 SOC Code"])
    if not found:
        raise MalformedRelease(path.name, "rows of SOC 2010 and 2018 codes")
    return dict(found)


def _read_frey_osborne(path: Path, crosswalk: dict[str, set[str]]) -> Iterator[_Row]:
    unmapped = []
    for line, row in _rows(path, "SOC code", "Probability", "Occupation"):
        code = _code(row, "SOC code", path.name, line)
        value = _share(row, "Probability", path.name, line)
        old = _old_codes(code, crosswalk)
        successors = {new for one in old for new in crosswalk[one]}
        if not successors:
            unmapped.append(code)
        renamed = successors != {code}
        for soc in successors:
            basis = f"{row['Occupation']} (SOC 2010 {code})" if renamed else ""
            yield "frey_osborne_2013", soc, value, basis
    if unmapped:
        sys.stderr.write(f"{path.name}: no SOC 2010 occupation: {', '.join(unmapped)}\n")


def _old_codes(code: str, crosswalk: dict[str, set[str]]) -> tuple[str, ...]:
    """The SOC 2010 codes a row stands for: itself, a survey code's, or a broad group's."""
    if code in crosswalk:
        return (code,)
    if code in _SURVEY_CODES:
        return _SURVEY_CODES[code]
    stem = code.rstrip("0")
    return tuple(one for one in crosswalk if one.startswith(stem)) if stem != code else ()


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Load every measure.

    Raises:
        MalformedRelease: the file of ours is damaged.
    """
    rows = (cells for _, cells in read_table(folder / FOLDER / "exposure.tsv", _HEADER))
    connection.executemany("INSERT INTO exposure VALUES (?, ?, ?, ?)", rows)
