"""The ways out: e-mail, Slack, a signed webhook, and the seam that gives channels their replies."""

from __future__ import annotations

import hashlib
import hmac
import json
import smtplib
from collections.abc import Mapping
from dataclasses import asdict
from email.message import EmailMessage
from email.utils import formatdate
from urllib.parse import unquote, urlsplit

import httpx

from triage.library import Library
from triage.outbox import LETTER, Parcel, Sender
from triage.settings import Settings
from triage.vault import Vault

_TIMEOUT = 10.0
_SAID = {
    "new": "A new question waits",
    "urgent": "URGENT: a case with a safety flag waits",
    "student_wrote": "A student wrote again",
    "overdue": "A first reply is overdue",
}
_LETTER = {
    "en": (
        "The answer to your career question ({library})",
        "Sent by a counselor of {library}. Number of your question: {number}",
    ),
    "es": (
        "La respuesta a su pregunta sobre carreras ({library})",
        "Enviado por un consejero de {library}. Número de su pregunta: {number}",
    ),
}


def said(parcel: Parcel) -> str:
    """One line for the staff: the event and the number, none of the student's words."""
    return f"{_SAID.get(parcel.event, 'Something changed')}: case {parcel.number}"


class Post:
    """An SMTP server; the same key gives the same Message-ID."""

    def __init__(self, url: str, sender: str) -> None:
        self._url, self._sender = urlsplit(url), sender

    def send(self, to: str, subject: str, text: str, key: str, answer_to: str = "") -> None:
        """Send one e-mail."""
        message = EmailMessage()
        message["Subject"] = subject
        message["From"], message["To"] = self._sender, to
        if answer_to:
            message["Reply-To"] = answer_to
        message["Date"] = formatdate()
        identity = hashlib.sha256(key.encode()).hexdigest()[:32]
        message["Message-ID"] = f"<{identity}@career-lattice>"
        message.set_content(text)
        with smtplib.SMTP(self._url.hostname or "", self._url.port or 25, timeout=_TIMEOUT) as smtp:
            if self._url.username:
                smtp.starttls()
                smtp.login(unquote(self._url.username), unquote(self._url.password or ""))
            smtp.send_message(message)


class Mail:
    """Notices to the staff by e-mail."""

    def __init__(self, post: Post, to: str, desk: str) -> None:
        self._post, self._to, self._desk = post, to, desk

    def send(self, parcel: Parcel) -> None:
        """Send one notice."""
        text = f"{said(parcel)}\n{self._desk}/cases/{parcel.number}\n"
        self._post.send(self._to, said(parcel), text, parcel.key)


class Letters:
    """Replies to people who left an e-mail address with a pile."""

    def __init__(self, post: Post, library: Library) -> None:
        self._post, self._library = post, library

    def send(self, parcel: Parcel) -> None:
        """Send one reply; what is answered to it goes to the responsible person."""
        subject, ending = _LETTER["es" if parcel.language == "es" else "en"]
        name = self._library.name
        text = f"{parcel.text}\n\n{ending.format(library=name, number=parcel.number)}\n"
        subject = subject.format(library=name)
        to, answers = parcel.conversation, self._library.responsible_email
        self._post.send(to, subject, text, parcel.key, answers)


class Slack:
    """Notices to a Slack incoming webhook."""

    def __init__(self, url: str, desk: str) -> None:
        self._url, self._desk = url, desk

    def send(self, parcel: Parcel) -> None:
        """Send one notice."""
        line = f"{said(parcel)} <{self._desk}/cases/{parcel.number}|Open it>"
        httpx.post(self._url, json={"text": line}, timeout=_TIMEOUT).raise_for_status()


class Webhook:
    """Posts a parcel as JSON, signed, with its key in ``Idempotency-Key``.

    ``X-Lattice-Signature`` is the HMAC-SHA256 of the body with the shared secret, in hex.
    """

    def __init__(self, url: str, secret: str) -> None:
        self._url, self._secret = url, secret.encode()

    def send(self, parcel: Parcel) -> None:
        """Send one parcel."""
        fields = {k: v for k, v in asdict(parcel).items() if v}
        body = json.dumps(fields, sort_keys=True).encode()
        signature = hmac.new(self._secret, body, hashlib.sha256).hexdigest()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": parcel.key,
            "X-Lattice-Signature": signature,
        }
        httpx.post(self._url, content=body, headers=headers, timeout=_TIMEOUT).raise_for_status()


def senders(settings: Settings, library: Library, vault: Vault) -> Mapping[str, Sender]:
    """The senders that the settings ask for; a channel without one fetches its replies itself."""
    secret = vault.replies_secret(settings.webhook_secret)
    found: dict[str, Sender] = {
        channel: Webhook(url, secret) for channel, url in settings.delivery.items()
    }
    if settings.smtp_url:
        post = Post(settings.smtp_url, settings.mail_from)
        found[LETTER] = Letters(post, library)
        if library.responsible_email:
            found["notice:email"] = Mail(post, library.responsible_email, settings.public_url)
    if settings.slack_webhook:
        found["notice:slack"] = Slack(settings.slack_webhook, settings.public_url)
    if settings.webhook:
        found["notice:webhook"] = Webhook(settings.webhook, settings.webhook_secret)
    return found
