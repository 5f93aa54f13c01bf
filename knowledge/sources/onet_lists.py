"""O*NET lists that are a line a fact: titles, technology, tools, related occupations."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources.onet_release import CODE, OnetRelease
from knowledge.sources.tables import number, read_table, write_table

Cells = Sequence[object]

EDUCATION_LEVELS = range(1, 13)


def _titles(release: OnetRelease) -> Iterator[Cells]:
    found = set()
    for _, row in release.rows("Alternate Titles.txt", (CODE, "Alternate Title", "Short Title")):
        found.add((row[CODE], row["Alternate Title"], "alternate"))
        if row["Short Title"]:
            found.add((row[CODE], row["Short Title"], "short"))
    for _, row in release.rows("Sample of Reported Titles.txt", (CODE, "Reported Job Title")):
        found.add((row[CODE], row["Reported Job Title"], "reported"))
    yield from sorted(found)


def _technology(release: OnetRelease) -> Iterator[Cells]:
    columns = (CODE, "Example", "Commodity Title", "Hot Technology", "In Demand")
    found = set()
    for line, row in release.rows("Technology Skills.txt", columns):
        marks = [_yes(row, column, line) for column in columns[3:]]
        found.add((row[CODE], row["Example"], row["Commodity Title"], *marks))
    yield from sorted(found)


def _yes(row: dict[str, str], column: str, line: int) -> int:
    if row[column] not in ("Y", "N"):
        expected = f"Y or N in column {column!r}"
        raise MalformedRelease("Technology Skills.txt", expected, line=line, value=row[column])
    return int(row[column] == "Y")


def _tools(release: OnetRelease) -> Iterator[Cells]:
    rows = release.rows("Tools Used.txt", (CODE, "Example"))
    yield from sorted({(row[CODE], row["Example"]) for _, row in rows})


def _related(release: OnetRelease) -> Iterator[Cells]:
    other = "Related O*NET-SOC Code"
    file = "Related Occupations.txt"
    for line, row in release.rows(file, (CODE, other, "Relatedness Tier", "Index")):
        rank = int(number(row, "Index", file, line))
        yield row[CODE], row[other], row["Relatedness Tier"], rank


def _detailed_activities(release: OnetRelease) -> Iterator[Cells]:
    rows = release.rows("Tasks to DWAs.txt", (CODE, "Task ID", "DWA ID"))
    pairs = {(row[CODE], row["DWA ID"], row["Task ID"]) for _, row in rows}
    counts = Counter((code, dwa) for code, dwa, _ in pairs)
    yield from ((code, dwa, tasks) for (code, dwa), tasks in sorted(counts.items()))


def _education(release: OnetRelease) -> Iterator[Cells]:
    file = "Education, Training, and Experience.txt"
    columns = (CODE, "Scale ID", "Category", "Data Value")
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for line, row in release.rows(file, columns):
        if row["Scale ID"] != "RL" or row.get("Recommend Suppress") == "Y":
            continue
        category = int(number(row, "Category", file, line))
        if category not in EDUCATION_LEVELS:
            raise MalformedRelease(file, "a category 1-12", line=line, value=row["Category"])
        found[row[CODE]][category] = f"{number(row, 'Data Value', file, line):g}"
    for code, shares in sorted(found.items()):
        yield code, *(shares.get(level, "") for level in EDUCATION_LEVELS)


@dataclass(frozen=True, slots=True)
class ListFile:
    """A compact file: its header, where its rows come from, and the statement that loads them."""

    table: str
    header: tuple[str, ...]
    rows: Callable[[OnetRelease], Iterator[Cells]]
    insert: str
    needs: tuple[str, ...]


LIST_FILES = (
    ListFile(
        "titles.tsv",
        ("onet_soc", "title", "source"),
        _titles,
        "INSERT OR IGNORE INTO title VALUES (?, ?, ?)",
        ("Alternate Titles.txt", "Sample of Reported Titles.txt"),
    ),
    ListFile(
        "technology.tsv",
        ("onet_soc", "name", "commodity", "hot", "in_demand"),
        _technology,
        "INSERT INTO technology VALUES (?, ?, ?, ?, ?)",
        ("Technology Skills.txt",),
    ),
    ListFile(
        "tools.tsv",
        ("onet_soc", "name"),
        _tools,
        "INSERT INTO tool VALUES (?, ?)",
        ("Tools Used.txt",),
    ),
    ListFile(
        "related.tsv",
        ("onet_soc", "related", "tier", "rank"),
        _related,
        "INSERT INTO related VALUES (?, ?, ?, ?)",
        ("Related Occupations.txt",),
    ),
    ListFile(
        "detailed-activities.tsv",
        ("onet_soc", "dwa", "tasks"),
        _detailed_activities,
        "INSERT INTO detailed_activity VALUES (?, ?, ?)",
        ("Tasks to DWAs.txt",),
    ),
    ListFile(
        "required-education.tsv",
        ("onet_soc", *(f"level_{level}" for level in EDUCATION_LEVELS)),
        _education,
        "",
        ("Education, Training, and Experience.txt",),
    ),
)


def write_list(release: OnetRelease, folder: Path, spec: ListFile) -> int:
    """Write one compact file; returns its number of rows."""
    return write_table(folder / spec.table, spec.header, spec.rows(release))


def load_list(
    connection: sqlite3.Connection, folder: Path, spec: ListFile, known: set[str]
) -> None:
    """Load one compact file.

    Raises:
        MalformedRelease: a row is ragged or names an unknown occupation.
    """
    path = folder / spec.table
    rows = _known_rows(path, spec.header, known)
    if spec.insert:
        connection.executemany(spec.insert, (cells for _, cells in rows))
    else:
        _load_education(connection, rows)


def _known_rows(
    path: Path, header: Sequence[str], known: set[str]
) -> Iterator[tuple[int, list[str]]]:
    for line, cells in read_table(path, header):
        if cells[0] not in known:
            raise MalformedRelease(path.name, "a code we know", line=line, value=cells[0])
        yield line, cells


def _load_education(connection: sqlite3.Connection, rows: Iterator[tuple[int, list[str]]]) -> None:
    responses = (
        (cells[0], level, float(share))
        for _, cells in rows
        for level, share in zip(EDUCATION_LEVELS, cells[1:], strict=True)
        if share
    )
    connection.executemany("INSERT INTO education_response VALUES (?, ?, ?)", responses)
