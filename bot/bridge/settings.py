"""Secrets and addresses of the bridge, from the environment only."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.settings import Settings

SLACK_API = "https://slack.com/api/"
TELEGRAM_API = "https://api.telegram.org"


@dataclass(frozen=True, slots=True)
class BridgeSettings:
    """What both processes need; an empty secret is one that is not set.

    Attributes:
        slack_api: Web API; another one for GovSlack.
        telegram_api: Bot API; another one for a local Bot API server.
        desk_secret: signs the counselors' replies; by default made from the desk's own key.
        telegram_webhook: public address of ``/telegram/updates``, registered at start if set.
    """

    rasa_url: str
    web_url: str
    build: Path
    slack_port: int = 5065
    telegram_port: int = 5066
    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_signing_secret: str = ""
    slack_api: str = SLACK_API
    telegram_bot_token: str = ""
    telegram_secret_token: str = ""
    telegram_webhook: str = ""
    telegram_api: str = TELEGRAM_API
    desk_secret: str = ""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> BridgeSettings:
        """Read the variables that docs/slack.md and docs/telegram.md name.

        Raises:
            ValueError: a port is not a number.
        """
        core = Settings.from_environment(environment)

        def read(name: str, default: str = "") -> str:
            return environment.get(name, "").strip() or default

        return cls(
            rasa_url=read("RASA_URL", core.rasa_url),
            web_url=read("WEB_URL", core.web_url),
            build=core.build,
            slack_port=_port("SLACK_PORT", read("SLACK_PORT", "5065")),
            telegram_port=_port("TELEGRAM_PORT", read("TELEGRAM_PORT", "5066")),
            slack_bot_token=read("SLACK_BOT_TOKEN"),
            slack_app_token=read("SLACK_APP_TOKEN"),
            slack_signing_secret=read("SLACK_SIGNING_SECRET"),
            slack_api=read("SLACK_API_URL", SLACK_API),
            telegram_bot_token=read("TELEGRAM_BOT_TOKEN"),
            telegram_secret_token=read("TELEGRAM_SECRET_TOKEN"),
            telegram_webhook=read("TELEGRAM_WEBHOOK_URL"),
            telegram_api=read("TELEGRAM_API_URL", TELEGRAM_API),
            desk_secret=read("LATTICE_DESK_WEBHOOK_SECRET"),
        )

    @property
    def slack_off(self) -> str:
        """Why Slack is off, "" where it is on."""
        if not self.slack_bot_token:
            return "SLACK_BOT_TOKEN is not set"
        if not (self.slack_app_token or self.slack_signing_secret):
            return "neither SLACK_APP_TOKEN (Socket Mode) nor SLACK_SIGNING_SECRET is set"
        return ""

    @property
    def telegram_off(self) -> str:
        """Why Telegram is off, "" where it is on."""
        return "" if self.telegram_bot_token else "TELEGRAM_BOT_TOKEN is not set"


def _port(name: str, text: str) -> int:
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise ValueError(f"{name} is {text!r}; expected a port number such as 5065")
    return int(text)
