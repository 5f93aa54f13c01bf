"""What is counted of a turn: its kind and topic, never a word or a person."""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Mapping
from threading import Lock, Timer

from actions.talk import Replies

logger = logging.getLogger(__name__)

Count = Callable[[str, str], None]
Write = Callable[[Mapping[tuple[str, str], int]], None]
_FALLBACK = ("utter_fallback", "utter_fallback_again", "utter_fallback_job")
_UNANSWERED = ("utter_unknown_occupation", "utter_no_knowledge", "utter_apology")


def kind_of(replies: Replies) -> str:
    """``answered``, ``fallback``, ``unanswered``, ``handoff``, or "" for what is not counted."""
    for reply in replies:
        if reply.response in _FALLBACK:
            return "fallback"
        if reply.response in _UNANSWERED:
            return "unanswered"
        if reply.response == "utter_handoff_taken":
            return "handoff"
    return "answered" if any("last" in reply.slots for reply in replies) else ""


def no_count(_kind: str, _topic: str) -> None:
    """Counts nothing."""


class Tally:
    """A count that is written down once a second: no turn waits for a database.

    Sixty turns are one transaction. A process that is killed loses the counts of its last second.
    """

    def __init__(self, write: Write, every: float = 1.0) -> None:
        self._write = write
        self._every = every
        self._counts: Counter[tuple[str, str]] = Counter()
        self._lock = Lock()

    def __call__(self, kind: str, topic: str) -> None:
        """Count one turn, unless it is of no kind."""
        if not kind:
            return
        with self._lock:
            is_first = not self._counts
            self._counts[kind, topic] += 1
        if is_first:
            later = Timer(self._every, self.write)
            later.daemon = True
            later.start()

    def write(self) -> None:
        """Write down what was counted since the last time."""
        with self._lock:
            counts, self._counts = self._counts, Counter()
        if not counts:
            return
        try:
            self._write(counts)
        except Exception as error:  # what is counted must not fail what it counts
            logger.warning("%s counts were lost: %s", counts.total(), type(error).__name__)
