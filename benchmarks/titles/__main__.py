"""Compare title matchers in one run: ``EVAL=DIR python -m benchmarks.titles [build]``.

Prints Markdown: top-1 and top-5 of the peers and ours, the precision of "match", what is
rejected, latency and memory. Takes minutes: the peers embed every title unprojected.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from benchmarks.titles.cases import Case, development, no_jobs
from benchmarks.titles.peers import Peers
from benchmarks.titles.speed import measure
from knowledge.model import TitleMatch
from knowledge.titles.encoder import SentenceEncoder
from knowledge.titles.evidence import Witness
from knowledge.titles.index import FILE, TitleIndex
from knowledge.titles.matcher import Matcher

Ranking = list[list[str]]


def main(build: str = "build") -> None:
    """Run all of it and print."""
    cases, folder = development(), Path(build)
    titles = [case.title for case in cases]
    figures = measure(folder / FILE, titles[:300])  # first: memory is read in a small process
    matcher = Matcher.open(folder)
    found = matcher.match_many(titles)
    ours = [[c.code.soc for c in match.candidates] for match in found]
    print(accuracy_table(cases, {**peer_rankings(folder, titles), "ours": ours}))
    print(curve(cases, found))
    print(rejections(matcher, found, folder))
    print("\n".join(f"- {name}: {value:.1f}" for name, value in figures.items()))


def peer_rankings(folder: Path, titles: Sequence[str]) -> dict[str, Ranking]:
    """The five best occupations of each peer for each title."""
    index, encoder = TitleIndex.read(folder / FILE), SentenceEncoder(adapted=False)
    peers = Peers(index, Witness(index, None), encoder)
    nearest, vote = peers.votes(titles, [(1, 0.1), (100, 0.1)])
    scores = {
        "exact title": peers.exact(titles),
        "BM25": peers.bm25(titles),
        "nearest MiniLM title": nearest,
        "MiniLM soft vote (T 0.1, k 100)": vote,
    }
    return {name: _ranked(matrix, peers.socs) for name, matrix in scores.items()}


def _ranked(scores: np.ndarray, socs: Sequence[str]) -> Ranking:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :5]
    return [[socs[soc] for soc in row if scores[place, soc] > 0] for place, row in enumerate(order)]


def accuracy_table(cases: Sequence[Case], rankings: dict[str, Ranking]) -> str:
    """Top-1 / top-5 by set and part."""
    groups = [(s, p) for s in ("esco", "h2b") for p in ("tune", "check")]
    lines = ["| matcher | " + " | ".join(f"{s} {p}" for s, p in groups) + " |", "|---" * 5 + "|"]
    for name, ranking in rankings.items():
        cells = []
        for group in groups:
            rows = [i for i, c in enumerate(cases) if (c.set, c.part) == group]
            first = np.mean([bool(cases[i].socs & set(ranking[i][:1])) for i in rows])
            five = np.mean([bool(cases[i].socs & set(ranking[i][:5])) for i in rows])
            cells.append(f"{first:.3f} / {five:.3f}")
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return "\n".join(lines) + "\n"


def curve(cases: Sequence[Case], found: Sequence[TitleMatch]) -> str:
    """Precision of "match", and of the most confident part by coverage."""
    lines = ["| part | coverage | precision |", "|---|---|---|"]
    for part in ("tune", "check"):
        rows = [i for i, case in enumerate(cases) if case.part == part]
        said = [i for i in rows if found[i].verdict == "match"]
        share, right = len(said) / len(rows), _right(cases, found, said)
        lines.append(f"| {part}, verdict match | {share:.3f} | {right:.3f} |")
        ranked = sorted(rows, key=lambda i: -(found[i].best.score if found[i].best else 0))
        for share in (0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1.0):
            top = ranked[: int(share * len(ranked))]
            lines.append(
                f"| {part}, most confident | {share:.1f} | {_right(cases, found, top):.3f} |"
            )
    return "\n".join(lines) + "\n"


def _right(cases: Sequence[Case], found: Sequence[TitleMatch], rows: Iterable[int]) -> float:
    best = ((cases[i].socs, found[i].best) for i in rows)
    return float(np.mean([one is not None and one.code.soc in socs for socs, one in best]))


def rejections(matcher: Matcher, found: Sequence[TitleMatch], folder: Path) -> str:
    """How many non-jobs and how many development titles get "none"."""
    lines = []
    for kind, names in no_jobs(folder).items():
        verdicts = matcher.match_many(names)
        kept = [f"{m.query} ({m.verdict})" for m in verdicts if m.verdict != "none"]
        gone = len(names) - len(kept)
        lines.append(f"- no jobs, {kind}: {gone} of {len(names)} rejected; not: {', '.join(kept)}")
    lost = sum(match.verdict == "none" for match in found)
    lines.append(f"- development titles rejected: {lost} of {len(found)} ({lost / len(found):.3%})")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])
