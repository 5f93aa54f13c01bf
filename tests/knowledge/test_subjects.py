"""What jobs are about, and where they are done: derived from text, titles and fields."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.criteria import Criteria
from knowledge.finder import find
from knowledge.settings import RULES, Place, in_setting
from knowledge.subjects import about, everyday_names, understand
from knowledge.titles.matcher import Matcher


def first(base, name, count=4):
    found = find(base, Criteria(about=(name,)), count)
    return {one.occupation.code.soc for one in found.results}


@pytest.mark.parametrize(
    ("subject", "occupation"),
    [
        ("plants", "27-1023"),
        ("real estate", "41-9022"),
        ("animals", "29-1131"),
        ("fashion", "27-1022"),
        ("animales", "29-1131"),
        ("jewelry", "51-9071"),
    ],
)
def test_a_subject_finds_its_jobs_by_words_alone(knowledge, subject, occupation):
    assert occupation in first(knowledge, subject, 10)


def test_a_subject_that_no_job_is_about_finds_nothing(knowledge):
    found = find(knowledge, Criteria(about=("narnia",)))
    assert (found.total, found.unknown) == (0, ("narnia",))


def test_of_several_subjects_each_has_its_turn(knowledge):
    animals, fashion = (about(knowledge.reader, name).relevance for name in ("animals", "fashion"))
    found = find(knowledge, Criteria(about=("animals", "fashion")), 6)
    codes = [one.occupation.code.onet for one in found.results]
    assert sum(code in animals for code in codes) >= 2
    assert sum(code in fashion for code in codes) >= 2


def test_a_subject_narrows_with_other_wishes(knowledge):
    wide = find(knowledge, Criteria(about=("health",)), 500)
    narrow = find(
        knowledge,
        Criteria(about=("health",), education_at_most="Postsecondary nondegree award"),
        500,
    )
    everyone = {one.occupation.code for one in wide.results}
    assert 5 < narrow.total < wide.total
    assert {one.occupation.code for one in narrow.results} <= everyone


def test_a_disliked_subject_is_left_out(knowledge):
    found = find(knowledge, Criteria(about=("health",), not_about=("doctor",)), 500)
    doctors = about(knowledge.reader, "doctor").relevance
    assert found.total
    assert not any(one.occupation.code.onet in doctors for one in found.results)


def test_witnesses_say_what_speaks_for_the_results(knowledge):
    found = find(knowledge, Criteria(about=("insurance",)), 4)
    assert {"text", "title", "field"} <= set(found.witnesses)
    assert "meaning" not in found.witnesses  # no encoder was at hand


def test_a_word_counts_less_where_the_description_means_something_else(knowledge):
    def far(_text):
        return dict.fromkeys(about(knowledge.reader, "history").relevance, -1.0)

    trusted = about(knowledge.reader, "history").relevance
    doubted = about(knowledge.reader, "history", far).relevance
    assert all(doubted[code] <= trusted[code] for code in doubted.keys() & trusted.keys())
    assert sum(doubted.values()) < sum(trusted.values())


@pytest.mark.model
def test_the_encoder_finds_what_words_do_not(knowledge, knowledge_path):
    likeness = Matcher.open(knowledge_path.parent).likeness
    with_sense = about(knowledge.reader, "cybersecurity", likeness).relevance
    assert "15-1212.00" in with_sense
    assert max(likeness("growing flowers").items(), key=lambda item: item[1])[0][:2] in ("27", "45")


def test_an_everyday_subject_is_known_by_what_people_call_it():
    assert understand("little kids")[0].name == "children"
    assert understand("Wood Working")[0].name == "woodworking"
    assert [meant.name for meant in understand("forensic psychology")] == [
        "forensic psychology", "mental health"
    ]  # fmt: skip
    assert understand("") == ()


@given(st.text(max_size=40))
def test_any_text_may_be_a_subject(name):
    assert len(understand(name)) <= 2


def test_every_name_of_an_everyday_subject_belongs_to_one_subject():
    assert len(everyday_names()) == len(set(everyday_names())) > 150


# Settings


@pytest.mark.parametrize(
    ("setting", "inside", "outside"),
    [
        ("outdoors", "37-3011.00", "43-3031.00"),
        ("from_home", "15-1252.00", "47-2111.00"),
        ("quiet", "25-4011.00", "41-2031.00"),
        ("active", "47-2061.00", "13-2011.00"),
        ("seated", "13-2011.00", "47-2061.00"),
        ("with_public", "29-1141.00", "19-2012.00"),
        ("travel", "53-2011.00", "43-4071.00"),
    ],
)
def test_a_setting_is_derived_from_text_and_activities(knowledge, setting, inside, outside):
    found = in_setting(knowledge.reader, setting)
    assert inside in found
    assert outside not in found


@pytest.mark.parametrize("name", sorted(RULES))
def test_every_setting_holds_some_jobs_and_not_most(knowledge, name):
    found = in_setting(knowledge.reader, name)
    assert 20 < len(found) < 500
    assert all(0 < far <= 1 for far in found.values())


def test_what_is_said_outright_counts_more_than_what_is_inferred():
    rule = RULES["outdoors"]
    assert rule(Place("farms, outdoors in all weather", {})) > rule(
        Place("offices and outdoor sites", {})
    )
    assert rule(Place("offices", {})) == 0


def test_odd_hours_are_no_regular_hours():
    rule = RULES["regular_hours"]
    assert rule(Place("offices; weekday hours", {})) == 1
    assert rule(Place("offices; weekdays with some evenings", {})) == 0
