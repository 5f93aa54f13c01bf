"""The embedded bot for tests: every process on ports of its own, cases in a database of its own."""

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.run import embedded
from bot.settings import Settings
from bot.supervisor import READY_WITHIN, Supervisor


def free_port() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def embedded_bot(folder: Path, within: float = READY_WITHIN) -> Iterator[Settings]:
    """Start it, wait until it answers, and stop it after the block; cases go to ``folder``."""
    settings = Settings(
        free_port(),
        free_port(),
        free_port(),
        Settings.from_environment().build,
        conversations=f"sqlite:///{folder / 'conversations.sqlite'}",
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", f"sqlite:///{folder / 'cases.sqlite'}")
        with Supervisor(embedded(settings), settings) as supervisor:
            supervisor.wait_until_ready(within)
            yield settings


@contextmanager
def kept_running(supervisor: Supervisor) -> Iterator[None]:
    """Let the supervisor repair in the background, as ``make run`` does."""
    over = threading.Event()

    def watch() -> None:
        while not over.wait(0.2):
            supervisor.watch_once()

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join(60)


def build_of_its_own(folder: Path) -> Path:
    """A folder with what was built, to take away or to damage; only secrets and data differ."""
    built = Settings.from_environment().build
    for name in ("knowledge.sqlite", "titles.npz"):
        shutil.copy(built / name, folder / name)
    for name in ("models", "encoder"):
        (folder / name).symlink_to(built / name, target_is_directory=True)
    return folder
