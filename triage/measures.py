"""Figures about the desk's work. Cells that could point at a person are suppressed."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from statistics import median

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from triage.tables import CaseRow, Counter

SMALLEST = 5
FEW = f"fewer than {SMALLEST}"
_SOLVED, _PASSED_ON, _UNANSWERED = ("answered",), ("handoff",), ("fallback", "unanswered")


@dataclass(frozen=True, slots=True)
class Measures:
    """Figures of a period; a value that is a text was suppressed or is not known.

    Attributes:
        by_topic: questions to the bot by topic, most first.
        by_hour: questions to the bot by hour of the day, 0 to 23.
        first_reply_hours: median hours until a first reply.
        solved_share: percent of questions that the bot answered without handing over.
        unanswered: topics the bot could not answer, most first.
        ratings: good and poor.
    """

    since: date
    until: date
    cases: int | str
    by_topic: dict[str, int | str]
    by_hour: dict[str, int | str]
    first_reply_hours: float | str
    solved_share: float | str
    unanswered: dict[str, int | str]
    ratings: dict[str, int | str]

    def cells(self) -> list[dict[str, object]]:
        """One record a figure, for CSV and JSON."""
        single = {
            "cases": self.cases,
            "first reply, median hours": self.first_reply_hours,
            "solved by the bot, percent": self.solved_share,
        }
        tables = {
            "topic": self.by_topic,
            "hour": self.by_hour,
            "unanswered": self.unanswered,
            "rating": self.ratings,
        }
        found: list[dict[str, object]] = [
            {"measure": name, "cell": "", "value": value} for name, value in single.items()
        ]
        for name, table in tables.items():
            found += [{"measure": name, "cell": c, "value": value} for c, value in table.items()]
        return found


def measure(session: Session, since: date, until: date) -> Measures:
    """Figures of the days from ``since`` to ``until``, both included."""
    counters = list(
        session.scalars(select(Counter).where(Counter.day >= since, Counter.day <= until))
    )
    kinds, topics, hours, unanswered = Tally[str](), Tally[str](), Tally[int](), Tally[str]()
    for counter in counters:
        kinds[counter.kind] += counter.times
        if counter.kind in _SOLVED:
            topics[counter.topic or "other"] += counter.times
        if counter.kind in _SOLVED + _UNANSWERED:
            hours[counter.hour] += counter.times
        if counter.kind in _UNANSWERED:
            unanswered[counter.topic or "other"] += counter.times
    return Measures(
        since=since,
        until=until,
        cases=_shown(_cases(session, since, until)),
        by_topic=_table(topics),
        by_hour={f"{hour:02d}": shown for hour, shown in _hidden_together(hours).items()},
        first_reply_hours=_first_reply(session, since, until),
        solved_share=_share(kinds),
        unanswered=_table(unanswered),
        ratings={name: _shown(kinds[f"rated_{name}"]) for name in ("good", "poor")},
    )


def _shown(value: int) -> int | str:
    """0 may be shown; 1 to 4 could point at a person."""
    return FEW if 0 < value < SMALLEST else value


def _table(tally: Tally[str]) -> dict[str, int | str]:
    """Most first; small cells joined into one.

    Where that is small itself the smallest large cell joins it: else other tables' totals tell it.
    """
    large = {name: n for name, n in tally.most_common() if n >= SMALLEST}
    rest = tally.total() - sum(large.values())
    while 0 < rest < SMALLEST and large:
        rest += large.popitem()[1]
    shown: dict[str, int | str] = dict(large)
    if rest:
        shown["all others"] = _shown(rest)
    return shown


def _hidden_together(tally: Tally[int]) -> dict[int, int | str]:
    """In order; no small cell is hidden alone, where the total would tell what it holds."""
    small = [cell for cell, n in tally.items() if 0 < n < SMALLEST]
    others = [cell for cell, n in reversed(tally.most_common()) if n >= SMALLEST]
    while small and others and (len(small) < 2 or sum(tally[c] for c in small) < SMALLEST):
        small.append(others.pop(0))
    return {c: "hidden" if c in small else tally[c] for c in sorted(tally) if tally[c]}


def _share(kinds: Tally[str]) -> float | str:
    solved = sum(kinds[kind] for kind in _SOLVED)
    rest = sum(kinds[kind] for kind in _PASSED_ON + _UNANSWERED)
    if solved + rest < SMALLEST:
        return "too few to say"
    return round(100 * solved / (solved + rest), 1)


def _span(since: date, until: date) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    begin = datetime.combine(since, time(), UTC)
    end = datetime.combine(until, time(), UTC) + timedelta(days=1)
    return CaseRow.created_at >= begin, CaseRow.created_at < end


def _cases(session: Session, since: date, until: date) -> int:
    counted = select(func.count()).select_from(CaseRow).where(*_span(since, until))
    return session.scalar(counted) or 0


def _first_reply(session: Session, since: date, until: date) -> float | str:
    answered = select(CaseRow.created_at, CaseRow.first_reply_at).where(
        *_span(since, until), CaseRow.first_reply_at.is_not(None)
    )
    waits = [
        (reply - asked).total_seconds() / 3600
        for asked, reply in session.execute(answered)
        if reply
    ]
    return round(median(waits), 1) if len(waits) >= SMALLEST else "too few to say"
