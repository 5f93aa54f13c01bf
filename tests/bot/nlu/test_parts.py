import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.parts import bare, split, understand

WORDS = {
    "compare": "compare",
    "hi": "greet",
    "salary": "pay",
    "degree": "education",
    "paralegals": "overview",
}


def rank(text):
    """A stand-in that knows one word of each intent and is unsure where it finds several."""
    found = [intent for word, intent in WORDS.items() if word in text]
    if len(found) == 1:
        return [(found[0], 0.9), ("offtopic", 0.1)]
    return [(found[0] if found else "offtopic", 0.4), ("help", 0.1)]


def heard(text):
    return understand(text, lambda start, end: rank(text[start:end]))


def test_one_question_is_ranked_as_it_is():
    assert heard("nurse salary").ranking == rank("nurse salary")


def test_a_greeting_gives_way_to_the_question():
    understood = heard("hi, what is the salary of a nurse")
    assert understood.ranking[0][0] == "pay"
    assert not understood.also


def test_two_questions_are_both_heard_in_order():
    text = "what degree do I need and what is the salary?"
    understood = heard(text)
    assert understood.ranking[0][0] == "education"
    (asked,) = understood.also
    assert asked.intent == "pay"
    assert text[asked.start : asked.end] == "what is the salary?"


def test_an_and_between_two_jobs_is_no_second_question():
    understood = heard("compare nurses and paralegals")
    assert understood.ranking[0][0] == "compare"
    assert not understood.also


@given(st.text(max_size=300))
def test_any_text_is_understood_somehow(text):
    assert heard(text).ranking
    parts = [text[start:end] for start, end in split(text)]
    assert all(part == part.strip() and part for part in parts)
    assert [end for _, end in split(text)] == sorted(end for _, end in split(text))


@pytest.mark.parametrize(
    ("text", "entity", "value", "intent"),
    [
        ("pilot", "occupation", "pilot", "overview"),
        ("a welder?", "occupation", "welder", "overview"),
        ("in alaska", "area", "alaska", "follow_up"),
        ("pilot pay", "occupation", "pilot", None),
        ("not a pilot", "occupation", "pilot", None),
        ("history", "major", "history", None),
    ],
)
def test_a_job_or_a_place_alone_says_what_is_asked(text, entity, value, intent):
    start = text.index(value)
    assert bare(text, [(entity, start, start + len(value))]) == intent


def test_two_jobs_are_not_one_alone():
    assert bare("pilot or welder", [("occupation", 0, 5), ("occupation", 9, 15)]) is None
