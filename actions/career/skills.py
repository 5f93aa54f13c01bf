"""skills: the most important skills, then knowledge, then abilities; scale named."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, figure
from actions.reply import Button, Reply
from actions.words import Phrase, Value
from knowledge.model import Rating

KINDS = ("skill", "knowledge", "ability")
SHOWN, CARD = 5, 10


def answer(question: Question, deps: Deps) -> Reply:
    """One kind a page: skills, then knowledge, then abilities."""
    pages = [kind for kind in KINDS if deps.knowledge.ratings(question.code, kind, 1)]
    if question.turn.page >= len(pages):
        return Reply("utter_no_more" if pages else "utter_skills_unknown", buttons=_next(question))
    kind = pages[question.turn.page]
    rated = deps.knowledge.ratings(question.code, kind, CARD)
    values: dict[str, Value] = {
        "kind": Phrase(f"utter_kind_{kind}"),
        "ratings": bullets(map(line, rated[:SHOWN])),
        "group": borrowed(rated),
    }
    return Reply(
        "utter_skills",
        values,
        tuple(rating.fact for rating in rated),
        {
            "type": "ratings",
            "code": question.code,
            "title": question.occupation.title,
            "kind": kind,
            "items": [{"name": r.name, "fact": r.fact.to_wire()} for r in rated],
        },
        _next(question),
        more=question.turn.page + 1 < len(pages),
    )


def _next(question: Question) -> tuple[Button, ...]:
    return question.next("tools", "interests", "how_to_become")


def line(rating: Rating) -> Value:
    """``Reading Comprehension: importance 3.9 of 5, …``."""
    return Phrase("utter_named", {"name": rating.name, "figure": figure(rating.fact)})


def borrowed(rated: tuple[Rating, ...]) -> Value:
    """Whose ratings these are where the occupation has none of its own."""
    names = dict.fromkeys(r.fact.group for r in rated if r.fact.group)
    return Phrase("utter_borrowed", {"group": "; ".join(names)}) if names else ""
