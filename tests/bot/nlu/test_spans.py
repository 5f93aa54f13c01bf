from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.nlu.spans import Span, features, to_labels, to_spans
from bot.nlu.tokens import tokenize


def spans_of(text, labels):
    return [(s.entity, text[s.start : s.end]) for s in to_spans(text, tokenize(text), labels)]


@given(st.text(max_size=200))
def test_tokens_stand_where_they_say(text):
    tokens = tokenize(text)
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert len(features(tokens)) == len(tokens)


@given(st.text(max_size=80), st.data())
def test_any_labels_give_spans_within_the_text(text, data):
    tokens = tokenize(text)
    names = ["O", "B-occupation", "I-occupation", "B-area", "I-area", "I-choice"]
    labels = data.draw(st.lists(st.sampled_from(names), min_size=len(tokens), max_size=len(tokens)))
    for span in to_spans(text, tokens, labels):
        assert text[span.start : span.end].strip()


def test_annotations_become_labels_and_spans_again():
    text = "how much does a dental hygienist make in salt lake city"
    spans = [Span("occupation", 16, 32), Span("area", 41, 55)]
    labels = to_labels(tokenize(text), spans)
    assert to_spans(text, tokenize(text), labels) == spans


def test_articles_do_not_belong_to_a_job():
    text = "becoming a nurse"
    assert spans_of(text, ["O", "B-occupation", "I-occupation"]) == [("occupation", "nurse")]


def test_los_angeles_keeps_its_article():
    assert spans_of("los angeles", ["B-area", "I-area"]) == [("area", "los angeles")]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("me", False),
        ("hi there", False),
        ("rn pay in ma", True),
        ("rn pay pa", True),
        ("tell me more", False),
        ("welder jobs OR", True),
        ("nurses in portland, me", True),
    ],
)
def test_a_word_is_a_state_only_where_it_can_be_one(text, found):
    tokens = tokenize(text)
    labels = ["B-area" if t.text in ("me", "hi", "ma", "pa", "or") else "O" for t in tokens]
    assert bool(to_spans(text, tokens, labels)) is found


def test_a_place_of_several_words_is_seen_as_one():
    seen = features(tokenize("nurse in salt lake city"))
    assert all("k=place+" in token for token in seen[2:])


def test_people_in_general_are_no_job():
    assert spans_of("for girls", ["O", "B-occupation"]) == []
