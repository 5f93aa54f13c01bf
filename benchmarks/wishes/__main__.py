"""How well wishes in people's words find jobs: ``python -m benchmarks.wishes [--show]``.

``wishes.yml`` lists wishes and the occupations that plainly answer them. Of each wish the first
page (four) and the first ten results are counted right where their code begins with a listed one.
The same is measured without the encoder, where words, titles and official fields alone decide.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml

from actions.search.find_jobs import to_criteria
from actions.understanding.wishes import parse
from bot.settings import ROOT
from knowledge.errors import InvalidCriteria
from knowledge.finder import Findings, find
from knowledge.store import KnowledgeBase
from knowledge.subjects import Likeness, no_likeness
from knowledge.titles.matcher import Matcher

FIRST_PAGE, TEN = 4, 10
Row = dict[str, Any]


def look(base: KnowledgeBase, wish: str, likeness: Likeness) -> Findings | None:
    """The first results, None where nothing was understood."""
    try:
        criteria = to_criteria(parse(wish, any_subject=True))
    except InvalidCriteria:
        return None
    return find(base, criteria, TEN, likeness=likeness)


def right(row: Row, found: Findings | None, first: int) -> float:
    """Share of right ones among the first results; 0 where there are none."""
    codes = [one.occupation.code.soc for one in found.results[:first]] if found else []
    good = [code.startswith(tuple(map(str, row["right"]))) for code in codes]
    return sum(good) / len(good) if good else 0.0


def report(name: str, rows: list[Row], base: KnowledgeBase, likeness: Likeness) -> None:
    """One line of the table, and with --show every wish."""
    found = [look(base, row["wish"], likeness) for row in rows]
    if "--show" in sys.argv:
        for row, one in zip(rows, found, strict=True):
            show(row, one)
    page = sum(right(r, f, FIRST_PAGE) for r, f in zip(rows, found, strict=True)) / len(rows)
    ten = sum(right(r, f, TEN) for r, f in zip(rows, found, strict=True)) / len(rows)
    enough = sum(f is not None and len(f.results) >= 3 for f in found)
    print(f"| {name} | {len(rows)} | {page:.3f} | {ten:.3f} | {enough} |")


def show(row: Row, found: Findings | None) -> None:
    """What a wish found; wrong ones are marked."""
    print(f"{row['wish']}: {found.total if found else 'not understood'}")
    for one in found.results if found else ():
        good = one.occupation.code.soc.startswith(tuple(map(str, row["right"])))
        print(f"   {' ' if good else '✗'} {one.occupation.code.soc} {one.occupation.title}")


def main() -> None:
    """Print the table."""
    base, matcher = (
        KnowledgeBase.open(ROOT / "build/knowledge.sqlite"),
        Matcher.open(ROOT / "build"),
    )
    wishes = yaml.safe_load((Path(__file__).parent / "wishes.yml").read_text(encoding="utf-8"))
    print("| wishes | number | right of the first four | right of the first ten | three or more |")
    print("|---|---|---|---|---|")
    for name, rows in wishes.items():
        report(name, rows, base, matcher.likeness)
        report(f"{name}, words only", rows, base, no_likeness)


if __name__ == "__main__":
    main()
