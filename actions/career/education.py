"""education: what BLS says it takes, then what workers have, and majors; both named."""

from __future__ import annotations

from actions.career.how_to_become import preparation_facts
from actions.career.question import Question
from actions.deps import Deps
from actions.present import amount, figure, group, listed, where
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact

SHARES = 3
MAJORS = 3


def answer(question: Question, deps: Deps) -> Reply:
    """Entry education from the projections; attainment and O*NET answers beside it."""
    code, knowledge = question.occupation.code, deps.knowledge
    needed = knowledge.preparation(code)
    attained = knowledge.attainment(code)
    asked = knowledge.required_education(code)
    required = preparation_facts(needed)
    if not (required or asked):
        return Reply("utter_education_unknown", buttons=question.next("how_to_become", "overview"))
    majors = knowledge.majors_of(code)
    values: dict[str, Value] = {
        "education": figure(needed.entry_education) if needed else "",
        "experience": figure(needed.work_experience) if needed else "",
        "training": figure(needed.on_the_job_training) if needed else "",
        "attained": _shares("utter_line_attained", attained),
        "asked": _shares("utter_line_asked", asked),
        "majors": listed(str(m.value).partition(" ")[2].rstrip(".") for m in majors[:MAJORS]),
        "group": group(required),
    }
    facts = (*required, *attained, *asked)
    return Reply(
        "utter_education",
        values,
        (*facts, *majors),
        {
            "type": "education",
            "code": question.code,
            "title": question.occupation.title,
            "facts": [fact.to_wire() for fact in facts],
            "majors": [str(m.value) for m in majors],
        },
        question.next("licence", "how_to_become", "pay"),
    )


def _shares(phrase: str, facts: tuple[Fact, ...]) -> Value:
    """The largest shares in one line: "Master's degree 55%, …"."""
    known = [f for f in facts if isinstance(f.value, int | float) and f.value > 0]
    top = sorted(known, key=lambda f: -float(f.value or 0))[:SHARES]
    if not top:
        return ""
    return Phrase(phrase, {"shares": listed(map(_share, top)), "where": where(top[0])})


def _share(fact: Fact) -> Value:
    level = Phrase(f"utter_level_{fact.name.partition('.')[2]}")
    return Phrase("utter_share", {"level": level, "amount": amount(fact)})
