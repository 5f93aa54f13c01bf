"""The Rasa server: ``python -m bot.serve --port 5005``, in Rasa's own environment.

Binds the loopback address; a proxy publishes what should be public. There is no management API.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys

from bot import fast_start
from bot.settings import ROOT, Settings

_TOO_LARGE = 1024 * 1024
"""Bytes of a request that are not even read; the channels refuse much smaller ones kindly."""


def main() -> int:
    """Load the model and answer until stopped."""
    settings = Settings.from_environment()
    parser = argparse.ArgumentParser(prog="python -m bot.serve")
    parser.add_argument("--port", type=int, default=settings.rasa_port)
    parser.add_argument("--host", default="127.0.0.1")
    chosen = parser.parse_args()
    model = settings.build / "models" / "bot.tar.gz"
    if not model.exists():
        print(f"no trained model at {model}; train it with: make model", file=sys.stderr)
        return 1
    os.environ.setdefault("ACTIONS_URL", f"{settings.actions_url}/webhook")
    fast_start.apply()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    _serve(str(model), chosen.host, chosen.port)
    return 0


def _serve(model: str, host: str, port: int) -> None:
    from rasa.core import run
    from rasa.core.utils import AvailableEndpoints

    from bot.logs import without_words

    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    channels = run.create_http_input_channels(None, str(ROOT / "credentials.yml"))
    app = run.configure_app(channels, cors=None, enable_api=False, port=port, endpoints=endpoints)
    app.config.REQUEST_MAX_SIZE = _TOO_LARGE
    app.config.ACCESS_LOG = False
    without_words()

    @app.listener("before_server_start")
    async def load(app: object, loop: object) -> None:
        await run.load_agent_on_start(model, endpoints, None, app, loop)

    app.register_listener(run.close_resources, "after_server_stop")
    app.run(host=host, port=port, workers=1, access_log=False, motd=False)


if __name__ == "__main__":
    raise SystemExit(main())
