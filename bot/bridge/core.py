"""The bridge itself: one queue a conversation, each event answered once, parts sent in order."""

from __future__ import annotations

import asyncio
import json
import logging
import re
import secrets
import time
from dataclasses import replace

from bot.bridge.bot_client import BotClient, ConversationLost
from bot.bridge.ledger import Ledger, Waiting
from bot.bridge.measures import EVENTS
from bot.bridge.model import Inbound, Message, Part, Platform, Shown, TryLater, Undeliverable
from bot.bridge.patience import patiently
from bot.bridge.shape import to_shown
from bot.bridge.texts import say
from triage.vault import Vault

logger = logging.getLogger(__name__)

SETTLE = 0.1
"""Seconds an event waits for an earlier one that the platform delivers late."""
MOST_WAITING = 30
BOT_WITHIN = 60.0
SEND_WITHIN = 3600.0
STOP_WITHIN = 5.0
AT_ONCE = 4
"""Turns in the bot at the same time; more would only wait inside it."""
_NUMBER = re.compile(r"\s*[#(]?(\d{1,2})[.)]?\s*")
FORGOTTEN, TAKEN, WITHDRAWN = "utter_forget", "utter_handoff_taken", "utter_handoff_withdrawn"


class Bridge:
    """Takes events of one platform, asks the bot, sends the answers."""

    def __init__(
        self,
        platform: Platform,
        ledger: Ledger,
        bot: BotClient,
        vault: Vault,
        *,
        settle: float = SETTLE,
        bot_within: float = BOT_WITHIN,
        send_within: float = SEND_WITHIN,
    ) -> None:
        self._platform, self._ledger, self._bot = platform, ledger, bot
        self._vault = vault
        self._settle, self._bot_within, self._send_within = settle, bot_within, send_within
        self._workers: dict[str, asyncio.Task[None]] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._closing = False

    def accept(self, inbound: Inbound) -> bool:
        """Keep an event for its queue; False where it came before. Never waits for the bot."""
        person = self._ledger.hash(inbound.person)
        waiting = self._ledger.waiting(person)
        if waiting > MOST_WAITING:
            logger.warning("%s: dropped an event, %d wait already", self._platform.name, waiting)
            EVENTS.labels(self._platform.name, "dropped").inc()
            return False
        if waiting == MOST_WAITING:
            inbound = replace(inbound, kind="notice", value="too_fast")
        added = self._ledger.add(inbound)
        if added:
            self._wake(person)
        return added

    def reply(self, conversation: str, key: str, number: str, text: str) -> bool:
        """Queue a counselor's reply, once for each ``key``; False for a conversation not ours."""
        sealed = self._ledger.asker(conversation)
        if sealed is None:
            return False
        asker = json.loads(self._vault.unseal(sealed))
        value = say("reply", asker["language"], number=number, text=text)
        inbound = Inbound(f"desk:{key}", kind="reply", value=value, position=None, **asker)
        if self._ledger.add(inbound):
            self._wake(self._ledger.hash(inbound.person))
        return True

    def resume(self) -> None:
        """Go on with what was waiting when the process ended."""
        for person in self._ledger.people():
            self._wake(person)

    async def idle(self) -> None:
        """Wait until nothing waits."""
        while self._workers:
            await asyncio.wait(self._workers.values())

    async def close(self) -> None:
        """Finish the parts being sent, and stop; the next process resumes the rest."""
        self._closing = True
        workers = list(self._workers.values())
        if workers:
            _, late = await asyncio.wait(workers, timeout=STOP_WITHIN)
            for worker in late:
                worker.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    def _wake(self, person: str) -> None:
        if person not in self._workers:
            self._workers[person] = asyncio.create_task(self._serve(person))

    async def _serve(self, person: str) -> None:
        try:
            while not self._closing and (waiting := self._ledger.next(person)):
                unsettled = waiting.arrived + self._settle - time.time()
                if unsettled > 0 and waiting.parts is None:
                    await asyncio.sleep(unsettled)
                    continue
                await self._finish(person, waiting)
        finally:
            del self._workers[person]
        if not self._workers:
            self._ledger.tidy()

    async def _finish(self, person: str, waiting: Waiting) -> None:
        """Answer one event in full; one that cannot be is dropped, and the queue goes on."""
        outcome = "answered"
        try:
            parts = waiting.parts
            if parts is None:
                parts = await self._answer(person, waiting.inbound)
                self._ledger.answered(waiting.id, parts)
            for number, part in enumerate(parts[waiting.sent :], waiting.sent + 1):
                if self._closing:
                    return
                await self._deliver(waiting.inbound, part)
                self._ledger.sent(waiting.id, number)
        except (Undeliverable, TryLater) as reason:
            outcome = "undelivered"
            logger.warning("%s: an answer was not delivered: %s", self._platform.name, reason)
        except Exception as error:  # one bad event must not stop the queue; logged without words
            outcome = "failed"
            logger.error("%s: an event failed: %s", self._platform.name, type(error).__name__)
        self._ledger.finish(waiting.id)
        EVENTS.labels(self._platform.name, outcome).inc()

    # ---- asking the bot ---------------------------------------------------------------------

    async def _answer(self, person: str, inbound: Inbound) -> list[Part]:
        kind, value = self._resolve(person, inbound)
        if kind == "reply":
            return self._compose(value, inbound)
        if kind == "notice":
            return self._compose(say(value, inbound.language), inbound)
        try:
            messages = await self._ask(person, kind, value, self._ledger.hash(inbound.event))
        except TryLater as reason:
            logger.warning("%s: %s", self._platform.name, reason)
            return self._compose(say("trouble", inbound.language), inbound)
        self._note(person, inbound, {str(message.get("response")) for message in messages})
        shown = to_shown(messages, _new_token, inbound.language)
        self._ledger.offer(person, [choice for one in shown for choice in one.choices])
        return self._platform.compose(shown, inbound.language)

    def _note(self, person: str, inbound: Inbound, said: set[str]) -> None:
        """Remember where to reach who asked a counselor, as long as they do."""
        if FORGOTTEN in said:
            self._ledger.forget(person)
        if WITHDRAWN in said:
            self._ledger.no_longer_asks(person)
        conversation = self._ledger.conversation(person)
        if TAKEN in said and conversation:
            # A command's own answer address is gone in half an hour; its channel is the person.
            place = {k: v for k, v in inbound.place.items() if k != "response_url"}
            asker = {"person": inbound.person, "place": place, "language": inbound.language}
            self._ledger.asks(conversation, person, self._vault.seal(json.dumps(asker)))

    def _resolve(self, person: str, inbound: Inbound) -> tuple[str, str]:
        """Text or payload for the bot, or a notice for the person."""
        if inbound.kind == "press":
            payload = self._ledger.pressed(inbound.value)
            return ("payload", payload) if payload else ("notice", "old_button")
        number = _NUMBER.fullmatch(inbound.value) if inbound.kind == "text" else None
        payload = self._ledger.numbered(person, int(number[1])) if number else None
        return ("payload", payload) if payload else (inbound.kind, inbound.value)

    async def _ask(self, person: str, kind: str, value: str, event: str) -> list[Message]:
        return await patiently(lambda: self._turn(person, kind, value, event), self._bot_within)

    async def _turn(self, person: str, kind: str, value: str, event: str) -> list[Message]:
        async with self._turns:
            conversation = self._ledger.conversation(person)
            try:
                if conversation:
                    return await self._bot.say(conversation, kind, value, event)
            except ConversationLost:
                logger.info("%s: the bot lost a conversation; begun anew", self._platform.name)
            conversation = await self._bot.begin(self._platform.name)
            self._ledger.converse(person, conversation)
            return await self._bot.say(conversation, kind, value, event)

    def _compose(self, text: str, inbound: Inbound) -> list[Part]:
        shown = [Shown("", text)] if text else []
        return self._platform.compose(shown, inbound.language)

    # ---- sending ----------------------------------------------------------------------------

    async def _deliver(self, inbound: Inbound, part: Part) -> None:
        if part["kind"] != "file":
            return await self._send(inbound, part)
        file = await self._bot.fetch(part["path"])
        if file is not None:
            return await self._send(inbound, part, file)
        logger.info("%s: there is no %s", self._platform.name, part["path"])
        for said in self._compose(part["missing"], inbound):
            await self._send(inbound, said)

    async def _send(self, inbound: Inbound, part: Part, file: bytes | None = None) -> None:
        await patiently(lambda: self._platform.send(inbound.place, part, file), self._send_within)


def _new_token() -> str:
    return secrets.token_urlsafe(12)
