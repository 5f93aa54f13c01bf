"""step_pay: what a step would change in pay: both sides, same place and period."""

from __future__ import annotations

from collections.abc import Sequence

from actions.career.question import place_note
from actions.deps import Deps
from actions.memory import remember
from actions.present import figure, group, numbered
from actions.reply import Button, Reply, payload
from actions.steps import lines
from actions.steps.question import StepQuestion, answer_or_ask
from actions.talk import Replies, Talk
from actions.understanding.ends import find_ends, shown_steps
from actions.understanding.places import find_place
from actions.words import Phrase, Value
from knowledge.model import Occupation
from knowledge.steps import PayChange, pay_change

Pairs = Sequence[Sequence[str]]


def handle(talk: Talk) -> Replies:
    """A step, or every step on the screen; a job alone is a question about pay."""
    again: Pairs = (talk.turn.memory.get("state") or {}).get("steps") or ()
    if again:
        return (_beside(again, talk),)
    ends = find_ends(talk.turn, talk.deps)
    if ends.goal is None and ends.offered:
        return (_beside(shown_steps(talk.turn.memory["choices"]), talk),)
    if not (ends.start and ends.goal) and not ends.unclear:
        return talk.about("pay")
    return answer_or_ask("step_pay", answer, ends, talk)


def answer(question: StepQuestion, deps: Deps) -> Reply:
    """Median pay on both sides and the difference."""
    start, goal = question.start.code, question.goal.code
    change = pay_change(deps.knowledge, start, goal, question.area.code)
    facts = lines.pay_facts(change)
    values: dict[str, Value] = {
        "pay": lines.pay_line(change),
        "elsewhere": lines.elsewhere(question.area, (change,)),
        "group": group(facts),
    }
    card = lines.side_by_side(question, lines.pay_rows(change)) if change else None
    buttons = (
        *question.about_goal("pay", "outlook"),
        *question.next("what_is_missing", "why_similar"),
    )
    return Reply("utter_step_pay", values, facts, card, buttons)


def _beside(pairs: Pairs, talk: Talk) -> Reply:
    """Median pay of every neighbour on the screen, beside that of the job asked about."""
    turn, knowledge = talk.turn, talk.deps.knowledge
    focus = knowledge.occupation(turn.last["occupations"][0])
    others = [knowledge.occupation(_other(pair, focus)) for pair in pairs]
    place = find_place(turn, talk.deps)
    changes = _in_one_place(
        [pay_change(knowledge, focus.code, job.code, place.area.code) for job in others],
        place.area.code,
    )
    facts = tuple(dict.fromkeys(fact for change in changes for fact in lines.pay_facts(change)))
    values: dict[str, Value] = {
        "title": focus.title,
        "place_note": place_note(place),
        "here": _here(changes),
        "neighbours": numbered(map(_neighbour, others, changes)),
        "elsewhere": lines.elsewhere(place.area, changes),
        "group": group(facts),
    }
    buttons = tuple(
        Button(job.title, payload("step_pay", occupation=" ".join(pair)))
        for job, pair in zip(others, pairs, strict=True)
    )
    slots = {"area": place.area.code} if place.is_stated else {}
    reply = Reply(
        "utter_step_pay_list",
        values,
        facts,
        buttons=buttons,
        slots=slots,
        occupations=(focus.code.onet,),
        area=place.area.code,
    )
    return remember(reply, "step_pay", turn, {"steps": [list(pair) for pair in pairs]})


def _in_one_place(changes: Sequence[PayChange | None], area: str) -> list[PayChange | None]:
    """Changes within the area; where it has none at all, those of the nation stand."""
    there = [change if change and change.focus.area_code == area else None for change in changes]
    return there if any(there) else list(changes)


def _other(pair: Sequence[str], focus: Occupation) -> str:
    return next((code for code in pair if code != focus.code.onet), pair[-1])


def _here(changes: Sequence[PayChange | None]) -> Value:
    known = next((change for change in changes if change), None)
    return figure(known.focus) if known else ""


def _neighbour(job: Occupation, change: PayChange | None) -> Value:
    """``Archivists: $61,570 a year, $6,700 a year less, United States, May 2025 (BLS OEWS)``."""
    if change is None:
        return Phrase(
            "utter_named", {"name": job.title, "figure": Phrase("utter_step_pay_unknown")}
        )
    values: dict[str, Value] = {"name": job.title, **lines.pay_values(change)}
    return Phrase(
        "utter_step_pay_neighbour" if change.difference else "utter_step_pay_open", values
    )
