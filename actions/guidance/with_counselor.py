"""The bot stays quiet while a counselor has the chat: what is typed goes to them.

The safety screen comes before (``bot/channels/turns.py``), buttons work as ever, and one of them
calls the bot back (``handoff``). docs/decisions/0102 tells why this is not Rasa's own pause.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from actions.guidance.handoff import TOPIC, to_question, when
from actions.reply import Button, Reply, payload
from actions.route import names_a_button
from actions.talk import Replies, Talk
from actions.words import Phrase, Value
from triage.errors import NotAllowed
from triage.in_chat import InChat

PENDING = "counselor"
"""Value of the slot ``pending`` after a message that went to a counselor."""
_THE_BOTS_OWN = ("crisis", "forget", "privacy", "change_language")
"""Topics that the bot answers all the same: they are about danger, or about what is kept."""


def with_counselor(talk: Talk, topic: str, answer: Callable[[], Replies]) -> Replies:
    """The replies of a turn: those of ``answer`` unless the words are for a counselor.

    Args:
        talk: the turn.
        topic: what its intent names.
        answer: makes the bot's own replies.
    """
    turn = talk.turn
    own = turn.is_draft or not (turn.typed or topic == "crisis")
    holder = None if own else talk.deps.desk.in_chat(turn.conversation)
    if holder is None:
        return _back_again(talk, answer())
    if topic == "crisis":
        return (*answer(), *_warned(talk, holder))
    if topic in _THE_BOTS_OWN or names_a_button(turn):
        return answer()
    return _passed(talk, holder) or answer()


def _back_again(talk: Talk, replies: Replies) -> Replies:
    """The replies, after a word that the bot has the chat again where a counselor had it before."""
    if talk.turn.memory.get("pending") != PENDING or not talk.turn.typed:
        return replies
    return (Reply("utter_handoff_bot_again", slots={"pending": None}), *replies)


def _passed(talk: Talk, holder: InChat) -> Replies:
    """Add the words to the case; say who has them, the first time at length."""
    try:
        talk.deps.desk.add_words(replace(to_question(talk.turn), reason="asked"))
    except NotAllowed:
        return ()
    again = talk.turn.memory.get("pending") == PENDING
    reply_by = when(talk.deps.desk.offer().reply_by)
    values: dict[str, Value] = {"by": holder.by, "number": holder.number, "reply_by": reply_by}
    back = Button(Phrase("utter_label_bot"), payload(TOPIC, choice="bot"))
    undo = Button(Phrase("utter_label_withdraw"), payload(TOPIC, choice="withdraw"))
    response = "utter_handoff_with_again" if again else "utter_handoff_with"
    slots = {"pending": PENDING, "fallbacks": 0}
    return (Reply(response, values, buttons=(back, undo), slots=slots),)


def _warned(talk: Talk, holder: InChat) -> Replies:
    """Tell the counselor of danger, and the person that this was done."""
    if not talk.deps.desk.warn(talk.turn.conversation):
        return ()
    return (Reply("utter_handoff_warned", {"by": holder.by, "number": holder.number}),)
