"""report: the one-page profile, as a page and to print; the key facts at once."""

from __future__ import annotations

from urllib.parse import urlencode

from actions.career.overview import card, key_facts
from actions.career.question import Question
from actions.deps import Deps
from actions.present import figure, group
from actions.reply import Reply
from actions.words import Value
from knowledge.model import NATION


def answer(question: Question, deps: Deps) -> Reply:
    """Where the profile stands, with pay in the place asked for."""
    facts = key_facts(question, deps)
    values: dict[str, Value] = {
        "page": link(question, deps),
        "pdf": link(question, deps, "/report.pdf"),
        "pay": figure(facts["pay"]) if "pay" in facts else "",
        "growth": figure(facts["growth"]) if "growth" in facts else "",
        "openings": figure(facts["openings"]) if "openings" in facts else "",
        "group": group(facts.values()),
    }
    return Reply(
        "utter_report",
        values,
        tuple(facts.values()),
        {**card(question, facts, ""), "page": values["page"], "pdf": values["pdf"]},
        question.next("pay", "outlook", "how_to_become", "next_steps"),
    )


def link(question: Question, deps: Deps, ending: str = "") -> str:
    """Address of the profile on the operator's web application, in the reader's language."""
    wanted = {"area": question.area.code, "lang": question.turn.language}
    query = urlencode({k: v for k, v in wanted.items() if v not in (NATION.code, "en")})
    address = f"{deps.library.web_url}/careers/{question.code}{ending}"
    return f"{address}?{query}" if query else address
