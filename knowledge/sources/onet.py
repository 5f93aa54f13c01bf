"""The O*NET database: official text release in, compact files out, and into the knowledge base.

The compact files hold codes, names and numbers only. Task statements and definitions are
official sentences: ``official_sentences`` gives them to an operator who imports a release.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources.onet_lists import LIST_FILES, load_list, write_list
from knowledge.sources.onet_ratings import (
    RATING_FILES,
    Ratings,
    load_ratings,
    read_activity_profiles,
    read_ratings,
    write_ratings,
)
from knowledge.sources.onet_release import CODE, OnetRelease
from knowledge.sources.tables import number, read_table, write_table

FOLDER = "onet"

_OCCUPATIONS = ("onet_soc", "title", "job_zone")
ELEMENTS = ("element", "kind", "name")
ELEMENTS_FILE = "elements.tsv"
_OTHER_FILES = ("Job Zones.txt", "Task Statements.txt")


def derive(release: Path, folder: Path, activities: Path | None = None) -> dict[str, int]:
    """Write the compact files of an official release into ``folder/onet``.

    Args:
        release: the zip or folder of the official text release.
        folder: where the knowledge room keeps its data.
        activities: JSON of work activities, used where the release lacks the official file.

    Returns:
        Rows written by file name. Files that the release lacks are named on stderr.

    Raises:
        MalformedRelease: the release cannot be read.
    """
    source = OnetRelease.open(release)
    _report_absent(source)
    target = folder / FOLDER
    rows = {"occupations.tsv": _write_occupations(source, target)}
    for spec in LIST_FILES:
        if any(file in source for file in spec.needs):
            rows[spec.table] = write_list(source, target, spec)
    ratings = _all_ratings(source, activities)
    for rating_spec in RATING_FILES:
        if rating_spec.kind in ratings:
            found = ratings[rating_spec.kind]
            rows[rating_spec.table] = write_ratings(target, rating_spec, found)
    rows[ELEMENTS_FILE] = _write_elements(target, ratings)
    return rows


def version(release: Path) -> tuple[str, str]:
    """Version and month of an official release, for its entry among the sources."""
    return OnetRelease.open(release).version()


def _report_absent(source: OnetRelease) -> None:
    files = [spec.file for spec in RATING_FILES]
    files += [file for spec in LIST_FILES for file in spec.needs]
    absent = sorted(file for file in (*files, *_OTHER_FILES) if file not in source)
    if absent:
        sys.stderr.write(f"{source.path}: absent, going on without: {', '.join(absent)}\n")


def _all_ratings(source: OnetRelease, activities: Path | None) -> dict[str, Ratings]:
    found = {spec.kind: read_ratings(source, spec) for spec in RATING_FILES if spec.file in source}
    if "activity" not in found and activities is not None:
        found["activity"] = read_activity_profiles(activities, found["skill"])
    return found


def _write_occupations(source: OnetRelease, target: Path) -> int:
    zones = {}
    for line, row in source.rows("Job Zones.txt", (CODE, "Job Zone")):
        zone = int(number(row, "Job Zone", "Job Zones.txt", line))
        if not 1 <= zone <= 5:
            raise MalformedRelease("Job Zones.txt", "a zone 1-5", line=line, value=str(zone))
        zones[row[CODE]] = zone
    rows = (
        (row[CODE], row["Title"], zones.get(row[CODE], ""))
        for _, row in source.rows("Occupation Data.txt", (CODE, "Title"))
    )
    return write_table(target / "occupations.tsv", _OCCUPATIONS, rows)


def _write_elements(target: Path, ratings: dict[str, Ratings]) -> int:
    rows = [
        (element, kind, name)
        for kind, found in ratings.items()
        for element, name in found.names.items()
    ]
    return write_table(target / ELEMENTS_FILE, ELEMENTS, sorted(rows))


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Load the compact files; occupations of SOC 2018 must stand in the base already.

    Raises:
        MalformedRelease: a file of ours is damaged or names unknown occupations.
    """
    target = folder / FOLDER
    _load_occupations(connection, target / "occupations.tsv")
    known = {row[0] for row in connection.execute("SELECT onet_soc FROM occupation")}
    for spec in LIST_FILES:
        if (target / spec.table).exists():
            load_list(connection, target, spec, known)
    elements = (cells for _, cells in read_table(target / ELEMENTS_FILE, ELEMENTS))
    connection.executemany("INSERT INTO element VALUES (?, ?, ?)", elements)
    for rating_spec in RATING_FILES:
        if (target / rating_spec.table).exists():
            load_ratings(connection, target / rating_spec.table, known)


def _load_occupations(connection: sqlite3.Connection, path: Path) -> None:
    """Add titles and job zones to SOC occupations, and every detail beside its ``.00``."""
    for line, (code, title, zone) in read_table(path, _OCCUPATIONS):
        if code.endswith(".00"):
            changed = connection.execute(
                "UPDATE occupation SET title = ?, job_zone = ? WHERE onet_soc = ?",
                (title, zone or None, code),
            )
        else:
            changed = connection.execute(_INSERT_DETAIL, (code, title, zone or None, code[:7]))
        if changed.rowcount != 1:
            raise MalformedRelease(path.name, "a code of SOC 2018", line=line, value=code)
        connection.execute("INSERT OR IGNORE INTO title VALUES (?, ?, 'onet_title')", (code, title))


_INSERT_DETAIL = """
    INSERT INTO occupation (onet_soc, soc, title, kind, bls_code, bls_title, job_zone)
    SELECT ?1, soc, ?2, 'detailed', bls_code, bls_title, ?3
    FROM occupation WHERE onet_soc = ?4 || '.00'
"""


def official_sentences(release: Path) -> Iterator[tuple[str, str, int, str]]:
    """Definitions and task statements of a release: code, kind, rank, sentence.

    Core tasks come before supplemental ones, in the release's order.

    Raises:
        MalformedRelease: the release cannot be read.
    """
    source = OnetRelease.open(release)
    yield from _definitions(source)
    yield from _tasks(source)


def _definitions(source: OnetRelease) -> Iterator[tuple[str, str, int, str]]:
    for _, row in source.rows("Occupation Data.txt", (CODE, "Description")):
        yield row[CODE], "definition", 1, row["Description"]


def _tasks(source: OnetRelease) -> Iterator[tuple[str, str, int, str]]:
    rows = [row for _, row in source.rows("Task Statements.txt", (CODE, "Task", "Task Type"))]
    rows.sort(key=lambda row: (row[CODE], row["Task Type"] != "Core"))
    ranks: dict[str, int] = {}
    for row in rows:
        ranks[row[CODE]] = ranks.get(row[CODE], 0) + 1
        yield row[CODE], "task", ranks[row[CODE]], row["Task"]
