"""Sends parts by Slack's Web API, or by the response URL of a slash command."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackRequestError
from slack_sdk.web.async_client import AsyncWebClient

from bot.bridge.model import Part, Shown, TryLater, Undeliverable
from bot.bridge.slack.blocks import compose

PASSING = {"ratelimited", "rate_limited", "internal_error", "fatal_error", "service_unavailable",
           "request_timeout"}  # fmt: skip
"""Errors that go away by themselves; so do those of a token that is about to be replaced."""
TOKEN_TROUBLE = {"invalid_auth", "not_authed", "token_expired", "token_revoked", "account_inactive"}


class Slack:
    """The platform, for the core."""

    name = "slack"

    def __init__(self, client: AsyncWebClient, session: aiohttp.ClientSession) -> None:
        self._client, self._session = client, session

    def compose(self, shown: Sequence[Shown], language: str) -> list[Part]:
        """Block Kit messages and files."""
        return compose(shown, language)

    async def send(self, place: Mapping[str, Any], part: Part, file: bytes | None = None) -> None:
        """Send one part where the event came from.

        Raises:
            TryLater: rate limit, network or server trouble.
            Undeliverable: the channel is gone, archived or closed to us.
        """
        try:
            if part["kind"] == "file":
                await self._upload(place, part, file or b"")
            elif not (place.get("response_url") and await self._respond(place, part)):
                await self._post(place, part)
        except SlackApiError as error:
            raise _to_ours(error) from error
        except (SlackRequestError, aiohttp.ClientError, asyncio.TimeoutError) as error:
            raise TryLater(f"Slack does not answer: {type(error).__name__}") from error

    async def _post(self, place: Mapping[str, Any], part: Part) -> None:
        await self._client.chat_postMessage(
            channel=place["channel"],
            thread_ts=place["thread"] or None,
            text=part["text"],
            blocks=part["blocks"],
            unfurl_links=False,
            unfurl_media=False,
        )

    async def _upload(self, place: Mapping[str, Any], part: Part, file: bytes) -> None:
        """Files go to channels only: a response URL takes none, and the text has said it all."""
        if place.get("response_url"):
            return
        await self._client.files_upload_v2(
            content=file,
            filename=part["name"],
            title=part["alt"],
            alt_txt=part["alt"],
            channel=place["channel"],
            thread_ts=place["thread"] or None,
        )

    async def _respond(self, place: Mapping[str, Any], part: Part) -> bool:
        """Answer a command, seen by the person alone; False once its URL is used up."""
        body = {
            "response_type": "ephemeral",
            "replace_original": False,
            "text": part["text"],
            "blocks": part["blocks"],
        }
        async with self._session.post(place["response_url"], json=body) as reply:
            if reply.status == 429 or reply.status >= 500:
                raise TryLater(f"Slack answered {reply.status}", _seconds(reply.headers))
            return reply.status == 200


def _to_ours(error: SlackApiError) -> TryLater | Undeliverable:
    code = str(error.response.get("error") or error.response.status_code)
    if error.response.status_code == 429 or code in PASSING:
        return TryLater(code, _seconds(error.response.headers))
    if error.response.status_code >= 500:
        return TryLater(f"Slack answered {error.response.status_code}")
    if code in TOKEN_TROUBLE:
        return TryLater(f"Slack refuses SLACK_BOT_TOKEN: {code}")
    return Undeliverable(code)


def _seconds(headers: Mapping[str, str]) -> float | None:
    found = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    return float(found) if found.isdigit() else None
