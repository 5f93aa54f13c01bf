"""Jobs side by side by the one measure that is asked for: "which of them pays more"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from actions.deps import Deps
from actions.present import amount, figure, group, numbered
from actions.reply import Button, Reply, payload
from actions.search.measures import Row, compared, measure
from actions.understanding.kinds import kinds_of
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from knowledge.criteria import EDUCATION
from knowledge.model import Area, Fact, Occupation


def measures_asked(text: str) -> tuple[str, ...]:
    """The measures that a text compares by; none where it asks for all, or for none."""
    found = kinds_of(text, "measure")
    if "growth" in found:  # a job that shrinks may still have many openings
        found = tuple(dict.fromkeys((*found, "openings")))
    return found if "most" in kinds_of(text, "comparing") else ()


def ranked(
    chosen: Sequence[Occupation], area: Area, asked: Sequence[str], turn: Turn, deps: Deps
) -> Reply:
    """One list for each measure asked for, best known first; what is missing is named.

    Args:
        chosen: the jobs.
        area: whose pay.
        asked: names of measures.
        turn: whose words say whether the most or the least comes first.
        deps: knowledge.
    """
    rows = [row for row in measure(chosen, area, deps) if row[0] in asked]
    least = "least" in kinds_of(turn.typed, "comparing")
    codes = " ".join(o.code.onet for o in chosen)
    every = Button(Phrase("utter_compare_all"), payload("compare", occupation=codes))
    lists = Joined(tuple(_list(row, chosen, least=least) for row in rows), "\n\n")
    reply = Reply("utter_compare_by", {"lists": lists})
    said = compared(reply, rows, chosen, area, deps, every)
    return replace(said, values={**said.values, "groups": group(said.facts)})


def _list(row: Row, chosen: Sequence[Occupation], *, least: bool) -> Value:
    name, cells = row
    known = [(o, f) for o, f in zip(chosen, cells, strict=True) if f and amount(f)]
    known.sort(key=lambda pair: _size(pair[1]), reverse=not least)
    lines = [Phrase("utter_named", {"name": o.title, "figure": figure(f)}) for o, f in known]
    values: dict[str, Value] = {"name": Phrase(f"utter_row_{name}"), "jobs": numbered(lines)}
    same = len(known) > 1 and len({_size(fact) for _, fact in known}) == 1
    return Phrase(f"utter_compare_{'same' if same else 'least' if least else 'most'}", values)


def _size(fact: Fact) -> float:
    """The figure; of schooling its level; of an hour's pay what a full year of it makes."""
    if isinstance(fact.value, str):
        return EDUCATION.index(fact.value)
    year = 2080 if fact.unit == "USD/hour" else 1
    return float(fact.value or 0) * year
