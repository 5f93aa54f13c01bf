"""Published measures of exposure to automation and AI; they disagree, so each keeps its name."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import Fact, SocCode
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


def exposures(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Every measure we hold for an occupation, in the order of ``MEASURES``."""
    return tuple(fact for name in MEASURES if (fact := _exposure(reader, code, name)) is not None)


def _exposure(reader: Reader, code: SocCode, name: str) -> Fact | None:
    measure = MEASURES[name]
    for holder in (*reader.holders(code), code.soc):
        row = reader.row("SELECT value FROM exposure WHERE measure = ? AND code = ?", name, holder)
        if row:
            own = holder == code.onet or (holder == code.soc and code.detail == "00")
            group = "" if own else reader.title(SocCode(code.soc).onet)
            named = f"ai_exposure.{name}"
            return Fact(
                named, row["value"], measure.unit, measure.source, measure.year, group=group
            )
    return None
