from pathlib import Path

import pytest

from actions.deps import ROOT, Deps
from actions.library import Library
from actions.words import Words
from knowledge.store import KnowledgeBase
from knowledge.titles.matcher import Matcher
from tests.actions.scene import Scene, TableMatcher
from tests.fixtures import small_base as codes
from triage.intake import Door
from triage.settings import Settings

TITLES = {
    "librarian": codes.LIBRARIANS,
    "librarians": codes.LIBRARIANS,
    "library technician": codes.LIBRARY_TECHNICIANS,
    "nurse": codes.NURSES,
    "nurses": codes.NURSES,
    "teaching assistant": codes.TEACHING_ASSISTANTS,
    "surgeon": codes.SURGEONS,
    "actor": codes.ACTORS,
    "infantry": codes.INFANTRY,
    "technician": [codes.LIBRARY_TECHNICIANS, codes.NURSES],
}


@pytest.fixture(scope="session")
def words() -> Words:
    return Words.load(ROOT / "bot/dialogue/responses")


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Door:
    """The real door of a desk with a database of its own."""
    return Door(Settings(build=tmp_path_factory.mktemp("desk")))


@pytest.fixture
def deps(small_base: KnowledgeBase, words: Words, desk: Door) -> Deps:
    """Invented figures, a matcher of a few titles, the real words."""
    matcher = TableMatcher(TITLES)
    return Deps(lambda: small_base, lambda: matcher, words, Library(), lambda: desk)


@pytest.fixture
def scene(deps: Deps) -> Scene:
    return Scene(deps)


@pytest.fixture(scope="session")
def real_deps(knowledge: KnowledgeBase, knowledge_path: Path, words: Words, desk: Door) -> Deps:
    """The built knowledge base and title index."""
    matcher = Matcher.open(knowledge_path.parent)
    return Deps(lambda: knowledge, lambda: matcher, words, Library(), lambda: desk)
