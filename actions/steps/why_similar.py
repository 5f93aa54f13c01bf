"""why_similar: what makes two occupations close, evidence by evidence."""

from __future__ import annotations

from actions.career.lattice_lines import note, similarity_fact
from actions.deps import Deps
from actions.present import listed
from actions.reply import Reply
from actions.steps import lines
from actions.steps.question import StepQuestion
from actions.words import Phrase, Value
from knowledge.model import LatticeEdge
from knowledge.steps import published, shared

VERY, PARTLY = 0.6, 0.3
"""Strengths of evidence from which two jobs are much alike, and alike in part."""
_EXPERTS = "onet_related"
_PUBLISHED = "published"


def answer(question: StepQuestion, deps: Deps) -> Reply:
    """Who says so, in what they are alike, and which skills and activities they share."""
    start, goal = question.start.code, question.goal.code
    edge = question.edge(deps)
    skills = shared(deps.knowledge, start, goal)
    activities = shared(deps.knowledge, start, goal, ("activity",))
    values: dict[str, Value] = {
        "closeness": lines.closeness_line(edge) if edge else Phrase("utter_band_unlisted"),
        **_evidence(edge),
        "published": lines.published(published(deps.knowledge, start, goal)),
        "skills": lines.names(skills),
        "activities": lines.names(activities),
        "unrated": "" if skills or activities else Phrase("utter_step_unrated"),
        "note": note(question.start, question.turn, deps),
    }
    facts = tuple(rating.fact for rating in (*skills, *activities))
    similar = (similarity_fact(edge, deps),) if edge else ()
    buttons = (
        *question.next("what_is_missing", "step", "step_pay"),
        *question.about_goal("overview"),
    )
    return Reply("utter_why_similar", values, (*similar, *facts), None, buttons)


def _evidence(edge: LatticeEdge | None) -> dict[str, Value]:
    """Experts apart; the computed kinds in two groups, the strongest first."""
    found = edge.evidence if edge else ()
    expert = next((e.note for e in found if e.kind == _EXPERTS), "")
    computed = sorted(
        (e for e in found if e.kind not in (_EXPERTS, _PUBLISHED)), key=lambda e: -e.strength
    )
    very = [e.kind for e in computed if e.strength >= VERY]
    partly = [e.kind for e in computed if PARTLY <= e.strength < VERY]
    tier = f"utter_experts_{expert.lower().replace('-', '_')}"
    return {
        "experts": Phrase(tier) if expert else Phrase("utter_experts_silent"),
        "very": listed(Phrase(f"utter_evidence_{kind}") for kind in very),
        "partly": listed(Phrase(f"utter_evidence_{kind}") for kind in partly),
    }
