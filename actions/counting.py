"""What is counted of a turn: its kind and topic, never a word or a person."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from actions.talk import Replies

logger = logging.getLogger(__name__)

Count = Callable[[str, str], None]
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


def in_background(count: Count) -> Count:
    """The same count, one after the other in a thread of its own: no turn waits for a database."""
    pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="count")

    def later(kind: str, topic: str) -> None:
        if not kind:
            return
        pool.submit(count, kind, topic).add_done_callback(_report)

    return later


def _report(done: Future[None]) -> None:
    error = done.exception()
    if error:
        logger.warning("a count was lost: %s", type(error).__name__)
