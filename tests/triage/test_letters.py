"""Drafts of a pile that go to the askers by e-mail: once, counted first, and never in danger."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.triage.conftest import Browser, browse, desk_of, hire
from tests.triage.test_outbox import outbox_of, smtp  # noqa: F401  a fixture
from triage import letters, piles
from triage.contacts import address
from triage.pile_lines import read_lines
from triage.records import erase_words
from triage.tables import CaseRow
from triage.web.app import create_app

PILE = """question,email
What does a librarian earn?,ana@school.example
And in Alaska?,Bo <bo@school.example>
How long is school?,
Is it fun?,call me
i want to kill myself,cy@school.example
"""


@pytest.fixture
def told(settings, smtp):  # noqa: F811
    return replace(settings, smtp_url=smtp[0])


@pytest.fixture
def app(told, clock, drafter):
    made = create_app(told, clock=clock, drafter=drafter, work=False)
    yield made
    made.state.house.desk.store.close()


@pytest.fixture
def ann(app, drafter) -> Browser:
    """A counselor with a pile that is drafted."""
    someone, desk = hire(app, "ann"), desk_of(app)
    with desk.store.work() as session:
        piles.start(session, desk.vault, someone, "7b", read_lines(PILE), desk.clock())
    piles.advance(desk.store, desk.vault, desk.library, drafter, desk.clock())
    return browse(app, "ann")


def post(browser: Browser, **fields: str):
    page = browser.get("/piles/1/letters").text
    return browser.submit("/piles/1/letters", page, **fields)


def run(app, told, clock) -> int:
    box = outbox_of(app, told)
    return sum(box.run(clock()) for _ in range(3))


def cases(app):
    hired = hire(app, "lea", "lead")
    ready = letters.ready(desk_of(app), hired, 1)
    return {letter.to: letter.row for letter in ready}


def to(mails) -> list[str]:
    return sorted(mail["To"] for mail in mails if "@school" in mail["To"])


def test_only_calm_rows_with_an_address_are_offered(ann):
    page = ann.get("/piles/1/letters").text
    assert "2 letters ready" in page
    assert "to ana@school.example" in page
    assert "to bo@school.example" in page
    assert "cy@school.example" not in page


def test_all_are_sent_after_a_confirmation_that_counts_and_arrive_once(app, ann, told, clock, smtp):  # noqa: F811
    asked = ann.get("/piles/1/letters?number=all").text
    assert "2 letters will go out" in asked
    after = ann.submit("/piles/1/letters", asked, number="all", count="2")
    assert "2 letters on the way" in after.text
    again = ann.submit("/piles/1/letters", asked, number="all", count="2")
    assert again.status_code == 409
    run(app, told, clock)
    run(app, told, clock)
    assert to(smtp[1]) == ["ana@school.example", "bo@school.example"]
    mail = next(mail for mail in smtp[1] if mail["To"] == "ana@school.example")
    assert "Test Library" in mail["Subject"]
    assert mail["Reply-To"] == "kay@library.example"
    body = mail.get_payload(decode=True).decode()
    assert "A draft." in body
    assert "Sent by a counselor of Test Library" in body


def test_what_was_sent_stands_in_the_export_and_on_paper(app, ann):
    post(ann, number="all", count="2")
    by_question = {row["question"]: row for row in ann.get("/piles/1.json").json()}
    sent, waiting = (by_question[q] for q in ("And in Alaska?", "How long is school?"))
    assert (sent["draft"], sent["reply"]) == ("", "A draft.")
    assert (waiting["draft"], waiting["reply"]) == ("A draft.", "")
    paper = ann.get("/piles/1/print").text
    assert paper.count("Replied:") == 2
    assert "No draft." not in paper


def test_one_is_sent_by_one_press(app, ann, told, clock, smtp):  # noqa: F811
    number = cases(app)["bo@school.example"].number
    assert "1 letter on the way" in post(ann, number=number, count="1").text
    assert "waits for the mail server" in ann.get(f"/cases/{number}").text
    run(app, told, clock)
    assert to(smtp[1]) == ["bo@school.example"]
    page = ann.get(f"/cases/{number}").text
    assert "sent by e-mail" in page
    assert "resolved" in page


def test_a_count_that_no_longer_holds_sends_nothing(app, ann, told, clock, smtp):  # noqa: F811
    number = cases(app)["bo@school.example"].number
    asked = ann.get("/piles/1/letters?number=all").text
    ann.act(number, "flag", raised="yes")
    late = ann.submit("/piles/1/letters", asked, number="all", count="2")
    assert late.status_code == 409
    assert "Nothing was sent" in late.text
    run(app, told, clock)
    assert to(smtp[1]) == []


def test_a_letter_that_two_send_at_once_goes_once(app, ann):
    desk, someone = desk_of(app), hire(app, "bob", "lead")
    found = letters.ready(desk, someone, 1)
    assert letters.send(desk, someone, found) == 2
    assert letters.send(desk, someone, found) == 0


def test_what_has_a_doubt_or_no_figures_is_not_ready(app, ann, drafter):
    rows = cases(app)
    desk, lead = desk_of(app), hire(app, "max", "lead")
    with desk.store.work() as session:
        session.merge(rows["ana@school.example"]).draft_about = "The question may also mean: x."
        session.merge(rows["bo@school.example"]).sources = []
    assert letters.ready(desk, lead, 1) == []


def test_a_row_in_danger_goes_only_after_somebody_looked(app, ann, told, clock, smtp):  # noqa: F811
    lead = hire(app, "lea", "lead")
    page = ann.get("/cases?safety=yes").text
    number = page.split('href="/cases/')[1].split('"')[0]
    assert "cy@school.example" in ann.get(f"/cases/{number}").text
    assert "Send by e-mail" not in ann.get(f"/cases/{number}").text
    refused = ann.act(number, "reply", text="We are here.", key="k", by="letter")
    assert refused.status_code == 400
    assert post(ann, number=number, count="1").status_code == 409
    ann.act(number, "acknowledge")
    assert "Send by e-mail" in ann.get(f"/cases/{number}").text
    ann.act(number, "reply", text="We are here.", key="k", by="letter")
    run(app, told, clock)
    assert to(smtp[1]) == ["cy@school.example"]
    assert desk_of(app).read(lead, number).state == "pending"


def test_a_reply_to_a_pile_can_be_kept_without_sending(app, ann, told, clock, smtp):  # noqa: F811
    number = cases(app)["ana@school.example"].number
    ann.act(number, "reply", text="Come by.", key="k")
    run(app, told, clock)
    assert to(smtp[1]) == []
    assert "kept here, not sent" in ann.get(f"/cases/{number}").text


def test_the_audit_names_numbers_and_no_address(app, ann):
    hire(app, "root", "admin")
    post(ann, number="all", count="2")
    page = browse(app, "root").get("/audit").text
    assert "2 letters" in page
    assert "replied" in page
    assert "school.example" not in page


def test_what_was_taken_back_is_not_sent(app, ann, told, clock, smtp):  # noqa: F811
    post(ann, number="all", count="2")
    with desk_of(app).store.work() as session:
        for row in session.scalars(select(CaseRow)):
            erase_words(session, row)
    run(app, told, clock)
    assert to(smtp[1]) == []


def test_another_counselor_cannot_send_them(app, ann):
    hire(app, "bob")
    assert browse(app, "bob").get("/piles/1/letters").status_code == 404


def test_without_a_mail_server_nothing_is_offered(settings, clock, drafter):
    app = create_app(settings, clock=clock, drafter=drafter, work=False)
    someone, desk = hire(app, "ann"), desk_of(app)
    with desk.store.work() as session:
        piles.start(session, desk.vault, someone, "7b", read_lines(PILE), desk.clock())
    ann = browse(app, "ann")
    assert "by e-mail" not in ann.get("/piles/1").text
    assert ann.get("/piles/1/letters").status_code == 400
    app.state.house.desk.store.close()


@pytest.mark.parametrize(
    ("contact", "found"),
    [
        ("ana@school.example", "ana@school.example"),
        ("Ana <ana@school.example>", "ana@school.example"),
        ("ana@school", ""),
        ("call me", ""),
        ("a@b.example\nBcc: c@d.example", ""),
        ("a@b.example, c@d.example", ""),
        ("", ""),
    ],
)
def test_an_address_is_one_address_or_none(contact, found):
    assert address(contact) == found
