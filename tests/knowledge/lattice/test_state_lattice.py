from pathlib import Path

import pytest

from knowledge.errors import MalformedRelease
from knowledge.sources import state_lattice
from knowledge.sources.state_lattice import PublishedRow, repair
from tests.fixtures import small_base as hand_made

DATA = Path(__file__).parents[3] / "knowledge" / "data"
CYRILLIC_BA = "\u0412\u0410"
HEAD = "## Focus Occupation: Librarians (25-4021)\n\n"
PAGE = (
    HEAD
    + "Advance FROM Focus Occupation\t\t\t\t\n"
    + "Occupation\tRung\tEmployment/ Growth\tEducation/Experience\tSimilarity\n"
    + "Registered Nurses (29-1141)\t2\t1,049/ 11.4%\tMA/5 plus yrs\t74\n\n"
    + "Advance TO Focus Occupation\t\t\t\t\t\t\n"
    + f"Library Technicians (25-4031)\t4\t187/ -10.0%\t{CYRILLIC_BA}\t94\t\n"
    + "Actors (27-2011)\t\t59/ 7.3%\tMA\t83\n"
)


def row(**changed):
    values = {
        "focus": "25-4021",
        "heading": "Advance TO Focus Occupation",
        "occupation": "Library Technicians (25-4031)",
        "rung": "-4",
        "employment_growth": "187/ 10.0%",
        "education": "VOC",
        "similarity": "94",
    }
    return PublishedRow(**(values | changed))


@pytest.fixture
def loaded(tmp_path):
    """The page above, derived and loaded beside the hand-made occupations."""
    page = tmp_path / "page.txt"
    page.write_text(PAGE, encoding="utf-8")
    state_lattice.derive(page, tmp_path, "alaska")
    connection = hand_made.connect()
    connection.execute("DELETE FROM published_edge")
    state_lattice.load(connection, tmp_path)
    return hand_made.KnowledgeBase(connection).published_edges("25-4022")


def test_a_published_page_becomes_edges_of_the_current_code(loaded):
    assert [(e.state, e.focus.soc, e.neighbour.soc, e.direction) for e in loaded] == [
        ("Alaska", "25-4022", "29-1141", "advance"),
        ("Alaska", "25-4022", "25-4031", "feeder"),
        ("Alaska", "25-4022", "27-2011", "feeder"),
    ]


def test_employment_and_growth_are_two_numbers(loaded):
    assert [(e.employment, e.growth) for e in loaded][:2] == [(1049, 11.4), (187, -10.0)]


def test_a_lost_minus_sign_is_put_back_and_flagged(loaded):
    technicians = loaded[1]
    assert technicians.rung == -4
    assert "rung 4 read as -4" in technicians.review


def test_cyrillic_letters_become_latin_and_what_stood_there_is_kept(loaded):
    technicians = loaded[1]
    assert technicians.education == "BA"
    assert CYRILLIC_BA in technicians.raw
    assert "Cyrillic" in technicians.review


def test_a_blank_rung_stays_blank_and_is_flagged(loaded):
    assert loaded[2].rung is None
    assert "rung is blank" in loaded[2].review


def test_a_degree_with_experience_is_kept_whole(loaded):
    assert loaded[0].education == "MA/5 plus yrs"


def test_an_advance_with_a_minus_and_a_transfer_with_a_rung_follow_their_list():
    up = repair(row(heading="Advance FROM Focus Occupation", rung="-2"), "x", 1)
    level = repair(row(heading="Transfer TO and FROM Focus Occupation", rung="3"), "x", 1)
    assert (up.rung, level.rung) == (2, 0)
    assert up.review
    assert level.review


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"rung": "four"}, "four"),
        ({"employment_growth": "187"}, "187"),
        ({"similarity": "940"}, "940"),
        ({"occupation": "Library Technicians"}, "Library Technicians"),
        ({"heading": "Sideways"}, "Sideways"),
    ],
)
def test_a_cell_that_cannot_be_read_is_named_with_its_line(changed, named):
    with pytest.raises(MalformedRelease, match=rf"alaska\.tsv, line 7.*{named}"):
        repair(row(**changed), "alaska.tsv", 7)


@pytest.mark.parametrize(
    "page",
    [
        "Library Technicians (25-4031)\t4\t187/ 10.0%\tVOC\t94\n",
        HEAD + "Library Technicians (25-4031)\t4\t187/ 10.0%\tVOC\t94\n",
        HEAD + "Advance TO Focus Occupation\nLibrary Technicians (25-4031)\t4\tVOC\n",
    ],
)
def test_a_malformed_page_is_refused_with_the_line(page):
    with pytest.raises(MalformedRelease, match=r"page\.txt, line \d"):
        list(state_lattice.read_page(page.splitlines(), "page.txt"))


def test_a_code_of_no_classification_is_refused(tmp_path):
    page = tmp_path / "page.txt"
    page.write_text(PAGE.replace("29-1141", "29-9999"), encoding="utf-8")
    state_lattice.derive(page, tmp_path, "alaska")
    with pytest.raises(MalformedRelease, match="29-9999"):
        state_lattice.load(hand_made.connect(), tmp_path)


def test_the_lattice_we_ship_has_every_row_of_alaska_s_page():
    lines = (DATA / "state_lattices" / "alaska.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [repair(PublishedRow(*line.split("\t")), "alaska.tsv", 1) for line in lines]
    assert [r.rung for r in rows] == [2, 1, 0, 0, 0, -1, None, None, -3, -4, -5, -5]
    assert [r.education for r in rows].count("BA") == 5
    assert sum(bool(r.review) for r in rows) == 7
