"""Makes the pictures of docs/desk.md: ``python -m benchmarks.desk.pictures``.

The bot must be running (``make run``): the draft in the pictures is its own. The desk in the
pictures is one of its own too, with invented questions, in a folder that goes away.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, Page, sync_playwright

from triage import accounts
from triage.intake import Door, utc_now
from triage.questions import Question
from triage.settings import Settings
from triage.web.app import create_app

OUT = Path(__file__).parents[2] / "docs" / "desk"
PORT, PASSWORD = 8099, "only for pictures"
LIBRARY = "name: Your Library\nresponsible: {name: Ms. Kay, email: kay@library.example}\n"
ASKED = (
    ("How much does a librarian make in Alaska? I love books but need to pay rent.", "pay"),
    ("Is it too late to become a nurse at 45?", "how_to_become"),
    ("What can I do after ten years as a teacher assistant?", "feeders"),
    ("Do welders need a license in Texas?", "licence"),
)
DANGER = {
    "level": "crisis",
    "category": "third_person",
    "rule": "en.other_person",
    "why": "Fears for another person who may die or be hurt.",
}


def hand_over(door: Door) -> str:
    """Invented questions as the bot would hand them over; the number of the one in the pictures."""
    numbers = [
        door.take_question(
            Question(f"picture {n}", f"talk {n}", "web", text, topic=topic, area="AK")
        )
        for n, (text, topic) in enumerate(ASKED)
    ]
    worry = "My friend says he does not want to be here anymore. Who can he talk to?"
    door.take_question(
        Question("picture danger", "talk x", "slack", worry, reason="safety", safety=DANGER)
    )
    return numbers[0]


def serve(folder: Path) -> tuple[Door, uvicorn.Server]:
    """A desk of our own, asking the running bot for drafts."""
    (folder / "library.yml").write_text(LIBRARY, encoding="utf-8")
    bot = Settings.from_environment().bot_url
    settings = Settings(build=folder, library_file=folder / "library.yml", bot_url=bot, port=PORT)
    app = create_app(settings)
    with app.state.house.desk.store.work() as session:
        accounts.create(session, utc_now(), "kay", "Ms. Kay", "lead", PASSWORD)
    server = uvicorn.Server(uvicorn.Config(app, port=PORT, log_level="warning"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    return app.state.door, server


def take(page: Page, number: str) -> None:
    """Walk the way of docs/desk.md, a picture at each stop."""
    desk = f"http://127.0.0.1:{PORT}"
    page.goto(f"{desk}/login")
    page.get_by_label("Login").fill("kay")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.screenshot(path=OUT / "queue.png")
    page.goto(f"{desk}/cases/{number}")
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Ask the bot for a draft").click()
    page.screenshot(path=OUT / "case.png", full_page=True)
    page.get_by_role("button", name="Send to the student").click()
    page.request.get(f"{desk}/student/replies?conversation=talk 0&after=1")
    page.reload()
    page.get_by_role("heading", name="Messages").scroll_into_view_if_needed()
    page.screenshot(path=OUT / "answered.png")


def main() -> int:
    """Make all pictures."""
    OUT.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        door, server = serve(Path(folder))
        path = shutil.which("chromium")
        browser: Browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        take(browser.new_page(viewport={"width": 1100, "height": 760}), hand_over(door))
        browser.close()
        server.should_exit = True
    return 0


if __name__ == "__main__":
    sys.exit(main())
