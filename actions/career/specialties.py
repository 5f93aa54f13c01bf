"""specialties: kinds of the work, in our words, and O*NET's details of the code."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets
from actions.reply import Reply, job_button
from actions.words import Phrase, Value

BUTTONS = 4


def answer(question: Question, deps: Deps) -> Reply:
    """Our list, with the detailed occupations as buttons."""
    text = deps.knowledge.text(question.code)
    details = deps.knowledge.details(question.code)
    specialties = text.specialties if text else ()
    if not (specialties or details):
        return Reply("utter_specialties_unknown", buttons=question.next("similar_jobs", "overview"))
    values: dict[str, Value] = {
        "specialties": bullets(specialties),
        "details": Phrase("utter_line_details", {"details": bullets(o.title for o in details)})
        if details
        else "",
    }
    buttons = tuple(map(job_button, details[:BUTTONS]))
    return Reply(
        "utter_specialties",
        values,
        card={
            "type": "names",
            "code": question.code,
            "title": question.occupation.title,
            "kind": "specialty",
            "items": [*specialties, *(o.title for o in details)],
        },
        buttons=buttons or question.next("how_to_become", "similar_jobs"),
    )
