"""compare, find_jobs, degree_to_jobs, quiz."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from yaml import safe_load

from actions.deps import Deps
from actions.search.quiz import ENOUGH, profile, statements
from actions.understanding.ends import starts_at_second
from actions.understanding.majors import find_major, level_of
from actions.understanding.senses import senses
from bot.settings import ROOT
from knowledge.subjects import about
from tests.actions.scene import Scene, TableMatcher
from tests.fixtures import small_base as codes


def test_two_jobs_are_compared_in_the_same_place(scene: Scene):
    scene.say(
        "compare", "nurse or librarian in alaska", occupation=["nurse", "librarian"], area="alaska"
    )
    card = scene.messages[0]["card"]
    assert [o["code"] for o in card["occupations"]] == [codes.NURSES, codes.LIBRARIANS]
    pay = next(row for row in card["rows"] if row["name"] == "pay")
    assert {cell["area_code"] for cell in pay["cells"] if cell} <= {"AK"}
    assert "—" in scene.texts[0]


def test_a_gap_in_a_comparison_names_the_job_the_place_and_a_wider_figure(real: Scene):
    codes_asked = ["25-4022.00", "25-4011.00"]
    real.press("compare", occupation=codes_asked, area="11260")
    said = real.texts[0]
    assert "Archivists: BLS publishes no pay for Anchorage, AK" in said
    assert "Wider: $" in said
    assert "annual_wage_median@US" in real.facts or "annual_wage_median@AK" in real.facts


def test_a_job_paid_by_the_hour_is_compared_by_the_hour(real: Scene):
    real.press("compare", occupation=["27-2011.00", "25-4022.00"])
    assert "an hour" in real.texts[0]
    assert "hourly_wage_median" in real.facts


def test_the_same_job_twice_asks_for_another(scene: Scene):
    scene.say("compare", "nurse vs nurses", occupation=["nurse", "nurses"])
    assert scene.responses == ["utter_compare_need"]


def test_a_job_without_any_figure_is_compared_honestly(real: Scene):
    real.press("compare", occupation=["55-3016.00", "33-3051.00"])
    assert real.texts[0].count("Infantry: no figure is published") == 1


def test_one_job_is_compared_with_the_one_talked_about(scene: Scene):
    scene.say("pay", occupation="nurse").say(
        "compare", "compare it with librarian", occupation="librarian"
    )
    assert scene.messages[0]["occupations"] == [codes.NURSES, codes.LIBRARIANS]


def test_a_job_alone_asks_for_the_other_and_keeps_it(scene: Scene):
    scene.say("compare", "compare nurse", occupation="nurse")
    assert scene.responses == ["utter_compare_need"]
    scene.say("compare", "librarian", occupation="librarian")
    assert scene.responses == ["utter_compare"]


def test_an_unclear_job_in_a_comparison_is_asked_back(scene: Scene):
    scene.say("compare", "actor vs technician", occupation=["actor", "technician"])
    assert scene.responses == ["utter_which_occupation"]
    scene.tap(2)
    assert scene.messages[0]["occupations"] == [codes.ACTORS, codes.NURSES]


def test_a_comparison_moves_to_another_place(scene: Scene):
    scene.say("compare", "nurse or librarian", occupation=["nurse", "librarian"])
    scene.say("follow_up", "in alaska", area="alaska")
    assert scene.responses == ["utter_compare"]
    assert scene.messages[0]["area"] == "AK"
    assert len(scene.messages[0]["occupations"]) == 2


def test_no_more_than_four_are_compared(scene: Scene):
    many = ["nurse", "librarian", "actor", "surgeon", "teaching assistant"] * 8
    scene.say("compare", "compare them", occupation=many)
    assert len(scene.messages[0]["occupations"]) == 4


def test_jobs_are_found_by_pay_and_each_says_its_figure(scene: Scene):
    scene.say("find_jobs", "jobs over $55,000")
    items = scene.messages[0]["card"]["items"]
    assert {codes.LIBRARIANS, codes.NURSES} <= {item["code"] for item in items}
    assert all(item["facts"] for item in items)


def test_a_follow_up_adds_a_wish(scene: Scene):
    scene.say("find_jobs", "jobs over $55,000").say("follow_up", "and under $70,000")
    assert [item["code"] for item in scene.messages[0]["card"]["items"]] == [codes.LIBRARIANS]


@pytest.mark.parametrize(
    ("text", "response"),
    [
        ("find me a job", "utter_find_jobs_need"),
        ("a salary of -5", "utter_find_jobs_invalid_pay_at_least"),
        ("less than -5 dollars", "utter_find_jobs_invalid_pay_at_most"),
        ("over 20 million", "utter_find_jobs_invalid_pay_at_least"),
        ("over $9,000,000", "utter_find_jobs_none"),
    ],
)
def test_wishes_that_find_nothing_are_answered(scene: Scene, text: str, response: str):
    assert scene.say("find_jobs", text).responses == [response]


def test_a_follow_up_with_schooling_goes_on_with_the_search(scene: Scene):
    scene.say("find_jobs", "jobs over $20,000").say("follow_up", "without a degree")
    assert scene.responses == ["utter_find_jobs"]
    assert "$20,000" in scene.texts[0]


@pytest.fixture
def real(real_deps: Deps) -> Scene:
    return Scene(Deps(
        lambda: real_deps.knowledge, lambda: TableMatcher({}), real_deps.words,
        real_deps.library, lambda: real_deps.desk,
    ))  # fmt: skip


def codes_of(scene: Scene) -> list[str]:
    return [item["code"][:7] for item in scene.messages[0]["card"]["items"]]


def test_a_subject_is_searched_said_back_and_called_an_estimate(real: Scene):
    real.say("find_jobs", "jobs with plants")
    assert "about: plants" in real.texts[0]
    assert "my estimate" in real.texts[0]
    assert "19-1013" in codes_of(real)


def test_a_field_is_browsed_page_by_page(real: Scene):
    first = codes_of(real.say("find_jobs", "all careers in health"))
    second = codes_of(real.say("show_more", "show more"))
    assert len(first) == len(second) == 4
    assert not set(first) & set(second)


def test_a_subject_joins_pay_schooling_and_place(real: Scene):
    real.say("find_jobs", "healthcare jobs over 50k without a degree in texas", area="texas")
    said = real.texts[0]
    assert all(part in said for part in ("healthcare", "$50,000", "Texas", "certificate"))
    assert "texas" not in said.partition("healthcare")[0]


def test_a_subject_nobody_works_on_is_said_to_be_unknown(real: Scene):
    assert real.say("find_jobs", "jobs in narnia").responses == ["utter_find_jobs_unknown_place"]


def test_an_unknown_subject_beside_a_known_wish_is_left_out_and_named(real: Scene):
    real.say("find_jobs", "jobs with zorblax over 90k")
    assert real.responses == ["utter_find_jobs"]
    assert "zorblax" in real.texts[0]


def test_a_place_abroad_is_said_to_have_no_figures(real: Scene):
    real.say("find_jobs", "jobs over 90k in canada", area="canada")
    assert "“canada” is outside the United States" in real.texts[0]


def test_what_nothing_measures_is_said(real: Scene):
    real.say("find_jobs", "easy jobs that pay well")
    assert "measures how easy" in real.texts[0]
    assert "measures which jobs hire at an age" in real.say("find_jobs", "jobs for teens").texts[0]


def test_limits_that_contradict_are_named(real: Scene):
    real.say("find_jobs", "jobs over 60k and under 40k")
    assert real.responses == ["utter_find_jobs_contradiction"]
    assert "60,000" in real.texts[0]
    real.say("find_jobs", "jobs without a degree that need a phd")
    assert real.responses == ["utter_find_jobs_contradiction_schooling"]
    assert "doctoral" in real.texts[0]
    real.say("degree_to_jobs", "jobs with a history degree over 60k and under 40k", major="history")
    assert real.responses == ["utter_find_jobs_contradiction"]


def test_wishes_that_fit_nothing_say_which_one_is_too_much(real: Scene):
    real.say("find_jobs", "animal jobs over 900k without a degree")
    assert real.responses == ["utter_find_jobs_none"]
    assert "Without the wish for pay:" in real.texts[0]


def test_all_careers_are_browsed_by_field(real: Scene):
    real.say("find_jobs", "list all careers")
    assert real.responses == ["utter_find_jobs_fields"]
    real.tap(2)
    assert real.responses == ["utter_find_jobs"]
    assert "Health Science" in real.texts[0]


def test_a_setting_is_called_a_rule(real: Scene):
    real.say("find_jobs", "quiet jobs")
    assert "by a rule" in real.texts[0]


def test_a_search_is_answered_in_spanish(real: Scene):
    real.slots["language"] = "es"
    real.say("find_jobs", "me gustan los animales")
    assert "sobre: animales" in real.texts[0]
    assert "39-2021" in codes_of(real)


def test_an_unknown_major_is_said_to_be_unknown(scene: Scene):
    scene.say("degree_to_jobs", "degree in basket weaving", major="basket weaving")
    assert scene.responses == ["utter_degree_unknown"]


def test_a_job_typed_alone_joins_the_comparison_that_waits_for_it(scene: Scene):
    scene.say("compare", "compare nurse", occupation="nurse")
    scene.say("fallback", "librarian")
    assert scene.responses == ["utter_compare"]


# Quiz


def answer_all(scene: Scene, answer) -> Scene:
    scene.press("quiz")
    for statement in statements():
        scene.press("quiz", choice=answer(statement))
    return scene


def test_the_quiz_has_five_statements_of_each_kind_in_both_languages():
    letters = [statement["letter"] for statement in statements()]
    assert {letters.count(letter) for letter in "RIASEC"} == {5}
    assert all(statement["en"] and statement["es"] for statement in statements())


def test_the_quiz_ends_in_several_careers_and_never_one(scene: Scene):
    answer_all(scene, lambda s: "like" if s["letter"] in "SI" else "dislike")
    assert scene.responses == ["utter_quiz_result"]
    assert len(scene.messages[0]["card"]["items"]) >= 2


def test_answers_all_alike_find_nothing_and_say_so(scene: Scene):
    answer_all(scene, lambda s: "like")
    assert scene.responses == ["utter_quiz_flat"]


def test_the_quiz_is_left_for_a_question_and_taken_up_again(scene: Scene):
    scene.press("quiz").press("quiz", choice="like").press("quiz", choice="unsure")
    scene.say("pay", occupation="nurse")
    scene.say("quiz", "quiz")
    assert scene.messages[0]["card"]["number"] == 3


def test_the_quiz_is_stopped_and_keeps_its_answers(scene: Scene):
    scene.press("quiz").press("quiz", choice="like").press("quiz", choice="stop")
    assert scene.responses == ["utter_quiz_stopped"]
    assert scene.say("quiz", "quiz").messages[0]["card"]["number"] == 2


TYPED = [
    ("affirm", "yes"),
    ("choose", "1"),
    ("choose", "like"),
    ("deny", "no"),
    ("follow_up", "not sure"),
]


@pytest.mark.parametrize(("topic", "text"), TYPED)
def test_a_quiz_answer_can_be_typed(scene: Scene, topic: str, text: str):
    scene.press("quiz").say(topic, text)
    assert scene.messages[0]["card"]["number"] == 2


def test_an_answer_off_the_scale_is_asked_again(scene: Scene):
    scene.press("quiz").say("choose", "9")
    assert scene.responses == ["utter_quiz"]
    assert "“not sure”" in scene.texts[0]
    assert scene.slots["quiz_answers"] == []
    assert scene.press("quiz", choice="9").messages[0]["card"]["number"] == 1


@pytest.mark.parametrize("text", ["5", "meeeh", "hmm what"])
def test_a_word_the_quiz_does_not_know_does_not_end_it(scene: Scene, text: str):
    scene.press("quiz").press("quiz", choice="like").say("follow_up", text)
    assert (scene.messages[0]["card"]["number"], scene.responses) == (2, ["utter_quiz"])
    assert scene.say("fallback", "like").messages[0]["card"]["number"] == 3


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("liked", ["R", "SA", "CE", "IR", "AC"])
def test_a_whole_quiz_gives_three_to_five_jobs_a_level(real: Scene, liked: str, language: str):
    real.slots["language"] = language
    answer_all(real, lambda s: "like" if s["letter"] in liked else "dislike")
    levels = [item["level"] for item in real.messages[0]["card"]["items"]]
    assert all(3 <= levels.count(level) <= 5 for level in ("little", "some", "much"))


def test_results_can_be_seen_early_but_not_too_early(scene: Scene):
    scene.press("quiz")
    for number in range(ENOUGH):
        scene.press("quiz", choice=("like", "dislike")[number % 2])
    assert scene.buttons[-1]["payload"].endswith('"results"}')
    assert scene.press("quiz", choice="results").responses == ["utter_quiz_result"]


@given(st.lists(st.integers(0, 2), max_size=30))
def test_a_profile_is_six_means_between_dislike_and_like(answers):
    scores = profile(answers)
    assert len(scores) == 6
    assert all(0 <= score <= 2 for score in scores)


# Paths


@pytest.mark.parametrize(
    ("text", "turned"),
    [
        ("from nurse to librarian", False),
        ("can a nurse become a librarian", False),
        ("become a nurse after being a librarian", True),
        ("how do i become a nurse, i am a librarian", True),
        ("librarian", False),
    ],
)
def test_a_path_starts_where_the_person_stands(text, turned):
    titles = ("nurse", "librarian")
    assert starts_at_second(text, *titles) == turned


# Majors


@pytest.mark.parametrize(
    ("asked", "cip"),
    [
        ("electrical engineering", "14.10"),
        ("poli sci", "45.10"),
        ("comp sci", "11.07"),
        ("bio", "26.01"),
        ("psycology", "42.01"),
        ("mechnical enginering", "14.19"),
        ("english", "23"),
        ("engineering", "14"),
        ("history", "54.01"),
    ],
)
def test_majors_are_known_by_what_people_call_them(knowledge, asked, cip):
    found = find_major(knowledge, asked)
    assert (found.verdict, found.majors[0].cip) == ("match", cip)


def test_a_major_without_jobs_of_its_own_asks_among_near_ones(knowledge):
    found = find_major(knowledge, "pre med")
    assert found.verdict == "ask"
    assert found.majors[0].title.startswith("Biology")


def test_a_major_nobody_teaches_is_not_guessed(knowledge):
    assert find_major(knowledge, "underwater basket weaving").verdict == "none"


@given(st.text(max_size=30))
def test_any_text_may_be_a_major_and_every_major_offered_leads_to_jobs(small_base, text):
    for major in find_major(small_base, text).majors:
        assert small_base.occupations_of_major(major.cip)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("MS in chemistry", "Master's degree"),
        ("bachelors in bio", "Bachelor's degree"),
        ("a B.A. in art", "Bachelor's degree"),
        ("an associate's in nursing", "Associate's degree"),
        ("phd in physics", ""),
        ("is it as good as art", ""),
    ],
)
def test_the_level_of_a_degree_is_read(text, level):
    assert level_of(text) == level


def test_a_degree_keeps_its_level_place_and_order(real: Scene):
    real.say(
        "degree_to_jobs", "best paying jobs with a bachelors in bio in texas",
        major="bio", area="texas",
    )  # fmt: skip
    assert all(word in real.texts[0] for word in ("bachelor's degree", "best pay first", "Texas"))
    first = codes_of(real)
    assert not set(first) & set(codes_of(real.say("show_more", "show more")))
    assert "best pay first" in real.texts[0]


def test_a_major_asked_back_is_chosen(real: Scene):
    real.say("degree_to_jobs", "what can i do with a pre med degree")
    assert real.responses == ["utter_degree_which"]
    real.say("choose", "the first one")
    assert real.responses == ["utter_degree_to_jobs"]
    assert "Biology" in real.texts[0]


def test_jobs_of_a_field_are_a_search_whatever_the_question_was_taken_for(real: Scene):
    real.say("specialties", "kinds of jobs in insurance")
    assert real.responses == ["utter_find_jobs"]


def test_a_job_taken_for_a_major_is_looked_at_as_a_job(scene: Scene):
    scene.say("degree_to_jobs", "what kind of jobs do nurses get", occupation="nurses")
    assert scene.responses == ["utter_overview"]


def test_a_subject_of_two_senses_is_asked_back_and_a_tap_searches(real: Scene):
    real.say("find_jobs", "jobs with bridges")
    assert real.responses == ["utter_find_jobs_senses"]
    assert [button["title"] for button in real.messages[0]["buttons"]] == ["Building", "Teeth"]
    real.tap(2)
    assert real.responses == ["utter_find_jobs"]
    assert codes_of(real)[0].startswith(("29-", "31-", "51-9081"))


def test_with_another_wish_a_subject_of_two_senses_is_searched(real: Scene):
    assert real.say("find_jobs", "jobs with bridges over 60k").responses == ["utter_find_jobs"]


SENSES = safe_load((ROOT / "actions/understanding/senses.yml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("word", SENSES)
def test_a_word_of_several_senses_names_subjects_that_have_jobs(knowledge, word):
    named = (ROOT / "bot/dialogue/responses/senses.yml").read_text(encoding="utf-8")
    assert 2 <= len(senses(word)) <= 4
    for sense in senses(word):
        assert len(about(knowledge.reader, sense).relevance) >= 3, sense
        assert f"utter_subject_{sense}:" in named
