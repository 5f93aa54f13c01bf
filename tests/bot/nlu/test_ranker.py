import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.ngrams import Vocabulary, letter_grams, word_grams
from bot.nlu.ranker import Ranker

TEXTS = ["how much does a nurse make", "nurse salary", "what does a nurse do", "duties of a nurse"]
LABELS = ["pay", "pay", "duties", "duties"]


def vectors(number, seed=0):
    made = np.random.default_rng(seed).normal(size=(number, 8)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def ranker():
    return Ranker.fit(TEXTS, vectors(4), LABELS)


def test_what_was_learned_is_known(ranker):
    for text, vector, label in zip(TEXTS, vectors(4), LABELS, strict=True):
        assert ranker.rank(text, vector)[0][0] == label


@given(st.text(max_size=100))
def test_confidences_are_shares_of_one(text):
    ranking = FITTED.rank(text, vectors(1, seed=1)[0])
    assert sum(score for _, score in ranking) == pytest.approx(1, abs=1e-5)
    assert [s for _, s in ranking] == sorted((s for _, s in ranking), reverse=True)


def test_a_saved_ranker_ranks_the_same(ranker, tmp_path):
    ranker.save(tmp_path)
    again = Ranker.read(tmp_path)
    vector = vectors(1, seed=2)[0]
    assert again.rank("nurse pay", vector) == ranker.rank("nurse pay", vector)


def test_fitting_twice_gives_the_same():
    one, two = (Ranker.fit(TEXTS, vectors(4), LABELS) for _ in range(2))
    assert np.array_equal(one.duals, two.duals)


def test_a_misspelling_shares_letters_with_the_word():
    vocabulary = Vocabulary.of([list(letter_grams("librarian"))], 1)
    shared, _ = vocabulary.weigh(list(letter_grams("libarian")))
    assert len(shared) > 10


def test_words_and_pairs_are_counted():
    assert list(word_grams("how much?")) == ["how", "much", "how much"]


FITTED = Ranker.fit(TEXTS, vectors(4), LABELS)
