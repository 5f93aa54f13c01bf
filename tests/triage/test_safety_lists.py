"""Measures the screen on lists written by people who had not seen it (docs/safety.md)."""

from __future__ import annotations

import pytest

from tests.triage.safety_lists import Phrase, examples, is_crisis, third_list
from triage import safety

# Said as often by somebody who leaves the chat ("im finished. bye" is in the benign list).
AMBIGUOUS = {"im done. bye"}
DANGERS = sorted({phrase.category for phrase in third_list() if phrase.crisis})
TRAPS = sorted({phrase.category for phrase in third_list() if not phrase.crisis})


def of_category(category: str) -> list[Phrase]:
    return [phrase for phrase in third_list() if phrase.category == category]


@pytest.mark.parametrize("source", ["first", "second", "rules"])
def test_every_crisis_phrase_is_recognised(source):
    phrases = examples(source, crisis=True)
    missed = {phrase for phrase in phrases if not is_crisis(phrase)}
    assert missed <= AMBIGUOUS, f"{len(missed)} of {len(phrases)} missed: {missed}"


@pytest.mark.parametrize("source", ["first", "second", "rules"])
def test_at_most_one_benign_phrase_in_a_hundred_alarms(source):
    phrases = examples(source, crisis=False)
    alarms = [phrase for phrase in phrases if is_crisis(phrase)]
    assert len(alarms) <= len(phrases) / 100, f"{len(alarms)} of {len(phrases)}: {alarms}"


@pytest.mark.parametrize("source", ["expert", "more"])
def test_what_was_learned_is_known(source):
    shown = examples(source, crisis=True)[::5]
    missed = [phrase for phrase in shown if not is_crisis(phrase)]
    assert len(missed) <= len(shown) / 50, missed


@pytest.mark.parametrize("category", DANGERS)
def test_of_each_danger_of_the_third_list_few_phrases_are_missed(category):
    phrases = of_category(category)
    missed = [phrase.text for phrase in phrases if not is_crisis(phrase.text)]
    assert len(missed) <= max(1, len(phrases) / 4), missed


@pytest.mark.parametrize("category", TRAPS)
def test_of_each_kind_of_harmless_talk_of_the_third_list_few_phrases_alarm(category):
    phrases = of_category(category)
    alarms = [phrase.text for phrase in phrases if is_crisis(phrase.text)]
    assert len(alarms) <= max(1, len(phrases) / 15), alarms


def test_what_is_missed_of_the_third_list_still_gets_the_number():
    silent = [phrase.text for phrase in third_list() if phrase.crisis and not screened(phrase)]
    assert len(silent) <= len(third_list()) / 200, silent


def test_few_harmless_phrases_of_the_third_list_alarm():
    harmless = [phrase for phrase in third_list() if not phrase.crisis]
    alarms = [phrase.text for phrase in harmless if is_crisis(phrase.text)]
    assert len(alarms) <= len(harmless) / 80, alarms


def screened(phrase: Phrase) -> bool:
    return safety.screen(phrase.text) is not None
