"""what_does_x_do: what the work is, five typical duties, where it is done."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, listed
from actions.reply import Reply
from actions.words import Value

DUTIES = 5


def answer(question: Question, deps: Deps) -> Reply:
    """Our own text; where we have none, the named jobs within the occupation."""
    text = deps.knowledge.text(question.occupation.code)
    if text is None:
        return no_profile(question, deps)
    duties = text.duties[DUTIES:] if question.turn.page else text.duties[:DUTIES]
    values: dict[str, Value] = {
        "summary": "" if question.turn.page else text.summary,
        "duties": bullets(duties),
        "setting": text.setting,
    }
    return Reply(
        "utter_what_does_x_do",
        values,
        buttons=question.next("skills", "environment", "how_to_become"),
        card={
            "type": "occupation",
            "code": question.code,
            "title": question.occupation.title,
            "summary": text.summary,
            "duties": list(text.duties),
            "setting": text.setting,
        },
        more=len(text.duties) > DUTIES and not question.turn.page,
    )


def no_profile(question: Question, deps: Deps) -> Reply:
    """Say that nobody describes it: a residual code, a military one, or a group."""
    named = [o.title for o in deps.knowledge.details(question.occupation.code)][:6]
    military = question.occupation.kind == "military"
    return Reply(
        "utter_no_profile_military" if military else "utter_no_profile",
        {"named": listed(named)},
        buttons=question.next("pay", "outlook", "education"),
    )
