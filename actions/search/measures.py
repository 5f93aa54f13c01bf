"""The measures by which jobs are compared, and what is said where one is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from actions.deps import Deps
from actions.present import amount, area_name, compare_card, figure
from actions.reply import Button, Reply, job_button
from actions.understanding.places import larger
from actions.words import Joined, Phrase, Value
from knowledge.model import Area, Fact, Occupation

Gap = tuple[Value, Fact | None]
"""What is said of a missing figure, and the one given instead."""
Row = tuple[str, list[Fact | None]]
"""A measure, and the figure of each job."""
Take = Callable[[Occupation, Area, Deps], Fact | None]


def _pay(occupation: Occupation, area: Area, deps: Deps) -> Fact | None:
    """The annual median, or the hourly one where only that is published; never None."""
    wage = deps.knowledge.wage(occupation.code, area.code)
    if wage is None:
        return _not_published(area, deps)
    return wage.annual[50] if amount(wage.annual[50]) else wage.hourly[50]


def _not_published(area: Area, deps: Deps) -> Fact:
    source = next(s for s in deps.knowledge.sources() if s.key == "bls_oews")
    return Fact(
        "annual_wage_median", None, "USD/year", "BLS OEWS", source.period, area.name, area.code,
        "not published",
    )  # fmt: skip


def _growth(occupation: Occupation, _area: Area, deps: Deps) -> Fact | None:
    outlook = deps.knowledge.outlook(occupation.code)
    return outlook.projected_growth if outlook else None


def _openings(occupation: Occupation, _area: Area, deps: Deps) -> Fact | None:
    outlook = deps.knowledge.outlook(occupation.code)
    return outlook.annual_openings if outlook else None


def _education(occupation: Occupation, _area: Area, deps: Deps) -> Fact | None:
    needed = deps.knowledge.preparation(occupation.code)
    return needed.entry_education if needed else None


ROWS: tuple[tuple[str, Take], ...] = (
    ("pay", _pay),
    ("growth", _growth),
    ("openings", _openings),
    ("education", _education),
)


def measure(chosen: Sequence[Occupation], area: Area, deps: Deps) -> list[Row]:
    """Every measure of these jobs."""
    return [(name, [take(o, area, deps) for o in chosen]) for name, take in ROWS]


def compared(
    reply: Reply,
    rows: Sequence[Row],
    chosen: Sequence[Occupation],
    area: Area,
    deps: Deps,
    *more: Button,
) -> Reply:
    """A reply with these measures: what is missing, every figure, the card, a button for each job.

    Args:
        reply: its response and values.
        rows: the measures.
        chosen: the jobs.
        area: whose pay.
        deps: knowledge.
        more: buttons after those of the jobs.
    """
    missing = _gaps(rows, chosen, deps)
    facts = [fact for _, cells in rows for fact in cells if fact]
    facts += [fact for _, fact in missing if fact]
    return replace(
        reply,
        values={**reply.values, "missing": _once([said for said, _ in missing])},
        facts=tuple(dict.fromkeys(facts)),
        card=compare_card(area, chosen, rows),
        buttons=(*map(job_button, chosen), *more),
        slots={"compare_with": None},
        occupations=tuple(o.code.onet for o in chosen),
        area=area.code,
    )


def _gaps(rows: Sequence[Row], chosen: Sequence[Occupation], deps: Deps) -> list[Gap]:
    """What is said of each figure that is missing."""
    return [
        _gap(name, o, fact, deps)
        for name, cells in rows
        for o, fact in zip(chosen, cells, strict=True)
        if not (fact and amount(fact))
    ]


def _once(sentences: list[Value]) -> Joined:
    """Each sentence once: a job may lack several figures for the same reason."""
    return Joined(tuple(one for n, one in enumerate(sentences) if one not in sentences[:n]))


def _gap(name: str, occupation: Occupation, fact: Fact | None, deps: Deps) -> Gap:
    """What is missing for which job and why; for pay the figure of the nearest larger place."""
    said: dict[str, Value] = {"title": occupation.title}
    if name != "pay" or fact is None or occupation.kind == "military":
        return Phrase("utter_compare_missing", said), None
    place = deps.knowledge.area(fact.area_code)
    wider = (_pay(occupation, deps.knowledge.area(code), deps) for code in larger(place))
    known = next((one for one in wider if one and amount(one)), None)
    said["place"] = area_name(place.code, place.name)
    why = Phrase("utter_compare_missing_pay", said)
    if known is None:
        return why, None
    instead = Phrase("utter_compare_instead", {"figure": figure(known)})
    return Joined((why, instead), " "), known
