"""Career lattices that states publish: one page of tables a focus occupation.

The page is kept as published in ``state_lattices/<state>.tsv``; reading repairs what is plainly
broken (a Cyrillic letter that looks Latin, a lost minus sign), leaves blank what is blank, maps
SOC 2010 codes to SOC 2018, and says in ``review`` what a person should look at.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.model import Direction
from knowledge.sources.tables import read_table, write_table

FOLDER = "state_lattices"

# Headings as the pages have them: "FROM" leads up from the focus, "TO" leads to it.
_LISTS: tuple[tuple[str, Direction], ...] = (
    ("advance from focus", "advance"),
    ("transfer to and from", "transfer"),
    ("advance to focus", "feeder"),
)
_FOCUS = re.compile(r"^#+\s*Focus Occupation:.*\((\d{2}-\d{4})\)")
_OCCUPATION = re.compile(r"^(.*\S)\s*\((\d{2}-\d{4})\)$")
_EMPLOYMENT = re.compile(r"^([\d,]+)\s*/\s*(-?[\d.]+)%$")
# Cyrillic letters that look like Latin ones, by code point.
_LOOKALIKES = dict(
    zip(
        (0x410, 0x412, 0x415, 0x41A, 0x41C, 0x41D, 0x41E, 0x420, 0x421, 0x422, 0x425),
        "ABEKMHOPCTX",
        strict=True,
    )
)


@dataclass(frozen=True, slots=True)
class PublishedRow:
    """A row as published, every cell as it stood; ``heading`` is the list it stood in."""

    focus: str
    heading: str
    occupation: str
    rung: str
    employment_growth: str
    education: str
    similarity: str


_HEADER = tuple(field.name for field in fields(PublishedRow))


@dataclass(frozen=True, slots=True)
class RepairedRow:
    """The values of a row, None where the page is blank, and what to review."""

    focus: str
    neighbour: str
    title: str
    direction: Direction
    rung: int | None
    education: str
    employment: int
    growth: float
    similarity: float
    review: tuple[str, ...]


def derive(page: Path, folder: Path, state: str) -> dict[str, int]:
    """Write a published page into ``folder/state_lattices/<state>.tsv``, cells as they stand.

    Args:
        page: the page as text: headings, and tables with tabs between cells.
        folder: where the knowledge room keeps its data.
        state: name of the file, such as ``alaska``.

    Raises:
        MalformedRelease: no focus occupation, or a row that is none.
    """
    rows = list(read_page(page.read_text(encoding="utf-8").splitlines(), page.name))
    for line, row in enumerate(rows, start=1):
        repair(row, page.name, line)
    path = folder / FOLDER / f"{state}.tsv"
    return {path.name: write_table(path, _HEADER, [astuple(row) for row in rows])}


def read_page(lines: Iterable[str], file: str) -> Iterator[PublishedRow]:
    """The rows of a page.

    Raises:
        MalformedRelease: a row before its focus or list, or with more or fewer than five cells.
    """
    focus = heading = ""
    for number, line in enumerate(lines, start=1):
        found = _FOCUS.match(line)
        cells = [cell.strip() for cell in line.rstrip().removesuffix("\t").split("\t")]
        if found:
            focus = found[1]
        elif _direction(cells[0]):
            heading = cells[0]
        elif _OCCUPATION.match(cells[0]):
            yield _row(focus, heading, cells, f"{file}, line {number}")


def _row(focus: str, heading: str, cells: Sequence[str], place: str) -> PublishedRow:
    if not focus or not heading:
        raise MalformedRelease(place, "a focus and a list heading above", value=cells[0])
    if len(cells) != 5:
        raise MalformedRelease(place, f"5 cells, found {len(cells)}", value=cells[0])
    return PublishedRow(focus, heading, *cells)


def _direction(heading: str) -> Direction | None:
    text = heading.lower()
    return next((way for start, way in _LISTS if text.startswith(start)), None)


def repair(row: PublishedRow, file: str, line: int) -> RepairedRow:
    """The values of a row, repaired where that is plain.

    Raises:
        MalformedRelease: a cell that cannot be read, naming it.
    """
    occupation = _OCCUPATION.match(row.occupation)
    counted = _EMPLOYMENT.match(row.employment_growth)
    direction = _direction(row.heading)
    if not occupation:
        raise MalformedRelease(file, "a title (25-4031)", line=line, value=row.occupation)
    if not counted:
        expected = "employment and growth such as 43/ 2.4%"
        raise MalformedRelease(file, expected, line=line, value=row.employment_growth)
    if not direction:
        raise MalformedRelease(file, "one of the three lists", line=line, value=row.heading)
    if not re.fullmatch(r"100|\d{1,2}", row.similarity):
        raise MalformedRelease(file, "a similarity 0-100", line=line, value=row.similarity)
    rung, rung_review = _rung(row.rung, direction, file, line)
    education, education_review = _education(row.education)
    return RepairedRow(
        focus=row.focus,
        neighbour=occupation[2],
        title=occupation[1],
        direction=direction,
        rung=rung,
        education=education,
        employment=int(counted[1].replace(",", "")),
        growth=float(counted[2]),
        similarity=float(row.similarity),
        review=tuple(note for note in (rung_review, education_review) if note),
    )


def _rung(text: str, direction: Direction, file: str, line: int) -> tuple[int | None, str]:
    if not text:
        return None, "rung is blank"
    if not re.fullmatch(r"[-\u2212]?\d{1,2}", text):
        raise MalformedRelease(file, "a whole rung or a blank", line=line, value=text)
    rung = int(text.replace("\u2212", "-"))
    expected = {"advance": abs(rung), "transfer": 0, "feeder": -abs(rung)}[direction]
    if rung == expected:
        return rung, ""
    return expected, f"rung {text} read as {expected}, as its list asks"


def _education(text: str) -> tuple[str, str]:
    latin = text.translate(_LOOKALIKES)
    return latin, "" if latin == text else "education: Cyrillic letters read as Latin"


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Load every state's lattice of the facts folder; codes become SOC 2018.

    Raises:
        MalformedRelease: a file of ours is damaged, or a code is in neither SOC.
    """
    codes = _current_codes(connection)
    for path in sorted((folder / FOLDER).glob("*.tsv")):
        state = path.stem.replace("_", " ").title()
        for line, cells in read_table(path, _HEADER):
            raw = PublishedRow(*cells)
            row = repair(raw, path.name, line)
            edges = _edges(row, codes, path.name, line)
            connection.executemany(
                _INSERT, [(state, *e[:4], " | ".join(cells), *e[4:]) for e in edges]
            )


