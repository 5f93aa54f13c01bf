"""compare: two to four occupations, the same measures and place for each; no winner."""

from __future__ import annotations

from collections.abc import Callable

from actions.deps import Deps
from actions.memory import remember
from actions.names import CAREER
from actions.present import amount, area_name, compare_card, figure, group, period
from actions.reply import Button, Reply, job_button, payload
from actions.talk import Replies, Talk
from actions.understanding.places import find_place, larger
from actions.understanding.several import find_several, occupations
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from knowledge.figures import credited
from knowledge.model import Area, Fact, Occupation, TitleCandidate

FEWEST, MOST = 2, 4
MISSING = "—"


def handle(talk: Talk) -> Replies:
    """Compare those named; one alone is compared with the one talked about."""
    turn = talk.turn
    found = find_several(turn, talk.deps)
    unclear = [focus for focus in found if focus.verdict == "ask"]
    named = list(occupations(found))
    chosen = _gather(named, turn, talk.deps)
    if unclear and len(chosen) < MOST:
        return (_ask(unclear[0].query, unclear[0].candidates, chosen),)
    if len(chosen) < FEWEST:
        return (_need(chosen, [f.query for f in found if f.verdict == "none"]),)
    place = find_place(turn, talk.deps)
    reply = _present(chosen[:MOST], place.area, talk.deps, too_many=len(chosen) > MOST)
    return (remember(reply, "compare", turn),)


def _gather(named: list[Occupation], turn: Turn, deps: Deps) -> list[Occupation]:
    """Those named, after those already in the comparison or talked about where one is missing."""
    earlier = [deps.knowledge.occupation(code) for code in turn.memory.get("compare_with") or ()]
    continues = turn.last.get("topic") in (*CAREER, "compare")
    if not earlier and len(named) < FEWEST and continues:
        earlier = [deps.knowledge.occupation(code) for code in turn.last["occupations"]]
    if len(named) >= FEWEST:
        earlier = []
    return list({o.code.onet: o for o in (*earlier, *named)}.values())


def _ask(query: str, candidates: tuple[TitleCandidate, ...], chosen: list[Occupation]) -> Reply:
    codes = [o.code.onet for o in chosen]
    about = (*codes, *(c.code.onet for c in candidates))
    buttons = tuple(
        Button(c.title, payload("compare", occupation=" ".join([*codes, c.code.onet])))
        for c in candidates
    )
    slots = {"pending": "compare", "compare_with": codes}
    return Reply(
        "utter_which_occupation",
        {"query": query[:40]},
        buttons=buttons,
        slots=slots,
        occupations=about,
    )


def _need(chosen: list[Occupation], unknown: list[str]) -> Reply:
    """Ask for the other job; the one we have is kept."""
    values: dict[str, Value] = {
        "title": chosen[0].title if chosen else "",
        "unknown": Phrase("utter_compare_unknown", {"query": unknown[0][:40]}) if unknown else "",
    }
    slots = {"pending": "compare", "compare_with": [o.code.onet for o in chosen]}
    return Reply("utter_compare_need" if chosen else "utter_compare_need_both", values, slots=slots)


def _present(chosen: list[Occupation], area: Area, deps: Deps, *, too_many: bool) -> Reply:
    rows = [(name, [take(o, area, deps) for o in chosen]) for name, take in ROWS]
    gaps = [
        _gap(name, o, fact, deps)
        for name, cells in rows
        for o, fact in zip(chosen, cells, strict=True)
        if not (fact and amount(fact))
    ]
    facts = [fact for _, cells in rows for fact in cells if fact]
    facts += [fact for _, fact in gaps if fact]
    lines = [line for name, cells in rows if (line := _line(name, cells, chosen))]
    values: dict[str, Value] = {
        "titles": Joined(tuple(o.title for o in chosen), " · "),
        "rows": Joined(tuple(lines), "\n"),
        "missing": _once([said for said, _ in gaps]),
        "too_many": Phrase("utter_compare_too_many") if too_many else "",
        "groups": group(facts),
    }
    return Reply(
        "utter_compare",
        values,
        tuple(dict.fromkeys(facts)),
        compare_card(area, chosen, rows),
        tuple(map(job_button, chosen)),
        slots={"compare_with": None},
        occupations=tuple(o.code.onet for o in chosen),
        area=area.code,
    )


