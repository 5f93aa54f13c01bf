"""handoff: an honest offer of a person; the next message is then kept for the desk.

What is promised comes from the desk itself (``triage.intake``); the question is written durably
before its number is told.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from actions.dialogue.again import repeat
from actions.dialogue.fixed import library_name
from actions.names import OCCUPATION
from actions.present import bullets
from actions.reply import Button, Reply, button, payload
from actions.talk import Handler, Replies, Talk
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Value
from triage.cases import State
from triage.errors import NotAllowed
from triage.intake import Offer
from triage.questions import Question, Reason
from triage.records import Status

TOPIC, ADD = "handoff", "add"
_WAITING = (State.NEW, State.OPEN, State.PENDING, State.SNOOZED)
_ANSWERED = State.RESOLVED
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


def person(response: str, *next_topics: str) -> Handler:
    """A handler that names the people who can help, under the words of ``response``."""

    def handle(talk: Talk) -> Replies:
        buttons = tuple(button(topic) for topic in next_topics)
        return (Reply(response, _people(talk), buttons=buttons, slots={"fallbacks": 0}),)

    return handle


def handle(talk: Talk) -> Replies:
    """Offer a person, take the question, or take it back."""
    turn = talk.turn
    said = next((entity.value for entity in turn.named("choice")), "") if turn.is_payload else ""
    if said == "withdraw":
        talk.deps.desk.withdraw(turn.conversation)
        return (Reply("utter_handoff_withdrawn", buttons=(button("help"),)),)
    if said == "bot":
        talk.deps.desk.call_back(turn.conversation)
        buttons, slots = (button(TOPIC), button("help")), {"pending": None}
        return (Reply("utter_handoff_called_back", buttons=buttons, slots=slots),)
    if said in ("ask", ADD) and talk.deps.desk.offer().takes_questions:
        return (invite(talk, said == ADD),)
    if turn.typed and turn.memory.get("pending") == TOPIC:
        return (_take(talk),)
    return (_offer(talk),)


def _offer(talk: Talk) -> Reply:
    """Who, when, what is kept; and how far an earlier question is."""
    offer = talk.deps.desk.offer()
    cases = _cases(talk)
    values = {**_people(talk), **_promise(offer), "cases": bullets(map(_case, cases))}
    values["answers"] = _answers(talk) if cases else ""
    ask = Button(Phrase("utter_label_ask"), payload(TOPIC, choice="ask"))
    back = Button(Phrase("utter_label_withdraw"), payload(TOPIC, choice="withdraw"))
    more = Button(Phrase("utter_label_add"), payload(TOPIC, choice=ADD))
    waits = any(case.state in _WAITING for case in cases)
    offered = [ask] if offer.takes_questions else []
    offered += [more] if offer.takes_questions and cases else []
    offered += [back] if waits else []
    response = "utter_handoff" if offer.takes_questions else "utter_handoff_desk_only"
    buttons = (*offered, button("privacy"), button("help"))
    slots = {"fallbacks": 0, "pending": None, "reason": talk.turn.memory.get("reason")}
    return Reply(response, values, buttons=buttons, slots=slots)


def invite(talk: Talk, adds: bool = False) -> Reply:
    """Ask for the question, or more about it, in one message; sending it is the consent."""
    values = _promise(talk.deps.desk.offer())
    slots = {"pending": TOPIC, "reason": ADD if adds else talk.turn.memory.get("reason")}
    return Reply("utter_handoff_ask", values, buttons=(button("help"),), slots=slots)


def _take(talk: Talk) -> Reply:
    """Keep the typed question and tell its number."""
    promise = _promise(talk.deps.desk.offer())
    try:
        question = replace(to_question(talk.turn, _title(talk)), bot_answer=_answered(talk))
        desk, adds = talk.deps.desk, talk.turn.memory.get("reason") == ADD
        number = desk.add_words(question) if adds else desk.take_question(question)
    except NotAllowed:
        return Reply("utter_handoff_not_taken", _people(talk), slots={"pending": None})
    back = Button(Phrase("utter_label_withdraw"), payload(TOPIC, choice="withdraw"))
    values = {"number": number, **promise}
    return Reply("utter_handoff_taken", values, buttons=(back, button("help")), slots=_done())


def to_question(turn: Turn, title: str = "") -> Question:
    """What the desk is given: the words just typed, and what the talk was about."""
    memory = turn.memory
    contact = _EMAIL.search(turn.typed)
    once = turn.message or hashlib.sha256(turn.typed.encode()).hexdigest()[:16]
    return Question(
        key=f"{turn.conversation}:{once}",
        conversation=turn.conversation,
        channel=turn.channel or "rest",
        text=turn.typed,
        reason=_reason(turn),
        language=turn.language,
        topic=str(memory.get("topic") or ""),
        occupation=str(memory.get(OCCUPATION) or ""),
        occupation_title=title,
        area=str(memory.get("area") or ""),
        contact=contact.group() if contact else "",
        safety={"level": turn.screened} if turn.screened else {},
        resources_shown=bool(turn.screened),
    )


def _reason(turn: Turn) -> Reason:
    """Why it is passed on; what is added to a question was asked for."""
    known: Reason | None = turn.memory.get("reason") if turn.memory.get("reason") != ADD else None
    return "safety" if turn.screened else known or "asked"


def _answered(talk: Talk) -> str:
    """What the bot said last before the person was asked for; its words only, drawn anew."""
    if not talk.turn.last:
        return ""
    words, turn = talk.deps.words, talk.turn
    return "\n\n".join(words.say(r.phrase, turn.language, turn.channel) for r in repeat(talk))


def _title(talk: Talk) -> str:
    code = talk.turn.memory.get(OCCUPATION)
    return talk.deps.knowledge.occupation(code).title if code else ""


def _done() -> Mapping[str, object]:
    return {"pending": None, "fallbacks": 0}


def _people(talk: Talk) -> dict[str, Value]:
    library = talk.deps.library
    return {"library": library_name(talk), "hours": library.hours, "contact": library.contact}


def _promise(offer: Offer) -> dict[str, Value]:
    """What the desk may promise, in words."""
    now: Value = Phrase("utter_desk_open") if offer.open_now else ""
    if not offer.open_now and offer.opens_at:
        now = Phrase("utter_desk_opens", {"when": when(offer.opens_at)})
    return {"now": now, "reply_by": when(offer.reply_by), "days": str(offer.kept_days)}


def when(moment: datetime) -> Phrase:
    """``Monday, November 30, 9:00 am``."""
    values: dict[str, Value] = {
        "weekday": Phrase(f"utter_weekday_{moment.isoweekday()}"),
        "month": Phrase(f"utter_month_{moment:%B}".lower()),
        "day": str(moment.day),
        "time": f"{moment:%I:%M}".lstrip("0"),
        "half": f"{moment:%p}".lower(),
    }
    return Phrase("utter_when", values)


def _cases(talk: Talk) -> tuple[Status, ...]:
    """The person's questions; none while the desk's database cannot be reached."""
    try:
        found = talk.deps.desk.cases_of(talk.turn.conversation)
    except SQLAlchemyError:
        return ()
    return tuple(case for case in found if case.state in (*_WAITING, _ANSWERED))


def _case(case: Status) -> Value:
    name = "utter_case_waiting" if case.state in _WAITING else "utter_case_answered"
    return Phrase(name, {"number": case.number})


def _answers(talk: Talk) -> Value:
    """The counselors' replies so far."""
    found = talk.deps.desk.replies_for(talk.turn.conversation)
    lines = (Phrase("utter_counselor_says", {"by": r.by, "text": r.text}) for r in found)
    return Joined(tuple(lines))
