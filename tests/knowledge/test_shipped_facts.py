"""The facts we ship, against what the agencies say about their releases."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict

import pytest

from knowledge.imports import SHIPPED
from knowledge.sources import bls_oews, bls_projections, soc
from knowledge.sources.tables import read_table

AREA = ("code", "name", "kind", "states")


@pytest.fixture(scope="module")
def wages() -> dict[tuple[object, ...], tuple[object, ...]]:
    return {row[:3]: row[3:] for row in bls_oews.wage_rows(SHIPPED)}


def test_every_state_the_nation_and_every_metropolitan_area_has_wages(wages) -> None:
    places = {place for _, place, industry in wages if industry == bls_oews.ALL_INDUSTRIES}
    kinds = Counter(cells[2] for _, cells in read_table(SHIPPED / bls_oews.AREAS_FILE, AREA))
    assert kinds == {"nation": 1, "state": 54, "metro": 393, "nonmetro": 135}
    assert len(places) == sum(kinds.values())


def test_the_nation_has_pay_of_every_detailed_occupation(wages) -> None:
    national = {code for code, place, industry in wages if (place, industry) == ("US", "000000")}
    detailed = {code for code in national if not code.endswith("-0000")}
    assert len(detailed) == 830
    assert len(national - detailed) == 23


def test_bls_combines_exactly_twelve_groups() -> None:
    members = defaultdict(set)
    header = ("onet_soc", "bls_code", "group", "ooh_title", "ooh_url")
    for _, (code, bls_code, group, *_rest) in read_table(SHIPPED / soc.MATRIX_FILE, header):
        if group:
            members[bls_code].add(code[:7])
    assert len(members) == 12
    assert members["25-9045"] == {"25-9042", "25-9043", "25-9049"}


def test_only_two_projected_occupations_have_no_pay(wages) -> None:
    header = bls_projections.Projection._fields
    rows = read_table(SHIPPED / bls_projections.PROJECTION_FILE, header)
    projected = {cells[0] for _, cells in rows}
    paid = {code for code, *_ in wages}
    assert projected - paid == {"11-1031", "45-3031"}
    assert paid <= projected


def test_no_wage_is_zero_and_percentiles_never_fall(wages) -> None:
    for key, (_, *figures, flags) in itertools.islice(wages.items(), None, None, 7):
        for scale in (figures[:5], figures[5:10]):
            known = [float(value) for value in scale if value is not None]
            assert all(value > 0 for value in known), key
        for scale, marks in ((figures[:5], flags[1:6]), (figures[5:10], flags[6:11])):
            exact = [float(v) for v, mark in zip(scale, marks, strict=True) if mark == "."]
            assert exact == sorted(exact), key


@pytest.mark.slow
def test_industries_never_add_up_to_more_than_all_jobs(knowledge) -> None:
    for job in knowledge.occupations():
        wage = knowledge.wage(job.code)
        jobs = sum(fact.value for fact in knowledge.industries(job.code))
        if wage and wage.employment.value is not None:
            assert jobs <= 1.005 * wage.employment.value, job.title  # counts are rounded


@pytest.mark.slow
def test_an_industry_that_is_published_only_with_others_is_not_passed_over(knowledge) -> None:
    (largest,) = knowledge.industries("51-4121", 1)
    assert "Fabricated Metal" in knowledge.industry_name(largest.name.partition(".")[2])
