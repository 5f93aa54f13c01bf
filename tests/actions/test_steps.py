"""Questions about a step: both ends found, the answer whole, and honest where nothing is known."""

import pytest

from actions.steps.step_pay import _in_one_place
from actions.understanding.ends import starts_at_second
from actions.understanding.order import pointed, pointed_alone
from tests.actions.scene import Scene
from tests.fixtures import small_base as codes

BOTH = ["library technician", "librarian"]
STEP = [codes.LIBRARY_TECHNICIANS, codes.LIBRARIANS]
ASPECTS = ["step", "why_similar", "what_is_missing", "skip_step", "step_pay"]


@pytest.fixture
def listed(scene: Scene) -> Scene:
    """After "what leads to librarian": one feeder, the library technicians."""
    return scene.say("feeders", "what leads to librarian", occupation="librarian")


@pytest.mark.parametrize("topic", ASPECTS)
def test_two_jobs_named_are_start_and_goal(scene: Scene, topic: str):
    scene.say(topic, "from library technician to librarian", occupation=BOTH)
    assert scene.responses == [f"utter_{topic}"]
    assert scene.messages[0]["occupations"] == STEP
    assert scene.slots["occupation"] == codes.LIBRARIANS


@pytest.mark.parametrize("topic", ASPECTS)
def test_the_goal_named_first_is_still_the_goal(scene: Scene, topic: str):
    scene.say(topic, "to librarian from library technician", occupation=BOTH[::-1])
    assert scene.messages[0]["occupations"] == STEP


@pytest.mark.parametrize("topic", ASPECTS)
def test_a_job_named_alone_is_the_goal_of_who_talked_about_another(scene: Scene, topic: str):
    scene.say("overview", occupation="library technician")
    scene.say(topic, "to become a librarian", occupation="librarian")
    assert scene.messages[0]["occupations"] == STEP


@pytest.mark.parametrize("topic", ASPECTS)
def test_the_only_step_on_the_screen_is_meant(listed: Scene, topic: str):
    listed.say(topic, "what about it")
    if topic != "step_pay":
        assert listed.messages[0]["occupations"] == STEP
    assert "library technician" in listed.texts[0].casefold()


def test_a_step_is_pointed_at_by_its_place_in_the_list(listed: Scene):
    listed.say("what_is_missing", "the first one, what am I missing?")
    assert listed.messages[0]["occupations"] == STEP


def test_a_job_read_about_after_a_list_is_the_goal_of_a_step_from_there(scene: Scene):
    scene.say("next_steps", occupation="library technician")
    scene.say("overview", occupation="librarian").say("what_is_missing", "what am i missing")
    assert scene.messages[0]["occupations"] == STEP


@pytest.mark.parametrize("topic", ASPECTS)
def test_the_step_talked_about_goes_on(scene: Scene, topic: str):
    scene.say("path_between", occupation=BOTH).say(topic, "and that")
    assert scene.messages[0]["occupations"] == STEP


def test_of_several_steps_on_the_screen_one_is_asked_for(scene: Scene):
    scene.say("similar_jobs", occupation="librarian").say("why_similar", "why is that similar")
    assert scene.responses == ["utter_step_which"]
    scene.tap(1)
    assert scene.responses == ["utter_why_similar"]
    assert scene.messages[0]["occupations"] == STEP[::-1]


def test_without_any_job_both_are_asked_for_one_after_the_other(scene: Scene):
    scene.say("what_is_missing", "what am i missing")
    assert scene.responses == ["utter_path_need"]


def test_a_goal_alone_asks_where_a_person_stands_and_keeps_the_goal(scene: Scene):
    scene.say("what_is_missing", "to become a librarian", occupation="librarian")
    assert scene.responses == ["utter_path_need_start"]
    scene.say("overview", "library technician", occupation="library technician")
    assert scene.responses == ["utter_what_is_missing"]
    assert scene.messages[0]["occupations"] == STEP


def test_a_start_alone_asks_where_to(scene: Scene):
    scene.say("path_between", "from library technician", occupation="library technician")
    assert scene.responses == ["utter_path_need_goal"]
    scene.say("overview", "librarian", occupation="librarian")
    assert scene.messages[0]["occupations"] == STEP


