"""The words of replies: read from the response files of the dialogue, filled with values.

A response file is written as Rasa writes them. What is added here: a line is left out when one
of its variables is empty, and a value may itself be a phrase. See docs/answers.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

_VARIABLE = re.compile(r"\{(\w+)\}")
_GAP = re.compile(r"\n{3,}")


class UnknownWords(KeyError):
    """A response or one of its variables that nobody has written."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A response to be filled in: its id and the values of its variables."""

    response: str
    values: Mapping[str, Value] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Joined:
    """Several values as one; those that come out empty are left out."""

    items: tuple[Value, ...]
    separator: str = "\n"


Value = str | Phrase | Joined


@dataclass(frozen=True, slots=True)
class _Variant:
    text: str
    language: str
    channel: str


class Words:
    """Every response, by id; picks the variant for a language and a channel."""

    def __init__(self, responses: Mapping[str, tuple[_Variant, ...]]) -> None:
        self._responses = responses

    @classmethod
    def load(cls, folder: Path) -> Words:
        """Read every ``*.yml`` of a folder of response files.

        Raises:
            ValueError: an id is written twice.
        """
        found: dict[str, tuple[_Variant, ...]] = {}
        for path in sorted(folder.glob("*.yml")):
            for name, variants in _responses(path):
                if name in found:
                    raise ValueError(f"{path}: {name} is written in two files")
                found[name] = tuple(_variant(entry) for entry in variants)
        return cls(found)

    def __contains__(self, response: str) -> bool:
        return response in self._responses

    def __iter__(self) -> Iterator[str]:
        return iter(self._responses)

    def say(self, value: Value, language: str = "en", channel: str = "") -> str:
        """The text of a value.

        Raises:
            UnknownWords: a phrase or one of its variables is unknown.
        """
        if isinstance(value, str):
            return value
        if isinstance(value, Joined):
            said = (self.say(item, language, channel) for item in value.items)
            return value.separator.join(text for text in said if text)
        text = self._pick(value.response, language, channel)
        values = {k: self.say(v, language, channel) for k, v in value.values.items()}
        return fill(text, values, value.response)

    def _pick(self, response: str, language: str, channel: str) -> str:
        variants = self._responses.get(response)
        if not variants:
            raise UnknownWords(response)
        fitting = [v for v in variants if v.language in ("", language)]
        fitting = [v for v in fitting if v.channel in ("", channel)]
        return max(fitting, key=lambda v: (v.language != "", v.channel != "")).text


def _responses(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    document = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    yield from (document.get("responses") or {}).items()


def _variant(entry: Mapping[str, Any]) -> _Variant:
    languages = [c["value"] for c in entry.get("condition", ()) if c["name"] == "language"]
    return _Variant(entry["text"], "".join(languages), entry.get("channel", ""))


def fill(text: str, values: Mapping[str, str], response: str = "") -> str:
    """Fill in the variables line by line; a line with an empty one is left out.

    Raises:
        UnknownWords: a variable has no value.
    """
    lines = (_fill_line(line, values, response) for line in text.split("\n"))
    return _GAP.sub("\n\n", "\n".join(line for line in lines if line is not None)).strip()


def _fill_line(line: str, values: Mapping[str, str], response: str) -> str | None:
    names = _VARIABLE.findall(line)
    missing = [name for name in names if name not in values]
    if missing:
        raise UnknownWords(f"{response}: no value for {', '.join(missing)}")
    if any(not values[name] for name in names):
        return None
    return _VARIABLE.sub(lambda found: values[found.group(1)], line)
