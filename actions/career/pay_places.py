"""Where an occupation is paid most: states, or metro areas, by median."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import figure, group, numbered
from actions.reply import Button, Reply, payload
from actions.understanding.kinds import kinds_of
from actions.words import Phrase
from knowledge.model import NATION, Fact

SHOWN = 5


def places_asked(question: Question) -> str:
    """``state`` or ``metro`` where a question asks which places pay most, else ""."""
    kinds = kinds_of(question.turn.typed, "places")
    if "most" not in kinds:
        return ""
    return "metro" if "metro" in kinds else "state"


def paid_most(question: Question, kind: str, deps: Deps) -> Reply:
    """The best paid places of a kind, each with its own figure."""
    areas = [area for area in deps.knowledge.areas() if area.kind == kind]
    wages = (deps.knowledge.wage(question.occupation.code, area.code) for area in areas)
    medians = [wage.annual[50] for wage in wages if wage]
    top = sorted((fact for fact in medians if _known(fact)), key=_value, reverse=True)[:SHOWN]
    if not top:
        return Reply("utter_pay_not_published", {"missing": ""}, buttons=question.next("overview"))
    national = payload("pay", occupation=question.code, area=NATION.code)
    return Reply(
        "utter_pay_places",
        {
            "kind": Phrase(f"utter_kind_{kind}"),
            "places": numbered(map(figure, top)),
            "group": group(top),
        },
        tuple(top),
        buttons=(Button(Phrase("utter_nation"), national), *question.next("outlook", "employers")),
        area=NATION.code,
    )


def _known(fact: Fact) -> bool:
    return fact.status in ("", "at least") and isinstance(fact.value, int | float)


def _value(fact: Fact) -> float:
    return float(fact.value or 0)
