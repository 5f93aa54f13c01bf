"""Everything without a mouse."""

from __future__ import annotations

from tests.browser.widget.driver import Chat


def test_enter_opens_and_escape_closes_and_the_focus_comes_back(chat: Chat) -> None:
    chat.visit()
    chat.launcher.focus()
    chat.page.keyboard.press("Enter")
    assert chat.focused() == "textarea.question"
    chat.page.keyboard.press("Escape")
    assert chat.panel.is_hidden()
    assert chat.focused() == "button.launcher"


def test_space_opens_it_too_and_the_close_button_closes(chat: Chat) -> None:
    chat.visit()
    chat.launcher.focus()
    chat.page.keyboard.press("Space")
    chat.button("Close chat").focus()
    chat.page.keyboard.press("Enter")
    assert chat.focused() == "button.launcher"


def test_tab_walks_through_the_panel_and_out_of_it(opened: Chat) -> None:
    opened.page.locator("#corner").focus()
    met = []
    for _ in range(30):
        opened.page.keyboard.press("Tab")
        met.append(opened.focused())
        if met[-1].startswith("body"):
            break
    assert "textarea.question" in met
    assert "div.log" in met
    assert "button.plain person" in met
    assert met[-1].startswith("body"), "Tab never left the chat"


def test_shift_tab_leaves_the_panel_towards_the_page(opened: Chat) -> None:
    opened.find("header button").first.focus()
    opened.page.keyboard.press("Shift+Tab")
    assert opened.focused() == "a.corner"


def test_a_whole_talk_by_keyboard(opened: Chat) -> None:
    keys = opened.page.keyboard
    keys.type("lattice")
    keys.press("Enter")
    opened.settle()
    opened.find("button.step").first.focus()
    keys.press("Enter")
    opened.settle()
    assert opened.server.messages()[-1]["payload"] == '/overview{"occupation":"11-9032.00"}'
    opened.find("summary").last.focus()
    keys.press("Enter")
    assert opened.find("details").last.get_attribute("open") is not None
    opened.button("What does it pay?").focus()
    keys.press("Space")
    opened.settle()
    assert opened.find(".card-pay").is_visible()


def test_shift_enter_makes_a_line_and_enter_sends(opened: Chat) -> None:
    keys = opened.page.keyboard
    keys.type("one")
    keys.press("Shift+Enter")
    keys.type("two")
    keys.press("Enter")
    opened.settle()
    assert opened.server.messages()[-1]["text"] == "one\ntwo"


def test_enter_while_composing_characters_sends_nothing(opened: Chat) -> None:
    opened.field.fill("ni")
    opened.field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    assert opened.server.messages() == []
    assert opened.field.input_value() == "ni"


def test_the_focus_is_kept_when_a_pressed_suggestion_goes(opened: Chat) -> None:
    opened.ask("overview")
    opened.button("What does it pay?").focus()
    opened.page.keyboard.press("Enter")
    opened.settle()
    assert opened.focused() == "textarea.question"


def test_escape_on_the_page_uncovers_what_has_the_focus(opened: Chat) -> None:
    opened.page.locator("#before").focus()
    opened.page.keyboard.press("Escape")
    assert opened.panel.is_visible()
    opened.page.locator("#corner").focus()
    opened.page.keyboard.press("Escape")
    assert opened.panel.is_hidden()
    assert opened.focused() == "a.corner"


def test_ending_is_asked_first_and_can_be_taken_back(opened: Chat) -> None:
    opened.ask("overview")
    opened.button("End chat").focus()
    opened.page.keyboard.press("Enter")
    assert opened.focused() == "button.quiet"
    opened.page.keyboard.press("Enter")
    assert opened.focused() == "button.plain end"
    assert opened.answers.count() == 1
