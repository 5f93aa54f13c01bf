import re

from hypothesis import given
from hypothesis import strategies as st

from actions import present
from actions.words import Words
from knowledge.figures import MINUS, credited, decimal
from knowledge.model import Fact

UNITS = ["USD/year", "USD/hour", "jobs", "jobs/year", "percent", "importance 1-5", "scale 1-7"]
numbers = st.one_of(
    st.integers(-(10**9), 10**9), st.floats(-1e9, 1e9, allow_nan=False, allow_infinity=False)
)
facts = st.builds(
    Fact,
    name=st.just("some_figure"),
    value=numbers,
    unit=st.sampled_from(UNITS),
    source=st.sampled_from(["BLS OEWS", "BLS Employment Projections", "O*NET 30.1"]),
    period=st.sampled_from(["May 2025", "2024-34", "2024"]),
    area=st.sampled_from(["United States", "Alaska", "Anchorage, AK"]),
    area_code=st.sampled_from(["US", "AK", "11260"]),
    status=st.sampled_from(["", "at least"]),
)


def wage(value, status="", unit="USD/year", **more):
    return Fact("annual_wage_median", value, unit, "BLS OEWS", "May 2025", status=status, **more)


def test_a_wage_stands_with_place_month_year_and_source(words: Words):
    said = words.say(present.figure(wage(72840)))
    assert said == "$72,840 a year, United States, May 2025 (BLS OEWS)"


def test_a_top_coded_wage_is_at_least(words: Words):
    assert words.say(present.figure(wage(239200, "at least"))).startswith(
        "at least $239,200 a year"
    )


def test_an_unpublished_wage_names_the_place_and_no_number(words: Words):
    fact = wage(None, "not published", area="Anchorage, AK", area_code="11260")
    said = words.say(present.figure(fact))
    assert said == "not published for Anchorage, AK, May 2025 (BLS OEWS)"
    assert "$" not in said


def test_an_hourly_wage_keeps_its_cents(words: Words):
    assert words.say(present.figure(wage(35.5, unit="USD/hour"))).startswith("$35.50 an hour")


def test_months_and_the_nation_are_said_in_spanish(words: Words):
    said = words.say(present.figure(wage(72840)), "es")
    assert said == "$72,840 al año, Estados Unidos, mayo de 2025 (BLS OEWS)"


def test_onet_always_carries_its_mark():
    assert credited("O*NET 30.1") == "O*NET® 30.1"
    assert credited("O*NET® 30.1") == "O*NET® 30.1"


@given(fact=facts, language=st.sampled_from(["en", "es"]))
def test_every_figure_says_period_and_source_on_one_line(words, fact: Fact, language: str):
    said = words.say(present.figure(fact), language)
    assert "\n" not in said
    assert re.search(r"20\d\d", said)
    assert said.endswith(f"({credited(fact.source)})")


@given(value=numbers)
def test_a_number_is_said_as_it_is_to_two_decimals(value):
    said = decimal(value).replace(",", "").replace(MINUS, "-")
    assert abs(float(said) - value) <= 0.005 + abs(value) * 1e-12


@given(fact=facts)
def test_a_bls_group_is_always_named(words, fact: Fact):
    assert words.say(present.group([fact])) == ""
    grouped = Fact(fact.name, fact.value, fact.unit, fact.source, fact.period, group="Others")
    assert "Others" in words.say(present.group([fact, grouped]))


def test_a_list_is_numbered_from_one(words: Words):
    assert words.say(present.numbered(["a", "b"])) == "1. a\n2. b"
