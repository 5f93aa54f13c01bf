"""A mailbox export (mbox) as questions: what each person wrote, and their address. Pure."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from html.parser import HTMLParser

_BEGIN = re.compile(rb"^From .*\r?\n", re.MULTILINE)
_PARSER = BytesParser(policy=policy.default)
_REPLY_PREFIX = re.compile(r"^\s*((re|fw|fwd|aw|rv)\s*:\s*)+", re.IGNORECASE)
_QUOTED_BEGINS = re.compile(r"^(On .{5,200} wrote:|El .{5,200} escribió:|-{2,} ?Original Message)")


def is_mailbox(content: bytes) -> bool:
    """Whether ``content`` begins as an mbox does."""
    return content.lstrip(b"\xef\xbb\xbf").startswith(b"From ") and b"\nSubject:" in content


def read_mailbox(content: bytes) -> list[tuple[str, str]]:
    """Question and address of each message; automatic replies and empty ones are left out."""
    raw = [part for part in _BEGIN.split(content) if part.strip()]
    messages = [_PARSER.parsebytes(part.replace(b"\n>From ", b"\nFrom ")) for part in raw]
    written = [message for message in messages if not _automatic(message)]
    found = [(_question(message), parseaddr(_header(message, "From"))[1]) for message in written]
    return [(question, address) for question, address in found if question]


def _automatic(message: EmailMessage) -> bool:
    return _header(message, "Auto-Submitted").lower().startswith("auto-")


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; "" for one that is missing or cannot be read."""
    try:
        return str(message.get(name) or "")
    except (ValueError, LookupError, AttributeError, IndexError, TypeError):
        return ""  # the standard library fails on some malformed headers


def _question(message: EmailMessage) -> str:
    subject = _REPLY_PREFIX.sub("", _header(message, "Subject")).strip()
    body = own_words(_body(message))
    return "\n".join(part for part in (subject, body) if part)


def _body(message: EmailMessage) -> str:
    part = message.get_body(("plain", "html"))
    if part is None or part.get_content_maintype() != "text":
        return ""
    try:
        text = str(part.get_content())
    except (LookupError, ValueError):  # a charset that nobody knows
        text = bytes(part.get_payload(decode=True) or b"").decode("utf-8", "replace")
    return _without_tags(text) if part.get_content_subtype() == "html" else text


def own_words(body: str) -> str:
    """``body`` without what it quotes and without the signature."""
    kept: list[str] = []
    for line in body.splitlines():
        if line.rstrip() == "--" or _QUOTED_BEGINS.match(line):
            break
        if not line.startswith(">"):
            kept.append(line.rstrip())
    return "\n".join(kept).strip()


class _Text(HTMLParser):
    """Collects the text of a page; scripts and styles are left out."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Begin a new line, or what is not shown."""
        self._hidden += tag in ("script", "style")
        self.parts += ["\n"] if tag in ("p", "br", "div", "li", "tr") else []

    def handle_endtag(self, tag: str) -> None:
        """End what is not shown."""
        self._hidden -= tag in ("script", "style") and self._hidden > 0

    def handle_data(self, data: str) -> None:
        """Keep shown text."""
        self.parts += [] if self._hidden else [data]


def _without_tags(page: str) -> str:
    reader = _Text()
    reader.feed(page)
    return "".join(reader.parts).strip()
