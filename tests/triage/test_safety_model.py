"""The learned part of the safety screen: what it weighs, what it tells, what it can do without."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.triage.safety_lists import is_crisis
from triage import safety, safety_encoder, safety_fit, safety_model
from triage.safety_concepts import concept
from triage.safety_features import BUCKETS, features
from triage.safety_head import Head


@pytest.fixture
def no_encoder(monkeypatch, tmp_path):
    monkeypatch.setenv("LATTICE_BUILD", str(tmp_path))
    safety_encoder._encoder.cache_clear()
    yield
    safety_encoder._encoder.cache_clear()


def test_the_model_was_fitted_on_the_examples_that_are_here():
    told = "run python -m triage.safety_fit after a change of safety_examples.csv"
    assert safety_model.load().examples == safety_fit.fingerprint(), told


def test_a_model_is_read_as_it_was_written():
    model = safety_model.load()
    again = safety_model.Model.of(safety_model.pack(model))
    assert again == model


@pytest.mark.parametrize(
    ("category", "text"),
    [
        ("medical", "my toddler bit into a detergent pod and drank some"),
        ("medical", "mi tía tomó cloro y no despierta"),
        ("eating", "i only drink water, been six days, i fainted twice"),
        ("eating", "vomito todo para no engordar"),
        ("trafficking", "they hold our passports and make us sleep with men to pay the debt"),
        ("trafficking", "me quitaron el pasaporte y me hacen acostarme con hombres"),
        ("abuse", "stepdad broke two of my fingers last night"),
        ("violence", "i have a rifle and i know when the office is full"),
        ("suicide", "everything is written down and the pills are counted"),
    ],
)
def test_what_no_rule_names_is_recognised_with_its_category(category, text):
    found = safety.screen(text)
    assert found is not None
    assert (found.level, found.category) == ("crisis", category)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["crisis", "third_person", "medical"])
def test_whoever_swallowed_something_is_told_of_poison_help(language, kind):
    """Somebody who "drank the drain cleaner" may be taken for one kind or another."""
    assert "1-800-222-1222" in safety.resources(language, kind)


def test_without_an_encoder_words_alone_are_judged(no_encoder):
    assert safety_encoder.vector("i want to die") is None
    assert is_crisis("my cousin drank the drain cleaner and wont wake up")
    assert safety.screen("what does a nurse earn") is None


def test_an_encoder_that_was_not_fitted_is_not_asked(monkeypatch):
    monkeypatch.setenv("LATTICE_ENCODER", "/somewhere/else")
    safety_encoder._encoder.cache_clear()
    assert safety_encoder.vector("i want to die") is None
    safety_encoder._encoder.cache_clear()


@pytest.mark.parametrize(
    ("text", "score", "level"),
    [
        ("some words", 9.0, "crisis"),
        ("some words", 2.0, "distress"),
        ("some words", -5.0, None),
        ("i want to die", 2.1, "crisis"),
        ("i want to die", -5.0, "distress"),
    ],
)
def test_rule_and_score_together_decide(monkeypatch, text, score, level):
    monkeypatch.setattr(safety_model, "danger", lambda *_: score)
    monkeypatch.setattr(safety_model, "danger_at_most", lambda _: score)
    found = safety.screen(text)
    assert (found.level if found else None) == level


def test_no_vector_is_made_where_none_could_be_danger(monkeypatch):
    asked = []
    monkeypatch.setattr(safety_model, "vector", asked.append)
    assert safety.screen("how much do dental hygienists make in alaska") is None
    assert asked == []
    safety.screen("nobody would notice if my chair stayed empty")
    assert asked


def test_what_is_passed_over_would_not_have_been_heard():
    harmless = [example for example in safety_fit.read_examples() if not example.crisis][::20]
    texts = {example.text: safety.words_of(example.text) for example in harmless}
    level = 1.5
    passed = {t: words for t, words in texts.items() if safety._is_far_from(level, words)}
    assert len(passed) > 100
    assert max(safety._danger(text, words) for text, words in passed.items()) <= level


def test_no_example_of_danger_is_passed_over():
    crises = [example.text for example in safety_fit.read_examples() if example.crisis]
    assert not [text for text in crises if safety._is_far_from(1.5, safety.words_of(text))]


def test_a_network_keeps_its_judgement_when_rounded_to_bytes():
    rows = [[0.5, -1.0], [1.5, 0.25]]
    head = Head.rounded(rows, [0.0, -0.1], [2.0, -1.0], 0.5)
    meaning = np.array([0.6, 0.8], dtype=np.float32)
    exact = 0.5 - (1.5 * 0.6 + 0.25 * 0.8 - 0.1)
    assert head.score(meaning) == pytest.approx(exact, abs=0.02)
    assert Head.of(json.loads(json.dumps(head.told())), head.packed()) == head


def test_kin_is_one_concept_in_both_languages():
    assert concept("stepdad") == concept("padrastro") == "kin"
    assert concept("spreadsheet") is None


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz.", min_size=1), max_size=40))
def test_each_kind_of_features_has_length_one(words):
    found = features(words)
    assert all(0 <= at < BUCKETS for at in found)
    assert sum(weight**2 for weight in found.values()) <= 9.0


@given(st.text("abcdefghijklmnopqrstuvwxyz ", max_size=80))
def test_the_strongest_words_are_none_but_listed_ones(text):
    assert all(concept(word) for word in safety_model.strongest(text.split()))
