"""automation: published measures of exposure, each with name and year; a band, no verdict."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, figure
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact

BANDS = ((0.34, "low"), (0.67, "medium"), (1.01, "high"))
"""Thirds of the measures' scale from 0 to 1."""


def answer(question: Question, deps: Deps) -> Reply:
    """Every measure we hold; where two disagree, both are shown."""
    measures = deps.knowledge.exposures(question.code)
    if not measures:
        return Reply("utter_automation_unknown", buttons=question.next("skills", "outlook"))
    values: dict[str, Value] = {
        "measures": bullets(map(_line, measures)),
        "disagree": Phrase("utter_line_disagree") if len(set(map(band, measures))) > 1 else "",
    }
    return Reply(
        "utter_automation",
        values,
        measures,
        {
            "type": "bars",
            "code": question.code,
            "title": question.occupation.title,
            "kind": "exposure",
            "items": [{"name": fact.source, "fact": fact.to_wire()} for fact in measures],
        },
        question.next("outlook", "skills", "similar_jobs"),
    )


def band(fact: Fact) -> str:
    """``low``, ``medium`` or ``high``: which third of the scale."""
    return next(name for limit, name in BANDS if float(fact.value or 0) < limit)


def _line(fact: Fact) -> Value:
    said: Value = figure(fact)
    if fact.group:
        said = Phrase("utter_measured_for", {"figure": said, "group": fact.group})
    return Phrase(f"utter_exposure_{band(fact)}", {"figure": said})
