"""The query side: every special case of a small base, and the file itself."""

from __future__ import annotations

import re
import sqlite3

import pytest

from knowledge.errors import InvalidCode, UnknownArea, UnknownOccupation, UnusableKnowledge
from knowledge.model import SocCode
from knowledge.store import SCHEMA_VERSION, KnowledgeBase
from tests.fixtures import small_base as hand_made
from tests.fixtures.small_base import (
    ACTORS,
    ACUTE_CARE_NURSES,
    ASSISTANTS_GROUP,
    INFANTRY,
    LIBRARIANS,
    LIBRARY_TECHNICIANS,
    NURSES,
    OTHER_MANAGERS,
    SURGEONS,
    TEACHING_ASSISTANTS,
)


@pytest.fixture
def file(tmp_path):
    """The small base as a file."""
    path = tmp_path / "a folder" / "knowledge.sqlite"
    path.parent.mkdir()
    with sqlite3.connect(path) as target:
        hand_made.connect().backup(target)
    target.close()
    return path


# The file


def test_an_opened_file_cannot_be_written(file):
    base = KnowledgeBase.open(file)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        base.reader.connection.execute("DELETE FROM occupation")


def test_a_missing_file_is_unusable_and_not_created(tmp_path):
    with pytest.raises(UnusableKnowledge, match=r"is missing; build it with"):
        KnowledgeBase.open(tmp_path / "none.sqlite")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_damaged_file_is_unusable(tmp_path, content):
    path = tmp_path / "knowledge.sqlite"
    path.write_bytes(content)
    with pytest.raises(UnusableKnowledge, match=str(path)):
        KnowledgeBase.open(path)


def test_a_file_of_another_version_is_unusable(file):
    with sqlite3.connect(file) as connection:
        connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION + 1}")
    with pytest.raises(UnusableKnowledge, match=f"schema version {SCHEMA_VERSION + 1}"):
        KnowledgeBase.open(file)


def test_a_file_without_occupations_is_unusable(file):
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM occupation")
    with pytest.raises(UnusableKnowledge, match="holds no occupations"):
        KnowledgeBase.open(file)


def test_the_version_is_that_of_the_schema():
    stated = re.search(r"user_version = (\d+)", hand_made.SCHEMA.read_text())
    assert stated and int(stated[1]) == SCHEMA_VERSION


# Occupations


def test_codes_of_six_and_eight_digits_mean_the_same_occupation(small_base):
    assert small_base.occupation("25-4022") == small_base.occupation(SocCode.parse(LIBRARIANS))


def test_unknown_and_malformed_codes_are_told_apart(small_base):
    with pytest.raises(UnknownOccupation, match="99-9999"):
        small_base.occupation("99-9999")
    with pytest.raises(InvalidCode, match="librarian"):
        small_base.occupation("librarian")


def test_details_leave_out_the_whole_occupation(small_base):
    assert [o.code.onet for o in small_base.details("29-1141")] == [ACUTE_CARE_NURSES]
    assert small_base.details("25-4022") == ()


def test_a_retired_code_leads_to_its_successors(small_base):
    assert small_base.successors("25-4021") == (SocCode("25-4022"),)
    assert small_base.successors("25-4022") == ()


def test_a_detail_without_text_shows_that_of_its_whole(small_base):
    assert small_base.text(ACUTE_CARE_NURSES) == small_base.text(NURSES)
    assert small_base.text(OTHER_MANAGERS) is None


def test_official_sentences_are_given_in_their_order_where_imported(small_base):
    assert small_base.official_text(LIBRARIANS, "task") == ("An invented task.", "More.")
    assert small_base.official_text(NURSES, "task") == ()


# Places and pay


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("AK", ["AK"]),
        ("alaska", ["AK"]),
        ("Anchorage", ["11260"]),
        ("dallas, TX", ["19100"]),
        ("Portland", ["38900", "38860"]),
        ("atlantis", []),
        ("", []),
    ],
)
def test_places_are_found_by_the_names_people_use(small_base, text, codes):
    assert [area.code for area in small_base.find_areas(text)] == codes


