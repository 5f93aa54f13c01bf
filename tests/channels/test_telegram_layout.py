import html
import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from bot.bridge.shape import to_shown
from bot.bridge.telegram.layout import compose, units
from tests.channels.fake_telegram import visible
from tests.channels.messages import MESSAGES, lattice, overview, search


def lay_out(*messages):
    tokens = (f"{n:016}" for n in itertools.count(1))
    return compose(to_shown(messages, tokens.__next__, "en"))


@given(st.lists(MESSAGES, max_size=2))
def test_messages_and_keys_keep_telegrams_limits(messages):
    for part in lay_out(*messages):
        if part["kind"] != "message":
            assert units(part["alt"]) <= 1024
            continue
        said = visible(part["html"])
        assert said is not None
        assert 1 <= units(said) <= 4096
        for row in part["keyboard"]:
            assert 1 <= len(row) <= 8
            assert all(len(key["callback_data"].encode()) <= 64 for key in row)


@given(MESSAGES)
def test_no_word_of_the_bot_is_lost(message):
    said = "".join(part["html"] for part in lay_out(message) if part["kind"] == "message")
    read = html.unescape(re.sub("</?[bi]>", "", said))
    assert "".join(read.split()).startswith("".join(message["text"].split()))


def test_an_overview_has_bold_labels_its_sources_and_a_key_a_row():
    (part,) = lay_out(overview())
    assert part["html"].splitlines() == [
        "<b>Librarians and Media Collections Specialists</b>",
        "Help people find books, facts &amp; tools.",
        "",
        "<b>Median pay:</b> $64,320 a year, United States, May 2025 (BLS OEWS)",
        "<b>Growth:</b> 1.9%, United States, 2024-34 (BLS Employment Projections)",
        "",
        "<i>BLS OEWS, May 2025 · BLS Employment Projections, 2024-34</i>",
    ]
    assert [[key["text"] for key in row] for row in part["keyboard"]] == [
        ["1. Pay"],
        ["2. Next steps"],
    ]


def test_many_choices_are_listed_in_the_text_and_their_keys_are_numbers():
    part, _ = lay_out(lattice(8))
    assert "2. Neighbor 0\n3. Neighbor 1" in part["html"]
    assert [[key["text"] for key in row] for row in part["keyboard"]] == [
        list("12345"),
        list("6789"),
    ]


def test_what_the_text_numbers_already_is_not_listed_again():
    found = search()
    found["buttons"].append(
        {"title": "A title that no phone shows in full on a key", "payload": "/x"}
    )
    (part,) = lay_out(found)
    assert part["html"].count("Dental Hygienists") == 1
    assert "4. A title that no phone" in part["html"]


def test_a_long_answer_is_cut_between_paragraphs_with_the_keys_on_the_last():
    paragraph = "A sentence of the answer. " * 60
    parts = lay_out(overview() | {"text": "\n\n".join([paragraph.strip()] * 8)})
    assert len(parts) == 4
    assert all(part["html"].startswith("A sentence") for part in parts)
    assert [bool(part["keyboard"]) for part in parts] == [False, False, False, True]
