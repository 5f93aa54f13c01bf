"""Everything running, Slack and Telegram too, unconfigured: what is open, and what breaks."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.fuzz.house import House, running
from benchmarks.fuzz.run import measure
from benchmarks.weighing import family
from bot.settings import ROOT

pytestmark = [pytest.mark.rasa, pytest.mark.slow]
LISTENS, LOOPBACK = "0A", "0100007F"
PARTS = ("actions", "rasa", "web", "slack", "telegram")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with running(tmp_path_factory.mktemp("house")) as everything:
        yield everything


def listening(pid: int) -> set[str]:
    """Addresses, as /proc writes them, on which a process and its children take connections."""
    sockets = set()
    for one in family(pid):
        for handle in Path(f"/proc/{one}/fd").iterdir():
            with suppress(OSError):
                sockets.add(str(handle.readlink()))
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    rows += [line.split() for line in Path("/proc/net/tcp6").read_text().splitlines()[1:]]
    return {
        row[1].split(":")[0]
        for row in rows
        if row[3] == LISTENS and f"socket:[{row[9]}]" in sockets
    }


def scraped(house: House, part: str) -> str:
    with urllib.request.urlopen(f"{house.address(part)}/metrics", timeout=30) as page:
        return str(page.read().decode())


@pytest.mark.parametrize("part", PARTS)
def test_every_part_listens_on_the_loopback_address_only(house: House, part: str):
    assert listening(house.pids()[part]) == {LOOPBACK}


@pytest.mark.parametrize("part", PARTS)
def test_metrics_are_not_for_those_who_come_through_a_proxy(house: House, part: str):
    assert "process_resident_memory_bytes" in scraped(house, part)
    request = urllib.request.Request(f"{house.address(part)}/metrics")
    request.add_header("X-Forwarded-For", "127.0.0.1")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(request, timeout=30)


def test_the_dashboard_shows_each_metric_of_ours_and_no_other(house: House):
    queries = [
        target["expr"]
        for panel in json.loads((ROOT / "deploy/grafana.json").read_text("utf-8"))["panels"]
        for target in panel["targets"]
    ]
    shown = set(re.findall(r"lattice_\w+", " ".join(queries)))
    types = re.findall(
        r"^# TYPE (lattice_\w+) (\w+)", "".join(scraped(house, p) for p in PARTS), re.MULTILINE
    )
    given = {name for name, _ in types if not name.endswith("_created")}
    assert {name.removesuffix("_bucket") for name in shown} == given
    documented = set(re.findall(r"`(lattice_\w+)`", (ROOT / "docs/metrics.md").read_text("utf-8")))
    assert documented == given


def test_no_bad_message_through_any_channel_breaks_anything(house: House):
    seen = measure(house, messages=350, start=2)
    assert seen["messages"] >= 300
    assert (seen["wrong"], seen["restarted"]) == ({}, [])
    assert not [kind for kind in seen["events"] if kind.endswith((" failed", " undelivered"))]
    assert seen["growth_percent"]["all"] < 5
    assert seen["afterwards"]["right"] == 20
