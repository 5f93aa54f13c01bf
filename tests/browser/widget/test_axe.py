"""axe-core finds nothing, in every state the chat can be in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.widget.answers import ANSWERS
from tests.browser.widget.driver import Chat
from tests.browser.widget.fake_server import WIDGET, FakeServer

AXE = WIDGET / "node_modules/axe-core/axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def violations(page: Page) -> list[str]:
    """What axe finds in the chat, one line a rule."""
    page.evaluate(axe_source())
    found = page.evaluate(
        "rules => axe.run(document.querySelector('career-lattice'), {runOnly: rules})", RULES
    )
    assert found["passes"], "axe looked at nothing"
    return [f"{v['id']}: {v['nodes'][0]['html']}" for v in found["violations"]]


def axe_source() -> str:
    if not AXE.is_file():
        pytest.fail(f"{AXE} is missing: run npm ci in {WIDGET}")
    return Path(AXE).read_text(encoding="utf-8")


CARDS = [name for name in ANSWERS if name not in ("attack", "long", "handoff", "next_steps")]


@pytest.mark.parametrize("name", CARDS)
def test_axe_finds_nothing_in_an_answer(opened: Chat, name: str) -> None:
    opened.ask(name)
    opened.script("for (const fold of root.querySelectorAll('details')) fold.open = true;")
    assert violations(opened.page) == []


def closed(chat: Chat) -> None:
    chat.visit()


def just_opened(chat: Chat) -> None:
    chat.visit().open()


def large(chat: Chat) -> None:
    chat.visit().open().ask("compare")
    chat.button("Larger window").click()


def working(chat: Chat) -> None:
    chat.server.delay = 5
    chat.visit().open().field.fill("pay")
    chat.field.press("Enter")
    chat.find(".working").wait_for()


def failed(chat: Chat) -> None:
    chat.server.refuse = [(500, {})]
    chat.visit().open().ask("pay")


def offline(chat: Chat) -> None:
    chat.visit().open()
    chat.page.context.set_offline(True)
    chat.find(".banner").wait_for()


def rating(chat: Chat) -> None:
    chat.visit(desk=chat.server.base).open().ask("pay")


def counselor(chat: Chat) -> None:
    chat.visit(desk=chat.server.base).open().ask("handoff")
    chat.server.replies = [{"id": 1, "text": "Come by on Monday.", "by": "Ms. Ortega"}]
    chat.page.evaluate("() => window.dispatchEvent(new Event('focus'))")
    chat.find(".entry.person").wait_for()


def ending(chat: Chat) -> None:
    chat.visit().open().ask("pay").button("End chat").click()


def ended(chat: Chat) -> None:
    ending(chat)
    chat.button("End and remove").click()


def spanish(chat: Chat) -> None:
    chat.visit(language="es").open().ask("pay").ask("lattice")


def near_the_limit(chat: Chat) -> None:
    chat.visit().open().field.fill("x" * 950)


def whole_page(chat: Chat) -> None:
    chat.visit("demo/chat.html").ask("overview")


def attacked(chat: Chat) -> None:
    chat.visit().open().ask("attack")


STATES = [
    closed, just_opened, large, working, failed, offline, rating, counselor, ending, ended,
    spanish, near_the_limit, whole_page, attacked,
]  # fmt: skip


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_in_a_state(chat: Chat, state: Callable[[Chat], None]) -> None:
    state(chat)
    assert violations(chat.page) == []


SCREENS: dict[str, dict[str, Any]] = {
    "dark": {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "zoomed": {"viewport": {"width": 320, "height": 200}},
    "forced": {"forced_colors": "active"},
    "contrast": {"contrast": "more"},
}


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_on_a_screen(
    new_page: Callable[..., Page], server: FakeServer, screen: str
) -> None:
    chat = Chat(new_page(**SCREENS[screen]), server).visit().open()
    chat.ask("overview").ask("pay").ask("lattice").ask("compare")
    assert violations(chat.page) == []


@pytest.mark.parametrize("colour", ["#ffff00", "#ffffff", "#000000", "#7f7f7f", "#ff4d00"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_colour_of_an_operator_makes_it_unreadable(
    new_page: Callable[..., Page], server: FakeServer, colour: str, scheme: str
) -> None:
    chat = Chat(new_page(color_scheme=scheme), server).visit(colour=colour).open()
    chat.ask("lattice").ask("overview")
    assert violations(chat.page) == []
