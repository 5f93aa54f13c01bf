"""How and where the work is done, derived from O*NET work activities by stated rules.

The figures are O*NET's, the verdicts ours; docs/report.md states the rules in words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from knowledge.model import Fact
from knowledge.store import Code, KnowledgeBase

Remote = Literal["likely", "partly", "unlikely"]
Degree = Literal["much", "some", "little"]

# Work tied to a place, after Dingel and Neiman, "How Many Jobs Can be Done at Home?" (2020).
BOUND = (
    "4.A.1.b.2",  # Inspecting Equipment, Structures, or Materials
    "4.A.3.a.1",  # Performing General Physical Activities
    "4.A.3.a.2",  # Handling and Moving Objects
    "4.A.3.a.3",  # Controlling Machines and Processes
    "4.A.3.a.4",  # Operating Vehicles, Mechanized Devices, or Equipment
    "4.A.3.b.4",  # Repairing and Maintaining Mechanical Equipment
    "4.A.3.b.5",  # Repairing and Maintaining Electronic Equipment
)
# Work with people, which some do on the telephone or a screen.
WITH_PEOPLE = (
    "4.A.4.a.5",  # Assisting and Caring for Others
    "4.A.4.a.8",  # Performing for or Working Directly with the Public
)
COMPUTERS, PHYSICAL, PUBLIC = "4.A.3.b.1", "4.A.3.a.1", "4.A.4.a.8"

# On O*NET's scale of importance 4 is "very important", 3 "important".
_BINDS_FROM, _HINDERS_FROM, _IMPORTANT = 4.0, 3.5, 3.0
_MUCH_FROM, _SOME_FROM = 3.5, 2.5


@dataclass(frozen=True, slots=True)
class RemoteWork:
    """Whether the work can be done from home, and the figures that say so."""

    verdict: Remote
    basis: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Environment:
    """Setting in our own words, and three verdicts; None where O*NET has no activities.

    Attributes:
        setting: where and when, from our own text, "" where we have none.
        remote: whether it can be done from home.
        physical, public: how much physical work, and work with the public, there is.
        basis: the figures behind physical and public.
    """

    setting: str
    remote: RemoteWork | None
    physical: Degree | None
    public: Degree | None
    basis: tuple[Fact, ...]


def environment(base: KnowledgeBase, code: Code) -> Environment:
    """The work environment of an occupation."""
    text = base.text(code)
    activities = {rating.element: rating.fact for rating in base.ratings(code, "activity")}
    basis = tuple(activities[e] for e in (PHYSICAL, PUBLIC) if e in activities)
    return Environment(
        setting=text.setting if text else "",
        remote=_remote(activities),
        physical=_degree(activities.get(PHYSICAL)),
        public=_degree(activities.get(PUBLIC)),
        basis=basis,
    )


def remote_verdict(importance: Mapping[str, float]) -> Remote | None:
    """Unlikely where work is tied to a place or needs no computer, likely where neither is so.

    Args:
        importance: of the work activities (1-5), by element; empty where O*NET has none.
    """
    if not importance:
        return None
    computers = importance.get(COMPUTERS, 0.0)
    tied = max(importance.get(element, 0.0) for element in BOUND)
    if tied >= _BINDS_FROM or computers < _IMPORTANT:
        return "unlikely"
    with_people = max(importance.get(element, 0.0) for element in WITH_PEOPLE)
    return "partly" if max(tied, with_people) >= _HINDERS_FROM else "likely"


def _remote(activities: dict[str, Fact]) -> RemoteWork | None:
    """The verdict with the figures behind it, most important first."""
    verdict = remote_verdict({element: _value(fact) for element, fact in activities.items()})
    if verdict is None:
        return None
    computers = _at_least(activities, (COMPUTERS,), 1)
    if verdict == "likely":
        return RemoteWork(verdict, computers)
    if verdict == "partly":
        hindering = _at_least(activities, (*BOUND, *WITH_PEOPLE), _HINDERS_FROM)
        return RemoteWork(verdict, (*hindering, *computers))
    without_computers = not computers or _value(computers[0]) < _IMPORTANT
    bound = _at_least(activities, BOUND, _BINDS_FROM)
    return RemoteWork(verdict, (*bound, *(computers if without_computers else ())))


def _at_least(
    activities: dict[str, Fact], elements: tuple[str, ...], least: float
) -> tuple[Fact, ...]:
    """Facts of the elements that matter at least so much, most important first."""
    found = (activities[e] for e in elements if e in activities)
    return tuple(sorted((f for f in found if _value(f) >= least), key=_value, reverse=True))


def _value(fact: Fact) -> float:
    return float(fact.value or 0)


def _degree(fact: Fact | None) -> Degree | None:
    return None if fact is None else degree(_value(fact))


def degree(value: float) -> Degree:
    """How much of a work activity there is, by its importance (1-5)."""
    return "much" if value >= _MUCH_FROM else "some" if value >= _SOME_FROM else "little"
