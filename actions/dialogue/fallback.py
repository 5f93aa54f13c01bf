"""fallback: not understood; first what it may still be, then rephrase, then a person."""

from __future__ import annotations

from actions.dialogue.choose import chosen
from actions.dialogue.greet import suggestions
from actions.names import OCCUPATION, SEARCH, STEPS
from actions.reply import Reply, button
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus, known_title, match, title_spans
from actions.understanding.lexicon import readings, strip
from actions.understanding.places import find_place
from actions.understanding.several import find_several, occupations
from actions.understanding.wishes import parse
from knowledge.model import Occupation

OFFERED = ("overview", "pay", "how_to_become", "environment")
"""What is offered of a job where the question was not understood."""
LONGEST_TITLE = 8
"""A bare title has no more words than this."""


def handle(talk: Talk) -> Replies:
    """A choice, an answer to a question of ours, a bare title; else ask to rephrase."""
    memory = talk.turn.memory
    taken = chosen(talk) if memory.get("choices") else None
    if taken is not None:
        return taken
    pending = memory.get("pending")
    if pending in (*SEARCH, *STEPS) and answers_a_search(talk, pending):
        return talk.about(pending)
    if names_a_job(talk):
        return talk.about(pending or "overview")
    if memory.get("topic") and find_place(talk.turn, talk.deps).kind == "stated":
        return talk.about("follow_up")
    named = about_which(talk)
    if named is None and parse(talk.turn.typed):
        return talk.about("find_jobs")
    return (rephrase(talk) if named is None else what_about(named, talk),)


def about_which(talk: Talk) -> Occupation | None:
    """The job that a text plainly names, though not what is asked about it."""
    place = find_place(talk.turn, talk.deps)
    focus = find_focus(talk.turn, talk.deps, place.spans)
    certain = focus.named and focus.verdict == "match" and title_spans(talk.turn)
    return focus.occupation if certain else None


def what_about(occupation: Occupation, talk: Talk) -> Reply:
    """Ask what they would like to know of a job; it stays in mind."""
    code = occupation.code.onet
    times = int(talk.turn.memory.get("fallbacks") or 0) + 1
    buttons = tuple(button(topic, occupation=code) for topic in OFFERED)
    slots = {"fallbacks": times, OCCUPATION: code}
    return Reply("utter_fallback_job", {"title": occupation.title}, buttons=buttons, slots=slots)


def answers_a_search(talk: Talk, pending: str) -> bool:
    """Whether the text holds what a search asked for: a major, or jobs."""
    if pending == "degree_to_jobs":
        left = strip(talk.turn.typed, "filler", "topic", "degree")
        return bool(talk.deps.knowledge.find_majors(left))
    return bool(occupations(find_several(talk.turn, talk.deps)))


def names_a_job(talk: Talk) -> bool:
    """Whether the text is a title and little else."""
    left = readings(talk.turn.typed)
    if not left or len(left[-1].split()) > LONGEST_TITLE:
        return False
    if talk.turn.memory.get("pending"):
        return match(left[-1], talk.deps).verdict != "none"
    return known_title(left[-1], talk.deps) is not None


def rephrase(talk: Talk) -> Reply:
    """The first time examples, from the second time on a person too."""
    times = int(talk.turn.memory.get("fallbacks") or 0) + 1
    slots = {"fallbacks": times}
    if times == 1:
        return Reply("utter_fallback", buttons=suggestions(), slots=slots)
    return Reply("utter_fallback_again", buttons=(button("handoff"), button("help")), slots=slots)
