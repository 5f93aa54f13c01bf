"""Answers about one occupation, on invented figures: ids, facts, cards and slots, not sentences."""

import pytest

from actions import names
from actions.career.licence import licence_line
from actions.reply import MOST_BUTTONS
from actions.topics import CAREER, PLACED
from actions.words import Words
from knowledge.model import OccupationText, SocCode
from tests.actions.scene import Scene
from tests.fixtures import small_base as codes

CAREER_TOPICS = [*CAREER, *PLACED]


def test_pay_gives_median_range_and_hour(scene: Scene):
    scene.say("pay", "how much do librarians make", occupation="librarians")
    assert scene.responses == ["utter_pay"]
    assert scene.facts["annual_wage_median@US"] == 60000
    assert scene.facts["hourly_wage_median"] == 33
    assert scene.messages[0]["card"]["type"] == "pay"
    assert scene.messages[0]["card"]["annual"]["p90"]["value"] == 80000
    assert scene.messages[0]["occupations"] == [codes.LIBRARIANS]
    assert scene.messages[0]["area"] == "US"


def test_unpublished_pay_is_said_and_the_larger_area_given(scene: Scene):
    scene.say("pay", "librarian pay in anchorage", occupation="librarian", area="anchorage")
    facts = scene.messages[0]["facts"]
    missing = [f for f in facts if f.get("status") == "not published" and f["area_code"] == "11260"]
    assert [f["name"] for f in missing] == ["annual_wage_median"]
    assert scene.facts["annual_wage_median@US"] == 60000  # Alaska publishes none either
    assert scene.messages[0]["area"] == "11260"


def test_pay_by_the_hour_only_has_no_yearly_line(scene: Scene):
    scene.say("pay", occupation="actor")
    assert "$20.00" in scene.texts[0]
    assert "a year" not in scene.texts[0]


def test_top_coded_pay_is_at_least(scene: Scene):
    scene.say("pay", occupation="surgeon")
    assert "at least $239,200" in scene.texts[0]


def test_military_pay_is_not_published_and_not_invented(scene: Scene):
    scene.say("pay", occupation="infantry")
    assert scene.responses == ["utter_pay_military"]
    assert "$" not in scene.texts[0]


def test_a_bls_group_is_named(scene: Scene):
    scene.say("pay", occupation="teaching assistant")
    assert codes.ASSISTANTS_GROUP in scene.texts[0]


def test_an_unknown_place_gets_national_figures_and_says_so(scene: Scene):
    scene.say("pay", "nurse pay in narnia", occupation="nurse", area="narnia")
    assert "narnia" in scene.texts[0]
    assert "annual_wage_median@US" in scene.facts
    assert scene.slots.get("area") is None


def test_a_place_name_shared_by_two_is_asked_back_and_chosen_by_number(scene: Scene):
    scene.say("pay", "nurse pay in portland", occupation="nurse", area="portland")
    assert scene.responses == ["utter_which_place"]
    assert len(scene.buttons) == 2
    scene.say("choose", "2")
    assert scene.responses == ["utter_pay"]
    assert scene.slots["area"] in ("38860", "38900")


def test_outlook_never_gives_growth_without_openings(scene: Scene):
    scene.say("outlook", occupation="library technician")
    assert scene.facts["projected_growth"] == -7.0
    assert scene.facts["annual_openings"] == 13000
    assert scene.facts["growth_all_occupations"] == 3.1
    assert scene.messages[0]["card"]["trend"] == "shrinking"


def test_education_comes_from_the_projections(scene: Scene):
    scene.say("education", occupation="librarian")
    assert scene.facts["entry_education"] == "Master's degree"
    assert scene.facts["work_experience"] == "None"


def test_how_to_become_has_steps_requirements_and_licence(scene: Scene):
    scene.say("how_to_become", occupation="librarian")
    assert {"entry_education", "work_experience", "on_the_job_training"} <= set(scene.facts)
    assert scene.messages[0]["card"]["steps"]
    assert len(scene.buttons) >= 2


def test_licence_always_sends_to_the_board(scene: Scene):
    for title in ("librarian", "surgeon"):
        assert "board" in scene.say("licence", occupation=title).texts[0]


def test_interests_keep_the_order_riasec_in_the_card(scene: Scene):
    scene.say("interests", occupation="nurse")
    assert "".join(item["letter"] for item in scene.messages[0]["card"]["items"]) == "RIASEC"
    assert scene.messages[0]["card"]["letters"] == "SIC"


def test_skills_then_knowledge_then_the_end(scene: Scene):
    scene.say("skills", occupation="librarian")
    assert scene.messages[0]["card"]["kind"] == "skill"
    scene.say("show_more", "more")
    assert scene.messages[0]["card"]["kind"] == "knowledge"
    scene.say("show_more", "more")
    assert scene.responses == ["utter_no_more"]


