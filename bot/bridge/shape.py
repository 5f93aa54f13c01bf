"""From what the bot says to what a platform lays out: headings, numbers, sources, files. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from bot.bridge.model import Choice, Message, Part, Shown
from bot.bridge.texts import say

LONGEST_TITLE = 150
MOST_EXTRAS = 20
_LOCAL = re.compile(r"https?://(127\.0\.0\.1|localhost|\[::1\])[:/]")
_NUMBERED = re.compile(r"^(\d{1,2})\. (.+)$", re.MULTILINE)
_LABELLED = re.compile(r"(?P<label>[^\W\d][^:\n.!?;]{0,74}): (?P<value>\S.*)")

Piece = tuple[str, tuple[tuple[str, str], ...]]
"""Running text and no fields, or "" and (label, value) pairs."""


def to_shown(
    messages: Sequence[Message], new_token: Callable[[], str], language: str
) -> list[Shown]:
    """The messages of one turn; numbers are unique among them, so that each can be typed."""
    shown: list[Shown] = []
    taken: set[int] = set()
    for message in messages:
        text = _reachable(str(message.get("text") or "")).strip()
        choices = tuple(_choices(message, text, taken, new_token))
        if choices and not text:
            text = say("choose", language)
        title, body = _heading(text, message.get("card") or {})
        files = tuple(_files(message, language))
        if text or files:
            shown.append(Shown(title, body, _sources(message), choices, files))
    return shown


def pieces(text: str) -> Iterator[Piece]:
    """Runs of two or more ``label: value`` lines as fields, everything else as text."""
    prose: list[str] = []
    fields: list[tuple[str, str]] = []
    for line in [*text.splitlines(), ""]:
        labelled = _LABELLED.fullmatch(line.strip())
        if labelled:
            fields.append((labelled["label"], labelled["value"]))
            continue
        if len(fields) > 1:
            if "\n".join(prose).strip():
                yield "\n".join(prose).strip(), ()
            yield "", tuple(fields)
            prose = []
        else:
            prose += [f"{label}: {value}" for label, value in fields]
        fields = []
        prose.append(line)
    if "\n".join(prose).strip():
        yield "\n".join(prose).strip(), ()


def _reachable(text: str) -> str:
    """Without lines that link to this very machine: nobody in Slack or Telegram can open them."""
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not _LOCAL.search(line))


def _heading(text: str, card: dict[str, Any]) -> tuple[str, str]:
    """The first line as title, where it names what the card is about and more follows."""
    first, _, rest = text.partition("\n")
    about = card.get("title")
    if about and str(about) in first and rest.strip() and len(first) <= LONGEST_TITLE:
        return first.strip(), rest.strip()
    return "", text


def _sources(message: Message) -> tuple[str, ...]:
    facts = message.get("facts") or ()
    return tuple(dict.fromkeys(f"{f.get('source')}, {f.get('period')}" for f in facts))


def _choices(
    message: Message, text: str, taken: set[int], new_token: Callable[[], str]
) -> Iterator[Choice]:
    """Buttons and card items; one that the text lists under a number keeps that number."""
    offered = list(_offered(message))
    claimed = _claimed(text, [title for title, _, _ in offered], taken)
    taken |= set(claimed.values())
    for title, payload, extra in offered:
        number = claimed.pop(title, 0) or _lowest_free(taken)
        taken.add(number)
        yield Choice(number, title, payload, new_token(), extra)


def _claimed(text: str, titles: Sequence[str], taken: set[int]) -> dict[str, int]:
    """The numbers under which the text already lists some of the titles."""
    claimed: dict[str, int] = {}
    for number, line in _NUMBERED.findall(text):
        fitting = [title for title in titles if line.startswith(title)]
        if fitting and int(number) not in taken:
            claimed.setdefault(max(fitting, key=len), int(number))
    return claimed


def _lowest_free(taken: set[int]) -> int:
    return next(n for n in range(1, len(taken) + 2) if n not in taken)


def _offered(message: Message) -> Iterator[tuple[str, str, bool]]:
    known: set[str] = set()
    for button in message.get("buttons") or ():
        known |= {button["payload"], button["title"]}
        yield button["title"], button["payload"], False
    card = message.get("card") or {}
    items = (card.get("items") if card.get("type") == "list" else card.get("edges")) or ()
    for item in items[:MOST_EXTRAS]:
        payload = f"/overview{json.dumps({'occupation': item['code']})}"
        if not {payload, item["title"]} & known:
            known |= {payload, item["title"]}
            yield item["title"], payload, True


def _files(message: Message, language: str) -> Iterator[Part]:
    """The lattice as a picture, the report as a document: fetched when they are sent."""
    card = message.get("card") or {}
    code, title = card.get("code"), str(card.get("title") or "")
    if not code:
        return
    base, wanted = f"/careers/{code}", {"lang": language}
    if card.get("type") == "lattice":
        alt = say("lattice", language, title=title)
        yield _file(f"{base}/lattice.png?{urlencode(wanted)}", f"lattice-{code}.png", alt)
    if message.get("response") == "utter_report":
        wanted |= {"area": message["area"]} if message.get("area") else {}
        name = say("report", language, title=title)
        missing = say("report_missing", language)
        yield _file(f"{base}/report.pdf?{urlencode(wanted)}", f"report-{code}.pdf", name, missing)


def _file(path: str, name: str, alt: str, missing: str = "") -> Part:
    """``missing`` is said when the file cannot be had; without it nothing is, the text suffices."""
    return {"kind": "file", "path": path, "name": name, "alt": alt, "missing": missing}
