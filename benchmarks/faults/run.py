"""Random faults while people chat and hand questions to the desk.

    python -m benchmarks.faults.run                          # 1,000 faults, embedded, about an hour
    python -m benchmarks.faults.run --faults 300 --scaled    # PostgreSQL, Redis, nginx as well

Faults: a process killed (SIGKILL) or stopped for seconds (SIGSTOP), a database held as a slow disk
holds it, a connection that drops before the answer comes. Nobody but the supervisor repairs.
Printed at the end, as one JSON line: what people noticed, and the cases that were lost or doubled.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sqlite3
import sys
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from sqlalchemy import text

from benchmarks.people import PATIENCE, Noticed, Person, talk, wait_until_warm
from bot.run import embedded
from bot.scale.__main__ import scaled
from bot.settings import Settings
from bot.supervisor import Part, Supervisor, signal_group
from triage.settings import Settings as DeskSettings
from triage.store import Store

PORTS = (6635, 6636, 6637)
SCALED_PORTS, FRONT = (6650, 6660, 6670), 6640
QUIET = 3.0
"""Mean seconds between faults: long enough for a restart now and then, not for each."""
LONGEST_STOP = 6.0
DROPPED = 0.02
"""Share of turns whose connection is lost."""


@dataclass
class Fire:
    """What is under fire, and what was done to it."""

    supervisor: Supervisor
    names: list[str]
    files: list[Path]
    chance: random.Random
    done: Counter[str] = field(default_factory=Counter)
    dropped: int = 0

    def fault(self) -> None:
        """One of them, at random."""
        kinds: list[Callable[[], str]] = [self._kill, self._kill, self._stop]
        self.done[self.chance.choice(kinds + ([self._hold] if self.files else []))()] += 1

    def drop(self) -> bool:
        """Whether the next connection is lost."""
        lost = self.chance.random() < DROPPED
        self.dropped += lost
        return lost

    def _kill(self) -> str:
        name = self.chance.choice(self.names)
        signal_group(self.supervisor.process(name), signal.SIGKILL)
        return f"kill {name}"

    def _stop(self) -> str:
        name = self.chance.choice(self.names)
        process = self.supervisor.process(name)
        signal_group(process, signal.SIGSTOP)
        later = threading.Timer(
            self.chance.uniform(0.5, LONGEST_STOP), signal_group, (process, signal.SIGCONT)
        )
        later.daemon = True
        later.start()
        return f"stop {name}"

    def _hold(self) -> str:
        path = self.chance.choice(self.files)
        seconds = self.chance.uniform(0.5, LONGEST_STOP)
        threading.Thread(target=_hold, args=(path, seconds), daemon=True).start()
        return f"hold {path.name}"


def _hold(path: Path, seconds: float) -> None:
    with suppress(sqlite3.Error):
        holder = sqlite3.connect(path, isolation_level=None, timeout=5)
        holder.execute("BEGIN IMMEDIATE")
        time.sleep(seconds)
        holder.execute("ROLLBACK")
        holder.close()


class Patron(threading.Thread):
    """Asks, and now and then hands a question over; remembers what was promised."""

    def __init__(self, port: int, number: int, fire: Fire, over: threading.Event) -> None:
        super().__init__(daemon=True)
        self._port, self._fire, self._over = port, fire, over
        self._chance = random.Random(number)
        self.noticed = Noticed()
        self.asked: set[str] = set()
        self.promised: dict[str, str] = {}

    def run(self) -> None:
        while not self._over.is_set():
            person = Person(self._port)
            for heard, right in talk(person, 4, self._chance.randrange(2**32), self._fire.drop):
                self.noticed.note(heard, right)
                time.sleep(self._chance.uniform(0.1, 0.6))
                if self._over.is_set():
                    return
            self._hand_over(person)

    def _hand_over(self, person: Person) -> None:
        """As the widget does: the desk's own button, then the question itself."""
        invited = person.say("", self._fire.drop, payload='/handoff{"choice": "ask"}')
        self.noticed.note(invited, "utter_handoff_ask" in invited.responses)
        if "utter_handoff_ask" not in invited.responses:
            return
        question = f"Question {uuid.uuid4().hex}: who may teach welding here?"
        self.asked.add(question)
        heard = person.say(question, self._fire.drop)
        taken = "utter_handoff_taken" in heard.responses
        self.noticed.note(heard, taken)
        if taken:
            self.promised[question] = json.dumps(heard.messages)


