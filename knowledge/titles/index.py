"""The title index: every distinct normalised title, its occupations, its vector, its spelling.

Built from the knowledge base into ``titles.npz``, which holds all that matching needs. Vectors
come from the shipped ones or from an earlier index of the same encoder; only titles that
neither holds are embedded.
"""

from __future__ import annotations

import itertools
import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from knowledge.errors import UnusableKnowledge
from knowledge.titles import lexicon
from knowledge.titles.cells import Cells, cluster
from knowledge.titles.encoder import Encoder, SentenceEncoder
from knowledge.titles.grams import GramIndex
from knowledge.titles.normalize import normalize, readings
from knowledge.titles.spelling import SHORTEST
from knowledge.titles.vectors import SCALE, Bytes, Space, digest, load_space

FILE = "titles.npz"
SPECIALTY, TITLE, OFFICIAL = 0, 1, 2
_KINDS = {"specialty": SPECIALTY, "onet_title": OFFICIAL, "soc_title": OFFICIAL}
_TEXTS = ("titles", "codes", "names", "residual", "fingerprint", "retired", "majors", "words")
_ARRAYS = ("pairs", "vectors", "cell", "centres", "summaries", "duties", "jobs", "things")
_GRAMS = ("starts", "postings", "weights", "norms")


@dataclass(frozen=True, slots=True)
class TitleIndex:
    """Titles and occupations as parallel arrays.

    Attributes:
        titles: distinct normalised titles.
        codes: O*NET-SOC codes of the occupations, sorted.
        names: their official titles.
        residual: codes of the "All Other" occupations, six digits.
        fingerprint: of the encoder that made the vectors.
        retired: SOC 2010 code → the current six-digit codes.
        majors: normalised title of a field of study → six-digit codes it leads to.
        words: words of other names and texts, which are no misspellings.
        pairs: shape (n, 4): title row, occupation row, SPECIALTY, TITLE or OFFICIAL, and in
            how many releases or lists the occupation has the title.
        vectors: unit vectors of the titles as bytes, shape (titles, dimensions).
        cell: cell of each title; see ``cells``.
        centres: centres of the cells.
        summaries: vectors of our own summary of each occupation, as bytes; zeros without one.
        duties: the same of the duties we wrote for it.
        jobs: people employed in each occupation (of its BLS group), 0 where unknown.
        things: digests of the names of tools, technologies and places, sorted.
        grams: the titles by their spelling.
    """

    titles: list[str]
    codes: list[str]
    names: list[str]
    residual: list[str]
    fingerprint: str
    retired: dict[str, list[str]]
    majors: dict[str, list[str]]
    words: list[str]
    pairs: NDArray[np.int32]
    vectors: Bytes
    cell: NDArray[np.int64]
    centres: NDArray[np.float32]
    summaries: Bytes
    duties: Bytes
    jobs: NDArray[np.int64]
    things: NDArray[np.uint64]
    grams: GramIndex

    @classmethod
    def read(cls, path: Path) -> TitleIndex:
        """Read an index that ``write`` wrote.

        Raises:
            UnusableKnowledge: the file is missing or damaged.
        """
        try:
            with np.load(path, allow_pickle=False) as held:
                texts: dict[str, Any] = json.loads(bytes(held["texts"]).decode())
                arrays = {name: held[name] for name in _ARRAYS}
                return cls(**texts, **arrays, grams=GramIndex(*(held[name] for name in _GRAMS)))
        except FileNotFoundError:
            raise UnusableKnowledge(str(path), "is missing") from None
        except (OSError, EOFError, BadZipFile, ValueError, KeyError, TypeError) as error:
            raise UnusableKnowledge(str(path), f"is damaged ({error})") from error

    def require(self, fingerprint: str, path: str) -> None:
        """Refuse an index whose vectors another encoder made.

        Raises:
            UnusableKnowledge: it is such an index.
        """
        if fingerprint != self.fingerprint:
            raise UnusableKnowledge(path, "was made with another sentence encoder")

    def write(self, path: Path) -> None:
        """Write the index, whole or not at all."""
        texts = json.dumps({name: getattr(self, name) for name in _TEXTS}).encode()
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        arrays |= {name: getattr(self.grams, name) for name in _GRAMS}
        partial = path.with_suffix(".part.npz")
        np.savez(partial, texts=np.frombuffer(texts, dtype=np.uint8), **arrays)
        partial.replace(path)

    def cells(self) -> Cells:
        """The vectors by cell, to search them."""
        return Cells.of(self.vectors.astype(np.float32) / SCALE, self.cell, self.centres)


def build_index(
    connection: sqlite3.Connection, folder: Path, encoder: Encoder | None = None
) -> int:
    """Write the title index of a knowledge base to ``folder/titles.npz``; returns its size.

    Args:
        connection: a knowledge base whose tables are filled.
        folder: where the index goes, and where an earlier one may lie.
        encoder: default: the local MiniLM.
    """
    index = make_index(connection, encoder or SentenceEncoder(), _known(folder / FILE))
    index.write(folder / FILE)
    return len(index.titles)


