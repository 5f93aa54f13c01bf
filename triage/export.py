"""Cases as CSV or JSON. A cell that a spreadsheet would run as a formula is made text. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from triage.tables import CaseRow

FIELDS = (
    "number", "created_at", "state", "priority", "safety", "channel", "reason", "topic",
    "occupation", "occupation_title", "area", "assignee", "due_at", "first_reply_at",
    "resolved_at", "question", "draft", "reply", "sources", "tags",
)  # fmt: skip


def case_record(row: CaseRow) -> dict[str, Any]:
    """What an export tells of a case; no contact details, notes or transcript."""
    record = {name: getattr(row, name) for name in FIELDS if name != "assignee"}
    record["assignee"] = row.assignee.name if row.assignee else ""
    return {name: _plain(record[name]) for name in FIELDS}


def as_json(records: Iterable[dict[str, Any]]) -> str:
    """The records as a JSON array."""
    return json.dumps(list(records), ensure_ascii=False, indent=1)


def as_csv(records: Iterable[dict[str, Any]], fields: Sequence[str]) -> str:
    """The records as CSV with a heading."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(fields)
    for record in records:
        writer.writerow([harmless(_text(record.get(name))) for name in fields])
    return out.getvalue()


def harmless(cell: str) -> str:
    """``cell`` with a leading apostrophe where a spreadsheet would take it for a formula."""
    runs = cell.lstrip().startswith(("=", "+", "-", "@")) or cell.startswith(("\t", "\r", "\n"))
    return f"'{cell}" if runs else cell


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value


def _text(value: Any) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)