@pytest.mark.parametrize("topic", CAREER_TOPICS)
@pytest.mark.parametrize("title", ["librarian", "nurse", "surgeon", "infantry", "actor"])
def test_every_topic_answers_every_kind_of_occupation(scene: Scene, topic: str, title: str):
    scene.say(topic, occupation=title)
    assert scene.responses != ["utter_apology"]
    assert scene.texts[0]
    assert scene.slots["topic"] == topic
    assert 1 <= len(scene.buttons) <= MOST_BUTTONS


@pytest.mark.parametrize("topic", names.CAREER)
def test_every_topic_asks_for_a_job_where_none_is_named(scene: Scene, topic: str):
    scene.say(topic, "tell me")
    assert scene.responses[0].startswith("utter_need_")
    assert scene.slots["pending"] == topic
    scene.say("overview", "nurse", occupation="nurse")
    assert scene.slots["topic"] == topic, "the job typed next answers the question that waited"


@pytest.mark.parametrize("topic", CAREER_TOPICS)
def test_every_topic_speaks_spanish(scene: Scene, topic: str):
    scene.slots["language"] = "es"
    spanish = scene.say(topic, occupation="librarian").texts[0]
    scene.slots["language"] = "en"
    assert spanish != scene.say(topic, occupation="librarian").texts[0]
    assert scene.responses != ["utter_apology"]


def test_the_first_answer_and_no_other_carries_the_general_caution(scene: Scene, words):
    caution = words.say(words_of("utter_disclaimer"))
    assert caution in scene.say("pay", occupation="librarian").texts[0]
    assert caution not in scene.say("outlook", occupation="librarian").texts[0]


def words_of(response: str):
    from actions.words import Phrase

    return Phrase(response)


def test_a_month_is_a_twelfth_of_the_year_and_says_so(scene: Scene):
    scene.say("pay", "what do nurses make a month", occupation="nurses")
    facts = scene.facts
    assert facts["monthly_wage_median"] == pytest.approx(facts["annual_wage_median"] / 12)
    assert facts["monthly_wage_mean"] == pytest.approx(facts["annual_wage_mean"] / 12)
    assert "twelfth" in scene.texts[0]


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("average salary of a nurse", "annual_wage_mean"),
        ("average hourly pay of a nurse", "hourly_wage_mean"),
    ],
)
def test_the_average_stands_beside_the_median_where_it_is_asked_for(scene: Scene, asked, name):
    scene.say("pay", asked, occupation="nurse")
    assert {name, "annual_wage_median"} <= set(scene.facts)
    assert "Average (mean)" in scene.texts[0]
    scene.say("pay", "what do nurses earn", occupation="nurse")
    assert name not in scene.facts


def test_the_field_of_a_job_names_its_group(scene: Scene):
    scene.say("category", "what field is a nurse in", occupation="nurse")
    assert scene.responses == ["utter_category"]
    assert "29-1141" in scene.texts[0]


def test_a_licence_without_a_note_is_still_said(words: Words):
    text = OccupationText(
        SocCode.parse(codes.NURSES), "", (), "", (), "none", "", (), (), (), (), ()
    )
    assert words.say(licence_line(text)) == "usually none."


@pytest.mark.parametrize(
    ("asked", "apart"),
    [
        ("how much do nurses make in narnia", "narnia"),
        ("what do nurses make in the operating room?", "the operating room"),
        ("cuanto gana una nurse en narnia", "narnia"),
        ("what do nurses make in general", ""),
        ("what will a nurse make in 2030", ""),
        ("how much do nurses make in a year", ""),
        ("how much do nurses make in the united states", ""),
    ],
)
def test_figures_that_no_release_has_apart_are_said_to_be_of_the_whole(scene: Scene, asked, apart):
    named = "nurses" if "nurses" in asked else "nurse"
    text = scene.say("pay", asked, occupation=named).texts[0]
    assert f"“{apart}”" in text if apart else "“" not in text


def test_myths_stand_beside_the_figures_that_tell_otherwise(scene: Scene):
    text = scene.say("challenges", "any myths about librarians", occupation="librarians").texts[0]
    assert scene.responses == ["utter_challenges_myths"]
    assert "Most openings come as people leave" in text
    assert {"annual_openings", "employment_change"} <= set(scene.facts)


def test_what_helps_stands_beside_what_is_hard(scene: Scene):
    asked = "how does a library technician deal with the hard parts"
    text = scene.say("challenges", asked, occupation="library technician").texts[0]
    assert scene.responses == ["utter_challenges_overcome"]
    assert "Fewer jobs expected" in text
