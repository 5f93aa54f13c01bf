"""A scene for actions: one call makes a tracker, runs an action, and keeps what it did.

scene = Scene(deps)
scene.say("pay", "how much do librarians make in alaska", occupation="librarians", area="alaska")
assert scene.responses == ["utter_pay"]
"""

from __future__ import annotations

import asyncio
import itertools
from typing import Any

from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.deps import Deps
from actions.topics import make_actions
from knowledge.model import SocCode, TitleCandidate, TitleMatch

_NUMBERS = itertools.count(1)


def tracker(
    text: str = "",
    intent: str = "",
    slots: dict[str, Any] | None = None,
    channel: str = "web",
    conversation: str = "someone",
    also: dict[str, str] | None = None,
    metadata: dict[str, str] | None = None,
    **entities: str | list[str],
) -> Tracker:
    """A tracker as Rasa sends it; entities are found in the text where they stand in it.

    ``also`` holds further questions of the text: intent -> their words; ``metadata`` what the
    channel's safety screen found.
    """
    spans = [_span(text, name, one) for name, value in entities.items() for one in _each(value)]
    message = {"text": text, "intent": {"name": intent, "confidence": 1.0}, "entities": spans}
    message["metadata"] = metadata or {}
    message["also"] = [_asked(text, *asked) for asked in (also or {}).items()]
    event = {"event": "user", "text": text, "input_channel": channel}
    return Tracker(conversation, dict(slots or {}), message, [event], False, None, {}, None)


def _asked(text: str, intent: str, words: str) -> dict[str, Any]:
    return {"intent": intent, "start": text.index(words), "end": text.index(words) + len(words)}


def _each(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _span(text: str, name: str, value: str) -> dict[str, Any]:
    start = max(text.find(value), 0)
    return {"entity": name, "value": value, "start": start, "end": start + len(value)}


class Scene:
    """A conversation with the real actions, on given deps; slots are kept from turn to turn."""

    def __init__(self, deps: Deps) -> None:
        self.counted: list[tuple[str, str]] = []
        made = make_actions(deps, count=lambda kind, topic: self.counted.append((kind, topic)))
        self.actions = {action.topic: action for action in made}
        self.conversation = f"talk-{next(_NUMBERS)}"
        self.slots: dict[str, Any] = {}
        self.messages: list[dict[str, Any]] = []

    def say(self, topic: str, text: str = "", channel: str = "web", **entities: Any) -> Scene:
        """A turn whose intent is ``topic``."""
        given = tracker(text, topic, self.slots, channel, self.conversation, **entities)
        dispatcher = CollectingDispatcher()
        events = asyncio.run(self.actions[topic].run(dispatcher, given, {}))
        self.slots |= {event["name"]: event["value"] for event in events}
        self.messages = dispatcher.messages
        return self

    def press(self, topic: str, **entities: Any) -> Scene:
        """A button with codes."""
        return self.say(topic, f"/{topic}", **entities)

    def tap(self, number: int) -> Scene:
        """The button of that number, from 1, of the last reply."""
        from actions.dialogue.choose import pressed
        from actions.understanding.turn import Turn

        topic, turn = pressed(self.buttons[number - 1]["payload"], Turn())
        entities: dict[str, list[str]] = {}
        for entity in turn.entities:
            entities.setdefault(entity.name, []).append(entity.value)
        return self.press(topic, **entities)

    @property
    def responses(self) -> list[str]:
        return [message["utter_action"] for message in self.messages]

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages]

    @property
    def buttons(self) -> list[dict[str, str]]:
        return [button for message in self.messages for button in message["buttons"]]

    @property
    def facts(self) -> dict[str, Any]:
        """Values by name, and under ``<name>@<area code>``."""
        given = [fact for message in self.messages for fact in message.get("facts", ())]
        plain = {fact["name"]: fact["value"] for fact in given}
        return plain | {f"{fact['name']}@{fact['area_code']}": fact["value"] for fact in given}


class TableMatcher:
    """A matcher that knows a few titles: text -> code, codes to ask among, or nothing."""

    def __init__(self, titles: dict[str, str | list[str]]) -> None:
        self.titles = titles

    def match(self, text: str) -> TitleMatch:
        found = self.titles.get(text.casefold().strip(), [])
        codes = [found] if isinstance(found, str) else found
        verdict = {0: "none", 1: "match"}.get(len(codes), "ask")
        candidates = tuple(TitleCandidate(SocCode.parse(c), c, 1.0, "exact_title") for c in codes)
        return TitleMatch(text, verdict, candidates)

    def known(self, text: str) -> TitleMatch | None:
        return self.match(text) if text.casefold().strip() in self.titles else None

    def likeness(self, text: str) -> dict[str, float]:
        return {}
