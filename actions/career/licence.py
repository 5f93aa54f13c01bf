"""licence: whether a licence is needed; always sends to the state's board."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import bullets
from actions.reply import Reply
from actions.words import Joined, Phrase, Value
from knowledge.model import OccupationText


def answer(question: Question, deps: Deps) -> Reply:
    """How widely it is licensed, our note, and names of credentials to ask about."""
    text = deps.knowledge.text(question.occupation.code)
    values: dict[str, Value] = {
        "licence": licence_line(text) or Phrase("utter_licence_unknown"),
        "state": question.state,
        "credentials": bullets(text.credentials if text else ()),
    }
    values["has_credentials"] = (
        Phrase("utter_line_credentials") if text and text.credentials else ""
    )
    return Reply(
        "utter_licence", values, buttons=question.next("education", "how_to_become", "pay")
    )


def licence_line(text: OccupationText | None) -> Value:
    """How widely the job is licensed, and our note that sends to the board; "" if unknown."""
    if text is None:
        return ""
    return Joined((Phrase(f"utter_licence_{text.license}"), text.license_note), " ")
