"""The pages beside the queue: ready replies, measures, audit, team."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from starlette.responses import Response

from triage import accounts, canned, export, measures, outbox, reading
from triage.errors import BadInput, NotAllowed
from triage.measures import Measures
from triage.tables import Audit, Counselor
from triage.web.asked import Asked, go, signed_in
from triage.web.queue import download

_AUDIT_LINES = 500


@signed_in
def ready_replies(asked: Asked) -> Response:
    """List, add, change and delete ready replies."""
    problem = ""
    if asked.request.method == "POST":
        try:
            _change_reply(asked)
            return go("/replies")
        except BadInput as error:
            problem = str(error)
    with asked.desk.store.look() as session:
        found = [(r, reading.grade(r.text)) for r in canned.usable(session, asked.who)]
    status, shown = 400 if problem else 200, {"replies": found, "variables": canned.VARIABLES}
    return asked.page("replies.html", status, problem=problem, typed=asked.form, **shown)


def _change_reply(asked: Asked) -> None:
    form, given = asked.form, asked.form.get("id", "")
    old = int(given) if given.isdigit() else None
    with asked.desk.store.work() as session:
        if form.get("remove") == "yes" and old:
            canned.remove(session, asked.who, old)
            return
        shared = form.get("shared") == "yes"
        title, text = form.get("title", ""), form.get("text", "")
        canned.save(session, asked.who, title, text, shared=shared, old=old)


@signed_in
def show_measures(asked: Asked) -> Response:
    """Figures of a period."""
    return asked.page("measures.html", measures=_measures(asked))


@signed_in
def export_measures(asked: Asked) -> Response:
    """The same as CSV or JSON."""
    cells = _measures(asked).cells()
    if asked.request.path_params["form"] == "json":
        return download(export.as_json(cells), "measures.json", "application/json")
    fields = ("measure", "cell", "value")
    return download(export.as_csv(cells, fields), "measures.csv", "text/csv")


def _measures(asked: Asked) -> Measures:
    query = asked.request.query_params
    today = asked.desk.clock().astimezone(asked.desk.library.desk.hours.zone).date()
    try:
        until = date.fromisoformat(query.get("until") or today.isoformat())
        since = date.fromisoformat(query.get("since") or (until - timedelta(days=30)).isoformat())
    except ValueError as error:
        raise BadInput("Give days such as 2026-11-25.") from error
    with asked.desk.store.look() as session:
        return measures.measure(session, since, until)


@signed_in
def show_audit(asked: Asked) -> Response:
    """Who saw and changed what, newest first; leads only."""
    asked.lead()
    wanted = select(Audit).order_by(Audit.id.desc()).limit(_AUDIT_LINES)
    if case := asked.request.query_params.get("case", ""):
        wanted = wanted.where(Audit.case_number == case)
    with asked.desk.store.look() as session:
        lines = list(session.scalars(wanted))
        stuck = outbox.undelivered(session)
    return asked.page("audit.html", lines=lines, case=case, stuck=stuck)


@signed_in
def team(asked: Asked) -> Response:
    """Who works here; admins add people, change roles and switch them off."""
    if asked.who.role != "admin":
        raise NotAllowed("Only admins may see this page.")
    if asked.request.method == "POST":
        _change_team(asked)
        return go("/team")
    with asked.desk.store.look() as session:
        people = list(session.scalars(select(Counselor).order_by(Counselor.name)))
    return asked.page("team.html", people=people, roles=accounts.ROLES)


def _change_team(asked: Asked) -> None:
    form, now = asked.form, asked.desk.clock()
    with asked.desk.store.work() as session:
        if not form.get("id", "").isdigit():
            fields = [form.get(name, "") for name in ("login", "name", "role", "password")]
            accounts.create(session, now, *fields)
            return
        accounts.change(
            session,
            now,
            asked.who,
            int(form["id"]),
            role=form.get("role", ""),
            active=form.get("active") == "yes",
        )
