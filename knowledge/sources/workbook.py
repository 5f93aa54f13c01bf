"""Reading BLS workbooks: the header wherever it stands, rows with their line numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from knowledge.errors import MalformedRelease

HEADER_WITHIN = 15


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a sheet: the cells asked for, as text without surrounding space."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, column: str, expected: str) -> MalformedRelease:
        """The error that names this cell."""
        return MalformedRelease(
            self.file, f"{expected} as {column}", line=self.line, value=self[column] or "nothing"
        )

    def number(self, column: str) -> float:
        """A cell as a number.

        Raises:
            MalformedRelease: it is none.
        """
        try:
            return float(self[column])
        except ValueError:
            raise self.wrong(column, "a number") from None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet below its header.

    Attributes:
        header: our name of a column -> its header as published.
        rows: lines with data.
        notes: the other lines (titles, footnotes), by their first column asked for.
    """

    file: str
    header: Mapping[str, str]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]


def read_sheet(path: Path, columns: Mapping[str, str], sheet: str | None = None) -> Sheet:
    """Read the columns whose header matches a pattern, from a named sheet or the first.

    A line where nothing stands in the second or a later asked column is a note.

    Args:
        path: an .xlsx file.
        columns: our name of a column -> regular expression found in its header.
        sheet: name of the sheet; the first one where None.

    Raises:
        MalformedRelease: no such file, sheet or column.
    """
    file = path.name if sheet is None else f"{path.name} [{sheet}]"
    lines = _lines(path, sheet, file)
    start, places = _header(lines, columns, file)
    header = {name: _text(lines[start][place]) for name, place in places.items()}
    rows = [
        Row(file, number, {name: _cell(cells, place) for name, place in places.items()})
        for number, cells in enumerate(lines[start + 1 :], start=start + 2)
    ]
    notes = (next(iter(row.cells.values())) for row in rows if not _has_data(row))
    return Sheet(file, header, tuple(filter(_has_data, rows)), tuple(filter(None, notes)))


def _has_data(row: Row) -> bool:
    return any(list(row.cells.values())[1:])


def _lines(path: Path, sheet: str | None, file: str) -> list[tuple[Any, ...]]:
    if not path.is_file():
        raise MalformedRelease(str(path), "a BLS workbook at this place, found no file")
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError) as error:
        raise MalformedRelease(str(path), f"an .xlsx workbook ({error})") from error
    try:
        if sheet is not None and sheet not in book.sheetnames:
            expected = f"a sheet {sheet!r}"
            raise MalformedRelease(file, expected, value=", ".join(book.sheetnames))
        worksheet = book[sheet] if sheet is not None else book.worksheets[0]
        return list(worksheet.iter_rows(values_only=True))
    finally:
        book.close()


def _header(
    lines: list[tuple[Any, ...]], columns: Mapping[str, str], file: str
) -> tuple[int, dict[str, int]]:
    """The line that holds most of the columns; all must be there."""
    found = [_places(cells, columns) for cells in lines[:HEADER_WITHIN]]
    start = max(range(len(found)), key=lambda line: len(found[line]), default=0)
    places = found[start] if found else {}
    for name, pattern in columns.items():
        if name not in places:
            shown = "; ".join(filter(None, map(_text, lines[start]))) if lines else ""
            expected = f"a column whose header matches {pattern!r} ({name})"
            raise MalformedRelease(file, expected, line=start + 1, value=shown)
    return start, places


def _places(cells: tuple[Any, ...], columns: Mapping[str, str]) -> dict[str, int]:
    places: dict[str, int] = {}
    for name, pattern in columns.items():
        for place, cell in enumerate(cells):
            if place not in places.values() and re.search(pattern, _text(cell), re.IGNORECASE):
                places[name] = place
                break
    return places


def _cell(cells: tuple[Any, ...], place: int) -> str:
    return _text(cells[place]) if place < len(cells) else ""


def _text(cell: Any) -> str:
    return "" if cell is None else " ".join(str(cell).split())
