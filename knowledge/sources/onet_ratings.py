"""O*NET ratings, kept wide: a line an occupation, a column a descriptor.

A cell is ``importance/level``. ``!`` behind a figure marks one that O*NET recommends to
suppress, ``-`` a level that is not relevant, an empty cell a descriptor that was not rated.
"""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources.onet_release import CODE, OnetRelease
from knowledge.sources.tables import number, write_table

SUPPRESS_IMPORTANCE, SUPPRESS_LEVEL, AVERAGE = 1, 2, 4

_RANGES = {
    "IM": (1, 5),
    "LV": (0, 7),
    "WI": (-3, 3),
    "DR": (0, 10),
    "EX": (1, 7),
    "OI": (1, 7),
    "CX": (1, 5),
    "CT": (1, 3),
}


@dataclass(frozen=True, slots=True)
class RatingFile:
    """One ratings file: which scales give a descriptor's first and second figure."""

    file: str
    kind: str
    first: tuple[str, ...] = ("IM",)
    second: tuple[str, ...] = ("LV",)

    @property
    def table(self) -> str:
        """Name of the compact file."""
        return self.file.lower().replace(" ", "-").replace(".txt", ".tsv")


RATING_FILES = (
    RatingFile("Skills.txt", "skill"),
    RatingFile("Knowledge.txt", "knowledge"),
    RatingFile("Abilities.txt", "ability"),
    RatingFile("Work Activities.txt", "activity"),
    RatingFile("Work Styles.txt", "style", ("WI",), ("DR",)),
    RatingFile("Work Values.txt", "value", ("EX",), ()),
    RatingFile("Interests.txt", "interest", ("OI",), ()),
    RatingFile("Work Context.txt", "context", ("CX", "CT"), ()),
)

_COLUMNS = (CODE, "Element ID", "Element Name", "Scale ID", "Data Value", "Date")
_Cells = dict[tuple[str, str], dict[str, list[str]]]


@dataclass(frozen=True, slots=True)
class Ratings:
    """Ratings of one kind: element names by id, and cells by (code, period) and element."""

    names: dict[str, str]
    cells: dict[tuple[str, str], dict[str, str]]


def read_ratings(release: OnetRelease, spec: RatingFile) -> Ratings:
    """One ratings file of an official release.

    Raises:
        MalformedRelease: a value is no number or lies outside its scale.
    """
    names: dict[str, str] = {}
    figures: _Cells = defaultdict(lambda: defaultdict(lambda: ["", ""]))
    for line, row in release.rows(spec.file, _COLUMNS):
        scale = row["Scale ID"]
        if scale not in spec.first + spec.second or not row["Data Value"]:
            continue
        place = 0 if scale in spec.first else 1
        names[row["Element ID"]] = row["Element Name"]
        figure = _figure(row, scale, spec.file, line)
        figures[row[CODE], row["Date"]][row["Element ID"]][place] = figure
    cells = {key: {e: "/".join(f).rstrip("/") for e, f in r.items()} for key, r in figures.items()}
    return Ratings(names, cells)


def _figure(row: dict[str, str], scale: str, file: str, line: int) -> str:
    value = number(row, "Data Value", file, line)
    low, high = _RANGES[scale]
    if not low <= value <= high:
        expected = f"a value from {low} to {high} on scale {scale}"
        raise MalformedRelease(file, expected, line=line, value=row["Data Value"])
    if row.get("Not Relevant") == "Y":
        return "-"
    return f"{value:g}" + ("!" if row.get("Recommend Suppress") == "Y" else "")


def write_ratings(folder: Path, spec: RatingFile, ratings: Ratings) -> int:
    """Write the compact file; returns its number of rows."""
    elements = sorted(ratings.names, key=_natural)
    rows = (
        [code, period, *(cells.get(element, "") for element in elements)]
        for (code, period), cells in sorted(ratings.cells.items())
    )
    return write_table(folder / spec.table, ["onet_soc", "period", *elements], rows)


