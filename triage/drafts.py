"""Draft answers: the bot is asked the student's question over its own channel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import httpx

from triage.errors import BotUnreachable


@dataclass(frozen=True, slots=True)
class Draft:
    """What the bot would say, where its figures are from, and what it understood."""

    text: str
    sources: tuple[str, ...] = ()
    topic: str = ""
    confidence: float = 0.0
    occupation: str = ""
    occupation_title: str = ""
    area: str = ""


class Drafter(Protocol):
    """Anything that can draft an answer."""

    def draft(self, question: str) -> Draft:
        """Return a draft; raise :class:`BotUnreachable` if none can be had."""
        ...


class Bot:
    """The running bot, asked through its web channel in a fresh conversation each time."""

    def __init__(self, url: str, timeout: float = 10.0) -> None:
        self._http = httpx.Client(base_url=f"{url}/webhooks/web", timeout=timeout)

    def draft(self, question: str) -> Draft:
        """Ask the bot.

        Raises:
            BotUnreachable: it is down, too slow, or answers with an error.
        """
        try:
            conversation = self._post("/conversations", {})["conversation"]
            asked = {"conversation": conversation, "text": question, "explain": True}
            return draft_of(self._post("/messages", asked))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            reason = type(error).__name__
            raise BotUnreachable(f"The bot gave no draft ({reason}). Is it running?") from error

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        answer = self._http.post(path, json=body)
        answer.raise_for_status()
        said = answer.json()
        return said if isinstance(said, dict) else {}


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
    )


def _source(fact: dict[str, Any]) -> str:
    parts = (fact.get("source"), fact.get("period"), fact.get("area"))
    return ", ".join(str(part) for part in parts if part)


def _title(messages: list[dict[str, Any]]) -> str:
    cards = (message.get("card") or {} for message in messages)
    return next((str(card["title"]) for card in cards if card.get("title")), "")
