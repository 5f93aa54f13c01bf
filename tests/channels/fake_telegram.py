"""Telegram as a bot sees it: Bot API by polling and by webhook. Checks and counts everything."""

from __future__ import annotations

import asyncio
import html
import itertools
import json
import time
from collections import Counter, defaultdict
from html.parser import HTMLParser
from typing import Any

from aiohttp import web

Json = dict[str, Any]
TOKEN, SECRET, NAME, BOT_ID = (
    "123456:AAtest-token-of-the-fake-bot-000000",
    "hook-secret",
    "LatticeBot",
    123456,
)
TAGS = {"b", "i"}


class FakeTelegram:
    """``sent`` holds everything people would see, in order."""

    def __init__(self) -> None:
        self.sent: list[Json] = []
        self.counts: Counter[str] = Counter()
        self.failures: dict[str, list[tuple[int, Json]]] = defaultdict(list)
        self.released: list[str] = []
        self.webhook: Json = {}
        self._updates: list[Json] = []
        self._news = asyncio.Event()
        self._messages = itertools.count(1000)
        self.app = web.Application(client_max_size=20 * 2**20)
        self.app.add_routes([web.post("/bot{token}/{method}", self._call)])

    def push(self, *updates: Json) -> None:
        """Hold updates for getUpdates, until they are confirmed."""
        self._updates += updates
        self._news.set()

    @property
    def unconfirmed(self) -> int:
        return len(self._updates)

    def fail(self, method: str, status: int, description: str, **parameters: Any) -> None:
        body = {"ok": False, "error_code": status, "description": description}
        self.failures[method].append((status, {**body, "parameters": parameters}))

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        self.counts[method] += 1
        if request.match_info["token"] != TOKEN:
            return _refuse(401, "Unauthorized")
        if self.failures[method]:
            status, body = self.failures[method].pop(0)
            return web.json_response(body, status=status)
        given = dict(await request.post())
        result = getattr(self, f"_{method}")(given)
        if asyncio.iscoroutine(result):
            result = await result
        if isinstance(result, str):
            return _refuse(400, f"Bad Request: {result}")
        return web.json_response({"ok": True, "result": result})

    def _getMe(self, _given: Json) -> Json:
        return {"id": BOT_ID, "is_bot": True, "first_name": "Lattice", "username": NAME}

    def _deleteWebhook(self, given: Json) -> bool:
        assert given.get("drop_pending_updates") in (None, "false"), "would lose messages"
        self.webhook = {}
        return True

    def _setWebhook(self, given: Json) -> bool:
        self.webhook = given
        return True

    async def _getUpdates(self, given: Json) -> list[Json]:
        offset, until = int(given.get("offset", 0)), time.monotonic() + float(given["timeout"])
        self._updates = [one for one in self._updates if one["update_id"] >= offset]
        while not self._updates and time.monotonic() < until:
            self._news.clear()
            try:
                await asyncio.wait_for(self._news.wait(), until - time.monotonic())
            except TimeoutError:
                break
        return self._updates[:100]

    def _sendMessage(self, given: Json) -> Json | str:
        text = visible(given["text"])
        if text is None:
            return "can't parse entities"
        if not 1 <= units(text) <= 4096:
            return "message is too long" if text else "message text is empty"
        wrong = _wrong_keys(json.loads(given.get("reply_markup", "{}")))
        return wrong or self._keep({**given, "visible": text})

    def _sendPhoto(self, given: Json) -> Json | str:
        return self._file(given, "photo")

    def _sendDocument(self, given: Json) -> Json | str:
        return self._file(given, "document")

    def _file(self, given: Json, kind: str) -> Json | str:
        if units(given.get("caption", "")) > 1024:
            return "message caption is too long"
        field = given[given[kind].removeprefix("attach://")]
        return self._keep({**given, kind: field.file.read(), "name": field.filename})

    def _answerCallbackQuery(self, given: Json) -> bool:
        self.released.append(given.get("callback_query_id", ""))
        return True

    def _keep(self, given: Json) -> Json:
        self.sent.append(given)
        chat = {"id": int(given["chat_id"]), "type": "private"}
        return {"message_id": next(self._messages), "date": 1, "chat": chat, "text": "sent"}


def _refuse(code: int, description: str) -> web.Response:
    body = {"ok": False, "error_code": code, "description": description}
    return web.json_response(body, status=code)


def _wrong_keys(markup: Json) -> str:
    rows = markup.get("inline_keyboard", [])
    keys = [key for row in rows for key in row]
    if len(keys) > 100 or any(len(row) > 8 or not row for row in rows):
        return "reply markup is too long"
    if any(not 1 <= len(key["callback_data"].encode()) <= 64 for key in keys):
        return "BUTTON_DATA_INVALID"
    return "" if all(key["text"] for key in keys) else "text buttons are unallowed"


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []
        self.text = ""
        self.broken = False

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        self.broken |= tag not in TAGS or bool(attrs)
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.broken |= not self.open or self.open.pop() != tag

    def handle_data(self, data: str) -> None:
        self.broken |= "<" in data or ">" in data
        self.text += data

    def handle_entityref(self, name: str) -> None:
        self.broken |= name not in ("amp", "lt", "gt", "quot")
        self.text += html.unescape(f"&{name};")


def visible(text: str) -> str | None:
    """What people read of Telegram's HTML; None where it cannot be parsed."""
    parser = _Html()
    parser.feed(text)
    parser.close()
    return None if parser.broken or parser.open else parser.text.strip()


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def tokens(sent: Json) -> list[str]:
    """What the keys under a message send back."""
    rows = json.loads(sent["reply_markup"])["inline_keyboard"]
    return [key["callback_data"] for row in rows for key in row]


# ---- what Telegram sends ------------------------------------------------------------------------

_numbers = itertools.count(500)


def update(**what: Any) -> Json:
    return {"update_id": next(_numbers), **what}


def person(number: int = 7, language: str = "en", *, is_bot: bool = False) -> Json:
    return {"id": number, "is_bot": is_bot, "first_name": "Pat", "language_code": language}


def message(text: str | None, user: int = 7, *, language: str = "en", **more: Any) -> Json:
    """A message in a private chat."""
    body = {
        "message_id": next(_numbers), "date": int(time.time()), "from": person(user, language),
        "chat": {"id": user, "type": "private", "first_name": "Pat"}, **more,
    }  # fmt: skip
    return body if text is None else {**body, "text": text, "entities": _entities(text)}


def in_group(text: str, user: int = 7, **more: Any) -> Json:
    chat = {"id": -100200, "type": "supergroup", "title": "Careers"}
    return {**message(text, user), "chat": chat, **more}


def _entities(text: str) -> list[Json]:
    """Mentions and commands, with offsets in UTF-16 units as Telegram counts."""
    found, at = [], 0
    for word in text.split(" "):
        kind = "mention" if word.startswith("@") else "bot_command" if word.startswith("/") else ""
        if kind:
            found.append({"type": kind, "offset": units(text[:at]), "length": units(word)})
        at += len(word) + 1
    return found


def press(data: str, user: int = 7, chat: Json | None = None) -> Json:
    where = {**message("buttons", user), "from": person(BOT_ID, is_bot=True)}
    if chat:
        where["chat"] = chat
    return update(
        callback_query={
            "id": f"q{next(_numbers)}", "from": person(user), "chat_instance": "1", "data": data,
            "message": where,
        }
    )  # fmt: skip
