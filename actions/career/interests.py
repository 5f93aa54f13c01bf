"""interests: the three strongest of six kinds of interest; all six in the card."""

from __future__ import annotations

from actions.career.question import Question
from actions.career.skills import borrowed
from actions.deps import Deps
from actions.present import bullets, figure
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Rating

SHOWN = 3


def answer(question: Question, deps: Deps) -> Reply:
    """Which interests the work feeds; about the work, not a test of a person."""
    rated = deps.knowledge.interests(question.code)
    if not rated:
        return Reply("utter_interests_unknown", buttons=question.next("skills", "overview"))
    top = sorted(rated, key=lambda rating: -rating.importance)[:SHOWN]
    letters = "".join(rating.name[0] for rating in top)
    values: dict[str, Value] = {
        "letters": letters,
        "interests": bullets(map(_line, top)),
        "group": borrowed(rated),
    }
    return Reply(
        "utter_interests",
        values,
        tuple(rating.fact for rating in rated),
        {
            "type": "interests",
            "code": question.code,
            "title": question.occupation.title,
            "letters": letters,
            "items": [
                {"name": r.name, "letter": r.name[0], "fact": r.fact.to_wire()} for r in rated
            ],
        },
        question.next("quiz", "skills", "similar_jobs"),
    )


def _line(rating: Rating) -> Value:
    name = Phrase(f"utter_interest_{rating.name.lower()}")
    return Phrase("utter_named", {"name": name, "figure": figure(rating.fact)})
