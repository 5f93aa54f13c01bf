"""Normalisation is pure: it settles at once and loses no title."""

import string

from hypothesis import given
from hypothesis import strategies as st

from knowledge.titles.normalize import LONGEST, key, normalize, readings, segments

SHORT = st.text(max_size=LONGEST // 4)


@given(SHORT)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalize(text)
    assert normalize(once) == once


@given(SHORT, st.sampled_from(string.ascii_letters + string.digits))
def test_a_title_with_a_letter_is_never_emptied(text: str, letter: str) -> None:
    assert normalize(letter + text)
    assert key(normalize(letter + text))


@given(st.text())
def test_only_plain_characters_and_single_spaces_remain(text: str) -> None:
    plain = normalize(text)
    assert set(plain) <= set(string.ascii_lowercase + string.digits + "+# ")
    assert plain == " ".join(plain.split())


@given(SHORT)
def test_case_does_not_matter(text: str) -> None:
    assert normalize(text.upper().lower()) == normalize(text.lower())


@given(SHORT)
def test_the_key_settles_at_once(text: str) -> None:
    assert normalize(key(normalize(text))) == key(normalize(text))


def test_accents_dots_and_apostrophes_fall_away() -> None:
    assert normalize("  Maître d' Hôtel ") == "maitre d hotel"
    assert normalize("R.N.") == "rn"
    assert normalize("Children\u2019s Librarian") == normalize("childrens librarian")
    assert normalize("C# & C++ Developer") == "c# and c++ developer"


def test_plural_and_singular_share_a_key() -> None:
    for many, one in [
        ("registered nurses", "registered nurse"),
        ("secretaries", "secretary"),
        ("waitresses", "waitress"),
        ("coaches", "coach"),
        ("midwives", "midwife"),
        ("bus drivers", "bus driver"),
    ]:
        assert key(many) == key(one)


def test_both_halves_of_a_bracketed_title_are_readings() -> None:
    assert readings("CNA (Certified Nursing Assistant)") == ("cna", "certified nursing assistant")
    assert readings("Librarian") == ("librarian",)


def test_segments_are_split_at_punctuation_but_not_at_hyphens() -> None:
    assert segments("software dev ii - payments") == ("software dev ii", "payments")
    assert segments("LABORER, SOLDER MAKING") == ("laborer", "solder making")
    assert segments("x-ray tech") == ("x ray tech",)
