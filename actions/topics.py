"""Every topic and what answers it; ``make_actions`` turns them into Rasa's actions."""

from __future__ import annotations

from collections.abc import Callable

from actions.base import TopicAction
from actions.career import (
    education,
    feeders,
    how_to_become,
    licence,
    next_steps,
    outlook,
    overview,
    pay,
    similar_jobs,
    what_does_x_do,
)
from actions.career.question import Answer, about_occupation
from actions.deps import Deps
from actions.dialogue import again, change_language, choose, correct, fallback, follow_up, yes_no
from actions.dialogue.fixed import fixed
from actions.dialogue.greet import opening
from actions.talk import Handler
from actions.words import Words

CAREER: dict[str, Answer] = {
    "how_to_become": how_to_become.answer,
    "what_does_x_do": what_does_x_do.answer,
    "outlook": outlook.answer,
    "education": education.answer,
    "licence": licence.answer,
    "next_steps": next_steps.answer,
    "feeders": feeders.answer,
    "similar_jobs": similar_jobs.answer,
}
PLACED: dict[str, Answer] = {"overview": overview.answer, "pay": pay.answer}

DIALOGUE: dict[str, Handler] = {
    "greet": opening("greet"),
    "help": opening("help"),
    "offtopic": opening("offtopic"),
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
    career = {topic: about_occupation(topic, answer) for topic, answer in CAREER.items()}
    placed = {
        topic: about_occupation(topic, answer, uses_place=True) for topic, answer in PLACED.items()
    }
    return {**career, **placed, **DIALOGUE}


def make_actions(
    deps: Callable[[], Deps], words: Words, on_damage: Callable[[], None] = lambda: None
) -> list[TopicAction]:
    """One action a topic."""
    found = handlers()
    return [TopicAction(topic, found, deps, words, on_damage) for topic in found]