_INSERT = "INSERT INTO published_edge VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"


def _edges(
    row: RepairedRow, codes: Mapping[str, Sequence[str]], file: str, line: int
) -> Iterator[tuple[object, ...]]:
    """One edge per pair of current codes: a code that was split leads to all its successors."""
    for code in (row.focus, row.neighbour):
        if code not in codes:
            raise MalformedRelease(file, "a code of SOC 2010 or SOC 2018", line=line, value=code)
    for focus in codes[row.focus]:
        for neighbour in codes[row.neighbour]:
            moved = [
                f"{old} is now {new}"
                for old, new in ((row.focus, focus), (row.neighbour, neighbour))
                if old != new
            ]
            review = "; ".join((*row.review, *moved))
            yield (
                f"{focus}.00", f"{neighbour}.00", row.direction, row.title,
                row.rung, row.education, row.employment, row.growth, row.similarity, review,
            )  # fmt: skip


def _current_codes(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """SOC 2018 codes of every code: itself, or the successors of a retired one."""
    codes = {soc: [soc] for (soc,) in connection.execute("SELECT DISTINCT soc FROM occupation")}
    retired: dict[str, list[str]] = {}
    for old, new in connection.execute("SELECT soc2010, soc FROM retired_code ORDER BY soc"):
        retired.setdefault(old, []).append(new)
    return retired | codes
