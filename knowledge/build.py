"""Compact facts in, one SQLite file out: built aside, checked, then put in place at once.

Whatever goes wrong on the way, the earlier file stays as it was.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.sources import (
    bls_oews,
    bls_projections,
    cip,
    clusters,
    content,
    exposure,
    manifest,
    official_text,
    onet,
    soc,
    state_lattice,
)

FILE = "knowledge.sqlite"
SCHEMA = Path(__file__).with_name("schema.sql")

Loader = Callable[[sqlite3.Connection, Path], None]

# SOC first: every other source refers to its codes. The Handbook after O*NET's details.
LOADERS: tuple[tuple[str, Loader], ...] = (
    ("occupations (SOC 2018)", soc.load),
    ("O*NET ratings, titles, technology", onet.load),
    ("Handbook profiles", soc.link_handbook),
    ("pay (OEWS)", bls_oews.load),
    ("outlook (projections)", bls_projections.load),
    ("majors (CIP 2020)", cip.load),
    ("career clusters", clusters.load),
    ("exposure measures", exposure.load),
    ("plain-language text", content.load),
    ("lattices that states publish", state_lattice.load),
    ("official sentences", official_text.load),
)


def build(facts: Path, out: Path, *, quick: bool = False) -> None:
    """Build the knowledge base ``out`` (and the title index beside it) from a facts folder.

    Args:
        facts: compact facts with their ``sources.yml``.
        out: the SQLite file to make or replace.
        quick: leave out what needs the sentence encoder: the title index and the lattice.

    Raises:
        MalformedRelease: facts that cannot be read or do not fit together; ``out`` stays.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    with _replacing(out) as partial, _connected(partial) as connection:
        fill(connection, facts)
        check(connection)
        if not quick:
            _embed(connection, out.parent)
        connection.commit()


def fill(connection: sqlite3.Connection, facts: Path) -> None:
    """Create the tables and load every source.

    Raises:
        MalformedRelease: a file of the folder is missing or damaged.
    """
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    for name, load in LOADERS:
        try:
            _step(name, lambda load=load: load(connection, facts))  # type: ignore[misc]
        except FileNotFoundError as error:
            expected = f"this file of the facts folder, for {name}"
            raise MalformedRelease(str(error.filename), expected) from error
        except sqlite3.IntegrityError as error:
            raise MalformedRelease(name, f"each entry once and complete ({error})") from error
    rows = ((*_columns(entry), entry.rows) for entry in manifest.read(facts))
    connection.executemany("INSERT INTO source VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _columns(entry: manifest.Entry) -> tuple[str, ...]:
    s = entry.credited
    return s.key, s.name, s.version, s.period, s.licence, s.credit, s.url


def _embed(connection: sqlite3.Connection, folder: Path) -> None:
    """The title index, then the lattice, which takes the closeness of titles from it."""
    # Imported here: both load the sentence encoder, seconds that no other step needs.
    from knowledge.lattice_build import write_edges
    from knowledge.titles.index import build_index

    _step("title vectors (minutes the first time)", lambda: build_index(connection, folder))
    _step("lattice", lambda: write_edges(connection, folder))


def _step(name: str, run: Callable[[], object]) -> None:
    started = time.perf_counter()
    sys.stderr.write(f"  {name} \u2026")
    sys.stderr.flush()
    run()
    sys.stderr.write(f" {time.perf_counter() - started:.1f} s\n")
    sys.stderr.flush()


@contextmanager
def _replacing(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of ``out`` when all went well."""
    partial = out.with_name(f"{out.name}.{os.getpid()}.part")
    try:
        yield partial
        partial.replace(out)
    finally:
        with suppress(FileNotFoundError):
            partial.unlink()


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection without the safety we do not need: the file is thrown away on failure."""
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        yield connection
    finally:
        connection.close()


# What must hold in a finished knowledge base: what is wrong, and a query that finds it.
_CHECKS = (
    (
        "projections for the BLS code of every civilian occupation",
        "SELECT onet_soc || ' -> ' || bls_code FROM occupation WHERE kind != 'military' "
        "AND bls_code NOT IN (SELECT bls_code FROM projection)",
    ),
    (
        "pay only for codes that are projected too",
        "SELECT bls_code FROM wage WHERE bls_code NOT IN (SELECT bls_code FROM projection)",
    ),
    (
        "an occupation for every projected detailed code",
        "SELECT bls_code FROM projection WHERE entry_education IS NOT NULL "
        "AND bls_code NOT IN (SELECT bls_code FROM occupation)",
    ),
    (
        "pay only for known areas",
        "SELECT area FROM wage WHERE area NOT IN (SELECT code FROM area)",
    ),
    (
        "pay only for known industries",
        "SELECT industry FROM wage WHERE industry NOT IN (SELECT code FROM industry)",
    ),
    (
        "successors that exist for every retired code",
        "SELECT soc FROM retired_code WHERE soc NOT IN (SELECT soc FROM occupation)",
    ),
    (
        "wages only where the flags say so",
        "SELECT bls_code || ' ' || area FROM wage WHERE length(flags) != 13 "
        "OR (a50 IS NULL) = (substr(flags, 9, 1) IN ('.', '+')) "
        "OR (h50 IS NULL) = (substr(flags, 4, 1) IN ('.', '+')) "
        "OR (amean IS NULL) = (substr(flags, 13, 1) IN ('.', '+'))",
    ),
    ("rows in every source", "SELECT key FROM source WHERE rows = 0"),
)


def check(connection: sqlite3.Connection) -> None:
    """Check that what was loaded fits together.

    Raises:
        MalformedRelease: naming the first thing that does not.
    """
    for expected, query in _CHECKS:
        found = connection.execute(f"{query} LIMIT 1").fetchone()
        if found:
            raise MalformedRelease("knowledge base", expected, value=str(found[0]))
