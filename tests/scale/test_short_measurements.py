"""The short forms of what benchmarks/ measures; benchmarks/README.md has the long ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.faults.run import embedded_under_fire
from benchmarks.load import run as load
from benchmarks.stock import run as stock
from bot.settings import Settings
from tests.running import free_port

pytestmark = [pytest.mark.rasa, pytest.mark.slow]


def test_under_fire_no_case_is_lost_or_doubled_and_nobody_hangs(tmp_path: Path):
    seen = embedded_under_fire(tmp_path, faults=12, people=3)
    assert seen["cases_promised"] > 0
    assert (seen["lost"], seen["doubled"], seen["misnumbered"]) == (0, 0, 0)
    assert (seen["hung_people"], seen["under_fire"]["wrong"]) == (0, 0)
    assert seen["afterwards"]["right"] == 20


def test_people_at_once_are_all_answered_and_memory_stays(tmp_path: Path):
    settings = Settings(
        free_port(),
        free_port(),
        free_port(),
        Settings.from_environment().build,
        conversations=f"sqlite:///{tmp_path / 'conversations.sqlite'}",
    )
    seen = load.measure(settings, people=10, minutes=0.3, thinking=1.0)
    assert seen["right"] == seen["turns"] > 50
    assert seen["growth_percent"]["all"] < 10


def test_our_rasa_answers_as_stock_rasa_does_and_costs_less(tmp_path: Path):
    seen = stock.measure(60, tmp_path, plain=False)
    assert seen["mended"]["turns"] == seen["stock"]["turns"] == 60
    assert seen["turns_per_core_times_stock"] > 1
