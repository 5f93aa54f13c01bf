"""Every fact we hold is documented, complete and reproducible."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from knowledge.model import Fact
from tests.fixtures import small_base as hand_made
from tests.fixtures.small_base import INFANTRY, LIBRARIANS, OTHER_MANAGERS

DOCUMENT = Path(__file__).parents[2] / "docs" / "facts.md"
HAND_MADE = [row[0] for row in hand_made.OCCUPATIONS]
REAL = ["25-4022", "25-9042", "29-1141.01", "11-9199", "55-3016", "29-1249", "15-1252", "27-2011"]


def documented() -> re.Pattern[str]:
    """One pattern of all names in the first cells of the document's tables."""
    cells = re.findall(r"^\| (`.*?) \|", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    names = [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]
    return re.compile("|".join(re.sub(r"<\w+>", r"[\\w.-]+", re.escape(n)) for n in names))


def check(facts: list[Fact]) -> None:
    pattern = documented()
    undocumented = {fact.name for fact in facts if not pattern.fullmatch(fact.name)}
    assert not undocumented
    for fact in facts:
        assert fact.source and fact.period and fact.unit and fact.area and fact.area_code, fact
        assert (fact.value is None) == (fact.status in ("not published", "not applicable")), fact


@pytest.mark.parametrize("code", HAND_MADE)
def test_every_fact_of_the_small_base_is_documented_and_complete(small_base, code):
    facts = list(small_base.facts(code, "AK"))
    assert facts
    check(facts)


@pytest.mark.slow
@pytest.mark.parametrize("code", REAL)
def test_every_fact_of_the_built_base_is_documented_and_complete(knowledge, code):
    check(list(knowledge.facts(code, "AK")))


def test_only_wages_change_with_the_area(small_base):
    nation, alaska = (list(small_base.facts(LIBRARIANS, area)) for area in ("US", "AK"))
    different = {fact.name for fact in set(nation) ^ set(alaska)}
    assert different
    assert all("wage" in name for name in different)


def test_a_place_without_a_row_says_not_published(small_base):
    facts = {f.name: f for f in small_base.facts(OTHER_MANAGERS, "TX")}
    assert facts["annual_wage_median"].status == "not published"
    assert facts["annual_wage_median"].area == "Texas"


def test_a_military_code_answers_with_its_title(small_base):
    own = [f for f in small_base.facts(INFANTRY) if not f.name.endswith("_all_occupations")]
    assert [(f.name, f.value) for f in own] == [
        ("title", "Infantry"),
        ("annual_wage_median", None),
        ("hourly_wage_median", None),
    ]


def test_no_fact_is_yielded_twice(small_base):
    for code in HAND_MADE:
        facts = list(small_base.facts(code))
        assert len(facts) == len(set(facts))
