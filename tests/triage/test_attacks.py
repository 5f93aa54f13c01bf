"""What somebody with bad intentions tries."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import text

from tests.triage.conftest import PASSWORD, Browser, ask, browse, desk_of, hire

EVIL_HTML = "<script>alert(1)</script><img src=x onerror=alert(1)>'\"></textarea>"
EVIL_SQL = [
    "a\x00b",
    "' OR 1=1 --",
    "'; DROP TABLE audit; --",
    "1) UNION SELECT password FROM counselor",
]


def token_of(page: str) -> str:
    return re.search(r'name="form_token" value="([^"]+)"', page)[1]


def test_words_of_a_student_never_become_markup(app):
    hire(app, "ann", "lead")
    ann = browse(app, "ann")
    fields = ("text", "topic", "bot_answer", "transcript", "contact", "occupation_title", "area")
    number = ask(app, **dict.fromkeys(fields, EVIL_HTML))
    ann.act(number, "note", note=EVIL_HTML)
    ann.act(number, "label", topic=EVIL_HTML, tags=EVIL_HTML, due="")
    ann.submit("/replies", ann.get("/replies").text, title=EVIL_HTML, text=EVIL_HTML)
    for page in ("/cases", f"/cases/{number}", f"/cases?text={EVIL_HTML}", "/replies", "/audit"):
        shown = ann.get(page).text
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown


@pytest.mark.parametrize("evil", EVIL_SQL)
def test_sql_in_any_field_is_only_text(any_app, evil):
    hire(any_app, "ann")
    number = ask(any_app, text=evil, topic=evil[:50])
    ann = browse(any_app, "ann")
    names = ("text", "state", "priority", "topic", "channel", "sort", "owner", "pile", "page")
    for name in names:
        assert ann.get("/cases", params={name: evil}).status_code == 200
    assert ann.get("/cases", params={"text": evil}).text.count(number) >= 1
    assert ann.get("/student/replies", params={"conversation": evil}).json()["replies"] == []
    assert Browser(any_app).sign_in(evil, evil).get("/cases").url.path == "/login"
    with desk_of(any_app).store.look() as session:
        assert session.scalar(text("SELECT count(*) FROM counselor")) == 1


def test_a_form_without_its_token_or_from_elsewhere_is_refused(app):
    hire(app, "ann")
    number, ann = ask(app), browse(app, "ann")
    page = ann.get(f"/cases/{number}").text
    forms = [
        ({"version": "1"}, {}),
        ({"version": "1", "form_token": "guess"}, {}),
        ({"version": "1", "form_token": token_of(page)}, {"Sec-Fetch-Site": "cross-site"}),
    ]
    for fields, headers in forms:
        answer = ann.post(f"/cases/{number}/claim", data=fields, headers=headers)
        assert answer.status_code == 403
    assert desk_of(app).read(hire(app, "lea", "lead"), number).assignee_id is None


def test_a_token_of_another_counselor_does_not_serve(app):
    hire(app, "ann")
    hire(app, "eve")
    number, ann, eve = ask(app), browse(app, "ann"), browse(app, "eve")
    foreign = token_of(eve.get("/cases").text)
    fields = {"version": "1", "form_token": foreign}
    assert ann.post(f"/cases/{number}/claim", data=fields).status_code == 403


def test_signing_in_without_the_pages_own_token_is_refused(app):
    hire(app, "ann")
    fields = {"login": "ann", "password": PASSWORD, "form_token": ""}
    assert Browser(app).post("/login", data=fields).status_code == 403


def test_a_cookie_set_before_signing_in_is_worth_nothing_after(app):
    """Session fixation: the attacker knows the cookie that the victim's browser had."""
    hire(app, "ann")
    victim = Browser(app)
    victim.cookies.set("desk", "known-to-the-attacker", domain="testserver.local")
    victim.sign_in("ann")
    attacker = Browser(app)
    attacker.cookies.set("desk", "known-to-the-attacker", domain="testserver.local")
    assert attacker.get("/cases").url.path == "/login"


def test_after_signing_out_the_old_cookie_is_worth_nothing(app):
    hire(app, "ann")
    ann = browse(app, "ann")
    stolen = ann.cookies["desk"]
    ann.submit("/logout", ann.get("/cases").text)
    thief = Browser(app)
    thief.cookies.set("desk", stolen, domain="testserver.local")
    assert thief.get("/cases").url.path == "/login"


def test_guessing_passwords_stops_after_five(app):
    hire(app, "ann")
    eve = Browser(app)
    codes = []
    for n in range(8):
        page = eve.get("/login").text
        answer = eve.submit("/login", page, login="ann", password=f"guess number {n}")
        codes.append(answer.status_code)
    assert codes == [401] * 5 + [429] * 3
    assert Browser(app).sign_in("ann").get("/cases").url.path == "/login"


