import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import ladder
from knowledge.ladder import Assignment

assignments = st.builds(
    Assignment,
    education=st.sampled_from([None, *ladder.EDUCATION]),
    experience=st.sampled_from([None, *ladder.EXPERIENCE]),
    training=st.sampled_from([None, *ladder.TRAINING]),
    job_zone=st.sampled_from([None, 1, 2, 3, 4, 5]),
    pay_ratio=st.one_of(st.none(), st.floats(0.3, 6)),
)
places = st.floats(0, 8)


def test_the_ladder_climbs_from_none_to_phd():
    heights = [ladder.height(Assignment(education=level)) for level in ladder.EDUCATION]
    assert heights == sorted(heights)
    assert heights[0] == 0
    assert heights[-1] == 6


def test_a_masters_degree_is_one_step_above_a_bachelors():
    bachelor = ladder.height(Assignment("Bachelor's degree", "None", "None"))
    master = ladder.height(Assignment("Master's degree", "None", "None"))
    assert master - bachelor == 1


def test_five_years_of_experience_count_as_one_step():
    fresh = ladder.height(Assignment("Master's degree", "None", "None", 5))
    seasoned = ladder.height(Assignment("Master's degree", "5 years or more", "None", 5))
    assert seasoned - fresh == 1


def test_an_occupation_without_bls_assignment_stands_where_its_job_zone_does():
    assert ladder.height(Assignment(job_zone=4)) == ladder.JOB_ZONE[4]


def test_an_occupation_without_job_zone_stands_where_bls_puts_it():
    assert ladder.height(Assignment("Associate's degree", "None", "None")) == 3


def test_an_occupation_of_which_nothing_is_known_has_no_place():
    assert ladder.position(Assignment(pay_ratio=2.0)) is None


@given(assignments)
def test_pay_alone_makes_no_step_up_from_the_usual(known):
    base, lifted = ladder.height(known), ladder.position(known)
    if base is not None and lifted is not None:
        assert abs(lifted - base) < ladder.TRANSFER_WITHIN


@given(places, places)
def test_direction_and_rung_agree_and_turn_round_with_the_pair(a, b):
    rung = ladder.rung(a, b)
    assert rung == -ladder.rung(b, a)
    expected = "transfer" if rung == 0 else "advance" if rung > 0 else "feeder"
    assert ladder.direction(a, b) == expected


@pytest.mark.parametrize(("level", "years"), [("Bachelor's degree", 4), (None, 0), ("?", 0)])
def test_years_of_school_are_known_for_levels_of_bls_and_none_else(level, years):
    assert ladder.years(level) == years
