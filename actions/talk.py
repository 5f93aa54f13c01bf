"""The seam between a turn and the topics: who answers what, with what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from actions.deps import Deps
from actions.reply import Reply
from actions.understanding.turn import Turn

Replies = tuple[Reply, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """A turn, what an answer stands on, and the topics it may pass the turn on to."""

    turn: Turn
    deps: Deps
    handlers: Mapping[str, Handler]

    def about(self, topic: str, turn: Turn | None = None) -> Replies:
        """The replies of a topic to this turn, or to another reading of it."""
        return self.handlers[topic](replace(self, turn=turn or self.turn))


Handler = Callable[[Talk], Replies]
