"""The profile report as a PDF of one page, in two columns; the lattice picture on a second.

Drawn with ReportLab's standard fonts, which hold every letter our English and Spanish need.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from io import BytesIO

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import letter
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    FrameBreak,
    Image,
    KeepInFrame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from knowledge.charts import FAINT, INK, MARK
from knowledge.lattice_picture import png
from knowledge.report_view import Block, Figures, Items, Picture, Section, Text, View

_PAGE_WIDTH, _PAGE_HEIGHT = letter
_MARGIN, _GAP, _HEAD, _FOOT = 13 * mm, 7 * mm, 22 * mm, 28 * mm
_COLUMN = (_PAGE_WIDTH - 2 * _MARGIN - _GAP) / 2
_BODY = _PAGE_HEIGHT - _HEAD - _FOOT
_WIDE = _PAGE_WIDTH - 2 * _MARGIN
_MOST_ZOOM = 4.0

_INK, _MARK = HexColor(INK), HexColor(MARK)
_TEXT = ParagraphStyle("text", fontName="Helvetica", fontSize=8, leading=9.8, textColor=_INK)
_SMALL = ParagraphStyle("small", _TEXT, fontSize=6.2, leading=7.4, textColor=HexColor("#52606d"))
_HEADING = ParagraphStyle(
    "heading", _TEXT, fontName="Helvetica-Bold", fontSize=9.5, leading=12, textColor=_MARK
)
_ITEM = ParagraphStyle("item", _TEXT, leftIndent=9, bulletIndent=0)


def render(view: View, lattice: str = "") -> bytes:
    """The PDF.

    Args:
        view: what stands on the first page.
        lattice: SVG of the lattice for a second page; "" for none.
    """
    out = BytesIO()
    document = BaseDocTemplate(
        out, pagesize=letter, title=f"{view.label}: {view.title}", author="Career Lattice",
        lang=view.language, leftMargin=0, rightMargin=0, topMargin=0, bottomMargin=0,
    )  # fmt: skip
    document.addPageTemplates([_profile(view), _single(view)])
    document.build([*_columns(view), *_second_page(view, lattice)])
    return out.getvalue()


def _profile(view: View) -> PageTemplate:
    right = _MARGIN + _COLUMN + _GAP
    frames = [_frame(_MARGIN, _COLUMN, "left"), _frame(right, _COLUMN, "right")]
    return PageTemplate("profile", frames, onPage=lambda canvas, _: _decorate(canvas, view))


def _single(view: View) -> PageTemplate:
    frames = [_frame(_MARGIN, _WIDE, "whole")]
    return PageTemplate("lattice", frames, onPage=lambda canvas, _: _decorate(canvas, view))


def _frame(x: float, width: float, name: str) -> Frame:
    return Frame(x, _FOOT, width, _BODY, 0, 0, 0, 0, id=name)


def _columns(view: View) -> Iterator[Flowable]:
    """Both columns, each shrunk if it would not fit on the page."""
    left = [f for s in view.sections if s.side == "left" for f in _section(s)]
    summary = [Paragraph(escape(view.summary), _TEXT), Spacer(0, 4)] if view.summary else []
    right = [f for s in view.sections if s.side == "right" for f in _section(s)]
    yield KeepInFrame(_COLUMN, _BODY, left, mode="shrink")
    yield FrameBreak()
    yield KeepInFrame(_COLUMN, _BODY, [*summary, *right], mode="shrink")


def _second_page(view: View, lattice: str) -> Iterator[Flowable]:
    if not lattice:
        return
    yield NextPageTemplate("lattice")
    yield PageBreak()
    yield Paragraph(escape(view.lattice_heading), _HEADING)
    yield Spacer(0, 4)
    yield _image(lattice, _WIDE, _BODY - 60)
    yield Spacer(0, 6)
    yield Paragraph(escape(view.lattice_note), _SMALL)


def _section(section: Section) -> Iterator[Flowable]:
    yield Paragraph(escape(section.heading), _HEADING)
    for block in section.blocks:
        yield from _block(block)
    yield Spacer(0, 5)


def _block(block: Block) -> Iterator[Flowable]:
    match block:
        case Text(text, small):
            yield Paragraph(escape(text), _SMALL if small else _TEXT)
        case Items(items, numbered):
            for place, item in enumerate(items, 1):
                yield Paragraph(escape(item), _ITEM, bulletText=f"{place}." if numbered else "•")
        case Figures(rows):
            yield _table(Figures(rows))
        case Picture(svg, _):
            yield _image(svg, _COLUMN, _BODY)


def _table(figures: Figures) -> Table:
    cells = [
        [
            Paragraph(escape(row.label), _TEXT),
            Paragraph(f"<b>{escape(_latin(row.value))}</b>", _TEXT),
            Paragraph(escape(row.origin), _SMALL),
        ]
        for row in figures.rows
    ]
    table = Table(cells, [_COLUMN * 0.38, _COLUMN * 0.22, _COLUMN * 0.40], hAlign="LEFT")
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 0.8),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.8),
            ("LINEBELOW", (0, 0), (-1, -2), 0.3, HexColor(FAINT)),
        ]
    )
    return table


def _image(svg: str, width: float, most_height: float) -> Image:
    picture = Image(BytesIO(png(svg, scale=_MOST_ZOOM)))
    factor = min(width / picture.imageWidth, most_height / picture.imageHeight)
    picture.drawWidth, picture.drawHeight = (
        picture.imageWidth * factor,
        picture.imageHeight * factor,
    )
    return picture


def _decorate(canvas: Canvas, view: View) -> None:
    """Title above, sources and notes below; the same on each page."""
    canvas.setFillColor(_MARK)
    canvas.rect(0, _PAGE_HEIGHT - 3 * mm, _PAGE_WIDTH, 3 * mm, stroke=0, fill=1)
    title = Paragraph(
        f"<font size='7.5' color='#52606d'>{escape(view.label)} · SOC {view.code} · "
        f"{escape(view.area)}</font><br/><font size='15'><b>{escape(view.title)}</b></font>",
        ParagraphStyle("title", _TEXT, leading=16),
    )
    _, height = title.wrap(_WIDE, _HEAD)
    title.drawOn(canvas, _MARGIN, _PAGE_HEIGHT - 5 * mm - height)
    sources = f"{escape(view.made)} {escape('; '.join(view.credits))}. "
    foot = Paragraph(sources + " ".join(map(escape, view.notes)), _SMALL)
    _, height = foot.wrap(_WIDE, _FOOT)
    foot.drawOn(canvas, _MARGIN, 6 * mm)


def _latin(text: str) -> str:
    """The standard fonts have no minus sign; an en dash looks the same."""
    return text.replace("\u2212", "\u2013")
