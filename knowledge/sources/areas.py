"""Places with published wages, and the names people type for them.

``aliases`` makes the names at build time; ``find_areas`` ranks what a text names. A county has
no wages of its own: it finds nothing rather than something near it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from knowledge.errors import MalformedRelease
from knowledge.model import Area
from knowledge.sources.tables import read_table

NICKNAMES_FILE = "areas/nicknames.tsv"
_NICKNAMES_HEADER = ("name", "area", "state")

# FIPS state codes of OEWS -> postal codes.
POSTAL = dict(
    pair.split()
    for pair in (
        "01 AL,02 AK,04 AZ,05 AR,06 CA,08 CO,09 CT,10 DE,11 DC,12 FL,13 GA,15 HI,16 ID,17 IL,"
        "18 IN,19 IA,20 KS,21 KY,22 LA,23 ME,24 MD,25 MA,26 MI,27 MN,28 MS,29 MO,30 MT,31 NE,"
        "32 NV,33 NH,34 NJ,35 NM,36 NY,37 NC,38 ND,39 OH,40 OK,41 OR,42 PA,44 RI,45 SC,46 SD,"
        "47 TN,48 TX,49 UT,50 VT,51 VA,53 WA,54 WV,55 WI,56 WY,66 GU,72 PR,78 VI"
    ).split(",")
)

_KINDS = ("nation", "state", "metro", "nonmetro")
_NOT_WORD = re.compile(r"[^\w]+")
_FILLERS = re.compile(r"\b(?:state of|city of|greater|metro(?:politan)?|area|region)\b")
_COUNTY = re.compile(r"\b(?:county|parish|borough)\b")
# Cities whose own name holds the hyphen that elsewhere separates cities.
_HYPHENATED = ("Winston-Salem", "Wilkes-Barre")
_CITY_TAIL = re.compile(r" (?:town|city|county)$")


def normalize(text: str) -> str:
    """Lower case, no full stops or apostrophes, other punctuation as single spaces."""
    plain = text.casefold().replace(".", "").replace("'", "").replace("’", "")
    return " ".join(_NOT_WORD.sub(" ", plain).split())


def cities(area: Area) -> tuple[str, ...]:
    """The cities a metropolitan area is named after, principal one first, normalized."""
    name = area.name.rpartition(", ")[0]
    for city in _HYPHENATED:
        name = name.replace(city, city.replace("-", " "))
    found = [normalize(city) for city in re.split(r"--|-|/", name)]
    return tuple(city for city in dict.fromkeys(found) if not _COUNTY.search(city))


def aliases(areas: Iterable[Area], folder: Path) -> set[tuple[str, str]]:
    """(alias, area code) for the names of all areas, with those of the file of nicknames.

    Raises:
        MalformedRelease: a nickname points to an unknown area or state.
    """
    known = {area.code: area for area in areas}
    found = {
        (alias, area.code) for area in known.values() for alias in _names(area, known)
    }
    return found | set(_nicknames(known, folder))


def _names(area: Area, known: Mapping[str, Area]) -> Iterator[str]:
    yield area.code.casefold()
    yield normalize(area.name)
    if area.kind == "metro":
        for city in cities(area):
            for name in _variants(city):
                yield from _with_states(name, area.states, known)
    elif area.kind == "nonmetro" and len(area.states) == 1:
        yield normalize(area.name.partition(" nonmetropolitan")[0])
        state = known[area.states[0]].name
        for word in ("rural", "nonmetro", "nonmetropolitan"):
            yield from (f"{word} {normalize(state)}", f"{word} {area.states[0].casefold()}")


def _variants(city: str) -> Iterator[str]:
    """``st louis`` is also ``saint louis``; ``boise city`` is also ``boise``."""
    yield city
    if city.startswith("st "):
        yield f"saint {city[3:]}"
    if city.startswith("fort "):
        yield f"ft {city[5:]}"
    if city.startswith("urban "):
        yield city.removeprefix("urban ")
    short = _CITY_TAIL.sub("", city)
    if short in ("boise", "amherst", "barnstable", "oklahoma", "new york") and short != city:
        yield from (short,) if short != "oklahoma" else ()


def _with_states(city: str, states: Iterable[str], known: Mapping[str, Area]) -> Iterator[str]:
    """``dallas``, ``dallas tx``, ``dallas texas``."""
    yield city
    for state in states:
        yield f"{city} {state.casefold()}"
        if state in known:
            yield f"{city} {normalize(known[state].name)}"


def _nicknames(known: Mapping[str, Area], folder: Path) -> Iterator[tuple[str, str]]:
    file = folder / NICKNAMES_FILE
    for line, (name, code, state) in read_table(file, _NICKNAMES_HEADER):
        if code not in known:
            raise MalformedRelease(file.name, "the code of an area", line=line, value=code)
        states = [state] if state else []
        for alias in _with_states(normalize(name), states, known):
            yield alias, code


def find_areas(
    text: str,
    areas: Iterable[Area],
    aliases: Mapping[str, Iterable[str]],
    jobs: Mapping[str, int],
) -> tuple[Area, ...]:
    """The areas a text names, likeliest first; none for a county or an unknown place.

    A state comes before a city of the same name; of several cities the one that gives its
    area the name, then the one with more jobs.

    Args:
        text: "anchorage", "AK", "Dallas, TX", "new york", "state of texas".
        areas: all areas.
        aliases: normalized name -> codes of areas.
        jobs: code of an area -> jobs there, to rank by.
    """
    asked = normalize(text)
    found = _codes(asked, aliases)
    if not found:
        return ()
    chosen = [area for area in areas if area.code in found]
    return tuple(sorted(chosen, key=lambda area: _rank(area, asked, jobs)))


def _codes(asked: str, aliases: Mapping[str, Iterable[str]]) -> frozenset[str]:
    """As asked, else without words such as "state of", "greater", "area"."""
    bare = " ".join(_FILLERS.sub(" ", asked).split()).removeprefix("the ")
    return frozenset(aliases.get(asked) or aliases.get(bare) or ())


def _rank(area: Area, asked: str, jobs: Mapping[str, int]) -> tuple[int, int, int, str]:
    namesake = area.kind == "metro" and not asked.startswith(cities(area)[:1])
    return _KINDS.index(area.kind), int(namesake), -jobs.get(area.code, 0), area.code
