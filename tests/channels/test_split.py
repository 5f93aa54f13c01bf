from hypothesis import given
from hypothesis import strategies as st

from bot.bridge.split import shorten, split
from bot.bridge.telegram.layout import units


def bare(text: str) -> str:
    return "".join(text.split())


@given(st.text(max_size=400), st.integers(2, 60))
def test_nothing_but_white_space_is_lost_and_no_part_is_too_long(text: str, limit: int):
    parts = split(text, limit, units)
    assert bare("".join(parts)) == bare(text)
    assert all(part and units(part) <= limit for part in parts)


def test_a_text_is_cut_between_paragraphs_before_lines_before_sentences_before_words():
    assert split("One two.\nThree.\n\nFour five six.", 26) == ["One two.\nThree.", "Four five six."]
    assert split("One two. Three.\nFour five six.", 26) == ["One two. Three.", "Four five six."]
    assert split("One two three. Four five.", 20) == ["One two three.", "Four five."]
    assert split("One two three four", 15) == ["One two three", "four"]


def test_an_emoji_counts_as_two_units_and_is_never_cut_in_half():
    assert split("😀😀😀", 4, units) == ["😀😀", "😀"]


@given(st.text(max_size=90), st.integers(2, 40))
def test_a_shortened_text_fits_and_begins_as_the_text_does(text: str, limit: int):
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or (short[-1] == "…" and text.startswith(short[:-1]))
