"""print the lattice of codes: one a line on stdin; a JSON object a line on stdout."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import Any

from knowledge.errors import KnowledgeError
from knowledge.focus import FocusOnGroup, find_focus, lattice_of
from knowledge.lattice_picture import png, svg
from knowledge.model import LatticeEdge
from knowledge.store import KnowledgeBase


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--build", default=os.environ.get("LATTICE_BUILD", "build"), help="folder of built files"
    )
    parser.add_argument("--picture", type=Path, help="draw the first code into this .svg or .png")
    parser.add_argument("--narrow", action="store_true", help="a picture as wide as a phone")


def run(options: argparse.Namespace) -> int:
    """Answer every line of stdin; a code that cannot be answered gets ``{code, error}``."""
    base = KnowledgeBase.open(Path(options.build) / "knowledge.sqlite")
    if options.picture:
        draw(base, sys.stdin.readline().strip(), options.picture, narrow=options.narrow)
        return 0
    for line in sys.stdin.buffer:
        answer = wire_of(base, line.decode("utf-8", "replace").strip())
        sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
        sys.stdout.flush()
    return 0


def draw(base: KnowledgeBase, code: str, path: Path, *, narrow: bool) -> None:
    """Write the picture of one code; the suffix of the path says in which format.

    Raises:
        KnowledgeError: the code has no lattice.
    """
    focus = find_focus(base, code)
    title = base.occupation(focus.members[0]).title
    drawing = svg(lattice_of(base, focus), title, narrow=narrow)
    content = png(drawing) if path.suffix == ".png" else drawing.encode()
    path.write_bytes(content)


def wire_of(base: KnowledgeBase, code: str) -> dict[str, Any]:
    """The JSON object of one code."""
    try:
        focus = find_focus(base, code)
        found = lattice_of(base, focus)
    except KnowledgeError as error:
        return {"code": code, "error": str(error)}
    return {
        "code": code,
        **_mapping(focus),
        "advance": [edge_to_wire(edge) for edge in found.advance],
        "transfer": [edge_to_wire(edge) for edge in found.transfer],
        "feeders": [edge_to_wire(edge) for edge in found.feeders],
    }


def _mapping(focus: FocusOnGroup) -> dict[str, Any]:
    if not focus.why:
        return {}
    return {"answered_for": [member.onet for member in focus.members], "why": focus.why}


def edge_to_wire(edge: LatticeEdge) -> dict[str, Any]:
    """The JSON object of one neighbour."""
    return {
        "soc": edge.code.soc,
        "onet_soc": edge.code.onet,
        "title": edge.title,
        "rung": edge.rung,
        "similarity": edge.similarity,
        "solid": edge.solid,
        "evidence": [
            {"kind": e.kind, "strength": e.strength} | ({"note": e.note} if e.note else {})
            for e in edge.evidence
        ],
    }