def _once(sentences: list[Value]) -> Joined:
    """Each sentence once: a job may lack several figures for the same reason."""
    return Joined(tuple(one for n, one in enumerate(sentences) if one not in sentences[:n]))


def _gap(name: str, occupation: Occupation, fact: Fact | None, deps: Deps) -> Gap:
    """What is missing for which job and why; for pay the figure of the nearest larger place."""
    said: dict[str, Value] = {"title": occupation.title}
    if name != "pay" or fact is None or occupation.kind == "military":
        return Phrase("utter_compare_missing", said), None
    place = deps.knowledge.area(fact.area_code)
    wider = (_pay(occupation, deps.knowledge.area(code), deps) for code in larger(place))
    known = next((one for one in wider if one and amount(one)), None)
    said["place"] = area_name(place.code, place.name)
    why = Phrase("utter_compare_missing_pay", said)
    if known is None:
        return why, None
    instead = Phrase("utter_compare_instead", {"figure": figure(known)})
    return Joined((why, instead), " "), known


def _line(name: str, cells: list[Fact | None], chosen: list[Occupation]) -> Value:
    """One measure of one source and place: "Median pay, Texas, May 2025 (BLS OEWS): …"."""
    known = next((fact for fact in cells if fact), None)
    if known is None:
        return ""
    said = [_cell(o, fact) for o, fact in zip(chosen, cells, strict=True)]
    values: dict[str, Value] = {
        "name": Phrase(f"utter_row_{name}"),
        "place": area_name(known.area_code, known.area),
        "period": period(known.period),
        "source": credited(known.source),
        "cells": Joined(tuple(said), " · "),
    }
    return Phrase("utter_compare_row", values)


def _cell(occupation: Occupation, fact: Fact | None) -> Value:
    said = (amount(fact) if fact else "") or MISSING
    return Phrase("utter_compare_cell", {"title": occupation.title, "amount": said})


Gap = tuple[Value, Fact | None]
"""What is said of a missing figure, and the one given instead."""
Take = Callable[[Occupation, Area, Deps], Fact | None]


def _pay(occupation: Occupation, area: Area, deps: Deps) -> Fact | None:
    """The annual median, or the hourly one where only that is published; never None."""
    wage = deps.knowledge.wage(occupation.code, area.code)
    if wage is None:
        return _not_published(area, deps)
    return wage.annual[50] if amount(wage.annual[50]) else wage.hourly[50]


def _not_published(area: Area, deps: Deps) -> Fact:
    source = next(s for s in deps.knowledge.sources() if s.key == "bls_oews")
    return Fact(
        "annual_wage_median", None, "USD/year", "BLS OEWS", source.period, area.name, area.code,
        "not published",
    )  # fmt: skip


def _growth(occupation: Occupation, _area: Area, deps: Deps) -> Fact | None:
    outlook = deps.knowledge.outlook(occupation.code)
    return outlook.projected_growth if outlook else None


def _openings(occupation: Occupation, _area: Area, deps: Deps) -> Fact | None:
    outlook = deps.knowledge.outlook(occupation.code)
    return outlook.annual_openings if outlook else None


def _education(occupation: Occupation, _area: Area, deps: Deps) -> Fact | None:
    needed = deps.knowledge.preparation(occupation.code)
    return needed.entry_education if needed else None


ROWS: tuple[tuple[str, Take], ...] = (
    ("pay", _pay),
    ("growth", _growth),
    ("openings", _openings),
    ("education", _education),
)
