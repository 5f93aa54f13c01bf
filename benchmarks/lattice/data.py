"""What both programs read from a build: evidence, and what O*NET experts list."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from knowledge.lattice import Matrix, strength
from knowledge.lattice_evidence import Profiles, closenesses
from knowledge.titles.index import FILE, TitleIndex

PRIMARY = ("Primary-Short", "Primary-Long")


@dataclass(frozen=True)
class Bench:
    """``primary[a, b]``: b is among the ten primary related occupations of a."""

    profiles: Profiles
    evidence: dict[str, Matrix]
    primary: np.ndarray

    @classmethod
    def read(cls, folder: Path) -> "Bench":
        connection = sqlite3.connect(f"file:{folder / 'knowledge.sqlite'}?mode=ro", uri=True)
        profiles = Profiles.of(connection)
        closeness = closenesses(profiles, TitleIndex.read(folder / FILE))
        rows = profiles.rows
        primary = np.zeros((len(rows), len(rows)), dtype=bool)
        for code, other, tier in connection.execute("SELECT onet_soc, related, tier FROM related"):
            if tier in PRIMARY and code in rows and other in rows:
                primary[rows[code], rows[other]] = True
        return cls(profiles, {k: strength(m) for k, m in closeness.items()}, primary)


def recall(similarity: np.ndarray, primary: np.ndarray, rows: np.ndarray | None = None) -> float:
    """Share of the primary related occupations of the rows that are among their nearest ten."""
    rows = np.arange(len(similarity)) if rows is None else rows
    near = np.nan_to_num(similarity[rows], nan=-1.0)
    near[np.arange(len(rows)), rows] = -9
    top = np.argsort(-near, axis=1, kind="stable")[:, :10]
    wanted = primary[rows]
    return float(np.take_along_axis(wanted, top, axis=1).sum() / wanted.sum())


def ranks(similarity: np.ndarray, codes: tuple[str, ...], focus: str) -> dict[str, int]:
    """Rank of every six-digit code among the neighbours of a focus; details count once."""
    row = np.nan_to_num(similarity[codes.index(focus)], nan=-1.0)
    found: dict[str, int] = {}
    for place in np.argsort(-row, kind="stable"):
        if codes[place] != focus:
            found.setdefault(codes[place][:7], len(found) + 1)
    return found
