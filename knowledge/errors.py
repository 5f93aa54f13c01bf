"""The errors of this room. Each names the thing, its value and what would be right.

KnowledgeError
├── InvalidCode         a text that is no SOC or O*NET-SOC code
├── UnknownOccupation   a well-formed code that the knowledge base does not hold
├── UnknownArea         a place without published wages
├── InvalidCriteria     wishes for a job search that contradict each other or make no sense
├── MalformedRelease    a release file, line or value that cannot be read
└── UnusableKnowledge   the knowledge base is missing, damaged or of another version
"""

from collections.abc import Sequence


class KnowledgeError(Exception):
    """Base of all errors raised by this package."""


class InvalidCode(KnowledgeError):
    """A text that is no SOC code."""

    def __init__(self, text: str) -> None:
        super().__init__(
            f"{text!r} is not a SOC code; expected six digits such as 25-4022, "
            "or eight as O*NET writes them, 25-4022.00"
        )


class UnknownOccupation(KnowledgeError):
    """A well-formed code that the knowledge base does not hold; ``instead``: codes it does."""

    def __init__(self, code: str, instead: Sequence[str] = ()) -> None:
        hint = f"; see {', '.join(instead)}" if instead else ""
        super().__init__(
            f"occupation {code} is not in the knowledge base (SOC 2018 codes are){hint}"
        )


class UnknownArea(KnowledgeError):
    """A place without published wages."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"area {code!r} is not in the knowledge base; expected US, a state such as AK, "
            "or a metropolitan area code such as 11260"
        )


class InvalidCriteria(KnowledgeError):
    """Wishes for a job search that contradict each other or make no sense."""

    def __init__(self, what: str, value: object, expected: str) -> None:
        self.what = what
        super().__init__(f"{what} is {value!r}; expected {expected}")


class MalformedRelease(KnowledgeError):
    """A release that cannot be read: names file, line, value and what would be right."""

    def __init__(
        self, file: str, expected: str, *, line: int | None = None, value: str = ""
    ) -> None:
        place = file if line is None else f"{file}, line {line}"
        found = f": found {value!r}" if value else ""
        super().__init__(f"{place}{found}; expected {expected}")


class UnusableKnowledge(KnowledgeError):
    """The knowledge base cannot be opened."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(
            f"knowledge base {path} {reason}; build it with: python -m knowledge build"
        )
