"""Pointing to a person where ``library.yml`` wants it: after a topic, or where nothing helped."""

from __future__ import annotations

from dataclasses import replace

from actions.counting import kind_of
from actions.guidance.handoff import TOPIC, invite
from actions.reply import MOST_BUTTONS, Reply, button, payload
from actions.talk import Replies, Talk


def reason_of(topic: str, replies: Replies) -> str:
    """Why a person may be wanted after these replies; "" for no reason of ours."""
    if topic == "complaint":
        return topic
    if any(reply.response == "utter_fallback_again" for reply in replies):
        return "low_confidence"
    return "unanswered" if kind_of(replies) == "unanswered" else ""


def passed_on(talk: Talk, topic: str, replies: Replies) -> Replies:
    """The replies, with a button to a person or their question asked for at once.

    Either way nothing is kept before the person writes it for the desk.
    """
    if topic == TOPIC or talk.turn.is_draft:
        return replies
    reason = reason_of(topic, replies)
    offers = talk.deps.desk.offers
    wish = offers.get(reason) or offers.get(topic) or "off"
    if wish == "off" or not talk.deps.desk.offer().takes_questions:
        return _noted(replies, reason)
    if wish == "ask":
        return _noted((*replies, invite(talk)), reason)
    return _noted((*replies[:-1], _with_button(replies[-1])), reason)


def _noted(replies: Replies, reason: str) -> Replies:
    """The reason is remembered until the next turn, for the case that may come of it."""
    last = replies[-1]
    return (*replies[:-1], replace(last, slots={**last.slots, "reason": reason or None}))


def _with_button(reply: Reply) -> Reply:
    if any(one.payload.startswith(payload(TOPIC)) for one in reply.buttons):
        return reply
    return replace(reply, buttons=(*reply.buttons[: MOST_BUTTONS - 1], button(TOPIC)))
