"""The Rasa server: ``python -m bot.serve --port 5005``, in Rasa's own environment.

Binds the loopback address unless LATTICE_HOST says otherwise; a proxy publishes what should be
public. There is no management API.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot import fast_start
from bot.settings import ROOT, Settings
from triage import safety

if TYPE_CHECKING:
    from rasa.core.agent import Agent

_TOO_LARGE = 1024 * 1024
"""Bytes of a request that are not even read; the channels refuse much smaller ones kindly."""

_REMEDY = """\
Conversations are kept where LATTICE_DATABASE_URL says (build/conversations.sqlite without it), and
servers take turns by LATTICE_REDIS_URL; docs/operate.md says what to do where one is broken."""


def main() -> int:
    """Load the model and answer until stopped."""
    settings = Settings.from_environment()
    parser = argparse.ArgumentParser(prog="python -m bot.serve")
    parser.add_argument("--port", type=int, default=settings.rasa_port)
    parser.add_argument("--host", default=os.environ.get("LATTICE_HOST", "127.0.0.1"))
    chosen = parser.parse_args()
    model = settings.build / "models" / "bot.tar.gz"
    if not model.exists():
        print(f"no trained model at {model}; train it with: make model", file=sys.stderr)
        return 1
    os.environ.setdefault("ACTIONS_URL", f"{settings.actions_url}/webhook")
    fast_start.apply()
    _serve(str(model), chosen.host, chosen.port)
    return 0


def _serve(model: str, host: str, port: int) -> None:
    from rasa.core import run
    from rasa.core.utils import AvailableEndpoints

    from bot import health
    from bot.channels.measures import tell_model
    from bot.channels.requests import metrics
    from bot.logs import without_words
    from guard.metrics import PATH

    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    if fast_start.is_stock():
        endpoints.tracker_store = endpoints.lock_store = None
    channels = run.create_http_input_channels(None, str(ROOT / "credentials.yml"))
    app = run.configure_app(channels, cors=None, enable_api=False, port=port, endpoints=endpoints)
    app.config.REQUEST_MAX_SIZE = _TOO_LARGE
    app.config.ACCESS_LOG = False
    app.blueprint(health.routes(os.environ["ACTIONS_URL"].removesuffix("webhook") + "ready"))
    app.add_route(metrics, PATH, methods=["GET"])
    tell_model(Path(model).parent)
    without_words()

    @app.listener("before_server_start")
    async def load(app: object, loop: object) -> None:
        agent = await run.load_agent_on_start(model, endpoints, None, app, loop)
        if not agent.is_ready():  # Rasa would listen on, and answer nobody
            print(f"not started: {model} cannot be loaded; train anew: make model", file=sys.stderr)
            raise SystemExit(1)
        safety.screen("ready")  # reads rules and model before anybody waits for them
        if not fast_start.is_stock():
            await _as_configured(app.ctx.agent)

    app.register_listener(run.close_resources, "after_server_stop")
    app.run(host=host, port=port, workers=1, access_log=False, motd=False)


async def _as_configured(agent: Agent) -> None:
    """End this process where Rasa would forget or mix up conversations without a word.

    Rasa answers on, with memory of its own, where it cannot have the store that it was told.
    """
    from bot.conversations import Conversations
    from bot.locks import ConversationLocks

    store, locks = agent.tracker_store, agent.lock_store
    try:
        if not isinstance(store, Conversations) or not isinstance(locks, ConversationLocks):
            raise TypeError(f"endpoints.yml led to {type(store).__name__}, {type(locks).__name__}")
        await store.prepare()
        await locks.prepare()
    except Exception as error:
        print(f"not started: {type(error).__name__}: {error}\n{_REMEDY}", file=sys.stderr)
        raise SystemExit(1) from None


if __name__ == "__main__":
    raise SystemExit(main())
