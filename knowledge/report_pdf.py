"""The profile report as a PDF of one page (docs/decisions/0027).

Title, four figures, two columns, the nearest steps of the lattice, sources. The columns take the
largest type at which all of it fits. Drawn with ReportLab's standard fonts, which hold every letter
our English and Spanish need.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from io import BytesIO
from itertools import chain

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Image, Paragraph, Spacer, Table

from knowledge.charts import FAINT, INK, MARK, SOFT
from knowledge.lattice_picture import png
from knowledge.report_steps import draw_steps
from knowledge.report_view import Block, Figures, Items, Picture, Section, Text, View

WIDTH, HEIGHT = letter
MARGIN, GAP = 13 * mm, 7 * mm
WIDE = WIDTH - 2 * MARGIN
_COLUMN = (WIDE - GAP) / 2
_BAND, _TOP, _BOTTOM = 3 * mm, 7 * mm, 6 * mm
_SCALES = tuple(number / 100 for number in range(112, 58, -2))
"""Sizes of type to try, largest first; the last is used whatever happens."""
_SHARP = 4.0

_INK, _MARK, _SOFT = HexColor(INK), HexColor(MARK), HexColor(SOFT)


@dataclass(frozen=True, slots=True)
class Type:
    """Paragraph styles of one size."""

    text: ParagraphStyle
    small: ParagraphStyle
    heading: ParagraphStyle
    item: ParagraphStyle

    @classmethod
    def of(cls, scale: float) -> Type:
        """Styles whose text is 8 points times the scale."""
        size = 8 * scale
        text = ParagraphStyle(
            "text", fontName="Helvetica", fontSize=size, leading=size * 1.22, textColor=_INK
        )
        small = ParagraphStyle(
            "small", text, fontSize=size * 0.8, leading=size * 0.97, textColor=_SOFT
        )
        heading = ParagraphStyle(
            "heading", text, fontName="Helvetica-Bold", fontSize=size * 1.15, leading=size * 1.5,
            textColor=_MARK,
        )  # fmt: skip
        item = ParagraphStyle(
            "item", text, leftIndent=size * 1.3, bulletFontName="Helvetica", bulletFontSize=size
        )
        return cls(text, small, heading, item)


def render(view: View) -> bytes:
    """The PDF."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=letter, lang=view.language)
    canvas.setTitle(f"{view.label}: {view.title}")
    canvas.setAuthor("Career Lattice")
    top = _head(canvas, view)
    bottom = _foot(canvas, view)
    if any(part.steps for part in view.lattice):
        bottom = draw_steps(canvas, view, (MARGIN, bottom, WIDE))
    _columns(canvas, view.sections, top, bottom)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def _head(canvas: Canvas, view: View) -> float:
    """Band, label, title, summary and the four figures; the height below them."""
    canvas.setFillColor(_MARK)
    canvas.rect(0, HEIGHT - _BAND, WIDTH, _BAND, stroke=0, fill=1)
    plain = Type.of(1)
    title = ParagraphStyle("title", plain.heading, fontSize=15, leading=17, textColor=_INK)
    label = f"{view.label} · SOC {view.code} · {view.area}"
    parts: list[Flowable] = [
        Paragraph(escape(label), plain.small),
        Paragraph(escape(view.title), title),
        Spacer(0, 2),
        Paragraph(escape(view.summary), plain.text),
        Spacer(0, 4),
    ]
    if view.tiles:
        parts.append(_tiles(view, plain))
    if view.tiles_note:
        parts.append(Paragraph(escape(view.tiles_note), plain.small))
    return _stack(canvas, parts, MARGIN, HEIGHT - _TOP, WIDE) - 4


def _tiles(view: View, plain: Type) -> Table:
    large = ParagraphStyle("large", plain.heading, fontSize=13, leading=16)
    cells = [
        [
            Paragraph(escape(row.label), plain.text),
            Paragraph(escape(_latin(row.value)), large),
            Paragraph(escape(row.origin), plain.small),
        ]
        for row in view.tiles
    ]
    table = Table([cells], [WIDE / len(cells)] * len(cells))
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 0.6, HexColor(FAINT)),
            ("INNERGRID", (0, 0), (-1, -1), 0.6, HexColor(FAINT)),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("TOPPADDING", (0, 0), (-1, -1), 3),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 4),
        ]
    )
    return table


