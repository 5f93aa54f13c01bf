"""Published measures of exposure to automation and AI; they disagree, so each keeps its name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from knowledge.model import Fact, Occupation, SocCode
from knowledge.queries.reader import Reader


@dataclass(frozen=True, slots=True)
class Measure:
    """How a measure is named to readers, its unit and the year it was published."""

    source: str
    unit: str
    year: str


MEASURES = {
    "eloundou_2023_human": Measure(
        "Eloundou et al., GPTs are GPTs (human ratings)", "share of tasks exposed 0-1", "2023"
    ),
    "eloundou_2023_gpt4": Measure(
        "Eloundou et al., GPTs are GPTs (GPT-4 ratings)", "share of tasks exposed 0-1", "2023"
    ),
    "microsoft_2025": Measure(
        "Microsoft, Working with AI (AI applicability)", "applicability score 0-1", "2025"
    ),
    "frey_osborne_2013": Measure(
        "Frey & Osborne, The Future of Employment", "probability of computerisation 0-1", "2013"
    ),
}


def exposures(reader: Reader, occupation: Occupation) -> tuple[Fact, ...]:
    """Every measure we hold for an occupation, in the order of ``MEASURES``.

    Where a measure counted a wider or an older occupation, ``group`` names it; an occupation
    merged from two older ones has two figures of that measure.
    """
    return tuple(fact for name in MEASURES for fact in _exposure(reader, occupation, name))


def _exposure(reader: Reader, occupation: Occupation, name: str) -> Iterator[Fact]:
    measure = MEASURES[name]
    for holder, group in _holders(reader, occupation):
        rows = reader.rows(
            "SELECT value, measured_for FROM exposure WHERE measure = ? AND code = ? "
            "ORDER BY value DESC",
            name,
            holder,
        )
        for row in rows:
            value, named = row["value"], row["measured_for"] or group
            yield Fact(
                f"ai_exposure.{name}",
                value,
                measure.unit,
                measure.source,
                measure.year,
                group=named,
            )
        if rows:
            return


def _holders(reader: Reader, occupation: Occupation) -> tuple[tuple[str, str], ...]:
    """Codes a measure may stand under, with the wider occupation each one names."""
    code = occupation.code
    whole = "" if code.detail == "00" else reader.title(SocCode(code.soc).onet)
    return (
        (code.onet, ""),
        (SocCode(code.soc).onet, whole),
        (code.soc, whole),
        (occupation.bls_code, reader.bls_group(occupation)),
    )
