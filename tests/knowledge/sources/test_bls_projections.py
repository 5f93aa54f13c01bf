"""BLS projections as published, with their traps: thousands, ``None``, dashes, footnotes."""

from __future__ import annotations

import sqlite3
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import MalformedRelease
from knowledge.sources import bls_projections
from knowledge.sources.bls_projections import LEVELS, read_attainment, read_projections
from tests.fixtures.releases import made

HEADER, FIRST_LINE = 1, 2
SCHEMA = Path(bls_projections.__file__).parents[1] / "schema.sql"


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    return made.projections(tmp_path_factory.mktemp("projections"))


@pytest.fixture(scope="module")
def rows(release) -> dict[str, bls_projections.Projection]:
    return {row.code: row for row in read_projections(release)}


def changed(line: int, cell: int, value: object) -> list[made.Line]:
    table = deepcopy(made.TABLE_1_2)
    table[line][cell] = value
    return table


def error_of(folder: Path) -> str:
    with pytest.raises(MalformedRelease) as caught:
        list(read_projections(folder))
    return str(caught.value)


def test_thousands_become_jobs(rows) -> None:
    librarians = rows["25-4022"]
    assert (librarians.employment, librarians.employment_projected) == (142100, 144400)
    assert (librarians.employment_change, librarians.growth) == (2300, 1.6)
    assert (librarians.openings, librarians.exits, librarians.transfers) == (13600, 7300, 5900)


def test_decline_stays_negative(rows) -> None:
    assert rows["25-9045"].employment_change == -21100
    assert rows["25-9045"].growth == -1.5


def test_the_word_none_is_a_value_and_a_dash_is_not(rows) -> None:
    assert rows["25-4022"].work_experience == "None"
    assert rows["25-4022"].training == "None"
    assert rows["25-4022"].self_employed is None
    assert rows["00-0000"].entry_education is None


def test_the_total_and_major_groups_are_kept_and_smaller_groups_are_not(rows) -> None:
    assert set(rows) == {"00-0000", "25-0000", "25-4022", "25-9045", "27-2011", "29-1249"}


def test_the_span_and_the_survey_years_come_from_the_release(release) -> None:
    assert bls_projections.period(release) == "2024-34"
    assert bls_projections.attainment_period(release) == "2022-23"


def test_attainment_keeps_every_level(release) -> None:
    found = {row.code: row.percent for row in read_attainment(release)}
    assert found["25-4022"] == (0.5, 4.5, 8, 5, 29, 50, 3)


def test_compact_files_give_back_none_as_a_word_and_dashes_as_nothing(tmp_path, release) -> None:
    bls_projections.derive(release, tmp_path)
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    bls_projections.load(connection, tmp_path)
    query = "SELECT employment, growth, self_employed, work_experience FROM projection"
    found = connection.execute(f"{query} WHERE bls_code = '25-4022'").fetchone()
    assert found == (142100, 1.6, None, "None")
    levels = connection.execute("SELECT count(*) FROM attainment").fetchone()[0]
    assert levels == 2 * len(LEVELS)


@pytest.mark.parametrize(
    ("line", "cell", "value", "expected"),
    [
        (HEADER, 9, "Openings", "(openings)"),
        (HEADER, 1, "Code", "(code)"),
        (5, 1, "25-402", "a code such as 25-4022"),
        (5, 2, "Group", "Line item or Summary as type"),
        (5, 3, "many", "a number as employment"),
        (5, 3, None, "a number as employment"),
        (5, 8, "?", "a number as self-employed"),
        (5, 11, "Masters", "as entry education"),
        (5, 12, "\u2014", "one of None; Less than 5 years; 5 years or more"),
        (5, 13, None, "as training"),
        (6, 1, "25-4022", "each code once"),
        (6, 1, "25-9999", "a code that Table 1.10 has too"),
    ],
)
def test_a_wrong_cell_is_named_with_file_line_and_what_would_be_right(
    tmp_path, line: int, cell: int, value: object, expected: str
) -> None:
    folder = made.projections(tmp_path, table_1_2=changed(line, cell, value))
    message = error_of(folder)
    assert f"occupation.xlsx [Table 1.2], line {line + 1}" in message
    assert expected in message


def test_a_missing_workbook_or_sheet_is_named(tmp_path) -> None:
    assert "occupation.xlsx" in error_of(tmp_path / "nothing")
    made.workbook(tmp_path / "occupation.xlsx", {"Table 1.2": made.TABLE_1_2})
    assert "a sheet 'Table 1.10'" in error_of(tmp_path)


def test_a_file_that_is_no_workbook_is_refused(tmp_path) -> None:
    (tmp_path / "occupation.xlsx").write_text("<html>Access denied</html>", encoding="utf-8")
    assert "an .xlsx workbook" in error_of(tmp_path)


def test_a_header_without_a_span_is_refused(tmp_path) -> None:
    table = changed(HEADER, 6, "Employment change, numeric")
    folder = made.projections(tmp_path, table_1_2=table)
    with pytest.raises(MalformedRelease, match="a span such as 2024-34"):
        bls_projections.period(folder)


@given(kept=st.integers(min_value=2, max_value=13))
def test_a_line_cut_short_is_never_read_as_data(tmp_path_factory, kept: int) -> None:
    table = deepcopy(made.TABLE_1_2)
    table[5] = table[5][:kept]
    folder = made.projections(tmp_path_factory.mktemp("cut"), table_1_2=table)
    assert "[Table 1.2], line 6" in error_of(folder)
