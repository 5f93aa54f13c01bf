"""Which occupations are done in a setting that people wish for: outdoors, from home, quiet.

The release we ship rates no settings. So each is derived, by a rule stated in docs/searching.md,
from our own text on where and when the work is done and from the importance of O*NET work
activities. Whoever shows a result says that it is derived.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from knowledge.environment import (
    BOUND,
    COMPUTERS,
    PHYSICAL,
    PUBLIC,
    WITH_PEOPLE,
    degree,
    remote_verdict,
)
from knowledge.queries import bulk
from knowledge.queries.reader import Reader

NOT, PARTLY, WHOLLY = 0.0, 0.5, 1.0
_ACTIVITIES = tuple(dict.fromkeys((*BOUND, *WITH_PEOPLE, COMPUTERS, PHYSICAL, PUBLIC)))
_LOUD = re.compile(r"\b(?:nois\w*|loud\w*)\b")
_OUT = re.compile(r"\b(?:outdoors?|outside|weather|indoors and out|fieldwork)\b")
_IN = re.compile(r"\bindoors?\b|\boffices?\b|\bshops?\b|\blabs?\b|\bstudios?\b")
_HOME = re.compile(
    r"\b(?:remote(?:ly)?(?! (?:places|areas|sites|spots))|from home|home offices?)\b"
)
_CALM = re.compile(r"\bquiet\w*\b")
_AWAY = re.compile(r"\b(?:travel\w*|trips?|on the road|away from home)\b")
_ODD_HOURS = re.compile(
    r"\b(?:evenings?|nights?|weekends?|shifts?|holidays?|on[- ]call|around the clock|long hours)\b"
)
_DAYTIME = re.compile(
    r"\b(?:weekdays?|daytime|regular (?:\w+ )?hours|school hours|office hours|business hours)\b"
)


@dataclass(frozen=True, slots=True)
class Place:
    """What is known of an occupation's setting: our text, and importances by activity."""

    text: str
    activities: Mapping[str, float]

    def much(self, activity: str) -> bool:
        """Whether there is much of an activity."""
        return activity in self.activities and degree(self.activities[activity]) == "much"

    def little(self, activity: str) -> bool:
        """Whether there is little of an activity."""
        return activity in self.activities and degree(self.activities[activity]) == "little"


def _outdoors(place: Place) -> float:
    if not _OUT.search(place.text):
        return NOT
    return PARTLY if _IN.search(place.text) else WHOLLY


def _from_home(place: Place) -> float:
    """By the rule for remote work; wholly where our text names it too."""
    if remote_verdict(place.activities) != "likely":
        return NOT
    return WHOLLY if _HOME.search(place.text) else PARTLY


def _quiet(place: Place) -> float:
    """Said to be quiet; else no noise is named, and people and physical work are little."""
    if _CALM.search(place.text):
        return WHOLLY
    calm = all(map(place.little, (*WITH_PEOPLE, PHYSICAL)))
    return PARTLY if calm and place.text and not _LOUD.search(place.text) else NOT


def _regular(place: Place) -> float:
    daytime = _DAYTIME.search(place.text) and not _ODD_HOURS.search(place.text)
    return WHOLLY if daytime else NOT


RULES: dict[str, Callable[[Place], float]] = {
    "outdoors": _outdoors,
    "from_home": _from_home,
    "quiet": _quiet,
    "active": lambda place: WHOLLY if place.much(PHYSICAL) else NOT,
    "seated": lambda place: WHOLLY if place.little(PHYSICAL) else NOT,
    "with_public": lambda place: WHOLLY if place.much(PUBLIC) else NOT,
    "travel": lambda place: WHOLLY if _AWAY.search(place.text) else NOT,
    "regular_hours": _regular,
}
"""Name of a setting → how far an occupation has it."""


@lru_cache(maxsize=32)
def in_setting(reader: Reader, name: str) -> Mapping[str, float]:
    """How far, 0-1, occupations have a setting, one of ``RULES``; by O*NET code, above 0 only."""
    degrees = {code: RULES[name](place) for code, place in _places(reader).items()}
    return {code: far for code, far in degrees.items() if far > NOT}


@lru_cache(maxsize=4)
def _places(reader: Reader) -> dict[str, Place]:
    rated: dict[str, dict[str, float]] = {}
    for element in _ACTIVITIES:
        for code, value in bulk.importance(reader, element).items():
            rated.setdefault(code, {})[element] = value
    texts = {
        row["onet_soc"]: str(json.loads(row["body"])["setting"]).casefold()
        for row in reader.rows("SELECT onet_soc, body FROM text")
    }
    codes = texts.keys() | rated.keys()
    return {code: Place(texts.get(code, ""), rated.get(code, {})) for code in codes}
