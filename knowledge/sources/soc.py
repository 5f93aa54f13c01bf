"""SOC 2018: structure, titles, the 2010 crosswalk, and the codes BLS publishes under.

BLS combines some occupations (25-9042, 25-9043 and 25-9049 are published as 25-9045): the
O*NET-SOC to National Employment Matrix crosswalk says which, and names the Handbook's profile.
"""

from __future__ import annotations

import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from knowledge.errors import MalformedRelease
from knowledge.sources import codes
from knowledge.sources.tables import read_delimited, read_table, write_table
from knowledge.sources.workbook import Row, read_sheet

STRUCTURE = "soc_structure_2018.xlsx"
DIRECT_MATCH = "soc_2018_direct_match_title_file.xlsx"
CROSSWALK_2010 = "crosswalk_soc2010_to_soc2018.csv"
MATRIX = "nem-onet-to-soc-crosswalk.xlsx"

GROUPS_FILE = "soc/groups.tsv"
RETIRED_FILE = "soc/retired_codes.tsv"
TITLES_FILE = "soc/direct_match_titles.tsv"
MATRIX_FILE = "soc/bls_codes.tsv"

_GROUPS_HEADER = ("code", "level", "title")
_RETIRED_HEADER = ("soc2010", "title2010", "soc")
_TITLES_HEADER = ("soc", "title")
_MATRIX_HEADER = ("onet_soc", "bls_code", "group", "ooh_title", "ooh_url")

_LEVELS = {"major": "Major Group", "minor": "Minor Group", "broad": "Broad", "detailed": "Detailed"}
_NOT_APPLICABLE = "—"
_MARKS = re.compile(r"\s*\((?:#|\*+)\)$")  # of changed titles in the 2010 crosswalk


class Group(NamedTuple):
    """A line of the structure; ``level`` is major, minor, broad or detailed."""

    code: str
    level: str
    title: str


class Retired(NamedTuple):
    """A SOC 2010 code and one of its successors."""

    soc2010: str
    title2010: str
    soc: str


class BlsCode(NamedTuple):
    """Where BLS publishes an O*NET occupation; ``group`` names a wider group, else ""."""

    onet_soc: str
    bls_code: str
    group: str
    ooh_title: str
    ooh_url: str


def read_structure(path: Path) -> Iterator[Group]:
    """The lines of ``soc_structure_2018.xlsx``, in its order.

    Raises:
        MalformedRelease: missing file or column, wrong code, a line with two codes or none.
    """
    columns = {level: f"^{header}" for level, header in _LEVELS.items()}
    for row in read_sheet(path, columns | {"title": "^$"}).rows:
        given = [level for level in _LEVELS if row[level]]
        if len(given) != 1:
            expected = "one code in one of the four code columns"
            raise MalformedRelease(
                row.file, expected, line=row.line, value=" ".join(row.cells.values())
            )
        level = given[0]
        yield Group(codes.soc(row[level], row.file, row.line), level, _filled(row, "title"))


def read_direct_titles(path: Path) -> Iterator[tuple[str, str]]:
    """(code, title) of the direct match title file.

    Raises:
        MalformedRelease: missing file or column, wrong code, empty title.
    """
    columns = {"code": "SOC Code", "title": "Direct Match Title"}
    for row in read_sheet(path, columns).rows:
        yield codes.soc(row["code"], row.file, row.line), _filled(row, "title")


