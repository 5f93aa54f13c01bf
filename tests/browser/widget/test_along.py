"""Sending the talk along with a question for a counselor: seen first, and only after a yes."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.widget.driver import Chat
from tests.browser.widget.test_axe import violations


@pytest.fixture
def taken(chat: Chat) -> Chat:
    """A talk with a question that was taken, on a page with a desk."""
    chat.visit(desk=chat.server.base).open().ask("pay").ask("taken")
    expect(chat.button("Yes, send it")).to_be_visible()
    return chat


def test_what_would_go_is_shown_and_goes_after_a_yes(taken: Chat) -> None:
    assert "deleted after 30 days" in taken.find(".along").inner_text()
    assert violations(taken.page) == []
    taken.find(".along summary").click()
    shown = taken.find(".along pre").inner_text()
    assert shown.startswith("Student: pay")
    assert taken.server.transcripts == []
    taken.button("Yes, send it").click()
    expect(taken.find(".along")).to_have_text("The chat went along with your question 7KQF-D2MX.")
    (sent,) = taken.server.transcripts
    assert (sent["number"], sent["text"]) == ("7KQF-D2MX", shown)
    assert taken.focused().startswith("p."), "the focus stays where the buttons were"


def test_nothing_goes_after_a_no(taken: Chat) -> None:
    taken.button("No, thanks").click()
    expect(taken.find(".along")).to_have_text("The chat was not sent. Your question is.")
    assert taken.server.transcripts == []


def test_what_could_not_be_sent_can_be_sent_again(taken: Chat) -> None:
    taken.server.takes = False
    taken.button("Yes, send it").click()
    expect(taken.find(".along .trouble")).to_be_visible()
    taken.server.takes = True
    taken.button("Yes, send it").click()
    expect(taken.find(".along")).to_contain_text("went along")


def test_nothing_is_offered_without_a_desk(opened: Chat) -> None:
    opened.ask("taken")
    opened.page.wait_for_timeout(500)
    assert opened.find(".along").count() == 0


@pytest.mark.parametrize("language", ["en", "es"])
def test_on_a_phone_the_number_and_both_answers_are_in_view(chat: Chat, language: str) -> None:
    chat.page.set_viewport_size({"width": 360, "height": 640})
    chat.visit(desk=chat.server.base, language=language).open().ask("pay").ask("taken")
    expect(chat.find(".along b")).to_contain_text("7KQF-D2MX")
    expect(chat.find(".along b")).to_be_in_viewport(ratio=1)
    for button in chat.find(".along button").all():
        expect(button).to_be_in_viewport(ratio=1)
    tops = "card => [...card.querySelectorAll('button')].map(b => b.getBoundingClientRect().top)"
    first, second = chat.find(".along").evaluate(tops)  # at once: the log may still be scrolling
    assert first == second, "side by side"
