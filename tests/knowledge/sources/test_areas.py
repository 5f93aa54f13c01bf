"""Places by the names people type, on all the areas we ship."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.errors import MalformedRelease
from knowledge.imports import SHIPPED
from knowledge.model import Area
from knowledge.sources import areas as places
from knowledge.sources import bls_oews
from knowledge.sources.tables import read_table

AREAS = tuple(
    Area(code, name, kind, tuple(states.split()))
    for _, (code, name, kind, states) in read_table(
        SHIPPED / bls_oews.AREAS_FILE, ("code", "name", "kind", "states")
    )
)
ALIASES: dict[str, set[str]] = {}
for alias, area in places.aliases(AREAS, SHIPPED):
    ALIASES.setdefault(alias, set()).add(area)
# Jobs of the largest of each name, enough to rank by.
JOBS = {"35620": 9_700_000, "38900": 1_200_000, "38860": 290_000, "31740": 42_000}
JOBS |= {"17900": 400_000, "12580": 1_300_000, "19100": 4_100_000, "47900": 3_100_000}


def found(text: str) -> list[str]:
    return [area.code for area in places.find_areas(text, AREAS, ALIASES, JOBS)]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("anchorage", "11260"),
        ("Anchorage, AK", "11260"),
        ("anchorage alaska", "11260"),
        ("AK", "AK"),
        ("ak", "AK"),
        ("Alaska", "AK"),
        ("the state of texas", "TX"),
        ("dallas tx", "19100"),
        ("Dallas, Texas", "19100"),
        ("fort worth", "19100"),
        ("ft. worth", "19100"),
        ("dallas-fort worth", "19100"),
        ("saint louis", "41180"),
        ("St. Louis, MO", "41180"),
        ("coeur d\u2019alene", "17660"),
        ("winston-salem", "49180"),
        ("wilkes-barre pa", "42540"),
        ("boise", "14260"),
        ("honolulu", "46520"),
        ("louisville", "31140"),
        ("nyc", "35620"),
        ("the bay area", "41860"),
        ("greater boston area", "14460"),
        ("washington state", "WA"),
        ("puerto rico", "PR"),
        ("guam", "GU"),
        ("rural alaska", "0200006"),
        ("juneau", "0200006"),
        ("11260", "11260"),
        ("U.S.", "US"),
        ("nationwide", "US"),
    ],
)
def test_a_place_is_found_by_what_people_call_it(text: str, code: str) -> None:
    assert found(text) == [code]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("new york", ["NY", "35620"]),
        ("washington dc", ["DC", "47900"]),
        ("portland", ["38900", "38860"]),
        ("manhattan", ["35620", "31740"]),
        ("arlington", ["19100", "47900"]),
        ("la", ["LA", "31080"]),
    ],
)
def test_an_ambiguous_name_gives_every_place_likeliest_first(text: str, codes: list[str]) -> None:
    assert found(text) == codes


def test_a_city_that_names_its_area_comes_before_a_larger_area_that_also_holds_the_name() -> None:
    assert found("columbia")[0] == "17900"


@pytest.mark.parametrize("text", ["", "  ", "?!", "cook county", "orange county", "narnia", "new"])
def test_a_county_or_an_unknown_place_finds_nothing(text: str) -> None:
    assert found(text) == []


@given(st.sampled_from(AREAS))
def test_every_area_is_found_by_its_code_and_its_full_name(area: Area) -> None:
    assert area.code in found(area.code)
    assert area.code in found(area.name)


@given(st.text(max_size=30))
def test_any_text_is_answered_and_spelling_of_case_does_not_matter(text: str) -> None:
    assert found(text) == found(text.casefold())


def test_a_nickname_of_an_unknown_area_is_refused(tmp_path) -> None:
    path = tmp_path / places.NICKNAMES_FILE
    path.parent.mkdir()
    path.write_text("name\tarea\tstate\natlantis\t99999\t\n", encoding="utf-8")
    with pytest.raises(MalformedRelease, match=r"nicknames\.tsv, line 2: found '99999'"):
        places.aliases(AREAS, tmp_path)
