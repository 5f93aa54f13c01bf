"""Compute the lattice at build time: evidence, similarity, direction and rung into table edge."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.lattice import (
    EXPERT_TIERS,
    PUBLISHED_SHARE,
    RELATED_SHARE,
    WEIGHTS,
    Matrix,
    combine,
    nearer,
    neighbours,
    strength,
)
from knowledge.lattice_directions import Stated, settle
from knowledge.lattice_evidence import Profiles, closenesses, positions
from knowledge.titles.index import FILE, TitleIndex

NEIGHBOURS = 30
SHOWN_FROM = 0.1
TIER_STRENGTH = {"Primary-Short": 1.0, "Primary-Long": 0.8, "Supplemental": 0.5}


@dataclass(frozen=True, slots=True)
class Experts:
    """What experts and states say of pairs: symmetric matrices, 0 where they say nothing.

    Attributes:
        related: share of the remaining distance that O*NET related occupations close.
        published: the highest similarity (0-1) that a state publishes.
        tiers: tier of each related pair, by rows.
        stated: the published steps.
    """

    related: Matrix
    published: Matrix
    tiers: dict[tuple[int, int], str]
    stated: tuple[Stated, ...]

    @classmethod
    def read(cls, profiles: Profiles) -> Experts:
        """From the tables related and published_edge."""
        size = len(profiles.codes)
        related, published = (np.zeros((size, size), dtype=np.float32) for _ in range(2))
        tiers = _tiers(profiles)
        for pair, tier in tiers.items():
            related[pair] = related[pair[::-1]] = RELATED_SHARE[tier]
        stated = []
        for step, similarity in _published(profiles):
            stated.append(step)
            pair = step.focus, step.neighbour
            published[pair] = published[pair[::-1]] = max(published[pair], similarity)
        return cls(related, published, tiers, tuple(stated))


def write_edges(connection: sqlite3.Connection, folder: Path | None = None) -> int:
    """Fill table edge; returns the number of rows.

    Args:
        connection: a knowledge base with all its sources loaded.
        folder: where the title index lies; without it its evidence is left out.
    """
    profiles = Profiles.of(connection)
    if len(profiles.codes) < 2:
        return 0
    index = TitleIndex.read(folder / FILE) if folder else None
    evidence = {k: strength(matrix) for k, matrix in closenesses(profiles, index).items()}
    rows = list(_edges(profiles, evidence, Experts.read(profiles)))
    connection.execute("DELETE FROM edge")
    connection.executemany("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
    return len(rows)


def _edges(
    profiles: Profiles, evidence: Mapping[str, Matrix], experts: Experts
) -> Iterator[tuple[object, ...]]:
    similarity = nearer(combine(evidence), experts.related)
    similarity = nearer(similarity, PUBLISHED_SHARE * experts.published)
    chosen = neighbours(similarity, *_groups(profiles), NEIGHBOURS) | (experts.published > 0)
    steps = settle(positions(profiles), chosen, experts.stated)
    for row, other in np.argwhere(chosen).tolist():
        reasons = _reasons((row, other), evidence, experts)
        yield (
            profiles.codes[row],
            profiles.codes[other],
            steps.direction(row, other),
            int(steps.rungs[row, other]),
            round(float(similarity[row, other]) * 100, 1),
            _solid((row, other), experts),
            json.dumps(reasons),
        )


def _reasons(
    pair: tuple[int, int], evidence: Mapping[str, Matrix], experts: Experts
) -> list[dict[str, object]]:
    """The evidence for a pair: experts, then what adds most; without what says next to nothing."""
    low, high = sorted(pair)
    tier = experts.tiers.get((low, high))
    found: list[dict[str, object]] = []
    if tier:
        found.append({"kind": "onet_related", "strength": TIER_STRENGTH[tier], "note": tier})
    if experts.published[pair]:
        shown = round(float(experts.published[pair]), 2)
        found.append({"kind": "published", "strength": shown, "note": ""})
    computed = [(kind, float(matrix[pair])) for kind, matrix in evidence.items()]
    computed.sort(key=lambda reason: -WEIGHTS.get(reason[0], 0) * np.nan_to_num(reason[1]))
    found += [
        {"kind": kind, "strength": round(strength, 2), "note": ""}
        for kind, strength in computed
        if WEIGHTS.get(kind) and strength >= SHOWN_FROM
    ]
    return found


def _solid(pair: tuple[int, int], experts: Experts) -> bool:
    low, high = sorted(pair)
    return experts.tiers.get((low, high)) in EXPERT_TIERS or bool(experts.published[pair])


def _groups(profiles: Profiles) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers of the groups within which there are no edges, and of the six-digit codes.

    A group is an occupation and its details; details of an "All Other" code stand alone.
    """
    rows = profiles.rows
    codes = [code[:7] for code in profiles.codes]
    groups = [soc if f"{soc}.00" in rows else code for soc, code in zip(codes, rows, strict=True)]
    return _numbers(groups), _numbers(codes)


def _numbers(names: Sequence[str]) -> NDArray[np.int64]:
    return np.unique(names, return_inverse=True)[1].astype(np.int64)


def _tiers(profiles: Profiles) -> dict[tuple[int, int], str]:
    """The nearer tier of the two directions, by rows in ascending order."""
    rows = profiles.rows
    found: dict[tuple[int, int], str] = {}
    query = "SELECT onet_soc, related, tier FROM related ORDER BY onet_soc, related"
    for code, other, tier in profiles.connection.execute(query):
        if code in rows and other in rows and code != other:
            low, high = sorted((rows[code], rows[other]))
            known = found.get((low, high), tier)
            found[low, high] = max(known, tier, key=lambda name: TIER_STRENGTH[name])
    return found


def _published(profiles: Profiles) -> Iterator[tuple[Stated, float]]:
    """Published steps between profiled occupations, with their similarity 0-1."""
    rows = profiles.rows
    query = "SELECT focus, neighbour, direction, rung, similarity FROM published_edge ORDER BY 1, 2"
    for focus, neighbour, direction, rung, similarity in profiles.connection.execute(query):
        if focus in rows and neighbour in rows:
            step = Stated(rows[focus], rows[neighbour], direction, rung)
            yield step, (similarity or 0) / 100
