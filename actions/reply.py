"""A reply before it becomes text: words, values, facts, card, buttons, what to remember."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from actions.words import Phrase, Value
from knowledge.model import Fact, Occupation, TitleCandidate

MOST_BUTTONS = 6


@dataclass(frozen=True, slots=True)
class Button:
    """Something to tap: a title (words or a name) and the payload it sends."""

    title: Value
    payload: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One message.

    Attributes:
        response: id of the words, ``utter_pay``.
        values: values of its variables.
        facts: every figure the words hold, and those only the card shows.
        card: what the widget draws; ``type`` names the shape (docs/answers.md).
        buttons: at most ``MOST_BUTTONS``.
        slots: slots to set after it.
        occupations: O*NET-SOC codes it is about.
        area: code of the place it is about, "" for none.
        more: whether "show more" would show something.
    """

    response: str
    values: Mapping[str, Value] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    card: Mapping[str, Any] | None = None
    buttons: tuple[Button, ...] = ()
    slots: Mapping[str, Any] = field(default_factory=dict)
    occupations: tuple[str, ...] = ()
    area: str = ""
    more: bool = False

    @property
    def phrase(self) -> Phrase:
        """Its words."""
        return Phrase(self.response, self.values)


def payload(topic: str, **entities: Any) -> str:
    """``/pay{"occupation": "25-4022.00"}``; entities that are empty are left out."""
    given = {name: value for name, value in entities.items() if value}
    return f"/{topic}{json.dumps(given)}" if given else f"/{topic}"


def read_payload(sent: str) -> tuple[str, dict[str, Any]]:
    """The topic and the entities of what :func:`payload` made."""
    topic, _, entities = sent.removeprefix("/").partition("{")
    return topic, json.loads("{" + entities) if entities else {}


def button(topic: str, **entities: Any) -> Button:
    """The button of a topic, under the topic's own label."""
    return Button(Phrase(f"utter_label_{topic}"), payload(topic, **entities))


def job_button(job: Occupation | TitleCandidate, topic: str = "overview", **more: Any) -> Button:
    """The button that asks a topic about a job, under the job's title."""
    return Button(job.title, payload(topic, occupation=job.code.onet, **more))
