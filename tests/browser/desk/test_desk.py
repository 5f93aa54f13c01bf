"""Counselors in a real Chromium: claims that collide, keys, fresh rows, phones, axe."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from itertools import pairwise
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.desk.conftest import sign_in
from tests.fixtures.small_base import connect
from tests.triage.conftest import ask, door_of, hire
from triage.questions import Question

pytestmark = pytest.mark.browser
AXE = Path(__file__).parents[3] / "bot" / "widget" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = (
    "/cases",
    "/cases?state=all",
    "/piles",
    "/replies",
    "/measures",
    "/audit",
    "/team",
    "/account",
)


def violations(page) -> list[str]:
    """What axe finds; our own policy lets no foreign script in, so it is run from outside."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    return [f"{v['id']}: {[n['html'] for n in v['nodes']][:3]}" for v in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(chromium, desk, scheme):
    hire(desk.app, "ann", "admin")
    hire(desk.app, "bob")
    number = ask(
        desk.app, safety={"level": "crisis", "why": "x", "category": "suicide"}, topic="pay"
    )
    ask(desk.app, "k2", safety={"level": "distress"})
    page = sign_in(chromium, desk, "ann", color_scheme=scheme)
    for address in (*PAGES, f"/cases/{number}", "/cases/0000-0000"):
        page.goto(desk.url + address)
        assert violations(page) == [], address


def test_two_counselors_claim_at_once_and_one_is_told(chromium, desk):
    hire(desk.app, "ann")
    hire(desk.app, "bob")
    number = ask(desk.app)
    ann, bob = sign_in(chromium, desk, "ann"), sign_in(chromium, desk, "bob")
    for page in (ann, bob):
        page.goto(f"{desk.url}/cases/{number}")
    ann.get_by_role("button", name="Claim").click()
    expect(ann.get_by_role("heading", name=f"Case {number}")).to_be_visible()
    bob.get_by_role("button", name="Claim").click()
    expect(bob.get_by_role("alert")).to_be_visible()


def test_a_new_case_appears_without_reloading_and_is_announced(chromium, desk):
    hire(desk.app, "ann")
    page = sign_in(chromium, desk, "ann")
    number = ask(desk.app)
    expect(page.get_by_role("link", name=number)).to_be_visible(timeout=10_000)
    expect(page.get_by_role("status")).to_have_text("1 new case")


