import pytest
from hypothesis import given
from hypothesis import strategies as st

from actions.understanding.wishes import PUBLIC, parse


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
        ("highest paying jobs", {"order": "pay"}),
        ("fastest growing careers", {"order": "growth"}),
        ("jobs in demand", {"order": "openings"}),
        ("i like helping people", {"interests": "S"}),
        ("work outdoors with animals", {"interests": "R"}),
        ("i am bad at math", {"weak": ["mathematics"]}),
        ("I'm scared of dissections", {"weak": ["biology"]}),
        ("im good at math and love chemistry", {"strong": ["mathematics", "chemistry"]}),
        ("i like math but hate writing", {"strong": ["mathematics"], "weak": ["skill.writing"]}),
        ("jobs for introverts", {"weak": [PUBLIC]}),
        ("not good at small talk", {"weak": [PUBLIC]}),
        ("someone bad at math who likes animals", {"weak": ["mathematics"], "interests": "R"}),
        ("jobs that don't need math", {"weak": ["mathematics"]}),
        ("what is the weather", {}),
    ],
)  # fmt: skip
def test_wishes_are_read_from_a_sentence(text, wishes):
    assert parse(text) == wishes


def test_several_wishes_are_read_together():
    found = parse("jobs over $60k without a degree, I hate math, growing fast")
    assert found["pay_at_least"] == 60_000
    assert found["education_at_most"] == "Postsecondary nondegree award"
    assert found["weak"] == ["mathematics"]
    assert found["order"] == "growth"


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text):
    found = parse(text)
    assert not set(found.get("strong", ())) & set(found.get("weak", ()))
    assert len(found.get("interests", "")) <= 3
