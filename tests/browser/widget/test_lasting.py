"""What stays while one talks, and what is gone afterwards."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.widget.driver import ROOT, Chat
from tests.browser.widget.fake_server import FakeServer


def test_a_reload_keeps_the_talk_and_takes_no_focus(opened: Chat) -> None:
    opened.ask("overview").ask("pay")
    opened.page.reload()
    expect(opened.answers).to_have_count(2)
    expect(opened.find(".card-pay")).to_be_in_viewport()
    assert opened.focused().startswith("body")
    opened.ask("again")
    assert {m["conversation"] for m in opened.server.messages()} == {"c-1"}


def test_the_talk_goes_along_to_another_page(opened: Chat) -> None:
    opened.ask("overview")
    opened.page.locator("#other").click()
    expect(opened.page.locator("#heading")).to_have_text("Another page of it")
    expect(opened.answers).to_have_count(1)
    expect(opened.button("What does it pay?")).to_be_visible()


def test_half_a_question_survives_a_reload(opened: Chat) -> None:
    opened.field.fill("How do I bec")
    opened.page.reload()
    expect(opened.field).to_have_value("How do I bec")


def test_a_closed_panel_stays_closed(opened: Chat) -> None:
    opened.ask("overview")
    opened.page.keyboard.press("Escape")
    opened.page.reload()
    expect(opened.launcher).to_be_visible()
    assert opened.panel.count() == 0, "the panel is not even built"
    opened.open()
    expect(opened.answers).to_have_count(1)


def test_a_reload_while_waiting_offers_to_try_again(opened: Chat) -> None:
    opened.server.delay = 5
    opened.field.fill("pay")
    opened.field.press("Enter")
    opened.find(".working").wait_for()
    opened.page.reload()
    opened.server.delay = 0
    opened.button("Try again").click()
    expect(opened.find(".card-pay")).to_be_visible()


def test_two_tabs_are_two_talks(opened: Chat, server: FakeServer) -> None:
    opened.ask("in the first")
    other = Chat(opened.page.context.new_page(), server).visit().open()
    assert other.answers.count() == 0
    other.ask("in the second")
    assert [m["conversation"] for m in server.messages()] == ["c-1", "c-2"]
    assert opened.answers.count() == 1


def test_ending_leaves_nothing_behind(opened: Chat) -> None:
    opened.page.evaluate("() => sessionStorage.setItem('theirs', 'x')")
    opened.ask("my secret wish")
    opened.button("End chat").click()
    opened.button("End and remove").click()
    expect(opened.button("Start a new chat")).to_be_focused()
    assert opened.stored() == ["theirs"]
    assert "secret" not in opened.script("return root.textContent")
    assert opened.page.context.cookies() == []
    assert opened.page.evaluate("() => localStorage.length") == 0
    assert opened.page.evaluate("async () => (await indexedDB.databases()).length") == 0
    opened.page.wait_for_timeout(200)
    assert opened.server.messages()[-1] == {"conversation": "c-1", "payload": "/forget"}


def test_after_the_end_a_new_chat_is_another_conversation(opened: Chat) -> None:
    opened.ask("overview")
    opened.button("End chat").click()
    opened.button("End and remove").click()
    opened.button("Start a new chat").click()
    expect(opened.field).to_be_focused()
    opened.ask("again")
    assert opened.server.messages()[-1]["conversation"] == "c-2"
    assert opened.answers.count() == 1


def test_ending_in_a_copied_tab_ends_it_in_both(opened: Chat, server: FakeServer) -> None:
    opened.ask("my secret wish")
    with opened.page.expect_popup() as popup:
        opened.page.evaluate("() => window.open(location.href)")
    copy = Chat(popup.value, server)
    expect(copy.answers).to_have_count(1)
    copy.button("End chat").click()
    copy.button("End and remove").click()
    expect(opened.button("Start a new chat")).to_be_visible()
    assert opened.stored() == []
    assert "secret" not in opened.script("return root.textContent")


def test_going_back_shows_no_talk_that_was_ended_meanwhile(opened: Chat) -> None:
    opened.ask("my secret wish")
    opened.page.evaluate(
        """() => {
            sessionStorage.clear();
            window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}));
        }"""
    )
    assert opened.answers.count() == 0
    assert "secret" not in opened.script("return root.textContent")


def test_it_works_where_storage_is_refused(
    new_page: Callable[..., Page], server: FakeServer
) -> None:
    page = new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no') }})"
    )
    chat = Chat(page, server).visit().open().ask("overview").ask("pay")
    assert chat.answers.count() == 2


def test_the_element_can_be_taken_away_and_put_back(opened: Chat) -> None:
    opened.ask("overview")
    opened.page.evaluate(
        """() => {
            const element = document.querySelector('career-lattice');
            element.remove();
            document.body.append(element);
        }"""
    )
    opened.page.wait_for_function(f"() => {ROOT}.querySelectorAll('.entry.bot').length === 2")
    opened.ask("pay")
    assert opened.answers.count() == 2
