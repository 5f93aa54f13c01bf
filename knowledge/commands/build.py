"""build the knowledge base from the facts we ship, or from official releases."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from knowledge.build import FILE, build
from knowledge.imports import SHIPPED


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    folder = Path(os.environ.get("LATTICE_BUILD", "build"))
    parser.add_argument("--out", type=Path, default=folder / FILE, help="the file to make")
    parser.add_argument("--no-titles", action="store_true", help="leave the title vectors alone")


def run(options: argparse.Namespace) -> int:
    """Build."""
    build(SHIPPED, options.out, titles=not options.no_titles)
    sys.stderr.write(f"built {options.out}\n")
    return 0
