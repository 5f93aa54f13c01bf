"""Block Kit's published limits (docs.slack.dev/reference/block-kit), as a list of what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]
STRAY = re.compile(r"&(?!amp;|lt;|gt;)|[<>]")


def problems(blocks: list[Json]) -> list[str]:
    found = list(_all(blocks))
    if not 1 <= len(blocks) <= 50:
        found.append(f"{len(blocks)} blocks")
    if _characters(blocks) > 12_000:
        found.append("more characters than Slack takes")
    actions = [e["action_id"] for b in blocks for e in b.get("elements", []) if "action_id" in e]
    if len(actions) != len(set(actions)):
        found.append("an action_id twice")
    return found


def _all(blocks: list[Json]) -> Iterator[str]:
    for block in blocks:
        if block["type"] == "section":
            yield from _section(block)
        elif block["type"] == "context":
            yield from _count("context elements", block["elements"], 10)
            for element in block["elements"]:
                yield from _text(element, 3000)
        elif block["type"] == "actions":
            yield from _count("actions elements", block["elements"], 25)
            for element in block["elements"]:
                yield from _element(element)
        else:
            yield f"unknown block {block['type']}"


def _section(block: Json) -> Iterator[str]:
    if "text" not in block and "fields" not in block:
        yield "a section with neither text nor fields"
    if "text" in block:
        yield from _text(block["text"], 3000)
    if "fields" in block:
        yield from _count("fields", block["fields"], 10)
        for field in block["fields"]:
            yield from _text(field, 2000)


def _element(element: Json) -> Iterator[str]:
    if not 1 <= len(element["action_id"]) <= 255:
        yield "action_id"
    if element["type"] == "button":
        yield from _text(element["text"], 75, only="plain_text")
        if len(element["value"]) > 2000:
            yield "a button's value"
    elif element["type"] == "static_select":
        yield from _text(element["placeholder"], 150, only="plain_text")
        yield from _count("options", element["options"], 100)
        for option in element["options"]:
            yield from _text(option["text"], 75, only="plain_text")
            if not 1 <= len(option["value"]) <= 150:
                yield "an option's value"
    else:
        yield f"unknown element {element['type']}"


def _text(text: Json, most: int, only: str = "") -> Iterator[str]:
    if text["type"] not in ("plain_text", "mrkdwn") or (only and text["type"] != only):
        yield f"a text of type {text['type']}"
    if not 1 <= len(text["text"]) <= most:
        yield f"a text of {len(text['text'])} characters, at most {most}"
    if text["type"] == "mrkdwn" and STRAY.search(text["text"]):
        yield "an unescaped character"


def _count(what: str, things: list[Any], most: int) -> Iterator[str]:
    if not 1 <= len(things) <= most:
        yield f"{len(things)} {what}, at most {most}"


def _characters(value: Any) -> int:
    if isinstance(value, dict):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + sum(_characters(v) for v in value.values() if isinstance(v, dict | list))
    return sum(_characters(one) for one in value) if isinstance(value, list) else 0
