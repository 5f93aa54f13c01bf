"""The Rasa server refuses to start where Rasa would forget or mix up conversations silently."""

import os
import subprocess
import sys

import pytest

from bot.settings import ROOT

pytestmark = pytest.mark.rasa


def refusal(tmp_path, **variables):
    """What a server says that ends at its start."""
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "bot.serve", "--port", "0"],
        cwd=ROOT,
        env={**os.environ, "ACTIONS_URL": "http://127.0.0.1:1/webhook", **variables},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode != 0
    return done.stderr


def test_a_damaged_file_of_conversations(model, tmp_path):
    damaged = tmp_path / "conversations.sqlite"
    damaged.write_bytes(b"no database" * 1000)
    said = refusal(tmp_path, LATTICE_CONVERSATIONS_URL=f"sqlite:///{damaged}")
    assert "not started: DatabaseError" in said
    assert "docs/operate.md" in said


def test_a_database_that_cannot_be_reached(model, tmp_path):
    said = refusal(tmp_path, LATTICE_CONVERSATIONS_URL="postgresql://nobody@127.0.0.1:1/none")
    assert "not started: OperationalError" in said


def test_a_redis_that_cannot_be_reached(model, tmp_path):
    conversations = f"sqlite:///{tmp_path / 'conversations.sqlite'}"
    away = "redis://127.0.0.1:1/0"
    said = refusal(tmp_path, LATTICE_CONVERSATIONS_URL=conversations, LATTICE_REDIS_URL=away)
    assert "not started: ConnectionError" in said


def test_a_model_that_cannot_be_loaded(model, tmp_path):
    broken = tmp_path / "models" / "bot.tar.gz"
    broken.parent.mkdir()
    broken.write_bytes(b"no model" * 1000)
    said = refusal(tmp_path, LATTICE_BUILD=str(tmp_path))
    assert "not started" in said
    assert "make model" in said
