"""What the two platforms share: an event on its way in, a part of an answer on its way out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

Kind = Literal["text", "payload", "press", "notice", "reply"]
Message = Mapping[str, Any]
"""What the bot says, as the ``web`` channel sends it (docs/answers.md)."""
Part = dict[str, Any]
"""One thing to send, as JSON: ``kind`` is "message" or "file"; the rest is the platform's own."""


class Malformed(ValueError):
    """An event of a known type without what that type always has."""


class TryLater(Exception):
    """The platform takes nothing now; ``seconds`` is how long it asks to wait, if it says."""

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class Undeliverable(Exception):
    """The platform will never take this part: the person blocked the bot, the place is gone."""


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing a person did.

    Attributes:
        event: identity of the event, the same when the platform sends it again.
        person: whose conversation it belongs to: a person, or a thread.
        kind: "text" typed; "payload" of the bot; "press" of a button; "notice" to be given;
            "reply" of a counselor.
        value: the text, the payload, the button's token, or the notice's name in texts.yml.
        place: where to answer, for the platform's own use.
        position: orders the events of one conversation; None for the time it arrives.
        language: "en" or "es", for the few words that are the bridge's own.
    """

    event: str
    person: str
    kind: Kind
    value: str
    place: Mapping[str, Any]
    position: float | None
    language: str = "en"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap or to type the number of; ``token`` stands for its payload."""

    number: int
    title: str
    payload: str
    token: str
    extra: bool = False

    @property
    def label(self) -> str:
        """Number and title."""
        return f"{self.number}. {self.title}"


@dataclass(frozen=True, slots=True)
class Shown:
    """One message of the bot, ready for a platform to lay out.

    Attributes:
        title: its first line, if that is a heading, else "".
        body: the other lines.
        sources: where its figures come from, each once.
        choices: buttons, then what else can be chosen from its card.
        files: pictures and documents that belong to it.
    """

    title: str
    body: str
    sources: tuple[str, ...] = ()
    choices: tuple[Choice, ...] = ()
    files: tuple[Part, ...] = ()


class Platform(Protocol):
    """How one platform lays out and sends."""

    name: str

    def compose(self, shown: Sequence[Shown], language: str) -> list[Part]:
        """Lay out an answer; pure."""
        ...

    async def send(self, place: Mapping[str, Any], part: Part, file: bytes | None = None) -> None:
        """Send one part.

        Raises:
            TryLater: it was not taken, and may be later.
            Undeliverable: it will never be taken.
        """
        ...
