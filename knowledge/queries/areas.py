"""Places with published wages, and finding them by the names people use."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import lru_cache

from knowledge.errors import UnknownArea
from knowledge.model import Area
from knowledge.queries.reader import Reader, Row
from knowledge.sources.areas import find_areas

_KINDS = {"nation": 0, "state": 1, "metro": 2, "nonmetro": 3}


def _area(row: Row) -> Area:
    states = tuple(part for part in re.split(r"[^A-Z]+", row["states"]) if part)
    return Area(row["code"], row["name"], row["kind"], states)


def find(reader: Reader, code: str) -> Area:
    """The area of a code.

    Raises:
        UnknownArea: no wages are published for it.
    """
    row = reader.row("SELECT * FROM area WHERE code = ?", code.strip().upper())
    if row is None:
        raise UnknownArea(code)
    return _area(row)


@lru_cache(maxsize=4)
def every(reader: Reader) -> tuple[Area, ...]:
    """All areas: the nation, states, metropolitan areas, the rest; each by name."""
    areas = [_area(row) for row in reader.rows("SELECT * FROM area")]
    return tuple(sorted(areas, key=lambda area: (_KINDS[area.kind], area.name)))


@lru_cache(maxsize=4)
def _aliases(reader: Reader) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for row in reader.rows("SELECT alias, area FROM area_alias"):
        found[row["alias"]] += (row["area"],)
    return dict(found)


@lru_cache(maxsize=4)
def _jobs(reader: Reader) -> dict[str, int]:
    """Jobs of all occupations by area: of two places of one name the larger comes first."""
    rows = reader.rows(
        "SELECT area, employment FROM wage WHERE bls_code = '00-0000' AND industry = '000000'"
    )
    return {row["area"]: row["employment"] or 0 for row in rows}


def search(reader: Reader, text: str) -> tuple[Area, ...]:
    """The areas a text names, likeliest first: "anchorage", "AK", "portland", "dallas tx"."""
    return find_areas(text, every(reader), _aliases(reader), _jobs(reader))


def meant(found: tuple[Area, ...], asked: str) -> tuple[Area, ...]:
    """One area where the name is a state's; a city named like a state is then a metro area's."""
    states = tuple(a for a in found if a.kind in ("nation", "state"))
    named = tuple(a for a in found if a.name.casefold() == asked.casefold())
    return named[:1] or (states if len(states) == 1 else found)
