"""``python -m triage``: a student's record for the operator, by the number the student was told."""

from __future__ import annotations

import io
import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.triage.conftest import ask, desk_of, door_of, hire
from triage import __main__ as command_line
from triage import accounts
from triage.settings import Settings


@pytest.fixture
def run(app, settings, monkeypatch, capsys):
    monkeypatch.setattr(Settings, "from_environment", classmethod(lambda cls: settings))

    def command(*arguments: str) -> tuple[int, str, str]:
        code = command_line.main(list(arguments))
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


def test_everything_about_one_student_is_exported_and_nothing_of_another(app, run):
    number = ask(app, contact="me@example.org", bot_answer="The bot said so.")
    ask(app, "k2", text="And what of welders?")
    ask(app, "k3", conversation="c2", text="Somebody else's question")
    desk_of(app).reply(hire(app, "ann"), number, 1, "It pays well.", "r1")
    door_of(app).rate("c1", "pay", False)
    code, out, _ = run("export", number.lower().replace("-", ""))
    kept = json.loads(out)
    assert code == 0
    assert [case["question"] for case in kept["cases"]] == [
        "And what of welders?",
        "What does a librarian earn?",
    ]
    assert kept["cases"][1]["contact"] == "me@example.org"
    assert kept["cases"][1]["messages"][0]["text"] == "It pays well."
    assert len(kept["feedback"]) == 1
    assert "Somebody" not in out


def test_deletion_takes_all_of_one_student_and_the_audit_keeps_that_it_happened(app, run):
    number = ask(app)
    other = ask(app, "k2", text="And welders?")
    kept = ask(app, "k3", conversation="c2")
    code, out, _ = run("forget", number)
    assert code == 0
    assert number in out
    assert other in out
    assert door_of(app).kept_about("c1").cases == ()
    assert door_of(app).cases_of("c2")[0].number == kept
    assert run("export", number)[0] == 2


@pytest.mark.parametrize("verb", ["export", "forget"])
def test_an_unknown_number_is_named(run, verb):
    code, out, err = run(verb, "ZZZ-ZZZZ")
    assert (code, out) == (2, "")
    assert "ZZZ-ZZZZ" in err


def sign_in(app, login, password):
    desk = desk_of(app)
    with desk.store.work() as session:
        return accounts.check(session, desk.clock(), login, password, "a")


def test_who_is_added_through_a_pipe_may_sign_in(app, run, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("a long password\n"))
    code, out, err = run("create-counselor", "kay")
    assert (code, err) == (0, "")
    assert "kay may now sign in" in out
    assert sign_in(app, "kay", "a long password").role == "admin"


@pytest.mark.parametrize(
    ("login", "piped", "said"),
    [
        ("kay", "", "input ended"),
        ("kay", "short\n", "at least 12"),
        ("ann", "a long password\n", "'ann' is empty or taken"),
        ("", "a long password\n", "empty or taken"),
    ],
)
def test_what_will_not_do_through_a_pipe_is_said_in_one_line(
    app, run, monkeypatch, login, piped, said
):
    hire(app, "ann")
    monkeypatch.setattr(sys, "stdin", io.StringIO(piped))
    code, out, err = run("create-counselor", login)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert said in err


class Terminal:
    """A terminal of its own with a command in it; types an answer where a question stands."""

    def __init__(self, *command: str, environment: dict[str, str]) -> None:
        self._ours, theirs = pty.openpty()
        self._command = subprocess.Popen(
            [sys.executable, "-m", *command],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,  # its password prompt must not reach the tests' own terminal
            env={**os.environ, **environment},
        )
        os.close(theirs)
        self.said = ""

    def answer(self, question: str, words: str) -> None:
        self._read(question)
        os.write(self._ours, words.encode())

    def end(self) -> int:
        self._read("\0")
        os.close(self._ours)
        return self._command.wait(timeout=30)

    def _read(self, until: str) -> None:
        seen = ""
        while until not in seen:
            try:
                seen += os.read(self._ours, 1000).decode()
            except OSError:  # the command has ended
                break
        self.said += seen


def test_at_a_terminal_what_is_wrong_is_said_and_asked_again(tmp_path):
    terminal = Terminal("triage", "create-counselor", environment=made_in(tmp_path))
    terminal.answer("Login", "\n")
    terminal.answer("Login", "kay\n")
    terminal.answer("Password", "short\n")
    terminal.answer("Password", "a long password\n")
    terminal.answer("again", "another password\n")
    terminal.answer("Password", "a long password\n")
    terminal.answer("again", "a long password\n")
    assert terminal.end() == 0
    for said in ("empty or taken", "at least 12", "differ", "kay may now sign in"):
        assert said in terminal.said
    assert "alembic" not in terminal.said
    assert "long password" not in terminal.said


def test_who_stops_at_the_password_is_not_added(tmp_path):
    terminal = Terminal("triage", "create-counselor", "kay", environment=made_in(tmp_path))
    terminal.answer("Password", "\x04")
    assert terminal.end() == 2
    assert "Nobody was added" in terminal.said
    assert "Traceback" not in terminal.said


def made_in(folder: Path) -> dict[str, str]:
    """An environment whose cases are kept in ``folder``."""
    return {"LATTICE_BUILD": str(folder), "DATABASE_URL": "", "LATTICE_DATABASE_URL": ""}
