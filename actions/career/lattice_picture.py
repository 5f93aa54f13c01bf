"""lattice_picture: the whole lattice of an occupation, as a picture and in words."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

from actions.career.lattice_lines import card, edge_facts, no_profile, note, stands_for
from actions.career.question import Question
from actions.deps import Deps
from actions.reply import Reply
from actions.words import Joined, Value
from knowledge.focus import NoLattice, find_focus, lattice_of
from knowledge.model import LatticeEdge

SHOWN, TOLD = 6, 3
"""Neighbours of each list in the picture, and in words."""


def answer(question: Question, deps: Deps) -> Reply:
    """Every channel gets what it can show: a card, a picture, an address, and always words."""
    try:
        focus = find_focus(deps.knowledge, question.code)
    except NoLattice as lacking:
        return no_profile(question, lacking)
    lattice = lattice_of(deps.knowledge, focus)
    up, level, down = lattice.advance[:SHOWN], lattice.transfer[:SHOWN], lattice.feeders[:SHOWN]
    edges = (*up, *level, *down)
    values: dict[str, Value] = {
        "stands_for": stands_for(focus, deps),
        "up": titles(up),
        "level": titles(level),
        "down": titles(down),
        "picture": link(question, deps),
        "note": note(question.occupation, question.turn, deps),
    }
    return Reply(
        "utter_lattice_picture",
        values,
        tuple(fact for edge in edges for fact in edge_facts(edge, deps)),
        card(question, edges, deps),
        question.next("next_steps", "same_level", "feeders", "report"),
    )


def titles(edges: Sequence[LatticeEdge]) -> Joined:
    """``Archivists; Curators; …``: titles hold commas."""
    more = ("…",) if len(edges) > TOLD else ()
    return Joined((*(edge.title for edge in edges[:TOLD]), *more), "; ")


def link(question: Question, deps: Deps) -> str:
    """Address of the picture on the operator's web application, in the reader's language."""
    address = f"{deps.library.web_url}/careers/{question.code}/lattice.svg"
    language = question.turn.language
    return address if language == "en" else f"{address}?{urlencode({'lang': language})}"
