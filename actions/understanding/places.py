"""Which place a turn is about, and what to do where there are no figures for it."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Literal

from actions.deps import Deps
from actions.names import AREA
from actions.understanding.abroad import abroad, states_of, twin
from actions.understanding.lexicon import lexicon, words
from actions.understanding.turn import Entity, Turn, across
from knowledge.errors import UnknownArea
from knowledge.model import NATION, Area
from knowledge.queries.areas import meant

_LONGEST = 5
_SHORT_FOLLOW_UP = 3


@dataclass(frozen=True, slots=True)
class Place:
    """What was understood.

    Attributes:
        kind: "stated", "remembered" or "default"; "ask" among options; "part": inside an area we
            have figures for; "unknown": named, but not known.
        area: the area whose figures to give (the default where the place is unknown).
        asked: the place as it was typed.
        options: with "ask".
        spans: the parts of the text that name it.
        is_abroad: outside the United States; with "ask" perhaps.
    """

    kind: Literal["stated", "remembered", "default", "ask", "part", "unknown"]
    area: Area
    asked: str = ""
    options: tuple[Area, ...] = ()
    spans: tuple[Entity, ...] = ()
    is_abroad: bool = False

    @property
    def is_stated(self) -> bool:
        """Whether the turn itself names it."""
        return self.kind in ("stated", "part")

    @property
    def is_known(self) -> bool:
        """Whether this turn or an earlier one names it."""
        return self.is_stated or self.kind == "remembered"


def find_place(turn: Turn, deps: Deps) -> Place:
    """The place a turn is about; without one, the remembered place, else the default."""
    country = abroad(turn)
    if country:
        spans = (*turn.named(AREA), country)
        return Place("unknown", NATION, country.value, spans=spans, is_abroad=True)
    spans = tuple(e for e in turn.named(AREA) if turn.is_payload or _has_letters(e.value))
    spans = spans or _scan(turn.typed, deps) or _scan_short(turn, deps)
    city = twin(turn)
    if city and not _at_home(spans, deps):
        return _of_two(city, spans, deps)
    if spans:
        return _named(turn, deps, spans)
    code = turn.memory.get(AREA)
    if code:
        return Place("remembered", deps.knowledge.area(code))
    return Place("default", _default(deps))


def _has_letters(asked: str) -> bool:
    """A year is no place: "what will nurses make in 2030"."""
    return any(letter.isalpha() for letter in asked)


def _at_home(spans: tuple[Entity, ...], deps: Deps) -> bool:
    """Whether a state is named beside a town: "london ky"."""
    named = [word for span in spans for word in (span.value, *words(span.value))]
    return any(area.kind == "state" for one in named for area in deps.knowledge.find_areas(one))


def _of_two(city: Entity, spans: tuple[Entity, ...], deps: Deps) -> Place:
    """A city abroad, or a town here: the states that have one, to ask."""
    options = (*(deps.knowledge.area(code) for code in states_of(city.value)), NATION)
    return Place("ask", NATION, city.value, options, (*spans, city), is_abroad=True)


def _default(deps: Deps) -> Area:
    try:
        return deps.knowledge.area(deps.library.default_area)
    except UnknownArea:
        return NATION


def _named(turn: Turn, deps: Deps, spans: tuple[Entity, ...]) -> Place:
    if turn.is_payload:
        with suppress(UnknownArea):
            return Place("stated", deps.knowledge.area(spans[0].value), spans=spans)
    asked = spans[0].value if turn.is_payload else across(turn.typed, spans)
    found = meant(deps.knowledge.find_areas(asked), asked)
    if len(found) == 1:
        return Place("stated", found[0], asked, spans=spans)
    if found:
        return Place("ask", found[0], asked, found, spans)
    wider = _ending(asked, deps)
    if wider:
        return Place("part", wider, asked, spans=spans)
    return Place("unknown", NATION, asked, spans=spans)


def _ending(asked: str, deps: Deps) -> Area | None:
    """The state that ends the name of a place we do not know: "juneau alaska"."""
    parts = words(asked)
    for first in range(1, len(parts)):
        found = deps.knowledge.find_areas(" ".join(parts[first:]))
        states = [a for a in found if a.kind == "state"]
        if len(states) == 1:
            return states[0]
    return None


def _scan(text: str, deps: Deps) -> tuple[Entity, ...]:
    """A place that NLU missed: a full name of an area after "in", or a state's name at the end."""
    tokens = _tokens(text)
    before = lexicon()["place_before"]
    starts = [n + 1 for n, token in enumerate(tokens) if token.value in before]
    for first in (*starts, *range(len(tokens) - 3, len(tokens))):
        span = _longest(tokens[max(first, 0) : first + _LONGEST], text, deps, first in starts)
        if span:
            return (span,)
    return ()


def _scan_short(turn: Turn, deps: Deps) -> tuple[Entity, ...]:
    """The last word of "and la": elsewhere a code that is also a word is no place."""
    tokens = _tokens(turn.typed)
    if turn.intent != "follow_up" or not 0 < len(tokens) <= _SHORT_FOLLOW_UP:
        return ()
    last = tokens[-1]
    is_place = last.value in lexicon()["not_a_state"] and deps.knowledge.find_areas(last.value)
    return (replace(last, name=AREA),) if is_place else ()


def _longest(
    tokens: tuple[Entity, ...], text: str, deps: Deps, after_preposition: bool
) -> Entity | None:
    for count in range(len(tokens), 0, -1):
        start, end = tokens[0].start, tokens[count - 1].end
        asked = text[start:end]
        last = end == len(text.rstrip("?!. "))
        if len(asked) <= 2 and not (after_preposition or asked.isupper() or _is_state(asked, last)):
            continue
        found = deps.knowledge.find_areas(asked)
        if any(_is_called(area, asked, every_city=after_preposition) for area in found):
            return Entity(AREA, asked, start, end)
    return None


def _is_state(asked: str, last: bool) -> bool:
    """Whether two small letters at the end of a text can only be a state: "x ray tech ct"."""
    return last and asked.casefold() not in lexicon()["not_a_state"]


def _is_called(area: Area, asked: str, *, every_city: bool) -> bool:
    """Whether a text is an area's code or name, or the name of its first city (or of every one)."""
    if area.kind == "nation" and every_city:
        return True  # "in the whole country", "across the states"
    said = " ".join(words(asked))
    name = area.name.casefold()
    cities = name.partition(",")[0].split("-")
    names = {area.code.casefold(), name, *(cities if every_city else cities[:1])}
    if not every_city and said in lexicon()["not_a_city"]:
        return False
    return said in {" ".join(words(one)) for one in names}


def _tokens(text: str) -> tuple[Entity, ...]:
    found, position = [], 0
    for word in text.split():
        start = text.index(word, position)
        position = start + len(word)
        bare = word.strip("?!.,;:()\"'")
        if bare:
            offset = start + word.index(bare)
            found.append(Entity("word", bare.casefold(), offset, offset + len(bare)))
    return tuple(found)


def larger(area: Area) -> tuple[str, ...]:
    """Codes of the nearest larger areas: of a city its state, then the nation."""
    if area.kind == "nation":
        return ()
    states = area.states[:1] if area.kind in ("metro", "nonmetro") else ()
    return (*states, NATION.code)
