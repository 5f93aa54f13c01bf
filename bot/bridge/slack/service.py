"""Everything of the Slack process, put together."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse
from slack_sdk.web.async_client import AsyncWebClient
from starlette.applications import Starlette

from bot.bridge import replies
from bot.bridge.bot_client import BotClient
from bot.bridge.core import Bridge
from bot.bridge.ledger import Ledger
from bot.bridge.model import Malformed, TryLater
from bot.bridge.patience import patiently
from bot.bridge.settings import BridgeSettings
from bot.bridge.slack.door import door
from bot.bridge.slack.events import to_inbound
from bot.bridge.slack.sender import Slack
from bot.bridge.web import State, application
from triage.vault import Vault

logger = logging.getLogger(__name__)
DOOR = "/slack/events"


class SlackService:
    """Receives by Socket Mode, by webhook, or both."""

    def __init__(
        self, settings: BridgeSettings, session: aiohttp.ClientSession, **patience: float
    ) -> None:
        self._settings = settings
        self._client = AsyncWebClient(
            token=settings.slack_bot_token,
            base_url=settings.slack_api,
            session=session,
            retry_handlers=[],
        )
        self.ledger = Ledger(settings.build / "bridge_slack.sqlite", settings.slack_bot_token)
        bot = BotClient(session, settings.rasa_url, settings.web_url)
        vault = Vault.open(settings.build)
        self._secret = vault.replies_secret(settings.desk_secret)
        self.bridge = Bridge(Slack(self._client, session), self.ledger, bot, vault, **patience)
        self.state = State("slack")

    @property
    def app(self) -> Starlette:
        """Health, the desk's door, and the webhook door where a signing secret is set."""
        doors = {replies.PATH: replies.door(self._secret, self.bridge.reply)}
        if self._settings.slack_signing_secret:
            doors[DOOR] = door(self._settings.slack_signing_secret, self.take)
        return application(self.state, doors)

    def take(self, envelope: str, payload: Mapping[str, Any]) -> None:
        """Keep what a person did.

        Raises:
            Malformed: the payload is not what Slack sends.
        """
        inbound = to_inbound(envelope, payload)
        if inbound is not None:
            self.bridge.accept(inbound)

    async def receive(self) -> None:
        """Resume what waited, then keep a socket open where an app token is set."""
        self.bridge.resume()
        await patiently(self._greet)
        if not self._settings.slack_app_token:
            await asyncio.Event().wait()
        socket = SocketModeClient(self._settings.slack_app_token, web_client=self._client)
        socket.socket_mode_request_listeners.append(self._on_request)
        try:
            await socket.connect()
            await asyncio.Event().wait()
        finally:
            await socket.close()

    async def close(self) -> None:
        """Stop, and leave what waits to the next start."""
        await self.bridge.close()
        self.ledger.close()

    async def _greet(self) -> None:
        """See that Slack knows our tokens; say so where it does not, and go on asking."""
        asked = "SLACK_BOT_TOKEN"
        try:
            await self._client.auth_test()
            if self._settings.slack_app_token:
                asked = "SLACK_APP_TOKEN"
                await self._client.apps_connections_open(app_token=self._settings.slack_app_token)
        except SlackApiError as error:
            detail = f"Slack refuses {asked}: {error.response.get('error')}"
        except (aiohttp.ClientError, asyncio.TimeoutError) as error:
            detail = f"Slack does not answer: {type(error).__name__}"
        else:
            self.state.become("ready")
            return
        if self.state.become("waiting", detail):
            logger.warning(detail)
        raise TryLater(detail)

    async def _on_request(
        self, client: AsyncBaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        """Keep the event, then acknowledge it; one kept already is acknowledged again."""
        try:
            self.take(request.type, request.payload)
        except Malformed as error:
            logger.warning("slack: %s", error)
        await client.send_socket_mode_response(SocketModeResponse(request.envelope_id))
