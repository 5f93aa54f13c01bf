from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.spans import Span
from bot.nlu.stand_ins import JOB, PRONOUNS, SAID_LATER, to_learn, with_stand_ins


def test_a_question_is_the_same_whatever_job_and_place_it_is_about():
    texts = (("welder pay in dallas", "welder", "dallas"), ("vet tech pay in la", "vet tech", "la"))
    plain = set()
    for text, job, place in texts:
        spans = [Span("area", text.rindex(place), len(text)), Span("occupation", 0, len(job))]
        plain.add(with_stand_ins(text, spans))
    assert plain == {"nurse pay in ohio"}


def test_a_part_of_a_message_exchanges_only_what_stands_in_it():
    text = "welder pay, plumber pay"
    spans = [Span("occupation", 0, 6), Span("occupation", 12, 19), Span("choice", 7, 10)]
    assert with_stand_ins(text, spans, 12, len(text)) == "nurse pay"


@given(st.text("abc? ", max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_without_entities_a_part_stays_as_it_is(text, start, end):
    assert with_stand_ins(text, [], start, end) == text[start:end].lower()


def test_a_place_abroad_stays_for_it_asks_something_else():
    assert with_stand_ins("work in canada", [Span("area", 8, 14)]) == "work in canada"


def test_one_asks_to_see_a_counselor_but_not_a_welder():
    assert with_stand_ins("i need a counselor", [Span("occupation", 9, 18)]) == "i need a counselor"
    assert with_stand_ins("i need a welder", [Span("occupation", 9, 15)]) == f"i need a {JOB}"


def test_a_code_is_a_job():
    assert with_stand_ins("how much do 25-9099.00 make", []) == f"how much do {JOB} make"


def test_some_examples_are_learned_with_a_pronoun_for_the_job():
    learned = to_learn([f"how do i become a {JOB}"] * SAID_LATER * len(PRONOUNS))
    assert set(learned) == {f"how do i become {one}" for one in (f"a {JOB}", *PRONOUNS)}
