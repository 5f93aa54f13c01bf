"""The action server: ``python -m actions.serve``.

One process, on 127.0.0.1 unless LATTICE_HOST says otherwise; nothing of a turn is logged.
rasa_sdk's own runner starts several and binds every address (docs/decisions/0061).
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
from collections.abc import Callable, Coroutine
from typing import Any

from rasa_sdk.endpoint import create_app
from rasa_sdk.executor import ActionExecutor
from sanic import Request, Sanic
from sanic.response import HTTPResponse, json

from actions.counting import Tally
from actions.deps import Deps, Workshop
from actions.measures import counted, metrics, tell_knowledge
from actions.topics import make_actions
from guard.logs import set_up
from guard.metrics import PATH
from knowledge.errors import UnusableKnowledge
from triage.errors import TriageError
from triage.intake import door

App = Sanic[Any, Any]
logger = logging.getLogger(__name__)

PORT = 5055
WARM_UP = "warm up"


class Executor(ActionExecutor):
    """Runs actions without Rasa's domain: none of ours reads it, so Rasa need not send it."""

    def update_and_return_domain(self, payload: dict[str, Any], action_name: str) -> dict[str, Any]:
        """No domain."""
        return {}


def build_app(workshop: Workshop) -> App:
    """The web application with every action, its knowledge opened before the first request."""
    deps = workshop.deps()
    tally = Tally(lambda counts: deps.desk.count(counts))
    executor = Executor()
    for action in make_actions(deps, workshop.reopen, counted(tally)):
        executor.register_action(action)
    app = create_app(executor, cors_origins=[])
    app.ctx.encoder = "loading"
    app.add_route(readiness(deps, app), "/ready", methods=["GET"])
    app.add_route(metrics, PATH, methods=["GET"])

    @app.before_server_start
    async def open_knowledge(_app: App) -> None:
        # Without knowledge the server still starts, and each turn says so honestly.
        with contextlib.suppress(UnusableKnowledge):
            for part in (deps.knowledge, deps.matcher):
                logger.info("%s is open", type(part).__name__)
            tell_knowledge(deps.knowledge)

    @app.after_server_start
    async def warm_up(app: App) -> None:
        # The encoder takes a second to load; titles known as typed need none meanwhile.
        app.add_task(load(app))

    @app.after_server_stop
    async def write_down(_app: App) -> None:
        tally.write()

    async def load(app: App) -> None:
        try:
            await asyncio.to_thread(load_encoder, deps)
            app.ctx.encoder = "ok"
        except Exception as error:  # titles known as typed need none; /ready tells the operator
            logger.error("the encoder could not be loaded: %s", error)
            app.ctx.encoder = type(error).__name__

    return app


def readiness(deps: Deps, app: App) -> Callable[[Request], Coroutine[Any, Any, HTTPResponse]]:
    """``GET /ready``: whether knowledge base, title index and encoder can be used now."""

    def examine(part: str) -> str:
        try:
            getattr(deps, part)
        except UnusableKnowledge as error:
            return str(error)
        return "ok"

    async def ready(_request: Request) -> HTTPResponse:
        parts = {p: await asyncio.to_thread(examine, p) for p in ("knowledge", "matcher")}
        parts["encoder"] = app.ctx.encoder
        well = all(found == "ok" for found in parts.values())
        status = "ready" if well else "not ready"
        return json({"status": status, "parts": parts}, status=200 if well else 503)

    return ready


def load_encoder(deps: Deps) -> None:
    """Match a title that nobody has, so that the encoder is there for the first one."""
    with contextlib.suppress(UnusableKnowledge):
        deps.matcher.match(WARM_UP)


def main() -> None:
    """Serve on ACTIONS_PORT until ended.

    Raises:
        SystemExit: ``library.yml`` cannot be read; says what would be right.
    """
    set_up("actions")
    try:
        door()
    except TriageError as error:
        raise SystemExit(str(error)) from error
    app = build_app(Workshop.from_environment())
    set_up("actions")  # again: Sanic has made handlers of its own
    port = int(os.environ.get("ACTIONS_PORT", PORT))
    host = os.environ.get("LATTICE_HOST", "127.0.0.1")
    app.run(host=host, port=port, single_process=True, access_log=False, motd=False)


if __name__ == "__main__":
    main()
