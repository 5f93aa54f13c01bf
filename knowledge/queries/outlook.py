"""Growth, openings, entry education and attainment from the BLS projections."""

from __future__ import annotations

from knowledge.model import Fact, Occupation, Outlook, Preparation, Status
from knowledge.queries.reader import Reader, Row, slug

SOURCE = "BLS Employment Projections"
ALL_OCCUPATIONS = "00-0000"

_ATTAINMENT_PERIOD = "2022-23"
_LEVELS = (
    "Less than high school diploma",
    "High school diploma or equivalent",
    "Some college, no degree",
    "Associate's degree",
    "Bachelor's degree",
    "Master's degree",
    "Doctoral or professional degree",
)


def _span(reader: Reader) -> str:
    return reader.period("bls_projections", "2024-34")


def _years(span: str) -> tuple[str, str]:
    """``2024-34`` -> (``2024``, ``2034``)."""
    base, _, end = span.partition("-")
    return base, base[: len(base) - len(end)] + end


def _row(reader: Reader, bls_code: str) -> Row | None:
    return reader.row("SELECT * FROM projection WHERE bls_code = ?", bls_code)


def _fact(row: Row, column: str, name: str, unit: str, period: str, group: str) -> Fact:
    status: Status = "not published" if row[column] is None else ""
    return Fact(name, row[column], unit, SOURCE, period, status=status, group=group)


def outlook(reader: Reader, occupation: Occupation) -> Outlook | None:
    """Projected jobs, growth and openings; None where BLS projects none (military)."""
    row = _row(reader, occupation.bls_code)
    everyone = _row(reader, ALL_OCCUPATIONS)
    if row is None or everyone is None:
        return None
    span, group = _span(reader), reader.bls_group(occupation)
    base, end = _years(span)
    return Outlook(
        employment=_fact(row, "employment", "employment", "jobs", base, group),
        employment_projected=_fact(
            row, "employment_projected", "employment_projected", "jobs", end, group
        ),
        employment_change=_fact(row, "employment_change", "employment_change", "jobs", span, group),
        projected_growth=_fact(row, "growth", "projected_growth", "percent", span, group),
        annual_openings=_fact(row, "openings", "annual_openings", "jobs/year", span, group),
        growth_all_occupations=_fact(
            everyone, "growth", "growth_all_occupations", "percent", span, ""
        ),
    )


def openings_rates(reader: Reader, occupation: Occupation) -> tuple[Fact, ...]:
    """Openings a year per 100 jobs, of the occupation and of all; computed from BLS figures."""
    rows = (_row(reader, occupation.bls_code), _row(reader, ALL_OCCUPATIONS))
    names = ("openings_rate", "openings_rate_all_occupations")
    groups = (reader.bls_group(occupation), "")
    found = tuple(
        Fact(
            name,
            round(100 * row["openings"] / row["employment"], 1),
            "openings per 100 jobs and year, computed",
            SOURCE,
            _span(reader),
            group=group,
        )
        for name, row, group in zip(names, rows, groups, strict=True)
        if row is not None and row["employment"] and row["openings"] is not None
    )
    return found if len(found) == len(names) else ()


def workforce(reader: Reader, occupation: Occupation) -> tuple[Fact, ...]:
    """Self-employed share and yearly leavers: exits and transfers."""
    row = _row(reader, occupation.bls_code)
    if row is None:
        return ()
    span, group = _span(reader), reader.bls_group(occupation)
    base, _ = _years(span)
    found = (
        _fact(row, "self_employed", "self_employed_share", "percent", base, group),
        _fact(row, "exits", "labor_force_exits", "jobs/year", span, group),
        _fact(row, "transfers", "occupational_transfers", "jobs/year", span, group),
    )
    return tuple(fact for fact in found if fact.value is not None)


def preparation(reader: Reader, occupation: Occupation) -> Preparation | None:
    """Typical entry education, experience and training, and the O*NET job zone.

    The word ``None`` is a value of BLS ("no experience needed"), not a missing one.
    """
    row = _row(reader, occupation.bls_code)
    if row is None:
        return None
    base, _ = _years(_span(reader))
    group = reader.bls_group(occupation)
    names = ("entry_education", "work_experience", "on_the_job_training")
    education, experience, training = (
        _fact(row, name, name, "category", base, group) for name in names
    )
    return Preparation(education, experience, training, job_zone(reader, occupation))


def job_zone(reader: Reader, occupation: Occupation) -> Fact | None:
    """The O*NET job zone, 1 (little preparation) to 5 (extensive)."""
    if occupation.job_zone is None:
        return None
    return reader.onet_fact("job_zone", occupation.job_zone, "zone 1-5")


def attainment(reader: Reader, occupation: Occupation) -> tuple[Fact, ...]:
    """Education that workers aged 25 and older have, percent at each level."""
    query = "SELECT level, percent FROM attainment WHERE bls_code = ?"
    shares = {row["level"]: row["percent"] for row in reader.rows(query, occupation.bls_code)}
    period, group = (
        reader.period("bls_attainment", _ATTAINMENT_PERIOD),
        reader.bls_group(occupation),
    )
    return tuple(
        Fact(f"attainment.{slug(level)}", shares[level], "percent", SOURCE, period, group=group)
        for level in sorted(shares, key=_rank)
    )


def _rank(level: str) -> int:
    order = [slug(known) for known in _LEVELS]
    return order.index(slug(level)) if slug(level) in order else len(order)
