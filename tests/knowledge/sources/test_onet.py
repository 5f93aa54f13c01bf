"""Reading an official O*NET release, shipping it compactly, and loading it."""

from __future__ import annotations

import json
import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.errors import MalformedRelease
from knowledge.sources import onet
from knowledge.sources.onet_ratings import RATING_FILES, load_ratings, read_ratings, write_ratings
from knowledge.sources.onet_release import OnetRelease
from tests.fixtures.onet_release import FILES, write_release, write_zip
from tests.fixtures.small_base import SCHEMA


@pytest.fixture
def soc_base():
    """A base in which only occupations of SOC 2018 stand yet."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    connection.executemany(
        "INSERT INTO occupation (onet_soc, soc, title, kind, bls_code) "
        "VALUES (?1, substr(?1, 1, 7), 'SOC title', 'detailed', substr(?1, 1, 7))",
        [("25-4022.00",), ("29-1141.00",)],
    )
    return connection


@pytest.fixture
def loaded(soc_base, tmp_path):
    onet.derive(write_release(tmp_path / "release"), tmp_path / "data")
    onet.load(soc_base, tmp_path / "data")
    return soc_base


def rows(connection, sql):
    return connection.execute(sql).fetchall()


def derive(tmp_path, **changed):
    return onet.derive(write_release(tmp_path / "release", **changed), tmp_path / "data")


def test_zip_and_folder_give_the_same_compact_files(tmp_path):
    folder = write_release(tmp_path / "release")
    packed = write_zip(tmp_path / "db_30_1_text.zip", folder)
    onet.derive(folder, tmp_path / "a")
    onet.derive(packed, tmp_path / "b")
    first, second = (sorted((tmp_path / name / "onet").iterdir()) for name in "ab")
    assert [f.read_bytes() for f in first] == [f.read_bytes() for f in second]
    assert onet.version(packed) == ("30.1", "December 2025")


def test_titles_and_zones_go_to_soc_occupations_and_details_are_added(loaded):
    assert rows(loaded, "SELECT title, job_zone FROM occupation WHERE onet_soc = '25-4022.00'") == [
        ("Librarians and Media Collections Specialists", 5)
    ]
    assert rows(loaded, "SELECT soc, bls_code FROM occupation WHERE onet_soc = '29-1141.01'") == [
        ("29-1141", "29-1141")
    ]


def test_suppressed_and_not_relevant_figures_stay_marked(loaded):
    found = rows(loaded, "SELECT element, importance, level, suppress FROM rating ORDER BY element")
    assert found == [
        ("1.D.1.a", -0.25, 0.0, 0),
        ("2.A.1.a", 3.88, 4.0, 2),
        ("2.A.1.e", 1.5, None, 1),
    ]


def test_lists_are_loaded(loaded):
    assert rows(loaded, "SELECT tasks FROM detailed_activity") == [(2,)]
    assert rows(loaded, "SELECT category, percent FROM education_response") == [(6, 4.5), (8, 95.5)]
    assert ("29-1141.00", "RN", "short") in rows(loaded, "SELECT * FROM title")
    assert rows(loaded, "SELECT name, hot, in_demand FROM technology") == [
        ("Microsoft Excel", 1, 1)
    ]


def test_no_official_sentence_reaches_the_compact_files(tmp_path):
    derive(tmp_path)
    shipped = "".join(f.read_text() for f in (tmp_path / "data" / "onet").iterdir())
    assert "made-up" not in shipped


def test_official_sentences_are_given_on_request_core_tasks_first(tmp_path):
    found = list(onet.official_sentences(write_release(tmp_path / "release")))
    assert [(rank, text) for _, kind, rank, text in found if kind == "task"] == [
        (1, "A made-up core task."),
        (2, "A made-up extra task."),
    ]
    assert sum(kind == "definition" for _, kind, *_ in found) == 3


def test_absent_files_are_named_and_the_rest_goes_on(tmp_path, capsys):
    written = derive(tmp_path, Skills=None)
    said = capsys.readouterr().err
    assert "Skills.txt" in said and "Work Activities.txt" in said
    assert "skills.tsv" not in written and written["work-styles.tsv"] == 1


@pytest.mark.parametrize(
    ("stem", "line", "replacement", "named"),
    [
        ("Skills", 1, "25-4022\t2.A.1.a\tReading\tIM\t3\t8\tN\tn/a\t08/2022\tA", "25-4022"),
        ("Skills", 1, "25-4022.00\t2.A.1.a\tReading\tIM\tmuch\t8\tN\tn/a\t08/2022\tA", "much"),
        ("Skills", 1, "25-4022.00\t2.A.1.a\tReading\tIM\t9\t8\tN\tn/a\t08/2022\tA", "from 1 to 5"),
        ("Skills", 1, "25-4022.00\t2.A.1.a\tReading", "10 cells"),
        ("Skills", 0, "O*NET-SOC Code\tElement ID", "Element Name"),
        ("Job_Zones", 1, "25-4022.00\t7\t08/2022", "7"),
        ("Technology_Skills", 1, "25-4022.00\tExcel\t1\tS\tmaybe\tN", "maybe"),
        ("Read_Me", 0, "Something else", "Something else"),
    ],
)
def test_a_wrong_line_is_named_with_file_line_and_value(tmp_path, stem, line, replacement, named):
    name = f"{stem.replace('_', ' ')}.txt"
    lines = list(FILES[name])
    lines[line] = replacement
    release = write_release(tmp_path / "release", **{stem: lines})
    with pytest.raises(MalformedRelease) as caught:
        onet.version(release)
        onet.derive(release, tmp_path / "data")
    assert f"{name}, line {line + 1}" in str(caught.value)
    assert named in str(caught.value)


def test_a_folder_without_occupations_is_no_release(tmp_path):
    with pytest.raises(MalformedRelease, match=r"Occupation Data\.txt"):
        onet.derive(write_release(tmp_path / "release", Occupation_Data=None), tmp_path / "data")


def test_a_code_outside_soc_2018_is_refused_at_load(soc_base, tmp_path):
    derive(tmp_path)
    soc_base.execute("DELETE FROM occupation WHERE soc = '29-1141'")
    with pytest.raises(MalformedRelease, match=r"occupations.tsv, line 3: found '29-1141.00'"):
        onet.load(soc_base, tmp_path / "data")


@pytest.mark.parametrize("cell", ["four", "4/x", "4.0!!/y"])
def test_a_damaged_cell_of_ours_is_named(soc_base, tmp_path, cell):
    derive(tmp_path)
    path = tmp_path / "data" / "onet" / "skills.tsv"
    path.write_text(path.read_text().replace("3.88/4!", cell))
    with pytest.raises(MalformedRelease, match=r"skills.tsv, line 2"):
        onet.load(soc_base, tmp_path / "data")


def test_work_activities_come_from_the_profiles_where_the_file_is_absent(soc_base, tmp_path):
    profiles = {
        "elements": [
            {"element_id": "2.A.1.a", "element_name": "Reading Comprehension"},
            {"element_id": "4.A.1.a.1", "element_name": "Getting Information"},
        ],
        "profiles": {
            "25-4022": {"vector": {"2.A.1.a": 3.88, "2.A.1.e": 1.5, "4.A.1.a.1": 4.5}},
            "29-1141": {"vector": {"2.A.1.a": 3.0, "2.A.1.e": 2.0, "4.A.1.a.1": 4.0}},
        },
    }
    path = tmp_path / "profiles.json"
    path.write_text(json.dumps(profiles))
    onet.derive(write_release(tmp_path / "release"), tmp_path / "data", path)
    onet.load(soc_base, tmp_path / "data")
    found = rows(
        soc_base, "SELECT onet_soc, importance, suppress FROM rating WHERE element LIKE '4.A%'"
    )
    assert found == [("25-4022.00", 4.5, 0), ("29-1141.00", 4.0, 4)]


hundredths = st.integers(100, 500).map(lambda n: n / 100)
figures = st.dictionaries(
    st.sampled_from(["2.A.1.a", "2.A.1.e", "2.B.1.a"]),
    st.tuples(hundredths, st.sampled_from("YN"), hundredths, st.sampled_from("YN")),
    min_size=1,
)


@settings(max_examples=25)
@given(figures)
def test_ratings_survive_the_way_through_the_compact_file(tmp_path_factory, rated):
    lines = [FILES["Skills.txt"][0]]
    for element, (importance, hidden, level, level_hidden) in rated.items():
        start = f"25-4022.00\t{element}\tA name\t"
        lines.append(f"{start}IM\t{importance:.2f}\t8\t{hidden}\tn/a\t08/2022\tA")
        lines.append(f"{start}LV\t{level:.2f}\t8\t{level_hidden}\tN\t08/2022\tA")
    folder = tmp_path_factory.mktemp("ratings")
    release = OnetRelease.open(write_release(folder / "release", Skills=lines))
    write_ratings(folder, RATING_FILES[0], read_ratings(release, RATING_FILES[0]))
    connection = sqlite3.connect(":memory:")
    connection.executescript(SCHEMA.read_text(encoding="utf-8"))
    load_ratings(connection, folder / "skills.tsv", {"25-4022.00"})
    assert rows(connection, "SELECT element, importance, level, suppress FROM rating") == [
        (element, importance, level, (hidden == "Y") + 2 * (level_hidden == "Y"))
        for element, (importance, hidden, level, level_hidden) in sorted(rated.items())
    ]
