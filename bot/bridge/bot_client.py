"""The bot over its ``web`` channel, and the web application's pictures and reports."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import aiohttp

from bot.bridge.model import Message, TryLater

HEAD, TAIL = 2000, 1400
"""The channel takes 16 KiB. It screens a long text for danger before it declines it, so both ends
of one are sent."""
ANSWER_WITHIN = aiohttp.ClientTimeout(total=60)
FETCH_WITHIN = aiohttp.ClientTimeout(total=20)
LARGEST_FILE = 10 * 2**20


class ConversationLost(Exception):
    """The bot does not know this conversation id, e.g. because its key was replaced."""


class BotClient:
    """Speaks to both over one HTTP session."""

    def __init__(self, session: aiohttp.ClientSession, rasa_url: str, web_url: str) -> None:
        self._session = session
        self._channel = f"{rasa_url}/webhooks/web"
        self._web = web_url

    async def begin(self, channel: str) -> str:
        """A fresh conversation id of a channel.

        Raises:
            TryLater: the bot does not answer.
        """
        return str((await self._post("conversations", {"channel": channel}))["conversation"])

    async def say(
        self, conversation: str, kind: str, value: str, message: str = ""
    ) -> list[Message]:
        """What the bot answers to a ``text`` or ``payload``.

        The same ``message`` sent again, as its id, is answered as before and is no second turn.

        Raises:
            TryLater: the bot does not answer.
            ConversationLost: it refuses the conversation id.
        """
        given = _both_ends(value) if kind == "text" else value
        said = {"conversation": conversation, kind: given, "id": message}
        answer = await self._post("messages", said)
        messages: list[Message] = answer.get("messages", [])
        return messages

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        raw = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        headers = {"content-type": "application/json"}
        try:
            async with self._session.post(
                f"{self._channel}/{path}", data=raw, headers=headers, timeout=ANSWER_WITHIN
            ) as reply:
                if reply.status == 403:
                    raise ConversationLost
                if reply.status == 429:
                    wait = reply.headers.get("retry-after", "1")
                    raise TryLater("the bot was asked too often", float(wait))
                if reply.status != 200:
                    raise TryLater(f"the bot answered {reply.status}")
                answer: dict[str, Any] = await reply.json()
                return answer
        except (aiohttp.ClientError, asyncio.TimeoutError, ValueError) as error:
            raise TryLater(f"the bot does not answer: {type(error).__name__}") from error

    async def fetch(self, path: str) -> bytes | None:
        """A picture or report; None where the web application has none."""
        try:
            async with self._session.get(f"{self._web}{path}", timeout=FETCH_WITHIN) as reply:
                if reply.status != 200 or (reply.content_length or 0) > LARGEST_FILE:
                    return None
                return await reply.read()
        except (aiohttp.ClientError, asyncio.TimeoutError):
            return None


def _both_ends(text: str) -> str:
    return text if len(text) <= HEAD + TAIL else f"{text[:HEAD]} … {text[-TAIL:]}"
