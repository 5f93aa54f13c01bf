"""Public pages about occupations: the profile report as a page and PDF, the lattice as a picture.

GET /careers/{code}                  ?area=AK&lang=es
GET /careers/{code}/report.pdf       the same, to print
GET /careers/{code}/lattice.svg, lattice.png
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from guard.limits import DRAWINGS, Buckets, Gate, number
from knowledge import lattice_picture, report_pdf
from knowledge.errors import InvalidCode, UnknownArea, UnknownOccupation, UnusableKnowledge
from knowledge.focus import neighbours_of
from knowledge.model import NATION
from knowledge.report import report
from knowledge.report_view import LANGUAGES, View, view
from knowledge.store import KnowledgeBase
from triage.web.limits import limited

_HERE = Path(__file__).parent
_HEADERS = {
    "cache-control": "public, max-age=3600",
    "content-security-policy": "default-src 'none'; style-src 'self'; img-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
# A picture carries its own style sheet, for light and dark; it can load nothing.
_PICTURE_HEADERS = {
    **_HEADERS,
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
}
_KEPT = 64

Asked = tuple[str, str, str]


class Careers:
    """Draws what is asked, and keeps the last few drawings; one knowledge base, opened at need."""

    def __init__(self, knowledge: Path) -> None:
        self._path = knowledge
        self._base: KnowledgeBase | None = None
        self._opened = 0.0
        templates = Environment(
            loader=FileSystemLoader(_HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._template = templates.get_template("career.html")
        self._kept_pdf = lru_cache(_KEPT)(self._pdf)
        self._kept_picture = lru_cache(_KEPT)(self._picture)

    def page(self, asked: Asked) -> str:
        """The report as HTML."""
        shown, lattice = self._view(asked), self.base().lattice(asked[0])
        return self._template.render(view=shown, asked=asked, lattice=lattice, drawing=Markup)

    def pdf(self, asked: Asked) -> bytes:
        """The report as PDF."""
        self.base()  # forgets what was drawn from an earlier knowledge base
        return self._kept_pdf(asked)

    def picture(self, asked: Asked, form: str) -> bytes:
        """The lattice as ``svg`` or ``png``."""
        self.base()
        return self._kept_picture(asked, form)

    def _pdf(self, asked: Asked) -> bytes:
        return report_pdf.render(self._view(asked))

    def _picture(self, asked: Asked, form: str) -> bytes:
        title = self.base().occupation(asked[0]).title
        drawing = self._svg(asked[0], title, asked[2])
        return lattice_picture.png(drawing) if form == "png" else drawing.encode()

    def _view(self, asked: Asked) -> View:
        code, area, language = asked
        return view(self.base(), report(self.base(), code, area), language)

    def _svg(self, code: str, title: str, language: str) -> str:
        return lattice_picture.svg(
            neighbours_of(self.base(), code), title, language="es" if language == "es" else "en"
        )

    def base(self) -> KnowledgeBase:
        """The knowledge base; opened anew, and drawings forgotten, when the file was replaced.

        Raises:
            UnusableKnowledge: it is missing or damaged.
        """
        changed = self._path.stat().st_mtime if self._path.exists() else 0.0
        if self._base is None or changed != self._opened:
            self._base, self._opened = KnowledgeBase.open(self._path), changed
            self._kept_pdf.cache_clear()
            self._kept_picture.cache_clear()
        return self._base


def routes(knowledge: Path) -> list[BaseRoute]:
    """The public routes."""
    careers = Careers(knowledge)

    async def page(request: Request) -> Response:
        return await _answer(request, careers.page, "text/html; charset=utf-8")

    async def pdf(request: Request) -> Response:
        return await _answer(request, careers.pdf, "application/pdf")

    async def svg(request: Request) -> Response:
        draw = careers.picture
        return await _answer(request, lambda asked: draw(asked, "svg"), "image/svg+xml")

    async def png(request: Request) -> Response:
        draw = careers.picture
        return await _answer(request, lambda asked: draw(asked, "png"), "image/png")

    limits = [limited(_gate(), "careers")]
    return [
        Mount("/careers/static", StaticFiles(directory=_HERE / "static_public")),
        Route("/careers/{code:str}", page, middleware=limits),
        Route("/careers/{code:str}/report.pdf", pdf, middleware=limits),
        Route("/careers/{code:str}/lattice.svg", svg, middleware=limits),
        Route("/careers/{code:str}/lattice.png", png, middleware=limits),
    ]


def _gate() -> Gate:
    """One limit for everything that is drawn, lower than for talk: a drawing takes longer."""
    drawings = number(os.environ, "LATTICE_LIMIT_DRAWINGS", DRAWINGS)
    return replace(Gate.from_environment(), addresses=Buckets(drawings))


async def _answer(request: Request, draw: Callable[[Asked], Any], kind: str) -> Response:
    """Draw in a thread; what we do not know is a clear 404, a missing knowledge base a 503."""
    headers = _PICTURE_HEADERS if kind.startswith("image/svg") else _HEADERS
    try:
        body = await run_in_threadpool(draw, _asked(request))
    except (InvalidCode, UnknownOccupation, UnknownArea) as error:
        return PlainTextResponse(str(error), 404)
    except UnusableKnowledge:
        return PlainTextResponse("The knowledge base is not available just now.", 503)
    return Response(body, media_type=kind, headers=headers)


def _asked(request: Request) -> Asked:
    language = request.query_params.get("lang", "en")
    area = request.query_params.get("area", NATION.code)
    return request.path_params["code"], area, language if language in LANGUAGES else "en"
