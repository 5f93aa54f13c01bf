"""Commands that both platforms know, and the payload each stands for."""

from __future__ import annotations

COMMANDS = {"start": "/greet", "help": "/help", "privacy": "/privacy", "forget": "/forget"}


def to_payload(text: str) -> str:
    """The payload of ``help`` or ``/help``, else ""."""
    return COMMANDS.get(text.strip().removeprefix("/").casefold(), "")
