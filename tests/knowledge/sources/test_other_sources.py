"""Majors, clusters, exposure measures and our own text."""

from __future__ import annotations

import json

import pytest

from knowledge.errors import KnowledgeError, MalformedRelease
from knowledge.sources import cip, clusters, content, exposure
from tests.fixtures import small_base as hand_made

CIP_LIST = (
    '"CIPFamily","CIPCode","Action","CIPTitle"\n'
    '="25",="25","No substantive changes","LIBRARY SCIENCE."\n'
    '="25",="25.0101","No substantive changes","Library and Information Science."\n'
    '="25",="25.0103","Deleted","Library and Archives Assisting."\n'
)
CIP_LINKS = (
    "\ufeffCIP2020Code,CIP2020Title,SOC2018Code,SOC2018Title\n"
    "25.0101,Library and Information Science.,25-4022,Librarians\n"
    "25.0101,Library and Information Science.,99-9999,NO MATCH\n"
    "99.9999,NO MATCH,25-4022,Librarians\n"
)
CROSSWALK = (
    "2010 SOC Code,2010 SOC Title,2018 SOC Code,2018 SOC Title\n"
    "25-4021,Librarians,25-4022,Librarians and Media Collections Specialists\n"
    "25-9011,Audio-Visual Specialists,25-4022,Librarians and Media Collections Specialists\n"
    "29-1141,Registered Nurses,29-1141,Registered Nurses\n"
    "29-1151,Nurse Anesthetists,29-1151,Nurse Anesthetists\n"
    "29-1161,Nurse Midwives,29-1161,Nurse Midwives\n"
    "29-1171,Nurse Practitioners,29-1171,Nurse Practitioners\n"
)


def write(folder, **files):
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def cip_release(tmp_path, majors=CIP_LIST, links=CIP_LINKS):
    files = {"CIPCode2020.csv": majors, "CIP2020_SOC2018_Crosswalk.csv": links}
    return write(tmp_path / "cip-release", **files)


def test_majors_in_use_keep_their_occupations(tmp_path):
    cip.derive(cip_release(tmp_path), tmp_path)
    assert (tmp_path / "cip" / "majors.tsv").read_text() == (
        "cip\ttitle\n25.0101\tLibrary and Information Science\n"
    )
    assert (tmp_path / "cip" / "occupations.tsv").read_text() == "cip\tsoc\n25.0101\t25-4022\n"


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("25.0101,Lib", "25.9101,Lib", "found '25.9101'"),
        ("25-4022,Librarians\n25", "254022,Librarians\n25", "found '254022'"),
        ("SOC2018Code", "SOC", "SOC2018Code"),
    ],
)
def test_a_wrong_crosswalk_line_is_named(tmp_path, old, new, named):
    release = cip_release(tmp_path, links=CIP_LINKS.replace(old, new, 1))
    with pytest.raises(MalformedRelease) as caught:
        cip.derive(release, tmp_path)
    assert named in str(caught.value) and "Crosswalk.csv, line" in str(caught.value)


def test_an_absent_list_of_majors_is_named(tmp_path):
    with pytest.raises(MalformedRelease, match=r"CIPCode2020.csv; expected the file"):
        cip.derive(write(tmp_path / "empty"), tmp_path)


def test_several_clusters_of_one_occupation_keep_their_own_pathways(tmp_path):
    path = tmp_path / "clusters.csv"
    header = "Career Cluster,Career Pathway,Code,Occupation\n"
    path.write_text(f'{header}"A, B; C",P; Q,25-4022.00,Librarians\n')
    clusters.derive(path, tmp_path)
    assert (tmp_path / "clusters" / "clusters.tsv").read_text().splitlines()[1:] == [
        "25-4022.00\tA, B\tP",
        "25-4022.00\tC\tQ",
    ]
    path.write_text(f"{header}A; C,P,25-4022.00,Librarians\n")
    with pytest.raises(MalformedRelease, match="line 2: found 'P'; expected 2 pathways"):
        clusters.derive(path, tmp_path)
    path.write_text(f"{header}A,P,Librarian,Librarians\n")
    with pytest.raises(MalformedRelease, match="line 2: found 'Librarian'"):
        clusters.derive(path, tmp_path)


