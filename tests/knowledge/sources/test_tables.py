"""Delimited text in and out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import MalformedRelease
from knowledge.sources.tables import read_delimited, read_table, write_table

cells = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\t\r\n"))


@given(st.lists(st.tuples(cells, cells)))
def test_a_written_table_reads_back_as_it_was(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("table") / "t.tsv"
    assert write_table(path, ("a", "b"), rows) == len(rows)
    assert [tuple(found) for _, found in read_table(path, ("a", "b"))] == rows


def test_a_cell_that_would_break_the_table_is_refused(tmp_path):
    with pytest.raises(ValueError, match="tab or a line end"):
        write_table(tmp_path / "t.tsv", ("a",), [("one\ttwo",)])


def test_another_header_is_named(tmp_path):
    write_table(tmp_path / "t.tsv", ("a", "b"), [])
    with pytest.raises(
        MalformedRelease, match=r"t.tsv, line 1: found 'a b'; expected the header x"
    ):
        list(read_table(tmp_path / "t.tsv", ("x",)))


def test_a_ragged_row_of_a_release_is_named_with_its_line():
    lines = ["a,b\r\n", '"one, two",3\r\n', "4\r\n"]
    with pytest.raises(MalformedRelease, match=r"f.csv, line 3: found '4'; expected 2 cells"):
        list(read_delimited(lines, "f.csv", ("a",)))
