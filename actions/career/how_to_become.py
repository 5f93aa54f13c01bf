"""how_to_become: steps, what BLS says it takes, the licence, and jobs people come from."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import amount, group, listed, numbered, where
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact, Preparation

FEEDERS = 2


def answer(question: Question, deps: Deps) -> Reply:
    """Steps from our text, requirements from the projections, lead-in jobs from the lattice."""
    code, knowledge = question.occupation.code, deps.knowledge
    text, needed = knowledge.text(code), knowledge.preparation(code)
    feeders = [edge.title for edge in knowledge.lattice(code).feeders[:FEEDERS]]
    steps = text.becoming if text else ()
    values = {
        "steps": numbered(steps),
        "entry": entry_line(needed),
        "licence": text.license_note if text else "",
        "feeders": listed(feeders),
        "state": question.state,
        "group": group(preparation_facts(needed)),
    }
    return Reply(
        "utter_how_to_become",
        values,
        preparation_facts(needed),
        {
            "type": "steps",
            "code": question.code,
            "title": question.occupation.title,
            "steps": list(steps),
            "facts": [fact.to_wire() for fact in preparation_facts(needed)],
        },
        question.next("pay", "outlook", "next_steps", "gain_experience"),
    )


def entry_line(needed: Preparation | None) -> Value:
    """What BLS says it usually takes, three categories of one source in one line."""
    if needed is None or needed.entry_education.value is None:
        return ""
    values: dict[str, Value] = {
        "education": amount(needed.entry_education),
        "experience": amount(needed.work_experience),
        "training": amount(needed.on_the_job_training),
        "where": where(needed.entry_education),
    }
    return Phrase("utter_line_entry", values)


def preparation_facts(needed: Preparation | None) -> tuple[Fact, ...]:
    """Entry education, experience and training."""
    if needed is None:
        return ()
    return (needed.entry_education, needed.work_experience, needed.on_the_job_training)
