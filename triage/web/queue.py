"""The queue: list, filter, search, export; and the part of it that refreshes by itself."""

from __future__ import annotations

from starlette.responses import Response

from triage import audit, export, listing
from triage.cases import Priority, State
from triage.listing import Wanted
from triage.numbers import tidy
from triage.tables import Counselor
from triage.web.asked import Asked, go, signed_in


@signed_in
def home(asked: Asked) -> Response:
    """The first page is the queue."""
    return go("/cases")


@signed_in
def cases(asked: Asked) -> Response:
    """The queue; only its rows for the script that keeps it fresh."""
    wanted = Wanted.of(dict(asked.request.query_params))
    live = bool(asked.request.headers.get("X-Desk-Live"))
    with asked.desk.store.look() as session:
        page = listing.page(session, asked.who, asked.desk.library, wanted)
        if live:
            return asked.page("rows.html", page=page)
        topics = listing.choices(session, "topic")
        channels = listing.choices(session, "channel")
        team = session.query(Counselor).order_by(Counselor.name).all()
    return asked.page(
        "queue.html",
        page=page,
        wanted=wanted,
        topics=topics,
        channels=channels,
        team=team,
        states=["live", *State, "all"],
        priorities=list(Priority),
        sorts=list(listing.SORTS),
        query=_query(asked),
        passed_on=tidy(asked.request.query_params.get("passed_on", "")),
    )


@signed_in
def export_cases(asked: Asked) -> Response:
    """The listed cases as CSV or JSON; leads only."""
    asked.lead()
    wanted = Wanted.of(dict(asked.request.query_params))
    with asked.desk.store.work() as session:
        rows = listing.all_rows(session, asked.who, asked.desk.library, wanted)
        detail = f"{len(rows)} cases"
        audit.record(session, asked.desk.clock(), asked.who.login, "exported", detail=detail)
    records = [export.case_record(row) for row in rows]
    if asked.request.path_params["form"] == "json":
        return download(export.as_json(records), "cases.json", "application/json")
    return download(export.as_csv(records, export.FIELDS), "cases.csv", "text/csv")


def download(text: str, name: str, kind: str) -> Response:
    """A file for the browser to save."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(text, media_type=f"{kind}; charset=utf-8", headers=headers)


def _query(asked: Asked) -> str:
    kept = asked.request.url.remove_query_params(["page", "passed_on"]).query
    return f"{kept}&" if kept else ""
