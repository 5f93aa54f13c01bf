"""What the desk needs to know from ``library.yml``: who answers, when, and how long it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml

from triage.errors import BadInput
from triage.hours import Hours
from triage.rules import Rule, read_offers, read_rules

_DEFAULT_OPENING = dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), "09:00-17:00")


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that each kind of stored data is kept; 0 keeps none of it."""

    metrics_days: int = 400
    transcripts_days: int = 30
    feedback_days: int = 90
    cases_days: int = 180


@dataclass(frozen=True, slots=True)
class DeskRules:
    """Promises and rights of the desk. Times are working time."""

    hours: Hours
    open_for_questions: bool = True
    first_reply: timedelta = timedelta(hours=8)
    urgent_reply: timedelta = timedelta(hours=1)
    resolve: timedelta = timedelta(hours=40)
    counselors_read_all: bool = False
    offers: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Library:
    """The operator's file as this room reads it."""

    name: str
    desk: DeskRules
    retention: Retention = field(default_factory=Retention)
    responsible_name: str = ""
    responsible_email: str = ""

    @property
    def takes_safety_cases(self) -> bool:
        """Whether a person answers for cases with a safety flag."""
        return bool(self.responsible_name and self.responsible_email)

    @classmethod
    def read(cls, path: Path) -> Library:
        """Read the file; a missing one gives the defaults.

        Raises:
            BadInput: it is no YAML, or a value is of the wrong kind.
        """
        try:
            said = yaml.safe_load(path.read_text(encoding="utf-8")) if path.is_file() else {}
            return cls.of(said or {})
        except (yaml.YAMLError, TypeError, ValueError, AttributeError) as error:
            raise BadInput(f"{path} cannot be read: {error}; see docs/desk.md") from error

    @classmethod
    def of(cls, said: dict[str, Any]) -> Library:
        """From the parsed file."""
        person = said.get("responsible") or {}
        kept = {k: int(v) for k, v in (said.get("retention") or {}).items()}
        return cls(
            name=str(said.get("name") or "Your library"),
            desk=_rules(said.get("desk") or {}),
            retention=Retention(**kept),
            responsible_name=str(person.get("name") or ""),
            responsible_email=str(person.get("email") or ""),
        )


def _rules(said: dict[str, Any]) -> DeskRules:
    hours = Hours.read(
        str(said.get("time_zone") or "America/New_York"),
        said.get("opening", _DEFAULT_OPENING) or {},
        said.get("closed") or [],
    )
    return DeskRules(
        hours=hours,
        open_for_questions=bool(said.get("open_for_questions", True)),
        first_reply=timedelta(hours=float(said.get("first_reply_hours", 8))),
        urgent_reply=timedelta(hours=float(said.get("urgent_reply_hours", 1))),
        resolve=timedelta(hours=float(said.get("resolve_hours", 40))),
        counselors_read_all=bool(said.get("counselors_read_all", False)),
        offers=read_offers(said.get("offers") or {}),
        rules=read_rules(said.get("rules") or []),
    )
