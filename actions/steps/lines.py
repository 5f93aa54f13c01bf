"""Lines that the answers about a step share: closeness, preparation, pay, jobs, skills."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from actions.career.lattice_lines import basis, closeness
from actions.present import amount, area_name, bullets, compare_card, figure, where
from actions.steps.question import StepQuestion
from actions.words import Joined, Phrase, Value
from knowledge.figures import decimal, number
from knowledge.model import Area, Fact, LatticeEdge, Outlook, Preparation, PublishedEdge, Rating
from knowledge.steps import Between, Gap, PayChange

PREPARATION = {
    "education": "entry_education",
    "experience": "work_experience",
    "training": "on_the_job_training",
}
"""Facts of a preparation by the name of their line."""
OUTLOOK = {
    "jobs": "employment",
    "growth": "projected_growth",
    "openings": "annual_openings",
}
"""Facts of an outlook by the name of their line."""
Row = tuple[str, Fact | None, Fact | None]
_NOTHING = (None, "None")


def closeness_line(edge: LatticeEdge) -> Phrase:
    """``very close (86 of 100), by experts``."""
    return Phrase("utter_step_closeness", {**closeness(edge), "basis": basis(edge)})


def preparation_lines(before: Preparation | None, after: Preparation | None) -> dict[str, Value]:
    """Education, experience and training: what is usual on both sides.

    Experience and training only where they differ.
    """
    pairs = {
        line: (getattr(before, name, None), getattr(after, name, None))
        for line, name in PREPARATION.items()
    }
    return {
        line: "" if line != "education" and _same(*p) else _change(*p) for line, p in pairs.items()
    }


def _same(before: Fact | None, after: Fact | None) -> bool:
    return before is not None and after is not None and before.value == after.value


def _change(before: Fact | None, after: Fact | None) -> Value:
    """``high school diploma → master's degree, United States, 2024 (…)``."""
    if after is None or after.value is None:
        return ""
    if before is None or before.value is None:
        return figure(after)
    values = {"before": amount(before), "after": amount(after), "where": where(after)}
    if before.value == after.value:
        return Phrase("utter_step_unchanged", values)
    return Phrase("utter_step_change", values)


def preparation_facts(*sides: Preparation | None) -> tuple[Fact, ...]:
    """The facts of those lines."""
    known = (side for side in sides if side)
    return tuple(getattr(side, name) for side in known for name in PREPARATION.values())


def schooling_fact(years: float, after: Preparation | None) -> Fact | None:
    """Years of school that the step adds: our estimate from the usual length of a degree."""
    if not years or after is None:
        return None
    entry = after.entry_education
    return Fact(
        "schooling_added", years, "years", f"Career Lattice, from {entry.source}", entry.period
    )


def schooling_line(fact: Fact | None) -> Value:
    """``about 5 years full time``."""
    if fact is None:
        return ""
    response = "utter_step_year" if fact.value == 1 else "utter_step_years"
    return Phrase(response, {"years": number(fact)})


def pay_line(change: PayChange | None) -> Value:
    """``$44,580 a year → $68,270 a year ($23,690 a year more), United States, May 2025 (…)``."""
    if change is None:
        return Phrase("utter_step_pay_unknown")
    response = "utter_step_pay_change" if change.difference else "utter_step_change"
    return Phrase(response, pay_values(change))


def pay_values(change: PayChange) -> dict[str, Value]:
    """Both sides, what lies between them, and whose figures they are."""
    return {
        "before": amount(change.focus),
        "after": amount(change.neighbour),
        "difference": _difference(change.difference),
        "where": where(change.neighbour),
    }


def _difference(change: Fact | None) -> Value:
    """``$23,690 a year more``; "" where a side is open-ended."""
    if change is None or not isinstance(change.value, int | float):
        return ""
    if not change.value:
        return Phrase("utter_step_pay_same")
    said = amount(replace(change, value=abs(change.value)))
    return Phrase(
        "utter_step_pay_more" if change.value > 0 else "utter_step_pay_less", {"amount": said}
    )


def pay_facts(change: PayChange | None) -> tuple[Fact, ...]:
    """Both medians and their difference."""
    if change is None:
        return ()
    both = (change.focus, change.neighbour)
    return (*both, change.difference) if change.difference else both


def pay_rows(change: PayChange | None) -> tuple[Row, ...]:
    """Pay on both sides of the card, and the difference."""
    if change is None:
        return ()
    return ("pay", change.focus, change.neighbour), ("pay_change", None, change.difference)


def elsewhere(asked: Area, changes: Iterable[PayChange | None]) -> Value:
    """Say openly that the area asked for lacks a side, and whose figures stand instead."""
    used = [change.neighbour for change in changes if change]
    other = next((fact for fact in used if fact.area_code != asked.code), None)
    if other is None:
        return ""
    values: dict[str, Value] = {
        "asked": area_name(asked.code, asked.name),
        "area": area_name(other.area_code, other.area),
    }
    return Phrase("utter_step_pay_elsewhere", values)


def outlook_lines(outlook: Outlook | None) -> dict[str, Value]:
    """Jobs, growth and openings where the step leads."""
    return {
        line: figure(getattr(outlook, name)) if outlook else "" for line, name in OUTLOOK.items()
    }


def outlook_facts(outlook: Outlook | None) -> tuple[Fact, ...]:
    """The figures of those lines."""
    return tuple(getattr(outlook, name) for name in OUTLOOK.values()) if outlook else ()


def names(ratings: Sequence[Rating]) -> Value:
    """``Reading Comprehension; Writing``: some names hold commas."""
    return Joined(tuple(rating.name for rating in ratings), "; ")


def gap_line(gap: Gap) -> Value:
    """``Writing: importance 3.6 of 5 there, 2.9 here``."""
    values: dict[str, Value] = {
        "name": gap.there.name,
        "there": amount(gap.there.fact),
        "here": decimal(gap.here.importance),
        "where": where(gap.there.fact),
    }
    return Phrase("utter_step_gap", values)


def gap_facts(gaps: Iterable[Gap]) -> tuple[Fact, ...]:
    """The ratings of both sides."""
    return tuple(fact for gap in gaps for fact in (gap.there.fact, gap.here.fact))


def on_the_way(between: Iterable[Between], most: int) -> Value:
    """What our own text suggests to do: licence, credentials, ways to try the work."""
    ours = [one for one in between if one.kind in ("licence", "credential", "try_out")]
    said = (Phrase(f"utter_step_{one.kind}", {"text": one.text}) for one in ours[:most])
    return bullets(said)


def published(rows: Sequence[PublishedEdge]) -> Value:
    """A state's own entry for the step, as it is printed."""
    if not rows:
        return ""
    row = rows[0]
    values: dict[str, Value] = {
        "state": row.state,
        "similarity": f"{row.similarity:g}" if row.similarity is not None else "—",
        "rung": decimal(row.rung) if row.rung is not None else "—",
        "education": row.education or "—",
    }
    return Phrase("utter_step_published", values)


def to_add(after: Preparation | None) -> Value:
    """What the job itself asks and nobody can skip: schooling, experience, training."""
    if after is None:
        return ""
    asked = preparation_facts(after)
    said = tuple(amount(fact) for fact in asked if fact.value not in _NOTHING)
    return Joined((Joined(said, "; "), where(after.entry_education)), ", ") if said else ""


def side_by_side(question: StepQuestion, rows: Iterable[Row]) -> dict[str, Any]:
    """The card that compares two jobs; rows that are empty on both sides are left out."""
    ends = (question.start, question.goal)
    known = [(name, cells) for name, *cells in rows if any(cells)]
    return compare_card(question.area, ends, known)
