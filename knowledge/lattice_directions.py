"""Directions and rungs of all pairs, with what states publish put in place of ours.

Computed directions come from one number per occupation, its place on the ladder, so strict
advances cannot run in a circle. A published direction replaces the computed one unless it would
close such a circle.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from knowledge import ladder
from knowledge.model import Direction

OPPOSITE: dict[Direction, Direction] = {
    "advance": "feeder",
    "feeder": "advance",
    "transfer": "transfer",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """A published step between two rows, seen from ``focus``; ``rung`` None where blank."""

    focus: int
    neighbour: int
    direction: Direction
    rung: int | None


@dataclass(frozen=True, slots=True)
class Steps:
    """Rungs of all pairs, antisymmetric: ``rungs[a, b]`` from a up (+) or down (-) to b."""

    rungs: NDArray[np.int64]

    def direction(self, focus: int, neighbour: int) -> Direction:
        """Where the neighbour stands, seen from the focus."""
        steps = self.rungs[focus, neighbour]
        return "transfer" if steps == 0 else "advance" if steps > 0 else "feeder"


def settle(
    positions: NDArray[np.float64], edges: NDArray[np.bool_], stated: Iterable[Stated]
) -> Steps:
    """Rungs from places on the ladder, then what is stated.

    Args:
        positions: place on the ladder of each row, NaN where it has none: its steps are level.
        edges: symmetric mask of the pairs that are neighbours.
        stated: published steps, in order of precedence.
    """
    rungs = _computed(positions)
    for step in stated:
        rung = _signed(step, int(rungs[step.focus, step.neighbour]))
        lower, upper = (step.focus, step.neighbour)[:: 1 if rung > 0 else -1]
        if rung and _climbs(rungs, edges, upper, lower):
            continue
        rungs[step.focus, step.neighbour] = rung
        rungs[step.neighbour, step.focus] = -rung
    return Steps(rungs)


def _computed(positions: NDArray[np.float64]) -> NDArray[np.int64]:
    gaps = positions[None, :] - positions[:, None]
    size = np.abs(np.nan_to_num(gaps))
    steps = np.where(size < ladder.TRANSFER_WITHIN, 0, np.maximum(1, np.floor(size + 0.5)))
    return (np.sign(np.nan_to_num(gaps)) * steps).astype(np.int64)


def _signed(step: Stated, computed: int) -> int:
    """The published rung where it agrees with its list, else ours, else one step."""
    if step.direction == "transfer":
        return 0
    sign = 1 if step.direction == "advance" else -1
    for rung in (step.rung, computed):
        if rung and rung * sign > 0:
            return rung
    return sign


def _climbs(rungs: NDArray[np.int64], edges: NDArray[np.bool_], start: int, goal: int) -> bool:
    """Whether strict advances along edges lead from one row to another."""
    seen = np.zeros(len(rungs), dtype=bool)
    frontier = np.array([start])
    while len(frontier):
        seen[frontier] = True
        above = ((rungs[frontier] > 0) & edges[frontier]).any(axis=0)
        frontier = np.flatnonzero(above & ~seen)
    return bool(seen[goal])
