"""Submits cases while everything around is killed at random, and counts what is there afterwards.

    python -m tests.triage.killing 1000              # SQLite
    python -m tests.triage.killing 1000 postgres     # a PostgreSQL of its own

A submitter hands questions over and notes each number once it has it; it is killed (SIGKILL) at
random moments and started again with what it has not noted, so that every question is tried until
somebody has its number. Meanwhile a desk worker that moves the spool is killed the same way, and
now and then the database is locked for longer than the submitter waits (SQLite) or killed and
started again (PostgreSQL).
"""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.triage import postgres
from triage.intake import Door
from triage.questions import Question
from triage.settings import Settings
from triage.store import Store

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Result:
    """What was counted at the end."""

    asked: int
    stored: int
    lost: int
    doubled: int
    kills: int
    seconds: float


def run(cases: int, settings: Settings, disturb: Callable[[float], None], seed: int = 1) -> Result:
    """Submit ``cases`` questions under fire; see the module."""
    chance, begin, kills = random.Random(seed), time.monotonic(), 0
    noted = settings.build / "noted"
    Store.open(settings.database).close()
    noted.touch()
    while len(_noted(noted)) < cases:
        parts = [_start(role, settings, cases) for role in ("submit", "move")]
        for part in parts if chance.random() < 0.9 else ():  # now and then killed while starting
            _wait_until_ready(part)
        for _ in range(chance.randint(1, 3)):
            time.sleep(chance.uniform(0.05, 0.8))
            if chance.random() < 0.4:
                disturb(chance.uniform(0.1, 0.6))
        for part in parts:
            kills += part.poll() is None
            part.kill()
            part.communicate()
    Door(settings).drain()
    return _count(settings, _noted(noted), cases, kills, time.monotonic() - begin)


def _start(role: str, settings: Settings, cases: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.triage.killing", role, str(settings.build), str(cases)]
    variables = os.environ | {"DATABASE_URL": settings.database_url}
    quiet, pipe = subprocess.DEVNULL, subprocess.PIPE
    return subprocess.Popen(command, cwd=ROOT, stdout=pipe, stderr=quiet, env=variables)


def _wait_until_ready(part: subprocess.Popen[bytes]) -> None:
    assert part.stdout is not None
    part.stdout.readline()


def locker(settings: Settings) -> Callable[[float], None]:
    """Locks the SQLite file for some seconds."""

    def lock(seconds: float) -> None:
        path = settings.build / "cases.sqlite"
        with sqlite3.connect(path, isolation_level=None, timeout=5) as holder:
            holder.execute("BEGIN IMMEDIATE")
            time.sleep(seconds)
            holder.execute("ROLLBACK")

    return lock


def crasher(socket: str) -> Callable[[float], None]:
    """Kills the PostgreSQL server and starts it again after some seconds."""

    def crash(seconds: float) -> None:
        postgres.stop(Path(socket))
        time.sleep(seconds)
        postgres.start(Path(socket))

    return crash


def _noted(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="ascii").splitlines()
    return dict(line.split() for line in lines if len(line.split()) == 2)


def submit(folder: Path, cases: int) -> None:
    """Hand over what nobody has a number for yet."""
    noted = folder / "noted"
    done, door = _noted(noted), Door(_settings(folder))
    with noted.open("a", encoding="ascii") as file:
        for n in range(cases):
            if f"key{n}" not in done:
                question = Question(f"key{n}", f"conversation{n}", "web", f"Question {n}?")
                file.write(f"key{n} {door.take_question(question)}\n")
                file.flush()


def move(folder: Path) -> None:
    """Do as the desk's worker does: move the spool into the database, again and again."""
    door = Door(_settings(folder))
    while True:
        with suppress(DBAPIError):
            door.drain()
        time.sleep(0.05)


def _settings(folder: Path) -> Settings:
    return Settings(build=folder, database_url=os.environ.get("DATABASE_URL", ""))


def _count(
    settings: Settings, noted: dict[str, str], cases: int, kills: int, seconds: float
) -> Result:
    with Store.open(settings.database).look() as session:
        rows = session.execute(text('SELECT number, question FROM "case"')).all()
    questions = Counter(row.question for row in rows)
    numbers = {row.number for row in rows}
    lost = sum(number not in numbers for number in noted.values()) + cases - len(questions)
    doubled = sum(times - 1 for times in questions.values())
    return Result(cases, len(rows), lost, doubled, kills, round(seconds, 1))


def main(arguments: list[str]) -> None:
    """Run the measurement, or play one of its parts."""
    if arguments[:1] in (["submit"], ["move"]):
        import triage.store

        triage.store._BUSY_SECONDS = 0.2
        folder = Path(arguments[1])
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        submit(folder, int(arguments[2])) if arguments[0] == "submit" else move(folder)
        return
    with tempfile.TemporaryDirectory() as folder:
        sys.stdout.write(f"{measure(int(arguments[0]), Path(folder), *arguments[1:])}\n")


def measure(cases: int, folder: Path, database: str = "sqlite") -> Result:
    """Run it on SQLite or on a PostgreSQL of its own."""
    if database == "sqlite":
        settings = Settings(build=folder)
        return run(cases, settings, locker(settings))
    with postgres.server() as socket:
        url = f"postgresql://lattice@/postgres?host={socket}"
        return run(cases, Settings(build=folder, database_url=url), crasher(socket))


if __name__ == "__main__":
    main(sys.argv[1:])
