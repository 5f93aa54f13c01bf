"""What is remembered after a reply: the slots that make follow-ups, "go back" and "repeat" work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.reply import MOST_BUTTONS, Reply, button
from actions.understanding.listed import jobs_in, longer
from actions.understanding.turn import Turn
from actions.words import Joined, Phrase, Words

STEPS_BACK = 5


def remember(reply: Reply, topic: str, turn: Turn, state: Mapping[str, Any] | None = None) -> Reply:
    """The reply with the slots of an answered topic.

    Args:
        reply: an answer, with ``occupations`` and ``area``.
        topic: what it answers.
        turn: the turn it answers.
        state: what the topic needs to continue, e.g. the filters of a search.
    """
    step: dict[str, Any] = {
        "topic": topic,
        "occupations": list(reply.occupations),
        "area": reply.area,
        "page": turn.page,
        "more": reply.more,
        "sources": sources(reply),
        "others": not_taken(reply, turn),
        "jobs": longer(_jobs(reply), turn.last.get("jobs")),
        "state": dict(state or {}),
    }
    last = turn.last
    earlier = list(last.get("back", ()))
    if last and turn.page == 0 and not _same(last, step):
        earlier.append({k: last.get(k) for k in ("topic", "occupations", "area", "state")})
    step["back"] = earlier[-STEPS_BACK:]
    slots: dict[str, Any] = {"topic": topic, "pending": None, "fallbacks": 0, "offset": turn.page}
    if len(reply.occupations) == 1:
        slots["occupation"] = reply.occupations[0]
    return replace(reply, slots={**slots, "last": step, **reply.slots})


def _jobs(reply: Reply) -> tuple[str, ...]:
    return jobs_in((b.payload for b in reply.buttons), {"occupations": reply.occupations})


def not_taken(reply: Reply, turn: Turn) -> list[dict[str, str]]:
    """The choices of a question asked back that were not taken: "no, the other one"."""
    if not turn.memory.get("pending"):
        return []
    choices: list[dict[str, str]] = turn.memory.get("choices") or []
    return [c for c in choices if not any(code in c["payload"] for code in reply.occupations)]


def _same(last: Mapping[str, Any], step: Mapping[str, Any]) -> bool:
    return all(last.get(key) == step[key] for key in ("topic", "occupations", "area"))


def sources(reply: Reply) -> list[str]:
    """``BLS OEWS, May 2025``: where the figures of a reply come from, each once."""
    return list(dict.fromkeys(f"{fact.source}, {fact.period}" for fact in reply.facts))


def offered(reply: Reply, turn: Turn, words: Words) -> list[dict[str, str]] | None:
    """The buttons as choices that can also be typed, by number or by name."""
    choices = [
        {"title": words.say(b.title, turn.language, turn.channel), "payload": b.payload}
        for b in reply.buttons[:MOST_BUTTONS]
    ]
    return choices or None


def with_more(reply: Reply) -> Reply:
    """The reply with a last button "show more" where there is more.

    Last, so that the numbers of a list and of its buttons are the same.
    """
    if not reply.more:
        return reply
    return replace(reply, buttons=(*reply.buttons[: MOST_BUTTONS - 1], button("show_more")))


def introduced(reply: Reply, turn: Turn) -> Phrase | Joined:
    """The words of a reply; those of the first answer end with the one general disclaimer.

    A draft for a counselor has none: who would send it is the person to ask.
    """
    if turn.last or turn.is_draft:
        return reply.phrase
    return Joined((reply.phrase, Phrase("utter_disclaimer")), "\n\n")
