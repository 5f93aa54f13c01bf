"""A whole system with files of its own: every part, Slack and Telegram played, a case."""

from __future__ import annotations

import asyncio
import http.client
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from aiohttp import web
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import select

from benchmarks.fuzz.doors import Attack, Insider
from benchmarks.load.run import warm_up
from benchmarks.people import Person
from bot.bridge.settings import BridgeSettings
from bot.run import bridges, embedded
from bot.settings import Settings
from bot.supervisor import Part, Supervisor
from tests.channels import fake_slack, fake_telegram
from tests.running import build_of_its_own, free_port
from triage import accounts
from triage.intake import utc_now
from triage.settings import Settings as DeskSettings
from triage.store import Store
from triage.tables import CaseRow

PATIENCE = 30.0
PORT_OF = {"slack": "slack", "telegram": "telegram", "web": "rasa", "rest": "rasa"}
"""The part behind a door; the others are the web application's."""


@dataclass
class House:
    """What runs."""

    settings: Settings
    supervisor: Supervisor
    parts: tuple[Part, ...]
    insider: Insider

    def send(self, bad: Attack) -> tuple[int, bytes, float]:
        """Status, body and seconds; a status of 0 where no answer came."""
        port = self._port(PORT_OF.get(bad.door, "web"))
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        began = time.monotonic()
        try:
            connection.request(bad.method, bad.path, bad.body or None, bad.headers)
            answer = connection.getresponse()
            return answer.status, answer.read(), time.monotonic() - began
        except (OSError, http.client.HTTPException):
            return 0, b"", time.monotonic() - began
        finally:
            connection.close()

    def address(self, name: str) -> str:
        """Where a part answers."""
        return f"http://127.0.0.1:{self._port(name)}"

    def pids(self) -> dict[str, int]:
        """Process of each part, as it is now."""
        self.supervisor.watch_once()
        return {part.name: self.supervisor.process(part.name).pid for part in self.parts}

    def events(self) -> dict[str, int]:
        """What became of Slack's and Telegram's events, by channel and outcome."""
        counted = {}
        for name in ("slack", "telegram"):
            with urllib.request.urlopen(f"{self.address(name)}/metrics", timeout=PATIENCE) as page:
                for family in text_string_to_metric_families(page.read().decode()):
                    for sample in family.samples:
                        if sample.name == "lattice_bridge_events_total":
                            counted[f"{name} {sample.labels['outcome']}"] = int(sample.value)
        return counted

    def wait_for_bridges(self, quiet: float = 1.0) -> None:
        """Wait until no more events come to an end."""
        before, now = None, self.events()
        while before != now:
            time.sleep(quiet)
            before, now = now, self.events()

    def _port(self, name: str) -> int:
        return next(part.port for part in self.parts if part.name == name)


@contextmanager
def running(folder: Path) -> Iterator[House]:
    """Start everything in ``folder``, with what is built already; stop it after the block."""
    build = folder / "build"
    build.mkdir()
    ports = Settings(free_port(), free_port(), free_port(), build_of_its_own(build))
    with _platforms() as (slack_api, telegram_api), pytest.MonkeyPatch.context() as patch:
        patch.setenv("LATTICE_BUILD", str(build))
        patch.delenv("DATABASE_URL", raising=False)
        parts = (*embedded(ports), *_bridges(ports, slack_api, telegram_api))
        with Supervisor(parts, ports) as supervisor:
            supervisor.wait_until_ready()
            warm_up(ports)
            yield House(ports, supervisor, parts, _insider(ports.rasa_port))


def _bridges(core: Settings, slack_api: str, telegram_api: str) -> tuple[Part, ...]:
    told = {
        "SLACK_BOT_TOKEN": fake_slack.BOT_TOKEN,
        "SLACK_SIGNING_SECRET": fake_slack.SIGNING_SECRET,
        "SLACK_API_URL": f"{slack_api}/api/",
        "SLACK_PORT": str(free_port()),
        "TELEGRAM_BOT_TOKEN": fake_telegram.TOKEN,
        "TELEGRAM_SECRET_TOKEN": fake_telegram.SECRET,
        "TELEGRAM_API_URL": telegram_api,
        "TELEGRAM_PORT": str(free_port()),
    }
    settings = BridgeSettings.from_environment({**core.to_environment(), **told})
    return tuple(replace(part, environment=told) for part in bridges(settings))


def _insider(rasa_port: int) -> Insider:
    """An admin who is signed in, and a case that somebody handed over in the chat."""
    person = Person(rasa_port)
    person.say("", payload='/handoff{"choice": "ask"}')
    person.say("Who may teach welding here?")
    store, now = Store.open(DeskSettings.from_environment().database), utc_now()
    with store.work() as session:
        who = accounts.create(session, now, "lead@library.example", "Lee", "admin", "a" * 20)
        cookie = accounts.sign_in(session, now, who)
        visit = accounts.visit(session, now, cookie)
        assert visit
        token = visit.form_token
    with store.look() as session:
        (number,) = session.scalars(select(CaseRow.number)).all()
    return Insider(cookie, token, number, person.conversation)


@contextmanager
def _platforms() -> Iterator[tuple[str, str]]:
    """Addresses of a Slack and a Telegram, played in a thread."""
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, daemon=True).start()

    def serve(app: web.Application) -> str:
        return asyncio.run_coroutine_threadsafe(_serve(app), loop).result(10)

    try:
        yield serve(fake_slack.FakeSlack().app), serve(fake_telegram.FakeTelegram().app)
    finally:
        loop.call_soon_threadsafe(loop.stop)


async def _serve(app: web.Application) -> str:
    runner, port = web.AppRunner(app), free_port()
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    return f"http://127.0.0.1:{port}"
