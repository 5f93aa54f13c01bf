"""How full the desk is, read from the cases database when Prometheus asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector
from sqlalchemy import func, select
from sqlalchemy.exc import DBAPIError

from triage.cases import LIVE, State
from triage.intake import Clock
from triage.outbox import LAST_ATTEMPT
from triage.store import Store
from triage.tables import CaseRow, Outgoing

_UNANSWERED = (State.NEW.value, State.OPEN.value)


class DeskCollector(Collector):
    """Numbers of cases, the age of the oldest that waits, and what waits to be sent."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing ahead: registering must not ask the database."""
        return []

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The gauges; ``lattice_desk_up`` alone where the database is away."""
        try:
            found = self._read()
        except DBAPIError:
            found = []
        yield _gauge("up", "Whether the cases database answers.", int(bool(found)))
        yield from found

    def _read(self) -> list[GaugeMetricFamily]:
        now = self._clock()
        waiting = CaseRow.state.in_(_UNANSWERED), CaseRow.first_reply_at.is_(None)
        with self._store.look() as session:
            by_state = dict(
                session.execute(select(CaseRow.state, func.count()).group_by(CaseRow.state)).all()
            )
            oldest = session.scalar(select(func.min(CaseRow.created_at)).where(*waiting))
            late = session.scalar(select(func.count()).where(*waiting, CaseRow.due_at < now))
            unsent = session.scalar(
                select(func.count()).where(
                    Outgoing.sent_at.is_(None), Outgoing.attempts < LAST_ATTEMPT
                )
            )
        cases = GaugeMetricFamily(
            "lattice_desk_cases", "Cases that are not done, by state.", labels=["state"]
        )
        for state in sorted(LIVE):
            cases.add_metric([state.value], by_state.get(state.value, 0))
        return [
            cases,
            _gauge("oldest_seconds", "Age of the oldest unanswered case.", _age(oldest, now)),
            _gauge("overdue", "Cases whose first reply is late.", late or 0),
            _gauge("unsent", "Replies and notices that wait to be sent.", unsent or 0),
        ]


def _age(oldest: datetime | None, now: datetime) -> float:
    return (now - oldest.astimezone(UTC)).total_seconds() if oldest else 0.0


def _gauge(name: str, told: str, value: float) -> GaugeMetricFamily:
    return GaugeMetricFamily(f"lattice_desk_{name}", told, value)
