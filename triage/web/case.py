"""The page of one case and everything that can be done on it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.responses import PlainTextResponse, Response

from triage import canned, listing, reading
from triage.cases import ENDS, Move, Priority, allowed
from triage.contacts import address
from triage.desk import may_change
from triage.drafts import Draft, subject
from triage.errors import (
    BadInput,
    BotUnreachable,
    MoveRefused,
    NamesMissing,
    StaleCase,
    TriageError,
    UnclearName,
    UnknownCase,
)
from triage.names import Names
from triage.numbers import tidy
from triage.outbox import LETTER
from triage.records import case_of
from triage.tables import CaseRow, Counselor, Outgoing
from triage.web.asked import Asked, go, signed_in, status_of

_SNOOZES = {"1": timedelta(hours=1), "4": timedelta(hours=4), "24": timedelta(days=1)}


@signed_in
def show(asked: Asked) -> Response:
    """Open a case without claiming it; only its version for the script that watches it."""
    if asked.request.headers.get("X-Desk-Live"):
        return PlainTextResponse(str(asked.desk.version_of(asked.who, _number(asked))))
    return _page(asked)


def _page(asked: Asked, refused: TriageError | None = None) -> Response:
    """The page of the case, with what was typed where a form of it was refused."""
    row = asked.desk.read(asked.who, _number(asked))
    library = asked.desk.library
    with asked.desk.store.look() as session:
        ready = [
            (
                reply.title,
                canned.filled(reply.text, canned.values_for(row, asked.who, library.name)),
            )
            for reply in canned.usable(session, asked.who)
        ]
        others = select(Counselor).where(Counselor.active, Counselor.id != asked.who.id)
        team = list(session.scalars(others.order_by(Counselor.name)))
        similar = listing.similar(session, asked.who, library, row)
        siblings = _others_of(session, asked, row)
        by_letter = Outgoing.case_id == row.id, Outgoing.route == LETTER
        posted = set(session.scalars(select(Outgoing.message_id).where(*by_letter)))
    contact = asked.desk.vault.unseal(row.contact)
    return asked.page(
        "case.html",
        status_of(refused) if refused else 200,
        problem=refused,
        unclear=refused if isinstance(refused, UnclearName) else None,
        typed=asked.form,
        row=row,
        contact=contact,
        moves=set(allowed(case_of(row))),
        mine=may_change(asked.who, row),
        ready=ready,
        team=team,
        similar=similar,
        siblings=siblings,
        priorities=list(Priority),
        grade=reading.grade(row.draft),
        key=secrets.token_urlsafe(12),
        is_sent=row.channel != "import" or "import" in asked.house.settings.delivery,
        mailable=_mailable(asked, row, contact),
        posted=posted,
    )


def _mailable(asked: Asked, row: CaseRow, contact: str) -> bool:
    """Whether a reply can go by e-mail; one that sounds like danger only once it was looked at."""
    seen = not row.safety or row.acknowledged_by is not None
    from_pile = row.channel == "import" and asked.house.settings.sends_letters
    return from_pile and seen and bool(address(contact))


@signed_in
def act(asked: Asked) -> Response:
    """Carry out a form of the case page."""
    number = _number(asked)
    named = _ACTS.get(asked.request.path_params["act"])
    if named is None:
        raise BadInput("There is no such button.")
    try:
        named(asked, number)
    except (StaleCase, MoveRefused, BadInput, BotUnreachable, NamesMissing) as error:
        return _page(asked, error)
    return go(f"/cases/{number}" if _still_open(asked, number) else f"/cases?passed_on={number}")


def _still_open(asked: Asked, number: str) -> bool:
    """Whether who acted may still look at the case: not where it was passed on."""
    try:
        asked.desk.version_of(asked.who, number)
    except UnknownCase:
        return False
    return True


def _move(move: Move) -> Callable[[Asked, str], None]:
    def carry_out(asked: Asked, number: str) -> None:
        asked.desk.move(asked.who, number, asked.version, move)

    return carry_out


def _transfer(asked: Asked, number: str) -> None:
    to = asked.form.get("to", "")
    if not to.isdigit():
        raise BadInput("Choose who takes the case.")
    if asked.form.get("note", "").strip():
        asked.desk.note(asked.who, number, asked.form["note"])
    asked.desk.move(asked.who, number, asked.version, Move.TRANSFER, to=int(to))


def _snooze(asked: Asked, number: str) -> None:
    wait = _SNOOZES.get(asked.form.get("hours", ""))
    until = asked.desk.clock() + wait if wait else _moment(asked, "until")
    if until is None:
        raise BadInput("Choose until when.")
    asked.desk.snooze(asked.who, number, asked.version, until)


def _prioritize(asked: Asked, number: str) -> None:
    given = asked.form.get("priority", "")
    if given not in list(Priority):
        raise BadInput("Choose a priority.")
    note = asked.form.get("note", "")
    asked.desk.prioritize(asked.who, number, asked.version, Priority(given), note)


def _flag(asked: Asked, number: str) -> None:
    raised = asked.form.get("raised") == "yes"
    asked.desk.flag(asked.who, number, asked.version, raised, asked.form.get("note", ""))


def _note(asked: Asked, number: str) -> None:
    asked.desk.note(asked.who, number, asked.form.get("note", ""))


def _label(asked: Asked, number: str) -> None:
    form = asked.form
    topic, tags = form.get("topic", ""), form.get("tags", "")
    asked.desk.label(asked.who, number, asked.version, topic, tags, _moment(asked, "due"))


def _correct(asked: Asked, number: str) -> None:
    row, finder, form = asked.desk.read(asked.who, number), asked.house.finder, asked.form
    occupation = finder.occupation(form.get("occupation", ""), row.occupation)
    area = finder.place(form.get("area", ""), row.area)
    asked.desk.correct(asked.who, number, asked.version, occupation, area)


def _merge(asked: Asked, number: str) -> None:
    asked.desk.merge(asked.who, number, asked.version, tidy(asked.form.get("into", "")))


def _draft(asked: Asked, number: str) -> None:
    row = asked.desk.read(asked.who, number)
    (made,) = asked.house.drafter.draft([row.question], subject(row))
    if not made.text:
        raise BadInput("The bot has no answer to this question. Please write your own.")
    about = _written_for(asked.house.names, made, row)
    asked.desk.keep_draft(asked.who, number, asked.version, made, about)


def _written_for(names: Names, made: Draft, row: CaseRow) -> str:
    """For which job and place a draft was written, and what the question may mean as well."""
    if not made.occupation:
        return made.doubt
    jobs = " and ".join(map(names.occupation, (made.occupation, *made.also)))
    figures = f" (figures: {names.place(made.area)})" if made.area else ""
    if (made.occupation, made.also) != (row.occupation, ()):
        return f"Written for {jobs}{figures}. {made.doubt}".strip()
    if row.corrected:
        return f"Written for {jobs}{figures}, as it was corrected."
    return f"Written for {jobs}{figures}, as the case says. Is that what the student means?"


def _reply(asked: Asked, number: str) -> None:
    form = asked.form
    if form.get("look"):
        raise StaleCase(number)
    text, key, close = form.get("text", ""), form.get("key", ""), form.get("close") == "yes"
    by_letter = form.get("by") == "letter"
    if by_letter:
        row = asked.desk.read(asked.who, number)
        if not _mailable(asked, row, asked.desk.vault.unseal(row.contact)):
            raise BadInput("This reply cannot go by e-mail. Look at the safety box first, if any.")
    asked.desk.reply(asked.who, number, asked.version, text, key, close=close, by_letter=by_letter)


def _acknowledge(asked: Asked, number: str) -> None:
    asked.desk.acknowledge(asked.who, number, asked.version)


_PLAIN_MOVES = (
    *(Move.CLAIM, Move.RELEASE, Move.JOIN, Move.LEAVE),
    *(Move.WAKE, Move.CLOSE, Move.REOPEN),
)
_ACTS: dict[str, Callable[[Asked, str], None]] = {
    **{move.value: _move(move) for move in _PLAIN_MOVES},
    "transfer": _transfer,
    "snooze": _snooze,
    "priority": _prioritize,
    "flag": _flag,
    "note": _note,
    "label": _label,
    "correct": _correct,
    "merge": _merge,
    "draft": _draft,
    "reply": _reply,
    "acknowledge": _acknowledge,
}


def _number(asked: Asked) -> str:
    return tidy(asked.request.path_params["number"])


def _moment(asked: Asked, name: str) -> datetime | None:
    """A time as the browser's own field gives it, meant in the library's zone."""
    given = asked.form.get(name, "").strip()
    if not given:
        return None
    zone: ZoneInfo = asked.desk.library.desk.hours.zone
    try:
        return datetime.fromisoformat(given).replace(tzinfo=zone).astimezone(UTC)
    except ValueError as error:
        raise BadInput(f"{given!r} is no date and time; expected 2026-11-25T14:00.") from error


def _others_of(session: Session, asked: Asked, row: CaseRow) -> list[CaseRow]:
    """Further cases of the same student that this one could be merged into."""
    same = CaseRow.conversation == row.conversation, CaseRow.id != row.id
    live = CaseRow.state.not_in([state.value for state in ENDS])
    found = session.scalars(select(CaseRow).where(*same, live).order_by(CaseRow.id))
    return [other for other in found if may_change(asked.who, other)]
