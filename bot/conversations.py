"""Where conversations are kept: in memory, without words, and not for long.

Rasa's own in-memory store keeps every message of everybody until the server stops, and replays
all of them at each turn. Ours keeps what the next turn needs: the slots, the last intent and the
last action. So the hundredth turn is as quick as the first, and there is nothing to read.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Iterable
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME, ACTION_SESSION_START_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ConversationPaused,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

KEPT_FOR = 60 * 60
"""Seconds after the last turn; the session of domain.yml ends at the same time."""
MOST = 20_000
"""Conversations; the oldest goes first."""


class RecentConversations(TrackerStore):
    """A tracker store that forgets."""

    def __init__(
        self, domain: Domain | None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        super().__init__(domain, event_broker)
        self._kept: OrderedDict[str, tuple[float, list[Event]]] = OrderedDict()

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the next turn needs."""
        self._kept[tracker.sender_id] = (time.monotonic(), digest(tracker))
        self._kept.move_to_end(tracker.sender_id)
        self._forget()

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was kept, or None where there is none or it is too old."""
        self._forget()
        kept = self._kept.get(sender_id)
        if kept is None:
            return None
        tracker = self.init_tracker(sender_id)
        for event in kept[1]:
            tracker.update(event, self.domain)
        return tracker

    async def keys(self) -> Iterable[str]:
        """The conversations kept."""
        return list(self._kept)

    def _forget(self) -> None:
        oldest = time.monotonic() - KEPT_FOR
        while self._kept:
            sender, (last, _) = next(iter(self._kept.items()))
            if last > oldest and len(self._kept) <= MOST:
                return
            del self._kept[sender]


def digest(tracker: DialogueStateTracker) -> list[Event]:
    """The shortest events that lead to the same state: a session, the slots, the last turn."""
    events: list[Event] = [ActionExecuted(ACTION_SESSION_START_NAME), SessionStarted()]
    events += [
        SlotSet(slot.name, slot.value)
        for slot in tracker.slots.values()
        if slot.value != slot.initial_value
    ]
    events.append(ActionExecuted(ACTION_LISTEN_NAME))
    last = tracker.latest_message
    if last is not None and last.intent_name:
        events.append(_without_words(last))
        done = _last_action(tracker)
        events += [ActionExecuted(done)] if done else []
        events.append(ActionExecuted(ACTION_LISTEN_NAME))
    if tracker.is_paused():
        events.append(ConversationPaused())
    return events


def _without_words(last: UserUttered) -> UserUttered:
    intent = {
        "name": last.intent_name,
        "confidence": (last.intent or {}).get("confidence", 0.0),
    }
    return UserUttered(
        "", intent, [], {"text": "", "intent": intent, "entities": []}, timestamp=last.timestamp
    )


def _last_action(tracker: DialogueStateTracker) -> str | None:
    for event in reversed(tracker.events):
        if isinstance(event, ActionExecuted) and event.action_name not in (
            ACTION_LISTEN_NAME,
            ACTION_SESSION_START_NAME,
        ):
            return event.action_name
        if isinstance(event, UserUttered):
            return None
    return None
