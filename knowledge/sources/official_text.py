"""O*NET's own sentences: kept beside an operator's knowledge base, never among what we ship."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from knowledge.sources import onet
from knowledge.sources.tables import read_table, write_table

FILE = "official_text.tsv"
_HEADER = ("onet_soc", "kind", "rank", "body")


def derive(release: Path, folder: Path) -> None:
    """Write definitions and task statements of a release into ``folder/official_text.tsv``.

    Raises:
        MalformedRelease: the release cannot be read.
    """
    write_table(folder / FILE, _HEADER, sorted(onet.official_sentences(release)))


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Fill official_text where an operator imported a release; else nothing."""
    if (folder / FILE).is_file():
        rows = (cells for _, cells in read_table(folder / FILE, _HEADER))
        connection.executemany("INSERT INTO official_text VALUES (?, ?, ?, ?)", rows)