def test_an_unknown_area_is_named(small_base):
    with pytest.raises(UnknownArea, match="ZZ"):
        small_base.wage(LIBRARIANS, "ZZ")


def test_a_published_wage_carries_source_period_and_area(small_base):
    fact = small_base.wage(LIBRARIANS).annual[50]
    assert (fact.name, fact.value, fact.unit) == ("annual_wage_median", 60000, "USD/year")
    assert (fact.source, fact.period, fact.area) == ("BLS OEWS", "May 2025", "United States")
    assert (fact.status, fact.group) == ("", "")


def test_a_suppressed_wage_is_not_published_and_never_zero(small_base):
    wage = small_base.wage(LIBRARIANS, "AK")
    facts = [*wage.annual.values(), *wage.hourly.values()]
    assert {(f.value, f.status, f.area_code) for f in facts} == {(None, "not published", "AK")}
    assert wage.employment.value == 350
    assert not wage.published


def test_a_top_coded_wage_says_at_least(small_base):
    wage = small_base.wage(SURGEONS)
    assert (wage.annual[50].value, wage.annual[50].status) == (239200, "at least")
    assert wage.annual[25].status == ""
    assert wage.published


def test_an_occupation_paid_by_the_hour_has_no_annual_figures(small_base):
    wage = small_base.wage(ACTORS)
    assert (wage.annual[50].value, wage.annual[50].status) == (None, "not applicable")
    assert wage.hourly[50].value == 20


def test_a_combined_group_is_named_with_every_bls_figure(small_base):
    wage, outlook = small_base.wage(TEACHING_ASSISTANTS), small_base.outlook(TEACHING_ASSISTANTS)
    needed = small_base.preparation(TEACHING_ASSISTANTS)
    facts = (wage.annual[50], wage.employment, outlook.employment, needed.entry_education)
    assert {fact.group for fact in facts} == {ASSISTANTS_GROUP}
    assert outlook.growth_all_occupations.group == ""


def test_bls_figures_of_a_detail_name_the_whole_occupation(small_base):
    assert small_base.wage(ACUTE_CARE_NURSES).annual[50].group == "Registered Nurses"
    assert small_base.outlook(ACUTE_CARE_NURSES).annual_openings.group == "Registered Nurses"


def test_a_military_code_has_neither_wage_nor_outlook(small_base):
    assert small_base.wage(INFANTRY) is None
    assert small_base.outlook(INFANTRY) is None
    assert small_base.preparation(INFANTRY) is None


def test_industries_come_largest_first_with_names(small_base):
    facts = small_base.industries(LIBRARIANS)
    assert [fact.value for fact in facts] == [60000, 40000]
    assert small_base.industry_name(facts[0].name) == "Elementary and Secondary Schools"
    assert small_base.industries(LIBRARIANS, limit=1) == facts[:1]


# Outlook and preparation


def test_outlook_figures_have_the_years_they_stand_for(small_base):
    outlook = small_base.outlook(LIBRARIANS)
    assert (outlook.employment.period, outlook.employment_projected.period) == ("2024", "2034")
    assert (outlook.employment_change.value, outlook.employment_change.period) == (2500, "2024-34")
    assert outlook.growth_all_occupations.value == 3.1


def test_the_word_none_is_a_value(small_base):
    needed = small_base.preparation(LIBRARIANS)
    assert (needed.work_experience.value, needed.work_experience.status) == ("None", "")
    assert needed.job_zone.value == 5


def test_attainment_goes_from_less_to_more_schooling(small_base):
    names = [fact.name for fact in small_base.attainment(LIBRARIANS)]
    assert names == ["attainment.bachelors_degree", "attainment.masters_degree"]


# Descriptors


def test_suppressed_figures_and_averages_are_not_shown(small_base):
    assert [r.name for r in small_base.ratings(LIBRARY_TECHNICIANS, "skill")] == [
        "Reading Comprehension"
    ]
    assert small_base.ratings(LIBRARIANS, "skill")[1].level is None
    assert small_base.ratings(OTHER_MANAGERS, "skill") == ()


