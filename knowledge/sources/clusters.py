"""Career clusters and pathways of the O*NET site."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources import codes
from knowledge.sources.tables import read_delimited, read_table, write_table

FOLDER = "clusters"

_HEADER = ("onet_soc", "cluster", "pathway")
_COLUMNS = ("Career Cluster", "Career Pathway", "Code")


def derive(release: Path, folder: Path) -> dict[str, int]:
    """Write clusters and pathways into ``folder/clusters``.

    Args:
        release: the CSV export, ``All_Career_Clusters.csv``.
        folder: where the knowledge room keeps its data.

    Raises:
        MalformedRelease: a row pairs clusters and pathways unequally, or its code is none.
    """
    rows = sorted(set(_read(release)))
    return {"clusters.tsv": write_table(folder / FOLDER / "clusters.tsv", _HEADER, rows)}


def _read(path: Path) -> Iterator[tuple[str, str, str]]:
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    for line, row in read_delimited(lines, path.name, _COLUMNS):
        code = codes.onet_soc(row["Code"], path.name, line)
        clusters = row["Career Cluster"].split("; ")
        pathways = row["Career Pathway"].split("; ")
        if len(clusters) != len(pathways):
            expected = f"{len(clusters)} pathways, one a cluster"
            raise MalformedRelease(path.name, expected, line=line, value=row["Career Pathway"])
        for cluster, pathway in zip(clusters, pathways, strict=True):
            yield code, cluster.strip(), pathway.strip()


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Load clusters; codes that the classification has retired since are left out.

    Raises:
        MalformedRelease: the file of ours is damaged.
    """
    rows = (cells for _, cells in read_table(folder / FOLDER / "clusters.tsv", _HEADER))
    connection.executemany(_INSERT, rows)


_INSERT = """
    INSERT INTO cluster SELECT ?1, ?2, ?3
    WHERE EXISTS (SELECT 1 FROM occupation WHERE onet_soc = ?1)
"""
