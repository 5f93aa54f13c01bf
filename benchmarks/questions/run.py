"""How well the bot understands measured questions: ``make eval EVAL=DIR``.

``DIR/questions_dev.tsv`` holds question, intent and occupations; ``labels.yml`` says which of our
intents answer which label. Each question is a conversation of its own. An intent is right where it
is among those of its label. An occupation is resolved where the answer is about one of the row's
codes, or asks back with it among the choices; rows without a whole code are left out. A trap is
answered as a career where facts about an occupation come back.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.ask import Talk, running_bot
from bot.settings import Settings

HERE = Path(__file__).parent
CODE = re.compile(r"\b\d\d-\d{4}\b")
EARLIER = {
    "followup:pay_place": "how much does a nurse make in canada",
    "followup:education": "what does an archivist do",
}
"""What is said before a question that needs an earlier turn."""
TRAPS = ("trap", "offtopic")


@dataclass
class Row:
    """A measured question and what the bot made of it."""

    question: str
    label: str
    codes: frozenset[str]
    intent: str = ""
    confidence: float = 0.0
    about: frozenset[str] = frozenset()
    offered: frozenset[str] = frozenset()
    facts: int = 0
    seconds: float = field(default=0.0)


def read(path: Path) -> list[Row]:
    """The rows of a tab-separated file with a header."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines if line.strip()]
    return [Row(c[0], c[1], frozenset(CODE.findall(c[2] if len(c) > 2 else ""))) for c in cells]


def ask(row: Row, url: str) -> None:
    """Put the question and note the answer."""
    talk = Talk(url)
    if row.label in EARLIER:
        talk.say(EARLIER[row.label])
    began = time.perf_counter()
    answer = talk.say(row.question)
    row.seconds = time.perf_counter() - began
    understood = answer.get("understood") or {}
    row.intent = understood.get("intent") or ""
    row.confidence = understood.get("confidence") or 0.0
    row.about = frozenset(code[:7] for code in understood.get("occupations", ()))
    row.offered = frozenset(
        CODE.findall(json.dumps([m.get("buttons") for m in answer["messages"]]))
    )
    row.facts = sum(len(m.get("facts", ())) for m in answer["messages"])


def is_right(row: Row, labels: dict[str, list[str]]) -> bool:
    """Whether the intent answers the label."""
    return row.intent in labels[row.label]


def figures(rows: list[Row], labels: dict[str, list[str]]) -> dict[str, Any]:
    """The measured figures."""
    coded = [row for row in rows if row.codes]
    traps = [row for row in rows if any(word in row.label for word in TRAPS)]
    seconds = sorted(row.seconds for row in rows)
    return {
        "questions": len(rows),
        "intent": round(sum(is_right(row, labels) for row in rows) / len(rows), 3),
        "with_code": len(coded),
        "occupation": _share(coded, lambda row: row.codes & (row.about | row.offered)),
        "occupation_at_once": _share(coded, lambda row: row.codes & row.about),
        "traps": len(traps),
        "traps_answered_as_careers": sum(bool(row.facts) for row in traps),
        "turn_ms_p50": round(seconds[len(seconds) // 2] * 1000),
        "turn_ms_p95": round(seconds[int(len(seconds) * 0.95)] * 1000),
    }


def _share(rows: list[Row], holds: Any) -> float:
    return round(sum(bool(holds(row)) for row in rows) / len(rows), 3) if rows else 1.0


def report(rows: list[Row], labels: dict[str, list[str]]) -> None:
    """Confusions, the surest mistakes, and occupations that were not found; to stderr."""
    wrong = [row for row in rows if not is_right(row, labels)]
    print("\nlabel -> intent", file=sys.stderr)
    for (label, intent), count in Counter((r.label, r.intent) for r in wrong).most_common():
        print(f"  {count}  {label} -> {intent or '(none)'}", file=sys.stderr)
    print("\nsurest mistakes", file=sys.stderr)
    for row in sorted(wrong, key=lambda row: -row.confidence)[:25]:
        print(f"  {row.confidence:.2f} {row.intent}: {row.question[:100]}", file=sys.stderr)
    print("\noccupation not found", file=sys.stderr)
    for row in rows:
        if row.codes and not row.codes & (row.about | row.offered):
            found = ", ".join(sorted(row.about | row.offered)) or "nothing"
            print(f"  {'|'.join(row.codes)} {found}: {row.question[:90]}", file=sys.stderr)


def main() -> int:
    """Measure; the figures are one JSON line on stdout."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.questions.run")
    parser.add_argument("--file", default="questions_dev.tsv")
    chosen = parser.parse_args()
    folder = os.environ.get("EVAL", "")
    path = Path(folder) / chosen.file
    if not folder or not path.exists():
        print(f"no questions at {path}: set EVAL to a folder that holds them", file=sys.stderr)
        return 2
    labels = yaml.safe_load((HERE / "labels.yml").read_text(encoding="utf-8"))
    rows = read(path)
    unknown = {row.label for row in rows} - labels.keys()
    if unknown:
        print(f"labels.yml has no intent for: {', '.join(sorted(unknown))}", file=sys.stderr)
        rows = [row for row in rows if row.label in labels]
    settings = Settings.from_environment()
    with running_bot(settings):
        for row in rows:
            ask(row, settings.rasa_url)
    report(rows, labels)
    print(json.dumps(figures(rows, labels)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
