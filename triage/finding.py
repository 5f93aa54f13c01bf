"""What a counselor types for a job or a place, found in the knowledge base, or asked back."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from knowledge.errors import KnowledgeError, UnusableKnowledge
from knowledge.queries.areas import meant
from knowledge.store import KnowledgeBase
from knowledge.titles.matcher import Matcher
from triage.errors import NamesMissing, UnclearName
from triage.names import Names

MOST_CHOICES = 8


@dataclass(frozen=True, slots=True)
class Named:
    """A job or a place by code and name; both empty where none is meant."""

    code: str = ""
    name: str = ""


class Finder:
    """Looks names up; the title index is opened for a look and let go, for few are needed."""

    def __init__(self, build: Path, open_matcher: Callable[[Path], Matcher] = Matcher.open) -> None:
        self._build, self._open_matcher = build, open_matcher
        self._knowledge = build / "knowledge.sqlite"
        self._names = Names(self._knowledge)

    def occupation(self, text: str, was: str = "") -> Named:
        """The job that ``text`` names.

        Args:
            text: as typed; empty for none.
            was: code of the job before, whose title needs no look.

        Raises:
            UnclearName: it is no job we know, or one of several.
            NamesMissing: the knowledge base cannot be opened.
        """
        typed = text.strip()
        code = was if typed == self._names.occupation(was) else self._names.titled(typed)
        if not typed or code:
            return Named(code, self._names.occupation(code))
        try:
            found = self._open_matcher(self._build).match(typed)
        except KnowledgeError as error:
            raise NamesMissing from error
        best = found.best
        if found.verdict == "none" or best is None:
            raise UnclearName("occupation", typed)
        if found.verdict == "ask" or best.basis == "major":
            titles = [candidate.title for candidate in found.candidates]
            raise UnclearName("occupation", typed, titles[:MOST_CHOICES])
        return Named(best.code.onet, best.title)

    def place(self, text: str, was: str = "") -> Named:
        """The place that ``text`` names; see :meth:`occupation`."""
        typed = text.strip()
        code = was if typed == self._names.place(was) else self._names.called(typed)
        if not typed or code:
            return Named(code, self._names.place(code))
        try:
            with closing(KnowledgeBase.open(self._knowledge)) as base:
                found = meant(base.find_areas(typed), typed)
        except UnusableKnowledge as error:
            raise NamesMissing from error
        if len(found) != 1:
            raise UnclearName("area", typed, [area.name for area in found][:MOST_CHOICES])
        return Named(found[0].code, found[0].name)
