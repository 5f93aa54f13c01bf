"""Makes the shipped adapter, vectors and heads: ``python -m knowledge.titles.fit [build]``.

Run it when the releases we ship, or the default encoder, change. Nothing here sees an
evaluation file: adapter, projection and head learn from the titles themselves, and the job
probe from titles against everyday things and names of tools, technologies, majors and places
(those whose digest is even; the benchmark draws from the odd ones).
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from knowledge.titles.encoder import Encoder, SentenceEncoder, Vectors
from knowledge.titles.fit_adapter import Lesson, fit_adapter
from knowledge.titles.index import SPECIALTY, TitleIndex, make_index, texts_of
from knowledge.titles.normalize import normalize
from knowledge.titles.vectors import SCALE, STRETCH, Probe, Space, digest, load_space, to_bytes

DATA = Path(str(resources.files("knowledge.titles") / "data"))
DIMENSIONS = 192
SHARPNESS = 0.1
"""0 keeps the encoder's distances, 0.5 removes the directions in which an occupation's own
titles differ (within-class covariance normalisation)."""

NOT_JOBS = {
    "tool": "SELECT DISTINCT name FROM tool",
    "technology": "SELECT DISTINCT name FROM technology",
    "major": "SELECT title FROM major",
    "area": "SELECT name FROM area",
}
PER_KIND = 2500


STAGES = ("adapter", "vectors", "heads")


def main(build: str = "build", *only: str) -> None:
    """Fit on the knowledge base in ``build`` and write the data files beside this module.

    Args:
        build: folder of built files.
        only: some of STAGES, where not all: each needs those before it, as shipped or as made.
    """
    stages = [stage for stage in STAGES if not only or stage in only]
    with sqlite3.connect(f"file:{build}/knowledge.sqlite?mode=ro", uri=True) as connection:
        if "adapter" in stages:
            write_adapter(connection, SentenceEncoder(adapted=False))
        encoder = SentenceEncoder()
        if "vectors" in stages:
            write_vectors(connection, encoder)
        if "heads" in stages:
            write_heads(connection, encoder)


def write_adapter(connection: sqlite3.Connection, plain: SentenceEncoder) -> None:
    """Learn the adapter from titles and from what we wrote, and write ``adapter.npz``."""
    index = make_index(connection, plain, space=Space())
    rows, socs, codes = by_soc(index)
    named: list[set[int]] = [set() for _ in index.titles]
    for row, soc in zip(rows.tolist(), socs.tolist(), strict=True):
        named[row].add(soc)
    place = {code: row for row, code in enumerate(codes)}
    lesson = Lesson(
        list(zip(index.titles, named, strict=True)),
        [(sentence, place[code[:7]]) for code, sentence in _sentences(connection)],
    )
    fit_adapter(plain, lesson, index.vectors.astype(np.float32) / SCALE).write()


def _sentences(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each summary and each duty that we wrote, with the code of its occupation."""
    for code, body in connection.execute("SELECT onet_soc, body FROM text ORDER BY onet_soc"):
        text = json.loads(body)
        yield from ((code, sentence) for sentence in (text["summary"], *text["duties"]))


def write_vectors(connection: sqlite3.Connection, encoder: Encoder) -> None:
    """Embed everything, fit the projection, and write ``vectors.npz``."""
    plain = make_index(connection, encoder, space=Space())
    raw = plain.vectors.astype(np.float32) / SCALE
    space = Space(project(raw, *memberships(plain)))
    texts = [t for part in ("summary", "duties") for t in texts_of(connection, plain.codes, part)]
    vectors = np.concatenate([space.place(raw), _place(space, encoder, texts)])
    _write(DATA / "vectors.npz", encoder, space, [*plain.titles, *texts], vectors)
    load_space.cache_clear()


def write_heads(connection: sqlite3.Connection, encoder: Encoder) -> None:
    """Fit the heads on the shipped vectors and write ``head.npz``."""
    space = load_space(encoder.fingerprint)
    index = make_index(connection, encoder)
    vectors = index.vectors.astype(np.float32) / SCALE
    rows, socs, codes = by_soc(index)
    known = set(index.titles)
    named, everyday = (
        _place(space, encoder, [name for name in names if name not in known])
        for names in (list(not_jobs(connection, part=0)), everyday_things())
    )
    probe = fit_probe(vectors[np.unique(rows)], named, everyday)
    np.savez_compressed(
        DATA / "head.npz",
        fingerprint=encoder.fingerprint,
        codes=np.array(codes),
        weight=fit_head(vectors[rows], socs, len(codes)).astype(np.float16),
        **{name: layer.astype(np.float32) for name, layer in asdict(probe).items()},
    )


def _place(space: Space, encoder: Encoder, texts: Sequence[str]) -> Vectors:
    return space.place(encoder.encode(texts))


def _write(
    path: Path, encoder: Encoder, space: Space, texts: Sequence[str], vectors: Vectors
) -> None:
    digests = np.array([digest(text) for text in texts], dtype=np.uint64)
    _, first = np.unique(digests, return_index=True)
    np.savez_compressed(
        path,
        fingerprint=encoder.fingerprint,
        projection=space.projection if space.projection is not None else np.zeros(0),
        digests=digests[first],
        vectors=to_bytes(vectors[first]),
    )


