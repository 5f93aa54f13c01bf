"""The adapter is thin, belongs to one encoder, and is learned from titles."""

from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from knowledge.titles import adapter, fit_adapter
from knowledge.titles.adapter import Adapter
from knowledge.titles.encoder import SentenceEncoder
from knowledge.titles.fit_adapter import Lesson

TITLES = [("school librarian", {0}), ("head librarian", {0}), ("icu nurse", {1}), ("clerk", {0, 1})]
SENTENCES = [("lends books to people", 0), ("cares for the sick", 1)]


def thin(base: str = "that encoder") -> Adapter:
    random = np.random.default_rng(3)
    down, up = random.normal(size=(1, 4)), random.normal(size=(3, 1))
    return Adapter(base, {"0": down.astype(np.float16)}, {"0": up.astype(np.float16)})


def test_it_adds_the_product_of_its_two_parts_to_a_layer() -> None:
    network = torch.nn.Sequential(torch.nn.Linear(4, 3))
    before = network[0].weight.detach().clone()
    thin().add_to(network)
    added = (network[0].weight - before).detach().numpy()
    assert np.allclose(added, thin().up["0"].astype(float) @ thin().down["0"], atol=1e-3)


def test_what_is_written_is_read_for_its_own_encoder_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adapter, "FILE", tmp_path / "adapter.npz")
    thin().write(tmp_path / "adapter.npz")
    read = adapter.load("that encoder")
    assert read is not None
    assert read.fingerprint == thin().fingerprint
    assert adapter.load("another") is None
    adapter.load.cache_clear()


def test_another_base_or_another_number_is_another_fingerprint() -> None:
    other = thin()
    other.up["0"][0, 0] += 1
    assert len({thin().fingerprint, thin("another").fingerprint, other.fingerprint}) == 3


def test_a_step_draws_titles_and_sentences_of_the_occupations_it_chose() -> None:
    lesson = Lesson(TITLES, SENTENCES)
    rows = lesson.draw(np.array([[0, 1] * fit_adapter.NEAR] * 2))
    assert len(rows) == len(set(rows)) == len(TITLES) + len(SENTENCES)
    assert lesson.wanted(rows).sum() == 1 + len(rows)  # the clerk is of both


@given(st.lists(st.sampled_from(["night", "shift", "nurse"]), min_size=1, max_size=6))
def test_a_title_may_lose_a_word_but_never_its_last(words: list[str]) -> None:
    said = Lesson([(" ".join(words), {0})], []).said(0).split()
    assert said[-1] == words[-1]
    assert len(words) - len(said) in (0, 1)


@pytest.mark.model
@pytest.mark.slow
def test_a_few_steps_draw_the_titles_of_an_occupation_together(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(fit_adapter, "STEPS", 8)
    plain = SentenceEncoder(adapted=False)
    titles = ["zeppelin keeper", "gondola painter", "icu nurse", "ward nurse"]
    before = plain.encode(titles)
    lesson = Lesson(list(zip(titles, [{0}, {0}, {1}, {1}], strict=True)), SENTENCES)
    made = fit_adapter.fit_adapter(SentenceEncoder(adapted=False), lesson, before)
    learned = SentenceEncoder(adapted=False)
    made.add_to(learned.model[0].auto_model)
    after = learned.encode(titles)
    assert after[0] @ after[1] > before[0] @ before[1]
