"""The title index: every distinct normalised title, its occupations and its vector.

Built once from the knowledge base into ``titles.npz``; a title whose vector an earlier index of
the same encoder holds is not embedded again.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import UnusableKnowledge
from knowledge.titles.encoder import Encoder, SentenceEncoder, Vectors
from knowledge.titles.normalize import readings

FILE = "titles.npz"
OFFICIAL = ("onet_title", "soc_title")


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """Titles and occupations as parallel arrays.

    Attributes:
        titles: distinct normalised titles.
        pairs: (n, 3) integers: title row, occupation row, 1 where the title is the official one.
        vectors: unit vectors of the titles, shape (titles, dimensions), float16.
        codes: O*NET-SOC codes of the occupations.
        names: their official titles.
        fingerprint: of the encoder that made the vectors.
    """

    titles: tuple[str, ...]
    pairs: NDArray[np.int32]
    vectors: NDArray[np.float16]
    codes: tuple[str, ...]
    names: tuple[str, ...]
    fingerprint: str

    @classmethod
    def read(cls, path: Path) -> TitleIndex:
        """Read an index that ``write`` wrote.

        Raises:
            UnusableKnowledge: the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as held:
                texts = json.loads(bytes(held["texts"]).decode())
                return cls(pairs=held["pairs"], vectors=held["vectors"], **texts)
        except FileNotFoundError:
            raise UnusableKnowledge(str(path), "is missing") from None
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise UnusableKnowledge(str(path), f"is damaged ({error})") from error

    def write(self, path: Path) -> None:
        """Write the index, whole or not at all."""
        texts = {k: getattr(self, k) for k in ("titles", "codes", "names", "fingerprint")}
        blob = np.frombuffer(json.dumps(texts).encode(), dtype=np.uint8)
        partial = path.with_suffix(".part.npz")
        np.savez(partial, texts=blob, pairs=self.pairs, vectors=self.vectors)
        partial.replace(path)


def build_index(
    connection: sqlite3.Connection, folder: Path, encoder: Encoder | None = None
) -> int:
    """Embed the titles of the knowledge base into ``folder/titles.npz``; returns their number.

    Args:
        connection: a knowledge base with its tables ``occupation`` and ``title`` filled.
        folder: where the index goes, and where an earlier one may lie.
        encoder: default: the local MiniLM.
    """
    encoder = encoder or SentenceEncoder()
    path = folder / FILE
    codes, names = zip(
        *connection.execute("SELECT onet_soc, title FROM occupation ORDER BY onet_soc"), strict=True
    )
    titles, pairs = _collect(connection, {code: row for row, code in enumerate(codes)})
    vectors = _vectors(titles, encoder, path)
    TitleIndex(titles, pairs, vectors, codes, names, encoder.fingerprint).write(path)
    return len(titles)


def _collect(
    connection: sqlite3.Connection, occupations: dict[str, int]
) -> tuple[tuple[str, ...], NDArray[np.int32]]:
    """Distinct readings of all titles, and which occupations they name."""
    rows: dict[str, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    query = "SELECT onet_soc, title, source FROM title WHERE source != 'specialty'"
    for code, title, source in connection.execute(query):
        for reading in readings(title):
            pair = rows.setdefault(reading, len(rows)), occupations[code]
            pairs[pair] = pairs.get(pair, 0) | (source in OFFICIAL)
    return tuple(rows), np.array([(*k, v) for k, v in pairs.items()], dtype=np.int32)


def _vectors(titles: Sequence[str], encoder: Encoder, earlier: Path) -> NDArray[np.float16]:
    """Vectors of the titles: from an earlier index of the same encoder where it has them."""
    known: dict[str, NDArray[np.float16]] = {}
    if earlier.is_file():
        old = TitleIndex.read(earlier)
        if old.fingerprint == encoder.fingerprint:
            known = dict(zip(old.titles, old.vectors, strict=True))
    missing = sorted((t for t in titles if t not in known), key=len)
    if missing:
        fresh: Vectors = encoder.encode(missing)
        known |= dict(zip(missing, fresh.astype(np.float16), strict=True))
    return np.stack([known[title] for title in titles])
