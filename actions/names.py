"""Names shared with ``domain.yml``; a test holds them equal."""

from __future__ import annotations

CAREER = (
    "overview",
    "how_to_become",
    "what_does_x_do",
    "pay",
    "outlook",
    "education",
    "licence",
    "skills",
    "tools",
    "interests",
    "environment",
    "automation",
    "challenges",
    "employers",
    "specialties",
    "gain_experience",
    "category",
    "next_steps",
    "feeders",
    "similar_jobs",
    "same_level",
    "lattice_picture",
    "report",
)
"""Topics about one occupation."""

LISTS = ("next_steps", "feeders", "similar_jobs", "same_level", "lattice_picture")
"""Of these, those that show the neighbours of an occupation."""

STEPS = ("path_between", "step", "why_similar", "what_is_missing", "skip_step", "step_pay")
"""Topics about the way from one occupation to another."""

FINDS = ("find_jobs", "degree_to_jobs", "quiz")
"""Topics that find jobs for a person."""

SEARCH = ("compare", *FINDS)
"""Topics that need two or more occupations, or find them."""

FIGURES = ("pay_meta", "sources", "credits")

GUIDANCE = (
    "job_search",
    "not_covered",
    "counsel",
    "handoff",
    "library_desk",
    "offtopic",
    "privacy",
    "forget",
    "personal_data",
    "complaint",
    "feedback",
    "distress",
    "crisis",
)

DIALOGUE = (
    "greet",
    "goodbye",
    "thanks",
    "smalltalk",
    "bot_identity",
    "help",
    "affirm",
    "deny",
    "show_more",
    "choose",
    "correct",
    "go_back",
    "start_over",
    "repeat",
    "follow_up",
    "change_language",
    "fallback",
)

TOPICS = CAREER + STEPS + SEARCH + FIGURES + GUIDANCE + DIALOGUE

# Entities
OCCUPATION, AREA, MAJOR, CHOICE, LANGUAGE = "occupation", "area", "major", "choice", "language"

SLOTS = (
    "occupation",
    "area",
    "topic",
    "choices",
    "pending",
    "offset",
    "language",
    "last",
    "compare_with",
    "ends",
    "quiz_answers",
    "fallbacks",
    "reason",
)


def action(topic: str) -> str:
    """``pay`` -> ``action_pay``."""
    return f"action_{topic}"
