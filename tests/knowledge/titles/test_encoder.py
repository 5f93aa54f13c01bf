"""The encoder is found without a network, and the shipped vectors are its own."""

from pathlib import Path

import numpy as np
import pytest

from knowledge.titles.encoder import NoEncoder, SentenceEncoder, find_weights
from knowledge.titles.vectors import digest, load_heads, load_space, to_bytes


def test_a_directory_without_a_model_is_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("LATTICE_ENCODER", str(tmp_path))
    with pytest.raises(NoEncoder, match="LATTICE_ENCODER"):
        find_weights()


def test_an_operators_directory_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    monkeypatch.setenv("LATTICE_ENCODER", str(tmp_path))
    assert find_weights() == tmp_path


def test_another_encoder_gets_no_shipped_vectors_or_heads() -> None:
    assert load_space("another").projection is None
    assert not load_space("another").shipped
    assert load_heads("another") is None


@pytest.mark.model
def test_the_shipped_vectors_are_those_of_the_default_encoder() -> None:
    encoder = SentenceEncoder()
    space, titles = load_space(encoder.fingerprint), ["librarian", "registered nurse"]
    shipped = np.stack([space.shipped[digest(title)] for title in titles]).astype(int)
    fresh = to_bytes(space.place(encoder.encode(titles))).astype(int)
    assert np.abs(shipped - fresh).max() <= 2


@pytest.mark.model
def test_the_adapter_is_of_the_default_encoder_and_changes_its_vectors() -> None:
    plain, adapted = SentenceEncoder(adapted=False), SentenceEncoder()
    assert plain.fingerprint != adapted.fingerprint
    one, other = plain.encode(["bricklayer"])[0], adapted.encode(["bricklayer"])[0]
    assert 0.5 < one @ other < 0.999


@pytest.mark.model
def test_the_probe_tells_a_librarian_from_a_sandwich() -> None:
    encoder = SentenceEncoder()
    heads = load_heads(encoder.fingerprint)
    assert heads is not None
    job, thing = load_space(encoder.fingerprint).place(encoder.encode(["librarian", "sandwich"]))
    assert heads.probe.odds(job) > 0 > heads.probe.odds(thing)
