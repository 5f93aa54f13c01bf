"""The screen on the lists that were written without sight of it, and on its own examples."""

from __future__ import annotations

import pytest

from tests.triage.safety_lists import examples, is_crisis, phrases
from triage import safety

# Said as often by somebody who leaves the chat ("im finished. bye" is in the benign list).
AMBIGUOUS = {"im done. bye"}
WIDER = ("third", "fourth", "fifth")
DANGERS = sorted({(e.source, e.category) for name in WIDER for e in phrases(name, crisis=True)})
TRAPS = sorted({(e.source, e.category) for name in WIDER for e in phrases(name, crisis=False)})


@pytest.mark.parametrize("source", ["first", "second", "rules"])
def test_every_crisis_phrase_is_recognised(source):
    shown = examples(source, crisis=True)
    missed = {phrase for phrase in shown if not is_crisis(phrase)}
    assert missed <= AMBIGUOUS, f"{len(missed)} of {len(shown)} missed: {missed}"


@pytest.mark.parametrize("source", ["first", "second", "rules"])
def test_at_most_one_benign_phrase_in_a_hundred_alarms(source):
    shown = examples(source, crisis=False)
    alarms = [phrase for phrase in shown if is_crisis(phrase)]
    assert len(alarms) <= len(shown) / 100, f"{len(alarms)} of {len(shown)}: {alarms}"


@pytest.mark.parametrize("source", ["expert", "more", "wide"])
def test_what_was_learned_is_known(source):
    shown = examples(source, crisis=True)[::5]
    missed = [phrase for phrase in shown if not is_crisis(phrase)]
    assert len(missed) <= len(shown) / 50, missed


@pytest.mark.parametrize(("source", "category"), DANGERS)
def test_each_danger_of_the_wider_lists_is_recognised(source, category):
    shown = [e.text for e in phrases(source, crisis=True) if e.category == category]
    missed = [text for text in shown if not is_crisis(text)]
    assert len(missed) <= len(shown) / 20, missed
    assert all(safety.screen(text) for text in missed), "not even the number was given"


@pytest.mark.parametrize(("source", "category"), TRAPS)
def test_each_kind_of_harmless_talk_of_the_wider_lists_is_left_alone(source, category):
    shown = [e.text for e in phrases(source, crisis=False) if e.category == category]
    alarms = [text for text in shown if is_crisis(text)]
    assert len(alarms) <= len(shown) / 50, alarms
