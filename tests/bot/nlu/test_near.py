import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.near import Near


def unit_vectors(number, seed):
    made = np.random.default_rng(seed).normal(size=(number, 48)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@given(st.integers(1, 40), st.integers(0, 2**32 - 1))
def test_cosines_in_eight_bits_are_near_the_exact_ones(number, seed):
    kept, asked = unit_vectors(number, seed), unit_vectors(1, seed + 1)[0]
    assert Near.of(kept).cosines(asked) == pytest.approx(kept @ asked, abs=0.02)


def test_a_vector_is_nearest_to_itself():
    kept = unit_vectors(300, 3)
    near = Near.of(kept)
    assert [int(near.cosines(vector).argmax()) for vector in kept[::30]] == list(range(0, 300, 30))
