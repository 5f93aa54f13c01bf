"""What an answer about a step is asked: both ends, understood or asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from actions.career.question import place_note, shown
from actions.deps import Deps
from actions.memory import remember
from actions.names import OCCUPATION
from actions.reply import Button, Reply, button, payload
from actions.talk import Handler, Replies, Talk
from actions.understanding.ends import Ends, find_ends
from actions.understanding.focus import Focus
from actions.understanding.places import Place, find_place
from actions.understanding.turn import Turn
from actions.words import Phrase, Value
from knowledge.model import Area, LatticeEdge, Occupation
from knowledge.paths import NoProfile, edge_between


@dataclass(frozen=True, slots=True)
class StepQuestion:
    """Where a step begins, where it leads, and whose figures are asked for."""

    topic: str
    start: Occupation
    goal: Occupation
    place: Place
    turn: Turn

    @property
    def area(self) -> Area:
        """The place whose pay is asked for."""
        return self.place.area

    @property
    def codes(self) -> str:
        """Both ends as one value of a payload."""
        return pair(self.start, self.goal)

    def next(self, *topics: str) -> tuple[Button, ...]:
        """Buttons of other topics about the same step."""
        return tuple(button(topic, occupation=self.codes) for topic in topics)

    def about_goal(self, *topics: str) -> tuple[Button, ...]:
        """Buttons of topics about the job where the step leads."""
        return tuple(button(topic, occupation=self.goal.code.onet) for topic in topics)

    def edge(self, deps: Deps) -> LatticeEdge | None:
        """The step itself; None where an end has no profile, or the two are no neighbours."""
        try:
            return edge_between(deps.knowledge, self.start.code, self.goal.code)
        except NoProfile:
            return None


Answer = Callable[[StepQuestion, Deps], Reply]
Lone = Literal["start", "goal"]


def pair(start: Occupation, goal: Occupation) -> str:
    """Both ends as one value of a payload."""
    return f"{start.code} {goal.code}"


def about_step(topic: str, answer: Answer, *, lone: Lone = "start") -> Handler:
    """The handler of a topic: finds both ends, asks for what is missing, answers, remembers.

    Args:
        topic: its name.
        answer: makes the reply.
        lone: which end the job talked about is where nothing else is known.
    """

    def handle(talk: Talk) -> Replies:
        ends = find_ends(talk.turn, talk.deps)
        if ends.goal is None and not ends.unclear and not ends.offered and lone == "goal":
            ends = replace(ends, start=None, goal=ends.start)
        return answer_or_ask(topic, answer, ends, talk)

    return handle


def answer_or_ask(topic: str, answer: Answer, ends: Ends, talk: Talk) -> Replies:
    """The answer where both ends are known; else one question back."""
    if ends.unclear:
        return (_which_title(topic, ends, ends.unclear),)
    if ends.offered and ends.goal is None:
        return (_which_step(topic, ends, talk.deps),)
    if ends.start is None or ends.goal is None:
        return (_need(topic, ends),)
    if ends.start.code == ends.goal.code:
        return (_same(ends.start),)
    place = find_place(talk.turn, talk.deps)
    question = StepQuestion(topic, ends.start, ends.goal, place, talk.turn)
    return (finish(answer(question, talk.deps), question),)


def finish(reply: Reply, question: StepQuestion) -> Reply:
    """The reply with its titles, what it is about, and what is to be remembered."""
    start, goal = question.start, question.goal
    values: dict[str, Value] = {
        "start": start.title,
        "goal": goal.title,
        "place_note": place_note(question.place),
    }
    slots = {OCCUPATION: goal.code.onet, "ends": None}
    if question.place.is_stated:
        slots["area"] = question.area.code
    reply = replace(
        reply,
        values={**values, **reply.values},
        occupations=(start.code.onet, goal.code.onet),
        area=reply.area or question.area.code,
        slots={**slots, **reply.slots},
    )
    return remember(reply, question.topic, question.turn)


def _which_title(topic: str, ends: Ends, focus: Focus) -> Reply:
    """Ask which job a title means; the other end is kept in the payload, on its side."""
    other = ends.goal if ends.first else ends.start
    known = (other.code.onet,) if other else ()
    candidates = tuple(c.code.onet for c in focus.candidates)

    def codes(code: str) -> str:
        return " ".join((code, *known) if ends.first else (*known, code))

    buttons = tuple(
        Button(c.title, payload(topic, occupation=codes(c.code.onet))) for c in focus.candidates
    )
    response = "utter_which_occupation" if focus.verdict == "ask" else "utter_unknown_occupation"
    nearest = Phrase("utter_line_nearest") if candidates else ""
    return Reply(
        response,
        {"query": shown(focus.query), "nearest": nearest},
        buttons=buttons,
        slots=_waits(topic, ends.start, ends.goal),
        occupations=(*known, *candidates) if focus.verdict == "ask" else known,
    )


def _which_step(topic: str, ends: Ends, deps: Deps) -> Reply:
    """Ask which of the steps on the screen is meant."""
    focus = ends.start.code.onet if ends.start else ""
    buttons = []
    for codes in ends.offered:
        other = next((code for code in codes if code != focus), codes[-1])
        title = deps.knowledge.occupation(other).title
        buttons.append(Button(title, payload(topic, occupation=" ".join(codes))))
    slots = {"pending": topic, "ends": None}
    about = (focus,) if focus else ()
    return Reply("utter_step_which", {}, buttons=tuple(buttons), slots=slots, occupations=about)


def _need(topic: str, ends: Ends) -> Reply:
    """Ask for the end that nobody named."""
    known = ends.start or ends.goal
    response = "utter_path_need"
    if known:
        response = "utter_path_need_goal" if ends.start else "utter_path_need_start"
    about = (known.code.onet,) if known else ()
    buttons: tuple[Button, ...] = ()
    if ends.goal and ends.start is None:
        code = ends.goal.code.onet
        offered = ("how_to_become", "skills", "education")
        buttons = tuple(button(one, occupation=code) for one in offered)
    values = {"title": known.title if known else ""}
    slots = _waits(topic, ends.start, ends.goal)
    return Reply(response, values, buttons=buttons, slots=slots, occupations=about)


def _waits(topic: str, start: Occupation | None, goal: Occupation | None) -> dict[str, object]:
    ends = [end.code.onet if end else "" for end in (start, goal)]
    return {"pending": topic, "ends": ends}


def _same(job: Occupation) -> Reply:
    """Both titles mean one occupation."""
    code = job.code.onet
    offered = ("specialties", "next_steps", "similar_jobs")
    buttons = tuple(button(topic, occupation=code) for topic in offered)
    slots = {"pending": None, "ends": None}
    return Reply("utter_step_same", {"title": job.title}, (), None, buttons, slots, (code,))
