"""overview: an occupation on one screen."""

from __future__ import annotations

from actions.career.category import CLUSTER, clusters
from actions.career.question import Question
from actions.deps import Deps
from actions.present import figure, group
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact


def answer(question: Question, deps: Deps) -> Reply:
    """What it is, median pay, growth and openings, entry education."""
    code = question.occupation.code
    text = deps.knowledge.text(code)
    facts = key_facts(question, deps)
    cluster = clusters(code, deps).get(CLUSTER)
    values: dict[str, Value] = {
        "summary": text.summary if text else "",
        "setting": text.setting if text else "",
        "pay": figure(facts["pay"]) if "pay" in facts else "",
        "growth": figure(facts["growth"]) if "growth" in facts else "",
        "openings": figure(facts["openings"]) if "openings" in facts else "",
        "education": figure(facts["education"]) if "education" in facts else "",
        "group": group(facts.values()),
        "field": str(cluster.value) if cluster else "",
        "handbook": _handbook(question, deps),
    }
    return Reply(
        "utter_overview",
        values,
        tuple(facts.values()),
        card(question, facts, values["summary"]),
        question.next("how_to_become", "pay", "outlook", "next_steps"),
    )


def _handbook(question: Question, deps: Deps) -> Value:
    """The BLS Handbook's page, which may gather several occupations."""
    found = {fact.name: str(fact.value) for fact in deps.knowledge.handbook(question.code)}
    if "handbook_page" not in found:
        return ""
    values = {"title": found.get("handbook_title", ""), "page": found["handbook_page"]}
    return Phrase("utter_line_handbook", values)


def key_facts(question: Question, deps: Deps) -> dict[str, Fact]:
    """Median pay in the place, growth, openings, jobs and entry education, those we hold."""
    code, knowledge = question.occupation.code, deps.knowledge
    found: dict[str, Fact] = {}
    wage = knowledge.wage(code, question.area.code)
    if wage:
        yearly, hourly = wage.annual[50], wage.hourly[50]
        found["pay"] = hourly if yearly.status == "not applicable" else yearly
    outlook = knowledge.outlook(code)
    if outlook:
        found["growth"] = outlook.projected_growth
        found["openings"] = outlook.annual_openings
        found["jobs"] = outlook.employment
    needed = knowledge.preparation(code)
    if needed:
        found["education"] = needed.entry_education
    return found


def card(question: Question, facts: dict[str, Fact], summary: object) -> dict[str, object]:
    """The occupation card."""
    return {
        "type": "occupation",
        "code": question.code,
        "title": question.occupation.title,
        "summary": summary,
        "facts": [fact.to_wire() for fact in facts.values()],
    }
