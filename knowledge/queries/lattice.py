"""Reading the lattice that the build computed, and lattices that states publish."""

from __future__ import annotations

import json

from knowledge.model import Evidence, Lattice, LatticeEdge, PublishedEdge, SocCode
from knowledge.queries.reader import Reader, Row

_SELECT = """
    SELECT edge.*, occupation.title FROM edge
    LEFT JOIN occupation ON occupation.onet_soc = edge.neighbour
    WHERE edge.onet_soc = ? ORDER BY similarity DESC, neighbour
"""


def _edge(row: Row) -> LatticeEdge:
    return LatticeEdge(
        code=SocCode.parse(row["neighbour"]),
        title=row["title"] or row["neighbour"],
        direction=row["direction"],
        rung=row["rung"],
        similarity=row["similarity"],
        evidence=tuple(Evidence(**item) for item in json.loads(row["evidence"])),
        solid=bool(row["solid"]),
    )


def lattice(reader: Reader, code: SocCode) -> Lattice:
    """The neighbours of an occupation; a detail without its own shows those of its ``.00``."""
    edges: tuple[LatticeEdge, ...] = ()
    for holder in reader.holders(code):
        edges = edges or tuple(_edge(row) for row in reader.rows(_SELECT, holder))

    def part(direction: str) -> tuple[LatticeEdge, ...]:
        return tuple(edge for edge in edges if edge.direction == direction)

    return Lattice(code, part("advance"), part("transfer"), part("feeder"))


def published(reader: Reader, code: SocCode) -> tuple[PublishedEdge, ...]:
    """Steps that states publish from an occupation, as published."""
    rows = reader.rows(
        "SELECT * FROM published_edge WHERE focus IN (?, ?) "
        "ORDER BY state, direction, similarity DESC",
        code.onet,
        code.soc,
    )
    return tuple(_published(row) for row in rows)


def _published(row: Row) -> PublishedEdge:
    values = dict(row)
    focus, neighbour = (SocCode.parse(values.pop(end)) for end in ("focus", "neighbour"))
    return PublishedEdge(focus=focus, neighbour=neighbour, **values)