def measure(
    parts: tuple[Part, ...], settings: Settings, desk: DeskSettings, faults: int, people: int
) -> dict[str, Any]:
    """Start everything, chat under fire, let it recover, count."""
    names = [part.name for part in parts]
    files = [] if settings.database_url else _files(settings, desk)
    port = settings.front_port if "nginx" in names else settings.rasa_port
    over, calm = threading.Event(), Noticed()
    with Supervisor(parts, settings) as supervisor:
        supervisor.wait_until_ready()
        wait_until_warm(settings.actions_port)
        fire = Fire(supervisor, names, files, random.Random(faults))
        patrons = [Patron(port, n, fire, over) for n in range(people)]
        for patron in patrons:
            patron.start()
        began = time.monotonic()
        while sum(fire.done.values()) + fire.dropped < faults:
            _watch(supervisor, fire.chance.expovariate(1 / QUIET))
            fire.fault()
        seconds = time.monotonic() - began
        _watch(supervisor, 2 * LONGEST_STOP)
        over.set()
        until = time.monotonic() + 2 * PATIENCE
        while any(patron.is_alive() for patron in patrons) and time.monotonic() < until:
            _watch(supervisor, 0.5)
        hung = sum(patron.is_alive() for patron in patrons)
        for heard, right in talk(Person(port), 20, 1):
            calm.note(heard, right)
        counted = count(patrons, desk)
    noticed = Noticed()
    for patron in patrons:
        noticed.add(patron.noticed)
    return {
        "faults": sum(fire.done.values()) + fire.dropped,
        "seconds": round(seconds),
        "kinds": dict(fire.done) | {"dropped": fire.dropped},
        "hung_people": hung,
        "under_fire": noticed.summary(),
        "afterwards": calm.summary(),
        **counted,
    }


def _watch(supervisor: Supervisor, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        supervisor.watch_once()
        time.sleep(0.2)


def _files(settings: Settings, desk: DeskSettings) -> list[Path]:
    urls = (settings.conversations_url, desk.database)
    return [Path(url.removeprefix("sqlite:///")) for url in urls]


def count(patrons: list[Patron], desk: DeskSettings) -> dict[str, int]:
    """Cases promised and not there, cases there twice, answers that named another case."""
    with Store.open(desk.database).look() as session:
        rows = session.execute(text('SELECT number, question FROM "case"')).all()
    stored, numbers = Counter(row.question for row in rows), {r.question: r.number for r in rows}
    promised = {q: said for patron in patrons for q, said in patron.promised.items()}
    asked = {question for patron in patrons for question in patron.asked}
    return {
        "questions_asked": len(asked),
        "cases_promised": len(promised),
        "lost": sum(question not in stored for question in promised),
        "doubled": sum(stored[question] - 1 for question in asked if question in stored),
        "misnumbered": sum(
            question in numbers and numbers[question] not in said
            for question, said in promised.items()
        ),
    }


def embedded_under_fire(folder: Path, faults: int, people: int) -> dict[str, Any]:
    """The default form, with files of its own."""
    settings = Settings(
        *PORTS,
        Settings.from_environment().build,
        conversations=f"sqlite:///{folder / 'conversations.sqlite'}",
    )
    cases = f"sqlite:///{folder / 'cases.sqlite'}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", cases)
        desk = replace(DeskSettings.from_environment(), database_url=cases)
        return measure(embedded(settings), settings, desk, faults, people)


def scaled_under_fire(faults: int, people: int) -> dict[str, Any]:
    """The scaled form, with the databases of the build folder."""
    settings, parts = scaled(Settings(*SCALED_PORTS, front_port=FRONT))
    desk = replace(DeskSettings.from_environment(), database_url=settings.database_url)
    return measure(parts, settings, desk, faults, people)


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults.run")
    parser.add_argument("--faults", type=int, default=1000)
    parser.add_argument("--people", type=int, default=6)
    parser.add_argument("--scaled", action="store_true")
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        if chosen.scaled:
            result = scaled_under_fire(chosen.faults, chosen.people)
        else:
            result = embedded_under_fire(Path(folder), chosen.faults, chosen.people)
    sys.stdout.write(f"{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
