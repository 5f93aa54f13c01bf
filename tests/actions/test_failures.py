"""A turn is always answered, and its words never reach a log."""

import logging
import os
import shutil
from pathlib import Path

import pytest

from actions.deps import Deps, Workshop
from knowledge.errors import UnusableKnowledge
from tests.actions.scene import Scene, TableMatcher

SECRET = "my name is Rumpelstiltskin"


class BrokenMatcher(TableMatcher):
    def match(self, text: str):
        raise RuntimeError(f"cannot match {text}")


def test_a_failing_topic_apologises_and_logs_only_its_name_and_error(deps: Deps, caplog):
    broken = Scene(Deps(deps.knowledge, BrokenMatcher({}), deps.words, deps.library))
    with caplog.at_level(logging.DEBUG):
        broken.say("pay", SECRET, occupation="Rumpelstiltskin")
    assert broken.responses == ["utter_apology"]
    assert "action_pay" in caplog.text and "RuntimeError" in caplog.text
    assert "Rumpelstiltskin" not in caplog.text


def test_the_next_turn_works_after_a_failure(deps: Deps):
    matcher = TableMatcher({"nurse": "29-1141.00"})
    scene = Scene(Deps(deps.knowledge, matcher, deps.words, deps.library))
    scene.say("pay", occupation="nurse")
    matcher.match = BrokenMatcher({}).match
    scene.say("pay", "nurse", occupation="nurse")
    del matcher.match
    assert scene.say("outlook", "is it growing").responses == ["utter_outlook"]


def test_without_knowledge_the_bot_says_so_and_recovers(deps: Deps):
    state = {"missing": True}

    def provide() -> Deps:
        if state["missing"]:
            raise UnusableKnowledge("build/knowledge.sqlite", "is missing")
        return deps

    state["missing"] = False
    scene = Scene(provide)
    state["missing"] = True
    assert scene.say("pay", occupation="nurse").responses == ["utter_no_knowledge"]
    state["missing"] = False
    assert scene.say("pay", occupation="nurse").responses == ["utter_pay"]


@pytest.fixture
def build(tmp_path: Path, knowledge_path: Path) -> Path:
    """A build directory of its own, linked to the built one."""
    for name in ("knowledge.sqlite", "titles.npz"):
        os.link(knowledge_path.parent / name, tmp_path / name)
    encoder = knowledge_path.parent / "encoder"
    if encoder.exists():
        (tmp_path / "encoder").symlink_to(encoder.resolve())
    return tmp_path


def test_a_base_that_goes_and_comes_back_is_noticed(build: Path):
    workshop = Workshop(build)
    workshop.deps()
    aside = build / "aside"
    (build / "knowledge.sqlite").rename(aside)
    with pytest.raises(UnusableKnowledge, match="is missing"):
        workshop.deps()
    (build / "knowledge.sqlite").write_bytes(b"no database at all")
    with pytest.raises(UnusableKnowledge):
        workshop.deps()
    shutil.copy(aside, build / "knowledge.sqlite")
    assert workshop.deps().knowledge.occupation("25-4022").title
