"""OEWS as published, by both doors, and what each kind of wage becomes."""

from __future__ import annotations

import gzip
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import MalformedRelease
from knowledge.sources import bls_oews
from knowledge.sources.bls_oews import WageLine, read_areas, read_wages
from knowledge.sources.oews_release import open_release
from tests.fixtures.releases import made

DATA = "oe.data.0.Current"


@pytest.fixture(scope="module")
def wages() -> dict[tuple[str, str, str], WageLine]:
    with open_release(made.OEWS) as release:
        return {(row.bls_code, row.area, row.industry): row for row in read_wages(release)}


def test_published_wages_stand_as_published(wages) -> None:
    cells = wages["25-4022", "11260", "000000"].cells
    assert cells == (
        *("90", "20.01", "25.02", "30.03", "40.04", "50.05"),
        *("41620", "52040", "62460", "83280", "104100"),
        *("33.65", "70000"),
    )


def test_what_is_not_released_is_marked_and_never_zero(wages) -> None:
    assert set(wages["25-4022", "47900", "000000"].cells) == {"x"}


def test_top_coded_wages_are_at_least_the_threshold_of_footnote_5(wages) -> None:
    cells = wages["29-1249", "US", "000000"].cells
    assert cells[1:6] == ("40.1", "80.2", "115.00+", "115.00+", "115.00+")
    assert cells[6:11] == ("83400", "166800", "239200+", "239200+", "239200+")
    assert cells[11:] == ("115.00+", "239200+")


def test_pay_by_the_year_only_or_by_the_hour_only_is_not_applicable_otherwise(wages) -> None:
    assert set(wages["25-9045", "US", "000000"].cells[1:6]) == {"-"}
    assert wages["25-9045", "US", "000000"].cells[8] == "36000"
    assert set(wages["27-2011", "US", "000000"].cells[6:11]) == {"-"}
    assert wages["27-2011", "US", "000000"].cells[11:] == ("33.65", "-")
    assert wages["27-2011", "US", "000000"].cells[3] == "29.05"


def test_groups_other_than_major_and_private_ownership_are_left_out(wages) -> None:
    assert {code for code, _, _ in wages if code.endswith("000")} == {"00-0000", "25-0000"}
    assert {industry for _, _, industry in wages} == {"000000", "611000"}


def test_areas_get_the_codes_people_use() -> None:
    with open_release(made.OEWS) as release:
        found = {area.code: area for area in read_areas(release).values()}
    assert set(found) == {"US", "AK", "DC", "11260", "47900", "0200006"}
    assert found["47900"].states == ("DC", "VA", "MD", "WV")
    assert found["0200006"].kind == "nonmetro"
    assert found["0200006"].states == ("AK",)
    assert found["US"].name == "United States"


def test_flat_files_sqlite_and_its_gzip_give_the_same_compact_files(tmp_path) -> None:
    base = made.oews_sqlite(tmp_path / "oews.sqlite")
    packed = tmp_path / "oews.sqlite.gz"
    with base.open("rb") as plain, gzip.open(packed, "wb") as file:
        shutil.copyfileobj(plain, file)
    for name, release in (("flat", made.OEWS), ("sqlite", base), ("gzip", packed)):
        assert bls_oews.derive(release, tmp_path / name) == "May 2025"
    files = sorted(p.relative_to(tmp_path / "flat") for p in (tmp_path / "flat").rglob("*.*"))
    assert len(files) == 4
    for file in files:
        first = (tmp_path / "flat" / file).read_bytes()
        assert first == (tmp_path / "sqlite" / file).read_bytes()
        assert first == (tmp_path / "gzip" / file).read_bytes()


def damaged(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = made.oews(tmp_path / "oews")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
    return folder


def error_of(release: Path) -> str:
    with pytest.raises(MalformedRelease) as caught, open_release(release) as opened:
        list(read_wages(opened))
    return str(caught.value)


def test_an_unknown_occupation_is_named_with_its_line(tmp_path) -> None:
    folder = damaged(tmp_path, DATA, "25402201", "25402301")
    assert (
        error_of(folder)
        == f"{DATA}, line 2: found '254023'; expected an occupation of oe.occupation"
    )


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        (DATA, "0011260", "0011261", "an area of oe.area"),
        (DATA, "611000254022", "611001254022", "an industry of oe.industry"),
        (DATA, "OEUM", "XEUM", "a series such as"),
        (DATA, "41620", "4162O", "a number (data type 11)"),
        (DATA, "series_id", "series", "a column 'series_id'"),
        (DATA, "footnote_codes", "notes", "a column 'footnote_codes'"),
        ("oe.area", "areatype_code", "type", "a column 'areatype_code'"),
        ("oe.area", "\tS\t", "\tQ\t", "area type N, S or M"),
        ("oe.area", "02\t0200000", "99\t0200000", "a state's FIPS code"),
        ("oe.occupation", "\t3\t", "\tthree\t", "a display level"),
        ("oe.footnote", "$239,200 per year", "a lot", "footnote 5 as"),
        ("oe.release", "\t", "", "a column 'description'"),
    ],
)
def test_a_damaged_file_is_named_with_what_would_be_right(
    tmp_path, file: str, old: str, new: str, expected: str
) -> None:
    message = error_of(damaged(tmp_path, file, old, new))
    assert expected in message
    assert message.startswith("oe.")