def test_wrong_password_and_unknown_login_read_the_same(app):
    hire(app, "ann")
    eve = Browser(app)
    answers = [
        eve.submit("/login", eve.get("/login").text, login=login, password="a wrong password")
        for login in ("ann", "nobody")
    ]
    assert answers[0].status_code == answers[1].status_code == 401
    assert "Login or password is wrong" in answers[0].text
    assert "Login or password is wrong" in answers[1].text


@pytest.mark.parametrize("act", ["claim", "reply", "note", "close", "priority", "merge", "draft"])
def test_a_counselor_cannot_touch_anothers_case_by_its_address(app, act):
    hire(app, "ann")
    hire(app, "eve")
    number, ann, eve = ask(app), browse(app, "ann"), browse(app, "eve")
    ann.act(number, "claim")
    assert eve.get(f"/cases/{number}").status_code == 404
    fields = {"text": "x", "note": "x", "priority": "low", "into": number, "version": "2"}
    answer = eve.submit(f"/cases/{number}/{act}", eve.get("/cases").text, **fields)
    assert answer.status_code == 404


def test_a_counselor_cannot_reach_what_leads_and_admins_reach(app):
    hire(app, "ann")
    lea = hire(app, "lea", "lead")
    ann = browse(app, "ann")
    for page in ("/audit", "/team", "/cases.csv", "/cases.json"):
        assert ann.get(page).status_code == 403
    fields = {"id": str(lea.id), "role": "counselor"}
    assert ann.submit("/team", ann.get("/cases").text, **fields).status_code == 403
    new = {"login": "x", "name": "x", "role": "admin", "password": PASSWORD}
    assert ann.submit("/team", ann.get("/cases").text, **new).status_code == 403


def test_a_counselors_pile_is_not_anothers(app):
    hire(app, "ann")
    hire(app, "eve")
    ann, eve = browse(app, "ann"), browse(app, "eve")
    ann.submit("/piles", ann.get("/piles").text, name="7b", text="a question")
    for page in (
        "/piles/1",
        "/piles/1/progress",
        "/piles/1/print",
        "/piles/1.csv",
        "/piles/1.json",
    ):
        assert ann.get(page).status_code == 200
        assert eve.get(page).status_code == 404


PATHS = [
    "/static/../app.py",
    "/static/%2e%2e/app.py",
    "/static/..%2f..%2f..%2flibrary.yml",
    "/static//etc/passwd",
    "/cases/..%2f..%2fetc%2fpasswd",
    "/cases/%00",
]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_out_of_the_static_folder(app, path):
    hire(app, "ann")
    answer = browse(app, "ann").get(path)
    assert answer.status_code == 404
    assert "create_app" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize("page", ["/login", "/cases", "/static/desk.js", "/nothing"])
def test_every_answer_of_the_desk_carries_the_security_headers(app, page):
    hire(app, "ann")
    headers = browse(app, "ann").get(page).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_no_page_loads_anything_from_elsewhere(app):
    hire(app, "ann", "admin")
    ann, number = browse(app, "ann"), ask(app)
    for page in ("/cases", f"/cases/{number}", "/piles", "/replies", "/measures", "/team"):
        shown = ann.get(page).text
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', shown)
        assert not re.findall(r"<script(?! src=\"/static/)|\son\w+=|<style|style=", shown)


def test_the_cookie_is_out_of_reach_of_scripts(app):
    hire(app, "ann")
    eve = Browser(app)
    page = eve.get("/login").text
    answer = eve.post(
        "/login",
        data={"login": "ann", "password": PASSWORD, "form_token": token_of(page)},
        follow_redirects=False,
    )
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("desk="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie


@pytest.mark.parametrize("length", ["7000000", "-1", "x"])
def test_a_form_that_is_too_large_is_not_read(app, length):
    hire(app, "ann")
    ann = browse(app, "ann")
    answer = ann.post("/piles", content=b"x", headers={"Content-Length": length})
    assert answer.status_code == 413


def test_every_look_and_change_is_in_the_audit_without_words(app):
    hire(app, "ann", "lead")
    number, ann = ask(app, text="My dog Zebulon"), browse(app, "ann")
    ann.act(number, "claim")
    ann.act(number, "reply", text="Poor Zebulon", key="k")
    with desk_of(app).store.look() as session:
        lines = session.execute(text("SELECT actor, action, case_number, detail FROM audit")).all()
    done = [(line.actor, line.action) for line in lines if line.case_number == number]
    for verb in ("viewed", "claim", "replied"):
        assert ("ann", verb) in done
    assert "Zebulon" not in str(lines)
