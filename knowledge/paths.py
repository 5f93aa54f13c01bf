"""Paths from one occupation to another, composed of single steps of the lattice.

Nobody validated a whole path: each step is a step of the lattice, their row is ours. A step is
realistic when its similarity is above a floor and it climbs a few rungs at most, or experts or a
state published it. Among those, the cheapest rows of steps are found:

    cost of a step = 1 + ((100 - similarity) / 40) ** 2 + 0.5 * (rungs beyond one, up or down)

The square prefers two near steps to one far one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from knowledge import ladder
from knowledge.errors import KnowledgeError
from knowledge.model import LatticeEdge, SocCode
from knowledge.store import KnowledgeBase

FLOOR = 30.0
CLIMB = 3
MAX_STEPS = 5
ALTERNATIVES = 3

_EDGES = "SELECT onet_soc, neighbour, rung, similarity, solid FROM edge"
_SCHOOLING = """
    SELECT onet_soc, entry_education FROM occupation JOIN projection USING (bls_code)
"""


class SamePlace(KnowledgeError):
    """Start and goal of a path are one occupation."""

    def __init__(self, code: SocCode) -> None:
        super().__init__(f"a path needs two occupations; {code} is both start and goal")


class NoProfile(KnowledgeError):
    """An end of a path that the lattice does not hold."""

    def __init__(self, code: SocCode) -> None:
        super().__init__(f"occupation {code} is not in the lattice; it has no profile of its own")


@dataclass(frozen=True, slots=True)
class Path:
    """A composed path.

    Attributes:
        start: where it begins.
        steps: the edges, each seen from the occupation before it.
        cost: sum of the steps' costs.
        schooling: years of school each step adds to what the path has had before, by step.
    """

    start: SocCode
    steps: tuple[LatticeEdge, ...]
    cost: float
    schooling: tuple[float, ...]

    @property
    def total_schooling(self) -> float:
        """Years of school beyond what the start asks."""
        return sum(self.schooling)


@dataclass(frozen=True, slots=True)
class Route:
    """What was found: paths, cheapest first; without any, the reachable job nearest the goal."""

    paths: tuple[Path, ...]
    nearest: SocCode | None = None


@dataclass(frozen=True)
class Network:
    """The steps of the lattice as matrices, shape (n, n).

    Attributes:
        codes: O*NET-SOC codes of the rows.
        similarity: 0-100, 0 where there is no edge.
        cost: of each realistic step, infinite for all others.
        years: of school that each occupation asks at entry, after high school.
    """

    codes: tuple[str, ...]
    similarity: NDArray[np.float32]
    cost: NDArray[np.float32]
    years: NDArray[np.float64]

    @classmethod
    def of(cls, base: KnowledgeBase) -> Network:
        """Read the lattice once; about 50 ms."""
        edges = [tuple(row) for row in base.reader.rows(_EDGES)]
        codes = tuple(sorted({edge[0] for edge in edges}))
        rows = {code: row for row, code in enumerate(codes)}
        similarity = np.zeros((len(codes), len(codes)), dtype=np.float32)
        cost = np.full_like(similarity, np.inf)
        for code, other, rung, near, solid in edges:
            similarity[rows[code], rows[other]] = near
            if realistic(rung, near, bool(solid)):
                cost[rows[code], rows[other]] = step_cost(rung, near)
        asked = {code: ladder.years(level) for code, level in base.reader.rows(_SCHOOLING)}
        return cls(codes, similarity, cost, np.array([asked.get(code, 0.0) for code in codes]))

    @cached_property
    def rows(self) -> dict[str, int]:
        """Row of each code."""
        return {code: row for row, code in enumerate(self.codes)}

    def row(self, code: SocCode) -> int:
        """Row of a code.

        Raises:
            NoProfile: the lattice does not hold it.
        """
        if code.onet not in self.rows:
            raise NoProfile(code)
        return self.rows[code.onet]


def realistic(rung: int, similarity: float, solid: bool) -> bool:
    """Whether a step may be part of a path."""
    return similarity >= FLOOR and (solid or rung <= CLIMB)


def step_cost(rung: int, similarity: float) -> float:
    """What a step costs; see the head of this file."""
    return 1 + ((100 - similarity) / 40) ** 2 + 0.5 * max(0, abs(rung) - 1)


def find(network: Network, base: KnowledgeBase, start: SocCode, goal: SocCode) -> Route:
    """Up to three paths, cheapest first; each avoids the first stop of those before it.

    Raises:
        SamePlace: start and goal are one.
        NoProfile: one of them is not in the lattice.
    """
    if start == goal:
        raise SamePlace(start)
    ends = network.row(start), network.row(goal)
    paths = tuple(_path(network, base, rows) for rows in _alternatives(network, *ends))
    return Route(paths, None if paths else _nearest(network, *ends))


def _alternatives(network: Network, start: int, goal: int) -> Iterator[list[int]]:
    cost = network.cost
    for _ in range(ALTERNATIVES):
        rows = cheapest(cost, start, goal)
        if not rows:
            return
        yield rows
        cost = cost.copy()
        if len(rows) == 2:
            cost[start, goal] = np.inf
        else:
            cost[:, rows[1]] = np.inf


def cheapest(cost: NDArray[np.float32], start: int, goal: int) -> list[int]:
    """Rows of the cheapest path of at most MAX_STEPS steps, both ends included; [] if none.

    Args:
        cost: (n, n), infinite where there is no step.
        start: row of the first occupation.
        goal: row of the last.
    """
    best = np.full(len(cost), np.inf, dtype=np.float32)
    best[start] = 0
    frontier = np.array([start])
    came: list[NDArray[np.int64]] = []
    for _ in range(MAX_STEPS):
        through = best[frontier, None] + cost[frontier]
        shortest = through.min(axis=0, initial=np.inf)
        # Nothing dearer than a path already found can lead to a cheaper one.
        better = (shortest < best) & (shortest < best[goal])
        came.append(np.where(better, frontier[through.argmin(axis=0)], -1))
        best = np.where(better, shortest, best)
        frontier = np.flatnonzero(better)
        if not len(frontier):
            break
    return _trace(came, goal) if np.isfinite(best[goal]) else []


def _trace(came: Sequence[NDArray[np.int64]], goal: int) -> list[int]:
    """Follow the layers back; -1 means that the row was reached earlier as cheaply."""
    rows = [goal]
    for layer in reversed(came):
        if layer[rows[-1]] >= 0:
            rows.append(int(layer[rows[-1]]))
    return rows[::-1]


def _path(network: Network, base: KnowledgeBase, rows: Sequence[int]) -> Path:
    codes = [SocCode.parse(network.codes[row]) for row in rows]
    steps = tuple(edge_between(base, a, b) for a, b in pairwise(codes))
    cost = sum(step_cost(step.rung, step.similarity) for step in steps)
    had = np.maximum.accumulate(network.years[list(rows)])
    return Path(codes[0], steps, round(cost, 2), tuple(np.diff(had).tolist()))


def edge_between(base: KnowledgeBase, focus: SocCode, neighbour: SocCode) -> LatticeEdge:
    """The edge from one occupation to its neighbour.

    Raises:
        NoProfile: there is none.
    """
    lattice = base.lattice(focus)
    for edge in (*lattice.advance, *lattice.transfer, *lattice.feeders):
        if edge.code == neighbour:
            return edge
    raise NoProfile(neighbour)


def _nearest(network: Network, start: int, goal: int) -> SocCode | None:
    """The occupation most similar to the goal that paths from the start reach."""
    for row in np.argsort(-network.similarity[goal], kind="stable"):
        if network.similarity[goal, row] == 0:
            return None
        if row != start and cheapest(network.cost, start, int(row)):
            return SocCode.parse(network.codes[row])
    return None
