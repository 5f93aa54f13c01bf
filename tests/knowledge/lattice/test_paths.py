import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knowledge import paths
from knowledge.model import SocCode
from knowledge.paths import MAX_STEPS, Network, NoProfile, SamePlace, cheapest, find
from tests.fixtures import small_base as hand_made

SIZE = 6
costs = arrays(
    np.float32, (SIZE, SIZE), elements=st.sampled_from([np.inf, 1.0, 1.5, 2.0, 3.25, 7.0])
)


def price(cost, rows):
    return sum(float(cost[a, b]) for a, b in itertools.pairwise(rows))


def cheapest_by_trying_all(cost, start, goal):
    between = [row for row in range(SIZE) if row not in (start, goal)]
    tried = (
        price(cost, (start, *stops, goal))
        for number in range(MAX_STEPS)
        for stops in itertools.permutations(between, min(number, len(between)))
    )
    return min(tried)


@given(costs)
def test_the_path_found_is_as_cheap_as_the_cheapest_of_all(cost):
    rows = cheapest(cost, 0, SIZE - 1)
    expected = cheapest_by_trying_all(cost, 0, SIZE - 1)
    if np.isinf(expected):
        assert rows == []
    else:
        assert rows[0] == 0
        assert rows[-1] == SIZE - 1
        assert price(cost, rows) == pytest.approx(expected)
        assert len(rows) - 1 <= MAX_STEPS


@pytest.fixture
def base():
    """Four occupations in a row, each two rungs apart, and one that stands alone."""
    connection = hand_made.connect()
    connection.execute("DELETE FROM edge")
    chain = [hand_made.TEACHING_ASSISTANTS, hand_made.LIBRARY_TECHNICIANS, hand_made.LIBRARIANS]
    for low, high in itertools.pairwise(chain):
        add_edge(connection, low, high, 2, 70.0)
    add_edge(connection, hand_made.ACTORS, hand_made.NURSES, 0, 12.0)
    return hand_made.KnowledgeBase(connection)


def add_edge(connection, low, high, rung, similarity, solid=0):
    up, down = ("advance", "feeder") if rung else ("transfer", "transfer")
    for row in ((low, high, up, rung), (high, low, down, -rung)):
        values = (*row, similarity, solid, "[]")
        connection.execute("INSERT INTO edge VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def route(base, start, goal):
    return find(Network.of(base), base, SocCode.parse(start), SocCode.parse(goal))


def test_a_path_is_made_of_steps_of_the_lattice_and_its_costs_sum_up(base):
    (path,) = route(base, hand_made.TEACHING_ASSISTANTS, hand_made.LIBRARIANS).paths
    assert [step.code.onet for step in path.steps] == [
        hand_made.LIBRARY_TECHNICIANS,
        hand_made.LIBRARIANS,
    ]
    at = path.start
    for step in path.steps:
        assert step == paths.edge_between(base, at, step.code)
        at = step.code
    each = [paths.step_cost(step.rung, step.similarity) for step in path.steps]
    assert path.cost == pytest.approx(sum(each), abs=0.01)


def test_schooling_counts_only_what_the_path_has_not_had_before(base):
    (path,) = route(base, hand_made.TEACHING_ASSISTANTS, hand_made.LIBRARIANS).paths
    assert path.schooling == (0, 5)
    assert path.total_schooling == 5


def test_the_way_down_asks_no_schooling(base):
    (path,) = route(base, hand_made.LIBRARIANS, hand_made.TEACHING_ASSISTANTS).paths
    assert path.total_schooling == 0


def test_without_a_path_the_nearest_reachable_job_is_named(base):
    add_edge(base.reader.connection, hand_made.LIBRARIANS, hand_made.NURSES, 0, 20.0)
    found = route(base, hand_made.TEACHING_ASSISTANTS, hand_made.NURSES)
    assert found.paths == ()
    assert found.nearest == SocCode.parse(hand_made.LIBRARIANS)


def test_without_anything_near_there_is_nothing_to_offer(base):
    found = route(base, hand_made.LIBRARIANS, hand_made.ACTORS)
    assert found.paths == ()
    assert found.nearest is None


def test_start_and_goal_must_differ(base):
    with pytest.raises(SamePlace, match=r"25-4022\.00"):
        route(base, hand_made.LIBRARIANS, hand_made.LIBRARIANS)


def test_an_end_without_profile_is_named(base):
    with pytest.raises(NoProfile, match=r"55-3016\.00"):
        route(base, hand_made.LIBRARIANS, hand_made.INFANTRY)


@pytest.mark.parametrize(
    ("rung", "similarity", "solid", "expected"),
    [(2, 50, False, True), (4, 50, False, False), (4, 50, True, True), (0, 20, True, False)],
)
def test_a_realistic_step_is_near_and_climbs_little_unless_experts_list_it(
    rung, similarity, solid, expected
):
    assert paths.realistic(rung, similarity, solid) is expected
