"""Ready replies: shared ones for everybody, own ones for their owner."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from triage.errors import BadInput, NotAllowed
from triage.tables import Canned, CaseRow, Counselor

VARIABLES = ("name", "library", "number", "occupation", "topic")


def usable(session: Session, who: Counselor) -> list[Canned]:
    """Shared replies and those of ``who``."""
    mine = or_(Canned.owner_id.is_(None), Canned.owner_id == who.id)
    return list(session.scalars(select(Canned).where(mine).order_by(Canned.title)))


def save(
    session: Session, who: Counselor, title: str, text: str, *, shared: bool, old: int | None = None
) -> Canned:
    """Add a reply or change one.

    Raises:
        BadInput: title or text is empty, or a variable is unknown.
        NotAllowed: it is shared or another's, and ``who`` is no lead.
    """
    if not title.strip() or not text.strip():
        raise BadInput("A ready reply needs a title and a text.")
    filled(text, dict.fromkeys(VARIABLES, ""))
    if shared and who.role == "counselor":
        raise NotAllowed("Only leads can share a ready reply.")
    reply = _own(session, who, old) if old else Canned()
    reply.title, reply.text = title.strip()[:120], text.strip()[:4000]
    reply.owner_id = None if shared else who.id
    session.add(reply)
    return reply


def remove(session: Session, who: Counselor, reply: int) -> None:
    """Delete a reply that ``who`` may change."""
    session.delete(_own(session, who, reply))


def filled(text: str, values: Mapping[str, str]) -> str:
    """Put ``values`` into ``{name}`` and the like.

    Raises:
        BadInput: a variable is unknown.
    """
    try:
        return text.format_map(values)
    except (KeyError, ValueError, IndexError, AttributeError) as error:
        known = ", ".join(f"{{{name}}}" for name in VARIABLES)
        raise BadInput(f"A variable cannot be read ({error}). Known: {known}") from error


def values_for(row: CaseRow, who: Counselor, library: str) -> dict[str, str]:
    """The variables of a case."""
    return {
        "name": who.name,
        "library": library,
        "number": row.number,
        "occupation": row.occupation_title or row.occupation,
        "topic": row.topic.replace("_", " "),
    }


def _own(session: Session, who: Counselor, reply: int) -> Canned:
    found = session.get(Canned, reply)
    mine = found is not None and found.owner_id == who.id
    if found is None or not (mine or (found.owner_id is None and who.role != "counselor")):
        raise NotAllowed("That ready reply is not yours.")
    return found
