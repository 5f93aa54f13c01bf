"""Knowledge bases for every room's tests: a hand-made small one, and the really built one."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from knowledge.store import KnowledgeBase
from tests.fixtures import small_base as hand_made

ROOT = Path(__file__).parents[1]

# A busy machine is no failure of a property.
settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.fixture(scope="session")
def small_base() -> Iterator[KnowledgeBase]:
    """A few invented occupations with every special case; see tests/fixtures/small_base.py."""
    base = hand_made.small_knowledge()
    yield base
    base.close()


@pytest.fixture(scope="session")
def knowledge_path() -> Path:
    """The built knowledge base, built first where it is missing."""
    path = ROOT / os.environ.get("LATTICE_BUILD", "build") / "knowledge.sqlite"
    if not path.exists():
        subprocess.run([sys.executable, "-m", "knowledge", "build"], cwd=ROOT, check=True)
    return path


@pytest.fixture(scope="session")
def knowledge(knowledge_path: Path) -> Iterator[KnowledgeBase]:
    """The built knowledge base, open for questions."""
    base = KnowledgeBase.open(knowledge_path)
    yield base
    base.close()
