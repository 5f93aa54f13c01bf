"""Places with published wages, and finding them by the names people use."""

from __future__ import annotations

import re
from functools import lru_cache

from knowledge.errors import UnknownArea
from knowledge.model import Area
from knowledge.queries.reader import Reader, Row

_KINDS = {"nation": 0, "state": 1, "metro": 2, "nonmetro": 3}
_NOT_WORD = re.compile(r"[^\w]+")


def normalize(text: str) -> str:
    """Lower case, punctuation as single spaces: how aliases are stored and asked for."""
    return " ".join(_NOT_WORD.sub(" ", text.casefold().replace(".", "")).split())


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
def _names(reader: Reader) -> tuple[tuple[Area, frozenset[str]], ...]:
    """Every area with the words of its name and aliases."""
    words = {area: set(normalize(f"{area.name} {area.code}").split()) for area in every(reader)}
    by_code = {area.code: area for area in every(reader)}
    for row in reader.rows("SELECT alias, area FROM area_alias"):
        words[by_code[row["area"]]].update(normalize(row["alias"]).split())
    return tuple((area, frozenset(found)) for area, found in words.items())


def search(reader: Reader, text: str) -> tuple[Area, ...]:
    """The areas a text may name: exact names and aliases first, else those with all its words.

    >>> # "anchorage" -> Anchorage, AK; "AK" -> Alaska; "portland" -> both Portlands
    """
    asked = normalize(text)
    if not asked:
        return ()
    exact = _exact(reader, asked)
    if exact:
        return exact
    words = set(asked.split())
    return tuple(area for area, known in _names(reader) if words <= known)


def _exact(reader: Reader, asked: str) -> tuple[Area, ...]:
    """Areas whose code, name or alias is what was asked, wider ones first."""
    codes = {
        row["area"] for row in reader.rows("SELECT area FROM area_alias WHERE alias = ?", asked)
    }
    return tuple(
        area
        for area in every(reader)
        if area.code in codes or asked in (area.code.casefold(), normalize(area.name))
    )
