"""The one Action class: runs a topic, and answers honestly where a topic fails."""

from __future__ import annotations

import logging
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Action, Tracker
from rasa_sdk.types import DomainDict

from actions import names
from actions.compound import answer_all
from actions.counting import Count, kind_of
from actions.deps import Deps
from actions.guidance.with_counselor import with_counselor
from actions.measures import FAILURES, SECONDS
from actions.memory import introduced, offered, with_more
from actions.passing_on import passed_on
from actions.reply import Reply
from actions.route import DESK, route
from actions.search.quiz import way_back
from actions.talk import Handler, Replies, Talk
from actions.understanding.language import detect
from actions.understanding.turn import Turn
from actions.words import Words
from knowledge.errors import UnusableKnowledge

logger = logging.getLogger(__name__)

Events = list[dict[str, Any]]
Messages = list[dict[str, Any]]
Slots = dict[str, Any]


class TopicAction(Action):
    """``action_<topic>``: made by ``actions.topics``, one for each topic."""

    def __init__(
        self,
        topic: str,
        handlers: Mapping[str, Handler],
        deps: Deps,
        on_damage: Callable[[], None],
        count: Count,
    ) -> None:
        self.topic = topic
        self._handlers = handlers
        self._deps = deps
        self._on_damage = on_damage
        self._count = count

    def name(self) -> str:
        """The action's name in the domain."""
        return names.action(self.topic)

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: DomainDict
    ) -> Events:
        """Answer the turn; never raises, never stays silent."""
        turn = _in_its_language(Turn.from_tracker(tracker))
        try:
            with SECONDS.labels(self.topic).time():
                messages, slots = self._answer(turn)
        except (UnusableKnowledge, sqlite3.DatabaseError) as error:
            self._on_damage()
            messages, slots = self._failed("utter_no_knowledge", turn, error)
        except Exception as error:  # a failing topic must still answer; logged without its text
            messages, slots = self._failed("utter_apology", turn, error)
        for message in messages:
            dispatcher.utter_message(**message)
        return [SlotSet(name, value) for name, value in slots.items()]

    def _answer(self, turn: Turn) -> tuple[Messages, Slots]:
        talk = Talk(turn, self._deps, self._handlers)
        topic = route(talk, self.topic)
        replies = with_counselor(
            talk, self.topic, lambda: passed_on(talk, topic, answer_all(talk, topic))
        )
        said = _say(replies, turn, self._deps.words)
        if not turn.is_draft:
            self._count(kind_of(replies), str(replies[-1].slots.get("topic") or topic))
        return said

    def _failed(self, response: str, turn: Turn, error: Exception) -> tuple[Messages, Slots]:
        logger.error("%s failed: %s", self.name(), type(error).__name__)
        FAILURES.labels(self.topic, type(error).__name__).inc()
        reply = Reply(response)
        self._count(kind_of((reply,)), self.topic)
        return [to_message(reply, turn, self._deps.words)], {}


def _say(replies: Replies, turn: Turn, words: Words) -> tuple[Messages, Slots]:
    """The messages of the replies, and the slots after the last one."""
    messages: Messages = []
    slots: Slots = {"language": turn.memory.get("language")}
    if turn.memory.get("reason"):
        slots["reason"] = None
    if turn.memory.get("pending") == DESK:  # a question for the desk waits for one message only
        slots["pending"] = None
    for reply in map(with_more, way_back(replies, turn)):
        if reply.slots.get("language"):  # what is forgotten is still said in the language it was in
            turn = turn.remember(language=reply.slots["language"])
        messages.append(to_message(reply, turn, words))
        slots |= {"choices": offered(reply, turn, words), **reply.slots}
        turn = turn.remember(last=slots.get("last") or turn.memory.get("last"))
    return messages, slots


def _in_its_language(turn: Turn) -> Turn:
    """The turn in the language of its words, else of the help numbers shown, else as before."""
    plain = detect(turn.typed) or turn.screened_in
    return turn.remember(language=plain or turn.memory.get("language"))


def to_message(reply: Reply, turn: Turn, words: Words) -> dict[str, Any]:
    """The arguments of ``utter_message``: the text in the person's language, and the data."""
    is_answer = bool(reply.facts) and "last" in reply.slots
    said = introduced(reply, turn) if is_answer else reply.phrase
    message = {
        "text": words.say(said, turn.language, turn.channel),
        "buttons": [
            {"title": words.say(b.title, turn.language, turn.channel), "payload": b.payload}
            for b in reply.buttons
        ],
        "language": turn.language,
        "utter_action": reply.response,
        "facts": [fact.to_wire() for fact in reply.facts],
        "card": reply.card,
        "occupations": list(reply.occupations),
        "area": reply.area,
    }
    return {key: value for key, value in message.items() if value}
