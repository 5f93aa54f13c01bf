"""The errors of this room. Each names the thing, its value and what would be right.

TriageError
├── MoveRefused        a case cannot make this move now
├── NotAllowed         this counselor may not do that
├── UnknownCase        no case of this number, or none this counselor may see
├── StaleCase          somebody else changed the case in between
├── BadInput           a form, file or setting that cannot be read
└── BotUnreachable     the bot gives no draft
"""


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
