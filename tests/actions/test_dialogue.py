"""Turns about the talk itself."""

import pytest

from tests.actions.scene import Scene
from tests.fixtures import small_base as codes


def test_another_place_repeats_the_question(scene: Scene):
    scene.say("pay", occupation="nurse")
    scene.say("follow_up", "and in texas?", area="texas")
    assert scene.responses == ["utter_pay"]
    assert scene.messages[0]["area"] == "TX"
    assert scene.messages[0]["occupations"] == [codes.NURSES]


def test_another_job_repeats_the_question_in_the_same_place(scene: Scene):
    scene.say("pay", "nurse pay in texas", occupation="nurse", area="texas")
    scene.say("follow_up", "what about librarians?", occupation="librarians")
    assert scene.messages[0]["occupations"] == [codes.LIBRARIANS]
    assert scene.messages[0]["area"] == "TX"


def test_a_place_after_an_answer_without_places_means_pay(scene: Scene):
    scene.say("outlook", occupation="nurse")
    scene.say("follow_up", "and in texas?", area="texas")
    assert scene.responses == ["utter_pay"]


def test_a_follow_up_that_names_a_topic_is_about_that_topic(scene: Scene):
    scene.say("outlook", occupation="nurse")
    scene.say("follow_up", "and what does it pay")
    assert scene.responses == ["utter_pay"]
    assert scene.messages[0]["occupations"] == [codes.NURSES]


def test_the_whole_country_is_a_place(scene: Scene):
    scene.say("pay", "nurse pay in texas", occupation="nurse", area="texas")
    scene.say("follow_up", "in the united states")
    assert scene.messages[0]["area"] == "US"


def test_a_search_for_openings_keeps_the_job_in_mind(scene: Scene):
    scene.say("job_search", "nurse job openings", occupation="nurse")
    assert scene.responses == ["utter_job_search"]
    assert scene.messages[0]["occupations"] == [codes.NURSES]
    scene.say("pay", "what does it pay")
    assert scene.messages[0]["occupations"] == [codes.NURSES]


@pytest.mark.parametrize("topic", ["personal_data", "choose", "fallback", "offtopic"])
def test_a_code_typed_alone_is_a_job_whatever_nlu_took_it_for(scene: Scene, topic: str):
    scene.say(topic, codes.LIBRARIANS[:7])
    assert scene.responses == ["utter_overview"]
    assert scene.messages[0]["occupations"] == [codes.LIBRARIANS]


def test_a_new_question_uses_the_remembered_job(scene: Scene):
    scene.say("pay", occupation="nurse")
    scene.say("education", "what education do I need")
    assert scene.messages[0]["occupations"] == [codes.NURSES]


@pytest.mark.parametrize("text", ["2", "the second one", "registered nurses", "second"])
def test_an_unclear_title_is_asked_back_and_the_choice_answers_the_question(scene, text):
    scene.say("pay", "technician pay", occupation="technician")
    assert scene.responses == ["utter_which_occupation"]
    scene.slots["choices"][1]["title"] = "Registered Nurses"
    scene.say("choose", text)
    assert scene.responses == ["utter_pay"]
    assert scene.slots["occupation"] == codes.NURSES
    assert scene.slots["pending"] is None


def test_a_choice_typed_as_a_name_is_understood_whatever_nlu_took_it_for(scene: Scene):
    for topic in ("fallback", "follow_up", "choose"):
        scene.say("outlook", "technician", occupation="technician")
        scene.slots["choices"][0]["title"] = "Library Technicians"
        scene.say(topic, "library technicians")
        assert scene.responses == ["utter_outlook"], topic
        assert scene.slots["occupation"] == codes.LIBRARY_TECHNICIANS


def test_a_button_is_tapped(scene: Scene):
    scene.say("pay", occupation="technician").tap(2)
    assert scene.responses == ["utter_pay"]


def test_buttons_of_an_answer_can_be_typed_too(scene: Scene):
    scene.say("pay", occupation="nurse")
    scene.say("choose", "job outlook")
    assert scene.responses == ["utter_outlook"]


