"""docs/security.md names a test for each thing that it promises: they must be there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text(encoding="utf-8")


def rows(heading):
    """The rows of the table under a heading, without its head."""
    table = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    return [line for line in table.splitlines() if line.startswith("| ")][1:]


def test_each_promise_and_each_threat_names_a_test():
    promises = rows("Secure without being told") + rows("Threats")
    assert len(promises) > 20
    assert [row for row in promises if "`tests/" not in row] == []


def test_every_named_test_is_there():
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", PAGE)
    missing = [
        test
        for path, test in named
        if not re.search(rf"^(async )?def {test}\(", (ROOT / path).read_text("utf-8"), re.MULTILINE)
    ]
    assert (bool(named), missing) == (True, [])


def test_the_variables_of_limits_metrics_and_logs_are_documented():
    code = "".join(p.read_text("utf-8") for p in (ROOT / "guard").glob("*.py"))
    code += (ROOT / "triage/web/careers.py").read_text("utf-8")
    told = (ROOT / "docs/operate.md").read_text("utf-8")
    named = set(re.findall(r'"(LATTICE_\w+)"', code))
    assert len(named) >= 5
    assert [name for name in sorted(named) if f"`{name}`" not in told] == []
