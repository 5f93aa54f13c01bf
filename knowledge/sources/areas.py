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
_FIPS = (
    "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY "
    "22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH "
    "40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY 66GU 72PR 78VI"
)
POSTAL: dict[str, str] = dict(re.findall(r"(\d\d)([A-Z]{2})", _FIPS))

NAMESAKE_WEIGHT = 30  # enough for Bloomington, IL against Minneapolis-St. Paul-Bloomington
_KINDS = ("nation", "state", "metro", "nonmetro")
_SILENT = re.compile("[.'\u2019]")
_NOT_WORD = re.compile(r"[^\w]+")
_FILLERS = re.compile(r"\b(?:state of|city of|greater|metro(?:politan)?|area|region)\b")
_COUNTY = re.compile(r"\b(?:county|parish|borough)\b")
# Cities whose own name holds the hyphen that elsewhere separates cities.
_HYPHENATED = ("Winston-Salem", "Wilkes-Barre")
# Whose official name has a word that nobody says.
_OFFICIAL_TAIL = ("boise city", "amherst town", "barnstable town")


def normalize(text: str) -> str:
    """Lower case, no full stops or apostrophes, other punctuation as single spaces."""
    plain = _SILENT.sub("", text.casefold())
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
    found = {(alias, area.code) for area in known.values() for alias in _names(area, known)}
    return found | set(_nicknames(known, folder))


def _names(area: Area, known: Mapping[str, Area]) -> Iterator[str]:
    yield area.code.casefold()
    yield normalize(area.name)
    if area.kind == "metro":
        named = cities(area)
        together = (" ".join(named[:count]) for count in range(2, len(named) + 1))
        for name in (*(v for city in named for v in _variants(city)), *together):
            yield from _with_states(name, area.states, known)
    elif area.kind == "nonmetro" and area.states[0] in known:
        state = normalize(known[area.states[0]].name)
        region = normalize(area.name.partition(" nonmetropolitan")[0])
        yield from (region,) if region != state else ()
        for word in ("rural", "nonmetro", "nonmetropolitan"):
            yield from (f"{word} {state}", f"{word} {area.states[0].casefold()}")


def _variants(city: str) -> Iterator[str]:
    """``st louis`` is also ``saint louis``; ``boise city`` is also ``boise``."""
    yield city
    if city.startswith("st "):
        yield f"saint {city[3:]}"
    if city.startswith("fort "):
        yield f"ft {city[5:]}"
    if city.startswith("urban "):
        yield city.removeprefix("urban ")
    if city in _OFFICIAL_TAIL:
        yield city.rpartition(" ")[0]


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

    A state comes before a city of the same name; of several cities the one with more jobs,
    where jobs count ``NAMESAKE_WEIGHT`` times in an area that the city gives its name to.

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
    short = asked.removeprefix("the ")
    bare = " ".join(_FILLERS.sub(" ", short).split())
    return frozenset(aliases.get(asked) or aliases.get(short) or aliases.get(bare) or ())


def _rank(area: Area, asked: str, jobs: Mapping[str, int]) -> tuple[int, int, str]:
    """Columbia is rather Columbia, SC than the larger Baltimore-Columbia-Towson."""
    namesake = area.kind == "metro" and asked.startswith(cities(area)[:1])
    weight = NAMESAKE_WEIGHT if namesake else 1
    return _KINDS.index(area.kind), -weight * jobs.get(area.code, 0), area.code