def test_a_value_that_no_footnote_explains_is_refused(tmp_path) -> None:
    folder = damaged(tmp_path, DATA, "-\t8", "-\t")
    assert "or '-' with footnote 4, 5 or 8" in error_of(folder)


@pytest.mark.parametrize("name", ["oe.area", "oe.industry", "oe.occupation", DATA, "oe.footnote"])
def test_a_missing_flat_file_is_named(tmp_path, name: str) -> None:
    folder = made.oews(tmp_path / "oews")
    (folder / name).unlink()
    assert f"the official file {name}" in error_of(folder)


def test_a_release_that_is_not_there_is_named(tmp_path) -> None:
    assert "nowhere.sqlite" in error_of(tmp_path / "nowhere.sqlite")


def test_a_database_of_something_else_is_refused(tmp_path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE stamps (country)")
    assert "the tables cell, area" in error_of(path)


def test_a_file_that_is_no_database_or_gzip_is_refused(tmp_path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"no database at all" * 100)
    (tmp_path / "b.sqlite.gz").write_bytes(b"no gzip")
    assert "the tables cell, area" in error_of(tmp_path / "a.sqlite")
    assert "a gzip file" in error_of(tmp_path / "b.sqlite.gz")


def test_lines_of_a_series_that_stand_apart_are_refused(tmp_path) -> None:
    folder = made.oews(tmp_path / "oews")
    lines = (folder / DATA).read_text(encoding="utf-8").splitlines()
    (folder / DATA).write_text("\n".join([*lines, lines[1]]) + "\n", encoding="utf-8")
    assert "the lines of a series together" in error_of(folder)


@given(cells=st.integers(0, 9).filter(lambda count: count != 5), line=st.integers(1, 100))
def test_a_ragged_line_is_always_named_by_its_number(tmp_path_factory, cells, line) -> None:
    folder = made.oews(tmp_path_factory.mktemp("oews"))
    lines = (folder / DATA).read_text(encoding="utf-8").splitlines()
    lines[line] = "\t".join(["x"] * cells) if cells else "\t" * 7
    (folder / DATA).write_text("\n".join(lines) + "\n", encoding="utf-8")
    assert f"{DATA}, line {line + 1}" in error_of(folder)


def test_compact_wages_load_with_their_flags(tmp_path) -> None:
    connection = sqlite3.connect(":memory:")
    schema = Path(bls_oews.__file__).parents[1] / "schema.sql"
    connection.executescript(schema.read_text(encoding="utf-8"))
    bls_oews.load(connection, made.facts(tmp_path / "facts"))
    query = "SELECT employment, h50, a50, a90, flags FROM wage WHERE bls_code = ? AND area = ?"
    rows = {
        place: connection.execute(query, place).fetchone()
        for place in (("29-1249", "US"), ("25-4022", "47900"), ("27-2011", "US"))
    }
    assert rows["29-1249", "US"] == (23000, 115.0, 239200, 239200, "...+++..+++++")
    assert rows["25-4022", "47900"] == (None, None, None, None, "x" * 13)
    assert rows["27-2011", "US"] == (55000, 29.05, None, None, "......-----.-")
    kinds = dict(connection.execute("SELECT typeof(a50), count(*) FROM wage GROUP BY 1"))
    assert set(kinds) == {"integer", "null"}


def test_a_damaged_compact_file_is_named_with_its_line(tmp_path) -> None:
    facts = made.facts(tmp_path / "facts")
    path = facts / bls_oews.AREA_WAGES_FILE
    with gzip.open(path, "rt") as file:
        text = file.read()
    with gzip.open(path, "wt") as file:
        file.write(text.replace("\t90\t", "\t", 1))
    with pytest.raises(MalformedRelease, match=r"wages_by_area\.tsv\.gz, line \d+"):
        list(bls_oews.wage_rows(facts))


def test_a_compact_file_cut_short_is_named(tmp_path) -> None:
    facts = made.facts(tmp_path / "facts")
    path = facts / bls_oews.AREA_WAGES_FILE
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(MalformedRelease, match=r"wages_by_area\.tsv\.gz; expected a whole gzip"):
        list(bls_oews.wage_rows(facts))
