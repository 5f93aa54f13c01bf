"""Rasa's logs without the words of people."""

from __future__ import annotations

import logging

import structlog


def without_words() -> None:
    """Warnings and errors only, and of structured ones the event's name without its values.

    Rasa puts messages, slots and parses into the values of its structured log events.
    """
    logging.getLogger("rasa").setLevel(logging.WARNING)
    structlog.configure(
        processors=[_only_the_event, structlog.processors.KeyValueRenderer(key_order=["event"])],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(),
    )


def _only_the_event(
    _logger: object, _method: str, event: structlog.types.EventDict
) -> structlog.types.EventDict:
    return {"event": event.get("event", "")}
