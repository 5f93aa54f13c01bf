"""A slip in a long word is mended to a word of titles; what may be a name of its own is left."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from knowledge.titles.matcher import Matcher
from knowledge.titles.spelling import Speller, _distance

USED = {"electrician": 9, "psychologist": 9, "practitioner": 9, "nurse": 20, "truck": 9, "parts": 9}
ENDS = {word: count for word, count in USED.items() if word != "parts"}
SPELLER = Speller(USED | {"hygiene": 5}, ENDS, ["kubernetes"])
WORDS = st.text(string.ascii_lowercase[:4], max_size=7)
LETTER = st.sampled_from(string.ascii_lowercase)


@st.composite
def slips(draw: st.DrawFn) -> tuple[str, str]:
    """A long word of titles, and the same with one or two slips of the finger."""
    word = typed = draw(st.sampled_from([word for word in ENDS if len(word) > 10]))
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(1, len(typed) - 1))
        kind, letter = draw(st.sampled_from("dirs")), draw(LETTER)
        before, after = typed[:at], typed[at + 1 :]
        typed = {
            "d": before + after,
            "i": before + letter + typed[at:],
            "r": before + letter + after,
            "s": before + after[:1] + typed[at] + after[1:],
        }[kind]
    assume(_distance(word, typed) <= 2)  # a letter put between two that were swapped makes three
    return word, typed


@given(slips())
def test_a_long_word_with_two_slips_is_itself_again(slip: tuple[str, str]) -> None:
    word, typed = slip
    assert SPELLER.mend(typed) == word


@given(st.text(string.ascii_lowercase + " ", max_size=30).map(lambda text: " ".join(text.split())))
def test_mending_settles_at_once_and_keeps_the_number_of_words(text: str) -> None:
    mended = SPELLER.mend(text)
    assert SPELLER.mend(mended) == mended
    assert len(mended.split()) == len(text.split())


@given(WORDS, WORDS)
def test_the_distance_is_the_same_both_ways_and_no_more_than_the_longer_word(
    one: str, other: str
) -> None:
    assert _distance(one, other) == _distance(other, one)
    assert abs(len(one) - len(other)) <= _distance(one, other) <= max(len(one), len(other))
    assert (_distance(one, other) == 0) == (one == other)


@given(WORDS, st.integers(0, 5))
def test_a_swap_of_neighbours_is_one_edit(word: str, at: int) -> None:
    assume(at + 1 < len(word) and word[at] != word[at + 1])
    swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    assert _distance(word, swapped) == 1


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("nurse practioner", "nurse practitioner"),
        ("sychologist", "psychologist"),
        ("sychologits", "sychologits"),
        ("truk", "truck"),
        ("unix", "unix"),
        ("kubernetes", "kubernetes"),
        ("paris", "paris"),
        ("truck paris", "truck parts"),
        ("nurse hygene", "nurse hygiene"),
        ("hygene", "hygene"),
        ("", ""),
    ],
)
def test_a_word_alone_becomes_only_what_ends_titles(typed: str, mended: str) -> None:
    assert SPELLER.mend(typed) == mended


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("web master", "15-1254.00"),
        ("soft ware developer", "15-1252.00"),
        ("schoollibrarians", "25-4022.00"),
    ],
)
def test_where_a_title_has_its_spaces_does_not_matter(
    matcher: Matcher, typed: str, code: str
) -> None:
    best = matcher.match(typed).candidates[0]
    assert (best.basis, best.code.onet) == ("exact_title", code)


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        *(("biker", "biker"), ("bakr", "baker")),
        *(("gardner", "gardener"), ("sadler", "saddler")),
        *(("spectator", "spectator"), ("speculater", "speculator")),
        ("policemen", "policeman"),
    ],
)
def test_a_real_word_is_a_slip_only_by_a_vowel_or_a_double_letter(typed: str, mended: str) -> None:
    used = dict.fromkeys(["baker", "gardener", "saddler", "speculator", "policeman"], 3)
    real = ["biker", "gardner", "sadler", "spectator", "policemen"]
    speller = Speller(used, used, real=real)
    assert speller.mend(typed) == mended
    assert not speller.knows_any("biker spectator")
