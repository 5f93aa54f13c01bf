"""The door: nothing lost, nothing doubled, nothing kept that should not be. On both databases."""

from __future__ import annotations

import sqlite3
from dataclasses import replace

import pytest
from sqlalchemy import text

from tests.triage.conftest import LIBRARY, ask, desk_of, door_of, hire
from triage.cases import Move
from triage.errors import BadInput, NotAllowed
from triage.intake import Door
from triage.numbers import number_of
from triage.questions import Question
from triage.vault import Vault

CRISIS = {"level": "crisis", "category": "suicide", "rule": "en.x", "language": "en", "why": "y"}


def test_the_same_key_makes_one_case(any_app):
    assert ask(any_app, "k1") == ask(any_app, "k1") == number_of("k1")
    assert ask(any_app, "k2") != number_of("k1")
    assert len(door_of(any_app).cases_of("c1")) == 2


def test_characters_no_database_can_hold_lose_no_case(any_app):
    broken = "a\x00b\ud800c"
    number = ask(any_app, broken, text=broken, topic=broken, conversation=broken, contact=broken)
    assert number == door_of(any_app).add_words(Question(broken, broken, "web", broken))
    assert door_of(any_app).kept_about(broken).cases[0]["question"] == "abc"


def test_a_reply_comes_back_until_it_was_received(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    desk_of(any_app).reply(ann, number, 1, "About $64,370.", "r1")
    first = door_of(any_app).replies_for("c1")
    assert [(r.number, r.text, r.by) for r in first] == [(number, "About $64,370.", "Ann")]
    assert door_of(any_app).replies_for("c1") == first
    assert door_of(any_app).replies_for("c1", after=first[-1].id) == ()
    assert desk_of(any_app).read(ann, number).messages[0].delivered_at is not None
    assert door_of(any_app).replies_for("somebody else") == ()


def test_looking_for_a_reply_waits_for_nobody_who_writes(app):
    number, ann = ask(app), hire(app, "ann")
    desk_of(app).reply(ann, number, 1, "About $64,370.", "r1")
    (first,) = door_of(app).replies_for("c1")
    assert door_of(app).replies_for("c1", after=first.id) == ()
    with desk_of(app).store.work():  # SQLite has one write lock, and this holds it
        assert door_of(app).replies_for("c1") == (first,)
        assert door_of(app).replies_for("c1", after=first.id) == ()


def test_a_student_can_add_to_a_question_and_it_opens_again(any_app):
    number, ann = ask(any_app), hire(any_app, "ann")
    desk_of(any_app).move(ann, number, 1, Move.CLOSE)
    for _ in range(2):
        assert add(any_app, "c1", "And in Alaska?", "m1") == number
    row = desk_of(any_app).read(ann, number)
    assert row.state == "open"
    assert [m.text for m in row.messages] == ["And in Alaska?"]
    assert add(any_app, "c9", "?", "m2") != number, "who has no case gets one"


def add(app, conversation, text, key):
    return door_of(app).add_words(Question(key, conversation, "web", text))


def test_a_question_taken_back_leaves_no_words(any_app):
    number = ask(any_app, contact="me@x.org", transcript="bot: hi", bot_answer="an answer")
    door_of(any_app).withdraw("c1", number)
    row = desk_of(any_app).read(hire(any_app, "ann"), number)
    assert row.state == "withdrawn"
    assert row.question + row.contact + row.transcript + row.bot_answer + row.reach == ""


def test_forgetting_deletes_everything_but_that_it_happened(any_app):
    ask(any_app)
    door_of(any_app).rate("c1", "pay", True, "thanks")
    assert door_of(any_app).kept_about("c1").feedback
    door_of(any_app).forget("c1")
    kept = door_of(any_app).kept_about("c1")
    assert (kept.cases, kept.feedback) == ((), ())
    with desk_of(any_app).store.look() as session:
        verbs = session.execute(text("SELECT action FROM audit ORDER BY id")).scalars().all()
    assert verbs == ["asked", "forgot"]


def test_what_is_kept_can_be_read_by_the_student(any_app):
    ask(any_app, contact="me@x.org")
    kept = door_of(any_app).kept_about("c1").cases[0]
    assert (kept["question"], kept["contact"]) == ("What does a librarian earn?", "me@x.org")


def test_the_database_itself_refuses_to_rewrite_the_audit(any_app):
    ask(any_app)
    for statement in ("UPDATE audit SET actor = 'x'", "DELETE FROM audit"):
        with (
            pytest.raises(Exception, match="append-only"),
            desk_of(any_app).store.work() as session,
        ):
            session.execute(text(statement))


def test_nothing_readable_about_a_person_is_in_the_database_file(app, settings):
    ask(app, conversation="conv-secret-77", contact="zebulon@mail.example")
    desk_of(app).store.close()
    stored = b"".join(path.read_bytes() for path in settings.build.glob("cases.sqlite*"))
    assert b"zebulon" not in stored
    assert b"conv-secret-77" not in stored
    assert b"What does a librarian earn?" in stored


def test_a_transcript_is_stored_without_personal_data(app):
    number = ask(app, transcript="you: my number is 907-555-0134")
    row = desk_of(app).read(hire(app, "ann"), number)
    assert row.transcript == "you: my number is [phone number removed]"


def test_without_transcript_days_no_transcript_is_stored(settings, clock):
    settings.library_file.write_text(LIBRARY + "retention: {transcripts_days: 0}")
    door = Door(settings, clock)
    door.take_question(Question(key="k", conversation="c", channel="web", text="?", transcript="t"))
    assert door.kept_about("c").cases[0]["transcript"] == ""
    assert not door.offer().transcripts


def test_a_crisis_is_urgent_and_flagged(app):
    number = ask(app, safety=CRISIS, reason="safety", resources_shown=True)
    row = desk_of(app).read(hire(app, "ann"), number)
    assert (row.safety, row.priority, row.safety_rule) == (True, "urgent", "en.x")
    assert row.resources_shown_at is not None
    assert row.due_at < row.resolve_by


def test_without_a_responsible_person_no_safety_case_is_made(settings, clock):
    settings.library_file.write_text("name: X")
    door = Door(settings, clock)
    with pytest.raises(NotAllowed, match="nobody responsible"):
        door.take_question(
            Question(key="k", conversation="c", channel="web", text="?", safety=CRISIS)
        )
    assert door.cases_of("c") == ()


def test_a_desk_that_takes_no_questions_says_so(settings, clock):
    settings.library_file.write_text("desk: {open_for_questions: false}")
    door = Door(settings, clock)
    assert not door.offer().takes_questions
    with pytest.raises(NotAllowed):
        door.take_question(Question(key="k", conversation="c", channel="web", text="?"))


def test_the_offer_tells_when_and_how_long(app, clock):
    offer = door_of(app).offer()
    assert offer.open_now
    assert offer.opens_at is None
    assert offer.reply_by.isoformat() == "2026-11-26T10:00:00-05:00"
    clock.pass_by(hours=10)
    closed = door_of(app).offer()
    assert not closed.open_now
    assert closed.opens_at is not None
    assert closed.opens_at.isoformat() == "2026-11-26T09:00:00-05:00"


def test_a_question_waits_in_the_spool_while_the_database_is_down(settings, clock):
    broken = replace(settings, database_url="postgresql://nobody@127.0.0.1:1/none")
    door = Door(broken, clock)
    question = Question(key="k1", conversation="c1", channel="web", text="Zebulon asks")
    assert door.take_question(question) == door.take_question(question) == number_of("k1")
    letters = list((settings.build / "spool").glob("*.letter"))
    assert len(letters) == 1
    assert b"Zebulon" not in letters[0].read_bytes()
    healed = Door(settings, clock)
    assert healed.drain() == 1
    assert [c.number for c in healed.cases_of("c1")] == [number_of("k1")]
    assert healed.drain() == 0


def test_a_locked_database_sends_the_question_to_the_spool(settings, clock, monkeypatch):
    door = Door(settings, clock)
    door.cases_of("c1")
    door._store().engine.dispose()
    monkeypatch.setattr("triage.store._BUSY_SECONDS", 0.1)
    with sqlite3.connect(settings.build / "cases.sqlite", isolation_level=None) as holder:
        holder.execute("BEGIN IMMEDIATE")
        impatient = Door(settings, clock)
        question = Question(key="k1", conversation="c1", channel="web", text="?")
        assert impatient.take_question(question) == number_of("k1")
        holder.execute("ROLLBACK")
    assert door.drain() == 1
    assert len(door.cases_of("c1")) == 1


def test_forgetting_while_the_database_is_down_happens_later_and_in_order(settings, clock):
    broken = Door(replace(settings, database_url="postgresql://nobody@127.0.0.1:1/none"), clock)
    broken.take_question(Question(key="k1", conversation="c1", channel="web", text="?"))
    broken.forget("c1")
    healed = Door(settings, clock)
    assert healed.drain() == 2
    assert healed.cases_of("c1") == ()


def test_counts_hold_no_person_and_add_up(any_app):
    for _ in range(3):
        door_of(any_app).count({("answered", "pay"): 1})
    with desk_of(any_app).store.look() as session:
        rows = session.execute(text("SELECT hour, kind, topic, times FROM counter")).all()
    assert [tuple(row) for row in rows] == [(10, "answered", "pay", 3)]


def test_another_key_opens_nothing(tmp_path):
    sealed = Vault.open(tmp_path / "a").seal("me@x.org")
    assert Vault.open(tmp_path / "a").unseal(sealed) == "me@x.org"
    with pytest.raises(BadInput, match=r"desk\.key"):
        Vault.open(tmp_path / "b").unseal(sealed)


def test_the_key_file_is_for_its_owner_only(tmp_path):
    Vault.open(tmp_path)
    assert (tmp_path / "desk.key").stat().st_mode & 0o077 == 0
