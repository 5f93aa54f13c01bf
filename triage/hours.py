"""Working hours of the desk: when a reply is due, and whether somebody is there now. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from triage.errors import BadInput

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FARTHEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening times by weekday (0 is Monday), days closed, and the zone they are meant in."""

    zone: ZoneInfo
    opening: Mapping[int, tuple[time, time]]
    closed: frozenset[date] = frozenset()

    @classmethod
    def read(cls, zone: str, opening: Mapping[str, str], closed: list[date]) -> Hours:
        """Read them as ``library.yml`` writes them: ``{mon: "09:00-17:00"}``.

        Raises:
            BadInput: a day, a time or the zone is not one.
        """
        try:
            days = {DAYS.index(day): _span(text) for day, text in opening.items()}
            return cls(ZoneInfo(zone), days, frozenset(closed))
        except (ValueError, KeyError) as error:
            raise BadInput(
                f"library.yml, desk: {error}; expected a zone such as America/New_York and "
                "opening such as {mon: 09:00-17:00}"
            ) from error

    def is_open(self, now: datetime) -> bool:
        """Whether the desk is open at ``now`` (any zone, but aware)."""
        local = now.astimezone(self.zone)
        span = self._span_of(local.date())
        return span is not None and span[0] <= local < span[1]

    def after(self, start: datetime, working: timedelta) -> datetime:
        """The moment at which ``working`` time has passed since ``start``, in UTC.

        A desk that never opens counts every hour.
        """
        if not self.opening:
            return (start + working).astimezone(UTC)
        day, left = start.astimezone(self.zone).date(), working
        for _ in range(_FARTHEST.days):
            span = self._span_of(day)
            if span and span[1] > start:
                begin = max(span[0], start.astimezone(self.zone))
                here = span[1].astimezone(UTC) - begin.astimezone(UTC)
                if left <= here:
                    return begin.astimezone(UTC) + left
                left -= here
            day += timedelta(days=1)
        return (start + _FARTHEST).astimezone(UTC)

    def next_opening(self, now: datetime) -> datetime | None:
        """When the desk opens next, in its own zone; None if it never does."""
        day = now.astimezone(self.zone).date()
        for ahead in range(_FARTHEST.days):
            span = self._span_of(day + timedelta(days=ahead))
            if span and span[0] > now:
                return span[0]
        return None

    def _span_of(self, day: date) -> tuple[datetime, datetime] | None:
        span = self.opening.get(day.weekday())
        if span is None or day in self.closed:
            return None
        begin, end = (datetime.combine(day, at, self.zone) for at in span)
        return begin, end


def _span(text: str) -> tuple[time, time]:
    begin, _, end = text.partition("-")
    span = time.fromisoformat(begin.strip()), time.fromisoformat(end.strip())
    if span[0] >= span[1]:
        raise ValueError(f"{text!r} ends before it begins")
    return span
