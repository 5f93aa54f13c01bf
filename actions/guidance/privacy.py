"""privacy: what is kept in general, and everything that is kept about who asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.exc import SQLAlchemyError

from actions.present import bullets
from actions.reply import Reply, button
from actions.talk import Replies, Talk
from actions.words import Joined, Phrase, Value
from triage.records import Kept


def handle(talk: Talk) -> Replies:
    """The notice; then, word for word, what the desk holds of this conversation."""
    days = talk.deps.desk.offer().kept_days
    response = "utter_privacy" if days else "utter_privacy_no_questions"
    buttons = (button("forget"), button("help"))
    notice = Reply(response, {"days": str(days)}, buttons=buttons, slots={"fallbacks": 0})
    try:
        kept = talk.deps.desk.kept_about(talk.turn.conversation)
    except SQLAlchemyError:
        return (notice,)
    if not kept.cases and not kept.feedback:
        return (notice,)
    return (notice, Reply("utter_kept", _everything(kept), buttons=buttons))


def _everything(kept: Kept) -> dict[str, Value]:
    cases: list[Value] = [_case(case) for case in kept.cases]
    ratings = Phrase("utter_kept_ratings", {"number": str(len(kept.feedback))})
    return {"cases": Joined(tuple(cases)), "ratings": ratings if kept.feedback else ""}


def _case(case: Mapping[str, Any]) -> Value:
    said = [f"{said['from']}: {said['text']}" for said in case["messages"]]
    lines: list[Value] = [str(case["question"]) or Phrase("utter_kept_taken_back")]
    if case["contact"]:
        lines.append(Phrase("utter_kept_contact", {"contact": str(case["contact"])}))
    if case["transcript"]:
        lines.append(Phrase("utter_kept_transcript", {"words": str(case["transcript"])}))
    head = Phrase("utter_kept_case", {"number": case["number"], "day": case["asked_at"][:10]})
    return Joined((head, bullets((*lines, *said))))
