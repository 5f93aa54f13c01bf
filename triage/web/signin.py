"""Signing in and out, and the own password."""

from __future__ import annotations

import secrets

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from triage import accounts
from triage.errors import NotAllowed, TriageError
from triage.web.asked import COOKIE, Asked, House, genuine, go, read_form, render, signed_in

_PRELUDE = "desk_login"


async def login(request: Request) -> Response:
    """The sign-in form, and what it sends."""
    house: House = request.app.state.house
    if request.method == "GET":
        return _form(request, "")
    fields = await read_form(request)
    if fields is None:
        return PlainTextResponse("This form is too large.", 413)
    if not genuine(request, fields, request.cookies.get(_PRELUDE, "")):
        return _form(request, "The form has expired. Please try again.", 403)
    address = request.client.host if request.client else ""
    try:
        token = await run_in_threadpool(_try, house, fields, address)
    except NotAllowed as error:
        return _form(request, str(error), 429)
    if not token:
        return _form(request, "Login or password is wrong.", 401)
    answer = go("/cases")
    answer.delete_cookie(_PRELUDE)
    answer.set_cookie(
        COOKIE, token, httponly=True, samesite="lax", secure=house.settings.https, path="/"
    )
    return answer


def _try(house: House, fields: dict[str, str], address: str) -> str:
    """The cookie of a new sign-in, empty if the password is wrong."""
    now = house.desk.clock()
    login, password = fields.get("login", "")[:200], fields.get("password", "")[:1000]
    with house.desk.store.work() as session:
        who = accounts.check(session, now, login, password, address)
        return accounts.sign_in(session, now, who) if who else ""


def _form(request: Request, problem: str, status: int = 200) -> Response:
    house: House = request.app.state.house
    token = request.cookies.get(_PRELUDE) or secrets.token_urlsafe(24)
    answer = render(
        "login.html", status, problem=problem, token=token, library=house.desk.library.name
    )
    answer.set_cookie(
        _PRELUDE, token, httponly=True, samesite="strict", secure=house.settings.https
    )
    return answer


@signed_in
def logout(asked: Asked) -> Response:
    """End this browser's sign-in."""
    with asked.desk.store.work() as session:
        accounts.sign_out(session, asked.request.cookies.get(COOKIE, ""))
    answer = go("/login")
    answer.delete_cookie(COOKIE)
    return answer


@signed_in
def account(asked: Asked) -> Response:
    """Change the own password."""
    if asked.request.method == "GET":
        return asked.page("account.html", problem="")
    address = asked.request.client.host if asked.request.client else ""
    old, new = asked.form.get("old", ""), asked.form.get("new", "")
    try:
        with asked.desk.store.work() as session:
            now = asked.desk.clock()
            who = accounts.check(session, now, asked.who.login, old, address)
            if who is not None:
                accounts.change_password(session, now, who, new)
    except TriageError as error:
        return asked.page("account.html", 400, problem=str(error))
    if who is None:
        return asked.page("account.html", 400, problem="The old password is wrong.")
    return go("/login")
