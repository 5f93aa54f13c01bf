"""Profiles, traits and the environment by their stated rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge.environment import BOUND, COMPUTERS, PUBLIC, environment
from knowledge.report import report
from knowledge.store import KnowledgeBase
from knowledge.traits import CHALLENGES, STRENGTHS, traits
from tests.fixtures import small_base as hand_made
from tests.fixtures.small_base import (
    ACTORS,
    INFANTRY,
    LIBRARIANS,
    LIBRARY_TECHNICIANS,
    NURSES,
    TEACHING_ASSISTANTS,
)

DOCUMENT = Path(__file__).parents[2] / "docs" / "report.md"


def names(base, code, area="US"):
    strengths, challenges = traits(base, code, area)
    return [t.name for t in strengths], [t.name for t in challenges]


@pytest.mark.parametrize(
    ("code", "strengths", "challenges"),
    [
        (LIBRARIANS, ["pay_above_all_occupations"], ["long_preparation"]),
        (
            LIBRARY_TECHNICIANS,
            ["many_openings", "entry_without_degree"],
            ["shrinking", "pay_below_all_occupations"],
        ),
        (
            NURSES,
            ["growing_faster_than_average", "pay_above_all_occupations"],
            ["licence_usual"],
        ),
        (TEACHING_ASSISTANTS, ["many_openings", "entry_without_degree"],
         ["shrinking", "pay_below_all_occupations"]),
        (ACTORS, ["entry_without_degree", "training_on_the_job"], []),
        (INFANTRY, [], []),
    ],
)  # fmt: skip
def test_traits_follow_their_rules(small_base, code, strengths, challenges):
    assert names(small_base, code) == (strengths, challenges)


def test_no_trait_is_without_figures_unless_its_rule_has_none(small_base):
    for code, *_ in hand_made.OCCUPATIONS:
        for trait in (t for side in traits(small_base, code) for t in side):
            assert trait.basis or trait.name in ("licence_usual", "several_next_steps")


def test_every_trait_is_documented():
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in text for name in STRENGTHS + CHALLENGES)


def with_activities(**importance: float) -> KnowledgeBase:
    """The small base with work activities for librarians."""
    connection = hand_made.connect()
    for element, value in importance.items():
        connection.execute("INSERT INTO element VALUES (?, 'activity', ?)", (element, element))
        row = (LIBRARIANS, element, value, None, 0, "")
        connection.execute("INSERT INTO rating VALUES (?, ?, ?, ?, ?, ?)", row)
    return KnowledgeBase(connection)


@pytest.mark.parametrize(
    ("importance", "verdict"),
    [
        ({COMPUTERS: 4.5, PUBLIC: 2.0}, "likely"),
        ({COMPUTERS: 4.5, PUBLIC: 3.5}, "partly"),
        ({COMPUTERS: 4.5, BOUND[0]: 3.9}, "partly"),
        ({COMPUTERS: 4.5, BOUND[0]: 4.0}, "unlikely"),
        ({COMPUTERS: 2.9, PUBLIC: 2.0}, "unlikely"),
    ],
)
def test_work_from_home_follows_its_rule(importance, verdict):
    remote = environment(with_activities(**importance), LIBRARIANS).remote
    assert remote.verdict == verdict
    assert remote.basis


def test_where_onet_has_no_activities_nothing_is_said(small_base):
    found = environment(small_base, NURSES)
    assert (found.remote, found.physical, found.public) == (None, None, None)
    assert found.setting == "Indoors, regular hours"


def test_a_report_holds_key_facts_for_its_area_and_day(small_base):
    found = report(small_base, LIBRARIANS, "US", date(2026, 1, 2))
    assert [fact.name for fact in found.key_facts] == [
        "annual_wage_median",
        "employment",
        "projected_growth",
        "annual_openings",
        "entry_education",
        "job_zone",
    ]
    assert found.made_on == date(2026, 1, 2)
    assert set(found.key_facts) <= set(found.facts())
    assert found.sources and found.lattice.feeders


def test_a_job_paid_by_the_hour_shows_its_hourly_median(small_base):
    assert report(small_base, ACTORS).key_facts[0].name == "hourly_wage_median"


def test_a_military_code_gives_a_report_without_figures(small_base):
    found = report(small_base, INFANTRY)
    assert found.key_facts == () and found.facts() == ()
    assert found.text is None
