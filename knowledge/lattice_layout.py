"""Where the boxes of a lattice's picture go: pure geometry, so that overlap can be tested.

Rungs are rows, the highest on top. The focus stands in the middle with the jobs of its level
beside it. A line leaves every box for the bus of its row, and the buses meet in a trunk at the
left edge: no line crosses a box. Lengths are in pixels.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from knowledge.model import Lattice, LatticeEdge

SIDE = 10.0
TRUNK = 14.0
GUTTER = 12.0
HEADING = 24.0
BUS = 16.0
PADDING = 8.0

# Widths of letters in parts of the font size, generous for bold sans-serif fonts.
_NARROW, _WIDE = frozenset("fijlrtI.,;:'()|! "), frozenset("mwMW%@")


@dataclass(frozen=True, slots=True)
class Box:
    """A box with its wrapped title; ``edge`` is None for the focus."""

    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]
    edge: LatticeEdge | None


@dataclass(frozen=True, slots=True)
class Band:
    """The boxes of one rung: ``buses`` are the heights of its horizontal lines."""

    rung: int
    y: float
    boxes: tuple[Box, ...]
    buses: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole picture; ``font`` is the size of titles."""

    width: float
    height: float
    font: float
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class _Frame:
    width: float
    columns: int
    font: float

    @property
    def box(self) -> float:
        inner = self.width - 2 * SIDE - TRUNK - GUTTER * (self.columns - 1)
        return inner / self.columns

    def left(self, column: int) -> float:
        return SIDE + TRUNK + column * (self.box + GUTTER)

    def wrapped(self, title: str) -> tuple[str, ...]:
        return wrap(title, self.box - 2 * PADDING, self.font)

    def height(self, titles: Iterable[Sequence[str]]) -> float:
        """Height of a line of boxes: the longest title, and a small line below it."""
        tallest = max((len(lines) for lines in titles), default=1)
        return 2 * PADDING + tallest * self.font * 1.25 + self.font * 1.15


def text_width(text: str, font: float) -> float:
    """An upper estimate of a text's width in pixels."""
    parts = (
        0.42 if c in _NARROW else 1.05 if c in _WIDE else 0.82 if c.isupper() else 0.70
        for c in text
    )
    return font * sum(parts)


def wrap(text: str, width: float, font: float) -> tuple[str, ...]:
    """Break a text into lines that fit; a word that does not is hyphenated."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if text_width(joined, font) <= width:
            lines[-1] = joined
            continue
        lines.append(word)
        while text_width(lines[-1], font) > width and len(lines[-1]) > 2:
            cut = _cut(lines[-1], width, font)
            lines[-1:] = [lines[-1][:cut] + "-", lines[-1][cut:]]
    return tuple(line for line in lines if line)


def _cut(word: str, width: float, font: float) -> int:
    fits = (n for n in range(len(word) - 1, 1, -1) if text_width(word[:n] + "-", font) <= width)
    return next(fits, 2)


def lay_out(lattice: Lattice, title: str, *, narrow: bool, limit: int) -> Layout:
    """Place a lattice.

    Args:
        lattice: the neighbours; the nearest of each list are shown.
        title: of the focus.
        narrow: for a phone: 320 wide, two columns; else 720 wide, three.
        limit: neighbours of each list that are shown at most.
    """
    frame = _Frame(320, 2, 12.5) if narrow else _Frame(720, 3, 14.5)
    above = _by_rung(lattice.advance[:limit])
    below = _by_rung(lattice.feeders[:limit])
    y = SIDE
    bands: list[Band] = []
    for rung, edges in above:
        bands.append(_band(frame, rung, y, [(frame.wrapped(e.title), e) for e in edges]))
        y = _end(bands[-1])
    bands.append(_focus_band(frame, y, title, lattice.transfer[:limit]))
    y = _end(bands[-1])
    for rung, edges in below:
        bands.append(_band(frame, rung, y, [(frame.wrapped(e.title), e) for e in edges]))
        y = _end(bands[-1])
    return Layout(frame.width, y + HEADING + SIDE, frame.font, tuple(bands))


def _by_rung(edges: Sequence[LatticeEdge]) -> list[tuple[int, list[LatticeEdge]]]:
    ordered = sorted(edges, key=lambda edge: (-edge.rung, -edge.similarity))
    return [(rung, list(group)) for rung, group in groupby(ordered, key=lambda e: e.rung)]


def _end(band: Band) -> float:
    return max(band.buses) + BUS / 2


_Cell = tuple[tuple[str, ...], LatticeEdge | None]


def _focus_band(frame: _Frame, y: float, title: str, edges: Sequence[LatticeEdge]) -> Band:
    cells: list[_Cell] = [(frame.wrapped(edge.title), edge) for edge in edges]
    middle = min(frame.columns // 2, len(cells)) if frame.columns > 2 else 0
    cells.insert(middle, (frame.wrapped(title), None))
    return _band(frame, 0, y, cells)


def _band(frame: _Frame, rung: int, y: float, cells: Sequence[_Cell]) -> Band:
    boxes: list[Box] = []
    buses: list[float] = []
    top = y + HEADING
    for start in range(0, len(cells), frame.columns):
        line = cells[start : start + frame.columns]
        height = frame.height(lines for lines, _ in line)
        # A row that is not full stands in the middle.
        shift = (frame.columns - len(line)) * (frame.box + GUTTER) / 2
        for column, (lines, edge) in enumerate(line):
            x = frame.left(column) + shift
            boxes.append(Box(x, top, frame.box, height, lines, edge))
        buses.append(top + height + BUS / 2)
        top += height + BUS
    return Band(rung, y, tuple(boxes), tuple(buses))