def test_an_unknown_job_is_said_to_be_unknown(scene: Scene):
    scene.say("how_to_become", "how do i become a zorblax", occupation="zorblax")
    assert scene.responses == ["utter_unknown_occupation"]
    assert not scene.facts


def test_a_long_query_is_cut(scene: Scene):
    scene.say("pay", "x" * 900, occupation="x" * 900)
    assert len(scene.texts[0]) < 300


def test_go_back_returns_to_the_answer_before(scene: Scene):
    scene.say("pay", occupation="nurse")
    scene.say("outlook", occupation="librarian")
    scene.say("go_back", "go back")
    assert (scene.responses, scene.slots["occupation"]) == (["utter_pay"], codes.NURSES)
    scene.say("go_back", "back")
    assert scene.responses == ["utter_nothing_before"]


def test_repeat_says_it_again(scene: Scene):
    first = scene.say("outlook", occupation="nurse").facts
    assert scene.say("repeat", "say that again").facts == first


def test_start_over_forgets_everything_but_the_language(scene: Scene):
    scene.slots["language"] = "es"
    scene.say("pay", occupation="nurse")
    scene.say("start_over", "start over")
    assert scene.slots["language"] == "es" or scene.slots["language"] == "en"
    assert scene.slots["occupation"] is None and scene.slots["last"] is None
    assert scene.say("outlook", "is it growing").responses == ["utter_need_occupation"]


def test_forget_empties_every_slot(scene: Scene):
    scene.say("pay", "nurse in texas", occupation="nurse", area="texas").say("forget", "forget me")
    kept = {k: v for k, v in scene.slots.items() if v is not None and k != "choices"}
    assert kept == {}


@pytest.mark.parametrize("said", ["/forget", "olvida todo lo que te dije"])
def test_what_was_said_in_spanish_is_forgotten_in_spanish(scene: Scene, said: str):
    scene.slots["language"] = "es"
    scene.say("forget", said)
    assert scene.texts[0].startswith("Listo: olvidé")
    assert scene.slots["language"] is None


def test_a_person_is_offered_in_the_language_of_the_help_numbers(scene: Scene):
    found = {"screened": "crisis", "language": "es"}
    scene.say("crisis", "me quiero matar", metadata=found)
    assert scene.texts[0].startswith("Una persona puede hacer más que yo")
    assert scene.slots["language"] == "es"


def test_a_correction_with_a_job_answers_for_that_job(scene: Scene):
    scene.say("pay", occupation="nurse")
    scene.say("correct", "no, i meant librarian", occupation="librarian")
    assert (scene.responses, scene.slots["occupation"]) == (["utter_pay"], codes.LIBRARIANS)


def test_the_other_one_is_the_choice_not_taken(scene: Scene):
    scene.say("pay", occupation="technician").tap(1)
    assert scene.slots["occupation"] == codes.LIBRARY_TECHNICIANS
    scene.say("correct", "no, the other one")
    assert (scene.responses, scene.slots["occupation"]) == (["utter_pay"], codes.NURSES)


def test_nonsense_gets_help_and_twice_a_person(scene: Scene):
    assert scene.say("fallback", "asdf qwer").responses == ["utter_fallback"]
    scene.say("fallback", "blargh foo")
    assert scene.responses == ["utter_fallback_again"]
    assert scene.buttons[0]["payload"] == "/handoff"
    scene.say("pay", occupation="nurse")
    assert scene.say("fallback", "asdf").responses == ["utter_fallback"]


def test_a_bare_title_that_nlu_missed_is_an_overview(scene: Scene):
    assert scene.say("fallback", "librarian").responses == ["utter_overview"]


def test_two_questions_in_one_sentence_are_both_answered(scene: Scene):
    scene.say(
        "education",
        "what degree do nurses need and how much do they make",
        occupation="nurses",
        also={"pay": "how much do they make"},
    )
    assert scene.responses == ["utter_education", "utter_pay"]
    assert {"entry_education", "annual_wage_median"} <= set(scene.facts)


