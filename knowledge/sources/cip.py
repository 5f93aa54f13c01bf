"""Majors: the CIP 2020 list and its crosswalk to SOC 2018."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources.tables import read_delimited, read_table, write_table

FOLDER = "cip"

_MAJORS = ("cip", "title")
_LINKS = ("cip", "soc")
_CIP = re.compile(r"\d{2}\.\d{4}")
_SOC = re.compile(r"\d{2}-\d{4}")
_GONE = ("Deleted", "Moved from")
_NO_MAJOR, _NO_OCCUPATION = "99.9999", "99-9999"


def derive(release: Path, folder: Path) -> dict[str, int]:
    """Write majors and their occupations into ``folder/cip``.

    Args:
        release: folder with ``CIPCode2020.csv`` and ``CIP2020_SOC2018_Crosswalk.csv``.
        folder: where the knowledge room keeps its data.

    Returns:
        Rows written by file name.

    Raises:
        MalformedRelease: a file is absent or cannot be read.
    """
    majors = _read_majors(release / "CIPCode2020.csv")
    links = _read_links(release / "CIP2020_SOC2018_Crosswalk.csv", majors)
    target = folder / FOLDER
    return {
        "majors.tsv": write_table(target / "majors.tsv", _MAJORS, sorted(majors.items())),
        "occupations.tsv": write_table(target / "occupations.tsv", _LINKS, sorted(links)),
    }


def _open(path: Path) -> list[str]:
    if not path.exists():
        raise MalformedRelease(str(path), "the file as the NCES publishes it")
    return path.read_text(encoding="utf-8-sig").splitlines(keepends=True)


def _read_majors(path: Path) -> dict[str, str]:
    """Six-digit majors in use; the file writes codes as ``="01.0000"``."""
    found = {}
    columns = ("CIPCode", "Action", "CIPTitle")
    for line, row in read_delimited(_open(path), path.name, columns):
        code = row["CIPCode"].strip('="')
        if not re.fullmatch(r"\d{2}(\.\d{2}(\d{2})?)?", code):
            raise MalformedRelease(path.name, "a CIP code such as 25.0101", line=line, value=code)
        if _CIP.fullmatch(code) and row["Action"] not in _GONE:
            found[code] = row["CIPTitle"].rstrip(".")
    return found


def _read_links(path: Path, majors: dict[str, str]) -> set[tuple[str, str]]:
    found = set()
    columns = ("CIP2020Code", "SOC2018Code")
    for line, row in read_delimited(_open(path), path.name, columns):
        cip, soc = row["CIP2020Code"], row["SOC2018Code"]
        if cip == _NO_MAJOR or soc == _NO_OCCUPATION:
            continue
        if cip not in majors:
            raise MalformedRelease(path.name, "a major of CIP 2020", line=line, value=cip)
        if not _SOC.fullmatch(soc):
            raise MalformedRelease(path.name, "a SOC 2018 code", line=line, value=soc)
        found.add((cip, soc))
    return found


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Load majors and their occupations.

    Raises:
        MalformedRelease: a file of ours is damaged.
    """
    target = folder / FOLDER
    majors = (cells for _, cells in read_table(target / "majors.tsv", _MAJORS))
    connection.executemany("INSERT INTO major VALUES (?, ?)", majors)
    links = (cells for _, cells in read_table(target / "occupations.tsv", _LINKS))
    connection.executemany("INSERT INTO major_occupation VALUES (?, ?)", links)
