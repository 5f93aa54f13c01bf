"""Piles, measures, retention, ready replies, accounts."""

from __future__ import annotations

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, replace
from datetime import timedelta

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from tests.triage.conftest import PASSWORD, ask, desk_of, door_of, hire
from triage import accounts, canned, measures, pile_lines, piles, retention
from triage.drafts import Bot, Draft, draft_of
from triage.errors import BadInput, BotUnreachable, NotAllowed
from triage.library import Retention
from triage.safety import Screening
from triage.tables import CaseRow, Pile, PileLine


def drain(app, drafter):
    desk = desk_of(app)
    while piles.advance(desk.store, desk.vault, desk.library, drafter, desk.clock()):
        pass


def bring(app, who, content):
    desk = desk_of(app)
    with desk.store.work() as session:
        return piles.start(
            session, desk.vault, who, "Class 7b", pile_lines.read_lines(content), desk.clock()
        ).id


@pytest.mark.parametrize(
    ("content", "lines"),
    [
        (
            "what do nurses earn\n\n is a pilot needed? \n",
            ["what do nurses earn", "is a pilot needed?"],
        ),
        ('Question,Email\n"a, b\nc",x@y.org\n,\nd,', ["a, b\nc", "d"]),
        ("\ufeffemail\tquestion\nx@y.org\twhat now?", ["what now?"]),
    ],
)
def test_a_pile_is_read_as_csv_or_as_lines(content, lines):
    assert [line.question for line in pile_lines.read_lines(content)] == lines


@pytest.mark.parametrize("content", ["", "\n\n", "question,email\n"])
def test_an_empty_pile_is_refused(content):
    with pytest.raises(BadInput):
        pile_lines.read_lines(content)


def test_every_line_becomes_a_case_with_draft_topic_and_urgency(any_app, drafter):
    lead = hire(any_app, "lea", "lead")
    bring(any_app, lead, "question,email\nwhat does a librarian earn,a@b.org\nI want to die,\n")
    drain(any_app, drafter)
    with desk_of(any_app).store.look() as session:
        rows = session.scalars(select(CaseRow).order_by(CaseRow.id)).all()
        assert [(r.topic, r.occupation, r.draft) for r in rows] == [
            ("pay", "25-4022.00", "A draft.")
        ] * 2
        assert [r.priority for r in rows] == ["low", "urgent"]
        assert desk_of(any_app).vault.unseal(rows[0].contact) == "a@b.org"
        assert session.scalar(select(func.count()).select_from(PileLine)) == 0


def test_a_question_that_many_asked_is_drafted_once_for_all_of_them(app, drafter):
    bring(app, hire(app, "lea", "lead"), "one?\n" + "the same?\n" * 30 + "another?")
    drain(app, drafter)
    assert sorted(drafter.asked) == ["another?", "one?", "the same?"]
    with desk_of(app).store.look() as session:
        rows = session.scalars(select(CaseRow)).all()
        assert len({row.number for row in rows}) == len(rows) == 32
        assert {row.draft for row in rows} == {"A draft."}
        assert session.scalars(select(Pile)).one().done == 32


def test_two_workers_at_one_pile_double_nothing(any_app, drafter):
    bring(any_app, hire(any_app, "lea", "lead"), "\n".join(f"question {n}" for n in range(90)))
    with ThreadPoolExecutor(2) as pool:
        for worker in [pool.submit(drain, any_app, drafter) for _ in range(2)]:
            worker.result()
    with desk_of(any_app).store.look() as session:
        assert session.scalar(select(func.count()).select_from(CaseRow)) == 90
        pile = session.scalars(select(Pile)).one()
        assert (pile.done, pile.finished_at is not None) == (90, True)


def test_the_bot_is_not_told_how_to_reach_a_student():
    asked = []

    def answer(request):
        asked.append(json.loads(request.content))
        return httpx.Response(200, json={"drafts": [{}] * len(asked[-1]["questions"])})

    bot = Bot("http://bot")
    bot._http = httpx.Client(base_url="http://bot", transport=httpx.MockTransport(answer))
    bot.draft(["How long? Mail sam@example.org or call 907-555-1234"], {"area": "AK"})
    assert asked == [{"questions": ["How long? Mail   or call  "], "about": {"area": "AK"}}]


def test_a_pile_outlives_a_silent_bot_and_a_worker_that_dies(app, drafter):
    bring(app, hire(app, "lea", "lead"), "\n".join([*map(str, range(60)), "I want to die"]))

    class Silent:
        def draft(self, questions):
            raise BotUnreachable("down")

    class Dies:
        def draft(self, questions):
            raise RuntimeError("killed")

    desk = desk_of(app)
    with pytest.raises(RuntimeError):
        piles.advance(desk.store, desk.vault, desk.library, Dies(), desk.clock())
    drain(app, Silent())
    with desk.store.look() as session:
        assert session.scalar(select(func.count()).select_from(CaseRow)) == 61
        worried = session.scalars(select(CaseRow).where(CaseRow.safety)).one()
        assert worried.priority == "urgent", "screened, though the bot is silent"


def test_the_bots_answer_becomes_a_draft_with_its_sources_once():
    fact = {"source": "BLS OEWS", "period": "May 2025", "area": "Alaska"}
    first = {"text": "One.", "language": "es", "facts": [fact, fact]}
    second = {"text": "Two.", "card": {"title": "Librarians"}}
    understood = {"intent": "pay", "confidence": 0.8, "occupations": ["25-4022.00"], "area": "AK"}
    said = {"messages": [first, second], "understood": understood}
    sources = ("BLS OEWS, May 2025, Alaska",)
    said["screening"] = asdict(Screening("distress", "distress", "es.lost", "es", "Why."))
    expected = Draft("One.\n\nTwo.", sources, "pay", 0.8, "25-4022.00", "Librarians", "AK")
    found = Screening(**said["screening"])
    assert draft_of(said) == replace(expected, language="es", screening=found)
    several = draft_of(
        {"understood": {"occupations": ["a", "b"]}, "instead": ["Vet techs", "Vets"]}
    )
    assert (several.occupation, several.also) == ("a", ("b",))
    assert several.doubt == "The question may also mean: Vet techs; Vets."
    assert draft_of({}) == Draft("")


