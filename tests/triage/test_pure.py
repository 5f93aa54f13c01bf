"""Hours, numbers, redaction, exports, reading level, words: no database, no clock."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from triage import export, reading, redact
from triage.errors import BadInput
from triage.hours import Hours
from triage.library import Library
from triage.numbers import number_of, tidy
from triage.web import words

WEEK = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")
NEW_YORK = ZoneInfo("America/New_York")
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1), timezones=st.just(UTC))


def office(closed: tuple[date, ...] = ()) -> Hours:
    return Hours.read("America/New_York", WEEK, list(closed))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=NEW_YORK)


@pytest.mark.parametrize(
    ("start", "hours", "due"),
    [
        ("2026-11-25T10:00", 2, "2026-11-25T12:00"),
        ("2026-11-25T16:00", 2, "2026-11-26T10:00"),
        ("2026-11-27T16:30", 1, "2026-11-30T09:30"),  # over a weekend
        ("2026-11-28T12:00", 1, "2026-11-30T10:00"),  # asked on a Saturday
        ("2026-10-30T16:00", 2, "2026-11-02T10:00"),  # clocks go back on the Sunday between
    ],
)
def test_a_reply_is_due_after_working_hours_only(start, hours, due):
    assert office().after(at(start), timedelta(hours=hours)) == at(due)


def test_a_day_closed_is_skipped():
    hours = office((date(2026, 11, 26),))
    assert hours.after(at("2026-11-25T16:00"), timedelta(hours=2)) == at("2026-11-27T10:00")
    assert hours.next_opening(at("2026-11-25T18:00")) == at("2026-11-27T09:00")


@given(MOMENTS, st.integers(1, 200))
def test_more_time_is_never_due_sooner(start, hours):
    sooner = office().after(start, timedelta(hours=hours))
    assert start < sooner <= office().after(start, timedelta(hours=hours + 1))


@given(MOMENTS)
def test_the_desk_is_open_at_its_next_opening(now):
    opening = office().next_opening(now)
    assert opening is not None
    assert opening > now
    assert office().is_open(opening)


@pytest.mark.parametrize(
    "opening", [{"monday": "09:00-17:00"}, {"mon": "9-17"}, {"mon": "17:00-09:00"}]
)
def test_wrong_opening_hours_name_what_would_be_right(opening):
    with pytest.raises(BadInput, match=r"mon: 09:00-17:00"):
        Hours.read("America/New_York", opening, [])


def test_without_a_responsible_person_no_safety_case_is_taken():
    assert not Library.of({"name": "X"}).takes_safety_cases
    assert Library.of({"responsible": {"name": "K", "email": "k@x.org"}}).takes_safety_cases


def test_a_setting_that_is_no_number_is_named(tmp_path):
    file = tmp_path / "library.yml"
    file.write_text("retention: {cases_days: many}")
    with pytest.raises(BadInput, match="many"):
        Library.read(file)


@given(st.text(min_size=1))
def test_a_number_survives_being_typed_carelessly(key):
    number = number_of(key)
    assert tidy(number.lower().replace("-", " ")) == number


def test_the_same_key_gives_the_same_number_and_another_another():
    assert number_of("a") == number_of("a")
    assert len({number_of(str(n)) for n in range(10_000)}) == 10_000


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("write to ana.b@mail.example.org please", "write to [e-mail removed] please"),
        ("call (907) 555-0134", "call [phone number removed]"),
        ("my ssn is 123-45-6789", "my ssn is [social security number removed]"),
        ("card 4111 1111 1111 1111", "card [card number removed]"),
        ("what does 25-4022.00 earn in 2025, $64,370?", None),
        ("pay for 29-1141 in 99501", None),
    ],
)
def test_personal_data_is_taken_out_and_figures_stay(typed, kept):
    assert redact.redacted(typed) == (kept or typed)


@given(st.text(max_size=80))
def test_no_exported_cell_is_a_formula(cell):
    line = export.as_csv([{"cell": cell}], ["cell"]).split("\r\n", 1)[1]
    read = next(csv.reader(io.StringIO(line)), [""])
    assert not (read and read[0].lstrip().startswith(("=", "+", "-", "@")))


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "\r=1"])
def test_a_formula_is_exported_as_text(cell):
    assert export.harmless(cell).startswith("'")


def test_plain_text_is_exported_as_it_is():
    assert export.harmless("a-b = c") == "a-b = c"


def test_longer_words_and_sentences_read_harder():
    easy = reading.grade("You fix pipes. You get paid to learn.")
    hard = reading.grade(
        "Occupational certification requirements vary considerably by jurisdiction."
    )
    assert easy < 5 < hard
    assert reading.grade("") == 0.0


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (timedelta(seconds=5), "less than a minute"),
        (timedelta(minutes=1), "1 minute"),
        (timedelta(hours=5, minutes=50), "5 hours"),
        (timedelta(days=2), "2 days"),
    ],
)
def test_a_span_is_said_in_its_largest_unit(span, said):
    assert words.span(span) == said
