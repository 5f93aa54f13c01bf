"""From what the bot says to Telegram's HTML and inline keyboards, within their limits. Pure."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence

from bot.bridge.model import Choice, Part, Shown
from bot.bridge.shape import pieces
from bot.bridge.split import shorten, split

TEXT = 4096
CAPTION = 1024 // 2
SOURCES = 300
ROOM = TEXT - 2 * SOURCES - 10
"""Telegram counts some characters twice; what is merely shortened is kept to half its room."""
WIDE = 30
"""A longer title is cut off on a phone: then titles are listed in the text, numbers on the keys."""
A_ROW = 5

Keyboard = list[list[dict[str, str]]]


def compose(shown: Sequence[Shown]) -> list[Part]:
    """The messages and files of an answer, in order."""
    parts: list[Part] = []
    for one in shown:
        parts += _messages(one)
        parts += [{**file, "alt": shorten(file["alt"], CAPTION)} for file in one.files]
    return parts


def _messages(shown: Shown) -> Iterator[Part]:
    text = "\n".join(part for part in (shown.title, shown.body) if part)
    listed = _listed(shown.choices, text)
    if listed:
        text = f"{text}\n\n{listed}"
    chunks = split(text, ROOM, units)
    for number, chunk in enumerate(chunks):
        last = number == len(chunks) - 1
        said = to_html(chunk, shown.title if number == 0 else "")
        if last and shown.sources:
            said += f"\n\n<i>{_escape(shorten(' · '.join(shown.sources), SOURCES))}</i>"
        keys = keyboard(shown.choices) if last else []
        yield {"kind": "message", "html": said, "keyboard": keys}


def units(text: str) -> int:
    """Length as Telegram counts it: in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def to_html(text: str, title: str = "") -> str:
    """The text with its title and labels in bold."""
    heading = ""
    if title and text.startswith(title):
        heading, text = f"<b>{_escape(title)}</b>\n", text[len(title) :].lstrip("\n")
    labels = {f"{label}: {value}": label for _, pairs in pieces(text) for label, value in pairs}
    said = (_line(line, labels.get(line.strip(), "")) for line in text.splitlines())
    return (heading + "\n".join(said)).strip()


def _line(line: str, label: str) -> str:
    if not label:
        return _escape(line)
    return f"<b>{_escape(label)}:</b>{_escape(line.strip()[len(label) + 1 :])}"


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


def keyboard(choices: Sequence[Choice]) -> Keyboard:
    """One key a row while titles fit; else numbers only, five a row."""
    if _fits(choices):
        return [[_key(choice, choice.label)] for choice in choices]
    keys = [_key(choice, str(choice.number)) for choice in choices]
    return [keys[start : start + A_ROW] for start in range(0, len(keys), A_ROW)]


def _fits(choices: Sequence[Choice]) -> bool:
    return len(choices) <= A_ROW and all(len(choice.title) <= WIDE for choice in choices)


def _key(choice: Choice, text: str) -> dict[str, str]:
    return {"text": text, "callback_data": choice.token}


def _listed(choices: Sequence[Choice], text: str) -> str:
    """What the numbers stand for, unless keys or text say it already."""
    if _fits(choices):
        return ""
    return "\n".join(choice.label for choice in choices if choice.label not in text)
