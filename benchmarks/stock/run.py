"""Our Rasa beside Rasa as it is, in one run: the same configuration, domain, model and actions.

    python -m benchmarks.stock.run                 # 600 turns each
    python -m benchmarks.stock.run --turns 60 --each 60     # one long talk

The two take turns, block by block, on the same machine and action server. A third server answers
"thank you" by a response of the domain, which is what a turn of stock Rasa costs without an action.
Turns a second a core are turns by seconds of processor time of Rasa and action server.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import yaml

from benchmarks.people import Noticed, Person, percentile, talk, wait_until_warm
from benchmarks.weighing import processor
from bot.run import NLU, action_server, rasa_server
from bot.settings import ROOT, Settings
from bot.supervisor import Part, Supervisor

PORTS = {"actions": 6625, "mended": 6626, "stock": 6627, "plain": 6628}
STOCK = {"LATTICE_STOCK_RASA": "1"}
BLOCK = 60
"""Turns before the other has its turn."""


@dataclass
class Measured:
    """What was seen of one server."""

    noticed: Noticed = field(default_factory=Noticed)
    processor: float = 0.0

    @property
    def turns_per_core(self) -> float:
        """Turns a second that one core does."""
        return round(len(self.noticed.seconds) / self.processor, 1)


def measure(turns: int, folder: Path, *, each: int = 20, plain: bool = True) -> dict[str, Any]:
    """Start all, let them answer block by block, compare.

    Args:
        turns: of each server.
        folder: for files of our own.
        each: turns of one conversation; a divisor of BLOCK.
        plain: whether to train and measure the third server.
    """
    parts = _parts(train_without_action(folder) if plain else None)
    settings = Settings(
        PORTS["mended"],
        PORTS["actions"],
        build=Settings.from_environment().build,
        conversations=f"sqlite:///{folder / 'conversations.sqlite'}",
    )
    seen = {name: Measured() for name in ("mended", "stock", *["plain"] * plain)}
    with Supervisor(parts, settings) as supervisor:
        supervisor.wait_until_ready()
        wait_until_warm(PORTS["actions"])
        for name in seen:
            block(name, -1, each, Measured(), supervisor)
        for number in range(max(1, turns // BLOCK)):
            for name, measured in seen.items():
                block(name, number, each, measured, supervisor)
    return compare(seen)


def block(name: str, number: int, each: int, into: Measured, supervisor: Supervisor) -> None:
    """Some conversations with one server."""
    working = [supervisor.process(part).pid for part in (name, "actions")]
    before = sum(map(processor, working))
    for conversation in range(BLOCK // each):
        person = Person(PORTS[name])
        turns = thanks(person, each) if name == "plain" else talk(person, each, 100 * number)
        for heard, right in turns:
            kind = into.noticed.note(heard, right)
            assert kind == "right", f"{name}, {number}.{conversation}: {kind} {heard.responses}"
    into.processor += sum(map(processor, working)) - before


def thanks(person: Person, turns: int) -> Iterator[tuple[Any, bool]]:
    """As many turns that need no action."""
    for _ in range(turns):
        heard = person.say("thank you")
        yield heard, bool(heard.messages)


def compare(seen: dict[str, Measured]) -> dict[str, Any]:
    """The two figures that were promised, and what they are made of."""
    each = {
        name: {
            "turns": len(m.noticed.seconds),
            "per_second_per_core": m.turns_per_core,
            "p50_ms": percentile(m.noticed.seconds, 50),
            "p95_ms": percentile(m.noticed.seconds, 95),
        }
        for name, m in seen.items()
    }
    times = seen["mended"].turns_per_core / seen["stock"].turns_per_core
    result = {**each, "turns_per_core_times_stock": round(times, 2)}
    if "plain" in each:
        ratio = each["mended"]["p95_ms"] / each["plain"]["p95_ms"]
        result["p95_with_action_by_stock_p95_without"] = round(ratio, 2)
    return result


def train_without_action(folder: Path) -> Path:
    """A copy of Rasa's side in which "thank you" is answered by the domain itself, trained."""
    copy = folder / "plain"
    left_out = shutil.ignore_patterns("widget", "__pycache__", "node_modules")
    for name in ("bot", "guard", "triage"):
        shutil.copytree(ROOT / name, copy / name, ignore=left_out)
    for name in ("config.yml", "domain.yml", "endpoints.yml", "credentials.yml"):
        shutil.copy(ROOT / name, copy / name)
    _change(copy / "bot/dialogue/rules/thanks.yml", lambda rules: _answer_plainly(rules["rules"]))
    _change(copy / "domain.yml", _with_response)
    shutil.copytree(Settings.from_environment().build / "encoder", copy / "build/encoder")
    environment = {**os.environ, **STOCK, "LATTICE_BUILD": "build"}
    subprocess.run([NLU, "-W", "ignore", "-m", "bot.train"], cwd=copy, env=environment, check=True)
    return copy


def _answer_plainly(rules: list[dict[str, Any]]) -> None:
    rules[0]["steps"][-1] = {"action": "utter_plain"}


def _with_response(domain: dict[str, Any]) -> None:
    domain["responses"] = {"utter_plain": [{"text": "You are welcome."}]}


def _change(path: Path, change: Any) -> None:
    said = yaml.safe_load(path.read_text(encoding="utf-8"))
    change(said)
    path.write_text(yaml.safe_dump(said), encoding="utf-8")


def _parts(plain: Path | None) -> tuple[Part, ...]:
    parts = (
        action_server(PORTS["actions"]),
        rasa_server(PORTS["mended"], "mended"),
        replace(rasa_server(PORTS["stock"], "stock"), environment=STOCK),
    )
    return (*parts, _plain(plain)) if plain else parts


def _plain(copy: Path) -> Part:
    """A stock server that runs the copy's model and code."""
    other = rasa_server(PORTS["plain"], "plain")
    start = (
        "import os, runpy, sys; os.chdir(sys.argv[1]); sys.path[0] = sys.argv[1];"
        "sys.argv[1:] = sys.argv[2:]; runpy.run_module('bot.serve', run_name='__main__')"
    )
    command = (str(NLU), "-W", "ignore", "-c", start, str(copy), "--port", str(PORTS["plain"]))
    return replace(other, command=command, environment={**STOCK, "LATTICE_BUILD": "build"})


def main() -> None:
    """Measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.stock.run")
    parser.add_argument("--turns", type=int, default=600)
    parser.add_argument("--each", type=int, default=20, choices=[5, 10, 20, 60])
    chosen = parser.parse_args()
    with TemporaryDirectory() as folder:
        result = measure(chosen.turns, Path(folder), each=chosen.each)
    sys.stdout.write(f"{json.dumps(result)}\n")


if __name__ == "__main__":
    main()
