"""show_more, repeat, go_back, start_over: the talk as a path one can walk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from actions.dialogue.greet import suggestions
from actions.names import SLOTS
from actions.reply import Reply
from actions.talk import Replies, Talk


def show_more(talk: Talk) -> Replies:
    """The next page of the last answer."""
    last = talk.turn.last
    if not last:
        return (Reply("utter_nothing_more"),)
    if not last.get("more"):
        return (Reply("utter_no_more", slots={"pending": talk.turn.memory.get("pending")}),)
    return _again(talk, last, int(last.get("page") or 0) + 1)


def repeat(talk: Talk) -> Replies:
    """The last answer once more."""
    last = talk.turn.last
    return _again(talk, last, int(last.get("page") or 0)) if last else _nothing()


def go_back(talk: Talk) -> Replies:
    """The answer before the last one."""
    back = list(talk.turn.last.get("back") or ())
    if not back:
        return _nothing()
    step = back.pop()
    replies = _again(talk, step, 0)
    return tuple(_with_path(reply, back) for reply in replies)


def start_over(_talk: Talk) -> Replies:
    """Forget everything but the language."""
    slots = dict.fromkeys(name for name in SLOTS if name != "language")
    return (Reply("utter_start_over", buttons=suggestions(), slots=slots),)


def _again(talk: Talk, step: Mapping[str, Any], page: int) -> Replies:
    turn = talk.turn.about(step["occupations"], step["area"], page)
    return talk.about(step["topic"], replace(turn.remember(state=step.get("state")), page=page))


def _with_path(reply: Reply, back: list[Any]) -> Reply:
    last = {**(reply.slots.get("last") or {}), "back": back}
    return replace(reply, slots={**reply.slots, "last": last})


def _nothing() -> Replies:
    return (Reply("utter_nothing_before", buttons=suggestions()),)
