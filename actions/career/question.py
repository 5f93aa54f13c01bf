"""What an answer about one occupation is asked, and what is done before and after it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from actions.deps import Deps
from actions.memory import remember
from actions.present import area_name
from actions.reply import Button, Reply, button, job_button, payload
from actions.talk import Handler, Replies, Talk
from actions.understanding.apart import asked_apart
from actions.understanding.focus import Focus, find_focus
from actions.understanding.lexicon import words
from actions.understanding.listed import jobs_on_screen
from actions.understanding.places import Place, find_place
from actions.understanding.turn import Turn
from actions.understanding.wishes import parse
from actions.words import Phrase, Value, Words
from knowledge.model import NATION, Area, Occupation, TitleCandidate

OPEN = ("overview", "similar_jobs", "interests", "specialties")
"""Topics that a wish without a job may be taken for."""
JOBS = {"jobs", "careers", "trabajos", "carreras"}
SHOWN_QUERY = 40
"""Characters of a person's own words that a reply repeats."""


@dataclass(frozen=True, slots=True)
class Question:
    """An occupation, a place and a page, understood."""

    topic: str
    occupation: Occupation
    place: Place
    turn: Turn

    @property
    def area(self) -> Area:
        """The place whose figures are asked for."""
        return self.place.area

    @property
    def state(self) -> str:
        """Name of the state that was named, "" for none or for the nation."""
        return self.area.name if self.place.is_stated and self.area.kind == "state" else ""

    @property
    def code(self) -> str:
        """The O*NET-SOC code."""
        return self.occupation.code.onet

    def next(self, *topics: str) -> tuple[Button, ...]:
        """Buttons of other topics about the same occupation and place."""
        return tuple(button(topic, occupation=self.code) for topic in topics)


Answer = Callable[[Question, Deps], Reply]


def about_occupation(topic: str, answer: Answer, *, uses_place: bool = False) -> Handler:
    """The handler of a topic: finds occupation and place, asks back, answers, remembers.

    Args:
        topic: its name.
        answer: makes the reply.
        uses_place: whether the figures differ by place; elsewhere a place is only remembered.
    """

    def handle(talk: Talk) -> Replies:
        place = find_place(talk.turn, talk.deps)
        focus = find_focus(talk.turn, talk.deps, place.spans)
        if focus.occupation is None:
            return _without_job(topic, focus, place, talk)
        question = Question(topic, focus.occupation, place, talk.turn)
        if place.kind == "ask" and uses_place:
            return (ask_place(question),)
        reply = answer(question, talk.deps)
        aside = () if uses_place else coverage(place)
        return (*aside, _finish(reply, question, uses_place))

    return handle


def _without_job(topic: str, focus: Focus, place: Place, talk: Talk) -> Replies:
    """A wish instead of a job is searched for, as is "jobs in …"; else ask for the job."""
    several = focus.verdict == "ask" and JOBS & set(words(talk.turn.typed))
    if topic in OPEN and (focus.verdict == "missing" or several) and parse(talk.turn.typed):
        return talk.about("find_jobs")
    if focus.verdict == "missing" and not focus.query:
        focus = among_the_last(talk) or focus
    return (*coverage(place), ask_occupation(topic, focus, place, talk.deps.words))


def among_the_last(talk: Talk) -> Focus | None:
    """The jobs on the screen, or those compared last, to ask which of them is meant."""
    codes = jobs_on_screen(talk.turn) or talk.turn.last.get("occupations") or []
    jobs = [talk.deps.knowledge.occupation(code) for code in codes]
    choices = tuple(TitleCandidate(job.code, job.title, 1.0, "last_answer") for job in jobs)
    return Focus("missing", candidates=choices) if len(choices) > 1 else None


def _finish(reply: Reply, question: Question, uses_place: bool) -> Reply:
    place = question.place
    reply = replace(
        reply,
        values={"title": question.occupation.title, "place_note": _note(question), **reply.values}
        if uses_place
        else {"title": question.occupation.title, **reply.values},
        occupations=reply.occupations or (question.code,),
        area=reply.area or (place.area.code if uses_place or place.is_stated else NATION.code),
    )
    if place.is_stated:
        reply = replace(reply, slots={"area": place.area.code, **reply.slots})
    return remember(reply, question.topic, question.turn)


def _note(question: Question) -> Value:
    """What is asked for and has no figures of its own: a place, or "in hospitals"."""
    place = question.place
    note = place_note(place)
    if note or place.is_stated:
        return note
    apart = asked_apart(question.turn, question.occupation.title)
    area = area_name(place.area.code, place.area.name)
    return Phrase("utter_place_apart", {"asked": shown(apart), "area": area}) if apart else ""


def place_note(place: Place) -> Value:
    """What to say openly about a place that has no figures of its own."""
    if place.kind not in ("unknown", "part") and not place.is_abroad:
        return ""
    area = area_name(place.area.code, place.area.name)
    kind = "abroad" if place.is_abroad else place.kind
    return Phrase(f"utter_place_{kind}", {"asked": shown(place.asked), "area": area})


def coverage(place: Place) -> Replies:
    """Where our knowledge ends, for a question about a place abroad."""
    if not place.is_abroad:
        return ()
    return (Reply("utter_coverage", {"asked": shown(place.asked)}),)


def shown(text: str) -> str:
    """A person's own words as a reply repeats them: one line, not too long."""
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_QUERY else f"{line[:SHOWN_QUERY]}…"


def ask_occupation(topic: str, focus: Focus, place: Place, replies: Words) -> Reply:
    """Ask which occupation: among choices, among the nearest, or openly."""
    stated = place.area.code if place.is_stated else ""
    area = place.asked if place.kind == "ask" else stated  # asked back once the job is known
    response = {
        "ask": _which(focus),
        "none": "utter_unknown_occupation",
        "missing": _need(topic, replies),
    }[focus.verdict]
    buttons = tuple(job_button(candidate, topic, area=area) for candidate in focus.candidates)
    slots = {"pending": topic, **({"area": stated} if stated else {})}
    nearest = Phrase("utter_line_nearest") if focus.candidates else ""
    values = {"query": shown(focus.query), "nearest": nearest}
    asked = tuple(c.code.onet for c in focus.candidates) if focus.verdict == "ask" else ()
    return Reply(response, values, buttons=buttons, slots=slots, occupations=asked)


_WHICH = {"no_code": "utter_no_code", "retired_code": "utter_retired_code"}


def _which(focus: Focus) -> str:
    """How to ask among choices: what was typed may have no code, or one that is no longer used."""
    bases = {candidate.basis for candidate in focus.candidates}
    basis = bases.pop() if len(bases) == 1 else ""
    return _WHICH.get(basis, "utter_which_occupation")


def _need(topic: str, words: Words) -> str:
    """How to ask for a job: some topics have something to say without one."""
    own = f"utter_need_{topic}"
    return own if own in words else "utter_need_occupation"


def ask_place(question: Question) -> Reply:
    """Ask which of several places of the same name."""
    options = question.place.options[:5]
    buttons = tuple(
        Button(area.name, payload(question.topic, occupation=question.code, area=area.code))
        for area in options
    )
    slots = {"pending": question.topic, "occupation": question.code}
    response = "utter_which_place_abroad" if question.place.is_abroad else "utter_which_place"
    return Reply(
        response,
        {"asked": shown(question.place.asked)},
        buttons=buttons,
        slots=slots,
        occupations=(question.code,),
    )
