"""What a screen reader meets and is told."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.widget.driver import Chat

_SOMETHING = re.compile(r"\S")


def test_launcher_and_panel_have_roles_names_and_states(chat: Chat) -> None:
    chat.visit()
    expect(chat.launcher).to_have_role("button")
    expect(chat.launcher).to_have_accessible_name("Ask about a career")
    assert chat.launcher.get_attribute("aria-expanded") == "false"
    chat.open()
    assert chat.launcher.get_attribute("aria-expanded") == "true"
    expect(chat.panel).to_have_role("dialog")
    expect(chat.panel).to_have_accessible_name("Career questions")
    assert chat.panel.get_attribute("aria-modal") == "false"
    expect(chat.find(".log")).to_have_role("log")
    expect(chat.field).to_have_accessible_name("Your question")
    expect(chat.find(".send")).to_have_accessible_name("Send")


def test_who_runs_it_and_what_is_kept_stand_before_the_first_message(opened: Chat) -> None:
    snapshot = opened.find(".log").aria_snapshot()
    assert snapshot.index("Before you start") < snapshot.index("How do I become a librarian?")
    assert "Riverbend Public Library offers this chat" in snapshot
    assert opened.server.received == [], "nothing is sent before something is asked"


def test_only_the_new_message_is_announced(opened: Chat) -> None:
    opened.ask("first thing")
    with opened.listening() as heard:
        opened.ask("second thing")
    assert heard[-1] == "The assistant said: You asked: second thing"
    assert not any("first thing" in words for words in heard)
    assert opened.find(".log").get_attribute("aria-live") == "off"


def test_a_card_is_announced_with_the_words_that_hold_its_figures(opened: Chat) -> None:
    with opened.listening() as heard:
        opened.ask("pay")
    assert "Median pay: $78,810 a year, Alaska, May 2025 (BLS OEWS)" in heard[-1]


def test_opening_and_coming_back_announce_nothing(opened: Chat) -> None:
    opened.ask("first thing")
    opened.page.keyboard.press("Escape")
    with opened.listening() as heard:
        opened.open()
    assert heard == []


def test_charts_are_hidden_and_their_numbers_are_tables(opened: Chat) -> None:
    opened.ask("pay").ask("interests").ask("outlook")
    tables = opened.find(".card table")
    assert tables.count() == 3
    assert opened.page.locator("career-lattice").get_by_role("img").count() == 0
    pay = opened.find(".card-pay table").aria_snapshot()
    assert 'rowheader "Half earn less than (median)"' in pay
    assert 'cell "$78,810"' in pay
    assert 'cell "6.33 of 7"' in opened.find(".card-interests table").aria_snapshot()


def test_the_lattice_is_three_lists_of_buttons(opened: Chat) -> None:
    opened.ask("lattice")
    snapshot = opened.find(".card-lattice").aria_snapshot()
    assert 'heading "Up from here' in snapshot
    assert opened.find("button.step").count() == 9
    expect(opened.find("button.step").nth(3)).to_have_accessible_name(
        "Archivists . same level · 91 of 100 alike · named by experts or a state · "
        "Bachelor's degree"
    )


def test_a_missing_figure_is_said_and_not_only_a_dash(opened: Chat) -> None:
    opened.ask("compare")
    assert 'cell "no figure"' in opened.find(".card-compare table").aria_snapshot()


def test_every_control_has_a_name(chat: Chat) -> None:
    chat.visit(desk=chat.server.base).open()
    chat.ask("overview").ask("lattice").ask("find_jobs")
    for control in chat.find("button:visible, a:visible, summary:visible").all():
        expect(control).to_have_accessible_name(_SOMETHING)


def test_rating_buttons_say_what_they_rate_and_thank(chat: Chat) -> None:
    chat.visit(desk=chat.server.base).open().ask("overview")
    chat.button("Yes, this answer helped").click()
    expect(chat.find(".rating")).to_have_text("Thank you.")
    assert chat.focused().startswith("span"), "the focus stays where the button was"
    chat.page.wait_for_timeout(200)
    assert chat.server.ratings == [
        {"conversation": "c-1", "response": "utter_overview", "helpful": True}
    ]


def test_small_talk_is_not_rated(chat: Chat) -> None:
    chat.visit(desk=chat.server.base).open().ask("handoff")
    assert chat.find(".rating").count() == 0


def test_other_languages_are_marked(opened: Chat) -> None:
    opened.ask("overview")
    opened.button("Español").click()
    assert opened.panel.get_attribute("lang") == "es"
    assert opened.answers.first.get_attribute("lang") == "en"
    assert opened.button("English").get_attribute("lang") == "en"


def test_an_answer_in_the_other_language_has_its_card_in_it_too(opened: Chat) -> None:
    opened.ask("sueldo")
    answer = opened.answers.first
    assert answer.get_attribute("lang") == "es"
    assert answer.locator(".card h3").inner_text().startswith("Salario: ")
    assert answer.locator("summary").inner_text() == "De dónde vienen estas cifras"
    expect(opened.find(".spoken[role=status]")).to_have_attribute("lang", "es")
    assert opened.panel.get_attribute("lang") == "en"
