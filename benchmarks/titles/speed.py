"""Latency and memory of a match beside one encoder forward, and with ten times the titles."""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from knowledge.titles.cells import cluster
from knowledge.titles.encoder import SentenceEncoder
from knowledge.titles.grams import GramIndex
from knowledge.titles.index import TitleIndex
from knowledge.titles.matcher import Matcher
from knowledge.titles.vectors import SCALE, load_heads, to_bytes


def median_ms(run: Callable[[str], object], titles: list[str]) -> float:
    """Median milliseconds a call, after ten to warm up."""
    for title in titles[:10]:
        run(title)
    taken = []
    for title in titles:
        started = time.perf_counter()
        run(title)
        taken.append((time.perf_counter() - started) * 1000)
    return statistics.median(taken)


def swollen(index: TitleIndex, times: int) -> TitleIndex:
    """The index with every title ``times`` times: altered words, vectors nearby."""
    random = np.random.default_rng(0)
    rows = len(index.titles)
    titles = [f"{t} {n or ''}".strip() for n in range(times) for t in index.titles]
    vectors = np.tile(index.vectors.astype(np.float32) / SCALE, (times, 1))
    vectors[rows:] += random.normal(0, 0.02, vectors[rows:].shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    pairs = np.concatenate([index.pairs + np.array([n * rows, 0, 0, 0]) for n in range(times)])
    cell, centres = cluster(vectors)
    return replace(
        index,
        titles=titles,
        pairs=pairs.astype(np.int32),
        vectors=to_bytes(vectors),
        cell=cell,
        centres=centres,
        grams=GramIndex.of(titles),
    )


def measure(path: Path, titles: list[str]) -> dict[str, float]:
    """All figures: milliseconds and MB."""
    encoder = SentenceEncoder()
    encoder.encode(["warm"])
    before = resident_mb()
    index = TitleIndex.read(path)
    held = Matcher(index, encoder, load_heads(encoder.fingerprint))
    figures = {
        "index and vectors, MB": resident_mb() - before,
        "one encoder forward, ms": median_ms(lambda t: encoder.encode([t]), titles),
        "one match, ms": median_ms(held.match, titles),
    }
    large = Matcher(swollen(index, 10), encoder, load_heads(encoder.fingerprint))
    figures["one match with ten times the titles, ms"] = median_ms(large.match, titles)
    return figures


def resident_mb() -> float:
    """Memory this process holds now, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
