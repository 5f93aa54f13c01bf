"""What a person does with the chat, and what they meet, in the words of the tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.widget.fake_server import FakeServer

ROOT = "document.querySelector('career-lattice').shadowRoot"


class Chat:
    """The chat on one page."""

    def __init__(self, page: Page, server: FakeServer) -> None:
        self.page = page
        self.server = server

    # ---- going there ----

    def visit(self, path: str = "pages/host.html", **data: str) -> Chat:
        """Go to a page whose script line has these ``data-`` options."""
        options = {"library": "Riverbend Public Library", **data}
        self.server.script = " ".join(f'data-{k}="{v}"' for k, v in options.items())
        self.page.goto(f"{self.server.base}/{path}")
        return self

    def open(self) -> Chat:
        self.launcher.click()
        self.panel.evaluate(
            "n => Promise.all(n.getAnimations().map(a => a.finished)).then(() => 1)"
        )
        return self

    def ask(self, words: str) -> Chat:
        """Type a question and wait for what comes of it."""
        self.field.fill(words)
        self.field.press("Enter")
        return self.settle()

    def settle(self) -> Chat:
        """Wait until nothing is under way."""
        self.page.wait_for_function(f"() => {ROOT}.querySelector('.working').hidden")
        return self

    # ---- what is there ----

    def find(self, selector: str) -> Locator:
        return self.page.locator(f"career-lattice {selector}")

    def button(self, name: str) -> Locator:
        return self.page.locator("career-lattice").get_by_role("button", name=name, exact=True)

    @property
    def launcher(self) -> Locator:
        return self.find(".launcher")

    @property
    def panel(self) -> Locator:
        return self.find(".panel")

    @property
    def field(self) -> Locator:
        return self.find("textarea")

    @property
    def answers(self) -> Locator:
        return self.find(".entry.bot:not(.greeting)")

    def focused(self) -> str:
        """Tag, class or text of what has the focus, within the chat or on the page."""
        return self.page.evaluate(
            """() => {
                let at = document.activeElement;
                while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
                return at ? `${at.tagName.toLowerCase()}.${at.className || at.id}` : '';
            }"""
        )

    def stored(self) -> list[str]:
        return self.page.evaluate("() => Object.keys(sessionStorage)")

    def script(self, code: str) -> Any:
        """Run code with ``root``, the chat's shadow root."""
        return self.page.evaluate(f"() => {{ const root = {ROOT}; {code} }}")

    @contextmanager
    def listening(self) -> Iterator[list[str]]:
        """What a screen reader is told meanwhile, in order; first, what came before is told."""
        self.page.wait_for_timeout(200)
        self.script(
            """window.heard = [];
            const region = root.querySelector('[role=status]');
            new MutationObserver(() => region.textContent && heard.push(region.textContent))
              .observe(region, { childList: true, characterData: true, subtree: true });"""
        )
        heard: list[str] = []
        yield heard
        self.page.wait_for_timeout(250)
        heard.extend(self.page.evaluate("() => window.heard"))
