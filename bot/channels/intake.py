"""Makes what people send safe to hand to Rasa. Pure functions.

A typed slash is text; only a payload that we could have offered as a button is a command.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

LONGEST = 1000
"""Characters of a message that NLU reads."""
_LONGEST_PAYLOAD = 1000
_LONGEST_VALUE = 200
_ROOT = Path(__file__).resolve().parents[2]
_PAYLOAD = re.compile(r"/([a-z_]{1,40})(\{.*\})?", re.DOTALL)
# Marks that turn the direction of text around, and zero-width ones: invisible, used to disguise.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_SPACES = re.compile(r"[ \t\f\v\u00a0]+")


class BadPayload(Exception):
    """A payload that no button of ours has."""


def clean(text: str) -> str:
    """The text without control characters and invisible marks, spaces evened, and no command.

    Leading slashes go, so that a typed ``/pay{"occupation": …}`` is words and nothing else.
    """
    normal = unicodedata.normalize("NFC", text.encode("utf-8", "replace").decode("utf-8"))
    visible = "".join(
        " " if unicodedata.category(char) == "Cc" and char != "\n" else char
        for char in _INVISIBLE.sub("", normal)
    )
    return _SPACES.sub(" ", visible).strip().lstrip("/ \n").rstrip()


def check_payload(payload: str) -> str:
    """The payload in Rasa's own form, ``/pay{"occupation": "25-4022.00"}``.

    Raises:
        BadPayload: it names an intent or an entity that domain.yml has not, or is not well formed.
    """
    found = _PAYLOAD.fullmatch(payload) if len(payload) <= _LONGEST_PAYLOAD else None
    if not found or found.group(1) not in _names("intents"):
        raise BadPayload("expected / and the name of an intent of domain.yml")
    values = _values(found.group(2) or "{}")
    return f"/{found.group(1)}" + (json.dumps(values) if values else "")


def _values(text: str) -> dict[str, str]:
    try:
        values: Any = json.loads(text)
    except ValueError as error:
        raise BadPayload("expected a JSON object behind the intent") from error
    if not isinstance(values, dict) or not values.keys() <= set(_names("entities")):
        raise BadPayload("expected entities of domain.yml as the keys")
    for value in values.values():
        if not isinstance(value, str) or len(value) > _LONGEST_VALUE or clean(value) != value:
            raise BadPayload(f"expected texts of up to {_LONGEST_VALUE} characters as the values")
    return values


@lru_cache(maxsize=2)
def _names(section: str) -> Collection[str]:
    domain = yaml.safe_load((_ROOT / "domain.yml").read_text(encoding="utf-8"))
    return frozenset(domain[section])
