"""Draft answers: the bot is asked the students' questions over a channel of its own for that."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import httpx

from triage.errors import BotUnreachable
from triage.redact import left_out
from triage.safety import Screening
from triage.tables import CaseRow

MOST_AT_ONCE = 20
"""Questions that the bot takes in one request."""
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Draft:
    """What the bot would say, where its figures are from, and what it understood.

    ``also`` are further occupations that it speaks of, ``instead`` names of jobs or places that the
    question may mean as well; ``screening`` is what its safety screen found in the question.
    """

    text: str
    sources: tuple[str, ...] = ()
    topic: str = ""
    confidence: float = 0.0
    occupation: str = ""
    occupation_title: str = ""
    area: str = ""
    language: str = "en"
    screening: Screening | None = None
    also: tuple[str, ...] = ()
    instead: tuple[str, ...] = ()

    @property
    def doubt(self) -> str:
        """What else the question may mean, in a sentence; "" where the bot is sure."""
        return f"The question may also mean: {'; '.join(self.instead)}." if self.instead else ""


class Drafter(Protocol):
    """Anything that can draft answers."""

    def draft(self, questions: Sequence[str], about: Mapping[str, str] = NOTHING) -> list[Draft]:
        """A draft for each question; raise :class:`BotUnreachable` if none can be had."""
        ...


class Bot:
    """The running bot; it keeps nothing of what it is asked here."""

    def __init__(self, url: str, timeout: float = 60.0) -> None:
        self._http = httpx.Client(base_url=f"{url}/webhooks/drafts", timeout=timeout)

    def draft(self, questions: Sequence[str], about: Mapping[str, str] = NOTHING) -> list[Draft]:
        """Ask the bot, up to ``MOST_AT_ONCE`` questions.

        Args:
            questions: as students asked them.
            about: what the talk they came from was about (:func:`subject`).

        Raises:
            BotUnreachable: it is down, too slow, or answers with an error.
        """
        try:
            # A student may leave an address; the bot would warn of it and not answer.
            asked = {"questions": list(map(left_out, questions)), "about": dict(about)}
            answer = self._http.post("/", json=asked)
            answer.raise_for_status()
            drafts = [draft_of(said) for said in answer.json()["drafts"]]
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            reason = type(error).__name__
            raise BotUnreachable(f"The bot gave no draft ({reason}). Is it running?") from error
        if len(drafts) != len(questions):
            raise BotUnreachable("The bot gave another number of drafts. Is it up to date?")
        return drafts


def draft_of(said: dict[str, Any]) -> Draft:
    """Read the channel's answer: texts joined, sources of all facts once each."""
    messages = said.get("messages") or []
    facts = [fact for message in messages for fact in message.get("facts") or []]
    understood = said.get("understood") or {}
    occupations = understood.get("occupations") or []
    return Draft(
        text="\n\n".join(m["text"] for m in messages if m.get("text")),
        sources=tuple(dict.fromkeys(_source(fact) for fact in facts)),
        topic=str(understood.get("intent") or ""),
        confidence=float(understood.get("confidence") or 0.0),
        occupation=str(occupations[0]) if occupations else "",
        occupation_title=_title(messages),
        area=str(understood.get("area") or ""),
        language=next((str(m["language"]) for m in messages if m.get("language")), "en"),
        screening=Screening(**said["screening"]) if said.get("screening") else None,
        also=tuple(map(str, occupations[1:])),
        instead=tuple(map(str, said.get("instead") or ())),
    )


def subject(row: CaseRow) -> dict[str, str]:
    """What the talk was about that a case came from; its question may name none of it.

    ``settled``: a counselor said so, and it counts more than what the question names.
    """
    about = {
        "occupation": row.occupation,
        "area": row.area,
        "topic": row.topic,
        "language": row.language,
    }
    return about | {"settled": "yes"} if row.corrected else about


def _source(fact: dict[str, Any]) -> str:
    parts = (fact.get("source"), fact.get("period"), fact.get("area"))
    return ", ".join(str(part) for part in parts if part)


def _title(messages: list[dict[str, Any]]) -> str:
    cards = (message.get("card") or {} for message in messages)
    return next((str(card["title"]) for card in cards if card.get("title")), "")
