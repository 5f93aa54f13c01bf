"""compare: two to four occupations, the same measures and place for each; no winner."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import starmap

from actions.career.question import place_note, shown
from actions.deps import Deps
from actions.memory import remember
from actions.names import CAREER, STEPS
from actions.present import amount, area_name, numbered, period
from actions.reply import Button, Reply, payload
from actions.search.measures import Row, compared, measure
from actions.search.ranking import measures_asked, ranked
from actions.talk import Replies, Talk
from actions.understanding.focus import Focus, from_match, is_code, match
from actions.understanding.listed import jobs_listed, jobs_pointed_at
from actions.understanding.places import find_place
from actions.understanding.several import find_several, occupations
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from knowledge.figures import credited
from knowledge.model import Area, Fact, Occupation

FEWEST, MOST = 2, 4
MISSING = "—"


def handle(talk: Talk) -> Replies:
    """Compare those named or pointed at; one alone is compared with the one talked about."""
    turn, deps = talk.turn, talk.deps
    found = (*find_several(turn, deps), *_waiting(turn, deps))
    unclear = [focus for focus in found if focus.verdict == "ask"]
    chosen = _gather(occupations(found), turn, deps)
    if unclear and len(chosen) < MOST:
        return (_ask(unclear, chosen),)
    if len(chosen) < FEWEST:
        return (_need(chosen, [f.query for f in found if f.verdict == "none"]),)
    place = find_place(turn, deps)
    asked = measures_asked(turn.typed)
    if asked:
        reply = ranked(chosen[:MOST], place.area, asked, turn, deps)
    else:
        reply = _present(chosen, place.area, deps)
    noted = replace(reply, values={"place_note": place_note(place), **reply.values})
    if place.is_stated:
        noted = replace(noted, slots={"area": place.area.code, **noted.slots})
    return (remember(noted, "compare", turn),)


def _waiting(turn: Turn, deps: Deps) -> tuple[Focus, ...]:
    """Titles of the comparison asked for that were not clear either when we asked for another."""
    kept = turn.memory.get("compare_with") or () if _is_waited_for(turn) else ()
    return tuple(from_match(match(query, deps), deps) for query in kept if not is_code(query))


def _is_waited_for(turn: Turn) -> bool:
    return turn.memory.get("pending") == "compare"


def _gather(named: Sequence[Occupation], turn: Turn, deps: Deps) -> list[Occupation]:
    """Those named or pointed at, after those compared or talked about where one is missing.

    Where nothing is named, "compare them" and "which pays more" are about the jobs listed last.
    """
    given = [*(o.code.onet for o in named), *jobs_pointed_at(turn)]
    if len(given) < FEWEST:
        given = [*_earlier(turn, () if given else jobs_listed(turn)[:MOST]), *given]
    return [deps.knowledge.occupation(code) for code in dict.fromkeys(given)]


def _earlier(turn: Turn, listed: Sequence[str]) -> Sequence[str]:
    """Codes of the jobs that wait for another, were listed, or were talked about."""
    kept = turn.memory.get("compare_with") or () if _is_waited_for(turn) else ()
    waiting = [code for code in kept if is_code(code)]
    continues = turn.last.get("topic") in (*CAREER, *STEPS, "compare")
    return waiting or listed or (turn.last["occupations"] if continues else ())


def _ask(unclear: Sequence[Focus], chosen: list[Occupation]) -> Reply:
    """Ask what the first unclear title means; the others wait for their turn."""
    first, *others = unclear
    codes = [o.code.onet for o in chosen]
    buttons = tuple(
        Button(c.title, payload("compare", occupation=" ".join([*codes, c.code.onet])))
        for c in first.candidates
    )
    slots = {"pending": "compare", "compare_with": [*codes, *(f.query for f in others)]}
    return Reply(
        "utter_which_occupation",
        {"query": shown(first.query)},
        buttons=buttons,
        slots=slots,
        occupations=(*codes, *(c.code.onet for c in first.candidates)),
    )


def _need(chosen: list[Occupation], unknown: list[str]) -> Reply:
    """Ask for the other job; the one we have is kept."""
    values: dict[str, Value] = {
        "title": chosen[0].title if chosen else "",
        "unknown": Phrase("utter_compare_unknown", {"query": shown(unknown[0])}) if unknown else "",
    }
    slots = {"pending": "compare", "compare_with": [o.code.onet for o in chosen]}
    return Reply("utter_compare_need" if chosen else "utter_compare_need_both", values, slots=slots)


def _present(jobs: Sequence[Occupation], area: Area, deps: Deps) -> Reply:
    chosen = jobs[:MOST]
    rows = measure(chosen, area, deps)
    lines = [_line(name, cells) for name, cells in rows]
    values: dict[str, Value] = {
        "titles": numbered(o.title for o in chosen),
        "rows": Joined(tuple(lines), "\n"),
        "too_many": Phrase("utter_compare_too_many") if len(jobs) > MOST else "",
        "groups": _groups(rows),
    }
    return compared(Reply("utter_compare", values), rows, chosen, area, deps)


def _line(name: str, cells: Sequence[Fact | None]) -> Value:
    """One measure of one source and place: "Median pay, Texas, May 2025 (BLS OEWS): …"."""
    known = next((fact for fact in cells if fact), None)
    if known is None:
        return ""
    values: dict[str, Value] = {
        "name": Phrase(f"utter_row_{name}"),
        "place": area_name(known.area_code, known.area),
        "period": period(known.period),
        "source": credited(known.source),
        "cells": Joined(tuple(starmap(_cell, enumerate(cells, 1))), " · "),
    }
    return Phrase("utter_compare_row", values)


def _groups(rows: Sequence[Row]) -> Value:
    """Which of the jobs BLS counts in a wider group, by its number in the list above."""
    named = [(n, fact.group) for _, cells in rows for n, fact in enumerate(cells, 1) if fact]
    lines = [
        Phrase("utter_compare_group", {"number": str(n), "group": group})
        for n, group in dict.fromkeys(named)
        if group
    ]
    return Joined(tuple(lines))


def _cell(number: int, fact: Fact | None) -> Value:
    """The figure of the job of that number in the list above."""
    said = (amount(fact) if fact else "") or MISSING
    return Phrase("utter_compare_cell", {"number": str(number), "amount": said})
