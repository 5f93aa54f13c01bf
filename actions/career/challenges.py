"""challenges: what is hard and what is good about the work, in our words and by rules."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, figure
from actions.reply import Reply
from actions.words import Joined, Phrase, Value
from knowledge.traits import Trait, traits


def answer(question: Question, deps: Deps) -> Reply:
    """Challenges and rewards from our text; traits derived from figures on the next page."""
    text = deps.knowledge.text(question.code)
    strengths, challenges = traits(deps.knowledge, question.code, question.area.code)
    if text is None or question.turn.page:
        return _derived(question, strengths, challenges)
    values: dict[str, Value] = {
        "challenges": bullets(text.challenges),
        "rewards": bullets(text.rewards),
    }
    return Reply(
        "utter_challenges",
        values,
        buttons=question.next("environment", "outlook", "similar_jobs"),
        more=bool(strengths or challenges),
    )


def _derived(
    question: Question, strengths: tuple[Trait, ...], challenges: tuple[Trait, ...]
) -> Reply:
    values: dict[str, Value] = {
        "strengths": _side("utter_line_strengths", strengths),
        "challenges": _side("utter_line_challenges", challenges),
    }
    facts = tuple(dict.fromkeys(fact for t in (*strengths, *challenges) for fact in t.basis))
    response = "utter_challenges_derived" if strengths or challenges else "utter_no_more"
    return Reply(response, values, facts, buttons=question.next("pay", "outlook"))


def _side(phrase: str, found: tuple[Trait, ...]) -> Value:
    return Phrase(phrase, {"traits": bullets(map(_line, found))}) if found else ""


def _line(trait: Trait) -> Value:
    """The trait's words, with the first figure that made it."""
    words = Phrase(f"utter_trait_{trait.name}")
    said = trait.basis[:1] if trait.name != "exposed_to_automation" else ()
    return Joined((words, *(figure(fact) for fact in said)), ": ")