def test_an_unclear_title_is_asked_back_on_its_side(scene: Scene):
    scene.say("why_similar", "technician and librarian", occupation=["technician", "librarian"])
    assert scene.responses == ["utter_which_occupation"]
    scene.tap(1)
    assert scene.messages[0]["occupations"] == STEP


@pytest.mark.parametrize("topic", ASPECTS)
def test_two_names_of_one_job_are_no_step(scene: Scene, topic: str):
    scene.say(topic, "from librarian to librarians", occupation=["librarian", "librarians"])
    assert scene.responses == ["utter_step_same"]
    assert scene.buttons


def test_a_question_back_does_not_disturb_a_comparison(scene: Scene):
    scene.say("what_is_missing", "to become a librarian", occupation="librarian")
    scene.say("compare", "nurse or actor", occupation=["nurse", "actor"])
    assert scene.responses == ["utter_compare"]


def test_a_whole_step_gives_every_figure_with_both_sides_of_pay(scene: Scene):
    scene.say("step", occupation=BOTH)
    facts = scene.facts
    assert facts["similarity.25-4022.00"] == 88
    assert facts["schooling_added"] == 5
    assert facts["pay_change"] == 15000
    assert {"entry_education", "projected_growth", "annual_openings", "employment"} <= facts.keys()
    assert "2 steps up" in scene.texts[0]
    assert scene.messages[0]["card"]["type"] == "compare"
    assert scene.say("show_more").responses == ["utter_step_more"]


def test_a_step_moves_to_another_place_and_says_where_figures_lack(scene: Scene):
    scene.say("step", occupation=BOTH).say("follow_up", "in alaska", area="alaska")
    assert scene.responses == ["utter_step"]
    assert "Alaska has no figures for both jobs" in scene.texts[0]


def test_a_step_that_is_none_becomes_a_way(scene: Scene):
    scene.say("step", occupation=["actor", "nurse"])
    assert scene.responses[0].startswith("utter_path_")


def test_details_of_a_job_without_a_step_are_the_steps_from_it(scene: Scene):
    scene.say("step", "tell me about the step", occupation="library technician")
    assert scene.responses == ["utter_next_steps"]


def test_experts_are_named_where_they_list_a_pair_and_missed_where_not(scene: Scene):
    scene.say("why_similar", occupation=BOTH)
    assert "experts of O*NET® list them among the closest" in scene.texts[0]
    scene.say("why_similar", occupation=["actor", "nurse"])
    assert "do not list them together" in scene.texts[0]
    assert "not among each other" in scene.texts[0]


def test_what_a_state_publishes_is_said_with_the_step(scene: Scene):
    scene.say("why_similar", occupation=BOTH)
    assert "likeness 80, school VOC" in scene.texts[0]


def test_what_is_missing_compares_two_jobs_and_not_a_person(scene: Scene):
    scene.say("what_is_missing", occupation=BOTH)
    assert "master's degree" in scene.texts[0]
    assert "not you" in scene.texts[0]


def test_jobs_without_ratings_have_no_known_gap(scene: Scene):
    scene.say("what_is_missing", occupation=["infantry", "actor"])
    assert "do not rate the skills of both" in scene.texts[0]


def test_several_steps_up_can_be_skipped_but_not_what_the_job_asks(scene: Scene):
    scene.say("skip_step", occupation=BOTH)
    assert "Yes." in scene.texts[0]
    assert "master's degree" in scene.texts[0]


def test_without_jobs_the_rule_about_steps_is_told(scene: Scene):
    assert scene.say("skip_step", "can i skip a step").responses == ["utter_skip_step_rule"]


def test_with_one_job_the_highest_step_from_it_is_meant(scene: Scene):
    scene.say("next_steps", occupation="library technician").say("skip_step", "can i skip one")
    assert scene.messages[0]["occupations"] == STEP


def test_pay_after_a_list_sets_every_neighbour_beside_the_job(listed: Scene):
    listed.say("similar_jobs", occupation="librarian").say("pay", "what would it pay")
    assert listed.responses == ["utter_step_pay_list"]
    assert listed.messages[0]["occupations"] == [codes.LIBRARIANS]
    assert "$15,000 a year less" in listed.texts[0]
    assert listed.say("repeat").responses == ["utter_step_pay_list"]


def test_a_place_after_a_list_of_steps_asks_for_pay_on_both_sides(listed: Scene):
    listed.say("similar_jobs", occupation="librarian").say("follow_up", "in alaska", area="alaska")
    assert listed.responses == ["utter_step_pay_list"]
    assert listed.messages[0]["area"] == "AK"


