"""What codes mean to a person: titles of occupations, names of places."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from knowledge.errors import UnusableKnowledge
from knowledge.store import KnowledgeBase

Table = Mapping[str, str]


class Names:
    """Names from the knowledge base; where that is not there, or knows none, a code stays one."""

    def __init__(self, knowledge: Path) -> None:
        self._path = knowledge
        self._read_at = 0.0
        self._occupations: Table = {}
        self._places: Table = {}

    def occupation(self, code: str) -> str:
        """The title of an O*NET-SOC code."""
        return self._fresh()._occupations.get(code, code)

    def place(self, code: str) -> str:
        """The name of an area: ``Alaska`` for ``AK``."""
        return self._fresh()._places.get(code, code)

    def titled(self, text: str) -> str:
        """The code of the occupation that has ``text`` for its title; "" if none has."""
        return _code_of(text, self._fresh()._occupations)

    def called(self, text: str) -> str:
        """The code of the area that has ``text`` for its name; "" if none has."""
        return _code_of(text, self._fresh()._places)

    def _fresh(self) -> Names:
        """With both tables read anew where the file was replaced."""
        changed = self._path.stat().st_mtime if self._path.exists() else 0.0
        if changed != self._read_at:
            self._read_at = changed
            self._occupations, self._places = _read(self._path)
        return self


def _code_of(text: str, names: Table) -> str:
    wanted = text.casefold()
    return next((code for code, name in names.items() if name.casefold() == wanted), "")


def _read(path: Path) -> tuple[Table, Table]:
    try:
        base = KnowledgeBase.open(path)
    except UnusableKnowledge:
        return {}, {}
    titles = {str(one.code): one.title for one in base.occupations()}
    places = {area.code: area.name for area in base.areas()}
    base.close()
    return titles, places
