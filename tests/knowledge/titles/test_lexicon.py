"""The word lists of this room: every line is whole, and says something that the releases do not."""

import re
from collections import Counter

from knowledge.titles import lexicon
from knowledge.titles.matcher import Matcher
from knowledge.titles.normalize import normalize


def test_our_titles_are_normalised_and_each_is_said_once() -> None:
    ours = lexicon.load().titles
    names = [name for titles in ours.values() for name in titles]
    assert len(names) > 500
    assert [name for name in names if normalize(name) != name] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert all(re.fullmatch(r"\d\d-\d{4}", soc) for soc in ours)


def test_the_titles_of_an_occupation_that_is_held_come_into_the_index(matcher: Matcher) -> None:
    held = lexicon.load().titles["41-2011"]
    found = matcher.match(held[0])
    assert (found.best.code.soc if found.best else "", found.candidates[0].basis) == (
        "41-2011",
        "exact_title",
    )


def test_a_short_form_never_reads_as_itself() -> None:
    words = lexicon.load()
    assert [short for short, full in words.whole.items() if short in full] == []
    assert [short for short, full in words.words.items() if short == full] == []
