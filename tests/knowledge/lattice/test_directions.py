import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from knowledge.lattice_directions import Stated, settle

SIZE = 7
everyone = ~np.eye(SIZE, dtype=bool)
rows = st.integers(0, SIZE - 1)
stated = st.builds(
    Stated,
    focus=rows,
    neighbour=rows,
    direction=st.sampled_from(["advance", "transfer", "feeder"]),
    rung=st.one_of(st.none(), st.integers(-5, 5)),
).filter(lambda step: step.focus != step.neighbour)
ladders = st.lists(st.floats(0, 7), min_size=SIZE, max_size=SIZE).map(np.array)


def has_cycle(up):
    """Whether strict advances run in a circle: removing sinks again and again empties no cycle."""
    left = np.ones(len(up), dtype=bool)
    while True:
        sinks = left & ~(up & left[None, :]).any(axis=1)
        if not sinks.any():
            return bool(left.any())
        left &= ~sinks


@given(ladders, st.lists(stated, max_size=12))
def test_strict_advances_never_run_in_a_circle_whatever_states_publish(positions, published):
    steps = settle(positions, everyone, published)
    assert not has_cycle((steps.rungs > 0) & everyone)


@given(ladders, st.lists(stated, max_size=12))
def test_the_way_back_is_the_opposite_of_the_way_there(positions, published):
    rungs = settle(positions, everyone, published).rungs
    assert (rungs == -rungs.T).all()


def test_a_published_transfer_replaces_a_computed_advance():
    positions = np.array([5.0, 4.0])
    steps = settle(positions, ~np.eye(2, dtype=bool), [Stated(0, 1, "transfer", 0)])
    assert steps.direction(0, 1) == "transfer"
    assert settle(positions, ~np.eye(2, dtype=bool), []).direction(0, 1) == "feeder"


def test_a_published_rung_is_kept_and_a_blank_one_is_a_step():
    edges = ~np.eye(3, dtype=bool)
    published = [Stated(0, 1, "feeder", -4), Stated(0, 2, "feeder", None)]
    steps = settle(np.array([5.0, 4.9, 5.0]), edges, published)
    assert steps.rungs[0].tolist() == [0, -4, -1]


def test_a_published_advance_that_would_close_a_circle_is_left_out():
    edges = ~np.eye(3, dtype=bool)
    steps = settle(np.array([1.0, 2.0, 3.0]), edges, [Stated(2, 0, "advance", 1)])
    assert steps.direction(2, 0) == "feeder"


def test_an_occupation_without_place_is_level_with_all():
    steps = settle(np.array([np.nan, 4.0]), ~np.eye(2, dtype=bool), [])
    assert steps.direction(0, 1) == steps.direction(1, 0) == "transfer"
