"""print every fact about an occupation, one JSON object a line."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path

from knowledge.build import FILE
from knowledge.model import NATION
from knowledge.store import KnowledgeBase


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument("code", help="25-4022, or 25-4022.00")
    parser.add_argument("--area", default=NATION.code, help="US, AK, 11260 (default: US)")
    parser.add_argument(
        "--build", default=os.environ.get("LATTICE_BUILD", "build"), help="folder of built files"
    )


def run(options: argparse.Namespace) -> int:
    """Print the facts; wages stand for the area, everything else for the nation."""
    base = KnowledgeBase.open(Path(options.build) / FILE)
    for fact in base.facts(options.code, options.area or NATION.code):
        sys.stdout.write(json.dumps(fact.to_wire(), ensure_ascii=False) + "\n")
    return 0