def test_a_job_named_after_a_list_asks_for_its_own_pay(listed: Scene):
    listed.say("pay", "how much do nurses make", occupation="nurses")
    assert listed.responses == ["utter_pay"]


def test_more_pay_of_a_job_alone_is_its_pay(scene: Scene):
    scene.say("step_pay", "would a nurse earn more", occupation="nurse")
    assert scene.responses == ["utter_pay"]


def test_pay_without_figures_on_both_sides_says_so(scene: Scene):
    scene.say("step_pay", occupation=["infantry", "nurse"])
    assert "not published for both" in scene.texts[0]


def test_a_list_is_compared_in_one_place_only(small_base):
    from knowledge.model import SocCode
    from knowledge.steps import pay_change

    nation = pay_change(small_base, SocCode("25-4022"), SocCode("25-4031"))
    assert _in_one_place([nation, None], "US") == [nation, None]
    assert _in_one_place([nation, None], "AK") == [nation, None]


def test_the_whole_lattice_has_words_a_card_and_an_address(scene: Scene):
    scene.say("lattice_picture", "show me the lattice", occupation="librarian")
    assert "/careers/25-4022.00/lattice.svg" in scene.texts[0]
    assert "Leads here: Library Technicians" in scene.texts[0]
    assert [e["code"] for e in scene.messages[0]["card"]["edges"]][-1] == codes.LIBRARY_TECHNICIANS


@pytest.mark.parametrize("topic", ["next_steps", "same_level", "feeders", "lattice_picture"])
@pytest.mark.parametrize(
    ("title", "response"),
    [("infantry", "utter_lattice_military"), ("surgeon", "utter_lattice_collects")],
)
def test_a_job_without_profile_says_why_it_has_no_lattice(
    scene: Scene, topic: str, title: str, response: str
):
    assert scene.say(topic, occupation=title).responses == [response]


def test_a_list_offers_its_steps_and_the_whole_picture(listed: Scene):
    payloads = [button["payload"] for button in listed.buttons]
    assert f'/step{{"occupation": "{codes.LIBRARY_TECHNICIANS} {codes.LIBRARIANS}"}}' in payloads
    assert any(payload.startswith("/lattice_picture") for payload in payloads)


def test_the_scale_is_explained_once(listed: Scene):
    assert "Steps count schooling" in listed.texts[0]
    assert "Steps count schooling" not in listed.say("show_more").texts[0]
    listed.say("next_steps", occupation="librarian")
    assert "Steps count schooling" not in listed.texts[0]


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("the first one, what am I missing?", (0,)),
        ("number 2 please, why", (1,)),
        ("what does the second pay", (1,)),
        ("el segundo, qué me falta", (1,)),
        ("the last one", (2,)),
        ("compare the first two", (0, 1)),
        ("compare the last two", (1, 2)),
        ("compare the first and the third", (0, 2)),
        ("the second and third please", (1, 2)),
        ("compara las dos primeras", (0, 1)),
        ("la primera y la última", (0, 2)),
        ("what is the first thing to do", ()),
        ("the second grade", ()),
        ("what do the two share", ()),
        ("what should I do first", ()),
        ("no one", ()),
        ("the fifth", ()),
    ],
)
def test_places_of_a_list_within_a_sentence(text: str, indices: tuple[int, ...]):
    assert pointed(text, 3) == indices


@pytest.mark.parametrize(
    ("text", "indices"),
    [
        ("2", (1,)),
        ("b", (1,)),
        ("the second one please", (1,)),
        ("1 and 3", (0, 2)),
        ("one and three", (0, 2)),
        ("compare 1 and 3", (0, 2)),
        ("tres", (2,)),
        ("which one", ()),
        ("2 years of school", ()),
    ],
)
def test_places_that_are_all_a_text_says(text: str, indices: tuple[int, ...]):
    assert pointed_alone(text, 3, "comparing") == indices


def test_both_are_the_two_of_a_list_of_two():
    assert pointed("compare both", 2) == (0, 1)
    assert pointed("compare both", 3) == ()


def test_who_stands_where_is_heard_from_the_words_between():
    assert starts_at_second("become a nurse from a cna", "nurse", "cna")
    assert not starts_at_second("from a cna to a nurse", "cna", "nurse")
