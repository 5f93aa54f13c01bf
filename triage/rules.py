"""Creation rules of ``library.yml``: when the bot points to a person, and how a case begins. Pure.

desk:
  offers: {complaint: ask, low_confidence: suggest, licence: suggest}
  rules:
    - when: {topic: [licence, education], language: es}
      priority: high
      tags: bilingual
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from triage.cases import Priority
from triage.errors import BadInput
from triage.settings import ROOT

OFFERS = ("ask", "suggest", "off")
REASONS = ("asked", "low_confidence", "unanswered", "safety", "complaint", "import")
_CHANNELS = ("web", "rest", "slack", "telegram", "import")
_LANGUAGES = ("en", "es")
_EXAMPLE = "expected such as {when: {topic: licence}, priority: high, tags: licence}"


@dataclass(frozen=True, slots=True)
class Rule:
    """How a case begins that fits ``when``: a field of the question -> values that fit."""

    when: Mapping[str, frozenset[str]]
    priority: Priority | None = None
    tags: str = ""

    def fits(self, question: object) -> bool:
        """Whether every named field of ``question`` has one of its values."""
        return all(getattr(question, field) in values for field, values in self.when.items())


def read_offers(said: Any) -> Mapping[str, str]:
    """``{topic or reason: ask | suggest | off}``.

    Raises:
        BadInput: no mapping, or a name or wish that does not exist.
    """
    if not isinstance(said, dict):
        raise _bad("offers", said, "expected such as {complaint: ask, low_confidence: suggest}")
    for name, wish in said.items():
        _known("offers", name, (*known_topics(), *REASONS))
        _known(f"offers, {name}", wish, OFFERS)
    return dict(said)


def read_rules(said: Any) -> tuple[Rule, ...]:
    """The rules in their order; the first that fits counts.

    Raises:
        BadInput: a rule has another shape, or names something that does not exist.
    """
    if not isinstance(said, list):
        raise _bad("rules", said, "expected a list")
    return tuple(_rule(one, f"rules, number {n}") for n, one in enumerate(said, start=1))


def first_fit(rules: Sequence[Rule], question: object) -> Rule:
    """The first rule that fits ``question``; one that changes nothing if none does."""
    return next((rule for rule in rules if rule.fits(question)), Rule({}))


def _rule(said: Any, where: str) -> Rule:
    if not isinstance(said, dict) or not isinstance(said.get("when"), dict) or not said["when"]:
        raise _bad(where, said, _EXAMPLE)
    for key in said:
        _known(where, key, ("when", "priority", "tags"))
    when = {field: _values(field, given, where) for field, given in said["when"].items()}
    priority = said.get("priority")
    if priority is not None:
        _known(f"{where}, priority", priority, [one.value for one in Priority])
    return Rule(when, Priority(priority) if priority else None, str(said.get("tags") or "")[:240])


def _values(field: str, given: Any, where: str) -> frozenset[str]:
    values = {"topic": known_topics(), "reason": REASONS, "channel": _CHANNELS,
              "language": _LANGUAGES}  # fmt: skip
    _known(f"{where}, when", field, tuple(values))
    found = given if isinstance(given, list) else [given]
    for value in found:
        _known(f"{where}, when, {field}", value, values[field])
    return frozenset(found)


def _known(where: str, name: Any, names: Sequence[str]) -> None:
    if name not in names:
        raise _bad(where, name, f"expected one of {', '.join(names)}")


def _bad(where: str, said: Any, expected: str) -> BadInput:
    return BadInput(f"library.yml, desk, {where}: {said!r} cannot be read; {expected}")


@cache
def known_topics() -> tuple[str, ...]:
    """The topics of ``domain.yml``: its intents."""
    domain = yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))
    return tuple(name for name in domain["intents"] if name != "nlu_fallback")
