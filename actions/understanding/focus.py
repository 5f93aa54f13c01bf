"""Which occupation a turn is about: payload, entity, the rest of the text, or memory.

The rest of the text counts only where it is a known title, or where nothing is remembered and
the matcher is sure: a question about the remembered occupation must not be mistaken for another.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from actions.deps import Deps
from actions.names import MAJOR, OCCUPATION
from actions.reply import MOST_BUTTONS as MOST
from actions.understanding.lexicon import beside, is_only_filler, readings, singulars
from actions.understanding.listed import job_pointed_at
from actions.understanding.order import pointed_alone
from actions.understanding.spanish import to_english
from actions.understanding.turn import Entity, Turn, across
from knowledge.errors import InvalidCode, UnknownOccupation
from knowledge.model import Occupation, SocCode, TitleCandidate, TitleMatch
from knowledge.titles import codes

NEAREST = 3
UNLIKELY, LIKELY = 0.12, 0.37
"""Chances below which a guess by meaning is not worth a question, and from which it is even where
nobody marked the words as a title."""
GUESSED = ("embedding", "major")
"""Bases of a match that no known title stands behind."""
_LONGEST_GUESS = 4
BECOME, OVERVIEW = "how_to_become", "overview"


@dataclass(frozen=True, slots=True)
class Focus:
    """What was understood.

    Attributes:
        verdict: "match"; "ask" among candidates; "none": a title nobody knows; "missing": no title.
        occupation: with "match".
        candidates: with "ask" the choices, with "none" the nearest.
        query: the words taken for a title.
        named: whether this turn named it (else it was remembered).
    """

    verdict: Literal["match", "ask", "none", "missing"]
    occupation: Occupation | None = None
    candidates: tuple[TitleCandidate, ...] = ()
    query: str = ""
    named: bool = False


MISSING = Focus("missing")


def find_focus(turn: Turn, deps: Deps, leave_out: Iterable[Entity] = ()) -> Focus:
    """The occupation a turn is about.

    Args:
        turn: the turn.
        deps: knowledge and matcher.
        leave_out: spans that name something else (a place).
    """
    spans = title_spans(turn)
    named = None
    whole = widened(turn.typed, spans, deps) if len(spans) == 1 else across(turn.typed, spans)
    for text in dict.fromkeys((whole, *(e.value for e in spans))):
        named = _named(text, deps)
        if named and named.verdict != "none":
            return named
    if not named and (pointed := _pointed_at(turn, deps)):
        return pointed
    rest = _rest(turn, deps, tuple(leave_out)) or _field_of_study(turn, deps)
    if rest and (rest.verdict == "match" or not named):
        return rest
    known = None if _asks_anew(turn, tuple(leave_out)) else remembered(turn, deps)
    return named or known or _unsure(turn, deps, tuple(leave_out))


def _asks_anew(turn: Turn, leave_out: tuple[Entity, ...]) -> bool:
    """Whether a job is asked about by a name: "tell me about …" is never about the last one."""
    return turn.intent == OVERVIEW and bool(readings(without(turn.typed, leave_out)))


def _pointed_at(turn: Turn, deps: Deps) -> Focus | None:
    """One of the jobs listed last, by its place: "what does the second one pay"."""
    code = job_pointed_at(turn)
    return from_code(code, deps) if code else None


def title_spans(turn: Turn) -> tuple[Entity, ...]:
    """The occupation entities that name something."""
    return tuple(
        e
        for e in turn.named(OCCUPATION)
        if is_code(e.value) or not (is_only_filler(e.value) or pointed_alone(e.value, MOST))
    )


def widened(text: str, spans: tuple[Entity, ...], deps: Deps) -> str:
    """A span with words beside it that make a known title of it, "[nurse] practioner"; else ""."""
    (span,) = spans
    left, right = beside(text[: span.start], -1), beside(text[span.end :], 1)
    sizes = [(i, j) for i in range(len(left) + 1) for j in range(len(right) + 1) if i + j]
    for before, after in sorted(sizes, key=sum, reverse=True):
        said = " ".join((*left[len(left) - before :], span.value, *right[:after]))
        if known_title(said, deps):
            return said
    return ""


def remembered(turn: Turn, deps: Deps) -> Focus | None:
    """The occupation talked about before."""
    code = turn.memory.get(OCCUPATION)
    return Focus("match", deps.knowledge.occupation(code)) if code else None


def match(text: str, deps: Deps) -> TitleMatch:
    """The matcher's verdict; a common Spanish name is asked for in English."""
    return replace(deps.matcher.match(to_english(text)), query=text)


