"""Searching for jobs by what a person wishes for."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.criteria import EDUCATION, Criteria
from knowledge.errors import InvalidCriteria, UnknownArea
from knowledge.finder import find
from tests.fixtures.small_base import (
    ACTORS,
    LIBRARIANS,
    LIBRARY_TECHNICIANS,
    NURSES,
    TEACHING_ASSISTANTS,
    small_knowledge,
)


def codes(base, **wishes):
    return [found.occupation.code.onet for found in find(base, Criteria(**wishes), 50).results]


def test_pay_is_a_floor_and_a_ceiling(small_base):
    assert codes(small_base, pay_at_least=60000) == [NURSES, LIBRARIANS]
    assert codes(small_base, pay_at_least=60000, pay_at_most=70000) == [LIBRARIANS]


def test_a_suppressed_wage_matches_no_wish_for_pay(small_base):
    assert codes(small_base, pay_at_least=0, area="AK") == []


def test_education_at_most_lets_in_everything_below(small_base):
    assert codes(small_base, education_at_most="Postsecondary nondegree award") == [
        TEACHING_ASSISTANTS,
        LIBRARY_TECHNICIANS,
        ACTORS,
    ]


def test_education_at_least_leaves_out_everything_below(small_base):
    assert codes(small_base, education_at_least="Bachelor's degree") == [NURSES, LIBRARIANS]
    bounds = {"education_at_least": "Bachelor's degree", "education_at_most": "Bachelor's degree"}
    assert codes(small_base, **bounds) == [NURSES]


def test_growth_and_openings_are_floors(small_base):
    assert codes(small_base, growth_at_least=3.1) == [NURSES]
    assert codes(small_base, openings_at_least=13500, growth_at_least=0) == [NURSES, LIBRARIANS]


def test_asked_interests_are_among_the_three_highest(small_base):
    assert codes(small_base, interests="C") == [LIBRARY_TECHNICIANS, LIBRARIANS, NURSES]
    assert codes(small_base, interests="SI") == [NURSES, LIBRARIANS]


def test_the_first_letter_counts_most(small_base):
    assert codes(small_base, interests="SC") == [NURSES, LIBRARY_TECHNICIANS, LIBRARIANS]
    assert codes(small_base, interests="CS") == [LIBRARY_TECHNICIANS, LIBRARIANS, NURSES]


def test_a_profile_ranks_by_agreement(small_base):
    assert codes(small_base, profile=(10, 12, 40, 25, 25, 5))[0] == ACTORS


def test_weak_in_mathematics_leaves_out_jobs_that_need_it(small_base):
    assert codes(small_base, weak=("mathematics",)) == [LIBRARIANS]
    assert codes(small_base, strong=("skill.reading_comprehension",))[0] == LIBRARIANS


def test_a_major_leads_to_its_occupations(small_base):
    findings = find(small_base, Criteria(major="25.0101"))
    assert [f.occupation.code.onet for f in findings.results] == [LIBRARIANS]
    values = [fact.value for fact in findings.results[0].reasons]
    assert "25.0101 Library and Information Science" in values


def test_results_can_be_ranked_by_pay_growth_and_openings(small_base):
    assert codes(small_base, order="pay")[0] == NURSES
    assert codes(small_base, order="growth")[:2] == [NURSES, LIBRARIANS]
    assert codes(small_base, order="openings")[:2] == [NURSES, TEACHING_ASSISTANTS]


def test_reasons_are_the_facts_that_met_the_wishes(small_base):
    found = find(small_base, Criteria(pay_at_least=80000, interests="S", zone_at_most=4)).results[0]
    reasons = {fact.name: fact.value for fact in found.reasons}
    assert reasons["annual_wage_median"] == 100000
    assert reasons["job_zone"] == 3
    assert reasons["interest.social"] == 6.3


def test_pages_share_one_total(small_base):
    wishes = Criteria(zone_at_most=5, order="openings")
    first, second = (find(small_base, wishes, limit=2, offset=offset) for offset in (0, 2))
    assert first.total == second.total > 2
    assert not {f.occupation.code for f in first.results} & {
        f.occupation.code for f in second.results
    }


def test_residual_military_and_detail_codes_are_not_results(small_base):
    found = codes(small_base, order="openings")
    assert set(found) == {LIBRARIANS, LIBRARY_TECHNICIANS, TEACHING_ASSISTANTS, NURSES, ACTORS}


@pytest.mark.parametrize(
    ("wishes", "named"),
    [
        ({}, "empty"),
        ({"area": "AK"}, "empty"),
        ({"pay_at_least": -1}, "-1"),
        ({"pay_at_least": 10**9}, "10,000,000"),
        ({"pay_at_least": 50000, "pay_at_most": 40000}, "no more than pay_at_most, 40000"),
        ({"zone_at_least": 4, "zone_at_most": 2}, "no more than zone_at_most, 2"),
        ({"zone_at_most": 6}, "from 1 to 5"),
        ({"growth_at_least": float("nan")}, "nan"),
        ({"education_at_most": "PhD"}, "Doctoral or professional degree"),
        (
            {"education_at_least": "Master's degree", "education_at_most": "Associate's degree"},
            "no more than education_at_most, Associate's degree",
        ),
        ({"interests": "SX"}, "RIASEC"),
        ({"interests": "SS"}, "SS"),
        ({"profile": (1, 2, 3)}, "six scores"),
        ({"profile": (3,) * 6}, "six scores"),
        ({"strong": ("mathematics",), "weak": ("mathematics",)}, "mathematics"),
    ],
)
def test_absurd_or_contradictory_wishes_are_refused(wishes, named):
    with pytest.raises(InvalidCriteria) as caught:
        Criteria(**wishes)
    assert named in str(caught.value)


def test_an_unknown_skill_or_area_is_named(small_base):
    with pytest.raises(InvalidCriteria, match="juggling"):
        find(small_base, Criteria(strong=("juggling",)))
    with pytest.raises(UnknownArea, match="ZZ"):
        find(small_base, Criteria(pay_at_least=1, area="ZZ"))


wishes = st.fixed_dictionaries(
    {"order": st.sampled_from(["fit", "pay", "growth", "openings"]), "zone_at_most": st.just(5)},
    optional={
        "pay_at_least": st.integers(0, 150_000),
        "education_at_most": st.sampled_from(EDUCATION),
        "growth_at_least": st.floats(-100, 20),
        "interests": st.sampled_from(["", "R", "SA", "CSI"]),
        "weak": st.sampled_from([(), ("mathematics",)]),
    },
)
BASE = small_knowledge()


@given(wishes)
def test_every_further_wish_only_narrows_the_result(chosen):
    wide = codes(BASE, zone_at_most=5)
    narrow = find(BASE, Criteria(**chosen), limit=50)
    assert {f.occupation.code.onet for f in narrow.results} <= set(wide)
    assert narrow.total == len(narrow.results)
    assert all(0 <= found.fit <= 1 for found in narrow.results)


@pytest.mark.slow
def test_a_search_over_the_built_base_is_fast(knowledge):
    wishes = Criteria(
        pay_at_least=50000, education_at_most="Bachelor's degree", weak=("mathematics",)
    )
    find(knowledge, wishes)
    started = time.perf_counter()
    findings = find(knowledge, wishes)
    assert findings.total > 5
    assert time.perf_counter() - started < 0.05
