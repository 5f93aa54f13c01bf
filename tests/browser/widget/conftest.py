"""A page of a library with the chat on it, and a bot that is made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.widget.driver import Chat
from tests.browser.widget.fake_server import FakeServer, running

WATCH = """document.addEventListener('securitypolicyviolation',
  event => window.violation(event.violatedDirective))"""
EXPECTED = ("Failed to load resource", "net::ERR", "career-lattice: data-")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/widget" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with running() as server:
        yield server


@pytest.fixture
def new_page(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages; at the end none may have had an error or broken the strict content policy."""
    troubles: list[str] = []
    with ExitStack() as stack:

        def make(**options: Any) -> Page:
            context = chromium.new_context(
                **{"viewport": {"width": 1280, "height": 800}, **options}
            )
            stack.callback(context.close)
            context.set_default_timeout(10_000)
            context.expose_function("violation", lambda rule: troubles.append(rule))
            context.add_init_script(WATCH)
            context.on("weberror", lambda found: troubles.append(str(found.error)))
            context.on("console", lambda said: note(said.type, said.text))
            return context.new_page()

        def note(kind: str, words: str) -> None:
            if kind == "error" and not words.startswith(EXPECTED):
                troubles.append(words)

        yield make
    assert troubles == []


@pytest.fixture
def chat(new_page: Callable[..., Page], server: FakeServer) -> Chat:
    """The chat on a page of a desktop."""
    return Chat(new_page(), server)


@pytest.fixture
def opened(chat: Chat) -> Chat:
    """The same, with its panel open."""
    return chat.visit().open()
