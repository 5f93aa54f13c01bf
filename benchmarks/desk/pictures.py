"""Makes the pictures of docs/desk.md: ``python -m benchmarks.desk.pictures``.

The bot must be running (``make run``). A student asks for a person in the real chat, a counselor
answers at the real desk, and the reply is seen in the chat. The invented questions are forgotten
afterwards and the counselor is switched off; use it on a machine of your own.
"""

from __future__ import annotations

import secrets
import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from triage import accounts, records
from triage.intake import Door, utc_now
from triage.questions import Question
from triage.settings import Settings
from triage.store import Store

OUT = Path(__file__).parents[2] / "docs" / "desk"
ASKED = (
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


MINE = "How much does a librarian make in Alaska? I love books but need to pay rent."


def hand_over(door: Door, tag: str) -> list[str]:
    """Invented questions as the bot would hand them over; the conversations they are of."""
    for n, (text, topic) in enumerate(ASKED):
        door.take_question(Question(f"{tag} {n}", f"{tag} {n}", "web", text, topic=topic))
    worry = "My friend says he does not want to be here anymore. Who can he talk to?"
    danger = Question(f"{tag} x", f"{tag} x", "slack", worry, reason="safety", safety=DANGER)
    if door.offer().takes_safety:
        door.take_question(danger)
    return [f"{tag} {n}" for n in (*range(len(ASKED)), "x")]


def ask(chat: Page, web: str) -> str:
    """Ask for a person in the chat, as a student does; the number they are told."""
    chat.goto(f"{web}/demo/chat.html")
    for text in ("how much do librarians make in alaska", "can i talk to a person"):
        say(chat, text)
    chat.get_by_role("button", name="Leave a question").click()
    expect(chat.get_by_role("log").get_by_text("Write your question in one")).to_be_visible()
    say(chat, MINE)
    told = (
        chat.get_by_role("log").get_by_text("Your question is with the counselors as number").first
    )
    expect(told).to_be_visible(timeout=30_000)
    along = chat.get_by_role("button", name="Send this chat along")
    expect(along).to_be_visible()
    chat.screenshot(path=OUT / "asked.png")
    along.click()
    return told.inner_text().split("number ")[1].split(".")[0]


def say(chat: Page, text: str) -> None:
    """Type a message and wait until it is answered."""
    field = chat.get_by_role("textbox")
    field.fill(text)
    field.press("Enter")
    chat.wait_for_timeout(3000)


def answer(page: Page, web: str, login: str, password: str, number: str) -> None:
    """Answer the question at the desk, a picture at each stop."""
    page.goto(f"{web}/login")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()
    page.screenshot(path=OUT / "queue.png")
    page.goto(f"{web}/cases/{number}")
    page.get_by_role("button", name="Claim").click()
    page.get_by_role("button", name="Ask the bot for a draft").click()
    page.screenshot(path=OUT / "case.png", full_page=True)
    page.get_by_role("button", name="Send to the student").click()
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()


def main() -> int:
    """Make all pictures."""
    OUT.mkdir(exist_ok=True)
    settings = Settings.from_environment()
    web, password, tag = settings.public_url, secrets.token_urlsafe(), secrets.token_hex(4)
    store, door = Store.open(settings.database), Door(settings)
    with store.work() as session:
        kay = accounts.create(session, utc_now(), f"kay-{tag}", "Ms. Kay", "lead", password)
    invented = hand_over(door, tag)
    with sync_playwright() as playwright:
        path = shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        chat = browser.new_page(viewport={"width": 480, "height": 760})
        number = ask(chat, web)
        answer(
            browser.new_page(viewport={"width": 1100, "height": 760}),
            web,
            kay.login,
            password,
            number,
        )
        expect(chat.get_by_role("log").get_by_text("Ms. Kay").first).to_be_visible(timeout=90_000)
        chat.get_by_role("log").evaluate("log => log.scrollTo(0, log.scrollHeight)")
        chat.wait_for_timeout(500)
        chat.screenshot(path=OUT / "answered.png")
        browser.close()
    for conversation in invented:
        door.forget(conversation)
    with store.work() as session:
        records.forget_with(session, number, utc_now())
        session.merge(kay).active = False
    return 0


if __name__ == "__main__":
    sys.exit(main())
