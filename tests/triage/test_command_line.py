"""``python -m triage``: a student's record for the operator, by the number the student was told."""

from __future__ import annotations

import json

import pytest

from tests.triage.conftest import ask, desk_of, door_of, hire
from triage import __main__ as command_line
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
