import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.bridge.shape import pieces, to_shown
from tests.channels.messages import MESSAGES, TEXTS, lattice, overview, report, search


def tokens():
    return (f"token-{n}" for n in itertools.count(1)).__next__


def show(*messages):
    return to_shown(messages, tokens(), "en")


@given(st.lists(MESSAGES, max_size=2))
def test_every_choice_of_a_turn_has_a_number_and_a_token_of_its_own(messages):
    choices = [choice for one in show(*messages) for choice in one.choices]
    assert len({choice.number for choice in choices}) == len(choices)
    assert len({choice.token for choice in choices}) == len(choices)


@given(st.lists(MESSAGES, max_size=2))
def test_every_button_of_the_bot_can_be_chosen(messages):
    chosen = [c.payload for one in show(*messages) for c in one.choices if not c.extra]
    assert chosen == [b["payload"] for m in messages for b in m.get("buttons", [])]


@given(TEXTS)
def test_fields_and_prose_together_say_what_the_text_says(text):
    said = [
        "".join([prose, *(f"{label}: {value}" for label, value in fields)])
        for prose, fields in pieces(text)
    ]
    assert "".join("".join(said).split()) == "".join(text.split())


def test_the_first_line_is_a_heading_where_it_names_what_the_card_is_about():
    (shown,) = show(overview())
    assert shown.title == "Librarians and Media Collections Specialists"
    assert shown.body.startswith("Help people")


def test_sources_are_named_once():
    twice = overview() | {"facts": overview()["facts"] * 2}
    assert show(twice)[0].sources == ("BLS OEWS, May 2025", "BLS Employment Projections, 2024-34")


def test_a_job_listed_as_number_two_is_chosen_by_two_even_behind_show_more():
    numbers = {choice.title: choice.number for choice in show(search())[0].choices}
    assert numbers == {"Dental Hygienists": 1, "Registered Nurses": 2, "Show more": 3}


def test_a_title_that_begins_another_does_not_take_its_number():
    message = {
        "text": "1. Nurse Midwives: a\n2. Nurse: b",
        "buttons": [{"title": t, "payload": f"/{t}"} for t in ("Nurse", "Nurse Midwives")],
    }
    assert {c.title: c.number for c in show(message)[0].choices} == {
        "Nurse": 2,
        "Nurse Midwives": 1,
    }


def test_neighbors_on_the_card_can_be_chosen_beside_the_buttons():
    choices = show(lattice(8))[0].choices
    assert [choice.extra for choice in choices] == [False] + [True] * 8
    assert choices[1].payload == '/overview{"occupation": "11-1000.00"}'


def test_a_lattice_brings_its_picture_and_a_report_its_document():
    (picture,) = show(lattice())[0].files
    assert picture["path"] == "/careers/25-4022.00/lattice.png?lang=en"
    assert "Librarians" in picture["alt"]
    (document,) = show(report())[0].files
    assert document["path"] == "/careers/25-4022.00/report.pdf?lang=en&area=AK"


def test_links_that_only_this_machine_can_open_are_left_out_and_others_stay():
    assert show(report())[0].body == "Profile of Librarians and Media Collections Specialists"
    public = {"text": "Page: https://careers.example.org/careers/25-4022.00"}
    assert show(public)[0].body == public["text"]


def test_buttons_without_words_are_introduced():
    (shown,) = show({"text": "", "buttons": [{"title": "Yes", "payload": "/affirm"}]})
    assert shown.body == "Choose one:"
