import pytest

from knowledge.errors import UnknownArea
from knowledge.model import SocCode
from knowledge.paths import NoProfile
from knowledge.steps import describe, pay_change
from tests.fixtures import small_base as hand_made

LIBRARIAN = SocCode.parse(hand_made.LIBRARIANS)
TECHNICIAN = SocCode.parse(hand_made.LIBRARY_TECHNICIANS)
NURSE = SocCode.parse(hand_made.NURSES)
ACTOR = SocCode.parse(hand_made.ACTORS)
SURGEON = SocCode.parse(hand_made.SURGEONS)


@pytest.fixture(scope="module")
def up(small_base):
    return describe(small_base, TECHNICIAN, LIBRARIAN)


def test_a_step_says_its_direction_rung_and_what_its_similarity_means(up):
    assert (up.edge.direction, up.edge.rung, up.band) == ("advance", 2, "very close")


def test_pay_is_compared_in_one_area_and_period_and_the_difference_is_a_fact(up):
    assert up.pay.difference.value == up.pay.neighbour.value - up.pay.focus.value == 15000
    assert up.pay.difference.unit == "USD/year"
    assert {f.area_code for f in (up.pay.focus, up.pay.neighbour, up.pay.difference)} == {"US"}
    assert {f.period for f in (up.pay.focus, up.pay.neighbour, up.pay.difference)} == {"May 2025"}


def test_pay_falls_back_to_the_nation_where_the_area_lacks_one_side(small_base):
    change = pay_change(small_base, TECHNICIAN, LIBRARIAN, "AK")
    assert change.focus.area_code == change.neighbour.area_code == "US"


def test_pay_by_the_hour_is_compared_by_the_hour(small_base):
    change = pay_change(small_base, LIBRARIAN, ACTOR)
    assert change.difference.unit == "USD/hour"
    assert change.difference.value == pytest.approx(-13)


def test_a_top_coded_side_leaves_the_difference_open(small_base):
    change = pay_change(small_base, NURSE, SURGEON)
    assert change.neighbour.status == "at least"
    assert change.difference is None


def test_pay_of_an_occupation_without_wages_is_not_compared(small_base):
    assert pay_change(small_base, LIBRARIAN, SocCode.parse(hand_made.INFANTRY)) is None


def test_a_step_up_names_the_degree_and_the_years_it_adds(up):
    assert ("education", "Master's degree") in [(b.kind, b.text) for b in up.between]
    assert up.schooling == 5


def test_a_step_down_asks_no_degree(small_base):
    down = describe(small_base, LIBRARIAN, TECHNICIAN)
    assert down.schooling == 0
    assert "education" not in [b.kind for b in down.between]


def test_a_licence_sends_to_the_state_board_and_ideas_follow(up):
    kinds = [b.kind for b in up.between]
    assert kinds == ["education", "licence", "try_out"]


def test_outlook_of_the_neighbour_comes_with_growth_and_openings(up):
    assert up.outlook.projected_growth.value == 1.7
    assert up.outlook.annual_openings.value == 13_500


def test_shared_skills_are_important_on_both_sides_and_missing_ones_show_a_gap(small_base):
    connection = hand_made.connect()
    values = [(hand_made.LIBRARY_TECHNICIANS, "2.C.4.a", 1.5, 1.0, 0, "")]
    connection.executemany("INSERT INTO rating VALUES (?, ?, ?, ?, ?, ?)", values)
    connection.execute(
        "UPDATE rating SET importance = 3.4 WHERE onet_soc = ? AND element = '2.C.4.a'",
        (hand_made.LIBRARIANS,),
    )
    step = describe(hand_made.KnowledgeBase(connection), TECHNICIAN, LIBRARIAN)
    assert [r.name for r in step.shared] == ["Reading Comprehension"]
    assert [(g.here.importance, g.there.importance) for g in step.missing] == [(1.5, 3.4)]


def test_what_a_state_publishes_is_found_from_either_end(small_base):
    connection = hand_made.connect()
    connection.execute("UPDATE published_edge SET focus = '25-4022.00', neighbour = '25-4031.00'")
    base = hand_made.KnowledgeBase(connection)
    assert len(describe(base, TECHNICIAN, LIBRARIAN).published) == 1
    assert len(describe(base, LIBRARIAN, TECHNICIAN).published) == 1


def test_a_step_that_is_none_is_refused(small_base):
    with pytest.raises(NoProfile, match=r"29-1141\.00"):
        describe(small_base, TECHNICIAN, NURSE)


def test_an_unknown_area_is_refused(small_base):
    with pytest.raises(UnknownArea, match="ZZ"):
        describe(small_base, TECHNICIAN, LIBRARIAN, "ZZ")
