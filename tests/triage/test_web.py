"""The desk as a browser sees it, without a browser."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy.exc import OperationalError

from tests.fixtures.small_base import connect
from tests.triage.conftest import Browser, ask, browse, desk_of, door_of, hire
from triage.in_chat import InChat
from triage.questions import Question
from triage.web.app import create_app


def test_a_chat_is_taken_with_the_case_and_given_back(app):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    assert door_of(app).in_chat("c1") is None
    ann.act(number, "claim")
    assert door_of(app).in_chat("c1") == InChat(number, "Ann")
    assert "stays quiet" in ann.get(f"/cases/{number}").text
    ann.act(number, "leave")
    assert door_of(app).in_chat("c1") is None
    ann.act(number, "join")
    assert door_of(app).in_chat("c1").number == number
    ann.act(number, "release")
    assert door_of(app).in_chat("c1") is None


def send_along(app, **fields):
    said = {"conversation": "c1", "text": "Student: call me at 555-123-4567"} | fields
    return Browser(app).post("/student/transcript", json=said).status_code


def test_a_chat_is_sent_along_only_by_who_asked_and_leaves_with_the_question(any_app):
    hire(any_app, "ann")
    number, ann = ask(any_app), browse(any_app, "ann")
    assert "did not send them along" in ann.get(f"/cases/{number}").text
    assert send_along(any_app, number=number, conversation="c2") == 404
    assert send_along(any_app, number="") == 400
    assert send_along(any_app, number=number) == 204
    page = ann.get(f"/cases/{number}").text
    assert "Student: call me at [phone number removed]" in page
    (kept,) = door_of(any_app).kept_about("c1").cases
    assert kept["transcript"].startswith("Student")
    door_of(any_app).withdraw("c1")
    assert send_along(any_app, number=number) == 404
    assert "call me" not in ann.get(f"/cases/{number}").text


def test_no_chat_is_taken_along_where_the_library_keeps_none(settings, clock, drafter):
    words = settings.library_file.read_text(encoding="utf-8")
    settings.library_file.write_text(words + "retention: {transcripts_days: 0}\n", encoding="utf-8")
    app = create_app(settings, clock=clock, drafter=drafter, work=False)
    number = ask(app)
    asked = {"conversation": "c1"}
    assert Browser(app).get("/student/replies", params=asked).json()["transcripts_days"] == 0
    assert send_along(app, number=number) == 404


def test_a_question_travels_to_a_counselor_and_the_reply_back(any_app):
    hire(any_app, "ann")
    number = ask(any_app)
    ann = browse(any_app, "ann")
    assert number in ann.get("/cases").text
    ann.act(number, "claim")
    page = ann.act(number, "draft").text
    assert "A draft." in page
    assert "BLS OEWS, May 2025, United States" in page
    ann.act(number, "reply", text="About $64,370 a year.", key="k")
    answer = ann.get("/student/replies", params={"conversation": "c1"}).json()
    assert answer["replies"][0]["text"] == "About $64,370 a year."
    assert answer["cases"] == [
        {
            "number": number,
            "state": "pending",
            "asked_at": "2026-11-25T15:00:00+00:00",
            "replies": 1,
        }
    ]


def test_every_button_of_a_case_works(app):
    hire(app, "ann")
    hire(app, "bob")
    number, other, ann = ask(app), ask(app, "k2"), browse(app, "ann")
    pressed = {
        "claim": {},
        "release": {},
        "note": {"note": "hm"},
        "flag": {"raised": "yes"},
        "acknowledge": {},
        "priority": {"priority": "high", "note": "spoke"},
        "label": {"topic": "outlook", "tags": "7b", "due": "2026-12-01T10:00"},
        "snooze": {"hours": "4"},
        "wake": {},
        "close": {},
        "reopen": {},
        "merge": {"into": other},
    }
    for act, fields in pressed.items():
        answer = ann.act(number, act, **fields)
        assert answer.status_code == 200, (act, re.sub("<[^>]+>", "", answer.text))
    assert desk_of(app).read(hire(app, "lea", "lead"), number).state == "merged"


def test_passing_a_case_on_with_a_note(app):
    hire(app, "ann")
    bob = hire(app, "bob")
    number, ann = ask(app), browse(app, "ann")
    after = ann.act(number, "transfer", to=str(bob.id), note="over to you")
    assert (after.status_code, after.url.path) == (200, "/cases")
    assert f"Case {number} is passed on" in after.text
    row = desk_of(app).read(bob, number)
    assert (row.assignee_id, row.notes[0].text) == (bob.id, "over to you")


def test_a_case_that_was_woken_is_not_called_snoozed(app):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    assert "snoozed until Nov 25, 2026, 14:00" in ann.act(number, "snooze", hours="4").text
    assert "snoozed" not in ann.act(number, "wake").text


@pytest.mark.parametrize(
    ("act", "fields", "said"),
    [
        ("reply", {"text": " ", "key": "k"}, "empty"),
        ("snooze", {"until": "soon"}, "no date"),
        ("snooze", {}, "until when"),
        ("transfer", {"to": "x"}, "Choose who"),
        ("priority", {"priority": "huge"}, "Choose a priority"),
        ("fly", {}, "no such button"),
        ("note", {"note": ""}, "empty"),
    ],
)
def test_a_wrong_form_is_answered_in_plain_words(app, act, fields, said):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    answer = ann.act(number, act, **fields)
    assert answer.status_code == 400
    assert said in answer.text


def test_a_reply_typed_while_the_student_wrote_is_not_lost(app, clock):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    ann.act(number, "claim")
    old = ann.get(f"/cases/{number}").text
    live = {"X-Desk-Live": "1"}
    before = ann.get(f"/cases/{number}", headers=live).text
    clock.pass_by(minutes=1)
    more = Question("k2", "c1", "web", "and in Alaska?")
    door_of(app).add_words(more)
    assert ann.get(f"/cases/{number}", headers=live).text != before
    late = ann.submit(f"/cases/{number}/reply", old, text="My long reply", key="k")
    assert late.status_code == 409
    assert "has changed since" in late.text
    assert "My long reply</textarea>" in late.text
    assert "and in Alaska?" in late.text
    sent = ann.submit(f"/cases/{number}/reply", late.text, text="My long reply", key="k")
    assert sent.status_code == 200
    assert [reply.text for reply in door_of(app).replies_for("c1")] == ["My long reply"]


def test_a_claim_that_came_too_late_says_so(app):
    hire(app, "ann", "lead")
    hire(app, "bob", "lead")
    number = ask(app)
    ann, bob = browse(app, "ann"), browse(app, "bob")
    old = bob.get(f"/cases/{number}").text
    ann.act(number, "claim")
    late = bob.submit(f"/cases/{number}/claim", old)
    assert late.status_code == 409
    assert "has changed since" in late.text
    late = bob.act(number, "claim")
    assert "claimed by someone else" in late.text


def test_the_live_part_of_the_queue_is_only_its_rows(app):
    hire(app, "ann")
    ask(app)
    ann = browse(app, "ann")
    rows = ann.get("/cases", headers={"X-Desk-Live": "1"}).text
    assert "<html" not in rows
    assert "1 case" in rows
    assert Browser(app).get("/cases", headers={"X-Desk-Live": "1"}).status_code == 401


def test_words_of_distress_are_told_from_danger_where_the_rule_is_not_known(app):
    hire(app, "ann")
    number = ask(app, safety={"level": "distress"}, reason="safety", resources_shown=True)
    page = browse(app, "ann").get(f"/cases/{number}").text
    assert "Safety screen: distress" in page
    assert "not like danger" in page
    assert "(category" not in page
    assert "danger or distress" in page


def test_a_pile_is_brought_in_and_printed_and_exported(app, drafter):
    from triage import piles

    hire(app, "ann")
    ann = browse(app, "ann")
    page = ann.get("/piles").text
    shown = ann.submit("/piles", page, name="7b", text="what does a librarian earn\n=1+1")
    assert shown.url.path == "/piles/1"
    desk = desk_of(app)
    piles.advance(desk.store, desk.vault, desk.library, drafter, desk.clock())
    assert ann.get("/piles/1/progress").json() == {"done": 2, "total": 2}
    assert "A draft." in ann.get("/piles/1/print").text
    rows = list(csv.DictReader(io.StringIO(ann.get("/piles/1.csv").text)))
    assert [row["question"] for row in rows] == ["what does a librarian earn", "'=1+1"]
    same = ann.get("/piles/1.json")
    assert "attachment" in same.headers["content-disposition"]
    assert [row["question"] for row in same.json()] == ["what does a librarian earn", "=1+1"]
    assert same.json()[0]["draft"] == "A draft."


def test_a_csv_file_can_be_uploaded(app):
    hire(app, "ann")
    ann = browse(app, "ann")
    token = re.search(r'name="form_token" value="([^"]+)"', ann.get("/piles").text)[1]
    answer = ann.post(
        "/piles",
        data={"form_token": token, "name": "mail"},
        files={"file": ("q.csv", "question\nwhat now?\n", "text/csv")},
    )
    assert "0 of 1" in answer.text


def test_leads_export_the_list_and_counselors_do_not(app):
    hire(app, "ann")
    hire(app, "lea", "lead")
    number = ask(app)
    assert browse(app, "ann").get("/cases.csv").status_code == 403
    lea = browse(app, "lea")
    assert number in lea.get("/cases.csv").text
    assert json.loads(lea.get("/cases.json").text)[0]["number"] == number
    assert "exported" in lea.get("/audit").text


def test_an_admin_adds_somebody_who_can_then_sign_in(app):
    hire(app, "root", "admin")
    root = browse(app, "root")
    person = {"login": "new", "name": "New", "role": "counselor", "password": "a long password"}
    root.submit("/team", root.get("/team").text, **person)
    new = Browser(app).sign_in("new", "a long password")
    assert new.get("/cases").url.path == "/cases"
    page = root.get("/team").text
    someone = re.search(r'name="id" value="(\d+)"', page)[1]
    root.submit("/team", page, id=someone, role="counselor")
    assert new.get("/cases").url.path == "/login", "switched off, signed out"


def test_a_new_password_signs_other_browsers_out(app):
    hire(app, "ann")
    here, there = browse(app, "ann"), browse(app, "ann")
    page = here.get("/account").text
    assert "wrong" in here.submit("/account", page, old="nope", new="another password").text
    here.submit("/account", page, old="correct horse battery", new="another password")
    assert there.get("/cases").url.path == "/login"
    assert Browser(app).sign_in("ann", "another password").get("/cases").url.path == "/cases"


def test_ready_replies_are_offered_filled_in(app):
    hire(app, "ann")
    ann = browse(app, "ann")
    number = ask(app, occupation="25-4022.00", occupation_title="Librarians")
    ann.submit(
        "/replies", ann.get("/replies").text, title="Hi", text="On {occupation}: see {number}"
    )
    assert f"On Librarians: see {number}" in ann.get(f"/cases/{number}").text
    page = ann.get("/replies").text
    ann.submit("/replies", page, id="1", remove="yes")
    assert "Hi" not in ann.get("/replies").text.split("New one")[0]


def test_a_reply_that_can_be_sent_nowhere_is_not_called_sent(app):
    hire(app, "ann")
    mailed = ask(app, channel="import", reason="import", contact="sam@example.org")
    number, ann = ask(app, "k2", channel="import", reason="import"), browse(app, "ann")
    page = ann.get(f"/cases/{mailed}").text
    assert "send it to the contact above by e-mail" in page
    assert 'href="mailto:sam%40example.org"' in page
    assert "Send to the student" not in page
    kept = ann.act(number, "reply", text="Two years.", key="k").text
    assert "kept here, not sent" in kept
    assert "Send to the student" in ann.get(f"/cases/{ask(app, 'k3')}").text


def test_a_ready_reply_that_is_refused_is_not_lost(app):
    hire(app, "ann")
    ann = browse(app, "ann")
    page = ann.get("/replies").text
    answer = ann.submit("/replies", page, title="Hi", text="Hello from {libary}")
    assert answer.status_code == 400
    assert "Known: {name}" in answer.text
    assert ">Hello from {libary}</textarea>" in answer.text
    ann.submit("/replies", answer.text, title="Hi", text="Hello from {library}")
    changed = ann.submit("/replies", page, id="1", title="Hi", text="Bye {nam}")
    assert changed.text.count(">Bye {nam}</textarea>") == 1
    assert '<details class="box" open>' in changed.text


def test_similar_answered_questions_are_shown(app):
    hire(app, "ann")
    first, second = ask(app, topic="pay"), ask(app, "k2", topic="pay", conversation="c2")
    ann = browse(app, "ann")
    ann.act(first, "reply", text="An old answer.", key="k")
    assert first in ann.get(f"/cases/{second}").text.split("Similar questions")[1]


def test_measures_take_a_period_and_refuse_nonsense(app):
    hire(app, "ann")
    ann = browse(app, "ann")
    assert ann.get("/measures?since=2026-11-01&until=2026-11-25").status_code == 200
    assert ann.get("/measures?since=yesterday").status_code == 400
    assert ann.get("/measures.csv").text.startswith("measure,cell,value")


def test_a_sign_in_ends_when_idle_and_after_a_day(app, clock):
    hire(app, "ann")
    ann = browse(app, "ann")
    clock.pass_by(minutes=29)
    assert ann.get("/cases").url.path == "/cases"
    clock.pass_by(minutes=31)
    assert ann.get("/cases").url.path == "/login"


def test_health_answers(app):
    assert Browser(app).get("/health").json() == {"status": "ok"}


def test_it_is_ready_as_long_as_its_database_answers(app, monkeypatch):
    browser = Browser(app)
    assert browser.get("/ready").json() == {"status": "ready", "parts": {"cases": "ok"}}

    def away(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(door_of(app), "cases_of", away)
    assert browser.get("/ready").status_code == 503
    assert browser.get("/ready").json()["parts"] == {"cases": "OperationalError"}
    assert browser.get("/health").status_code == 200


@pytest.mark.parametrize("query", ["", "?conversation=", "?conversation=c1&after=x"])
def test_replies_need_a_conversation_and_a_number(app, query):
    assert Browser(app).get(f"/student/replies{query}").status_code == 400


def test_the_offer_of_pages_beside_the_desk(settings, clock):
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    from triage.web.app import create_app

    async def demo(_):
        return PlainTextResponse("a demo page")

    app = create_app(settings, public_routes=[Route("/demo", demo)], clock=clock, work=False)
    answer = Browser(app).get("/demo")
    assert answer.text == "a demo page"
    assert "content-security-policy" not in answer.headers
    assert door_of(app).cases_of("x") == ()


def test_a_draft_is_written_for_what_the_chat_was_about_and_says_so(any_app, drafter):
    hire(any_app, "ann")
    talk = {"topic": "pay", "occupation": "25-4022.00", "area": "AK", "language": "es"}
    number, ann = ask(any_app, text="and how long does it take?", **talk), browse(any_app, "ann")
    page = ann.act(number, "draft").text
    assert drafter.about == talk
    assert "Written for 25-4022.00 (figures: US), as the case says." in page
    other = ask(any_app, "k2", text="And a nurse?", occupation="29-1141.00")
    assert "Written for 25-4022.00 (figures: US).<" in ann.act(other, "draft").text
    ann.act(number, "reply", text="Two years.", key="k")
    assert "Written for" not in ann.get(f"/cases/{number}").text


def test_a_question_that_nothing_was_known_of_gets_its_topic_with_the_draft(app):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    ann.act(number, "draft")
    assert desk_of(app).read(hire(app, "lea", "lead"), number).topic == "pay"


def test_a_bot_without_an_answer_is_told_on_the_case_and_nothing_typed_is_lost(app, drafter):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    drafter.says = ""
    answer = ann.act(number, "draft", text="Half a reply")
    assert answer.status_code == 400
    assert "no answer to this question" in answer.text
    assert f"Case {number}" in answer.text
    assert "Half a reply</textarea>" in answer.text


def test_codes_are_shown_by_their_names(app, settings):
    path = settings.build / "knowledge.sqlite"
    with closing(connect()) as small, closing(sqlite3.connect(path)) as file:
        small.backup(file)
    hire(app, "ann")
    number = ask(app, area="AK", occupation="25-4022.00", language="es", reason="low_confidence")
    page = browse(app, "ann").act(number, "draft").text
    assert "<dd>Alaska</dd>" in page
    assert "<dd>Spanish</dd>" in page
    assert "<dd>The bot did not understand, twice running</dd>" in page
    assert (
        "Written for Librarians and Media Collections Specialists (figures: United States)" in page
    )
