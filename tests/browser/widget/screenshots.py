"""The pictures of docs/widget.md, made from a running bot.

python -m tests.browser.widget.screenshots [http://127.0.0.1:8080/demo/index.html]
"""

from __future__ import annotations

import os
import shutil
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.conftest import QUIET
from tests.browser.widget.driver import ROOT

DEMO = "http://127.0.0.1:8080/demo/index.html"
IMAGES = Path(__file__).parents[3] / "docs/images"


@dataclass(frozen=True)
class Scene:
    """A picture: what is asked before it, on which screen; ``whole`` keeps the page around."""

    name: str
    asked: tuple[str, ...] = ()
    screen: dict[str, Any] = field(default_factory=dict)
    opened: bool = True
    large: bool = False
    spanish: bool = False
    whole: bool = False


TALL = {"viewport": {"width": 1280, "height": 1000}}
SCENES = (
    Scene(
        "launcher", opened=False, whole=True, screen={"viewport": {"width": 1000, "height": 640}}
    ),
    Scene("open", whole=True, screen={"viewport": {"width": 1280, "height": 800}}),
    Scene("card", ("what does a librarian do", "tell me about librarians"), TALL),
    Scene("chart", ("What does an electrician earn in Alaska?",), TALL),
    Scene("lattice", ("What could come after being a nursing assistant?",), TALL, large=True),
    Scene("interests", ("interests of librarians",), TALL),
    Scene("outlook", ("job outlook for library technicians",), TALL),
    Scene("comparison", ("compare registered nurses and electricians",), TALL, large=True),
    Scene("spanish", ("¿Cuánto gana un electricista?",), TALL, spanish=True),
    Scene(
        "narrow", ("What does an electrician earn?",), {"viewport": {"width": 320, "height": 640}}
    ),
    Scene("dark", ("job outlook for electricians",), {**TALL, "color_scheme": "dark"}),
)


def take(browser: Browser, page_address: str, scene: Scene) -> None:
    """Open the demo page afresh, ask, and keep a picture."""
    context = browser.new_context(**{"reduced_motion": "reduce", **scene.screen})
    page = context.new_page()
    page.goto(page_address)
    if scene.opened:
        page.locator("career-lattice .launcher").click()
    if scene.spanish:
        page.get_by_role("button", name="Español").click()
    if scene.large:
        page.locator("career-lattice .sizer").click()
    for question in scene.asked:
        ask(page, question)
    page.mouse.move(0, 0)
    target = page if scene.whole else page.locator("career-lattice .panel")
    target.screenshot(path=IMAGES / f"widget-{scene.name}.png")
    context.close()


def ask(page: Page, question: str) -> None:
    page.locator("career-lattice textarea").fill(question)
    page.keyboard.press("Enter")
    page.wait_for_function(f"() => {ROOT}.querySelector('.working').hidden", timeout=60_000)
    page.wait_for_timeout(300)


def main() -> int:
    """Make all pictures, or those whose names follow the address."""
    address = sys.argv[1] if len(sys.argv) > 1 else DEMO
    wanted = sys.argv[2:]
    IMAGES.mkdir(exist_ok=True)
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(QUIET))
        for scene in SCENES:
            if not wanted or scene.name in wanted:
                take(browser, address, scene)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
