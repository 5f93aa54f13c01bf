"""Asks Slack and Telegram whether they know our tokens. Only the standard library is needed."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from bot.bridge.settings import BridgeSettings

SCOPES = {"app_mentions:read", "chat:write", "commands", "files:write", "im:history"}
"""deploy/slack-manifest.yml asks for these; docs/slack.md says why."""
SECRET_TOKEN = re.compile(r"[A-Za-z0-9_-]{1,256}")
WITHIN = 10.0


class Finding(NamedTuple):
    """One check: whether it is well, and what was found."""

    name: str
    well: bool
    found: str


def findings(settings: BridgeSettings) -> Iterator[Finding]:
    """What each platform says; a channel that is off is well."""
    yield from _slack(settings)
    yield from _telegram(settings)


def _slack(settings: BridgeSettings) -> Iterator[Finding]:
    if not settings.slack_bot_token:
        yield Finding("Slack", True, f"off: {settings.slack_off}")
        return
    if settings.slack_off:
        yield Finding("Slack", False, settings.slack_off)
    answer, headers = _ask(f"{settings.slack_api}auth.test", settings.slack_bot_token)
    granted = {scope.strip() for scope in headers.get("x-oauth-scopes", "").split(",")} - {""}
    missing = SCOPES - granted if granted else set()
    if missing:
        lacks = f"lacks the scopes {', '.join(sorted(missing))}; reinstall the app"
        yield Finding("SLACK_BOT_TOKEN", False, lacks)
    else:
        yield _verdict("SLACK_BOT_TOKEN", answer, str(answer.get("team")))
    if settings.slack_app_token:
        answer, _ = _ask(f"{settings.slack_api}apps.connections.open", settings.slack_app_token)
        yield _verdict("SLACK_APP_TOKEN", answer, "Socket Mode")


def _telegram(settings: BridgeSettings) -> Iterator[Finding]:
    if settings.telegram_off:
        yield Finding("Telegram", True, f"off: {settings.telegram_off}")
        return
    answer, _ = _ask(f"{settings.telegram_api}/bot{settings.telegram_bot_token}/getMe")
    name = f"@{(answer.get('result') or {}).get('username')}"
    yield _verdict("TELEGRAM_BOT_TOKEN", answer, name)
    secret = settings.telegram_secret_token
    if secret and not SECRET_TOKEN.fullmatch(secret):
        expected = "expected 1 to 256 of A-Z a-z 0-9 _ -"
        yield Finding("TELEGRAM_SECRET_TOKEN", False, expected)


def _verdict(name: str, answer: Mapping[str, Any], known: str) -> Finding:
    if answer.get("ok") is True:
        return Finding(name, True, f"known: {known}")
    return Finding(name, False, f"refused: {answer.get('error') or answer.get('description')}")


def _ask(url: str, token: str = "") -> tuple[dict[str, Any], dict[str, str]]:
    """The platform's answer and headers; a network error as an answer that is not ok."""
    headers = {"authorization": f"Bearer {token}"} if token else {}
    request = urllib.request.Request(url, data=b"", headers=headers)  # noqa: S310 - operator's
    try:
        with urllib.request.urlopen(request, timeout=WITHIN) as reply:  # noqa: S310
            found = {name.lower(): value for name, value in reply.headers.items()}
            return json.load(reply), found
    except urllib.error.HTTPError as refusal:
        return {"ok": False, "error": f"HTTP {refusal.code}"}, {}
    except (OSError, ValueError) as error:
        return {"ok": False, "error": f"no answer ({type(error).__name__})"}, {}