def test_a_detail_without_ratings_shows_those_of_its_whole_by_name(small_base):
    rating = small_base.ratings(ACUTE_CARE_NURSES, "skill", 1)[0]
    assert (rating.importance, rating.fact.group) == (3.75, "Registered Nurses")


def test_ratings_come_most_important_first_and_name_their_scale(small_base):
    ratings = small_base.ratings(NURSES, "skill")
    assert [r.importance for r in ratings] == [3.75, 3.0]
    assert ratings[0].fact.unit == "importance 1-5"
    assert ratings[0].fact.period == "August 2023"
    assert ratings[0].fact.source == "O*NET 30.1"
    with pytest.raises(KeyError):
        small_base.ratings(NURSES, "nothing")


def test_interests_keep_the_order_of_their_letters(small_base):
    ratings = small_base.interests(LIBRARIANS)
    assert "".join(r.name[0] for r in ratings) == "RIASEC"
    assert {r.fact.unit for r in ratings} == {"scale 1-7"}


def test_technologies_in_demand_come_first(small_base):
    assert [(f.value, f.unit) for f in small_base.technologies(LIBRARIANS)] == [
        ("Microsoft Excel", "name, hot and in demand"),
        ("Catalog software", "name"),
    ]


def test_exposure_measures_keep_their_names_and_what_they_measured(small_base):
    found = [(f.name, f.value, f.period, f.group) for f in small_base.exposures(LIBRARIANS)]
    assert found == [
        ("ai_exposure.eloundou_2023_gpt4", 0.535, "2023", ""),
        ("ai_exposure.frey_osborne_2013", 0.65, "2013", "Librarians (SOC 2010 25-4021)"),
        ("ai_exposure.frey_osborne_2013", 0.39, "2013", "AV specialists (SOC 2010 25-9011)"),
    ]  # fmt: skip
    assert small_base.exposures(TEACHING_ASSISTANTS)[0].group == ASSISTANTS_GROUP


# Majors and lattice


def test_majors_are_found_by_words_likeliest_first(small_base):
    assert small_base.find_majors("history")[0] == ("54.0101", "History, General")
    assert small_base.find_majors("nurs")[0][0] == "51.3801"
    assert small_base.find_majors("  ") == small_base.find_majors("alchemy") == ()


def test_a_major_and_its_family_lead_to_occupations(small_base):
    assert [o.code.onet for o in small_base.occupations_of_major("51.3801")] == [NURSES]
    assert [o.code.onet for o in small_base.occupations_of_major("25")] == [LIBRARIANS]
    assert {f.value for f in small_base.majors_of(ACUTE_CARE_NURSES)} == {
        "51.3801 Registered Nursing/Registered Nurse"
    }


def test_the_majors_of_a_job_begin_with_those_named_like_its_titles(small_base):
    assert [str(f.value) for f in small_base.majors_of(LIBRARIANS)] == [
        "25.0101 Library and Information Science",
        "13.0501 Educational/Instructional Technology",
        "54.0101 History, General",
    ]


def test_the_lattice_is_split_by_direction_with_its_evidence(small_base):
    lattice = small_base.lattice(LIBRARIANS)
    assert [edge.code.onet for edge in lattice.feeders] == [LIBRARY_TECHNICIANS]
    assert [edge.code.onet for edge in lattice.transfer] == [ACTORS]
    assert lattice.feeders[0].evidence[0].kind == "onet_related"
    assert small_base.lattice(INFANTRY).advance == ()


def test_published_steps_keep_raw_and_repaired_values(small_base):
    (edge,) = small_base.published_edges(LIBRARIANS)
    assert (edge.raw, edge.rung, edge.review) == ("4", -4, "minus sign lost")


def test_sources_are_listed(small_base):
    assert {source.key for source in small_base.sources()} >= {"onet", "bls_oews"}