def exposure_release(tmp_path, frey="1,0.65,,25-4021,Librarians\n2,0.39,,25-9011,AV people\n"):
    files = {
        "frey-osborne-2013.csv": f"Rank,Probability,Label,SOC code,Occupation\n{frey}",
        "soc_ai_applicability_scores.csv": "SOC Code,ai_applicability_score\n25-4022,0.27\n",
    }
    write(tmp_path / "xwalk", **{"crosswalk_soc2010_to_soc2018.csv": CROSSWALK})
    return write(tmp_path / "exposure-release", **files)


def derive_exposure(tmp_path, release):
    exposure.derive(release, tmp_path, tmp_path / "xwalk" / "crosswalk_soc2010_to_soc2018.csv")
    return (tmp_path / "exposure" / "exposure.tsv").read_text().splitlines()[1:]


def test_merged_occupations_keep_both_old_figures(tmp_path, capsys):
    assert derive_exposure(tmp_path, exposure_release(tmp_path)) == [
        "frey_osborne_2013\t25-4022\t0.39\tAV people (SOC 2010 25-9011)",
        "frey_osborne_2013\t25-4022\t0.65\tLibrarians (SOC 2010 25-4021)",
        "microsoft_2025\t25-4022\t0.27\t",
    ]
    assert "gpts-are-gpts-occ_level.csv" in capsys.readouterr().err


def test_survey_codes_and_broad_groups_reach_every_occupation_in_them(tmp_path):
    release = exposure_release(tmp_path, "1,0.009,,29-1111,Nurses\n2,0.5,,25-9010,Broad\n")
    found = derive_exposure(tmp_path, release)
    assert {line.split("\t")[1] for line in found if "29-1111" in line} == {
        "29-1141", "29-1151", "29-1161", "29-1171",
    }  # fmt: skip
    assert "frey_osborne_2013\t25-4022\t0.5\tBroad (SOC 2010 25-9010)" in found


def test_unmapped_codes_are_counted_aloud(tmp_path, capsys):
    derive_exposure(tmp_path, exposure_release(tmp_path, "1,0.5,,49-9799,Other repairers\n"))
    assert "49-9799" in capsys.readouterr().err


@pytest.mark.parametrize("value", ["1.5", "-0.1", "high"])
def test_a_share_that_is_none_is_named(tmp_path, value):
    release = exposure_release(tmp_path, f"1,{value},,25-4021,Librarians\n")
    with pytest.raises(MalformedRelease, match=f"frey-osborne-2013.csv, line 2: found '{value}'"):
        derive_exposure(tmp_path, release)


def write_text(tmp_path, **changed):
    body = hand_made.TEXTS[0] | changed
    (tmp_path / content.FILE).write_text(json.dumps(body) + "\n")
    return tmp_path


def test_our_text_loads_with_its_specialties_as_titles(tmp_path):
    connection = hand_made.connect()
    connection.execute("DELETE FROM text")
    content.load(connection, write_text(tmp_path, specialties=["Map librarians"]))
    assert connection.execute("SELECT count(*) FROM text").fetchone() == (1,)
    sql = "SELECT source FROM title WHERE title = 'Map librarians'"
    assert connection.execute(sql).fetchall() == [("specialty",)]


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"code": "99-0000.00"}, "99-0000.00"),
        ({"license": "maybe"}, "maybe"),
        ({"duties": "one text"}, "duties"),
        ({"salary": 1}, "salary"),
    ],
)
def test_a_wrong_text_is_named_with_its_line(tmp_path, changed, named):
    connection = hand_made.connect()
    connection.execute("DELETE FROM text")
    with pytest.raises(KnowledgeError, match="line 1") as caught:
        content.load(connection, write_text(tmp_path, **changed))
    assert named in str(caught.value)


def test_a_line_that_is_no_json_is_named(tmp_path):
    (tmp_path / content.FILE).write_text("{\n")
    with pytest.raises(MalformedRelease, match=r"occupations.jsonl, line 1"):
        list(content.read(tmp_path / content.FILE))
