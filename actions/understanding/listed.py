"""Jobs that the talk listed last: what "the second one" and "compare them" point at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from actions.names import OCCUPATION
from actions.reply import MOST_BUTTONS as MOST
from actions.reply import read_payload
from actions.understanding.order import pointed, pointed_alone
from actions.understanding.turn import Turn


def jobs_listed(turn: Turn) -> tuple[str, ...]:
    """Codes of the jobs on the screen; where none are, of the list before it."""
    return jobs_on_screen(turn) or tuple(turn.last.get("jobs") or ())


def jobs_on_screen(turn: Turn) -> tuple[str, ...]:
    """Codes of the jobs that the buttons on offer name; none where they name fewer than two."""
    payloads = [choice["payload"] for choice in turn.memory.get("choices") or ()]
    return jobs_in(payloads, turn.last)


def jobs_in(payloads: Iterable[str], answer: Mapping[str, Any]) -> tuple[str, ...]:
    """Codes of two jobs or more that buttons name; of a step, the end not asked about."""
    about = answer.get("occupations") or ()
    codes = (_code_in(payload, about) for payload in payloads)
    found = tuple(dict.fromkeys(code for code in codes if code))
    return found if len(found) > 1 else ()


def _code_in(payload: str, about: Sequence[str]) -> str:
    codes = read_payload(payload)[1].get(OCCUPATION, "").split()
    return next((code for code in codes if code not in about), codes[0] if codes else "")


def jobs_pointed_at(turn: Turn) -> tuple[str, ...]:
    """The jobs that a typed text points at: on the screen, else in the list before it.

    "The third" of two on the screen is that of the longer list they were taken from.
    """
    said = len(_places(turn.typed, MOST))
    for jobs in (jobs_on_screen(turn), tuple(turn.last.get("jobs") or ())):
        at = _places(turn.typed, len(jobs))
        if at and len(at) == said:
            return tuple(jobs[n] for n in at)
    return ()


def job_pointed_at(turn: Turn) -> str | None:
    """The one job of a list that a question is about: "what does the second one pay"."""
    found = jobs_pointed_at(turn) if pointed(turn.typed, MOST) else ()
    return found[0] if len(found) == 1 else None


def _places(text: str, count: int) -> tuple[int, ...]:
    return pointed(text, count) or pointed_alone(text, count, "comparing")


def longer(jobs: tuple[str, ...], before: Sequence[str] | None) -> Sequence[str]:
    """The list to remember: jobs taken from the one before do not replace it."""
    kept = before or ()
    return kept if set(jobs) <= set(kept) else jobs
