"""Rasa's logs without the words of people."""

from __future__ import annotations

import logging
import sys
import time

import structlog

from guard.logs import Line, set_up


def without_words(part: str = "rasa") -> None:
    """Warnings and errors only, and of structured ones the event's name without its values.

    Rasa puts messages, slots and parses into the values of its structured log events.
    """
    line = set_up(part)
    structlog.configure(
        processors=[_Event(line)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )


class _Event:
    """The last processor of structlog: makes a line of an event's name."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def __call__(self, _logger: object, method: str, event: structlog.types.EventDict) -> str:
        named = {"event": str(event.get("event", ""))}
        return self._line.line(method.upper(), "rasa", named, time.time())