def test_a_further_question_keeps_the_remembered_place(scene: Scene):
    scene.say("pay", "how much do nurses make in alaska", occupation="nurses", area="alaska")
    scene.say("education", "what schooling and what pay", also={"pay": "what pay"})
    assert scene.responses == ["utter_education", "utter_pay"]
    assert scene.messages[1]["area"] == "AK"


def test_a_further_question_may_name_a_job_and_a_place_of_its_own(scene: Scene):
    scene.say(
        "pay",
        "what do nurses earn and what do librarians do in alaska",
        occupation=["nurses", "librarians"],
        area="alaska",
        also={"what_does_x_do": "what do librarians do in alaska"},
    )
    assert [message["occupations"] for message in scene.messages] == [
        [codes.NURSES],
        [codes.LIBRARIANS],
    ]


def test_a_further_question_waits_where_the_first_is_asked_back(scene: Scene):
    scene.say("pay", "pay and outlook of a technician", occupation="technician",
              also={"outlook": "outlook of a technician"})  # fmt: skip
    assert scene.responses == ["utter_which_occupation"]


def test_spanish_is_noticed_and_left_again(scene: Scene):
    scene.say("pay", "¿cuánto gana un librarian?", occupation="librarian")
    assert scene.slots["language"] == "es"
    scene.say("pay", "how much does a nurse make", occupation="nurse")
    assert scene.slots["language"] == "en"


def test_the_language_is_changed_by_a_button(scene: Scene):
    scene.press("change_language", language="es")
    assert scene.slots["language"] == "es"
    assert "Respondo" in scene.texts[0]


def test_sources_name_the_origin_of_the_last_figures(scene: Scene):
    scene.say("pay", occupation="nurse").say("sources", "where does that come from")
    assert "BLS OEWS, May 2025" in scene.texts[0]
    assert scene.slots["topic"] == "pay"


@pytest.mark.parametrize(
    "topic",
    ["greet", "help", "thanks", "goodbye", "smalltalk", "bot_identity", "offtopic", "library_desk",
     "job_search", "counsel", "handoff", "privacy", "personal_data", "complaint", "crisis",
     "pay_meta", "credits", "affirm", "deny", "show_more", "repeat", "go_back", "choose"],
)  # fmt: skip
def test_a_turn_that_needs_no_job_is_answered_at_once(scene: Scene, topic: str):
    scene.say(topic, "hm")
    assert scene.texts[0]
    assert "utter_apology" not in scene.responses


def test_a_hundred_turns_keep_memory_small(scene: Scene):
    for number in range(100):
        scene.say(
            ("pay", "outlook", "education")[number % 3],
            occupation=("nurse", "librarian")[number % 2],
        )
    assert len(str(scene.slots)) < 5000


@pytest.mark.parametrize("topic", ["library_desk", "greet", "similar_jobs", "overview", "fallback"])
def test_a_button_typed_word_for_word_is_pressed_whatever_nlu_took_it_for(scene: Scene, topic: str):
    scene.say("pay", occupation="nurse").say(topic, "Job outlook")
    assert scene.responses == ["utter_outlook"]


def test_a_job_asked_about_by_an_unknown_name_is_not_the_last_one(scene: Scene):
    scene.say("pay", occupation="nurse").say("overview", "tell me about zorblax loans")
    assert scene.responses == ["utter_need_occupation"]


def test_a_short_name_answers_the_question_asked_back(scene: Scene):
    scene.say("pay", "technician", occupation="technician")
    scene.slots["choices"][0]["title"] = "Library Technicians"
    scene.say("library_desk", "library")
    assert scene.responses == ["utter_pay"]


def test_a_job_without_a_question_is_asked_what_about(scene: Scene):
    scene.say("fallback", "my uncle the surgeon has a boat", occupation="surgeon")
    assert scene.responses == ["utter_fallback_job"]
    assert scene.slots["occupation"] == codes.SURGEONS
    assert scene.tap(2).responses == ["utter_pay_not_published"] or scene.facts


