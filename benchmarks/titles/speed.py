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
from knowledge.titles.encoder import QuickEncoder, SentenceEncoder, real_words
from knowledge.titles.grams import GramIndex
from knowledge.titles.index import TitleIndex
from knowledge.titles.matcher import Matcher
from knowledge.titles.vectors import SCALE, load_heads, to_bytes


def median_ms(runs: dict[str, Callable[[str], object]], titles: list[str]) -> dict[str, float]:
    """Median milliseconds a call of each, in turns so that other work slows all alike."""
    taken: dict[str, list[float]] = {name: [] for name in runs}
    for title in titles:
        for name, run in runs.items():
            started = time.perf_counter()
            run(title)
            taken[name].append((time.perf_counter() - started) * 1000)
    return {name: statistics.median(times[10:]) for name, times in taken.items()}


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
    heads, real = load_heads(encoder.fingerprint), real_words()
    held = Matcher(index, encoder, heads, real=real)
    memory = resident_mb() - before
    quick = Matcher(index, QuickEncoder(), heads, real=real)
    large = Matcher(swollen(index, 10), encoder, heads, real=real)
    runs: dict[str, Callable[[str], object]] = {
        "one encoder forward, ms": lambda title: encoder.encode([title]),
        "one match, ms": held.match,
        "one match as a server does it, without PyTorch, ms": quick.match,
        "one match with ten times the titles, ms": large.match,
    }
    return {"index and vectors, MB": memory, **median_ms(runs, titles)}


def resident_mb() -> float:
    """Memory this process holds now, MB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
