"""Measure the lattice of a build: ``python -m benchmarks.lattice.measure [build]`` -> Markdown."""

import statistics
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.lattice.data import Bench, ranks, recall
from knowledge import ladder
from knowledge.lattice import BANDS, WEIGHTS, band, combine, nearer
from knowledge.lattice_build import Experts
from knowledge.lattice_evidence import positions
from knowledge.paths import Network, find
from knowledge.store import KnowledgeBase

LIBRARIANS = "25-4022.00"
CUSTOMS_BROKERS = "13-1041"
SEED = (
    *("25-1082", "25-9031", "25-2021", "25-2022", "25-2031"),
    *("25-4011", "25-4012", "25-4031", "43-4121", "25-9042"),
)


def evidence_table(bench: Bench, related: np.ndarray) -> None:
    """Each kind alone, all without O*NET related, and with them."""
    combined = combine(bench.evidence)
    print("| evidence | weight | recall at 10 | worst rank of the seed's ten | customs broker |")
    print("|---|---|---|---|---|")
    rows = [(kind, f"{WEIGHTS.get(kind, 0):.2f}", m) for kind, m in bench.evidence.items()]
    rows += [
        ("**all of these**", "1.00", combined),
        ("with O*NET related", "", nearer(combined, related)),
    ]
    for name, weight, matrix in (
        sorted(rows[:-2], key=lambda r: -recall(r[2], bench.primary)) + rows[-2:]
    ):
        place = ranks(matrix, bench.profiles.codes, LIBRARIANS)
        worst = max(place[soc] for soc in SEED)
        hit = recall(matrix, bench.primary)
        print(f"| {name} | {weight} | {hit:.3f} | {worst} | {place[CUSTOMS_BROKERS]} |")


def seed_table(bench: Bench, experts: Experts, base: KnowledgeBase) -> None:
    """Ranks without the published table, and computed against published direction."""
    place = ranks(
        nearer(combine(bench.evidence), experts.related), bench.profiles.codes, LIBRARIANS
    )
    rows, at = bench.profiles.rows, positions(bench.profiles)
    focus = at[rows[LIBRARIANS]]
    print("\n| neighbour | rank | published | rung | computed | rung | education here |")
    print("|---|---|---|---|---|---|---|")
    for edge in base.published_edges(LIBRARIANS):
        row = rows.get(edge.neighbour.onet)
        if row is None:
            continue
        ours = ladder.direction(focus, at[row])
        mark = "" if ours == edge.direction else " **differs**"
        preparation = base.preparation(edge.neighbour)
        asked = preparation.entry_education.value if preparation else ""
        print(
            f"| {edge.title} | {place[edge.neighbour.soc]} | {edge.direction} | {edge.rung} "
            f"| {ours}{mark} | {ladder.rung(focus, at[row])} | {asked} |"
        )


def band_table(bench: Bench) -> None:
    """What a computed similarity means: how often experts list such a pair."""
    upper = np.triu_indices(len(bench.profiles.codes), 1)
    similarity = 100 * combine(bench.evidence)[upper]
    listed = (bench.primary | bench.primary.T)[upper]
    names = np.array([band(value) for value in similarity])
    print("\n| similarity | meaning | pairs | of them listed by experts |\n|---|---|---|---|")
    for floor, name in BANDS:
        here = names == name
        print(f"| {floor:.0f} and more | {name} | {here.sum()} | {listed[here].mean():.0%} |")


def times(base: KnowledgeBase) -> None:
    """CPU milliseconds of a neighbour query and of a path."""
    network = Network.of(base)
    codes = [o.code for o in base.occupations() if o.code.onet in network.rows]
    queries, routes = [], []
    for code, other in zip(codes[::7], reversed(codes[::7]), strict=True):
        started = time.process_time()
        base.lattice(code)
        queries.append(time.process_time() - started)
        if code == other:
            continue
        started = time.process_time()
        find(network, base, code, other)
        routes.append(time.process_time() - started)
    print("\n| question | p50 ms | p95 ms |\n|---|---|---|")
    for name, spent in (("neighbours", queries), ("path", routes)):
        cuts = statistics.quantiles(spent, n=20)
        print(f"| {name} | {1000 * statistics.median(spent):.1f} | {1000 * cuts[-1]:.1f} |")


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build")
    base = KnowledgeBase.open(folder / "knowledge.sqlite")
    bench = Bench.read(folder)
    experts = Experts.read(bench.profiles)
    evidence_table(bench, experts.related)
    seed_table(bench, experts, base)
    band_table(bench)
    times(base)


if __name__ == "__main__":
    main()
