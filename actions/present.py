"""Facts into phrases. Pure: every number a reply holds comes out of a Fact through here.

``figure`` is a fact with its place, period and source; ``amount`` is the bare value, for lines
that name place, period and source once for several figures of one origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from actions.words import Joined, Phrase, Value
from knowledge.figures import credited, number
from knowledge.model import NATION, Area, Fact, Occupation

_MONTH = re.compile(r"^([A-Z][a-z]+) (\d{4})$")
_UNITS = {
    "USD/year": "utter_unit_year",
    "USD/month": "utter_unit_month",
    "USD/week": "utter_unit_week",
    "USD/hour": "utter_unit_hour",
    "jobs": "utter_unit_jobs",
    "jobs/year": "utter_unit_openings",
    "importance 1-5": "utter_unit_importance",
    "zone 1-5": "utter_unit_zone",
    "scale 1-7": "utter_unit_of_7",
    "extent 1-7": "utter_unit_of_7",
    "impact -3 to 3": "utter_unit_impact",
    "0-100": "utter_unit_of_100",
    "share of tasks exposed 0-1": "utter_unit_of_1",
    "applicability score 0-1": "utter_unit_of_1",
    "probability of computerisation 0-1": "utter_unit_of_1",
}
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_UNKNOWN = ("not published", "not applicable")


def figure(fact: Fact) -> Phrase:
    """``$72,840 a year, United States, May 2025 (BLS OEWS)``."""
    if fact.status == "not published":
        return Phrase("utter_figure_not_published", _origin(fact))
    if fact.status == "not applicable":
        return Phrase("utter_figure_not_applicable", _origin(fact))
    return Phrase("utter_figure", {"amount": amount(fact), "where": where(fact)})


def amount(fact: Fact) -> Value:
    """``$72,840 a year``, ``1.7%``, ``13,500 a year``, ``Bachelor's degree``; "" if unknown."""
    if fact.status in _UNKNOWN or fact.value is None:
        return ""
    if isinstance(fact.value, str):
        return _category(fact)
    said: Value = number(fact)
    if fact.unit in _UNITS:
        said = Phrase(_UNITS[fact.unit], {"amount": said})
    return Phrase("utter_at_least", {"amount": said}) if fact.status == "at least" else said


def where(fact: Fact) -> Phrase:
    """``United States, May 2025 (BLS OEWS)``."""
    return Phrase("utter_where", _origin(fact))


def place(fact: Fact) -> Value:
    """Name of the fact's area."""
    return area_name(fact.area_code, fact.area)


def area_name(code: str, name: str) -> Value:
    """A place's name; that of the nation is translated."""
    return Phrase("utter_nation") if code == NATION.code else name


def period(text: str) -> Value:
    """``May 2025``, with the month in the reader's language."""
    found = _MONTH.match(text)
    if not found:
        return text
    month, year = found.groups()
    return Phrase("utter_period", {"month": Phrase(f"utter_month_{month.lower()}"), "year": year})


def group(facts: Iterable[Fact]) -> Value:
    """``BLS counts this job in: …`` where the figures are those of a wider group."""
    names = dict.fromkeys(fact.group for fact in facts if fact.group)
    return Phrase("utter_group", {"group": "; ".join(names)}) if names else ""


def compare_card(
    area: Area, jobs: Iterable[Occupation], rows: Iterable[tuple[str, Sequence[Fact | None]]]
) -> dict[str, Any]:
    """The card that puts jobs side by side: one cell a job in each row."""
    return {
        "type": "compare",
        "area": {"code": area.code, "name": area.name},
        "occupations": [{"code": job.code.onet, "title": job.title} for job in jobs],
        "rows": [
            {"name": name, "cells": [fact.to_wire() if fact else None for fact in cells]}
            for name, cells in rows
        ],
    }


def numbered(items: Iterable[Value]) -> Joined:
    """A list whose items carry numbers."""
    lines = (Joined((f"{n}. ", item), "") for n, item in enumerate(items, 1))
    return Joined(tuple(lines))


def bullets(items: Iterable[Value]) -> Joined:
    """A list with bullets."""
    return Joined(tuple(Joined(("• ", item), "") for item in items))


def listed(items: Iterable[Value]) -> Joined:
    """``a, b, c``."""
    return Joined(tuple(items), ", ")


def slug(name: str) -> str:
    """``Bachelor's degree`` -> ``bachelors_degree``."""
    return _NOT_WORD.sub("_", name.lower().replace("'", "")).strip("_")


def _origin(fact: Fact) -> dict[str, Value]:
    return {"place": place(fact), "period": period(fact.period), "source": credited(fact.source)}


_CATEGORIES = {
    "entry_education": "education",
    "work_experience": "experience",
    "on_the_job_training": "training",
}


def _category(fact: Fact) -> Value:
    """BLS categories have words of their own, also in Spanish; other names stand as they are."""
    kind = _CATEGORIES.get(fact.name)
    return Phrase(f"utter_{kind}_{slug(str(fact.value))}") if kind else str(fact.value)
