"""choose: one of the choices on offer, by number, order or name."""

from __future__ import annotations

from dataclasses import replace

from actions.names import OCCUPATION
from actions.reply import Button, Reply, payload, read_payload
from actions.talk import Replies, Talk
from actions.understanding.choices import choose
from actions.understanding.kinds import kinds_of
from actions.understanding.lexicon import words
from actions.understanding.listed import job_pointed_at, jobs_on_screen
from actions.understanding.order import pointed
from actions.understanding.turn import Entity, Turn

LONGEST_ANSWER = 5
OFF_SCALE = "off the scale"
OTHER = {"other", "otro", "otra"}


def handle(talk: Talk) -> Replies:
    """Do what the chosen button does; where none fits, take the words as a job, or ask again."""
    answer = quiz_answer(talk.turn)
    if answer:
        return talk.about(*pressed(payload("quiz", choice=answer), talk.turn))
    if job := listed_before(talk.turn):
        return talk.about("overview", talk.turn.about([job]))
    if OTHER & set(words(talk.turn.typed)):
        return talk.about("correct")
    taken = chosen(talk)
    if taken is not None:
        return taken
    if in_quiz(talk.turn):
        return talk.about(*pressed(payload("quiz", choice=OFF_SCALE), talk.turn))
    numbered = pointed(talk.turn.typed, len(talk.turn.memory.get("choices") or ()))
    if len(numbered) == 1 and (taken := _take(numbered[0], talk)):
        return taken
    pending = str(talk.turn.memory.get("pending"))
    if pending in talk.handlers and talk.turn.named("occupation"):
        return talk.about(pending)
    return (ask_again(talk.turn),)


def in_quiz(turn: Turn) -> bool:
    """Whether a statement of the quiz was put last."""
    choices = turn.memory.get("choices") or ()
    return any(choice["payload"] == payload("quiz", choice="like") for choice in choices)


def quiz_answer(turn: Turn) -> str | None:
    """What a short text answers to the quiz's statement, where one was put last.

    "jobs like welder" names a job and answers nothing.
    """
    too_long = len(words(turn.typed)) > LONGEST_ANSWER
    if too_long or turn.named(OCCUPATION) or not in_quiz(turn):
        return None
    kinds = kinds_of(turn.typed, "quiz")
    return next((kind for kind in ("stop", "unsure", "dislike", "like") if kind in kinds), None)


def chosen(talk: Talk) -> Replies | None:
    """The replies to the choice that the text means, or None where it means none."""
    if listed_before(talk.turn):
        return None
    choices = talk.turn.memory.get("choices") or []
    index = choose(talk.turn.typed, [choice["title"] for choice in choices])
    return None if index is None else _take(index, talk)


def listed_before(turn: Turn) -> str | None:
    """The job pointed at in a list that is no longer on the screen, where topics of one job are.

    Other choices on the screen, and those we asked among, are what is pointed at.
    """
    choices = turn.memory.get("choices") or ()
    of_one_job = choices and not jobs_on_screen(turn) and OCCUPATION in choices[0]["payload"]
    return job_pointed_at(turn) if of_one_job and not turn.memory.get("pending") else None


def _take(index: int, talk: Talk) -> Replies | None:
    choices = talk.turn.memory.get("choices") or []
    topic, turn = pressed(choices[index]["payload"], talk.turn)
    return talk.about(topic, turn) if topic in talk.handlers else None


def pressed(sent: str, turn: Turn) -> tuple[str, Turn]:
    """The topic of a button, and the turn as if it had been pressed."""
    topic, values = read_payload(sent)
    found = [
        Entity(name, str(one), 0, 0)
        for name, value in values.items()
        for one in (value if isinstance(value, list) else [value])
    ]
    return topic, replace(turn, text=sent, intent=topic, entities=tuple(found), page=0)


def ask_again(turn: Turn) -> Reply:
    """Show the choices once more; without any, ask for a job."""
    choices = turn.memory.get("choices") or []
    buttons = tuple(Button(choice["title"], choice["payload"]) for choice in choices)
    pending = {"pending": turn.memory.get("pending")}
    return Reply(
        "utter_choose_again" if buttons else "utter_nothing_to_choose",
        {},
        buttons=buttons,
        slots=pending,
    )
