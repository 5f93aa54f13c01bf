"""challenges: what is hard and what is good about the work, in our words and by rules.

Asked so: what people wrongly believe about it, and how to get past what is hard.
"""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets, figure
from actions.reply import Reply
from actions.understanding.kinds import kinds_of
from actions.words import Joined, Phrase, Value
from knowledge.misconceptions import misconceptions
from knowledge.model import OccupationText
from knowledge.traits import Trait, traits

MYTHS = 4


def answer(question: Question, deps: Deps) -> Reply:
    """Challenges and rewards from our text; traits derived from figures on the next page."""
    asked = kinds_of(question.turn.typed, "challenges")
    if "myths" in asked:
        found = misconceptions(deps.knowledge, question.code, question.area.code)
        return _myths(question, found[:MYTHS], deps)
    text = deps.knowledge.text(question.code)
    strengths, challenges = traits(deps.knowledge, question.code, question.area.code)
    if "overcome" in asked:
        return _overcome(question, text, challenges)
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


def _myths(question: Question, shown: tuple[Trait, ...], deps: Deps) -> Reply:
    if not shown:
        return Reply("utter_challenges_no_myths", buttons=question.next("overview", "pay"))
    values: dict[str, Value] = {"myths": Joined(tuple(_myth(one, deps) for one in shown))}
    facts = tuple(fact for one in shown for fact in one.basis)
    following = question.next("challenges", "automation", "employers")
    return Reply("utter_challenges_myths", values, facts, buttons=following)


def _myth(found: Trait, deps: Deps) -> Value:
    """What is believed, and the figures that tell otherwise."""
    first, *others = found.basis
    said: dict[str, Value] = {"figure": figure(first)}
    if found.name == "one_kind_of_employer":
        said["name"] = deps.knowledge.industry_name(first.name.partition(".")[2])
    if len(others) == 1:
        said["other"] = figure(others[0])
    return Phrase(f"utter_myth_{found.name}", said)


def _overcome(
    question: Question, text: OccupationText | None, challenges: tuple[Trait, ...]
) -> Reply:
    """Tips for each challenge that a rule finds, then what helps with any of them."""
    tips = [Phrase(f"utter_overcome_{trait.name}") for trait in challenges]
    hard = Phrase("utter_line_hard", {"challenges": bullets(text.challenges)}) if text else ""
    return Reply(
        "utter_challenges_overcome",
        {"hard": hard, "tips": bullets((*tips, Phrase("utter_overcome_any")))},
        buttons=question.next("gain_experience", "next_steps", "environment"),
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
