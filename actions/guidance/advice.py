"""job_search and not_covered: what is asked beside any one job's figures.

Both have kinds, by the words of ``understanding/kinds.yml``: a résumé, an interview; a job abroad,
a famous person. Each kind has its response: ``utter_advice_resume``, ``utter_not_covered_abroad``.
"""

from __future__ import annotations

from dataclasses import replace

from actions.dialogue.fixed import library_name
from actions.guidance.handoff import person
from actions.names import CAREER, CHOICE, OCCUPATION
from actions.reply import Button, Reply, button, payload
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus, title_spans
from actions.understanding.kinds import kinds_of
from actions.understanding.lexicon import words
from actions.understanding.turn import Turn
from actions.words import Phrase

OFFERED = ("resume", "interview", "first_job", "paying")
"""Kinds of help that the general answer offers."""
BESIDE_A_JOB = ("age", "paying")
"""Kinds that count also where a job is named: nothing we know of a job answers them."""
FROM = ("counsel", "find_jobs", "offtopic", "fallback", "go_back", *CAREER)
"""Topics that a wish for help may be taken for."""
OF_A_PERSON = (
    "counsel", "find_jobs", "offtopic", "fallback", "how_to_become", "education", "skills",
    "licence", "environment", "challenges", "interests",
)  # fmt: skip
"""Topics that what we lack about a person may be taken for."""
FOLLOWING = ("how_to_become", "pay", "outlook")
INSTEAD = {
    "famous": ("overview", "specialties"),
    "fun_fact": ("overview", "challenges"),
}
"""What we do know about a job, by what we do not."""
ANSWERED_BESIDE = {
    "age": "how_to_become",
    "schools": "education",
    "firms": "employers",
    "health": "environment",
    "papers": "licence",
    "rules": "how_to_become",
}
"""Kinds of which a named job's own topic says a part."""
MEANS_IT = {"it", "that", "this", "one", "they", "them", "eso", "esto", "ese"}
LACKED = ("minimum", "schools", "health", "papers", "rules")
"""Kinds we lack that are also asked in the form of another topic."""


def instead(turn: Turn, topic: str) -> str | None:
    """The topic here that a turn is for which was taken for another one, if it is."""
    lacked = kinds_of(turn.typed, "not_covered")
    if topic in OF_A_PERSON and set(lacked) & set(LACKED):
        return "not_covered"
    if topic in ("pay", "pay_meta") and "minimum" in lacked:
        return "not_covered"
    kinds = kinds_of(turn.typed, "advice") if topic in FROM else ()
    if any(kind in BESIDE_A_JOB for kind in kinds):
        return "job_search"
    about_a_job = title_spans(turn) or (topic in CAREER and turn.memory.get(OCCUPATION))
    return "job_search" if kinds and not about_a_job else None


def job_search(talk: Talk) -> Replies:
    """Help of the kind asked for; without one, what helps always, and kinds to choose from."""
    kind = _kind(talk.turn, "advice")
    (reply,) = person(f"utter_advice_{kind}" if kind else "utter_job_search", "handoff")(talk)
    offers = () if kind else tuple(map(_offer, OFFERED))
    return _about_the_job(replace(reply, buttons=(*offers, *reply.buttons)), talk, kind)


def not_covered(talk: Talk) -> Replies:
    """What we do not hold, and why; then what we do know about the job that is named."""
    kind = _kind(talk.turn, "not_covered")
    reply = Reply(
        f"utter_not_covered_{kind}" if kind else "utter_not_covered",
        {"library": library_name(talk)},
        buttons=(button("help"), button("handoff")),
        slots={"fallbacks": 0},
    )
    return _about_the_job(reply, talk, kind)


def _kind(turn: Turn, family: str) -> str:
    """The kind on the button, else that which the words name, the plainest first, else ""."""
    if turn.is_payload:
        return next((entity.value for entity in turn.named(CHOICE)), "")
    kinds = kinds_of(turn.typed, family)
    first = [kind for kind in kinds if kind in (*BESIDE_A_JOB, *LACKED)]
    return next(iter((*first, *kinds)), "")


def _offer(kind: str) -> Button:
    return Button(Phrase(f"utter_label_advice_{kind}"), payload("job_search", choice=kind))


def _about_the_job(reply: Reply, talk: Talk, kind: str) -> Replies:
    """The reply, with what there is about the job that the turn names; it stays in mind."""
    focus = find_focus(talk.turn, talk.deps)
    named = focus.named or (kind in LACKED and MEANS_IT & set(words(talk.turn.typed)))
    if focus.verdict != "match" or focus.occupation is None or not named:
        return (reply,)
    if kind in ANSWERED_BESIDE:
        return (replace(reply, buttons=()), *talk.about(ANSWERED_BESIDE[kind]))
    code = focus.occupation.code.onet
    about = (button(topic, occupation=code) for topic in INSTEAD.get(kind, FOLLOWING))
    slots = {**reply.slots, OCCUPATION: code}
    buttons = (*about, button("handoff"))
    return (replace(reply, buttons=buttons, occupations=(code,), slots=slots),)
