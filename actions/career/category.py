"""category: which field a job belongs to, by the public ways of sorting jobs."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import figure
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.model import Fact, SocCode

CLUSTER, PATHWAY = "career_cluster", "career_pathway"


def answer(question: Question, deps: Deps) -> Reply:
    """SOC group, career cluster and pathway, and the job zone as the type of preparation."""
    code = question.occupation.code
    sorted_as = clusters(code, deps)
    needed = deps.knowledge.preparation(code)
    zone = needed.job_zone if needed else None
    values: dict[str, Value] = {
        "cluster": figure(sorted_as[CLUSTER]) if CLUSTER in sorted_as else "",
        "pathway": figure(sorted_as[PATHWAY]) if PATHWAY in sorted_as else "",
        "group": Phrase(f"utter_soc_group_{code.soc[:2]}"),
        "soc": code.soc,
        "zone": _zone(zone) if zone else "",
    }
    return Reply(
        "utter_category",
        values,
        (*sorted_as.values(), *([zone] if zone else [])),
        buttons=question.next("similar_jobs", "overview", "education"),
    )


def _zone(zone: Fact) -> Value:
    """``much preparation; zone 4 of 5, United States, December 2025 (O*NET® 30.1)``."""
    much = Phrase(f"utter_zone_{zone.value}")
    return Phrase("utter_preparation", {"much": much, "figure": figure(zone)})


def clusters(code: SocCode, deps: Deps) -> dict[str, Fact]:
    """The first career cluster and pathway; identity stands first in the stream of facts."""
    found: dict[str, Fact] = {}
    for fact in deps.knowledge.facts(code):
        if fact.name in (CLUSTER, PATHWAY):
            found.setdefault(fact.name, fact)
        if fact.unit != "name":
            break
    return found
