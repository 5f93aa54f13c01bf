"""The encoder is found without a network, and the shipped vectors are its own."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from knowledge.titles.encoder import (
    FEW,
    NoEncoder,
    QuickEncoder,
    SentenceEncoder,
    encoder_for_questions,
    find_weights,
    real_words,
)
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


def test_only_whole_plain_words_of_a_vocabulary_are_real(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "config.json").write_text("{}")
    monkeypatch.setenv("LATTICE_ENCODER", str(tmp_path))
    assert real_words() == frozenset()
    (tmp_path / "vocab.txt").write_text("[CLS]\n##er\n1999\nbiker\n日\n", encoding="utf-8")
    assert real_words() == {"biker"}


@pytest.mark.model
def test_the_default_encoder_knows_real_words() -> None:
    assert {"biker", "herring", "spectator"} <= real_words()
    assert not {"electrition", "bakr"} & real_words()


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


TEXTS = ["librarian", "i work the register at target", "¿enfermera?", "?", "welder " * 400]


@pytest.mark.model
@pytest.mark.parametrize("adapted", [False, True])
def test_the_quick_encoder_gives_the_vectors_of_sentence_transformers(adapted: bool) -> None:
    quick, whole = QuickEncoder(adapted=adapted), SentenceEncoder(adapted=adapted)
    assert quick.fingerprint == whole.fingerprint
    assert np.abs(quick.encode(TEXTS) - whole.encode(TEXTS)).max() < 1e-5


@pytest.mark.model
def test_many_texts_at_once_get_the_same_vectors_as_few() -> None:
    texts = [f"helper number {number}" for number in range(FEW + 1)]
    encoder = QuickEncoder()
    assert np.abs(encoder.encode(texts)[:3] - encoder.encode(texts[:3])).max() < 1e-5


@pytest.mark.model
def test_a_title_is_matched_without_loading_pytorch(knowledge_path: Path) -> None:
    code = (
        "import sys; from knowledge.titles.matcher import Matcher; "
        f"Matcher.open({str(knowledge_path.parent)!r}).match('gi doctor'); "
        "print('torch' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_an_operators_model_runs_as_its_library_runs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert isinstance(encoder_for_questions(), QuickEncoder)
    (tmp_path / "config.json").write_text("{}")
    monkeypatch.setenv("LATTICE_ENCODER", str(tmp_path))
    assert isinstance(encoder_for_questions(), SentenceEncoder)
