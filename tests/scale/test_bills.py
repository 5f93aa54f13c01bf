"""The bills of materials of ``make sbom``: nothing that we install is missing from them."""

import json
import re
import subprocess

import pytest

from bot.settings import ROOT

PIN = re.compile(r"^([A-Za-z0-9_.-]+)==(\S+)", re.MULTILINE)


@pytest.fixture(scope="module")
def bills(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    subprocess.run(["make", "-s", "sbom", f"LATTICE_BUILD={folder}"], cwd=ROOT, check=True)
    return folder / "sbom"


def components(bill):
    listed = json.loads(bill.read_text("utf-8"))
    assert listed["bomFormat"] == "CycloneDX"
    return listed["components"]


def normal(name, version):
    return re.sub(r"[-_.]+", "-", name).lower(), version.split("+")[0]


@pytest.mark.parametrize(
    ("bill", "pins"), [("app", "app"), ("rasa", "nlu"), ("rasa", "nlu-weights")]
)
def test_every_pinned_package_is_listed_with_its_version(bills, bill, pins):
    listed = {normal(c["name"], c["version"]) for c in components(bills / f"{bill}.cdx.json")}
    pinned = PIN.findall((ROOT / f"requirements/{pins}.txt").read_text("utf-8"))
    assert pinned
    assert {normal(*pin) for pin in pinned} <= listed


def test_the_chat_carries_nobody_elses_code(bills):
    tools = components(bills / "widget.cdx.json")
    development = {"name": "cdx:npm:package:development", "value": "true"}
    assert tools
    assert [tool["name"] for tool in tools if development not in tool["properties"]] == []
