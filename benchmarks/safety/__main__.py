"""What the safety screen makes of lists it was never fitted on: ``python -m benchmarks.safety``.

Both were written without sight of the screen, and none of their lines is or may become an example
(``tests/contract/test_not_learned.py``). What was missed of the sixth was looked at, and the
numbers in ``safety.ini`` were chosen with it; of the seventh only the sums were ever looked at, so
it says what to expect of new phrasings. Prints one line of JSON for each.
"""

from __future__ import annotations

import csv
import json
import sys
import time
from collections import Counter
from pathlib import Path

from triage import safety

LISTS = ("sixth", "seventh")
_LABELS = ("crisis", "benign")
_LEVELS = ("crisis", "distress", "nothing")


def lines(name: str) -> list[dict[str, str]]:
    """``text``, ``label`` (crisis or benign), ``category`` and ``language`` of every line."""
    with Path(__file__).with_name(f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure(name: str) -> dict[str, float | str]:
    """Shares of the crises and of the harmless lines of a list, and the processor's time."""
    told: Counter[tuple[str, str]] = Counter()
    began = time.process_time()
    for line in lines(name):
        found = safety.screen(line["text"])
        told[line["label"], found.level if found else "nothing"] += 1
    spent = time.process_time() - began
    crises, harmless = (sum(told[label, level] for level in _LEVELS) for label in _LABELS)
    return {
        "list": name,
        "crises": crises,
        "recognised": round(told["crisis", "crisis"] / crises, 4),
        "at_least_the_number": round(1 - told["crisis", "nothing"] / crises, 4),
        "harmless": harmless,
        "false_alarms": round(told["benign", "crisis"] / harmless, 4),
        "harmless_with_the_kind_sentence": round(told["benign", "distress"] / harmless, 4),
        "milliseconds_a_message": round(1000 * spent / (crises + harmless), 1),
    }


def main() -> None:
    """Judge every line, print."""
    safety.screen("ready")  # reads rules, model and encoder
    for name in LISTS:
        sys.stdout.write(f"{json.dumps(measure(name))}\n")


if __name__ == "__main__":
    main()
