"""what_does_x_do: what the work is, five typical duties, where it is done."""

from __future__ import annotations

from actions.career.no_profile import no_profile
from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets
from actions.reply import Reply
from actions.words import Value

DUTIES = 5


def answer(question: Question, deps: Deps) -> Reply:
    """Our own text; where we have none, what the group is."""
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
