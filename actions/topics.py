"""Every topic and what answers it; ``make_actions`` turns them into Rasa's actions."""

from __future__ import annotations

from collections.abc import Callable

from actions.base import TopicAction
from actions.career import (
    automation,
    category,
    challenges,
    education,
    employers,
    environment,
    feeders,
    gain_experience,
    how_to_become,
    interests,
    lattice_picture,
    licence,
    next_steps,
    outlook,
    overview,
    pay,
    report,
    same_level,
    similar_jobs,
    skills,
    specialties,
    tools,
    what_does_x_do,
)
from actions.career.no_profile import or_no_profile
from actions.career.question import Answer, about_occupation
from actions.counting import Count, no_count
from actions.deps import Deps
from actions.dialogue import again, change_language, choose, correct, fallback, follow_up, yes_no
from actions.dialogue.fixed import fixed
from actions.dialogue.greet import opening
from actions.figures import origins
from actions.guidance import advice, distress, feedback, forget, handoff, privacy
from actions.guidance.handoff import person
from actions.search import compare, degree_to_jobs, find_jobs, quiz
from actions.steps import path_between, skip_step, step, step_pay, what_is_missing, why_similar
from actions.steps.question import about_step
from actions.talk import Handler

CAREER: dict[str, Answer] = {
    "how_to_become": how_to_become.answer,
    "what_does_x_do": what_does_x_do.answer,
    "outlook": outlook.answer,
    "education": education.answer,
    "licence": licence.answer,
    "next_steps": next_steps.answer,
    "feeders": feeders.answer,
    "similar_jobs": similar_jobs.answer,
    "same_level": same_level.answer,
    "lattice_picture": lattice_picture.answer,
    "skills": skills.answer,
    "tools": tools.answer,
    "interests": interests.answer,
    "environment": environment.answer,
    "automation": automation.answer,
    "employers": employers.answer,
    "specialties": specialties.answer,
    "gain_experience": gain_experience.answer,
    "category": category.answer,
}
DESCRIBED = (
    "how_to_become", "what_does_x_do", "skills", "tools", "interests", "environment",
    "specialties", "gain_experience",
)  # fmt: skip
"""Topics that need a description of the job, beside its figures."""
PLACED: dict[str, Answer] = {
    "overview": overview.answer,
    "pay": pay.answer,
    "challenges": challenges.answer,
    "report": report.answer,
}

STEPS: dict[str, Handler] = {
    "path_between": about_step("path_between", path_between.answer),
    "step": step.handle,
    "why_similar": about_step("why_similar", why_similar.answer),
    "what_is_missing": about_step("what_is_missing", what_is_missing.answer, lone="goal"),
    "skip_step": skip_step.handle,
    "step_pay": step_pay.handle,
}
SEARCH: dict[str, Handler] = {
    "compare": compare.handle,
    "find_jobs": find_jobs.handle,
    "degree_to_jobs": degree_to_jobs.handle,
    "quiz": quiz.handle,
}
FIGURES: dict[str, Handler] = {
    "pay_meta": origins.pay_meta,
    "sources": origins.sources,
    "credits": origins.credits_,
}
GUIDANCE: dict[str, Handler] = {
    "job_search": advice.job_search,
    "not_covered": advice.not_covered,
    "counsel": person("utter_counsel", "quiz", "find_jobs", "handoff"),
    "handoff": handoff.handle,
    "library_desk": person("utter_library_desk", "help"),
    "offtopic": opening("offtopic"),
    "privacy": privacy.handle,
    "forget": forget.handle,
    "personal_data": fixed("personal_data", "forget", "privacy"),
    "complaint": person("utter_complaint", "handoff", "help"),
    "feedback": feedback.handle,
    "distress": distress.handle,
    "crisis": person("utter_crisis", "handoff", "help"),
}
DIALOGUE: dict[str, Handler] = {
    "greet": opening("greet"),
    "help": opening("help"),
    "goodbye": fixed("goodbye"),
    "thanks": fixed("thanks"),
    "smalltalk": fixed("smalltalk", "help"),
    "bot_identity": fixed("bot_identity", "privacy", "credits", "handoff"),
    "affirm": yes_no.affirm,
    "deny": yes_no.deny,
    "show_more": again.show_more,
    "repeat": again.repeat,
    "go_back": again.go_back,
    "start_over": again.start_over,
    "choose": choose.handle,
    "correct": correct.handle,
    "follow_up": follow_up.handle,
    "change_language": change_language.handle,
    "fallback": fallback.handle,
}


def handlers() -> dict[str, Handler]:
    """The handler of every topic."""
    described = {topic: or_no_profile(CAREER[topic]) for topic in DESCRIBED}
    career = {
        topic: about_occupation(topic, answer) for topic, answer in (CAREER | described).items()
    }
    placed = {
        topic: about_occupation(topic, answer, uses_place=True) for topic, answer in PLACED.items()
    }
    return {**career, **placed, **STEPS, **SEARCH, **FIGURES, **GUIDANCE, **DIALOGUE}


def make_actions(
    deps: Deps, on_damage: Callable[[], None] = lambda: None, count: Count = no_count
) -> list[TopicAction]:
    """One action a topic.

    Args:
        deps: what the answers stand on.
        on_damage: called where the knowledge base cannot be read.
        count: told kind and topic of each turn that counts.
    """
    found = handlers()
    return [TopicAction(topic, found, deps, on_damage, count) for topic in found]
