"""employers: the industries with most jobs; kinds of employers, never names of firms."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, figure, group
from actions.reply import Reply
from actions.words import Phrase, Value

PAGE, MOST = 5, 20


def answer(question: Question, deps: Deps) -> Reply:
    """Jobs by industry in the nation, from OEWS."""
    start = question.turn.page * PAGE
    industries = deps.knowledge.industries(question.code, MOST)
    shown = industries[start : start + PAGE]
    if not shown:
        response = "utter_no_more" if industries else "utter_employers_unknown"
        return Reply(response, buttons=question.next("environment", "pay"))
    named = [(deps.knowledge.industry_name(fact.name), fact) for fact in shown]
    values: dict[str, Value] = {
        "industries": bullets(
            Phrase("utter_named", {"name": name, "figure": figure(fact)}) for name, fact in named
        ),
        "group": group(shown),
    }
    return Reply(
        "utter_employers",
        values,
        shown,
        {
            "type": "bars",
            "code": question.code,
            "title": question.occupation.title,
            "kind": "industry",
            "items": [{"name": name, "fact": fact.to_wire()} for name, fact in named],
        },
        question.next("pay", "environment", "job_search"),
        more=len(industries) > start + PAGE,
    )
