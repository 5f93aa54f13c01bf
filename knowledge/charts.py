"""Small SVG charts from figures: the range of pay, and bars on a scale. Pure.

Drawn for print and page alike: text in the current text colour, no scripts, no style sheets.
The figures stand in a table beside every chart, so a chart is never the only place of a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from knowledge.figures import number
from knowledge.model import Fact

INK, SOFT, BAND, MARK, FAINT = "#1f2933", "#52606d", "#9bc4cb", "#0b5563", "#dfe7ea"
_WIDTH = 320


def pay_range(percentiles: Sequence[Fact]) -> str:
    """The five percentiles of a wage on a line; "" where one of them is not published."""
    if len(percentiles) != 5 or any(fact.value is None for fact in percentiles):
        return ""
    values = [float(fact.value or 0) for fact in percentiles]
    low, high = values[0], values[-1]
    if high <= low:
        return ""
    at = [20 + (value - low) / (high - low) * (_WIDTH - 40) for value in values]
    parts = [
        _bar(at[0], 22, at[4] - at[0], 10, FAINT),
        _bar(at[1], 22, at[3] - at[1], 10, BAND),
        _bar(at[2] - 1.5, 18, 3, 18, MARK),
        _label(at[2], 12, _amount(percentiles[2]), "middle", bold=True),
        _label(max(at[0] - 18, 2), 48, _amount(percentiles[0]), "start"),
        _label(min(at[4] + 18, _WIDTH - 2), 48, _amount(percentiles[4]), "end"),
    ]
    return _svg(54, parts, "10, 25, 50, 75, 90")


def _amount(fact: Fact) -> str:
    """The number; "$239,200+" where the agency says that or more."""
    return number(fact) + "+" * (fact.status == "at least")


def bars(items: Sequence[tuple[str, float]], least: float, most: float) -> str:
    """One bar an item, from ``least`` to ``most``."""
    if not items:
        return ""
    parts: list[str] = []
    for place, (name, value) in enumerate(items):
        top = 4 + place * 18
        length = max(value - least, 0) / (most - least) * 170
        parts += [
            _label(0, top + 10, name, "start"),
            _bar(110, top + 1, 170, 11, FAINT),
            _bar(110, top + 1, length, 11, MARK),
            _label(_WIDTH - 2, top + 10, f"{value:.2f}", "end"),
        ]
    return _svg(8 + 18 * len(items), parts, ", ".join(name for name, _ in items))


def _svg(height: float, parts: Sequence[str], title: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height:g}" '
        f'width="{_WIDTH}" height="{height:g}" role="img" font-size="11" '
        f'font-family="Helvetica, Arial, sans-serif"><title>{escape(title)}</title>'
        f"{''.join(parts)}</svg>"
    )


def _bar(x: float, y: float, width: float, height: float, colour: str) -> str:
    return (
        f'<rect x="{x:.1f}" y="{y:g}" width="{width:.1f}" height="{height:g}" rx="2" '
        f'fill="{colour}"/>'
    )


def _label(x: float, y: float, text: str, anchor: str, *, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:.1f}" y="{y:g}" text-anchor="{anchor}"{weight} fill="{INK}">'
        f"{escape(text)}</text>"
    )
