"""OEWS: jobs and pay of occupations by place and industry, into compact files and tables.

A cell of the compact files is a figure, ``115.00+`` (at least: top-coded), ``x`` (not
published) or ``-`` (not applicable: published by the hour or by the year only).
"""

from __future__ import annotations

import gzip
import io
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import MalformedRelease
from knowledge.model import NATION, Area
from knowledge.sources import areas as places
from knowledge.sources.codes import hyphenated
from knowledge.sources.oews_release import (
    DATA_TYPES,
    AreaLine,
    Estimates,
    OewsRelease,
    open_release,
)
from knowledge.sources.tables import read_table, write_table

AREAS_FILE = "bls/areas.tsv"
INDUSTRIES_FILE = "bls/industries.tsv"
AREA_WAGES_FILE = "bls/wages_by_area.tsv.gz"
INDUSTRY_WAGES_FILE = "bls/wages_by_industry.tsv.gz"

ALL_INDUSTRIES = "000000"
PRIVATE_ONLY = "000001"  # an ownership, not an industry
DETAILED = 3

_PERCENTILES = tuple(f"{scale}{p}" for scale in "ha" for p in (10, 25, 50, 75, 90))
_COLUMNS = ("employment", *_PERCENTILES, "hmean", "amean")
_AREAS_HEADER = ("code", "name", "kind", "states")
_INDUSTRIES_HEADER = ("code", "name", "level")
_AREA_WAGES_HEADER = ("bls_code", "area", *_COLUMNS)
_INDUSTRY_WAGES_HEADER = ("bls_code", "industry", *_COLUMNS)


class WageLine(NamedTuple):
    """Figures of an occupation in an area and an industry, as cells of the compact files."""

    bls_code: str
    area: str
    industry: str
    cells: tuple[str, ...]


def area(line: AreaLine) -> Area:
    """An area of ours from a line of the release.

    Raises:
        KeyError: its state is none we know.
    """
    if line.area_type == "N":
        return NATION
    state = places.POSTAL[line.state]
    if line.area_type == "S":
        return Area(state, line.name, "state", (state,))
    if line.code.startswith("00"):
        named = line.name.rpartition(", ")[2].split("-")
        return Area(line.code[2:], line.name, "metro", tuple(named))
    return Area(line.code, line.name, "nonmetro", (state,))


def read_areas(release: OewsRelease) -> dict[tuple[str, str], Area]:
    """(area type, official code) -> area.

    Raises:
        MalformedRelease: an area type or state that does not exist.
    """
    found = {}
    for line, row in enumerate(release.areas, start=2):
        if row.area_type not in ("N", "S", "M") or (
            row.area_type != "N" and row.state not in places.POSTAL
        ):
            expected = "area type N, S or M and a state's FIPS code"
            value = f"{row.area_type} {row.state} {row.name}"
            raise MalformedRelease("oe.area", expected, line=line, value=value)
        found[row.area_type, row.code] = area(row)
    return found


def read_wages(release: OewsRelease) -> Iterator[WageLine]:
    """Detailed occupations, major groups and the total: by area, and nationally by industry.

    Raises:
        MalformedRelease: a series of an unknown area, industry or occupation, or a value that
            is neither a number nor explained by a footnote.
    """
    known = read_areas(release)
    for row in release.estimates:
        stem = row.stem
        _check_known(stem.occupation, release.occupations, "occupation", release.file, row.line)
        _check_known(stem.industry, release.industries, "industry", release.file, row.line)
        _check_known((stem.area_type, stem.area), known, "area", release.file, row.line)
        wanted = release.occupations[stem.occupation][1] == DETAILED
        if stem.industry != PRIVATE_ONLY and (wanted or stem.occupation.endswith("0000")):
            code = hyphenated(stem.occupation, release.file, row.line)
            place = known[stem.area_type, stem.area].code
            yield WageLine(code, place, stem.industry, _figures(row, release))


def _check_known(code: object, known: Iterable[object], kind: str, file: str, line: int) -> None:
    if code not in known:
        raise MalformedRelease(file, f"an {kind} of oe.{kind}", line=line, value=str(code))


def _figures(row: Estimates, release: OewsRelease) -> tuple[str, ...]:
    hourly, annual = f"{release.top_hourly:.2f}", str(release.top_annual)
    tops = ["", *[hourly] * 5, *[annual] * 5, hourly, annual]
    return tuple(_figure(row, place, top, release.file) for place, top in enumerate(tops))