def counted(app, **kinds):
    door_of(app).count({(kind, "pay"): times for kind, times in kinds.items()})


def measured(app):
    today = desk_of(app).clock().date()
    with desk_of(app).store.look() as session:
        return measures.measure(session, today - timedelta(days=7), today)


def test_measures_add_up(any_app):
    counted(any_app, answered=30, handoff=10, fallback=10, rated_good=6)
    found = measured(any_app)
    assert found.solved_share == 60.0
    assert found.by_topic == {"pay": 30}
    assert found.by_hour == {"10": 40}
    assert found.unanswered == {"pay": 10}
    assert found.ratings == {"good": 6, "poor": 0}


CELLS = st.dictionaries(st.integers(0, 23), st.integers(0, 30), max_size=8)


@given(CELLS)
def test_no_small_cell_can_be_reckoned_from_the_total(cells):
    tally = Counter(cells)
    shown = measures._hidden_together(tally)
    hidden = [tally[cell] for cell, value in shown.items() if value == "hidden"]
    told = [(tally[cell], value) for cell, value in shown.items() if value != "hidden"]
    assert all(n == value and n >= measures.SMALLEST for n, value in told)
    all_hidden = len(hidden) == len(shown)
    assert not hidden or all_hidden or (len(hidden) > 1 and sum(hidden) >= measures.SMALLEST)
    rest = measures._table(Counter({str(c): n for c, n in cells.items()})).get("all others", 0)
    if rest == measures.FEW:
        assert tally.total() < measures.SMALLEST
    else:
        assert rest == 0 or rest >= measures.SMALLEST


def test_small_cells_are_suppressed(app):
    counted(app, answered=4, rated_poor=1)
    ask(app)
    found = measured(app)
    assert found.by_topic == {"all others": measures.FEW}
    assert found.by_hour == {"10": "hidden"}
    assert found.ratings == {"good": 0, "poor": measures.FEW}
    assert found.cases == measures.FEW
    assert found.solved_share == found.first_reply_hours == "too few to say"


def test_each_retention_switch_deletes_its_own_kind(any_app, clock):
    ask(any_app, transcript="you: hi")
    door_of(any_app).rate("c1", "pay", True)
    clock.pass_by(days=31)
    ask(any_app, "k2", transcript="you: hi again")

    def purge(**days):
        with desk_of(any_app).store.work() as session:
            kept = Retention(**({f"{k}_days": 999 for k in KINDS} | days))
            return retention.purge(session, kept, clock())

    KINDS = ("metrics", "transcripts", "feedback", "cases")
    assert purge(transcripts_days=30).transcripts == 1
    assert purge(metrics_days=30).metrics == 1
    assert purge(feedback_days=30).feedback == 1
    assert purge(cases_days=30).cases == 1
    left = purge()
    assert (left.metrics, left.transcripts, left.feedback, left.cases) == (0, 0, 0, 0)
    assert len(door_of(any_app).cases_of("c1")) == 1


def test_ready_replies_are_filled_and_unknown_variables_refused(app):
    lead, ann, bob = hire(app, "lea", "lead"), hire(app, "ann"), hire(app, "bob")
    with desk_of(app).store.work() as session:
        canned.save(session, lead, "Hello", "Hello from {library}, {name}", shared=True)
        own = canned.save(session, ann, "Mine", "About {occupation}", shared=False)
        with pytest.raises(BadInput, match="Known"):
            canned.save(session, ann, "Bad", "{secret.__class__}", shared=False)
        with pytest.raises(NotAllowed):
            canned.save(session, ann, "All", "x", shared=True)
        session.flush()
        assert [r.title for r in canned.usable(session, bob)] == ["Hello"]
        with pytest.raises(NotAllowed):
            canned.save(session, bob, "Stolen", "x", shared=False, old=own.id)
    values = {"library": "Test Library", "name": "Ann"}
    assert canned.filled("Hello from {library}, {name}", values) == "Hello from Test Library, Ann"


def test_passwords_are_hashed_and_guessing_is_limited(any_app, clock):
    hire(any_app, "ann")
    store = desk_of(any_app).store

    def guess(password):
        with store.work() as session:
            return accounts.check(session, clock(), "Ann", password, "10.0.0.1")

    with store.look() as session:
        stored = session.execute(text("SELECT password FROM counselor")).scalar_one()
    assert stored.startswith("$argon2id$")
    assert guess(PASSWORD) is not None
    assert [guess("wrong") for _ in range(accounts.GUESSES_PER_LOGIN)] == [None] * 5
    with pytest.raises(NotAllowed, match="15 minutes"):
        guess(PASSWORD)
    clock.pass_by(minutes=16)
    assert guess(PASSWORD) is not None


@pytest.mark.parametrize(
    ("login", "role", "password"),
    [("", "admin", PASSWORD), ("a", "boss", PASSWORD), ("a", "admin", "short")],
)
def test_a_bad_account_is_refused(app, login, role, password):
    with pytest.raises(BadInput), desk_of(app).store.work() as session:
        accounts.create(session, desk_of(app).clock(), login, "", role, password)