def from_match(found: TitleMatch, deps: Deps) -> Focus:
    """A title's verdict as a focus; a field of study asks among its jobs."""
    best = found.best
    if best and best.basis == "retired_code" and (code := codes.typed(found.query)):
        found = replace(found, query=code[0])
    if found.verdict == "match" and best:
        return Focus("match", deps.knowledge.occupation(best.code), (), found.query, True)
    if best and (best.basis == "major" or (found.verdict == "ask" and _worth_asking(best))):
        return Focus("ask", None, found.candidates, found.query, True)
    return Focus("none", None, found.candidates[:NEAREST], found.query, True)


def _worth_asking(best: TitleCandidate) -> bool:
    return best.basis not in GUESSED or best.score >= UNLIKELY


def from_code(code: str, deps: Deps) -> Focus:
    """The occupation of a code; a retired code leads to what replaced it."""
    try:
        return Focus("match", deps.knowledge.occupation(code), (), code, True)
    except UnknownOccupation:
        heirs = deps.knowledge.successors(SocCode.parse(code).soc)
    if len(heirs) == 1:
        return Focus("match", deps.knowledge.occupation(heirs[0]), (), code, True)
    kept = [deps.knowledge.occupation(heir) for heir in heirs]
    choices = tuple(TitleCandidate(o.code, o.title, 1.0, "retired_code") for o in kept)
    return Focus("ask" if choices else "none", None, choices, code, True)


def _named(text: str, deps: Deps) -> Focus | None:
    if not text:
        return None
    if is_code(text):
        return from_code(text, deps)
    return from_match(match(text, deps), deps)


def is_code(text: str) -> bool:
    """Whether a text is a SOC or O*NET-SOC code."""
    try:
        SocCode.parse(text)
    except InvalidCode:
        return False
    return True


def _rest(turn: Turn, deps: Deps, leave_out: tuple[Entity, ...]) -> Focus | None:
    """A title in the text that the extractor missed: only one that is known as typed."""
    for reading in readings(without(turn.typed, leave_out)):
        if is_code(reading):
            return from_code(reading, deps)
        found = known_title(reading, deps)
        if found:
            return from_match(found, deps)
    return None


def _field_of_study(turn: Turn, deps: Deps) -> Focus | None:
    """A major where no job is named: "the outlook after a degree in …"."""
    fields = [from_match(match(entity.value, deps), deps) for entity in turn.named(MAJOR)]
    return next((field for field in fields if field.verdict != "none"), None)


def known_title(text: str, deps: Deps) -> TitleMatch | None:
    """The verdict on a text that is a title as it stands, or in the singular; else None."""
    for form in (text, *singulars(text)):
        found = deps.matcher.known(to_english(form))
        if found and found.verdict != "none" and found.best and found.best.basis not in GUESSED:
            return replace(found, query=form)
    return None


def _unsure(turn: Turn, deps: Deps, leave_out: tuple[Entity, ...]) -> Focus:
    """Nothing remembered: a short rest of the text counts if the matcher knows the like."""
    left = readings(without(turn.typed, leave_out))
    if not left or len(left[-1].split()) > _LONGEST_GUESS:
        return MISSING
    found = match(left[-1], deps)
    guess = from_match(found, deps)
    likely = found.best and (found.best.basis != "embedding" or found.best.score >= LIKELY)
    if guess.verdict != "none" and likely:
        return guess
    # "become a …" is followed by a title, known or not.
    return guess if turn.intent == BECOME else Focus("missing", query=left[-1])


def without(text: str, spans: Iterable[Entity]) -> str:
    """The text with these spans cut out."""
    for span in sorted(spans, key=lambda s: s.start, reverse=True):
        text = f"{text[: span.start]} {text[span.end :]}"
    return text
