"""match titles: one a line on stdin; a JSON object a line on stdout."""

from __future__ import annotations

import argparse
import itertools
import json
import os
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from knowledge.model import TitleMatch
from knowledge.titles.matcher import Matcher

BATCH = 256


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--build", default=os.environ.get("LATTICE_BUILD", "build"), help="folder of built files"
    )


def run(options: argparse.Namespace) -> int:
    """Match every line of stdin; a blank line is a title too."""
    matcher = Matcher.open(options.build)
    lines = (line.decode("utf-8", "replace").rstrip("\r\n") for line in sys.stdin.buffer)
    for batch in _batches(lines):
        for found in matcher.match_many(batch):
            sys.stdout.write(json.dumps(to_wire(found), ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def to_wire(found: TitleMatch) -> dict[str, Any]:
    """The JSON object of one verdict."""
    candidates = [
        {"soc": c.code.soc, "onet_soc": c.code.onet, "title": c.title, "score": c.score}
        for c in found.candidates
    ]
    return {"title": found.query, "verdict": found.verdict, "candidates": candidates}


def _batches(lines: Iterable[str]) -> Iterator[list[str]]:
    remaining = iter(lines)
    while batch := list(itertools.islice(remaining, BATCH)):
        yield batch
