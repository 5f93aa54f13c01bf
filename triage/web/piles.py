"""Piles: bring many questions in, watch them become cases, print or export them."""

from __future__ import annotations

from sqlalchemy import Select, select
from starlette.responses import JSONResponse, Response

from triage import audit, export, letters, listing, pile_lines, piles
from triage.errors import BadInput, UnknownCase
from triage.letters import Letter
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
    """Questions and drafts as CSV or JSON."""
    pile, form = _pile(asked), asked.request.path_params["form"]
    records = [export.case_record(row) for row in _rows(asked, pile)]
    if form == "json":
        return download(export.as_json(records), f"pile-{pile.id}.json", "application/json")
    return download(export.as_csv(records, export.FIELDS), f"pile-{pile.id}.csv", "text/csv")


@signed_in
def send_letters(asked: Asked) -> Response:
    """The drafts that can go by e-mail; sends one, or all after a confirmation that counts them."""
    pile = _pile(asked)
    if not asked.house.settings.sends_letters:
        raise BadInput("No mail server is set up (LATTICE_DESK_SMTP, docs/desk.md).")
    found = letters.ready(asked.desk, asked.who, pile.id)
    wanted = asked.form.get("number", "") or asked.request.query_params.get("number", "")
    chosen = [letter for letter in found if wanted in ("all", letter.row.number)]
    if asked.request.method == "GET":
        sent = asked.request.query_params.get("sent", "")
        return _letters(asked, pile, found, chosen if wanted else [], sent=sent)
    if str(len(chosen)) != asked.form.get("count", "") or not chosen:
        return _letters(asked, pile, found, chosen, status=409)
    return go(f"/piles/{pile.id}/letters?sent={letters.send(asked.desk, asked.who, chosen)}")


def _letters(
    asked: Asked,
    pile: Pile,
    found: list[Letter],
    chosen: list[Letter],
    *,
    sent: str = "",
    status: int = 200,
) -> Response:
    said = sent if sent.isdecimal() else ""
    shown = {"found": found, "chosen": chosen, "sent": said, "changed": status == 409}
    return asked.page("letters.html", status, pile=pile, most=letters.MOST, **shown)


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
