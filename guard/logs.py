"""Logs that cannot hold anyone's words: plain lines, or JSON lines with LATTICE_LOGS=json.

Our own modules write sentences without words of people. What libraries write may hold anything
(a message, an address with an id, the values of a statement), so of theirs only the place is
kept; and of every exception its type and places, never its text.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import threading
from collections.abc import Mapping
from datetime import datetime, timezone
from pathlib import PurePath
from traceback import walk_tb
from types import TracebackType

VARIABLE = "LATTICE_LOGS"
_OURS = frozenset({"__main__", "actions", "bot", "guard", "knowledge", "triage"})
_KNOWN = _OURS | {"uvicorn"}  # says why a server cannot start, and nothing of requests
_PLACES = 8


class Line(logging.Formatter):
    """One line for each record, without words of people."""

    def __init__(self, part: str, *, as_json: bool) -> None:
        super().__init__()
        self._part, self._as_json = part, as_json

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        known = record.name.partition(".")[0] in _KNOWN
        place = f"{record.name}:{record.funcName}:{record.lineno}"
        fields = {"event": record.getMessage().strip() if known else place}
        if record.exc_info and record.exc_info[0]:
            fields |= outline(record.exc_info[0], record.exc_info[2])
        return self.line(record.levelname, record.name, fields, record.created)

    def line(self, level: str, logger: str, fields: Mapping[str, str], at: float) -> str:
        """Level, who says it and what, at so many seconds of the epoch, as one line."""
        time = datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds")
        if self._as_json:
            head = {"time": time, "level": level.lower(), "part": self._part, "logger": logger}
            return json.dumps({**head, **fields})
        told = " ".join(" ".join(value.split()) for value in fields.values())
        return f"{time} {level} {self._part} {told}"


def outline(kind: type[BaseException], trace: TracebackType | None) -> dict[str, str]:
    """An exception without its text, which may hold anything."""
    frames = [(frame.f_code, number) for frame, number in walk_tb(trace)]
    places = [
        f"{PurePath(code.co_filename).name}:{number}:{code.co_name}" for code, number in frames
    ]
    return {"error": kind.__name__, "where": " ".join(places[-_PLACES:])}


def set_up(part: str, level: int = logging.WARNING) -> Line:
    """Send every log of this process to stderr, as ``part``; returns the format.

    Raises:
        ValueError: LATTICE_LOGS is neither "plain" nor "json".
    """
    chosen = os.environ.get(VARIABLE) or "plain"
    if chosen not in ("plain", "json"):
        raise ValueError(f"{VARIABLE} is {chosen!r}; expected plain or json")
    line, handler = Line(part, as_json=chosen == "json"), logging.StreamHandler(sys.stderr)
    handler.setFormatter(line)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in logging.root.manager.loggerDict:
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = True
    threading.excepthook = _of_thread
    return line


def _of_thread(args: threading.ExceptHookArgs) -> None:
    told = " ".join(outline(args.exc_type, args.exc_traceback).values())
    logging.getLogger(__name__).critical("a thread ended: %s", told)
