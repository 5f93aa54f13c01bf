"""BLS Employment Projections: jobs now and then, openings, entry requirements, attainment.

Employment is published in thousands; we keep jobs. The word ``None`` under experience and
training is a value ("none needed"); ``—`` means not applicable.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import MalformedRelease
from knowledge.sources import codes
from knowledge.sources.tables import read_table, write_table
from knowledge.sources.workbook import Row, Sheet, read_sheet

OCCUPATION = "occupation.xlsx"
EDUCATION = "education.xlsx"
PROJECTION_FILE = "bls/projections.tsv"
ATTAINMENT_FILE = "bls/attainment.tsv"

NOT_APPLICABLE = "—"
LEVELS = (
    "Less than high school diploma",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)
ENTRY_EDUCATION = (*LEVELS[1:], "Postsecondary nondegree award", "No formal educational credential")
EXPERIENCE = ("None", "Less than 5 years", "5 years or more")
TRAINING = (
    "None",
    "Short-term on-the-job training",
    "Moderate-term on-the-job training",
    "Long-term on-the-job training",
    "Internship/residency",
    "Apprenticeship",
)

_CODE = {"title": "^20.. National Employment Matrix title", "code": "Matrix code$"}
_TABLE_1_2 = _CODE | {
    "type": "Occupation type",
    "employment": r"^Employment, \d{4}$",
    "employment projected": r"^Employment, \d{4}$",
    "employment change": "change, numeric",
    "growth": "change, percent",
    "self-employed": "Percent self.employed",
    "openings": "openings, .*annual average",
    "entry education": "education needed for entry",
    "work experience": "Work experience",
    "training": "on-the-job training",
}
_TABLE_1_10 = _CODE | {
    "exits": "^Labor force exits,",
    "transfers": "^Occupational transfers,",
}


class Projection(NamedTuple):
    """Projections of an occupation or a major group; jobs, percent, categories."""

    code: str
    title: str
    employment: int
    employment_projected: int
    employment_change: int
    growth: float
    openings: int
    self_employed: float | None
    exits: int
    transfers: int
    entry_education: str | None
    work_experience: str | None
    training: str | None


class Attainment(NamedTuple):
    """Shares of workers of 25 and more years, percent, in the order of ``LEVELS``."""

    code: str
    percent: tuple[float, ...]


def period(release: Path) -> str:
    """The span of a release as its own header gives it, ``2024-34``.

    Raises:
        MalformedRelease: the header names none.
    """
    sheet = read_sheet(release / OCCUPATION, _TABLE_1_2, "Table 1.2")
    header = sheet.header["employment change"]
    found = re.search("(\\d{4})[-\u2013](?:\\d{2})?(\\d{2})$", header)
    if not found:
        raise MalformedRelease(sheet.file, "a span such as 2024-34 in the header", value=header)
    return f"{found[1]}-{found[2]}"


def read_projections(release: Path) -> Iterator[Projection]:
    """Every occupation of Table 1.2, the total and the major groups, with its Table 1.10 row.

    Raises:
        MalformedRelease: missing file, sheet, column or row; wrong code, number or category.
    """
    separations = _by_code(read_sheet(release / OCCUPATION, _TABLE_1_10, "Table 1.10"))
    for code, row in _by_code(read_sheet(release / OCCUPATION, _TABLE_1_2, "Table 1.2")).items():
        if row["type"] not in ("Line item", "Summary"):
            raise row.wrong("type", "Line item or Summary")
        if row["type"] == "Line item" or code.endswith("-0000"):
            if code not in separations:
                raise row.wrong("code", "a code that Table 1.10 has too")
            yield _projection(code, row, separations[code])


def _by_code(sheet: Sheet) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    for row in sheet.rows:
        code = codes.soc(row["code"], row.file, row.line)
        if code in rows:
            raise row.wrong("code", "each code once")
        rows[code] = row
    return rows


def _projection(code: str, row: Row, separations: Row) -> Projection:
    share = row["self-employed"]
    detailed = row["type"] == "Line item"
    return Projection(
        code,
        row["title"],
        _jobs(row, "employment"),
        _jobs(row, "employment projected"),
        _jobs(row, "employment change"),
        row.number("growth"),
        _jobs(row, "openings"),
        None if share == NOT_APPLICABLE else row.number("self-employed"),
        _jobs(separations, "exits"),
        _jobs(separations, "transfers"),
        _category(row, "entry education", ENTRY_EDUCATION) if detailed else None,
        _category(row, "work experience", EXPERIENCE) if detailed else None,
        _category(row, "training", TRAINING) if detailed else None,
    )


def _jobs(row: Row, column: str) -> int:
    """Published thousands with one decimal -> jobs."""
    return round(row.number(column) * 1000)


def _category(row: Row, column: str, known: tuple[str, ...]) -> str:
    if row[column] not in known:
        raise row.wrong(column, f"one of {'; '.join(known)}")
    return row[column]


def read_attainment(release: Path) -> Iterator[Attainment]:
    """Table 5.3: education that workers have.

    Raises:
        MalformedRelease: missing file, sheet or column; wrong code or number.
    """
    for code, row in _by_code(_attainment_sheet(release)).items():
        yield Attainment(code, tuple(row.number(level) for level in LEVELS))


def attainment_period(release: Path) -> str:
    """The survey years of Table 5.3 as its note gives them, ``2022-23``.

    Raises:
        MalformedRelease: no note names them.
    """
    sheet = _attainment_sheet(release)
    found = re.search(r"(\d{4}) and \d{2}(\d{2}) American Community", " ".join(sheet.notes))
    if not found:
        raise MalformedRelease(sheet.file, "a note with '2022 and 2023 American Community Survey'")
    return f"{found[1]}-{found[2]}"


def _attainment_sheet(release: Path) -> Sheet:
    columns = _CODE | {level: f"^{re.escape(level)}" for level in LEVELS}
    return read_sheet(release / EDUCATION, columns, "Table 5.3")


_ATTAINMENT_HEADER = ("code", *LEVELS)


def derive(release: Path, folder: Path) -> None:
    """Write the compact files from a folder with ``occupation.xlsx`` and ``education.xlsx``.

    Raises:
        MalformedRelease: one of them is missing or cannot be read.
    """
    rows = (
        ["" if cell is None else cell for cell in found]
        for found in sorted(read_projections(release))
    )
    write_table(folder / PROJECTION_FILE, Projection._fields, rows)
    shares = ((found.code, *found.percent) for found in sorted(read_attainment(release)))
    write_table(folder / ATTAINMENT_FILE, _ATTAINMENT_HEADER, shares)


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Fill projection and attainment."""
    projections = (
        [cell or None for cell in cells]
        for _, cells in read_table(folder / PROJECTION_FILE, Projection._fields)
    )
    marks = ", ".join("?" * len(Projection._fields))
    connection.executemany(f"INSERT INTO projection VALUES ({marks})", projections)  # noqa: S608
    shares = (
        (cells[0], level, float(percent))
        for _, cells in read_table(folder / ATTAINMENT_FILE, _ATTAINMENT_HEADER)
        for level, percent in zip(LEVELS, cells[1:], strict=True)
    )
    connection.executemany("INSERT INTO attainment VALUES (?, ?, ?)", shares)
