"""Chatwoot as the help desk: an inbox of its "API" kind, one contact and conversation a case.

Out by its client API, where a contact's ``source_id`` is ours to choose; deletion by its
application API. Back by the inbox's webhook, signed with ``X-Chatwoot-Signature``:
``sha256=`` and the HMAC of ``<timestamp>.<body>``.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import httpx

from triage.errors import BadInput, NotAllowed
from triage.helpdesk import Returned
from triage.outbox import Parcel

SETTINGS = ("url", "inbox", "account", "token", "secret")
_TIMEOUT = 10.0
_OLDEST = timedelta(minutes=5)


class Chatwoot:
    """One Chatwoot inbox."""

    name = "chatwoot"

    def __init__(self, settings: Mapping[str, str]) -> None:
        """``settings``: what :data:`SETTINGS` names, from LATTICE_CHATWOOT_….

        Raises:
            BadInput: one is missing.
        """
        missing = [f"LATTICE_CHATWOOT_{n.upper()}" for n in SETTINGS if not settings.get(n)]
        if missing:
            raise BadInput(f"Chatwoot needs {', '.join(missing)} too; see docs/desk.md")
        url, self._secret = settings["url"].rstrip("/"), settings["secret"].encode()
        self._inbox = httpx.Client(
            base_url=f"{url}/public/api/v1/inboxes/{settings['inbox']}", timeout=_TIMEOUT
        )
        self._account = httpx.Client(
            base_url=f"{url}/api/v1/accounts/{settings['account']}",
            headers={"api_access_token": settings["token"]},
            timeout=_TIMEOUT,
        )

    def carry(self, reference: str, parcel: Parcel) -> None:
        """Bring a message; one whose mark is there already is not brought again."""
        here = f"/contacts/{reference}"
        if self._found(here) is None:
            self._post("/contacts", {"source_id": reference, "name": f"Case {parcel.number}"})
        talks = self._found(f"{here}/conversations") or []
        talk = talks[0] if talks else self._post(f"{here}/conversations", {})
        messages = f"{here}/conversations/{talk['id']}/messages"
        mark = _mark(parcel)
        if not any(mark in str(m.get("content")) for m in self._found(messages) or []):
            self._post(messages, {"content": f"{parcel.text}\n\n{mark}", "echo_id": mark})

    def erase(self, reference: str) -> None:
        """Delete the contact, and with it what was said."""
        contact = self._found(f"/contacts/{reference}")
        if contact is not None:
            answer = self._account.delete(f"/contacts/{contact['id']}")
            if answer.status_code != httpx.codes.NOT_FOUND:
                answer.raise_for_status()

    def returned(self, headers: Mapping[str, str], body: bytes, now: datetime) -> Returned | None:
        """A reply that an agent wrote for the student, or the end of the conversation.

        Raises:
            NotAllowed: the signature is wrong or older than five minutes.
            BadInput: it is not what Chatwoot sends.
        """
        self._check(headers, body, now)
        try:
            return _read(json.loads(body))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadInput("expected an event as Chatwoot's webhooks send it") from error

    def _check(self, headers: Mapping[str, str], body: bytes, now: datetime) -> None:
        stamp = headers.get("x-chatwoot-timestamp", "")
        signed = hmac.new(self._secret, stamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        given = headers.get("x-chatwoot-signature", "").removeprefix("sha256=")
        if not hmac.compare_digest(signed.encode(), given.encode()):
            raise NotAllowed("expected Chatwoot's signature; is LATTICE_CHATWOOT_SECRET right?")
        if not stamp.isdigit() or abs(now.timestamp() - int(stamp)) > _OLDEST.total_seconds():
            raise NotAllowed("the signature is too old; are both clocks right?")

    def _found(self, path: str) -> Any:
        answer = self._inbox.get(path)
        if answer.status_code == httpx.codes.NOT_FOUND:
            return None
        return answer.raise_for_status().json()

    def _post(self, path: str, fields: Mapping[str, str]) -> Any:
        return self._inbox.post(path, json=dict(fields)).raise_for_status().json()


def _mark(parcel: Parcel) -> str:
    """Names a message, so that it is known again: the question by its case, others by their key."""
    if parcel.event != "student_wrote":
        return f"[{parcel.number}]"
    return f"[{parcel.number} {hashlib.sha256(parcel.key.encode()).hexdigest()[:8]}]"


def _read(event: dict[str, Any]) -> Returned | None:
    if event["event"] == "conversation_status_changed" and event["status"] == "resolved":
        stamp = f"{event['id']} resolved {event.get('timestamp', '')}"
        return Returned(stamp, event["contact_inbox"]["source_id"], closes=True)
    if event["event"] != "message_created" or event["message_type"] not in ("outgoing", 1):
        return None
    text = str(event.get("content") or "").strip()
    if event.get("private") or not text:
        return None  # a note among agents, or a picture alone
    sender = event.get("sender") or {}
    reference = event["conversation"]["contact_inbox"]["source_id"]
    agent, name = str(sender.get("id") or ""), str(sender.get("name") or "")[:120]
    return Returned(f"message {event['id']}", str(reference), text, agent, name)
