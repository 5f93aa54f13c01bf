"""Reading delimited text with places for errors, and writing the compact files we ship."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from knowledge.errors import MalformedRelease

Numbered = tuple[int, dict[str, str]]


def read_delimited(
    lines: Iterable[str], file: str, columns: Sequence[str], *, delimiter: str = ","
) -> Iterator[Numbered]:
    """Rows of a table with a header line, as (line number, {column: value}).

    Tab-separated text is taken as it stands; commas follow CSV quoting. Line ends of either
    kind and a byte order mark are accepted; values come stripped.

    Raises:
        MalformedRelease: a needed column is absent, or a row has more or fewer cells.
    """
    reader = csv.reader(
        lines,
        delimiter=delimiter,
        quoting=csv.QUOTE_NONE if delimiter == "\t" else csv.QUOTE_MINIMAL,
    )
    header = [name.strip().removeprefix("\ufeff") for name in next(reader, [])]
    for column in columns:
        if column not in header:
            found = ", ".join(header)
            raise MalformedRelease(file, f"a column {column!r}", line=1, value=found)
    for cells in reader:
        if not cells:
            continue
        if len(cells) != len(header):
            expected = f"{len(header)} cells, found {len(cells)}"
            raise MalformedRelease(file, expected, line=reader.line_num, value=cells[0])
        yield reader.line_num, dict(zip(header, map(str.strip, cells), strict=True))


def number(row: dict[str, str], column: str, file: str, line: int) -> float:
    """A cell as a number.

    Raises:
        MalformedRelease: it is none.
    """
    try:
        return float(row[column])
    except ValueError:
        expected = f"a number in column {column!r}"
        raise MalformedRelease(file, expected, line=line, value=row[column]) from None


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> int:
    """Write a tab-separated file with a header; returns the number of rows.

    Raises:
        ValueError: a cell holds a tab or a line end, which the file could not give back.
    """
    count = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("\t".join(header) + "\n")
        for row in rows:
            cells = [str(cell) for cell in row]
            if any(mark in cell for cell in cells for mark in "\t\r\n"):
                raise ValueError(f"{path.name}: a cell of {cells!r} holds a tab or a line end")
            file.write("\t".join(cells) + "\n")
            count += 1
    return count


def read_table(path: Path, header: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Rows of a file of ours, as (line number, cells).

    Raises:
        MalformedRelease: another header, or a ragged row.
    """
    with path.open(encoding="utf-8", newline="\n") as file:
        found = file.readline().rstrip("\n").split("\t")
        if found != list(header):
            expected = f"the header {' '.join(header)}"
            raise MalformedRelease(path.name, expected, line=1, value=" ".join(found))
        for line, text in enumerate(file, start=2):
            cells = text.rstrip("\n").split("\t")
            if len(cells) != len(header):
                expected = f"{len(header)} cells, found {len(cells)}"
                raise MalformedRelease(path.name, expected, line=line, value=cells[0])
            yield line, cells
