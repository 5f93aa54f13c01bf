"""Pay and jobs from OEWS, by area and by industry."""

from __future__ import annotations

from dataclasses import replace

from knowledge.model import PERCENTILES, Area, Fact, Occupation, SocCode, Status, Wage
from knowledge.queries.reader import Reader, Row

SOURCE = "BLS OEWS"
ALL_INDUSTRIES = "000000"

_STATUS: dict[str, Status] = {
    ".": "",
    "x": "not published",
    "+": "at least",
    "-": "not applicable",
}
_PERCENTILES = tuple(f"{scale}{p}" for scale in "ha" for p in PERCENTILES)
_COLUMNS = ("employment", *_PERCENTILES, "hmean", "amean")
_FLAG = {column: place for place, column in enumerate(_COLUMNS)}


def percentile_name(percentile: int) -> str:
    """``median`` for 50, else ``p10``: the tail of a wage fact's name."""
    return "median" if percentile == 50 else f"p{percentile}"


def _fact(
    reader: Reader, row: Row, column: str, name: str, unit: str, area: Area, group: str
) -> Fact:
    status = _STATUS[row["flags"][_FLAG[column]]]
    period = reader.period("bls_oews", "May 2025")
    return Fact(name, row[column], unit, SOURCE, period, area.name, area.code, status, group)


def wage(
    reader: Reader, occupation: Occupation, area: Area, industry: str = ALL_INDUSTRIES
) -> Wage | None:
    """Wages of an occupation in an area; None where OEWS has no row for it there."""
    row = reader.row(
        "SELECT * FROM wage WHERE bls_code = ? AND area = ? AND industry = ?",
        occupation.bls_code,
        area.code,
        industry,
    )
    if row is None:
        return None
    group = reader.bls_group(occupation)

    def fact(column: str, name: str, unit: str) -> Fact:
        return _fact(reader, row, column, name, unit, area, group)

    def scale(letter: str, word: str, unit: str) -> dict[int, Fact]:
        names = {p: f"{word}_wage_{percentile_name(p)}" for p in PERCENTILES}
        return {p: fact(f"{letter}{p}", names[p], unit) for p in PERCENTILES}

    return Wage(
        area,
        annual=scale("a", "annual", "USD/year"),
        hourly=scale("h", "hourly", "USD/hour"),
        annual_mean=fact("amean", "annual_wage_mean", "USD/year"),
        hourly_mean=fact("hmean", "hourly_wage_mean", "USD/hour"),
        employment=fact("employment", "wage_employment", "jobs"),
    )


def median_all_occupations(reader: Reader, area: Area) -> Fact | None:
    """Annual median of all occupations together in an area, to compare with."""
    everyone = Occupation(SocCode("00-0000"), "All occupations", "detailed", "00-0000")
    found = wage(reader, everyone, area)
    if found is None or found.annual[50].value is None:
        return None
    return replace(found.annual[50], name="annual_wage_median_all_occupations")


def unpublished(reader: Reader, occupation: Occupation, area: Area) -> tuple[Fact, ...]:
    """What to say where OEWS has no row: the medians are not published."""
    period = reader.period("bls_oews", "May 2025")
    place = (area.name, area.code, "not published", reader.bls_group(occupation))
    return (
        Fact("annual_wage_median", None, "USD/year", SOURCE, period, *place),  # type: ignore[arg-type]
        Fact("hourly_wage_median", None, "USD/hour", SOURCE, period, *place),  # type: ignore[arg-type]
    )


_INDUSTRIES = """
    SELECT wage.* FROM wage JOIN industry ON industry.code = industry
    WHERE bls_code = ? AND area = ? AND industry != '000000' AND employment IS NOT NULL
      -- four digits, or several such ("3320A2"): those by owner overlap with them
      AND (? OR level = 4 AND (industry LIKE '____00' OR industry LIKE '____A_'))
    ORDER BY employment DESC, industry LIMIT ?
"""


def industries(
    reader: Reader, occupation: Occupation, area: Area, limit: int | None = None
) -> tuple[Fact, ...]:
    """Jobs by four-digit industry, most jobs first; ``industry_name`` names a code."""
    return _industries(reader, occupation, area, False, -1 if limit is None else limit)


def every_industry(reader: Reader, occupation: Occupation, area: Area) -> tuple[Fact, ...]:
    """Jobs by industry at every level that OEWS publishes; levels overlap."""
    return _industries(reader, occupation, area, True, -1)


def _industries(
    reader: Reader, occupation: Occupation, area: Area, every: bool, limit: int
) -> tuple[Fact, ...]:
    rows = reader.rows(_INDUSTRIES, occupation.bls_code, area.code, every, limit)
    name, group = "industry_employment.{}", reader.bls_group(occupation)
    return tuple(
        _fact(reader, row, "employment", name.format(row["industry"]), "jobs", area, group)
        for row in rows
    )


def industry_name(reader: Reader, code: str) -> str:
    """The name of an industry; the code itself where we do not know it."""
    row = reader.row("SELECT name FROM industry WHERE code = ?", code)
    return str(row["name"]) if row else code
