"""The index is built from the knowledge base, embeds each title once, and refuses damage."""

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from knowledge.errors import UnusableKnowledge
from knowledge.titles.cells import Cells, cluster
from knowledge.titles.grams import GramIndex
from knowledge.titles.index import FILE, TitleIndex, build_index, make_index
from tests.knowledge.titles.conftest import SpellingEncoder


def test_what_is_written_is_what_is_read(index: TitleIndex, tmp_path: Path) -> None:
    index.write(tmp_path / FILE)
    again = TitleIndex.read(tmp_path / FILE)
    assert again.titles == index.titles
    assert again.majors["civil engineering"] == ["17-2051"]
    assert again.majors == index.majors
    assert np.array_equal(again.vectors, index.vectors)
    assert np.array_equal(again.grams.postings, index.grams.postings)


def test_an_unchanged_title_is_not_embedded_again(
    connection: sqlite3.Connection, tmp_path: Path
) -> None:
    build_index(connection, tmp_path, SpellingEncoder())
    connection.execute("INSERT INTO title VALUES ('25-4011.00', 'Film Archivist', 'alternate')")
    encoder = SpellingEncoder()
    build_index(connection, tmp_path, encoder)
    assert "film archivist" in encoder.encoded
    assert "archivist" not in encoder.encoded


def test_another_encoders_vectors_are_not_reused(
    connection: sqlite3.Connection, index: TitleIndex
) -> None:
    other = SpellingEncoder()
    other.fingerprint = "another"
    make_index(connection, other, earlier=index)
    assert "archivist" in other.encoded


def test_an_index_of_another_encoder_is_refused(index: TitleIndex) -> None:
    with pytest.raises(UnusableKnowledge, match="another sentence encoder"):
        index.require("another", "titles.npz")


def test_a_missing_index_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnusableKnowledge, match="missing"):
        TitleIndex.read(tmp_path / FILE)


@pytest.mark.parametrize("content", [b"", b"not an archive", b"PK\x03\x04 cut off"])
def test_a_damaged_index_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(UnusableKnowledge, match="damaged"):
        TitleIndex.read(tmp_path / FILE)


def test_a_search_by_cells_finds_what_an_exact_search_finds() -> None:
    random = np.random.default_rng(1)
    middles = random.normal(size=(60, 32))
    vectors = (middles[random.integers(60, size=5000)] + random.normal(0, 0.4, (5000, 32))).astype(
        np.float32
    )
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    cells = Cells.of(vectors, *cluster(vectors))
    for query in vectors[::500]:
        exact = set(np.argsort(-(vectors @ query))[:20].tolist())
        rows, cosines = cells.nearest(query, 20)
        assert len(exact & set(rows.tolist())) >= 18
        assert np.all(np.diff(cosines) <= 0)


def test_titles_spelt_alike_are_found_by_their_letters() -> None:
    titles = ["school librarian", "plumber", "library assistant", "welder"]
    rows, cosines = GramIndex.of(titles).nearest("libarian", 2)
    assert titles[rows[0]] == "school librarian"
    assert 0 < cosines[0] < 1