def test_a_counselor_is_told_while_typing_that_the_student_wrote(chromium, desk):
    hire(desk.app, "ann")
    number, page = ask(desk.app), sign_in(chromium, desk, "ann")
    page.goto(f"{desk.url}/cases/{number}")
    page.get_by_role("button", name="Claim").click()
    page.get_by_label("Your reply").fill("Half a rep")
    door_of(desk.app).add_words(Question("k2", "c1", "web", "and in Alaska?"))
    page.get_by_role("button", name="Show what is new").click()
    expect(page.get_by_text("and in Alaska?")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_have_value("Half a rep")


def test_a_question_is_answered_with_the_keyboard_alone(chromium, desk):
    hire(desk.app, "ann")
    number = ask(desk.app)
    page = sign_in(chromium, desk, "ann")
    page.get_by_text("Keys", exact=True).click()
    page.get_by_label("Switch single keys on").check()
    page.locator("h1").click()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/cases/{number}")
    page.keyboard.press("c")
    expect(page.get_by_text("with Ann")).to_be_visible()
    page.keyboard.press("r")
    page.keyboard.type("About $64,370 a year.")
    while page.evaluate("document.activeElement.textContent") != "Send to the student":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()
    replies = desk.app.state.door.replies_for("c1")
    assert [reply.text for reply in replies] == ["About $64,370 a year."]


def test_single_keys_do_nothing_until_switched_on(chromium, desk):
    hire(desk.app, "ann")
    number = ask(desk.app)
    page = sign_in(chromium, desk, "ann")
    page.goto(f"{desk.url}/cases/{number}")
    page.keyboard.press("c")
    expect(page.get_by_text("with nobody yet")).to_be_visible()


@pytest.mark.parametrize("width", [320, 400])
def test_no_page_is_wider_than_a_phone(chromium, desk, width):
    hire(desk.app, "ann", "admin")
    number = ask(desk.app, text="A" * 300, topic="pay", occupation_title="Librarians")
    page = sign_in(chromium, desk, "ann", viewport={"width": width, "height": 700})
    for address in (*PAGES, f"/cases/{number}"):
        page.goto(desk.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


def test_on_a_phone_the_forms_of_a_case_stand_one_under_another(chromium, desk):
    hire(desk.app, "ann", "admin")
    hire(desk.app, "bob")
    number = ask(desk.app)
    ask(desk.app, "k2")
    page = sign_in(chromium, desk, "ann", viewport={"width": 375, "height": 667})
    page.goto(f"{desk.url}/cases/{number}")
    fields = page.locator(".tools").locator("input:not([type=hidden]), select, button")
    boxes = [field.bounding_box() for field in fields.all()]
    assert len(boxes) > 12
    assert min(box["height"] for box in boxes) >= 44
    for above, below in pairwise(boxes):
        assert above["y"] + above["height"] + 8 <= below["y"]
    label, field = (page.get_by_text("with a note"), page.get_by_label("with a note"))
    assert label.bounding_box()["y"] + 20 <= field.bounding_box()["y"]


def test_a_place_that_is_asked_back_is_chosen_by_keyboard_on_a_phone(chromium, desk, settings):
    file = settings.build / "knowledge.sqlite"
    with closing(connect()) as small, closing(sqlite3.connect(file)) as kept:
        small.backup(kept)
    hire(desk.app, "ann")
    number = ask(desk.app, occupation="25-4022.00")
    page = sign_in(chromium, desk, "ann", viewport={"width": 360, "height": 640})
    page.goto(f"{desk.url}/cases/{number}")
    page.get_by_label("Job it is about").fill("Registered Nurses")
    page.get_by_label("Place it is about").fill("portland")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Place it is about")).to_be_focused()
    expect(page.get_by_label("Place it is about")).to_be_in_viewport()
    expect(page.get_by_role("alert")).to_contain_text("more than one place")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    for _ in range(2):  # past the form's own button
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Registered Nurses (29-1141.00)")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="Portland")).to_be_visible()


def test_a_case_on_paper_has_the_draft_and_no_forms(chromium, desk):
    hire(desk.app, "ann")
    number, page = ask(desk.app), sign_in(chromium, desk, "ann")
    page.goto(f"{desk.url}/cases/{number}")
    page.get_by_role("button", name="Ask the bot for a draft").click()
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    expect(page.get_by_role("paragraph").filter(has_text="A draft.")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_role("paragraph").filter(has_text="A draft.")).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.get_by_role("textbox")).to_have_count(0)


def test_the_page_works_without_scripts(chromium, desk):
    hire(desk.app, "ann")
    number = ask(desk.app)
    page = sign_in(chromium, desk, "ann", java_script_enabled=False)
    page.get_by_role("link", name=number).click()
    page.get_by_label("Your reply").fill("Hello.")
    page.get_by_role("button", name="Send to the student").click()
    expect(page.get_by_role("heading", name="Messages")).to_be_visible()


def test_a_pile_shows_its_progress(chromium, desk):
    hire(desk.app, "ann")
    page = sign_in(chromium, desk, "ann")
    page.goto(f"{desk.url}/piles")
    page.get_by_label("Name of the pile").fill("Class 7b")
    page.get_by_label("or paste questions").fill("what does a librarian earn\nand a nurse?")
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("2 of 2")).to_be_visible(timeout=10_000)
    expect(page.get_by_role("status")).to_have_text("All questions are drafted.")


@pytest.mark.parametrize("width", [360, 1200])
def test_all_letters_of_a_pile_go_after_a_yes_that_says_how_many(chromium, posting, width):
    hire(posting.app, "ann")
    page = sign_in(chromium, posting, "ann", viewport={"width": width, "height": 640})
    page.goto(f"{posting.url}/piles")
    page.get_by_label("Name of the pile").fill("Class 7b")
    first, second = "a librarian?,ana@school.example", "a nurse?,bo@school.example"
    rows = f"question,email\n{first}\n{second}"
    page.get_by_label("or paste questions").fill(rows)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_text("2 of 2")).to_be_visible(timeout=60_000)
    page.get_by_role("link", name="Send drafts by e-mail").click()
    expect(page.get_by_role("button", name="Send this letter")).to_have_count(2)
    assert violations(page) == []
    page.get_by_role("link", name="Send all 2").click()
    expect(page.get_by_role("heading", name="2 letters will go out")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.get_by_role("button", name="Yes, send 2 letters").click()
    expect(page.get_by_role("status").filter(has_text="2 letters on the way")).to_be_visible()


def test_a_ready_reply_is_put_into_the_answer(chromium, desk):
    hire(desk.app, "ann")
    number = ask(desk.app)
    page = sign_in(chromium, desk, "ann")
    page.goto(f"{desk.url}/replies")
    page.get_by_label("Title").fill("Hello")
    page.get_by_label("Text").fill("Hello from {library}.")
    page.get_by_role("button", name="Add").click()
    page.goto(f"{desk.url}/cases/{number}")
    page.get_by_label("Ready reply").select_option(label="Hello")
    expect(page.get_by_label("Your reply")).to_have_value("Hello from Test Library.")