@pytest.mark.parametrize(
    ("topic", "text", "response"),
    [
        ("job_search", "help me with my resume", "utter_advice_resume"),
        ("job_search", "where are jobs", "utter_job_search"),
        ("counsel", "are there scholarships", "utter_advice_paying"),
        ("education", "how old do i have to be", "utter_advice_age"),
        ("fallback", "i was in prison and need work", "utter_advice_returning"),
        ("how_to_become", "i am deaf, could i do that", "utter_not_covered_health"),
        ("education", "what are the best colleges", "utter_not_covered_schools"),
        ("not_covered", "a fun fact please", "utter_not_covered_fun_fact"),
        ("not_covered", "something else", "utter_not_covered"),
        ("pay", "what is the minimum wage", "utter_not_covered_minimum"),
        ("pay_meta", "what is a median", "utter_term_median"),
        ("pay_meta", "is that before taxes", "utter_pay_meta"),
        ("outlook", "what is the difference between growth and openings", "utter_term_openings"),
        ("thanks", "thanks that helped", "utter_feedback_good"),
        ("thanks", "thanks", "utter_thanks"),
        ("feedback", "that was wrong", "utter_feedback_poor"),
        ("feedback", "i want to rate this", "utter_feedback"),
    ],
)
def test_plain_words_say_which_answer_is_meant(scene: Scene, topic, text, response):
    assert scene.say(topic, text).responses[0] == response


def test_an_age_is_answered_beside_the_job_that_is_named(scene: Scene):
    scene.say("education", "how old do you have to be to be a nurse", occupation="nurse")
    assert scene.responses == ["utter_advice_age", "utter_how_to_become"]


def test_a_wish_for_advice_does_not_drown_a_question_about_the_job_talked_about(scene: Scene):
    scene.say("pay", "how much does a nurse make", occupation="nurse")
    scene.say("gain_experience", "is there an apprenticeship")
    assert scene.responses == ["utter_gain_experience"]


def test_the_nth_of_the_jobs_offered_is_meant_within_a_question(scene: Scene):
    scene.say("what_does_x_do", "what does a technician do", occupation="technician")
    scene.say("pay", "how much does the second one make")
    assert scene.messages[0]["occupations"] == [codes.NURSES]


def test_after_a_comparison_a_bare_question_asks_which_of_the_jobs(scene: Scene):
    scene.say("compare", "compare nurse and librarian", occupation=["nurse", "librarian"])
    scene.say("skills", "what skills")
    assert scene.responses == ["utter_need_occupation"]
    assert len(scene.buttons) == 2


def test_the_quiz_takes_typed_answers_and_stops(scene: Scene):
    scene.say("quiz", "quiz")
    scene.say("similar_jobs", "like it")
    scene.say("deny", "not sure")
    assert scene.slots["quiz_answers"] == [2, 1]
    assert scene.say("deny", "stop").responses != ["utter_quiz"]


def test_a_rating_is_counted_without_words(scene: Scene, desk):
    before = desk.kept_about(scene.conversation)
    scene.say("pay", "how much does a nurse make", occupation="nurse")
    scene.say("feedback", "good answer")
    assert scene.responses == ["utter_feedback_good"]
    assert "good answer" not in repr(desk.kept_about(scene.conversation))
    assert before != desk.kept_about(scene.conversation)


def test_a_job_named_in_the_quiz_is_no_answer_to_it(scene: Scene):
    scene.say("quiz", "take the quiz")
    scene.say("similar_jobs", "jobs like librarian", occupation="librarian")
    assert scene.responses == ["utter_similar_jobs"]


def test_a_job_named_after_a_search_is_asked_about(scene: Scene):
    scene.say("find_jobs", "jobs over 30k")
    scene.say("follow_up", "what about a nurse", occupation="nurse")
    assert scene.responses == ["utter_overview"]


def test_a_place_that_may_be_two_is_asked_once_the_job_is_known(scene: Scene):
    scene.say(
        "pay", "what does a technician earn in portland", occupation="technician", area="portland"
    )
    assert scene.responses == ["utter_which_occupation"]
    scene.say("choose", "2")
    assert scene.responses == ["utter_which_place"]
