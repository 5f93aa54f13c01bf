"""From Slack's envelopes to ``Inbound``: pure, the same for Socket Mode and webhooks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.bridge.commands import to_payload
from bot.bridge.model import Inbound, Kind, Malformed

Json = Mapping[str, Any]
_SPOKEN = ("", "file_share", "thread_broadcast")
"""Subtypes of messages that a person wrote; edits, deletions, joins and bots have others."""
_LINK = re.compile(r"<(?P<target>[^<>|]*)(?:\|(?P<label>[^<>]*))?>")


def to_inbound(envelope: str, payload: Json) -> Inbound | None:
    """What a person did, or None where there is nothing to answer.

    Args:
        envelope: "events_api", "interactive" or "slash_commands", as Socket Mode names them.
        payload: what it holds.

    Raises:
        Malformed: it lacks what such an envelope always has.
    """
    read = _READERS.get(envelope)
    return read(payload) if read else None


def _event(payload: Json) -> Inbound | None:
    event = _part(payload, "event")
    if not _is_spoken(event) or _text(event, "user") in _own_users(payload):
        return None
    team, channel = _text(payload, "team_id"), _need(event, "channel")
    user, stamp = _need(event, "user"), _need(event, "ts")
    thread = _text(event, "thread_ts")
    alone = channel.startswith("D")
    if not alone:
        thread = thread or stamp
    text = plain(_text(event, "text"))
    kind, value = _said(text, has_files=bool(event.get("files")))
    return Inbound(
        # A mention in a direct message arrives as two events; the message is one.
        event=f"slack:{team}:{channel}:{stamp}",
        person=_person(team, channel, user, "" if alone else thread),
        kind=kind,
        value=value,
        place={"channel": channel, "thread": thread},
        position=_seconds(stamp),
    )


def _is_spoken(event: Json) -> bool:
    """Whether a person said it to us: a direct message, or a mention in a channel."""
    addressed = event.get("type") == "app_mention" or (
        event.get("type") == "message" and _text(event, "channel_type") == "im"
    )
    by_person = _text(event, "user") not in ("", "USLACKBOT") and not _text(event, "bot_id")
    return addressed and by_person and _text(event, "subtype") in _SPOKEN


def _said(text: str, *, has_files: bool) -> tuple[Kind, str]:
    """Words; a file without any is declined; a bare mention asks for help."""
    if text:
        return "text", text
    return ("notice", "only_text") if has_files else ("payload", "/help")


def _command(payload: Json) -> Inbound:
    team, user = _text(payload, "team_id"), _need(payload, "user_id")
    trigger = _need(payload, "trigger_id")
    text = plain(_text(payload, "text"))
    known = to_payload(text or "help")
    return Inbound(
        event=f"slack:{team}:command:{trigger}",
        person=_person(team, "", user),
        kind="payload" if known else "text",
        value=known or text,
        place={"response_url": _need(payload, "response_url"), "channel": user, "thread": ""},
        position=None,
    )


def _press(payload: Json) -> Inbound | None:
    actions = payload.get("actions")
    if payload.get("type") != "block_actions" or not isinstance(actions, list) or not actions:
        return None
    action, container = _as_part(actions[0]), _part(payload, "container")
    team, user = _text(_part(payload, "team"), "id"), _need(_part(payload, "user"), "id")
    channel = _text(_part(payload, "channel"), "id") or _need(container, "channel_id")
    stamp = _need(action, "action_ts")
    fleeting = container.get("is_ephemeral") is True
    message = _text(container, "thread_ts") or _need(container, "message_ts")
    alone = fleeting or channel.startswith("D")
    thread = _text(container, "thread_ts") if alone else message
    place = {"channel": user if fleeting else channel, "thread": "" if fleeting else thread}
    if fleeting:
        place["response_url"] = _need(payload, "response_url")
    return Inbound(
        event=f"slack:{team}:{user}:press:{stamp}",
        person=_person(team, channel, user, "" if alone else thread),
        kind="press",
        value=_token(action),
        place=place,
        position=_seconds(stamp),
    )


def _token(action: Json) -> str:
    """The value of a button, or of the option chosen from a menu."""
    return _text(action, "value") or _text(_part(action, "selected_option"), "value")


def _person(team: str, channel: str, user: str, thread: str = "") -> str:
    """A thread in a channel is one conversation, whoever speaks; else a person has one."""
    return f"slack:{team}:{channel}:{thread}" if thread else f"slack:{team}:{user}"


def plain(text: str) -> str:
    """Slack's markup as a person reads it: mentions gone, links by name, entities as characters."""
    read = _LINK.sub(_as_read, text)
    return read.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&").strip()


def _as_read(link: re.Match[str]) -> str:
    target, label = link["target"], link["label"] or ""
    if target.startswith("@"):
        return ""
    return label or target.lstrip("#!")


def _own_users(payload: Json) -> set[str]:
    authorizations = payload.get("authorizations")
    many = authorizations if isinstance(authorizations, list) else []
    return {_text(_as_part(one), "user_id") for one in many} - {""}


def _part(mapping: Json, key: str) -> Json:
    return _as_part(mapping.get(key))


def _as_part(value: object) -> Json:
    return value if isinstance(value, Mapping) else {}


def _text(mapping: Json, key: str) -> str:
    value = mapping.get(key)
    return value if isinstance(value, str) else ""


def _need(mapping: Json, key: str) -> str:
    value = _text(mapping, key)
    if not value:
        raise Malformed(f"{key} is {type(mapping.get(key)).__name__}; expected a string")
    return value


def _seconds(stamp: str) -> float:
    try:
        seconds = float(stamp)
    except ValueError:
        raise Malformed("a time stamp is not a number; expected 1700000000.000100") from None
    if not 0 <= seconds < 1e12:
        raise Malformed("a time stamp is out of range; expected 1700000000.000100")
    return seconds


_READERS: dict[str, Callable[[Json], Inbound | None]] = {
    "events_api": _event,
    "interactive": _press,
    "slash_commands": _command,
}
