"""``python -m bot.scale``: what ``make scale`` ends in."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import replace

from bot.run import action_server, operate, rasa_server, web_server
from bot.scale import engines, proxy
from bot.settings import Settings
from bot.supervisor import Part, say


def scaled(settings: Settings) -> tuple[Settings, tuple[Part, ...]]:
    """Everything but Slack and Telegram, and the settings that its parts are given.

    Ports: the front's, and the three after it for action servers together, PostgreSQL and Redis.
    A database or a Redis that is named is used; one that is not is started.
    """
    folder, front = settings.build / "scale", settings.front_port
    own: list[Part] = []
    if not settings.database_url:
        part, url = engines.postgres(folder, front + 2)
        own, settings = [*own, part], replace(settings, database_url=url)
    if not settings.redis_url:
        part, url = engines.redis(folder, front + 3)
        own, settings = [*own, part], replace(settings, redis_url=url)
    actions = [
        replace(action_server(port, f"actions{n}"), ready=f"http://127.0.0.1:{port}/ready")
        for n, port in _ports(settings.actions_port, settings.action_servers)
    ]
    rasas = [
        _of_many(rasa_server(port, f"rasa{n}"), front)
        for n, port in _ports(settings.rasa_port, settings.rasa_servers)
    ]
    web = _of_many(web_server(settings.web_port), front)
    page = proxy.configuration(
        port=front,
        actions_port=front + 1,
        rasa=_places(rasas),
        actions=_places(actions),
        web=_places([web]),
    )
    nginx = engines.nginx(folder, front, page)
    return settings, (*own, *actions, *rasas, web, nginx)


def _ports(first: int, count: int) -> Iterable[tuple[int, int]]:
    return enumerate(range(first, first + count), 1)


def _places(parts: Iterable[Part]) -> list[str]:
    return [f"127.0.0.1:{part.port}" for part in parts]


def _of_many(part: Part, front: int) -> Part:
    """The part as one of several: it finds the others, and is found, by way of nginx."""
    public = f"http://127.0.0.1:{front}"
    pages = f"{public} http://localhost:{front} {os.environ.get('LATTICE_ORIGINS', '')}"
    inside = f"http://127.0.0.1:{front + 1}"
    shared = {
        "ACTIONS_URL": f"{inside}/webhook",
        "LATTICE_ORIGINS": pages.strip(),
        "LATTICE_BOT_URL": inside,
        "LATTICE_CHAT_URL": os.environ.get("LATTICE_CHAT_URL") or public,
        "LATTICE_TRUSTED_PROXIES": os.environ.get("LATTICE_TRUSTED_PROXIES") or "127.0.0.1",
        "LATTICE_DESK_URL": os.environ.get("LATTICE_DESK_URL") or public,
    }
    return replace(part, environment={**part.environment, **shared})


def main() -> int:
    """Run until interrupted."""
    if lacking := engines.missing():
        say(f"make scale needs Debian packages: apt-get install {' '.join(lacking)}")
        return 1
    public = f"http://127.0.0.1:{Settings.from_environment().front_port}"
    os.environ.setdefault("RASA_URL", public)
    os.environ.setdefault("WEB_URL", public)
    welcome = f"\nCareer Lattice is up: {public}/demo/, the desk at {public}/\nCtrl-C stops it."
    return operate(lambda: scaled(Settings.from_environment()), welcome)


if __name__ == "__main__":
    raise SystemExit(main())
