"""The nearest steps of the lattice, as a strip of boxes on the printed profile."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Literal

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from knowledge.charts import INK, MARK, SOFT
from knowledge.report_view import Steps, View

_LINE, _FOCUS = HexColor("#5b6b84"), HexColor(MARK)
_WHITE = "#ffffff"
_BETWEEN, _APART, _INSIDE, _HEAD = 20, 3, 4, 10
"""Points between columns, between boxes, around the text in a box, and for a column's heading."""

_TITLE = ParagraphStyle(
    "step", fontName="Helvetica-Bold", fontSize=6.6, leading=7.6, textColor=HexColor(INK)
)
_NOTE = ParagraphStyle(
    "step-note", _TITLE, fontName="Helvetica", fontSize=5.8, textColor=HexColor(SOFT)
)
_HEADING = ParagraphStyle("step-heading", _TITLE, fontSize=7.4, leading=9, textColor=HexColor(MARK))
_SMALL = ParagraphStyle("step-small", _NOTE, leading=6.8)

Box = tuple[float, float, float]
"""x, y of the lower left corner, and width."""


def draw_steps(canvas: Canvas, view: View, box: Box) -> float:
    """Draw what leads here, what is beside, and where it leads, above ``box``.

    Returns:
        The height above the strip.
    """
    x, bottom, width = box
    note = Paragraph(escape(view.lattice_note), _SMALL)
    _, note_height = note.wrap(width, 100)
    note.drawOn(canvas, x, bottom)
    column = (width - 2 * _BETWEEN) / 3
    floor = bottom + note_height + 4
    columns = [_drawn(view, part, column) for part in view.lattice]
    tallest = max(sum(one.height + _APART for one in boxes) for boxes in columns) + _HEAD
    for place, (part, boxes) in enumerate(zip(view.lattice, columns, strict=True)):
        left = x + place * (column + _BETWEEN)
        _column(canvas, part.heading, boxes, (left, floor + tallest, column))
        if place and boxes:
            _arrow(canvas, left - _BETWEEN + 4, floor + tallest / 2, _BETWEEN - 8)
    heading = Paragraph(escape(view.lattice_heading), _HEADING)
    _, height = heading.wrap(width, 40)
    heading.drawOn(canvas, x, floor + tallest + 2)
    return float(floor + tallest + height + 8)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A box: its text, its height in points, and how its border is drawn."""

    text: Paragraph
    height: float
    kind: Literal["focus", "solid", "dashed"]


def _drawn(view: View, part: Steps, width: float) -> list[Drawn]:
    """The boxes of a direction; the occupation itself stands first in the middle."""
    boxes = [
        _box(_words(s.title, s.note), width, "solid" if s.solid else "dashed") for s in part.steps
    ]
    if part is view.lattice[1]:
        boxes.insert(0, _box(_words(view.title, view.you_are_here, _WHITE, _WHITE), width, "focus"))
    return boxes


def _words(title: str, note: str, ink: str = INK, soft: str = SOFT) -> str:
    return (
        f"<font color='{ink}'>{escape(title)}</font>"
        f"<font name='Helvetica' size='5.8' color='{soft}'> · {escape(note)}</font>"
    )


def _box(words: str, width: float, kind: Literal["focus", "solid", "dashed"]) -> Drawn:
    text = Paragraph(words, _TITLE)
    return Drawn(text, float(text.wrap(width - 2 * _INSIDE, 100)[1]) + 2 * _INSIDE, kind)


def _column(canvas: Canvas, heading: str, boxes: list[Drawn], place: Box) -> None:
    """The heading and the boxes of one direction, from the top down."""
    if not boxes:
        return
    x, top, width = place
    title = Paragraph(escape(heading), _NOTE)
    title.wrap(width, 20)
    title.drawOn(canvas, x, top - _HEAD + 2)
    top -= _HEAD
    canvas.setStrokeColor(_LINE)
    canvas.setFillColor(_FOCUS)
    canvas.setLineWidth(0.8)
    for box in boxes:
        canvas.setDash(*((3, 2) if box.kind == "dashed" else ()))
        bottom = top - box.height
        canvas.roundRect(x, bottom, width, box.height, 3, stroke=1, fill=box.kind == "focus")
        box.text.drawOn(canvas, x + _INSIDE, bottom + _INSIDE)
        top = bottom - _APART
    canvas.setDash()


def _arrow(canvas: Canvas, x: float, y: float, length: float) -> None:
    canvas.setStrokeColor(_LINE)
    canvas.setFillColor(_LINE)
    canvas.line(x, y, x + length - 4, y)
    head = canvas.beginPath()
    head.moveTo(x + length, y)
    head.lineTo(x + length - 5, y + 3)
    head.lineTo(x + length - 5, y - 3)
    head.close()
    canvas.drawPath(head, stroke=0, fill=1)
