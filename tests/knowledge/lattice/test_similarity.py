import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from knowledge.lattice import (
    BANDS,
    WEIGHTS,
    affinity,
    band,
    combine,
    cosine,
    nearer,
    neighbours,
    overlap,
    strength,
)

SIZE = 8
unit = st.floats(0, 1, width=32)


@st.composite
def symmetric(draw, low=0.0):
    square = draw(arrays(np.float32, (SIZE, SIZE), elements=st.floats(low, 1, width=32)))
    return np.triu(square, 1) + np.triu(square, 1).T


def test_equal_profiles_are_identical_and_opposite_ones_are_not():
    rows = np.array([[1, 0], [1, 0], [0, 1]], dtype=np.float32)
    close = cosine(rows)
    assert close[0, 1] == pytest.approx(1)
    assert close[0, 2] < 0


def test_an_unrated_occupation_is_close_to_none_and_leaves_the_others_alone():
    rows = np.array([[1, 0], [0.5, 1], [np.nan, np.nan]], dtype=np.float32)
    close = cosine(rows)
    assert np.isnan(close[2]).all()
    assert np.isnan(close[:, 2]).all()
    assert not np.isnan(close[:2, :2]).any()


def test_a_term_that_everybody_has_makes_nobody_close():
    counts = np.array([[1, 1, 0], [1, 0, 1], [1, 1, 0]], dtype=np.float32)
    shared = overlap(counts)
    assert shared[0, 2] == pytest.approx(1)
    assert shared[0, 1] == pytest.approx(0)


def test_occupations_of_the_same_employers_are_alike_whatever_their_size():
    jobs = np.array([[10, 90], [100, 900], [50, 0], [0, 0]], dtype=np.float32)
    alike = affinity(jobs)
    assert alike[0, 1] == pytest.approx(1, abs=1e-5)
    assert alike[0, 2] < 0.5
    assert np.isnan(alike[3]).all()


@given(symmetric())
def test_strength_keeps_the_order_of_pairs(close):
    measured = strength(close)
    above = close > np.median(close[np.triu_indices(SIZE, 1)])
    order = np.argsort(close[above], kind="stable")
    assert (np.diff(measured[above][order]) >= -1e-6).all()
    assert (measured >= -1).all()
    assert (measured <= 1).all()


@given(symmetric(-1.0), symmetric(-1.0), unit)
def test_similarity_is_symmetric_and_more_evidence_never_lowers_it(one, other, more):
    evidence = {"titles": one, "knowledge": other}
    base = combine(evidence)
    raised = combine({**evidence, "titles": np.minimum(one + more, 1)})
    assert np.allclose(base, base.T)
    assert (base >= 0).all()
    assert (raised >= base - 1e-6).all()


def test_missing_evidence_is_left_out_of_the_mean():
    full = np.full((2, 2), 0.5, dtype=np.float32)
    unknown = np.full((2, 2), np.nan, dtype=np.float32)
    assert combine({"titles": full, "knowledge": unknown}) == pytest.approx(full)


def test_a_pair_of_which_nothing_is_known_has_similarity_zero():
    unknown = np.full((2, 2), np.nan, dtype=np.float32)
    assert (combine({"titles": unknown}) == 0).all()


@given(symmetric(), symmetric())
def test_experts_only_bring_occupations_nearer(similarity, share):
    closer = nearer(similarity, share)
    assert (closer >= similarity - 1e-6).all()
    assert (closer <= 1 + 1e-6).all()


@given(symmetric(), st.lists(st.integers(0, 5), min_size=SIZE, max_size=SIZE), st.integers(1, 4))
def test_neighbours_are_mutual_never_oneself_never_of_the_same_group(similarity, groups, count):
    numbers = np.array(groups)
    chosen = neighbours(similarity, numbers, numbers, count)
    assert (chosen == chosen.T).all()
    assert not chosen[numbers[:, None] == numbers[None, :]].any()
    for row in range(SIZE):
        others = len(set(groups) - {groups[row]})
        assert len(set(numbers[chosen[row]])) >= min(count, others)


def test_the_nearest_neighbour_is_always_chosen():
    similarity = np.array([[0, 0.9, 0.1], [0.9, 0, 0.2], [0.1, 0.2, 0]], dtype=np.float32)
    chosen = neighbours(similarity, np.arange(3), np.arange(3), 1)
    assert chosen[0, 1]
    assert chosen[2, 1]
    assert not chosen[0, 2]


def test_weights_are_positive_and_sum_to_one():
    assert min(WEIGHTS.values()) > 0
    assert sum(WEIGHTS.values()) == pytest.approx(1)


@pytest.mark.parametrize(
    ("similarity", "meaning"),
    [(100, "very close"), (60, "very close"), (59.9, "close"), (0, "far")],
)
def test_every_similarity_has_a_meaning(similarity, meaning):
    assert band(similarity) == meaning
    assert [floor for floor, _ in BANDS] == sorted((f for f, _ in BANDS), reverse=True)


def test_details_of_an_all_other_code_are_neighbours_and_count_once():
    similarity = np.full((4, 4), 0.9, dtype=np.float32)
    similarity[:, 3] = similarity[3, :] = 0.1
    chosen = neighbours(similarity, np.arange(4), np.array([0, 1, 1, 2]), 2)
    assert chosen[0, [1, 2, 3]].all()