def by_soc(index: TitleIndex) -> tuple[NDArray[np.int64], NDArray[np.int64], list[str]]:
    """Title rows, their six-digit occupations (as rows of the third), without specialties."""
    codes = sorted({code[:7] for code in index.codes})
    place = {code: row for row, code in enumerate(codes)}
    named = index.pairs[index.pairs[:, 2] != SPECIALTY]
    socs = np.array([place[index.codes[o][:7]] for o in named[:, 1]])
    pairs = np.unique(np.stack([named[:, 0], socs], axis=1), axis=0).astype(np.int64)
    return pairs[:, 0], pairs[:, 1], codes


def memberships(index: TitleIndex) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Title rows and their six-digit occupations."""
    return by_soc(index)[:2]


def project(raw: Vectors, rows: NDArray[np.int64], socs: NDArray[np.int64]) -> Vectors:
    """The projection (encoder dimensions, DIMENSIONS) that keeps occupations apart."""
    counts = np.maximum(np.bincount(socs), 1)
    means = np.zeros((len(counts), raw.shape[1]), dtype=np.float32)
    np.add.at(means, socs, raw[rows])
    apart = raw[rows] - (means / counts[:, None])[socs]
    weight = counts[socs] ** -0.5
    within = (apart * weight[:, None]).T @ apart / weight.sum()
    within += 0.3 * np.trace(within) / len(within) * np.eye(len(within))
    spread, directions = np.linalg.eigh(within)
    whitened = directions * spread**-SHARPNESS
    turned = raw @ whitened
    _, axes = np.linalg.eigh(turned.T @ turned)
    return np.asarray(whitened @ axes[:, -DIMENSIONS:], dtype=np.float32)


def fit_head(vectors: Vectors, socs: NDArray[np.int64], count: int, epochs: int = 12) -> Vectors:
    """Softmax regression of occupations on title vectors, rare ones weighted up."""
    torch.manual_seed(0)
    layer = torch.nn.Linear(vectors.shape[1], count)
    optimizer = torch.optim.Adam(layer.parameters(), lr=0.03, weight_decay=1e-6)
    inputs, wanted = torch.tensor(vectors), torch.tensor(socs)
    weight = torch.tensor(np.bincount(socs, minlength=count)[socs] ** -0.5)
    weight = (weight / weight.mean()).float()
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, epochs)
    for _ in range(epochs):
        shuffled: Any = torch.randperm(len(inputs))
        for batch in shuffled.split(2048):
            losses = torch.nn.functional.cross_entropy(
                layer(inputs[batch]), wanted[batch], reduction="none"
            )
            optimizer.zero_grad()
            loss: Any = (losses * weight[batch]).mean()
            loss.backward()
            optimizer.step()
        schedule.step()
    return torch.cat([layer.weight, layer.bias[:, None]], dim=1).detach().numpy()


def fit_probe(jobs: Vectors, named: Vectors, everyday: Vectors, steps: int = 400) -> Probe:
    """A small network that tells titles from other names.

    Args:
        jobs: vectors of titles.
        named: of tools, technologies, majors, places.
        everyday: of everyday things.
        steps: of the optimiser, each over everything.
    """
    torch.manual_seed(0)
    inputs = torch.tensor(np.concatenate([jobs, named, everyday]))
    parts = [(jobs, 1.0, 0.5), (named, 0.0, 0.15), (everyday, 0.0, 0.35)]
    wanted = torch.cat([torch.full((len(part),), value) for part, value, _ in parts])
    weight = torch.cat([torch.full((len(p),), share / len(p)) for p, _, share in parts])
    first, second = torch.nn.Linear(inputs.shape[1], 64), torch.nn.Linear(64, 1)
    network = torch.nn.Sequential(first, torch.nn.ReLU(), second)
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.02, weight_decay=1.0)
    schedule = torch.optim.lr_scheduler.LinearLR(optimizer, 1.0, 0.01, steps)
    for _ in range(steps):
        losses = torch.nn.functional.binary_cross_entropy_with_logits(
            network(inputs * STRETCH)[:, 0], wanted, reduction="none"
        )
        loss: Any = (losses * weight).sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
    layers = (first.weight, first.bias, second.weight[0], second.bias)
    return Probe(*(layer.detach().numpy() for layer in layers))


def not_jobs(connection: sqlite3.Connection, part: int) -> Iterator[str]:
    """Normalised names of tools, technologies, majors, places; ``part`` 0 or 1 by digest."""
    for names in NOT_JOBS.values():
        found = {normalize(name) for (name,) in connection.execute(names)}
        yield from sorted(n for n in found if n and digest(n) % 2 == part)[:PER_KIND]


def everyday_things() -> list[str]:
    """Our own list of what is no job, normalised."""
    lines = (DATA / "everyday.txt").read_text("utf-8").splitlines()
    return list(dict.fromkeys(normalize(line) for line in lines if line and line[0] != "#"))


if __name__ == "__main__":
    main(*sys.argv[1:])
