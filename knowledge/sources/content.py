"""Our own plain-language text: one JSON object an occupation, shipped as it was written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from knowledge.errors import MalformedRelease

FILE = "occupations.jsonl"

_WORDS = ("code", "summary", "setting", "license", "license_note")
_LISTS = (
    "duties",
    "becoming",
    "credentials",
    "experience_ideas",
    "specialties",
    "challenges",
    "rewards",
)
LICENSES = ("none", "some_jobs", "most_states", "all_states", "federal")


def load(connection: sqlite3.Connection, folder: Path) -> None:
    """Load the text, and its specialties as titles people may use.

    Raises:
        MalformedRelease: a line is no object with exactly the fields we know, or its code
            is unknown.
    """
    known = {row[0] for row in connection.execute("SELECT onet_soc FROM occupation")}
    for line, body in read(folder / FILE):
        code = body["code"]
        if code not in known:
            raise MalformedRelease(FILE, "a code we know", line=line, value=code)
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
        connection.execute("INSERT INTO text VALUES (?, ?)", (code, text))
        titles = [(code, title) for title in body["specialties"]]
        connection.executemany("INSERT OR IGNORE INTO title VALUES (?, ?, 'specialty')", titles)


def read(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """The objects of the file with their line numbers, checked.

    Raises:
        MalformedRelease: see ``load``.
    """
    with path.open(encoding="utf-8") as file:
        for line, text in enumerate(file, start=1):
            try:
                body = json.loads(text)
            except json.JSONDecodeError as error:
                raise MalformedRelease(FILE, "a JSON object", line=line, value=str(error)) from None
            yield line, _checked(body, line)


def _checked(body: Any, line: int) -> dict[str, Any]:
    expected = set(_WORDS + _LISTS)
    if not isinstance(body, dict) or set(body) != expected:
        found = ", ".join(sorted(body)) if isinstance(body, dict) else type(body).__name__
        fields = ", ".join(sorted(expected))
        raise MalformedRelease(FILE, f"the fields {fields}", line=line, value=found)
    for name in (*_WORDS, *_LISTS):
        _check_field(body[name], name, line)
    if body["license"] not in LICENSES:
        expected_licence = f"a license among {', '.join(LICENSES)}"
        raise MalformedRelease(FILE, expected_licence, line=line, value=body["license"])
    return body


def _check_field(value: Any, name: str, line: int) -> None:
    kind = "a list of texts" if name in _LISTS else "a text"
    items = value if name in _LISTS else [value]
    if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
        raise MalformedRelease(FILE, f"{kind} in field {name!r}", line=line, value=repr(value))