def read_retired(path: Path) -> Iterator[Retired]:
    """Successors of the SOC 2010 codes that do not simply stay themselves.

    Raises:
        MalformedRelease: missing file or column, wrong code, ragged row.
    """
    if not path.is_file():
        raise MalformedRelease(str(path), "the SOC 2010 to 2018 crosswalk, found no file")
    names = ("2010 SOC Code", "2010 SOC Title", "2018 SOC Code")
    successors: dict[tuple[str, str], list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for line, row in read_delimited(file, path.name, names):
            old, new = (codes.soc(row[name], path.name, line) for name in (names[0], names[2]))
            successors[old, _MARKS.sub("", row[names[1]])].append(new)
    for (old, title), found in successors.items():
        if found != [old]:
            yield from (Retired(old, title, new) for new in found)


def read_bls_codes(path: Path) -> Iterator[BlsCode]:
    """The O*NET-SOC to National Employment Matrix crosswalk.

    Raises:
        MalformedRelease: missing file or column, wrong code.
    """
    columns = {
        "onet_soc": "^O.NET-SOC Code",
        "bls_code": "^NEM Code",
        "bls_title": "National Employment Matrix .*Title",
        "ooh_title": "OOH Profile Title",
        "ooh_url": "OOH Profile Website",
    }
    for row in read_sheet(path, columns).rows:
        onet_soc = codes.onet_soc(row["onet_soc"], row.file, row.line)
        bls_code = codes.soc(row["bls_code"], row.file, row.line)
        group = "" if onet_soc.startswith(bls_code) else _filled(row, "bls_title")
        ooh = (row[name].replace(_NOT_APPLICABLE, "") for name in ("ooh_title", "ooh_url"))
        yield BlsCode(onet_soc, bls_code, group, *ooh)


def _filled(row: Row, column: str) -> str:
    if not row[column]:
        raise row.wrong(column, "some text")
    return row[column]


def derive(release: Path, folder: Path) -> None:
    """Write the compact files from a folder with the four official files.

    Raises:
        MalformedRelease: one of them is missing or cannot be read.
    """
    write_table(folder / GROUPS_FILE, _GROUPS_HEADER, read_structure(release / STRUCTURE))
    write_table(folder / RETIRED_FILE, _RETIRED_HEADER, read_retired(release / CROSSWALK_2010))
    titles = sorted(set(read_direct_titles(release / DIRECT_MATCH)))
    write_table(folder / TITLES_FILE, _TITLES_HEADER, titles)
    write_table(folder / MATRIX_FILE, _MATRIX_HEADER, sorted(read_bls_codes(release / MATRIX)))


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Fill soc_group, retired_code, title (SOC) and the ``.00`` rows of occupation."""
    groups = [Group(*cells) for _, cells in read_table(folder / GROUPS_FILE, _GROUPS_HEADER)]
    connection.executemany("INSERT INTO soc_group VALUES (?, ?, ?)", groups)
    retired = (cells for _, cells in read_table(folder / RETIRED_FILE, _RETIRED_HEADER))
    connection.executemany("INSERT INTO retired_code VALUES (?, ?, ?)", retired)
    detailed = [group for group in groups if group.level == "detailed"]
    published = _bls_codes(folder)
    connection.executemany(
        "INSERT INTO occupation (onet_soc, soc, title, kind, bls_code, bls_title) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (_occupation(group, published) for group in detailed),
    )
    named = [(f"{g.code}.00", g.title, "soc_title") for g in detailed]
    for _, (soc, title) in read_table(folder / TITLES_FILE, _TITLES_HEADER):
        named.append((f"{soc}.00", title, "soc_direct"))
    connection.executemany("INSERT INTO title VALUES (?, ?, ?)", named)


def _bls_codes(folder: Path) -> dict[str, BlsCode]:
    rows = (BlsCode(*cells) for _, cells in read_table(folder / MATRIX_FILE, _MATRIX_HEADER))
    return {row.onet_soc: row for row in rows}


def _occupation(group: Group, published: dict[str, BlsCode]) -> tuple[str, ...]:
    """A row of occupation; military occupations have no BLS code but their own."""
    onet_soc = f"{group.code}.00"
    own = BlsCode(onet_soc, group.code, "", "", "")
    found = published.get(onet_soc, own)
    return onet_soc, group.code, group.title, kind(group), found.bls_code, found.group


def kind(group: Group) -> str:
    """Of a detailed occupation: military, residual ("All Other") or detailed."""
    if group.code.startswith("55-"):
        return "military"
    return "residual" if group.title.endswith("All Other") else "detailed"


def link_handbook(connection: sqlite3.Connection, folder: Path) -> None:
    """Name the Handbook's profile of every occupation; after O*NET details are loaded."""
    connection.executemany(
        "UPDATE occupation SET ooh_title = ?, ooh_url = ? WHERE onet_soc = ?",
        ((row.ooh_title, row.ooh_url, row.onet_soc) for row in _bls_codes(folder).values()),
    )
