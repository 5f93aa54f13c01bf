import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.bridge.shape import to_shown
from bot.bridge.slack.blocks import compose, escape
from tests.channels.block_kit import problems
from tests.channels.messages import MESSAGES, lattice, overview


def lay_out(*messages):
    tokens = (f"token-{n}" for n in itertools.count(1))
    return compose(to_shown(messages, tokens.__next__, "en"), "en")


def texts(block):
    found = [block["text"]] if "text" in block else block.get("fields", block.get("elements", []))
    return [one["text"] for one in found if isinstance(one.get("text"), str)]


@given(st.lists(MESSAGES, max_size=2))
def test_blocks_keep_every_published_limit(messages):
    for part in lay_out(*messages):
        if part["kind"] == "message":
            assert problems(part["blocks"]) == []
            assert 1 <= len(part["text"]) <= 4000


@given(MESSAGES)
def test_no_word_of_the_bot_is_lost(message):
    said = "".join(
        text
        for part in lay_out(message)
        if part["kind"] == "message"
        for block in part["blocks"]
        if block["type"] == "section"
        for text in texts(block)
    )
    wanted = "".join(escape(message["text"]).split())
    if wanted:
        # Fields put a label in bold above its value, and drop its colon.
        ignored = str.maketrans("", "", "*: \n")
        assert "".join(said.split()).translate(ignored) == wanted.translate(ignored)


@given(st.text(max_size=200))
def test_no_text_can_mention_a_channel_or_a_person(text):
    assert "<" not in escape(text)
    assert ">" not in escape(text)


def test_an_overview_is_a_heading_prose_fields_sources_and_buttons():
    (part,) = lay_out(overview())
    heading, prose, fields, sources, buttons = part["blocks"]
    assert heading["text"]["text"] == "*Librarians and Media Collections Specialists*"
    assert prose["text"]["text"] == "Help people find books, facts &amp; tools."
    assert fields["fields"][0]["text"].startswith("*Median pay*\n$64,320 a year, United States")
    assert texts(sources) == ["BLS OEWS, May 2025 · BLS Employment Projections, 2024-34"]
    assert [b["text"]["text"] for b in buttons["elements"]] == ["1. Pay", "2. Next steps"]
    assert buttons["elements"][0]["value"] == "token-1"


def test_more_than_six_choices_become_a_menu_beside_the_buttons():
    part, picture = lay_out(lattice(8))
    button, menu = part["blocks"][-1]["elements"]
    assert (button["type"], menu["type"]) == ("button", "static_select")
    assert [option["text"]["text"] for option in menu["options"]][:2] == [
        "2. Neighbor 0",
        "3. Neighbor 1",
    ]
    assert picture["name"] == "lattice-25-4022.00.png"


def test_four_choices_from_a_card_are_buttons_like_the_others():
    part, _ = lay_out(lattice(4))
    assert [element["type"] for element in part["blocks"][-1]["elements"]] == ["button"] * 5


def test_a_very_long_answer_becomes_several_messages_with_buttons_on_the_last():
    long = overview() | {"text": "\n\n".join(["A sentence of the answer. " * 60] * 16)}
    parts = lay_out(long)
    assert len(parts) > 1
    assert [any(b["type"] == "actions" for b in part["blocks"]) for part in parts] == [
        *[False] * (len(parts) - 1),
        True,
    ]
