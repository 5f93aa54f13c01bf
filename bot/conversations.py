"""Where conversations are kept: without words, sealed, and not for long.

Rasa's own stores keep every message of everybody and replay all of them at each turn. Ours keeps
what the next turn needs: the slots, the last intent and the last action. So the hundredth turn is
as quick as the first, a restart forgets nobody, and there is nothing to read.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import ContextVar
from typing import Any, TypeVar

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
from sqlalchemy.exc import OperationalError

from bot.channels.conversation import key_from
from bot.conversation_rows import ConversationRows, Row
from bot.outages import Patience
from bot.settings import Settings

KEPT_FOR = 60 * 60
"""Seconds after the last turn; the session of domain.yml ends at the same time."""
TIDY_EVERY = 60.0
"""Seconds between deletions of what is older."""
ANSWER_WITHIN = 5.0
"""Seconds for one read or write, beyond which the database counts as away."""

TURN: ContextVar[str] = ContextVar("turn", default="")
"""Names the turn that is being taken: the same where its message is sent again; "" for none."""

Given = TypeVar("Given")


class Conversations(TrackerStore):
    """A tracker store that survives a restart, and forgets."""

    def __init__(
        self,
        domain: Domain | None,
        event_broker: EventBroker | None = None,
        *,
        rows: ConversationRows | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(domain, event_broker)
        self._rows = rows or _rows_from_environment()
        self._threads = ThreadPoolExecutor(8 if self._rows.several_at_once else 1)
        self._patience = Patience(OperationalError)
        self._tidied = 0.0

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep what the next turn needs.

        Raises:
            Overtaken: another server answered this conversation meanwhile.
            DBAPIError: the database stays away.
        """
        await self._tidy()
        events = [event.as_dict() for event in digest(tracker)]
        begun = {"turn": TURN.get(), "before": getattr(tracker, "kept_events", [])}
        state = json.dumps([*events, begun])
        row, before = Row(uuid.uuid4().hex, state, time.time()), _version(tracker)
        await self._patiently(lambda: self._rows.put(tracker.sender_id, row, before))
        tracker.kept_version = row.version  # type: ignore[attr-defined]

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation as it was kept, or None where there is none or it is too old.

        As it was before the turn that is being taken, where that was taken already: by a server
        that ended before its answer was heard.

        Raises:
            DBAPIError: the database stays away.
        """
        row = await self._patiently(lambda: self._rows.get(sender_id))
        if row is None:
            return None
        if row.kept_at < time.time() - KEPT_FOR:
            await self._patiently(lambda: self._rows.remove(sender_id))
            return None
        tracker = self.init_tracker(sender_id)
        events = _events(json.loads(row.state))
        if not events:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        for kept in events:
            event = Event.from_parameters(kept)
            if event is not None:
                tracker.update(event, self.domain)
        tracker.kept_events = events  # type: ignore[attr-defined]
        tracker.kept_version = row.version  # type: ignore[attr-defined]
        return tracker

    async def create_tracker(
        self, sender_id: str, append_action_listen: bool = True
    ) -> DialogueStateTracker:
        """A new conversation; kept after its first turn, when there is something to keep."""
        tracker = self.init_tracker(sender_id)
        if append_action_listen:
            tracker.update(ActionExecuted(ACTION_LISTEN_NAME))
        return tracker

    async def keys(self) -> Iterable[str]:
        """Nobody's: ids are not kept."""
        return []

    async def check(self) -> None:
        """Raise where the table cannot be used now."""
        await self._in_thread(self._rows.check)

    async def prepare(self) -> None:
        """Create the table where it is missing; waits for a database that is just starting.

        Raises:
            DBAPIError: it stays away, or is damaged.
        """
        await self._patiently(self._rows.prepare)

    async def _tidy(self) -> None:
        if time.monotonic() - self._tidied > TIDY_EVERY:
            self._tidied = time.monotonic()
            await self._patiently(lambda: self._rows.remove_older(time.time() - KEPT_FOR))

    async def _patiently(self, do: Callable[[], Given]) -> Given:
        return await self._patience(lambda: self._in_thread(do))

    async def _in_thread(self, do: Callable[[], Given]) -> Given:
        """Off the event loop: a slow disk must not hold up the others."""
        loop = asyncio.get_running_loop()
        return await asyncio.wait_for(loop.run_in_executor(self._threads, do), ANSWER_WITHIN)


def _events(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The events of a kept state, or those before its last turn where it is taken again."""
    *events, last = kept
    if "before" not in last:  # kept by an earlier version
        return kept
    again = bool(last["turn"]) and last["turn"] == TURN.get()
    return list(last["before"]) if again else events


def _version(tracker: DialogueStateTracker) -> str | None:
    return getattr(tracker, "kept_version", None)


def _rows_from_environment() -> ConversationRows:
    settings = Settings.from_environment()
    return ConversationRows(settings.conversations_url, key_from(settings.build))


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
