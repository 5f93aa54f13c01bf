"""What the bot says, from Rasa's message dictionary to our wire: pure, and the collector for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.core.channels.channel import OutputChannel

Message = dict[str, Any]
_KEPT = ("text", "language", "buttons", "facts", "card", "occupations", "area")
_PHRASES = yaml.safe_load(
    (Path(__file__).parent / "phrases.yml").read_text(encoding="utf-8"),
)


def to_wire(message: Message) -> Message:
    """As ``{response, text, language?, buttons?, facts?, card?, occupations?, area?}``."""
    wire = {key: message[key] for key in _KEPT if message.get(key)}
    return {"response": message.get("utter_action") or "", **wire}


def phrase(name: str, language: str = "en", **values: object) -> Message:
    """A sentence of the channel's own."""
    said = language if language in _PHRASES[name] else "en"
    text = _PHRASES[name][said].format(**values)
    return {"response": f"utter_{name}", "text": text, "language": said}


class Collector(OutputChannel):
    """Keeps every utterance of a turn whole, with facts and card."""

    def __init__(self, name: str) -> None:
        self._name = name
        self.messages: list[Message] = []

    # Rasa asks the instance for its name, to choose a response's channel variant.
    def name(self) -> str:  # type: ignore[override]
        """The name of the channel that the turn came by."""
        return self._name

    async def send_response(self, recipient_id: str, message: Message) -> None:
        """Keep one utterance."""
        self.messages.append(to_wire(message))
