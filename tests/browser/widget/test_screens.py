"""Small, zoomed, dark and forced screens; and pages with wild rules of their own."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.widget.driver import Chat
from tests.browser.widget.fake_server import FakeServer

Pages = Callable[..., Page]
ALL = ("overview", "pay", "outlook", "interests", "lattice", "compare", "find_jobs", "long")


def sized(new_page: Pages, server: FakeServer, width: int, height: int, **more: object) -> Chat:
    page = new_page(viewport={"width": width, "height": height}, **more)
    return Chat(page, server).visit().open()


def sideways(chat: Chat) -> list[str]:
    """Parts that stick out of the panel sideways; what scrolls by itself is left out."""
    return chat.script(
        """const right = root.querySelector('.panel').getBoundingClientRect().right;
        return [...root.querySelectorAll('.panel *')]
          .filter(n => !n.closest('.sideways') && !n.closest('.spoken') && !n.closest('svg'))
          .filter(n => n.getBoundingClientRect().right > right + 1)
          .map(n => n.outerHTML.slice(0, 80));"""
    )


@pytest.mark.parametrize("language", ["en", "es"])
def test_nothing_sticks_out_at_320_pixels(
    new_page: Pages, server: FakeServer, language: str
) -> None:
    page = new_page(viewport={"width": 320, "height": 640})
    chat = Chat(page, server).visit(language=language).open()
    for words in ALL:
        chat.ask(words)
        assert sideways(chat) == []
    box = chat.panel.bounding_box()
    assert box is not None
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, 320, 640)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320


def test_everything_can_be_reached_at_400_percent(new_page: Pages, server: FakeServer) -> None:
    chat = sized(new_page, server, 320, 200)
    chat.ask("lattice")
    for part in (".field, textarea", ".send", ".end", "button.step >> nth=8"):
        chat.find(part).scroll_into_view_if_needed()
        expect(chat.find(part)).to_be_in_viewport()
    assert sideways(chat) == []


def test_the_answer_is_in_view_at_400_percent(new_page: Pages, server: FakeServer) -> None:
    chat = sized(new_page, server, 320, 200)
    chat.ask("overview")
    expect(chat.find(".card h3")).to_be_in_viewport()


def test_targets_are_at_least_24_pixels(new_page: Pages, server: FakeServer) -> None:
    for width in (320, 1280):
        chat = sized(new_page, server, width, 800)
        for words in ALL:
            chat.ask(words)
        small = chat.script(
            """return [...root.querySelectorAll('button, summary, textarea')]
              .map(n => [n.textContent, n.getBoundingClientRect()])
              .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
              .map(([words, box]) => `${words} ${box.width}x${box.height}`);"""
        )
        assert small == []


def test_lines_letters_and_words_can_be_set_wider(opened: Chat) -> None:
    """WCAG 1.4.12: nothing is cut when a reader widens the text."""
    for words in ALL:
        opened.ask(words)
    opened.script(
        """const sheet = new CSSStyleSheet();
        sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
          word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
        root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];"""
    )
    cut = opened.script(
        """return [...root.querySelectorAll('button, th, td, h3, h4, p, small, b')]
          .filter(n => !n.closest('.spoken') && !n.closest('.sideways'))
          .filter(n => n.clientWidth && n.scrollWidth > n.clientWidth + 1)
          .map(n => n.textContent);"""
    )
    assert cut == []
    assert sideways(opened) == []


def test_a_phone_keyboard_leaves_the_field_in_view(new_page: Pages, server: FakeServer) -> None:
    chat = sized(new_page, server, 375, 667, has_touch=True, is_mobile=True)
    chat.ask("long")
    chat.page.set_viewport_size({"width": 375, "height": 330})
    chat.page.wait_for_timeout(200)
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["height"] == 330
    chat.field.scroll_into_view_if_needed()
    expect(chat.field).to_be_in_viewport()


def test_opening_on_a_phone_does_not_bring_up_the_keyboard(
    new_page: Pages, server: FakeServer
) -> None:
    chat = sized(new_page, server, 375, 667, has_touch=True, is_mobile=True)
    assert chat.focused().startswith("section.panel")


def test_dark_mode_is_followed_and_can_be_fixed(new_page: Pages, server: FakeServer) -> None:
    def surface(theme: str) -> str:
        chat = Chat(new_page(color_scheme="dark"), server).visit(theme=theme).open()
        return chat.panel.evaluate("n => getComputedStyle(n).backgroundColor")

    assert surface("auto") == surface("dark") == "rgb(24, 28, 31)"
    assert surface("light") == "rgb(255, 255, 255)"


def test_nothing_moves_for_who_wants_no_motion(new_page: Pages, server: FakeServer) -> None:
    server.delay = 2
    chat = Chat(new_page(reduced_motion="reduce"), server).visit().open()
    chat.field.fill("pay")
    chat.field.press("Enter")
    chat.find(".working").wait_for()
    assert chat.script("return root.getAnimations().length") == 0


def test_forced_colours_keep_edges_and_numbers(new_page: Pages, server: FakeServer) -> None:
    chat = Chat(new_page(forced_colors="active"), server).visit().open().ask("lattice")
    node = chat.find(".lattice g.node").first
    circle, number = node.locator("circle"), node.locator("text")
    fill = "n => getComputedStyle(n).fill"
    assert circle.evaluate(fill) != number.evaluate(fill)
    assert chat.find(".send").evaluate("n => getComputedStyle(n).borderTopWidth") == "1px"


def test_wild_rules_of_a_page_do_not_reach_the_chat(chat: Chat) -> None:
    def looks() -> list[str]:
        chat.open().ask("pay")
        return chat.script(
            """return ['.panel', 'textarea', '.send', 'h2', 'table'].map(part => {
              const s = getComputedStyle(root.querySelector(part));
              return [s.fontSize, s.fontFamily, s.fontStyle, s.letterSpacing, s.textAlign,
                s.textTransform, s.lineHeight, s.color, s.backgroundColor, s.borderTopWidth].join();
            });"""
        )

    wild = looks_on(chat, "pages/host.html", looks)
    chat.page.evaluate("() => sessionStorage.clear()")
    assert wild == looks_on(chat, "demo/index.html", looks)


def looks_on(chat: Chat, path: str, looks: Callable[[], list[str]]) -> list[str]:
    chat.visit(path)
    return looks()


def test_the_page_does_not_shift_when_the_chat_comes_opens_and_answers(chat: Chat) -> None:
    chat.page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver(list => {
          for (const { value, sources } of list.getEntries()) {
            // Nodes inside the chat are null here: only the page's own nodes are named.
            if (sources.some(({ node }) => node)) window.shift += value;
          }
        }).observe({type: 'layout-shift', buffered: true});"""
    )
    chat.visit()
    before = chat.page.evaluate("() => document.body.getBoundingClientRect().height")
    chat.open().ask("pay").ask("lattice")
    chat.page.keyboard.press("Escape")
    chat.page.wait_for_timeout(300)
    assert chat.page.evaluate("() => window.shift") == 0
    assert chat.page.evaluate("() => document.body.getBoundingClientRect().height") == before


def test_it_sits_in_the_corner_that_was_chosen(chat: Chat) -> None:
    chat.visit(position="bottom-left")
    box = chat.launcher.bounding_box()
    assert box is not None
    assert box["x"] < 50
    chat.open()
    box = chat.panel.bounding_box()
    assert box is not None
    assert box["x"] < 50
