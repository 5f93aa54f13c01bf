"""Piles: bring many questions in, watch them become cases, print or export them."""

from __future__ import annotations

from sqlalchemy import Select, select
from starlette.responses import JSONResponse, Response

from triage import audit, export, listing, pile_lines, piles
from triage.errors import UnknownCase
from triage.listing import Wanted
from triage.tables import CaseRow, Pile
from triage.web.asked import Asked, go, signed_in
from triage.web.queue import download


@signed_in
def show_all(asked: Asked) -> Response:
    """The piles, and a form for another."""
    if asked.request.method == "POST":
        file = asked.form.get("file", "").encode("latin-1", "replace")
        given = file if file.strip() else asked.form.get("text", "")
        lines, now = pile_lines.read_lines(given), asked.desk.clock()
        name = asked.form.get("name", "")
        with asked.desk.store.work() as session:
            pile = piles.start(session, asked.desk.vault, asked.who, name, lines, now)
        return go(f"/piles/{pile.id}")
    with asked.desk.store.look() as session:
        found = list(session.scalars(_readable(asked).order_by(Pile.id.desc())))
    return asked.page("piles.html", piles=found)


@signed_in
def show(asked: Asked) -> Response:
    """How far a pile is."""
    return asked.page("pile.html", pile=_pile(asked))


@signed_in
def progress(asked: Asked) -> Response:
    """The same as JSON, for the progress bar."""
    pile = _pile(asked)
    return JSONResponse({"done": pile.done, "total": pile.total})


@signed_in
def to_print(asked: Asked) -> Response:
    """Questions and drafts on paper."""
    pile = _pile(asked)
    return asked.page("print.html", pile=pile, rows=_rows(asked, pile))


@signed_in
def export_pile(asked: Asked) -> Response:
    """Questions and drafts as CSV."""
    pile = _pile(asked)
    records = [export.case_record(row) for row in _rows(asked, pile)]
    return download(export.as_csv(records, export.FIELDS), f"pile-{pile.id}.csv", "text/csv")


def _readable(asked: Asked) -> Select[Pile]:
    """Leads see every pile, a counselor their own."""
    mine = select(Pile).where(Pile.owner_id == asked.who.id)
    return mine if asked.who.role == "counselor" else select(Pile)


def _pile(asked: Asked) -> Pile:
    with asked.desk.store.look() as session:
        number = int(asked.request.path_params["pile"])
        found = session.scalar(_readable(asked).where(Pile.id == number))
    if found is None:
        raise UnknownCase(f"pile {number}")
    return found


def _rows(asked: Asked, pile: Pile) -> list[CaseRow]:
    wanted = Wanted(state="all", pile=str(pile.id), sort="oldest")
    with asked.desk.store.work() as session:
        detail = f"pile {pile.id}"
        audit.record(session, asked.desk.clock(), asked.who.login, "exported", detail=detail)
        return listing.all_rows(session, asked.who, asked.desk.library, wanted)
