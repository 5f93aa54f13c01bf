"""A turn is always answered, and its words never reach a log."""

import logging
import shutil
from pathlib import Path

import pytest

from actions.deps import Deps, Workshop
from knowledge.errors import UnusableKnowledge
from knowledge.store import KnowledgeBase
from tests.actions.scene import Scene, TableMatcher

SECRET = "my name is Rumpelstiltskin"


class BrokenMatcher(TableMatcher):
    def match(self, text: str):
        raise RuntimeError(f"cannot match {text}")


def standing_on(deps: Deps, **other) -> Deps:
    parts = {"knowledge": lambda: deps.knowledge, "matcher": lambda: deps.matcher} | other
    return Deps(**parts, words=deps.words, library=deps.library, desk=lambda: deps.desk)


def test_a_failing_topic_apologises_and_logs_only_its_name_and_error(deps: Deps, caplog):
    broken = Scene(
        Deps(
            lambda: deps.knowledge,
            lambda: BrokenMatcher({}),
            deps.words,
            deps.library,
            lambda: deps.desk,
        )
    )
    with caplog.at_level(logging.DEBUG):
        broken.say("pay", SECRET, occupation="Rumpelstiltskin")
    assert broken.responses == ["utter_apology"]
    assert "action_pay" in caplog.text and "RuntimeError" in caplog.text
    assert "Rumpelstiltskin" not in caplog.text


def test_the_next_turn_works_after_a_failure(deps: Deps):
    matcher = TableMatcher({"nurse": "29-1141.00"})
    scene = Scene(
        Deps(lambda: deps.knowledge, lambda: matcher, deps.words, deps.library, lambda: deps.desk)
    )
    scene.say("pay", occupation="nurse")
    matcher.match = BrokenMatcher({}).match
    scene.say("pay", "nurse", occupation="nurse")
    del matcher.match
    assert scene.say("outlook", "is it growing").responses == ["utter_outlook"]


def test_without_knowledge_the_bot_says_so_and_recovers(deps: Deps):
    state = {"missing": True}

    def knowledge() -> KnowledgeBase:
        if state["missing"]:
            raise UnusableKnowledge("build/knowledge.sqlite", "is missing")
        return deps.knowledge

    scene = Scene(
        Deps(knowledge, lambda: deps.matcher, deps.words, deps.library, lambda: deps.desk)
    )
    assert scene.say("pay", occupation="nurse").responses == ["utter_no_knowledge"]
    for topic in ("crisis", "handoff", "greet", "privacy", "start_over", "forget", "complaint"):
        assert scene.say(topic, "please").responses == [f"utter_{topic}"]
    state["missing"] = False
    assert scene.say("pay", occupation="nurse").responses == ["utter_pay"]


@pytest.fixture
def build(tmp_path: Path, knowledge_path: Path) -> Path:
    """A build directory of its own, linked to the built one."""
    for name in ("knowledge.sqlite", "titles.npz"):
        (tmp_path / name).symlink_to((knowledge_path.parent / name).resolve())
    encoder = knowledge_path.parent / "encoder"
    if encoder.exists():
        (tmp_path / "encoder").symlink_to(encoder.resolve())
    return tmp_path


def test_a_base_that_goes_and_comes_back_is_noticed(build: Path):
    workshop = Workshop(build)
    deps = workshop.deps()
    assert deps.knowledge.occupation("25-4022").title
    aside = build / "aside"
    (build / "knowledge.sqlite").rename(aside)
    with pytest.raises(UnusableKnowledge, match="is missing"):
        deps.knowledge.occupations()
    (build / "knowledge.sqlite").write_bytes(b"no database at all")
    with pytest.raises(UnusableKnowledge):
        deps.knowledge.occupations()
    shutil.copy(aside, build / "knowledge.sqlite")
    assert deps.knowledge.occupation("25-4022").title
