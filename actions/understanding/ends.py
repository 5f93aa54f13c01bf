"""Where a step begins and where it leads: two jobs named, one and the talk, or the talk alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from actions.deps import Deps
from actions.names import CAREER, LISTS, OCCUPATION, STEPS
from actions.reply import read_payload
from actions.understanding.focus import Focus
from actions.understanding.order import pointed
from actions.understanding.several import name_all
from actions.understanding.turn import Turn
from knowledge.model import Occupation

_FROM = re.compile(
    r"\b(from|after|being|currently|i am|i'm|im|i was|work as|as an?|was an?"
    r"|desde|soy|siendo|como)\b"
)
_THERE = re.compile(
    r"\b(?:(?:get|getting|go|going|got|move|moving|switch|be) there"
    r"|(?:become|do|reach|be) (?:that|it|one)|to that|llegar (?:ahí|allí|allá)|serlo)\b"
)
_TO = re.compile(r"\b(to|into|become|becoming|be|for|para|ser)\b")


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of a step, as far as they are known.

    Attributes:
        start, goal: None where neither the turn nor the talk says.
        unclear: a title that may mean several jobs; ``first`` where it is the start.
        offered: steps of the list on the screen, where the turn does not say which.
    """

    start: Occupation | None = None
    goal: Occupation | None = None
    unclear: Focus | None = None
    first: bool = False
    offered: tuple[tuple[str, str], ...] = ()


def find_ends(turn: Turn, deps: Deps) -> Ends:
    """The two ends of the step a turn is about."""
    found = name_all(turn, deps)[:2]
    if len(found) == 2:
        return _two(turn, found)
    if found:
        return _one(turn, found[0], deps)
    return _none_named(turn, deps)


def _two(turn: Turn, found: Sequence[Focus]) -> Ends:
    turned = starts_at_second(turn.typed, found[0].query, found[1].query)
    start, goal = reversed(found) if turned else found
    unclear = start if start.occupation is None else goal if goal.occupation is None else None
    return Ends(start.occupation, goal.occupation, unclear, first=unclear is start)


def _one(turn: Turn, named: Focus, deps: Deps) -> Ends:
    """The other end is the one asked about before, or the job talked about.

    "From cashier" leads to the job talked about, as does "how would a cashier get there".
    """
    start, goal = _waiting(turn, deps)
    is_start = goal is not None or (start is None and _is_start(turn.typed, named.query))
    other = _standing(turn, deps, named.occupation)
    if is_start:
        return Ends(named.occupation, goal or other, _unclear(named), first=True)
    return Ends(start or other, named.occupation, _unclear(named))


def _unclear(named: Focus) -> Focus | None:
    return named if named.occupation is None else None


def _none_named(turn: Turn, deps: Deps) -> Ends:
    offered = shown_steps(turn.memory.get("choices") or ())
    picked = pointed(turn.typed, len(offered))
    if len(picked) == 1:
        return _of(offered[picked[0]], deps)
    last = turn.last.get("occupations") or ()
    if turn.last.get("topic") in (*STEPS, "compare") and len(last) == 2:
        return _of(last, deps)
    if len(offered) == 1:
        return _of(offered[0], deps)
    here = _talked_about(turn)
    focus = deps.knowledge.occupation(here) if here else None
    if offered:
        return Ends(focus, None, offered=offered)
    start = _standing(turn, deps, focus)
    return Ends(start, focus) if start else Ends(focus)


def shown_steps(choices: Iterable[dict[str, str]]) -> tuple[tuple[str, str], ...]:
    """The steps among the buttons on offer, as pairs of codes."""
    pairs = []
    for choice in choices:
        topic, values = read_payload(choice["payload"])
        codes = values.get(OCCUPATION, "").split()
        if topic in STEPS and len(codes) == 2:
            pairs.append((codes[0], codes[1]))
    return tuple(dict.fromkeys(pairs))


def _of(codes: Sequence[str], deps: Deps) -> Ends:
    start, goal = (deps.knowledge.occupation(code) for code in codes)
    return Ends(start, goal)


def _waiting(turn: Turn, deps: Deps) -> tuple[Occupation | None, Occupation | None]:
    """The end that was known when we asked for the other one."""
    kept = turn.memory.get("ends") or []
    if turn.memory.get("pending") not in STEPS or len(kept) != 2:
        return None, None
    start, goal = (deps.knowledge.occupation(code) if code else None for code in kept)
    return start, goal


def _standing(turn: Turn, deps: Deps, named: Occupation | None) -> Occupation | None:
    """The end that goes without saying beside a named one: the job talked about, or listed for."""
    codes = [_talked_about(turn), *_listed(turn)]
    known = [code for code in codes if code and (not named or code != named.code.onet)]
    return deps.knowledge.occupation(known[0]) if known else None


def _talked_about(turn: Turn) -> str:
    talking = turn.last.get("topic") in (*CAREER, *STEPS)
    return (turn.memory.get(OCCUPATION) or "") if talking else ""


def _listed(turn: Turn) -> Iterable[str]:
    """Whose neighbours were listed lately, the latest first."""
    for answer in (turn.last, *reversed(turn.last.get("back") or ())):
        if answer.get("topic") in LISTS:
            yield from answer.get("occupations") or ()


def starts_at_second(text: str, first: str, second: str) -> bool:
    """Whether the second title named is where a person stands: "become a nurse from a CNA"."""
    said = text.casefold()
    at, then = said.find(first.casefold()), said.find(second.casefold())
    if not 0 <= at < then:
        return False
    return bool(_FROM.search(said[at + len(first) : then])) and not _FROM.search(said[:at])


def _is_start(text: str, title: str) -> bool:
    """Whether the only title named is the start: "from cashier", "would a cashier get there"."""
    said = text.casefold()
    if _THERE.search(said):
        return True
    before = said.partition(title.casefold())[0]
    froms = [found.end() for found in _FROM.finditer(before)]
    tos = [found.end() for found in _TO.finditer(before)]
    return bool(froms) and max(froms) >= max(tos, default=0)
