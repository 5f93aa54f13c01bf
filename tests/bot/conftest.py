"""Rasa is mended before any of it is imported, as in the server."""

import subprocess
import sys
from pathlib import Path

import pytest

from bot import fast_start
from bot.settings import ROOT, Settings

fast_start.apply()


@pytest.fixture(scope="session")
def model() -> Path:
    """The trained model; trained first where anything changed."""
    subprocess.run([sys.executable, "-W", "ignore", "-m", "bot.train"], cwd=ROOT, check=True)
    return Settings.from_environment().build / "models" / "bot.tar.gz"
