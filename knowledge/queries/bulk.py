"""Columns over all occupations, for searches; kept in memory once asked for."""

from __future__ import annotations

from functools import lru_cache

from knowledge.queries import pay
from knowledge.queries.reader import Reader, Row


@lru_cache(maxsize=256)
def annual_medians(reader: Reader, area: str) -> dict[str, int]:
    """Published annual median by BLS code; a top-coded one counts as its floor."""
    rows = reader.rows(
        "SELECT bls_code, a50 FROM wage WHERE area = ? AND industry = ? AND a50 IS NOT NULL",
        area,
        pay.ALL_INDUSTRIES,
    )
    return {row["bls_code"]: row["a50"] for row in rows}


@lru_cache(maxsize=4)
def projections(reader: Reader) -> dict[str, Row]:
    """Growth, openings and entry education by BLS code."""
    rows = reader.rows("SELECT bls_code, growth, openings, entry_education FROM projection")
    return {row["bls_code"]: row for row in rows}


@lru_cache(maxsize=4)
def interests(reader: Reader) -> dict[str, tuple[float, ...]]:
    """The six interest scores, order R I A S E C, by O*NET code."""
    rows = reader.rows(
        "SELECT onet_soc, importance FROM rating JOIN element ON id = element "
        "WHERE kind = 'interest' ORDER BY onet_soc, element"
    )
    found: dict[str, tuple[float, ...]] = {}
    for row in rows:
        found[row["onet_soc"]] = (*found.get(row["onet_soc"], ()), row["importance"])
    return found


@lru_cache(maxsize=256)
def importance(reader: Reader, element: str) -> dict[str, float]:
    """Importance of one descriptor by O*NET code, where it may be shown."""
    rows = reader.rows(
        "SELECT onet_soc, importance FROM rating "
        "WHERE element = ? AND importance IS NOT NULL AND NOT suppress & 5",
        element,
    )
    return {row["onet_soc"]: row["importance"] for row in rows}


@lru_cache(maxsize=4)
def elements(reader: Reader) -> tuple[tuple[str, str, str], ...]:
    """Every descriptor as (id, kind, name)."""
    rows = reader.rows("SELECT id, kind, name FROM element ORDER BY id")
    return tuple((row["id"], row["kind"], row["name"]) for row in rows)
