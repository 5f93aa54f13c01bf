"""Occupations, their details, retired codes and our own text."""

from __future__ import annotations

import json

from knowledge.errors import UnknownOccupation
from knowledge.model import Fact, Occupation, OccupationText, SocCode
from knowledge.queries.reader import Reader, Row

_SELECT = """
    SELECT onet_soc, title, kind, bls_code, bls_title, job_zone,
           EXISTS (SELECT 1 FROM text WHERE text.onet_soc = occupation.onet_soc) AS has_text
    FROM occupation
"""


def _occupation(row: Row) -> Occupation:
    return Occupation(
        code=SocCode.parse(row["onet_soc"]),
        title=row["title"],
        kind=row["kind"],
        bls_code=row["bls_code"],
        bls_title=row["bls_title"],
        job_zone=row["job_zone"],
        has_text=bool(row["has_text"]),
    )


def find(reader: Reader, code: SocCode) -> Occupation:
    """The occupation of a code.

    Raises:
        UnknownOccupation: the knowledge base does not hold it.
    """
    row = reader.row(_SELECT + "WHERE onet_soc = ?", code.onet)
    if row is None:
        raise UnknownOccupation(
            code.soc if code.detail == "00" else code.onet, _instead(reader, code.soc)
        )
    return _occupation(row)


def _instead(reader: Reader, soc: str) -> list[str]:
    """What a SOC 2010 code became, what BLS publishes under the code, or the code itself."""
    if reader.row("SELECT 1 FROM occupation WHERE soc = ?", soc):
        return [soc]
    rows = reader.rows(
        "SELECT soc FROM retired_code WHERE soc2010 = ?1 "
        "UNION SELECT soc FROM occupation WHERE bls_code = ?1 AND soc != ?1 ORDER BY soc",
        soc,
    )
    return [row["soc"] for row in rows]


def every(reader: Reader) -> tuple[Occupation, ...]:
    """All occupations, in code order."""
    return tuple(_occupation(row) for row in reader.rows(_SELECT + "ORDER BY onet_soc"))


def handbook(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Title and address of the profile in the Occupational Outlook Handbook, if it has one."""
    for holder in reader.holders(code):
        row = reader.row("SELECT ooh_title, ooh_url FROM occupation WHERE onet_soc = ?", holder)
        if row and row["ooh_url"]:
            origin = ("BLS Occupational Outlook Handbook", reader.period("bls_projections", ""))
            return (
                Fact("handbook_title", row["ooh_title"], "name", *origin),
                Fact("handbook_page", row["ooh_url"], "web address", *origin),
            )
    return ()


def details(reader: Reader, code: SocCode) -> tuple[Occupation, ...]:
    """The O*NET details of a six-digit code, without its ``.00``."""
    where = "WHERE soc = ? AND onet_soc NOT LIKE '%.00' ORDER BY onet_soc"
    return tuple(_occupation(row) for row in reader.rows(_SELECT + where, code.soc))


def successors(reader: Reader, soc2010: str) -> tuple[SocCode, ...]:
    """The current codes of a retired SOC 2010 code; none where it was never one."""
    rows = reader.rows("SELECT soc FROM retired_code WHERE soc2010 = ? ORDER BY soc", soc2010)
    return tuple(SocCode.parse(row["soc"]) for row in rows)


def text(reader: Reader, code: SocCode) -> OccupationText | None:
    """Our own text; a detail without one shows that of its ``.00``.

    The text of a detail never stands for a wider residual code ("All Other"): it would
    describe one job as if it were all of them.
    """
    for holder in reader.holders(code):
        row = reader.row("SELECT body FROM text WHERE onet_soc = ?", holder)
        if row:
            return _text(json.loads(row["body"]))
    return None


def official_text(reader: Reader, code: SocCode, kind: str) -> tuple[str, ...]:
    """Official sentences, where an operator imported a release: "definition" or "task"."""
    sql = "SELECT body FROM official_text WHERE onet_soc = ? AND kind = ? ORDER BY rank"
    return tuple(row["body"] for row in reader.rows(sql, code.onet, kind))


def _text(body: dict[str, str | list[str]]) -> OccupationText:
    fields = {
        key: tuple(value) if isinstance(value, list) else value for key, value in body.items()
    }
    code = SocCode.parse(str(fields.pop("code")))
    return OccupationText(code=code, **fields)  # type: ignore[arg-type]
