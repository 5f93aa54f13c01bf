"""The composition root: what the actions stand on, opened here and nowhere else.

Tests give the actions other ``Deps``. The knowledge base is looked at each turn: one that is
missing or damaged makes an honest reply, and one that is back, or new, is opened.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Generic, Protocol, TypeVar

from actions.library import Library
from actions.words import Words
from knowledge.errors import UnusableKnowledge
from knowledge.model import TitleMatch
from knowledge.store import KnowledgeBase
from knowledge.titles.matcher import Matcher
from triage.intake import Door, door
from triage.settings import library_file

LONGEST_TITLE, TITLES_KEPT = 40, 2000
ROOT = Path(__file__).resolve().parent.parent

Held = TypeVar("Held")
Found = TypeVar("Found")


class TitleMatcher(Protocol):
    """What finds the occupation of a free-form title."""

    def match(self, text: str) -> TitleMatch:
        """The verdict on a title."""
        ...

    def known(self, text: str) -> TitleMatch | None:
        """The verdict on a text that needs no guess by meaning; else None."""
        ...

    def likeness(self, text: str) -> Mapping[str, float]:
        """How near our descriptions are to a subject (``knowledge.subjects.Likeness``)."""
        ...


class RepeatedTitles:
    """A matcher that knows again the short titles it was asked lately.

    Most titles are asked again and again, and embedding one costs most of a turn. Kept in memory
    only, and only what is short enough to be a title.
    """

    def __init__(self, matcher: TitleMatcher) -> None:
        self.likeness = matcher.likeness
        self.match, self.known = _kept(matcher.match), _kept(matcher.known)


def _kept(verdict: Callable[[str], Found]) -> Callable[[str], Found]:
    """The same function, with its lately found verdicts on short texts kept."""
    short = lru_cache(maxsize=TITLES_KEPT)(verdict)

    def find(text: str) -> Found:
        return (short if len(text) <= LONGEST_TITLE else verdict)(text)

    return find


class Deps:
    """What an answer stands on; knowledge and matcher are opened when first asked for.

    A topic that needs neither (a crisis, a wish for a person) works without them.
    """

    def __init__(
        self,
        knowledge: Callable[[], KnowledgeBase],
        matcher: Callable[[], TitleMatcher],
        words: Words,
        library: Library,
        desk: Callable[[], Door] = door,
    ) -> None:
        self._knowledge, self._matcher, self._desk = knowledge, matcher, desk
        self.words, self.library = words, library

    @property
    def knowledge(self) -> KnowledgeBase:
        """The knowledge base.

        Raises:
            UnusableKnowledge: it is missing or damaged.
        """
        return self._knowledge()

    @property
    def matcher(self) -> TitleMatcher:
        """The title matcher.

        Raises:
            UnusableKnowledge: the title index is missing or damaged.
        """
        return self._matcher()

    @property
    def desk(self) -> Door:
        """The counselors' desk: takes questions, tells replies."""
        return self._desk()


class _Kept(Generic[Held]):
    """Something opened from a file, kept as long as the file stays the same one."""

    def __init__(self, path: Path, open_it: Callable[[], Held]) -> None:
        self._path, self._open = path, open_it
        self._stamp: tuple[int, int, int] | None = None
        self._held: Held | None = None

    def get(self) -> Held:
        """The opened thing.

        Raises:
            UnusableKnowledge: the file is missing or damaged.
        """
        stamp = self._now()
        if self._held is None or stamp != self._stamp:
            self._held, self._stamp = self._open(), stamp
        return self._held

    def _now(self) -> tuple[int, int, int]:
        try:
            found = self._path.stat()
        except FileNotFoundError:
            raise UnusableKnowledge(str(self._path), "is missing") from None
        return found.st_ino, found.st_mtime_ns, found.st_size

    def drop(self) -> None:
        """Forget it, so that the next turn opens it anew."""
        self._held = None


class Workshop:
    """Opens what the actions need from a build directory, and keeps it."""

    def __init__(
        self, build: Path, root: Path = ROOT, library: Path = ROOT / "library.yml"
    ) -> None:
        knowledge, titles = build / "knowledge.sqlite", build / "titles.npz"
        self._knowledge = _Kept(knowledge, lambda: KnowledgeBase.open(knowledge))
        self._matcher = _Kept(titles, lambda: RepeatedTitles(Matcher.open(build)))
        self.words = Words.load(root / "bot/dialogue/responses")
        self.library = Library.read(library)

    @classmethod
    def from_environment(cls) -> Workshop:
        """The build directory is LATTICE_BUILD, ``build`` by default; LATTICE_LIBRARY the file."""
        return cls(ROOT / os.environ.get("LATTICE_BUILD", "build"), library=library_file())

    def deps(self) -> Deps:
        """What the turns stand on."""
        return Deps(self._knowledge.get, self._matcher.get, self.words, self.library)

    def reopen(self) -> None:
        """Open knowledge base and index anew at the next turn."""
        self._knowledge.drop()
        self._matcher.drop()