def _foot(canvas: Canvas, view: View) -> float:
    """Sources and notes at the bottom; the height above them."""
    style = ParagraphStyle("foot", Type.of(1).small, fontSize=5.4, leading=6.4)
    sources = f"{escape(view.made)} {escape('; '.join(view.credits))}. "
    foot = Paragraph(sources + " ".join(map(escape, view.notes)), style)
    _, height = foot.wrap(WIDE, HEIGHT)
    foot.drawOn(canvas, MARGIN, _BOTTOM)
    return float(_BOTTOM + height + 5)


def _columns(canvas: Canvas, sections: Sequence[Section], top: float, bottom: float) -> None:
    """Both columns in the largest type at which they fit; reading order goes down, then right."""
    left, right = fit(sections, top - bottom)
    _stack(canvas, left, MARGIN, top, _COLUMN)
    _stack(canvas, right, MARGIN + _COLUMN + GAP, top, _COLUMN)


def fit(sections: Sequence[Section], room: float) -> tuple[list[Flowable], list[Flowable]]:
    """The parts of both columns, in the largest type at which they are no higher than the room.

    Args:
        sections: in reading order.
        room: height in points.
    """
    for scale in _SCALES:
        blocks = [list(_section(section, Type.of(scale))) for section in sections]
        heights = [sum(_height(part) for part in parts) for parts in blocks]
        split = _split(heights)
        if max(sum(heights[:split]), sum(heights[split:])) <= room:
            break
    return list(chain(*blocks[:split])), list(chain(*blocks[split:]))


def _split(heights: Sequence[float]) -> int:
    """Where to break a row of heights so that the taller part is as low as can be."""
    places = range(len(heights) + 1)
    return min(places, key=lambda place: max(sum(heights[:place]), sum(heights[place:])))


def _height(part: Flowable) -> float:
    return float(part.wrap(_COLUMN, HEIGHT)[1])


def _stack(canvas: Canvas, parts: Sequence[Flowable], x: float, top: float, width: float) -> float:
    """Draw parts one below the other; the height below the last."""
    for part in parts:
        top -= part.wrapOn(canvas, width, HEIGHT)[1]
        part.drawOn(canvas, x, top)
    return top


def _section(section: Section, style: Type) -> Iterator[Flowable]:
    yield Paragraph(escape(section.heading), style.heading)
    for block in section.blocks:
        yield from _block(block, style)
    yield Spacer(0, style.text.fontSize * 0.55)


def _block(block: Block, style: Type) -> Iterator[Flowable]:
    match block:
        case Text(text, small):
            yield Paragraph(escape(text), style.small if small else style.text)
        case Items(items, numbered):
            for place, item in enumerate(items, 1):
                mark = f"{place}." if numbered else "•"
                yield Paragraph(escape(item), style.item, bulletText=mark)
        case Figures():
            yield _table(block, style)
            if block.origin:
                yield Paragraph(escape(block.origin), style.small)
        case Picture(svg, _):
            yield _image(svg, style)


def _table(figures: Figures, style: Type) -> Table:
    """Label and value; the origin beside them only where rows differ in it."""
    shared = bool(figures.origin)
    cells = [
        [
            Paragraph(escape(row.label), style.text),
            Paragraph(f"<b>{escape(_latin(row.value))}</b>", style.text),
            *([] if shared else [Paragraph(escape(row.origin), style.small)]),
        ]
        for row in figures.rows
    ]
    shares = (0.58, 0.42) if shared else (0.48, 0.14, 0.38)
    table = Table(cells, [_COLUMN * share for share in shares], hAlign="LEFT")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 0.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6),
            ("LINEBELOW", (0, 0), (-1, -2), 0.3, HexColor(FAINT)),
        ]
    )
    return table


def _image(svg: str, style: Type) -> Image:
    """A chart whose own text is about as large as the text around it."""
    picture = Image(BytesIO(_sharp(svg)), hAlign="LEFT")
    factor = style.text.fontSize / 11 / _SHARP * 1.15
    picture.drawWidth = min(picture.imageWidth * factor, _COLUMN)
    picture.drawHeight = picture.drawWidth * picture.imageHeight / picture.imageWidth
    return picture


@lru_cache(maxsize=8)
def _sharp(svg: str) -> bytes:
    """A chart is tried in several sizes; it is turned into pixels once."""
    return png(svg, scale=_SHARP)


def _latin(text: str) -> str:
    """The standard fonts have no minus sign; an en dash looks the same."""
    return text.replace("\u2212", "\u2013")
