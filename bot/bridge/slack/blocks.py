"""From what the bot says to Block Kit, within its published limits. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from bot.bridge.model import Choice, Part, Shown
from bot.bridge.shape import pieces
from bot.bridge.split import shorten, split
from bot.bridge.texts import say

Block = dict[str, Any]

SECTION = 3000
FIELD = 2000
FIELDS = 10
BUTTON = 75
FEW = 6
OPTIONS = 100
BLOCKS = 40
"""50 are allowed; the last of a message also take sources and buttons."""
MESSAGE = 9000
"""Slack refuses more than some 13,000 characters of blocks, and documents no number."""
FALLBACK = 3900


def compose(shown: Sequence[Shown], language: str) -> list[Part]:
    """The messages and files of an answer, in order."""
    parts: list[Part] = []
    for one in shown:
        parts += _messages(one, language)
        parts += one.files
    return parts


def _messages(shown: Shown, language: str) -> Iterator[Part]:
    for number, blocks in enumerate(chunks := list(_chunks(list(_text_blocks(shown))))):
        fallback = shorten(_fallback(blocks), FALLBACK)
        if number == len(chunks) - 1:
            blocks = [*blocks, *_ending(shown, language)]
        yield {"kind": "message", "text": fallback, "blocks": blocks}


def escape(text: str) -> str:
    """Text as Slack wants it; nothing in it can mention a channel or a person."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _size(text: str) -> int:
    return len(escape(text))


def _text_blocks(shown: Shown) -> Iterator[Block]:
    if shown.title:
        yield _section(f"*{escape(shown.title)}*")
    for text, fields in pieces(shown.body):
        for part in split(text, SECTION, _size):
            yield _section(escape(part))
        for start in range(0, len(fields), FIELDS):
            yield from _fields(fields[start : start + FIELDS])


def _fields(fields: Sequence[tuple[str, str]]) -> Iterator[Block]:
    """Label above value; values too long for a field become text."""
    if any(_size(f"{label}{value}") > FIELD - 10 for label, value in fields):
        for label, value in fields:
            yield from (_section(escape(p)) for p in split(f"{label}: {value}", SECTION, _size))
        return
    shown = [_mrkdwn(f"*{escape(label)}*\n{escape(value)}") for label, value in fields]
    yield {"type": "section", "fields": shown}


def _section(text: str) -> Block:
    return {"type": "section", "text": _mrkdwn(text)}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text}


def _plain(text: str) -> Block:
    return {"type": "plain_text", "text": text, "emoji": False}


def _chunks(blocks: list[Block]) -> Iterator[list[Block]]:
    """Blocks of one message each."""
    chunk: list[Block] = []
    for block in blocks:
        if chunk and (len(chunk) == BLOCKS or _length([*chunk, block]) > MESSAGE):
            yield chunk
            chunk = []
        chunk = [*chunk, block]
    if chunk:
        yield chunk


def _length(blocks: Sequence[Block]) -> int:
    return sum(len(text) for block in blocks for text in _texts(block))


def _texts(block: Block) -> list[str]:
    texts = [block["text"]] if "text" in block else block.get("fields", [])
    return [text["text"] for text in texts]


def _fallback(blocks: Sequence[Block]) -> str:
    """What notifications and screen readers read."""
    return "\n".join(text for block in blocks for text in _texts(block))


def _ending(shown: Shown, language: str) -> Iterator[Block]:
    if shown.sources:
        sources = shorten(" · ".join(shown.sources), SECTION // 2)
        yield {"type": "context", "elements": [_plain(sources)]}
    elements = list(_elements(shown.choices, language))
    if elements:
        yield {"type": "actions", "elements": elements}


def _elements(choices: Sequence[Choice], language: str) -> Iterator[Block]:
    """Buttons for up to six choices; of more, the rest go into a menu."""
    buttons = [choice for choice in choices if len(choices) <= FEW or not choice.extra][:FEW]
    menu = [choice for choice in choices if choice not in buttons][:OPTIONS]
    for choice in buttons:
        yield {
            "type": "button",
            "action_id": f"choose-{choice.number}",
            "text": _plain(shorten(choice.label, BUTTON)),
            "value": choice.token,
        }
    if menu:
        yield {
            "type": "static_select",
            "action_id": "choose-more",
            "placeholder": _plain(say("more_choices", language)),
            "options": [{"text": _plain(shorten(c.label, BUTTON)), "value": c.token} for c in menu],
        }
