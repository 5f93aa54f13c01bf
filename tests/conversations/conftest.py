"""One trained bot and one action server for all conversations of a run."""

import os
from collections.abc import Iterator

import pytest

from bot.settings import Settings
from tests.running import embedded_bot


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The embedded bot, with cases in a database that nobody else uses."""
    folder = tmp_path_factory.mktemp("cases")
    with embedded_bot(folder) as settings:
        yield settings
    assert os.environ.get("DATABASE_URL") != f"sqlite:///{folder / 'cases.sqlite'}"
