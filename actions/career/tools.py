"""tools: software in demand first, then other tools and machines."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, listed, where
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact

SOFTWARE, TOOLS = 8, 8


def answer(question: Question, deps: Deps) -> Reply:
    """A page of software with the mark "in demand", and a line of tools."""
    start = question.turn.page * SOFTWARE
    technology = deps.knowledge.technologies(question.code)
    tools = deps.knowledge.tools(question.code)
    shown, things = technology[start : start + SOFTWARE], tools[start : start + TOOLS]
    if not shown and not things:
        response = "utter_no_more" if technology or tools else "utter_tools_unknown"
        return Reply(response, buttons=question.next("skills", "overview"))
    values: dict[str, Value] = {
        "software": bullets(map(_software, shown)),
        "tools": listed(str(fact.value) for fact in things),
        "where": where((*shown, *things)[0]),
    }
    return Reply(
        "utter_tools",
        values,
        (*shown, *things),
        {
            "type": "names",
            "code": question.code,
            "title": question.occupation.title,
            "kind": "technology",
            "items": [str(fact.value) for fact in (*shown, *things)],
        },
        question.next("skills", "education", "how_to_become"),
        more=max(len(technology), len(tools)) > start + SOFTWARE,
    )


def _software(fact: Fact) -> Value:
    name = str(fact.value)
    return Phrase("utter_in_demand", {"name": name}) if "in demand" in fact.unit else name
