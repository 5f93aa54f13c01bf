"""The web application: the desk, and beside it whatever public pages are given to it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Lifespan, Message, Receive, Scope, Send

from triage.chatwoot import Chatwoot
from triage.desk import Desk
from triage.drafts import Bot, Drafter
from triage.finding import Finder
from triage.gauges import DeskCollector
from triage.helpdesk import Copies, carrier
from triage.intake import Clock, Door, utc_now
from triage.library import Library
from triage.names import Names
from triage.outbox import Outbox
from triage.senders import senders
from triage.settings import Settings
from triage.store import Store
from triage.vault import Vault
from triage.web import case, hooks, office, piles, public, queue, signin
from triage.web.asked import House
from triage.worker import Worker

_STATIC = Path(__file__).parent / "static"
_HEADERS = {
    b"content-security-policy": b"default-src 'none'; script-src 'self'; style-src 'self'; "
    b"img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    b"frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"x-frame-options": b"DENY",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), microphone=(), geolocation=()",
    b"cache-control": b"no-store",
}


class DeskHeaders:
    """Adds the security headers of the desk to every answer of ``app``."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        strict = {b"strict-transport-security": b"max-age=31536000"} if https else {}
        self._headers = [*(_HEADERS | strict).items()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers added."""

        async def send_with(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], *self._headers]
            await send(message)

        await self._app(scope, receive, send_with)


def create_app(
    settings: Settings,
    *,
    public_routes: Sequence[BaseRoute] = (),
    drafter: Drafter | None = None,
    finder: Finder | None = None,
    clock: Clock = utc_now,
    work: bool = True,
) -> Starlette:
    """The whole application.

    Args:
        settings: where things are.
        public_routes: further pages that need no sign-in; they bring their own headers.
        drafter: who drafts answers; the running bot by default.
        finder: who finds jobs and places by name; by default from what is built.
        clock: the time; replaced in tests.
        work: whether to run the housekeeping thread.
    """
    library, vault = Library.read(settings.library_file), Vault.open(settings.build)
    desk = Desk(Store.open(settings.database), vault, library, clock)
    names = Names(settings.build / "knowledge.sqlite")
    finds = finder or Finder(settings.build)
    house = House(settings, desk, drafter or Bot(settings.bot_url), names, finds)
    door = Door(settings, clock)
    copies = Copies(desk, Chatwoot(settings.chatwoot)) if settings.chatwoot else None
    carriers = {**senders(settings, library, vault), **carrier(copies)}
    desk_metrics = CollectorRegistry()
    desk_metrics.register(DeskCollector(desk.store, clock))
    outbox = Outbox(desk.store, vault, carriers)
    worker = Worker(desk, door, outbox, house.drafter, copies) if work else None
    inner = Starlette(routes=_routes(), middleware=[Middleware(DeskHeaders, https=settings.https)])
    inner.state.house = house
    app = Starlette(
        routes=[*public.routes(), *hooks.routes(copies, clock), *public_routes, Mount("/", inner)],
        lifespan=_life(worker),
    )
    app.state.door = door
    app.state.house = house
    app.state.desk_metrics = desk_metrics
    return app


def _life(worker: Worker | None) -> Lifespan[Starlette]:
    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        if worker:
            worker.start()
        yield
        if worker:
            worker.stop()

    return life


def _routes() -> list[BaseRoute]:
    both = ["GET", "POST"]
    return [
        Route("/", queue.home),
        Route("/login", signin.login, methods=both),
        Route("/logout", signin.logout, methods=["POST"]),
        Route("/account", signin.account, methods=both),
        Route("/cases", queue.cases),
        Route("/cases.{form:str}", queue.export_cases),
        Route("/cases/{number:str}", case.show),
        Route("/cases/{number:str}/{act:str}", case.act, methods=["POST"]),
        Route("/piles", piles.show_all, methods=both),
        Route("/piles/{pile:int}", piles.show),
        Route("/piles/{pile:int}/progress", piles.progress),
        Route("/piles/{pile:int}/print", piles.to_print),
        Route("/piles/{pile:int}.{form:str}", piles.export_pile),
        Route("/piles/{pile:int}/letters", piles.send_letters, methods=both),
        Route("/replies", office.ready_replies, methods=both),
        Route("/measures", office.show_measures),
        Route("/measures.{form:str}", office.export_measures),
        Route("/audit", office.show_audit),
        Route("/team", office.team, methods=both),
        Mount("/static", StaticFiles(directory=_STATIC)),
    ]