def _figure(row: Estimates, place: int, top: str, file: str) -> str:
    """One cell; footnotes: 8 not released, 5 top-coded, 4 paid by the hour or year only."""
    value, notes = row.values[place], row.footnotes[place].split(",")
    if "8" in notes:
        return "x"
    if "5" in notes and top:
        return f"{top}+"
    if "4" in notes and value in ("-", ""):
        return "-"
    if not _is_number(value):
        expected = f"a number (data type {DATA_TYPES[place]}) or '-' with footnote 4, 5 or 8"
        raise MalformedRelease(
            file, expected, line=row.line, value=f"{value} {row.footnotes[place]}"
        )
    return value


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def derive(release: Path, folder: Path) -> str:
    """Write the compact files from a release; returns its period, ``May 2025``.

    Raises:
        MalformedRelease: the release cannot be read.
    """
    with open_release(release) as opened:
        by_area, by_industry = [], []
        for row in read_wages(opened):
            if row.industry == ALL_INDUSTRIES:
                by_area.append((row.bls_code, row.area, *row.cells))
            else:
                by_industry.append((row.bls_code, row.industry, *row.cells))
        found = sorted(read_areas(opened).values(), key=lambda place: place.code)
        lines = ((a.code, a.name, a.kind, " ".join(a.states)) for a in found)
        write_table(folder / AREAS_FILE, _AREAS_HEADER, lines)
        industries = sorted((code, *named) for code, named in opened.industries.items())
        write_table(folder / INDUSTRIES_FILE, _INDUSTRIES_HEADER, industries)
    _write_packed(folder / AREA_WAGES_FILE, _AREA_WAGES_HEADER, by_area)
    _write_packed(folder / INDUSTRY_WAGES_FILE, _INDUSTRY_WAGES_HEADER, by_industry)
    return opened.period


def _write_packed(path: Path, header: Sequence[str], rows: list[tuple[str, ...]]) -> None:
    """Sorted rows in a gzip file that is the same, byte for byte, for the same rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        packed = gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=file, mtime=0)
        with packed, io.TextIOWrapper(packed, encoding="ascii", newline="\n") as text:
            text.writelines("\t".join(row) + "\n" for row in [tuple(header), *sorted(rows)])


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Fill area, area_alias, industry and wage."""
    found = [
        Area(code, name, kind, tuple(states.split()))  # type: ignore[arg-type]
        for _, (code, name, kind, states) in read_table(folder / AREAS_FILE, _AREAS_HEADER)
    ]
    connection.executemany(
        "INSERT INTO area VALUES (?, ?, ?, ?)",
        ((a.code, a.name, a.kind, " ".join(a.states)) for a in found),
    )
    connection.executemany("INSERT INTO area_alias VALUES (?, ?)", places.aliases(found, folder))
    industries = (cells for _, cells in read_table(folder / INDUSTRIES_FILE, _INDUSTRIES_HEADER))
    connection.executemany("INSERT INTO industry VALUES (?, ?, ?)", industries)
    insert = f"INSERT INTO wage VALUES ({', '.join('?' * (len(_COLUMNS) + 4))})"  # noqa: S608
    connection.executemany(insert, wage_rows(folder))


def wage_rows(folder: Path) -> Iterator[tuple[object, ...]]:
    """Rows of the table wage from the two compact files.

    Raises:
        MalformedRelease: one of them is damaged.
    """
    for code, place, *cells in _read_packed(folder / AREA_WAGES_FILE, _AREA_WAGES_HEADER):
        yield (code, place, ALL_INDUSTRIES, *map(_value, cells), _flags(cells))
    for code, industry, *cells in _read_packed(
        folder / INDUSTRY_WAGES_FILE, _INDUSTRY_WAGES_HEADER
    ):
        yield (code, NATION.code, industry, *map(_value, cells), _flags(cells))


def _read_packed(path: Path, header: Sequence[str]) -> Iterator[list[str]]:
    try:
        with gzip.open(path, "rt", encoding="ascii", newline="\n") as file:
            for line, text in enumerate(file, start=1):
                cells = text.rstrip("\n").split("\t")
                if line == 1 and cells != list(header):
                    expected = f"the header {' '.join(header)}"
                    raise MalformedRelease(path.name, expected, line=1, value=" ".join(cells))
                if len(cells) != len(header):
                    raise MalformedRelease(path.name, f"{len(header)} cells", line=line, value=text)
                if line > 1:
                    yield cells
    except (gzip.BadGzipFile, EOFError) as error:
        raise MalformedRelease(str(path), f"a whole gzip file ({error})") from error


def _value(cell: str) -> str | None:
    """What SQLite stores; the column's type makes a number of it."""
    return None if cell in ("x", "-") else cell.rstrip("+")


def _flags(cells: Sequence[str]) -> str:
    return "".join(
        cell if cell in ("x", "-") else "+" if cell[-1] == "+" else "." for cell in cells
    )