def _natural(element: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdigit() else (0, part) for part in element.split(".")]


def load_ratings(connection: sqlite3.Connection, path: Path, known: set[str]) -> None:
    """Load one compact file into table ``rating``.

    Raises:
        MalformedRelease: a row is ragged, its code unknown, or a cell unreadable.
    """
    with path.open(encoding="utf-8") as file:
        header = file.readline().rstrip("\n").split("\t")
        rows = _rating_rows(path.name, header, file, known)
        connection.executemany("INSERT INTO rating VALUES (?, ?, ?, ?, ?, ?)", rows)


def _rating_rows(
    file: str, header: list[str], lines: Iterable[str], known: set[str]
) -> Iterator[tuple[str, str, float | None, float | None, int, str]]:
    for line, text in enumerate(lines, start=2):
        code, period, *cells = text.rstrip("\n").split("\t")
        if len(cells) != len(header) - 2 or code not in known:
            expected = f"a known code and {len(header)} cells"
            raise MalformedRelease(file, expected, line=line, value=code)
        for element, cell in zip(header[2:], cells, strict=True):
            if cell:
                yield (code, element, *_cell(file, line, cell), period)


def _cell(file: str, line: int, cell: str) -> tuple[float | None, float | None, int]:
    """``3.5!/-`` -> (3.5, None, SUPPRESS_IMPORTANCE); ``~`` in front marks an average."""
    first, _, second = cell.removeprefix("~").partition("/")
    suppress = AVERAGE if cell.startswith("~") else 0
    suppress |= SUPPRESS_IMPORTANCE if first.endswith("!") else 0
    suppress |= SUPPRESS_LEVEL if second.endswith("!") else 0
    try:
        figures = [
            float(part.rstrip("!")) if part not in ("", "-") else None for part in (first, second)
        ]
    except ValueError:
        raise MalformedRelease(file, "a cell such as 4.12/3.88!", line=line, value=cell) from None
    return figures[0], figures[1], suppress


def read_activity_profiles(path: Path, skills: Ratings) -> Ratings:
    """Work activities from the derived JSON of six-digit codes, for releases without the file.

    A profile is that of the ``.00`` where its skills are the same as there, that of the one
    detail whose skills it repeats, and otherwise an average over details, marked ``~``.

    Raises:
        MalformedRelease: the file is no such JSON.
    """
    try:
        profiles = json.loads(path.read_text(encoding="utf-8"))
        names = {e["element_id"]: e["element_name"] for e in profiles["elements"]}
        vectors = {code: profile["vector"] for code, profile in profiles["profiles"].items()}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        expected = "JSON with 'elements' and 'profiles' of 'vector's"
        raise MalformedRelease(path.name, expected, value=str(error)) from error
    activities = {e: n for e, n in names.items() if e.startswith("4.A.")}
    importance = _importance_by_soc(skills)
    cells = {}
    for soc, vector in vectors.items():
        holder, mark = _holder(soc, vector, importance.get(soc, {}))
        cells[holder, ""] = {e: f"{mark}{vector[e]:g}" for e in activities if e in vector}
    return Ratings(activities, cells)


_Profiles = dict[str, dict[str, float]]


def _importance_by_soc(skills: Ratings) -> dict[str, _Profiles]:
    """Skill importance by six-digit code, then by full code."""
    found: dict[str, _Profiles] = defaultdict(dict)
    for (code, _), cells in skills.cells.items():
        found[code[:7]][code] = {e: float(c.split("/")[0].rstrip("!")) for e, c in cells.items()}
    return found


def _holder(soc: str, vector: dict[str, float], rated: _Profiles) -> tuple[str, str]:
    for code in sorted(rated):
        if all(vector.get(element) == value for element, value in rated[code].items()):
            return code, ""
    return f"{soc}.00", "~"
