"""pay_meta, sources, credits: what pay includes, and where every figure comes from."""

from __future__ import annotations

from actions.present import bullets
from actions.reply import Reply, button
from actions.talk import Replies, Talk
from actions.understanding.focus import find_focus, title_spans
from actions.understanding.kinds import kinds_of
from actions.understanding.turn import Turn
from actions.words import Value
from knowledge.figures import credited
from knowledge.model import Source

PAGE = 3


def pay_meta(talk: Talk) -> Replies:
    """What OEWS wages include and leave out, and how old they are; then a named job's pay."""
    meta = Reply("utter_pay_meta", buttons=(button("sources"), button("help")))
    focus = find_focus(talk.turn, talk.deps)
    named = focus.named and focus.verdict == "match"
    return (meta, *talk.about("pay")) if named else (meta,)


def asked_term(turn: Turn) -> str | None:
    """The word of our answers whose meaning a turn asks, without any job: "what is a median"."""
    if title_spans(turn) or not kinds_of(turn.typed, "asks_meaning"):
        return None
    return next(iter(kinds_of(turn.typed, "terms")), None)


def sources(talk: Talk) -> Replies:
    """What a word means, if that is asked; else the origin of the last figures, or of all."""
    keep = {"pending": talk.turn.memory.get("pending")}
    if term := asked_term(talk.turn):
        return (Reply(f"utter_term_{term}", buttons=(button("help"),), slots=keep),)
    named = talk.turn.last.get("sources") or []
    if not named:
        return credits_(talk)
    values: dict[str, Value] = {"sources": bullets(credited(name) for name in named)}
    buttons = (button("credits"), button("pay_meta"), button("repeat"))
    return (Reply("utter_sources", values, buttons=buttons, slots=keep),)


def credits_(talk: Talk) -> Replies:
    """Every release with its credit line, a few a page."""
    every = _distinct(talk.deps.knowledge.sources())
    start = talk.turn.page * PAGE
    shown = every[start : start + PAGE]
    if not shown:
        return (Reply("utter_no_more"),)
    more = len(every) > start + PAGE
    step = {
        **talk.turn.last,
        "topic": "credits",
        "occupations": [],
        "area": "",
        "page": talk.turn.page,
        "more": more,
    }
    values: dict[str, Value] = {"credits": bullets(credited(one.credit) for one in shown)}
    return (Reply("utter_credits", values, slots={"last": step}, more=more),)


def _distinct(every: tuple[Source, ...]) -> tuple[Source, ...]:
    """One source a credit line, O*NET's first: its licence asks for it."""
    by_credit = {one.credit: one for one in reversed(every)}
    return tuple(sorted(by_credit.values(), key=lambda one: (one.key != "onet", one.name)))
