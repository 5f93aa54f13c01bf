"""What the figures tell against common beliefs, on the small base and on every built occupation."""

from __future__ import annotations

import pytest

from knowledge.misconceptions import MISCONCEPTIONS, SPAN, misconceptions
from tests.fixtures import small_base as codes


def names(base, code: str) -> list[str]:
    return [found.name for found in misconceptions(base, code)]


def test_a_shrinking_job_still_has_openings(small_base):
    found = misconceptions(small_base, codes.LIBRARY_TECHNICIANS)[0]
    assert found.name == "shrinking_means_no_openings"
    assert [fact.value for fact in found.basis] == [13_000, -6_000]


def test_most_openings_of_a_growing_job_come_from_people_who_leave(small_base):
    found = misconceptions(small_base, codes.LIBRARIANS)[0]
    assert found.name == "growth_is_all_openings"
    openings, change = (fact.value for fact in found.basis)
    assert change / SPAN < openings / 2


def test_pay_within_a_factor_of_two_is_no_misconception(small_base):
    assert "everyone_earns_alike" in names(small_base, codes.LIBRARIANS)
    assert "everyone_earns_alike" not in names(small_base, codes.TEACHING_ASSISTANTS)


def test_the_largest_industry_is_named_only_where_most_jobs_are_elsewhere(small_base):
    assert "one_kind_of_employer" in names(small_base, codes.LIBRARIANS)


def test_what_has_no_figures_has_no_misconceptions(small_base):
    assert names(small_base, codes.LIBRARIANS) != names(small_base, codes.INFANTRY)
    assert names(small_base, codes.INFANTRY) == []


@pytest.mark.slow
def test_every_rule_holds_for_some_occupations_and_none_for_all(knowledge):
    jobs = [job for job in knowledge.occupations() if job.kind == "detailed"]
    found = [names(knowledge, job.code.onet) for job in jobs]
    for name in MISCONCEPTIONS:
        share = sum(name in one for one in found) / len(found)
        assert 0.01 < share < 0.99, (name, share)
