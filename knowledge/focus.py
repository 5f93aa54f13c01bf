"""From a code as people have it to the occupations whose lattice answers for it.

A code may be retired (SOC 2010), a group of BLS, or an "All Other" code that only stands for its
O*NET details. Each is answered by its members, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from knowledge.errors import KnowledgeError, UnknownOccupation
from knowledge.model import Direction, Lattice, LatticeEdge, Occupation, SocCode
from knowledge.store import KnowledgeBase

SUGGESTED = 3


class NoLattice(KnowledgeError):
    """A known occupation without profile; names some of its group that have one."""

    def __init__(self, occupation: Occupation, siblings: Sequence[Occupation]) -> None:
        kind = "military" if occupation.kind == "military" else "a code that only collects others"
        named = ", ".join(f"{sibling.code.soc} {sibling.title}" for sibling in siblings)
        super().__init__(
            f"{occupation.code.soc} {occupation.title} is {kind} and has no profile to compare; "
            f"expected a named occupation{f' such as {named}' if named else ''}"
        )
        self.siblings = tuple(siblings)


@dataclass(frozen=True, slots=True)
class FocusOnGroup:
    """The occupations that answer for a code; ``why`` is empty where it is the code itself."""

    members: tuple[SocCode, ...]
    why: str = ""


def find_focus(base: KnowledgeBase, text: str) -> FocusOnGroup:
    """Resolve a code.

    Args:
        base: the knowledge base.
        text: a six- or eight-digit code, current or retired, or a group of BLS.

    Raises:
        InvalidCode: the text is no code.
        UnknownOccupation: a code that neither SOC 2018 nor SOC 2010 holds.
        NoLattice: an occupation without profile.
    """
    code = SocCode.parse(text)
    try:
        occupation = base.occupation(code)
    except UnknownOccupation:
        return _successors(base, code)
    return _of(base, occupation)


def _of(base: KnowledgeBase, occupation: Occupation) -> FocusOnGroup:
    code = occupation.code
    if _has_edges(base, code):
        return FocusOnGroup((code,))
    details = tuple(d.code for d in base.details(code) if _has_edges(base, d.code))
    if not details:
        raise NoLattice(occupation, _siblings(base, code))
    return FocusOnGroup(details, f"{code.soc} stands for its O*NET details")


def _siblings(base: KnowledgeBase, code: SocCode) -> tuple[Occupation, ...]:
    """Occupations of the same minor group that have a lattice."""
    group = (o for o in base.occupations() if o.code.soc[:4] == code.soc[:4])
    return tuple(islice((o for o in group if _has_edges(base, o.code)), SUGGESTED))


def _successors(base: KnowledgeBase, code: SocCode) -> FocusOnGroup:
    members = tuple(c for c in base.successors(code.soc) if _has_edges(base, c))
    if members:
        return FocusOnGroup(members, f"{code.soc} is a SOC 2010 code; these replaced it")
    group = tuple(o.code for o in base.occupations() if o.bls_code == code.soc)
    members = tuple(c for c in group if _has_edges(base, c))
    if not members:
        raise UnknownOccupation(code.soc)
    return FocusOnGroup(members, f"{code.soc} is a group of BLS; these are its occupations")


def _has_edges(base: KnowledgeBase, code: SocCode) -> bool:
    found = base.lattice(code)
    return bool(found.advance or found.transfer or found.feeders)


def neighbours_of(base: KnowledgeBase, text: str) -> Lattice:
    """The lattice that answers for a code; an empty one where it has no profile.

    Raises:
        InvalidCode: the text is no code.
        UnknownOccupation: a code that neither SOC 2018 nor SOC 2010 holds.
    """
    try:
        return lattice_of(base, find_focus(base, text))
    except NoLattice:
        return Lattice(base.occupation(text).code)


def lattice_of(base: KnowledgeBase, focus: FocusOnGroup) -> Lattice:
    """The lattice of a focus: of several members, each neighbour's nearest edge."""
    lattices = [base.lattice(member) for member in focus.members]
    if len(lattices) == 1:
        return lattices[0]
    return _merge(focus, lattices)


def _merge(focus: FocusOnGroup, lattices: list[Lattice]) -> Lattice:
    nearest: dict[SocCode, LatticeEdge] = {}
    for one in lattices:
        for edge in (*one.advance, *one.transfer, *one.feeders):
            known = nearest.get(edge.code)
            if edge.code not in focus.members and (not known or known.similarity < edge.similarity):
                nearest[edge.code] = edge
    ordered = sorted(nearest.values(), key=lambda edge: (-edge.similarity, edge.code))

    def part(direction: Direction) -> tuple[LatticeEdge, ...]:
        return tuple(edge for edge in ordered if edge.direction == direction)

    return Lattice(focus.members[0], part("advance"), part("transfer"), part("feeder"))
