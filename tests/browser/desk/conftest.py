"""The desk served on a real port, and people with real browsers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest
import uvicorn
from playwright.sync_api import Browser, Page
from starlette.applications import Starlette

from tests.triage.conftest import (  # noqa: F401  fixtures
    PASSWORD,
    FixedDrafter,
    clock,
    drafter,
    quick_hashes,
    settings,
)
from triage.intake import utc_now
from triage.settings import Settings
from triage.web.app import create_app


class Served:
    """The running application and its address."""

    def __init__(self, app: Starlette) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.app, self.url = app, f"http://127.0.0.1:{port}"
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning")
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> None:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def stop(self) -> None:
        self._server.should_exit = True
        self._thread.join(timeout=20)


@pytest.fixture
def desk(settings: Settings, drafter: FixedDrafter) -> Iterator[Served]:  # noqa: F811
    served = Served(create_app(settings, clock=utc_now, drafter=drafter))
    served.start()
    yield served
    served.stop()


@pytest.fixture
def posting(settings: Settings, drafter: FixedDrafter) -> Iterator[Served]:  # noqa: F811
    """A desk with a mail server that is away: what is sent waits."""
    away = replace(settings, smtp_url="smtp://127.0.0.1:9")
    served = Served(create_app(away, clock=utc_now, drafter=drafter))
    served.start()
    yield served
    served.stop()


def sign_in(chromium: Browser, desk: Served, login: str, **context: object) -> Page:
    """A fresh browser of somebody who is hired already."""
    page = chromium.new_context(**context).new_page()
    page.goto(f"{desk.url}/login")
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/cases")
    return page
