"""Lists that the safety screen is measured with must never be learned."""

import pytest

from benchmarks.safety.__main__ import LISTS, lines
from triage.safety_fit import read_examples


def plain(text: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in text.casefold()).split())


@pytest.mark.parametrize("name", LISTS)
def test_no_line_that_we_measure_with_is_an_example(name):
    learned = {plain(example.text) for example in read_examples()}
    assert not [line["text"] for line in lines(name) if plain(line["text"]) in learned]


@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_large_enough_and_of_both_languages(name):
    found = lines(name)
    assert sum(line["label"] == "crisis" for line in found) >= 195
    assert sum(line["label"] == "benign" for line in found) >= 490
    assert sum(line["language"] == "es" for line in found) > 200
