"""One trained bot and one action server for all conversations of a run, on ports of their own."""

import os
import socket
from collections.abc import Iterator

import pytest

from bot.run import Supervisor, embedded
from bot.settings import Settings


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """The embedded bot, with cases in a database that nobody else uses."""
    cases = tmp_path_factory.mktemp("cases") / "cases.sqlite"
    build = Settings.from_environment().build
    settings = Settings(_free_port(), _free_port(), _free_port(), build)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{cases}")
        with Supervisor(embedded(settings), settings) as supervisor:
            supervisor.wait_until_ready()
            yield settings
    assert os.environ.get("DATABASE_URL") != f"sqlite:///{cases}"
