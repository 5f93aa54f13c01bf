"""What must hold in the lattice that we build from the facts we ship."""

import statistics
import time
from itertools import pairwise

import numpy as np
import pytest

from knowledge.commands.lattice import wire_of
from knowledge.focus import neighbours_of
from knowledge.lattice_picture import svg
from knowledge.model import SocCode
from knowledge.paths import FLOOR, Network, find
from tests.knowledge.lattice.test_directions import has_cycle

SEED = {
    "advance": {"25-1082", "25-9031"},
    "transfer": {"25-2021", "25-2022", "25-2031"},
    "feeders": {"25-4011", "25-4012", "25-4031", "43-4121", "25-9042"},
}


@pytest.fixture(scope="module")
def edges(knowledge):
    found = knowledge.reader.rows(
        "SELECT onet_soc, neighbour, direction, rung, similarity FROM edge"
    )
    return [tuple(row) for row in found]


@pytest.fixture(scope="module")
def network(knowledge):
    return Network.of(knowledge)


def test_transfers_and_all_other_steps_are_mutual(edges):
    opposite = {"advance": "feeder", "feeder": "advance", "transfer": "transfer"}
    there = {(a, b): (way, rung, near) for a, b, way, rung, near in edges}
    wrong = [
        (a, b)
        for (a, b), (way, rung, near) in there.items()
        if there.get((b, a)) != (opposite[way], -rung, near)
    ]
    assert wrong == []


def test_no_occupation_is_its_own_neighbour(edges):
    assert [a for a, b, *_ in edges if a == b] == []


def test_strict_advances_run_in_no_circle(edges):
    rows = {code: row for row, code in enumerate(sorted({edge[0] for edge in edges}))}
    up = np.zeros((len(rows), len(rows)), dtype=bool)
    for a, b, way, *_ in edges:
        up[rows[a], rows[b]] = way == "advance"
    assert not has_cycle(up)


def test_every_profiled_occupation_has_at_least_25_neighbours(knowledge):
    for occupation in knowledge.occupations():
        if occupation.has_text and occupation.code.detail == "00":
            answer = wire_of(knowledge, occupation.code.soc)
            lists = (answer[name] for name in SEED)
            near = {n["soc"] for neighbours in lists for n in neighbours}
            assert len(near - {occupation.code.soc}) >= 25, occupation.title


def test_librarians_have_the_neighbours_alaska_publishes_each_in_its_list(knowledge):
    answer = wire_of(knowledge, "25-4022")
    for name, expected in SEED.items():
        assert expected <= {n["soc"] for n in answer[name]}, name


def test_customs_brokers_are_no_neighbours_of_librarians(knowledge):
    lattice = knowledge.lattice("25-4022")
    titles = [e.title for e in (*lattice.advance, *lattice.transfer, *lattice.feeders)]
    assert "Customs Brokers" not in titles


@pytest.mark.parametrize(
    ("start", "goal"),
    [
        ("41-2011", "29-1141"),
        ("25-9042", "25-4022"),
        ("35-3023", "15-1252"),
        ("53-3032", "29-1243"),
    ],
)
def test_paths_are_realistic_rows_of_edges(knowledge, network, start, goal):
    route = find(network, knowledge, SocCode(start), SocCode(goal))
    assert route.paths
    for path in route.paths:
        at = path.start
        for step in path.steps:
            assert network.similarity[network.row(at), network.row(step.code)] >= FLOOR
            at = step.code
        assert at == SocCode(goal)
    assert all(a.cost <= b.cost for a, b in pairwise(route.paths))


def test_a_neighbour_query_takes_five_milliseconds_at_most(knowledge):
    codes = [o.code for o in knowledge.occupations() if o.has_text][::9]
    spent = []
    for code in codes:
        started = time.process_time()
        knowledge.lattice(code)
        spent.append(time.process_time() - started)
    assert statistics.median(spent) <= 0.005


@pytest.mark.parametrize("code", ["25-4022", "29-1141", "41-2011"])
def test_the_picture_of_a_real_lattice_names_its_nearest_neighbours(knowledge, code):
    lattice = knowledge.lattice(code)
    drawing = svg(lattice, knowledge.occupation(code).title, narrow=True)
    assert lattice.transfer[0].title.replace("&", "&amp;") in drawing


def test_a_collecting_code_is_drawn_for_its_details_and_a_military_one_stays_empty(knowledge):
    assert neighbours_of(knowledge, "15-1299").advance
    infantry = neighbours_of(knowledge, "55-3016")
    assert not (infantry.advance or infantry.transfer or infantry.feeders)
