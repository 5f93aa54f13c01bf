"""What every page of the desk needs: who asks, what the form says, and whether it is genuine."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from triage import accounts
from triage.accounts import Visit
from triage.desk import Desk
from triage.drafts import Drafter
from triage.errors import BadInput, MoveRefused, NotAllowed, StaleCase, TriageError, UnknownCase
from triage.finding import Finder
from triage.names import Names
from triage.settings import Settings
from triage.tables import Counselor
from triage.web import words

COOKIE = "desk"
LARGEST_BODY = 6_000_000
_STATUS = {UnknownCase: 404, NotAllowed: 403, StaleCase: 409, MoveRefused: 409, BadInput: 400}

templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.filters.update(words.FILTERS)


@dataclass(frozen=True, slots=True)
class House:
    """What the pages stand on."""

    settings: Settings
    desk: Desk
    drafter: Drafter
    names: Names
    finder: Finder


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of somebody who is signed in."""

    request: Request
    house: House
    visit: Visit
    form: Mapping[str, str] = field(default_factory=dict)

    @property
    def desk(self) -> Desk:
        """The counselors' side of the database."""
        return self.house.desk

    @property
    def who(self) -> Counselor:
        """Who asks."""
        return self.visit.who

    @property
    def version(self) -> int:
        """The version of the case that the form was made from."""
        given = self.form.get("version", "")
        if not given.isdigit():
            raise BadInput("The form is incomplete. Open the case again.")
        return int(given)

    def page(self, template: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Render a template."""
        return render(template, status, asked=self, now=self.desk.clock(), **values)

    def lead(self) -> None:
        """Go on only for leads and admins.

        Raises:
            NotAllowed: it is a counselor.
        """
        if self.who.role == "counselor":
            raise NotAllowed("Only leads may see this page.")


Handler = Callable[[Asked], Response]
Endpoint = Callable[[Request], Awaitable[Response]]


def render(template: str, status: int = 200, **values: Any) -> HTMLResponse:
    """Render a template for anybody."""
    return HTMLResponse(templates.get_template(template).render(**values), status)


def go(address: str) -> Response:
    """Send the browser on after a form."""
    return RedirectResponse(address, 303)


def signed_in(handler: Handler) -> Endpoint:
    """Make a page of ``handler``: signed in, form genuine, errors in plain words."""

    @wraps(handler)
    async def endpoint(request: Request) -> Response:
        house: House = request.app.state.house
        form = await read_form(request) if request.method == "POST" else {}
        if form is None:
            return PlainTextResponse("This form is too large.", 413)
        return await run_in_threadpool(_answer, handler, request, house, form)

    return endpoint


def _answer(handler: Handler, request: Request, house: House, form: Mapping[str, str]) -> Response:
    with house.desk.store.work() as session:
        found = accounts.visit(session, house.desk.clock(), request.cookies.get(COOKIE, ""))
    if found is None:
        return _sign_in_first(request)
    asked = Asked(request, house, found, form)
    if request.method == "POST" and not genuine(request, form, found.form_token):
        return asked.page("error.html", 403, text="This form has expired. Go back and try again.")
    try:
        return handler(asked)
    except TriageError as error:
        return asked.page("error.html", status_of(error), text=str(error))


def status_of(error: TriageError) -> int:
    """The HTTP status that says what kind of error it is; 503 where something is down."""
    return next((s for kind, s in _STATUS.items() if isinstance(error, kind)), 503)


def _sign_in_first(request: Request) -> Response:
    if request.headers.get("X-Desk-Live"):
        return PlainTextResponse("", 401)
    return RedirectResponse("/login", 303)


def genuine(request: Request, form: Mapping[str, str], token: str) -> bool:
    """Whether a form comes from our own page: right token, and no foreign origin."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        return False
    return bool(token) and secrets.compare_digest(
        form.get("form_token", "").encode(), token.encode()
    )


async def read_form(request: Request) -> dict[str, str] | None:
    """The fields of a form; None if it is too large.

    An uploaded file is a text of one character a byte: what its bytes mean is not known here.
    """
    length = request.headers.get("Content-Length", "")
    if not length.isdigit() or int(length) > LARGEST_BODY:
        return None
    fields: dict[str, str] = {}
    async with request.form(max_files=1, max_fields=60, max_part_size=LARGEST_BODY) as form:
        for name, value in form.items():
            fields[name] = await _text(value) if isinstance(value, UploadFile) else value
    return fields


async def _text(upload: UploadFile) -> str:
    return (await upload.read()).decode("latin-1")
