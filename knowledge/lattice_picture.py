"""The picture of a lattice as SVG, and as PNG for channels that show no SVG.

Solid boxes are steps that experts or a state list, dashed ones are computed. The picture follows
the reader's light or dark setting, and says in words what it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from html import escape
from pathlib import Path
from typing import Literal

import yaml

from knowledge.errors import KnowledgeError
from knowledge.lattice_layout import BUS, PADDING, SIDE, Band, Box, Layout, lay_out
from knowledge.model import Lattice, LatticeEdge

Language = Literal["en", "es"]
Words = Mapping[str, str]

_WORDS = Path(__file__).with_name("lattice_words.yml")
_FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
# Paper, box, focus box, text, small text, line, text on the focus: contrast 4.5 to 1 or more.
_LIGHT = ("#ffffff", "#f3f6fb", "#1d4f91", "#16202e", "#47546a", "#5b6b84", "#ffffff")
_DARK = ("#12171f", "#1d2632", "#9cc3ff", "#e8edf5", "#b4c0d1", "#8b9bb3", "#0d1726")
_CLASSES = (
    ".paper{{fill:{0}}}.box{{fill:{1};stroke:{5};stroke-width:1.5}}"
    ".dashed{{stroke-dasharray:5 4}}.focus{{fill:{2};stroke:{2}}}"
    ".t{{fill:{3}}}.s{{fill:{4}}}.f{{fill:{6}}}.line{{stroke:{5};stroke-width:1.5;fill:none}}"
)


class NoRenderer(KnowledgeError):
    """The library that turns SVG into PNG is not installed."""

    def __init__(self) -> None:
        super().__init__("PNG pictures need the package resvg-py; install it, or ask for SVG")


def svg(
    lattice: Lattice,
    title: str,
    *,
    narrow: bool = False,
    language: Language = "en",
    limit: int = 6,
) -> str:
    """The picture as SVG text.

    Args:
        lattice: the neighbours.
        title: of the focus occupation.
        narrow: 320 pixels wide, for a phone; else 720.
        language: of the few words in it; titles stay English.
        limit: neighbours of each list that are shown at most.
    """
    words = _words()[language]
    layout = lay_out(lattice, title, narrow=narrow, limit=limit)
    size = f"{layout.width:g} {layout.height:g}"
    parts = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" '
        f'width="{layout.width:g}" height="{layout.height:g}" '
        f'aria-labelledby="lattice-title lattice-text" font-family="{_FONTS}">',
        f'<title id="lattice-title">{escape(words["title"].format(title=title))}</title>',
        f'<desc id="lattice-text">{escape(describe(lattice, words, limit))}</desc>',
        _style(),
        f'<rect class="paper" width="{layout.width:g}" height="{layout.height:g}" rx="10"/>',
        _trunk(layout),
        *(part for band in layout.bands for part in _band(band, layout.font, words)),
        _legend(layout, words),
        "</svg>",
    )
    return "\n".join(parts)


def png(drawing: str, *, scale: float = 2.0) -> bytes:
    """An SVG picture as PNG, in light colours.

    Args:
        drawing: what ``svg`` returned.
        scale: pixels of the image per pixel of the drawing.

    Raises:
        NoRenderer: resvg-py is not installed.
    """
    try:
        import resvg_py
    except ImportError as error:
        raise NoRenderer from error
    return bytes(resvg_py.svg_to_bytes(svg_string=drawing, zoom=scale))


@cache
def _words() -> dict[str, Words]:
    loaded: dict[str, Words] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return loaded


def describe(lattice: Lattice, words: Words, limit: int) -> str:
    """What the picture shows, in words, for those who do not see it."""
    lists = (
        ("described_up", lattice.advance[:limit]),
        ("described_level", lattice.transfer[:limit]),
        ("described_down", lattice.feeders[:limit]),
    )
    said = (
        words[key].format(n=len(edges), titles="; ".join(edge.title for edge in edges))
        for key, edges in lists
        if edges
    )
    return " ".join(said) or words["empty"]


def _style() -> str:
    light, dark = _CLASSES.format(*_LIGHT), _CLASSES.format(*_DARK)
    return f"<style>{light}@media (prefers-color-scheme:dark){{{dark}}}</style>"


def _trunk(layout: Layout) -> str:
    """The vertical line that joins the rows."""
    heights = [bus for band in layout.bands for bus in band.buses]
    if len(heights) < 2:
        return ""
    return f'<path class="line" d="M{SIDE:g} {min(heights):g}V{max(heights):g}"/>'


def _band(band: Band, font: float, words: Words) -> Iterator[str]:
    label = f'<text class="s" x="{SIDE + 8:g}" y="{band.y + 16:g}" font-size="{font * 0.85:g}"'
    yield f"{label}>{escape(_heading(band.rung, words))}</text>"
    for bus in band.buses:
        centres = [b.x + b.width / 2 for b in band.boxes if _bus_of(b) == bus]
        yield f'<path class="line" d="M{SIDE:g} {bus:g}H{max(centres):g}"/>'
    for box in band.boxes:
        yield from _box(box, font, words)


def _bus_of(box: Box) -> float:
    return box.y + box.height + BUS / 2


def _heading(rung: int, words: Words) -> str:
    if rung == 0:
        return words["level"]
    key = "up" if rung > 0 else "down"
    return words[f"{key}_one" if abs(rung) == 1 else key].format(n=abs(rung))


def _box(box: Box, font: float, words: Words) -> Iterator[str]:
    centre = box.x + box.width / 2
    line = box.y + box.height
    yield f'<path class="line" d="M{centre:g} {line:g}V{line + BUS / 2:g}"/>'
    kind = _kind(box.edge)
    yield (
        f'<rect class="box {kind}" x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" '
        f'height="{box.height:g}" rx="8"/>'
    )
    ink, small = ("f", "f") if box.edge is None else ("t", "s")
    y = box.y + PADDING + font
    for text in box.lines:
        yield _text(text, ink, centre, y, font, "600")
        y += font * 1.25
    note = words["focus"]
    if box.edge:
        note = words["similarity"].format(n=f"{box.edge.similarity:.0f}")
    yield _text(note, small, centre, box.y + box.height - PADDING, font * 0.85, "400")


def _kind(edge: LatticeEdge | None) -> str:
    if edge is None:
        return "focus"
    return "solid" if edge.solid else "dashed"


def _text(text: str, ink: str, x: float, y: float, size: float, weight: str) -> str:
    return (
        f'<text class="{ink}" x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" '
        f'text-anchor="middle">{escape(text)}</text>'
    )


def _legend(layout: Layout, words: Words) -> str:
    y = layout.height - SIDE
    half = layout.width / 2
    size = f'font-size="{layout.font * 0.85:g}"'
    return (
        f'<path class="line" d="M{SIDE + 8:g} {y - 4:g}h24"/>'
        f'<text class="s" x="{SIDE + 38:g}" y="{y:g}" {size}>{escape(words["solid"])}</text>'
        f'<path class="line dashed" d="M{half + 8:g} {y - 4:g}h24"/>'
        f'<text class="s" x="{half + 38:g}" y="{y:g}" {size}>{escape(words["dashed"])}</text>'
    )
