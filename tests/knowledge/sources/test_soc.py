"""SOC 2018: kinds, retired codes, and the codes that BLS combines."""

from __future__ import annotations

import sqlite3
from copy import deepcopy
from pathlib import Path

import pytest

from knowledge.errors import MalformedRelease
from knowledge.sources import soc
from tests.fixtures.releases import made

SCHEMA = Path(soc.__file__).parents[1] / "schema.sql"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory) -> sqlite3.Connection:
    folder = tmp_path_factory.mktemp("soc")
    soc.derive(made.soc(folder / "release"), folder / "facts")
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    soc.load(connection, folder / "facts")
    soc.link_handbook(connection, folder / "facts")
    return connection


def test_a_combined_occupation_points_to_its_group_and_names_it(loaded) -> None:
    query = "SELECT bls_code, bls_title FROM occupation WHERE onet_soc = ?"
    assert loaded.execute(query, ("25-9042.00",)).fetchone() == (
        "25-9045",
        "Teaching assistants, group",
    )
    assert loaded.execute(query, ("25-4022.00",)).fetchone() == ("25-4022", "")


def test_all_other_is_residual_and_55_is_military(loaded) -> None:
    kinds = dict(loaded.execute("SELECT soc, kind FROM occupation"))
    assert kinds["25-9049"] == "residual"
    assert kinds["25-4022"] == "detailed"
    assert kinds["55-3019"] == "military"


def test_only_changed_codes_are_retired_and_marks_of_their_titles_are_gone(loaded) -> None:
    rows = loaded.execute("SELECT * FROM retired_code ORDER BY soc2010, soc").fetchall()
    assert rows == [
        ("25-4021", "Librarians", "25-4022"),
        ("25-9041", "Teacher Assistants", "25-9042"),
        ("25-9041", "Teacher Assistants", "25-9049"),
    ]


def test_the_handbook_is_linked_where_it_has_a_profile(loaded) -> None:
    query = "SELECT ooh_title, ooh_url FROM occupation WHERE onet_soc = ?"
    assert loaded.execute(query, ("25-9049.00",)).fetchone() == (
        "Teacher assistants",
        "https://www.bls.gov/OOH/teacher-assistants.htm",
    )
    assert loaded.execute(query, ("27-2011.00",)).fetchone() == ("", "")


def test_official_and_direct_match_titles_are_kept_apart(loaded) -> None:
    query = "SELECT title, source FROM title WHERE onet_soc = '27-2011.00' ORDER BY source"
    assert loaded.execute(query).fetchall() == [("Narrator", "soc_direct"), ("Actors", "soc_title")]


def test_a_structure_line_with_two_codes_or_a_wrong_one_is_refused(tmp_path) -> None:
    two, wrong = deepcopy(made.STRUCTURE), deepcopy(made.STRUCTURE)
    two[6][2] = "25-4020"
    wrong[6][3] = "254022"
    for number, table in enumerate((two, wrong)):
        release = made.soc(tmp_path / str(number), structure=table)
        with pytest.raises(MalformedRelease, match=r"soc_structure_2018\.xlsx, line 7"):
            list(soc.read_structure(release / soc.STRUCTURE))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2018 SOC Code", "SOC", "a column '2018 SOC Code'"),
        ("25-4021,", "25-4O21,", "line 2: found '25-4O21'; expected a code"),
        ("27-2011,Actors,27-2011", "27-2011,Actors", "line 5"),
    ],
)
def test_a_damaged_crosswalk_is_named(tmp_path, old: str, new: str, expected: str) -> None:
    assert old in made.CROSSWALK_2010
    release = made.soc(tmp_path, crosswalk=made.CROSSWALK_2010.replace(old, new, 1))
    with pytest.raises(MalformedRelease) as caught:
        list(soc.read_retired(release / soc.CROSSWALK_2010))
    assert expected in str(caught.value)


@pytest.mark.parametrize("name", [soc.STRUCTURE, soc.DIRECT_MATCH, soc.MATRIX, soc.CROSSWALK_2010])
def test_a_missing_file_is_named(tmp_path, name: str) -> None:
    release = made.soc(tmp_path / "release")
    (release / name).unlink()
    with pytest.raises(MalformedRelease, match=name.replace(".", r"\.")):
        soc.derive(release, tmp_path / "facts")
