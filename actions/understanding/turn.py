"""One turn as the actions see it: what was said, what NLU found, and what is remembered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from rasa_sdk.interfaces import Tracker

from actions.names import AREA, OCCUPATION, SLOTS

_SIDE_BY_SIDE = 3


@dataclass(frozen=True, slots=True)
class Entity:
    """A span that NLU found, or a value of a payload; ``start`` and ``end`` index the text."""

    name: str
    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A further question in the same message: its topic, and where it stands in the text."""

    topic: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Turn:
    """What was said and what is remembered.

    Attributes:
        text: the message; of a payload, the payload.
        intent: what NLU took it for.
        entities: in the order of the text.
        also: what else it asks.
        memory: slot values by name.
        channel: name of the input channel.
        page: how often "show more" was asked of the same answer.
        conversation: the channel's id of the talk.
        message: id of the message.
        screened: what the safety screen found, "crisis", "distress" or "".
        screened_in: the language of what the screen found and of the help shown, or "".
    """

    text: str = ""
    intent: str = ""
    entities: tuple[Entity, ...] = ()
    also: tuple[Asked, ...] = ()
    memory: Mapping[str, Any] = field(default_factory=dict)
    channel: str = ""
    conversation: str = ""
    message: str = ""
    page: int = 0
    screened: str = ""
    screened_in: str = ""

    @classmethod
    def from_tracker(cls, tracker: Tracker) -> Turn:
        """Read the tracker of an action call."""
        message = tracker.latest_message
        metadata = message.get("metadata") or {}
        found = [_entity(item) for item in message.get("entities", ())]
        return cls(
            text=message.get("text") or "",
            intent=(message.get("intent") or {}).get("name") or "",
            entities=tuple(sorted(found, key=lambda entity: entity.start)),
            also=tuple(_asked(item) for item in message.get("also") or ()),
            memory={name: tracker.slots.get(name) for name in SLOTS},
            conversation=tracker.sender_id,
            message=str(message.get("message_id") or ""),
            screened=str(metadata.get("screened") or ""),
            screened_in=str(metadata.get("language") or ""),
            channel=tracker.get_latest_input_channel() or "",
        )

    @property
    def is_payload(self) -> bool:
        """Whether a button was pressed; the channels make a typed slash inert."""
        return self.text.startswith("/")

    @property
    def is_draft(self) -> bool:
        """Whether a counselor, not a student, asks for this answer (``bot/channels/drafts.py``)."""
        return self.channel == "drafts"

    @property
    def typed(self) -> str:
        """What a person typed; "" for a button."""
        return "" if self.is_payload else self.text

    def named(self, entity: str) -> tuple[Entity, ...]:
        """The entities of a name."""
        return tuple(e for e in self.entities if e.name == entity)

    def remember(self, **slots: Any) -> Turn:
        """The same turn with other memories."""
        return replace(self, memory={**self.memory, **slots})

    def part(self, asked: Asked) -> Turn:
        """The turn as if nothing but this question had been said."""
        within = (e for e in self.entities if asked.start <= e.start and e.end <= asked.end)
        moved = (replace(e, start=e.start - asked.start, end=e.end - asked.start) for e in within)
        text = self.text[asked.start : asked.end]
        return replace(self, text=text, intent=asked.topic, entities=tuple(moved), also=())

    def about(self, occupations: Iterable[str] = (), area: str = "", page: int = 0) -> Turn:
        """The turn as if a button with these codes had been pressed."""
        codes = [Entity(OCCUPATION, code, 0, 0) for code in occupations]
        if area:
            codes.append(Entity(AREA, area, 0, 0))
        return replace(self, text="/", entities=tuple(codes), page=page)

    @property
    def language(self) -> str:
        """``en`` or ``es``."""
        return "es" if self.memory.get("language") == "es" else "en"

    @property
    def last(self) -> Mapping[str, Any]:
        """What the last answer was about."""
        return self.memory.get("last") or {}


def _entity(item: Mapping[str, Any]) -> Entity:
    return Entity(
        str(item.get("entity", "")),
        str(item.get("value", "")).strip(),
        int(item.get("start") or 0),
        int(item.get("end") or 0),
    )


def _asked(item: Mapping[str, Any]) -> Asked:
    return Asked(str(item["intent"]), int(item["start"]), int(item["end"]))


def across(text: str, spans: Sequence[Entity]) -> str:
    """The text over spans that stand side by side ("dallas", "tx"), else the first one's value."""
    if not spans:
        return ""
    end = spans[0].end
    for span in spans[1:]:
        if span.start - end > _SIDE_BY_SIDE:
            break
        end = max(end, span.end)
    return text[spans[0].start : end].strip() if end > spans[0].end else spans[0].value
