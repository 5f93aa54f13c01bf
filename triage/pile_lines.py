"""The questions of a pile, from what a counselor brings: CSV, a paste, a mailbox export. Pure."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from triage.errors import BadInput
from triage.mail_file import is_mailbox, read_mailbox

MOST_LINES = 10_000
_LONGEST = 4000
_QUESTION = ("question", "text", "message", "body", "your question", "pregunta", "subject")
_CONTACT = ("email", "e-mail", "contact", "email address", "from", "correo")


@dataclass(frozen=True, slots=True)
class Line:
    """One question of a pile, with a way to answer if one was given."""

    question: str
    contact: str = ""


def read_lines(content: str | bytes) -> list[Line]:
    """Read an mbox, a CSV with a heading such as ``question``, or a question a line.

    Raises:
        BadInput: there is nothing in it, or too much.
    """
    raw = content.encode("utf-8", "replace") if isinstance(content, str) else content
    if is_mailbox(raw):
        lines = [Line(text[:_LONGEST], reach[:200]) for text, reach in read_mailbox(raw)]
    else:
        lines = _table_or_plain(_decoded(raw))
    if not lines:
        raise BadInput("There is no question in it. Give a question a line, a CSV or an mbox file.")
    if len(lines) > MOST_LINES:
        raise BadInput(f"{len(lines):,} questions are too many; give up to {MOST_LINES:,}.")
    return lines


def _decoded(raw: bytes) -> str:
    """UTF-8, or what older spreadsheets write."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _table_or_plain(text: str) -> list[Line]:
    try:
        rows = [row for row in csv.reader(io.StringIO(text), _dialect(text)) if any(row)]
    except csv.Error:  # no CSV after all: a NUL, or a quote that never ends
        return _plain(text)
    has_heading = rows and _column(rows[0], _QUESTION) is not None
    return _table(rows) if has_heading else _plain(text)


def _dialect(text: str) -> type[csv.Dialect]:
    heading = text.lstrip("\ufeff").split("\n", 1)[0]
    return csv.excel_tab if heading.count("\t") > heading.count(",") else csv.excel


def _column(heading: list[str], names: tuple[str, ...]) -> int | None:
    tidy = [cell.strip().strip("\ufeff").lower() for cell in heading]
    return next((tidy.index(name) for name in names if name in tidy), None)


def _table(rows: list[list[str]]) -> list[Line]:
    asked, reach = _column(rows[0], _QUESTION), _column(rows[0], _CONTACT)
    asks = [row for row in rows[1:] if _cell(row, asked)]
    return [Line(_cell(row, asked)[:_LONGEST], _cell(row, reach)[:200]) for row in asks]


def _cell(row: list[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _plain(text: str) -> list[Line]:
    return [Line(line.strip()[:_LONGEST]) for line in text.splitlines() if line.strip()]
