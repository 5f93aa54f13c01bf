"""What a person sends, made safe: pure functions from the wire to text or payload.

Typed text is never a command: a leading "/" is taken away, so only buttons carry payloads.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

LONGEST_TEXT = 1000
LONGEST_VALUE = 200
LONGEST_ID = 64
_PAYLOAD = re.compile(r"/(?P<intent>[a-z_]+)(?P<entities>\{.*\})?")
_KEPT_CONTROLS = "\n\t"
_RASAS_OWN = frozenset({"restart", "back", "session_start", "out_of_scope", "nlu_fallback"})
"""Intents that Rasa adds to every domain: they rewrite a conversation, and no button has one."""


@dataclass(frozen=True)
class Inbound:
    """One message: ``text`` for NLU, or a ``payload`` that names intent and entities.

    ``id`` is what its sender calls it: the same where it is sent again, or "".
    """

    text: str = ""
    payload: str = ""
    id: str = ""


def clean(text: str) -> str:
    """Remove control characters and a leading "/"; white space becomes single spaces."""
    kept = "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c)[0] != "C")
    return " ".join(kept.split()).lstrip("/ ")


def is_payload(text: str, intents: Collection[str], entities: Collection[str]) -> bool:
    """Whether ``/intent{"entity": "value"}`` names an intent of ours and entities that exist."""
    found = _PAYLOAD.fullmatch(text)
    if not found or found["intent"] not in intents or found["intent"] in _RASAS_OWN:
        return False
    try:
        values = json.loads(found["entities"] or "{}")
    except (ValueError, RecursionError):
        return False
    return all(
        name in entities
        and isinstance(value, str)
        and len(value) <= LONGEST_VALUE
        and value.isprintable()
        for name, value in values.items()
    )
