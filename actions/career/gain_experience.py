"""gain_experience: ways to try the work, and the training that BLS names."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, figure
from actions.reply import Reply
from actions.words import Phrase, Value


def answer(question: Question, deps: Deps) -> Reply:
    """Ideas from our text; whether BLS names an apprenticeship or other training."""
    text = deps.knowledge.text(question.code)
    needed = deps.knowledge.preparation(question.code)
    if text is None and needed is None:
        return Reply("utter_gain_experience_unknown", buttons=question.next("overview"))
    training = needed.on_the_job_training if needed else None
    values: dict[str, Value] = {
        "ideas": bullets(text.experience_ideas if text else ()),
        "training": figure(training) if training else "",
        "library": deps.library.name or Phrase("utter_the_library"),
    }
    return Reply(
        "utter_gain_experience",
        values,
        (training,) if training else (),
        buttons=question.next("how_to_become", "feeders", "education"),
    )
