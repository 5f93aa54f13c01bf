"""No log line can hold what a person wrote, whoever writes the line."""

import json
import logging
import threading

import pytest

from guard.logs import set_up

WORDS = "my-secret-words"


@pytest.fixture
def logs(monkeypatch, capfd):
    """Sets up logging in a format, and gives what was written since."""
    before = logging.root.handlers[:], logging.root.level, threading.excepthook

    def begin(form):
        monkeypatch.setenv("LATTICE_LOGS", form)
        set_up("rasa", logging.INFO)
        return lambda: capfd.readouterr().err.splitlines()

    yield begin
    logging.root.handlers[:], logging.root.level, threading.excepthook = before


def test_our_own_sentences_are_written_whole(logs):
    written = logs("plain")
    logging.getLogger("bot.channels.turns").error("turn failed: %s", "ValueError")
    assert written()[0].endswith("ERROR rasa turn failed: ValueError")


@pytest.mark.parametrize("form", ["plain", "json"])
@pytest.mark.parametrize("name", ["rasa.core.processor", "sqlalchemy.engine", "aiogram", "asyncio"])
def test_of_a_librarys_lines_only_the_place_is_kept(logs, form, name):
    written = logs(form)
    logging.getLogger(name).warning("could not parse %r", WORDS)
    logging.getLogger(name).warning(f"could not parse {WORDS}")
    lines = written()
    assert len(lines) == 2
    assert all(name in line and WORDS not in line for line in lines)


@pytest.mark.parametrize("form", ["plain", "json"])
def test_of_an_exception_its_type_and_place_are_kept_and_not_its_text(logs, form):
    written = logs(form)
    try:
        raise ValueError(WORDS)
    except ValueError:
        logging.getLogger("triage.worker").exception("a round failed")
    (line,) = written()
    assert "ValueError" in line
    assert "test_logs.py" in line
    assert WORDS not in line


def test_what_ends_a_thread_is_told_without_its_text(logs):
    written = logs("plain")

    def fail():
        raise RuntimeError(WORDS)

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    (line,) = written()
    assert "a thread ended: RuntimeError" in line
    assert WORDS not in line


def test_json_lines_say_when_how_bad_which_part_and_what(logs):
    written = logs("json")
    logging.getLogger("triage.worker").warning("the cases database cannot be reached")
    (line,) = map(json.loads, written())
    assert line["level"] == "warning"
    assert line["part"] == "rasa"
    assert line["event"] == "the cases database cannot be reached"
    assert line["time"].endswith("+00:00")


def test_handlers_that_a_library_made_for_itself_are_taken_away(logs):
    mine = logging.getLogger("some.library")
    mine.addHandler(logging.StreamHandler())
    mine.propagate = False
    written = logs("plain")
    mine.warning(WORDS)
    assert WORDS not in "".join(written())


def test_an_unknown_format_is_refused_in_words(logs):
    with pytest.raises(ValueError, match="LATTICE_LOGS is 'xml'; expected plain or json"):
        logs("xml")
