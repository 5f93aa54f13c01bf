"""Saving and printing the talk; Spanish."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.widget.driver import Chat


def test_the_talk_is_saved_as_text_with_sources(opened: Chat) -> None:
    opened.ask("pay")
    with opened.page.expect_download() as download:
        opened.button("Save").click()
    assert download.value.suggested_filename == "career-chat.txt"
    words = Path(download.value.path()).read_text(encoding="utf-8")
    assert "You said:\npay\n" in words
    assert "Median pay: $78,810 a year (BLS OEWS, May 2025, Alaska)" in words


def test_only_the_talk_is_printed_with_every_source_unfolded(opened: Chat) -> None:
    opened.page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
    opened.ask("pay").ask("long")
    opened.page.emulate_media(media="print")
    assert opened.page.locator("#heading").is_visible(), "Ctrl+P alone prints the page"
    opened.find(".print").evaluate("button => button.click()")
    assert opened.page.locator("#heading").is_hidden()
    assert opened.find(".sources h4").first.is_visible()
    for part in (".composer", ".tools", ".send", "header button >> nth=0", ".launcher"):
        assert opened.find(part).is_hidden()
    assert opened.find(".log").evaluate("n => n.scrollHeight - n.clientHeight") == 0
    assert opened.panel.evaluate("n => getComputedStyle(n).position") == "static"
    opened.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert opened.page.locator("#heading").is_visible()
    assert opened.find(".sources").first.get_attribute("open") is None


def test_a_long_talk_fills_several_printed_pages(opened: Chat) -> None:
    opened.page.evaluate("() => { window.print = () => dispatchEvent(new Event('beforeprint')) }")
    for _ in range(3):
        opened.ask("long")
    opened.button("Print").click()
    assert opened.page.pdf().count(b"/Type /Page\n") >= 3


def test_it_speaks_spanish_from_the_start(chat: Chat) -> None:
    chat.visit(language="es", area="AK")
    expect(chat.launcher).to_have_accessible_name("Pregunte sobre un empleo")
    chat.open().ask("pay")
    snapshot = chat.panel.aria_snapshot()
    assert "La mitad gana menos de (mediana)" in snapshot
    assert "BLS OEWS, mayo de 2025, Alaska" in snapshot
    assert chat.server.messages()[0]["payload"] == '/greet{"language":"es","area":"AK"}'
    assert chat.answers.count() == 1, "the answer to that is not shown"


def test_the_language_is_switched_in_the_middle_of_a_talk(opened: Chat) -> None:
    opened.ask("lattice")
    opened.button("Español").click()
    expect(opened.button("English")).to_be_focused()
    expect(opened.find(".card-lattice")).to_contain_text("Up from here")
    assert opened.field.get_attribute("placeholder") == "Pregunte sobre un empleo…"
    opened.page.wait_for_timeout(200)
    assert opened.server.messages()[-1]["payload"] == '/change_language{"language":"es"}'
    opened.page.reload()
    expect(opened.button("Enviar")).to_be_visible()


def test_a_link_out_says_that_it_opens_a_tab(opened: Chat) -> None:
    opened.ask("See https://example.org/report")
    expect(opened.answers.get_by_role("link")).to_have_accessible_name(
        "https://example.org/report (opens in a new tab)"
    )


def test_the_demo_pages_work_with_the_script_line_alone(chat: Chat) -> None:
    chat.visit("demo/index.html").open().ask("overview")
    chat.page.get_by_role("link", name="Hours and branches").click()
    expect(chat.answers).to_have_count(1)
    chat.page.goto(f"{chat.server.base}/demo/chat.html")
    expect(chat.answers).to_have_count(1)
    expect(chat.panel).to_have_role("region")
