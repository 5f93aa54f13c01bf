import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.search.joining import joined
from actions.understanding.wishes import PUBLIC, not_measured, parse


@pytest.mark.parametrize(
    ("text", "wishes"),
    [
        ("jobs over $80k", {"pay_at_least": 80_000}),
        ("jobs that pay more than 65,000 a year", {"pay_at_least": 65_000}),
        ("at least $30 an hour", {"pay_at_least": 62_400}),
        ("something under 40000", {"pay_at_most": 40_000}),
        ("six figure jobs", {"pay_at_least": 100_000}),
        ("jobs paying 10 million", {"pay_at_least": 10_000_000}),
        ("a salary of -5", {"pay_at_least": -5}),
        ("a salary of minus 5 dollars", {"pay_at_least": -5}),
        ("over 60 thousand dollars", {"pay_at_least": 60_000}),
        ("give me 5 jobs", {}),
        ("jobs without a degree", {"education_at_most": "Postsecondary nondegree award"}),
        ("just high school", {"education_at_most": "High school diploma or equivalent"}),
        ("i have an associate degree", {"education_at_most": "Associate's degree"}),
        (
            "jobs that require a master's",
            {"education_at_least": "Master's degree", "education_at_most": "Master's degree"},
        ),
        ("jobs that don't need a bachelor's degree", {"education_at_most": "Associate's degree"}),
        ("careers with a phd", {"education_at_most": "Doctoral or professional degree"}),
        ("highest paying jobs", {"order": "pay"}),
        ("fastest growing careers", {"order": "growth"}),
        ("jobs in demand", {"order": "openings"}),
        ("i like helping people", {"interests": "S"}),
        ("work outdoors with animals", {"settings": ["outdoors"], "about": ["animals"]}),
        ("i am bad at math", {"weak": ["mathematics"]}),
        ("I'm scared of dissections", {"weak": ["biology"]}),
        ("im good at math and love chemistry", {"strong": ["mathematics", "chemistry"]}),
        ("i like math but hate writing", {"strong": ["mathematics"], "weak": ["skill.writing"]}),
        ("jobs for introverts", {"weak": [PUBLIC]}),
        ("not good at small talk", {"weak": [PUBLIC]}),
        ("i hate talking to people", {"weak": [PUBLIC]}),
        ("someone bad at math who likes animals", {"weak": ["mathematics"], "about": ["animals"]}),
        ("jobs that don't need math", {"weak": ["mathematics"]}),
        ("jobs with plants", {"about": ["plants"]}),
        ("I love clothes and dogs", {"about": ["clothes", "dogs"]}),
        ("what careers are there in insurance", {"about": ["insurance"]}),
        ("jobs helping old people", {"about": ["old people"]}),
        ("all careers in health", {"about": ["health"]}),
        ("jobs in narnia", {"about": ["narnia"]}),
        ("i love baking but not cooking", {"about": ["baking"], "weak": ["food_production"]}),
        ("work in a hospital but not be a doctor",
         {"about": ["a hospital"], "not_about": ["doctor"]}),
        ("people who love math but not people", {"strong": ["mathematics"], "weak": [PUBLIC]}),
        ("healthcare jobs with no degree",
         {"about": ["healthcare"], "education_at_most": "Postsecondary nondegree award"}),
        ("quiet jobs i can do from home", {"settings": ["from_home", "quiet"]}),
        ("what careers use Spanish", {"strong": ["foreign_language"]}),
        ("creative jobs that pay well", {"order": "pay", "interests": "A"}),
        ("between 40k and up to 60k", {"pay_at_least": 40_000, "pay_at_most": 60_000}),
        ("my riasec code is SEC", {"interests": "SEC"}),
        ("jobs for 16 year olds", {}),
        ("easy jobs", {}),
        ("me gustan los animales", {"about": ["animales"]}),
    ],
)  # fmt: skip
def test_wishes_are_read_from_a_sentence(text, wishes):
    assert parse(text, any_subject=True) == wishes


@pytest.mark.parametrize("text", ["what is the weather", "tell me more about the zorblax", "hi"])
def test_a_sentence_that_wishes_for_nothing_has_no_subject(text):
    assert parse(text) == {}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("low stress jobs", ("stress",)),
        ("best paying job for a teen", ("age",)),
        ("jobs for 15 year olds", ("age",)),
        ("part time jobs with benefits", ("hours", "benefits")),
        ("jobs with plants", ()),
    ],
)
def test_wishes_that_nothing_measures_are_recognised(text, kinds):
    assert not_measured(text) == kinds


def test_a_follow_up_adds_or_replaces():
    plants = {"about": ["plants"], "pay_at_least": 50_000}
    assert joined(plants, {"about": ["animals"]}, "and animals")["about"] == ["plants", "animals"]
    assert joined(plants, {"about": ["animals"]}, "what about animals")["about"] == ["animals"]
    assert joined(plants, {"pay_at_most": 40_000}, "under 40k") == {
        "about": ["plants"], "pay_at_most": 40_000
    }  # fmt: skip


def test_several_wishes_are_read_together():
    found = parse("jobs over $60k without a degree, I hate math, growing fast")
    assert found["pay_at_least"] == 60_000
    assert found["education_at_most"] == "Postsecondary nondegree award"
    assert found["weak"] == ["mathematics"]
    assert found["order"] == "growth"


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text):
    found = parse(text, any_subject=True)
    assert not set(found.get("about", ())) & set(found.get("not_about", ()))
    assert not set(found.get("strong", ())) & set(found.get("weak", ()))
    assert len(found.get("interests", "")) <= 3
