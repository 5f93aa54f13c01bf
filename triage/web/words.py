"""Turns values into what people read: filters of the templates. Pure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

_REASONS = {
    "asked": "The student asked for a person",
    "safety": "It sounded like danger or distress",
    "complaint": "The student was not content with the bot",
    "low_confidence": "The bot did not understand, twice running",
    "unanswered": "The bot had no answer",
    "import": "It came with a pile",
}
_SPOKEN = {
    "live": "still to do",
    "pending": "waits for the student",
    "nlu_fallback": "not understood",
}
_TONGUES = {"en": "English", "es": "Spanish"}
_UNITS = ((86_400, "day"), (3_600, "hour"), (60, "minute"))


def spoken(value: str) -> str:
    """``how_to_become`` as ``how to become``; what needs it by another name."""
    return _SPOKEN.get(value) or value.replace("_", " ")


def why(reason: str) -> str:
    """Why a case was passed on, in words; a reason we have none for as it is."""
    return _REASONS.get(reason, spoken(reason))


def tongue(language: str) -> str:
    """The name of a language."""
    return _TONGUES.get(language, language)


def span(length: timedelta) -> str:
    """A length of time in its largest unit: ``3 hours``."""
    seconds = abs(int(length.total_seconds()))
    for size, unit in _UNITS:
        if seconds >= size:
            number = seconds // size
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return "less than a minute"


def age(moment: datetime, now: datetime) -> str:
    """How long ago."""
    return span(now - moment)


def due(moment: datetime, now: datetime) -> str:
    """``in 3 hours`` or ``2 days late``."""
    return f"in {span(moment - now)}" if moment >= now else f"{span(now - moment)} late"


def local(moment: datetime | None, zone: ZoneInfo) -> str:
    """A moment in the library's own time."""
    return moment.astimezone(zone).strftime("%b %d, %Y, %H:%M") if moment else ""


FILTERS: dict[str, Callable[..., Any]] = {
    "spoken": spoken,
    "why": why,
    "tongue": tongue,
    "age": age,
    "due": due,
    "local": local,
}
