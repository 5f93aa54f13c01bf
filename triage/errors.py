"""The errors of this room. Each names the thing, its value and what would be right.

TriageError
├── MoveRefused        a case cannot make this move now
├── NotAllowed         this counselor may not do that
├── UnknownCase        no case of this number, or none this counselor may see
├── StaleCase          somebody else changed the case in between
├── BadInput           a form, file or setting that cannot be read
│   └── UnclearName    a name of a job or place that means none, or several
├── NamesMissing       the knowledge base, which has the names, cannot be opened
└── BotUnreachable     the bot gives no draft
"""

from collections.abc import Sequence


class TriageError(Exception):
    """Base of all errors raised by this package."""


class MoveRefused(TriageError):
    """A case cannot make this move now."""


class NotAllowed(TriageError):
    """This counselor may not do that."""


class UnknownCase(TriageError):
    """No case of this number, or none this counselor may see."""

    def __init__(self, number: str) -> None:
        super().__init__(f"There is no case {number} that you may open.")


class StaleCase(TriageError):
    """The case changed in between: a colleague, or the student, was faster."""

    def __init__(self, number: str) -> None:
        text = "has changed since you opened it. Look at it again; what you typed is still here."
        super().__init__(f"Case {number} {text}")


class BadInput(TriageError):
    """A form, file or setting that cannot be read; says what would be right."""


class BotUnreachable(TriageError):
    """The bot gives no draft."""


class UnclearName(BadInput):
    """A name in ``field`` that means nothing we know, or any of ``choices``."""

    def __init__(self, field: str, text: str, choices: Sequence[str] = ()) -> None:
        self.field, self.choices = field, tuple(choices)
        kind, such = _KINDS[field]
        super().__init__(
            f"“{text}” may mean more than one {kind}. Choose one, or type another name."
            if choices
            else f"We know no {kind} by the name “{text}”. Type another name, such as {such}."
        )


_KINDS = {
    "occupation": ("job", "“registered nurse”, or a SOC code such as 29-1141"),
    "area": ("place", "“Alaska” or “Anchorage, AK”"),
}


class NamesMissing(TriageError):
    """The knowledge base cannot be opened, so no name can be looked up."""

    def __init__(self) -> None:
        super().__init__("Jobs and places cannot be looked up just now. Try again in a minute.")
