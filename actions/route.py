"""Which topic answers a turn, where the talk says more than the intent."""

from __future__ import annotations

import re

from actions.dialogue.choose import in_quiz, quiz_answer
from actions.figures.origins import asked_term
from actions.guidance.advice import instead
from actions.names import CAREER, DIALOGUE, GUIDANCE, LISTS, OCCUPATION, STEPS
from actions.talk import Talk
from actions.understanding.choices import choose
from actions.understanding.focus import is_code
from actions.understanding.kinds import kinds_of
from actions.understanding.lexicon import lexicon, strip, words
from actions.understanding.listed import jobs_listed
from actions.understanding.several import find_several, occupations
from actions.understanding.turn import Turn
from actions.understanding.wishes import only_limits, parse

COMPARES = (
    "fallback", "follow_up", "pay", "outlook", "education", "choose", "overview", "step_pay",
    "offtopic", "how_to_become",
)  # fmt: skip
"""Topics that "which of them needs less school" may be taken for."""
SEARCHES = ("find_jobs", "degree_to_jobs")
NARROWS = (
    "find_jobs", "education", "pay", "step_pay", "outlook", "environment", "overview", "follow_up",
    "fallback",
)  # fmt: skip
"""Topics that a limit of a search may be taken for."""
DESK = "handoff"
LEAVES_THE_DESK = (
    "crisis", "deny", "forget", "go_back", "goodbye", "help", "privacy", "repeat", "start_over",
)  # fmt: skip
"""Intents that do not count as the question which a person was asked to write."""
BARE = ("overview", "follow_up")
"""Intents that a title alone is taken for."""
_OPEN = ("choose", "follow_up", "fallback", "library_desk", "offtopic", "smalltalk", "affirm")
_ASK_MEANING = (
    "credits", "pay_meta", "outlook", "automation", "category", "interests", "quiz", "fallback",
    "offtopic", "next_steps",
)  # fmt: skip
_SHORT, _BRIEF = 4, 2
_LIST = re.compile(r"\w\s*[/,]\s*\w|\bvs\b", re.IGNORECASE)


def route(talk: Talk, topic: str) -> str:
    """The topic that a turn is for: the desk's, a choice on offer, or the intent's own.

    A title alone answers the question that waits for it.
    """
    turn = talk.turn
    pending = turn.memory.get("pending")
    if pending == DESK and turn.typed and topic not in LEAVES_THE_DESK:
        return DESK
    if quiz_answer(turn) or names_a_button(turn) or (pending and answers_a_question(turn, topic)):
        return "choose"
    if off_the_scale(turn, topic):
        return "choose"
    if topic in BARE and pending in talk.handlers and is_bare(turn.typed):
        return str(pending)
    if topic in (*BARE, "fallback") and names_several(talk):
        return "compare"
    return plain_topic(turn, topic)


def plain_topic(turn: Turn, topic: str) -> str:
    """What a text plainly is: a code is a job; "and what does it pay" repeats no other topic.

    After a search, "without a degree" is a wish.
    """
    if is_code(turn.typed):
        return "overview"
    if searched := search_gone_on_with(turn, topic):
        return searched
    if topic == "thanks" and "good" in kinds_of(turn.typed, "feedback"):
        return "feedback"
    if (topic in COMPARES and compares_listed(turn)) or adds_to_comparison(turn):
        return "compare"
    named = kinds_of(turn.typed, "topic")
    if topic == "follow_up" and named:
        topic = named[0]
    about_a_job = topic in CAREER and turn.memory.get(OCCUPATION)
    if topic in _ASK_MEANING and not about_a_job and asked_term(turn):
        return "sources"
    if topic == "pay" and asks_of_steps(turn):
        return "step_pay"
    return instead(turn, topic) or topic


def search_gone_on_with(turn: Turn, topic: str) -> str | None:
    """The topic that answers a wish after a search: "that pay more than 50k"."""
    searched = turn.last.get("topic")
    if turn.named(OCCUPATION):
        return None
    if topic == "follow_up" and searched == "find_jobs" and parse(turn.typed):
        return topic
    if topic not in NARROWS or searched not in SEARCHES:
        return None
    return str(searched) if only_limits(turn.typed) else None


def names_several(talk: Talk) -> bool:
    """Whether titles stand side by side and nothing is asked: "nurse/plumber/cop"."""
    listed = bool(_LIST.search(talk.turn.typed)) and is_bare(talk.turn.typed)
    return listed and len(occupations(find_several(talk.turn, talk.deps))) > 1


def adds_to_comparison(turn: Turn) -> bool:
    """Whether a job is to be put beside those just compared: "add a carpenter"."""
    compared = turn.last.get("topic") == "compare" and turn.named(OCCUPATION)
    return bool(compared) and "adds" in kinds_of(turn.typed, "comparing")


def compares_listed(turn: Turn) -> bool:
    """Whether a text asks which of the jobs listed has more or less of something."""
    kinds = kinds_of(turn.typed, "comparing")
    titles = [e for e in turn.named(OCCUPATION) if "most" not in kinds_of(e.value, "comparing")]
    asks = "which" in kinds and "most" in kinds and not titles
    return asks and len(jobs_listed(turn)) > 1


def asks_of_steps(turn: Turn) -> bool:
    """Whether a question without a job follows a list of steps, or one step."""
    after_steps = turn.last.get("topic") in (*LISTS, *STEPS)
    return after_steps and bool(turn.typed) and not turn.named(OCCUPATION)


def names_a_button(turn: Turn) -> bool:
    """Whether exactly the title of a button on offer was typed."""
    choices = turn.memory.get("choices") or ()
    typed = words(turn.typed)
    return bool(typed) and any(words(choice["title"]) == typed for choice in choices)


def answers_a_question(turn: Turn, topic: str) -> bool:
    """Whether a short text names one of the choices that were asked about."""
    if topic in (*DIALOGUE, *GUIDANCE) and topic not in _OPEN:
        return False
    titles = [choice["title"] for choice in turn.memory.get("choices") or ()]
    said = words(turn.typed)
    return 0 < len(said) <= _SHORT and choose(turn.typed, titles) is not None


def off_the_scale(turn: Turn, topic: str) -> bool:
    """Whether a word or two after a statement of the quiz answer it in a way it does not know."""
    short = 0 < len(words(turn.typed)) <= _BRIEF and not turn.named(OCCUPATION)
    return short and topic in ("follow_up", "fallback", "offtopic") and in_quiz(turn)


def is_bare(text: str) -> bool:
    """Whether a text holds a title and nothing that asks."""
    left = strip(text, "filler").split()
    return bool(left) and set(words(text)) - set(left) <= lexicon()["beside_a_title"]