def make_index(
    connection: sqlite3.Connection,
    encoder: Encoder,
    earlier: TitleIndex | None = None,
    space: Space | None = None,
) -> TitleIndex:
    """The title index of a knowledge base; ``earlier`` and ``space`` save embedding."""
    rows = connection.execute("SELECT onet_soc, title FROM occupation ORDER BY onet_soc")
    codes, names = (list(column) for column in zip(*rows, strict=True))
    titles, pairs = _titles(connection, {code: row for row, code in enumerate(codes)})
    same = earlier is not None and earlier.fingerprint == encoder.fingerprint
    known = dict(zip(earlier.titles, earlier.vectors, strict=True)) if earlier and same else {}
    space = space or load_space(encoder.fingerprint)
    vectors = space.embed(titles, encoder, known)
    cell, centres = cluster(vectors.astype(np.float32) / SCALE)
    return TitleIndex(
        titles=titles,
        codes=codes,
        names=names,
        residual=_column(connection, "SELECT soc FROM occupation WHERE kind = 'residual'"),
        fingerprint=encoder.fingerprint,
        retired=_lists(connection, "SELECT soc2010, soc FROM retired_code ORDER BY 1, 2"),
        majors=_majors(connection),
        words=_words(connection),
        pairs=pairs,
        vectors=vectors,
        cell=cell,
        centres=centres,
        summaries=space.embed_some(texts_of(connection, codes, "summary"), encoder),
        duties=space.embed_some(texts_of(connection, codes, "duties"), encoder),
        jobs=_jobs(connection),
        things=_things(connection),
        grams=GramIndex.of(titles),
    )


def _known(path: Path) -> TitleIndex | None:
    """The index of an earlier build, if there is a readable one."""
    try:
        return TitleIndex.read(path)
    except UnusableKnowledge:
        return None


def _titles(
    connection: sqlite3.Connection, occupations: dict[str, int]
) -> tuple[list[str], NDArray[np.int32]]:
    """Distinct readings of all titles, and which occupations they name, as what."""
    rows: dict[str, int] = {}
    kinds: dict[tuple[int, int], int] = {}
    lists: Counter[tuple[int, int]] = Counter()
    held = connection.execute("SELECT onet_soc, title, source FROM title")
    for code, title, source in itertools.chain(held, _ours(occupations)):
        for reading in readings(title):
            pair = rows.setdefault(reading, len(rows)), occupations[code]
            kinds[pair] = max(kinds.get(pair, 0), _KINDS.get(source, TITLE))
            lists[pair] += 1
    table = [(*pair, kind, lists[pair]) for pair, kind in kinds.items()]
    return list(rows), np.array(table, dtype=np.int32)


def _ours(occupations: Container[str]) -> Iterator[tuple[str, str, str]]:
    """The titles that we add to those of the releases, of occupations that are held."""
    for soc, titles in lexicon.load().titles.items():
        if f"{soc}.00" in occupations:
            yield from ((f"{soc}.00", title, "ours") for title in titles)


def texts_of(connection: sqlite3.Connection, codes: Sequence[str], part: str) -> list[str]:
    """What we wrote about each occupation, "" where nothing: ``summary`` or ``duties``."""
    bodies = {code: json.loads(body) for code, body in connection.execute("SELECT * FROM text")}
    parts = (bodies.get(code, {}).get(part, "") for code in codes)
    return [part if isinstance(part, str) else ". ".join(part) for part in parts]


def _majors(connection: sqlite3.Connection) -> dict[str, list[str]]:
    """Fields of study by normalised title, and the occupations they lead to, most common first."""
    leads = _lists(
        connection,
        "SELECT cip, soc FROM major_occupation LEFT JOIN projection ON bls_code = soc"
        " ORDER BY COALESCE(employment, 0) DESC",
    )
    majors: dict[str, list[str]] = defaultdict(list)
    for cip, title in connection.execute("SELECT cip, title FROM major ORDER BY cip DESC"):
        full = title.rstrip(".")
        for reading in {*readings(full), *readings(full.removesuffix(", General"))}:
            majors[reading] = list(dict.fromkeys(majors[reading] + leads.get(cip, [])))
    return {title: socs for title, socs in majors.items() if socs}


_THINGS = (
    "SELECT name FROM tool UNION SELECT name FROM technology UNION SELECT commodity FROM technology"
)
_PLACES = "SELECT name FROM area UNION SELECT alias FROM area_alias"


def _things(connection: sqlite3.Connection) -> NDArray[np.uint64]:
    """Digests of names that we know to be no job: tools, technologies, places and their parts."""
    names = {normalize(name) for name in _column(connection, _THINGS)}
    for place in _column(connection, _PLACES):
        names |= {normalize(place), *(normalize(part) for part in re.split("[,-]", place))}
    return np.unique(np.array([digest(name) for name in names if len(name) > 2], dtype=np.uint64))


def _words(connection: sqlite3.Connection) -> list[str]:
    """Words of those names, of majors, and of our own text."""
    sources = (_THINGS, _PLACES, "SELECT title FROM major")
    names = {name for source in sources for name in _column(connection, source)}
    texts = _column(connection, "SELECT body FROM text")
    words = {word for name in names for word in normalize(name).split()}
    words |= {w for text in texts for w in re.findall("[a-z]+", text.lower())}
    return sorted(word for word in words if len(word) >= SHORTEST and word.isalpha())


def _jobs(connection: sqlite3.Connection) -> NDArray[np.int64]:
    query = (
        "SELECT COALESCE(employment, 0) FROM occupation LEFT JOIN projection USING (bls_code)"
        " ORDER BY onet_soc"
    )
    return np.array(_column(connection, query), dtype=np.int64)


def _column(connection: sqlite3.Connection, query: str) -> list[Any]:
    return [value for (value,) in connection.execute(query)]


def _lists(connection: sqlite3.Connection, query: str) -> dict[str, list[str]]:
    lists: dict[str, list[str]] = defaultdict(list)
    for name, value in connection.execute(query):
        lists[name].append(value)
    return dict(lists)
