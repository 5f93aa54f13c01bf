"""What every query needs: the connection, the names of the sources, and code resolution."""

from __future__ import annotations

import calendar
import re
import sqlite3
from functools import cached_property
from typing import Any

from knowledge.model import Fact, Occupation, SocCode, Source

Row = sqlite3.Row

_NOT_WORD = re.compile(r"[^a-z0-9]+")


def slug(name: str) -> str:
    """``Reading Comprehension`` -> ``reading_comprehension``, the tail of a fact's name."""
    return _NOT_WORD.sub("_", name.lower().replace("'", "")).strip("_")


def month_year(period: str) -> str:
    """``08/2023`` -> ``August 2023``; anything else comes back unchanged."""
    month, _, year = period.partition("/")
    known = month.isdigit() and 1 <= int(month) <= 12 and year.isdigit()
    return f"{calendar.month_name[int(month)]} {year}" if known else period


class Reader:
    """A read-only connection with the few things that all queries share."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        connection.row_factory = sqlite3.Row
        self.connection = connection

    def rows(self, sql: str, *parameters: Any) -> list[Row]:
        """All rows of a query."""
        return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, *parameters: Any) -> Row | None:
        """The first row of a query, or None."""
        found: Row | None = self.connection.execute(sql, parameters).fetchone()
        return found

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The releases in this knowledge base, by key."""
        columns = "key, name, version, period, licence, credit, url"
        found = self.rows(f"SELECT {columns} FROM source ORDER BY rowid")  # noqa: S608
        return {row["key"]: Source(*row) for row in found}

    def period(self, key: str, otherwise: str) -> str:
        """The period of a source as ``sources.yml`` gives it."""
        source = self.sources.get(key)
        return source.period if source and source.period else otherwise

    @cached_property
    def onet_label(self) -> str:
        """``O*NET 30.1``: how readers see that source, with the version imported here."""
        source = self.sources.get("onet")
        return f"O*NET {source.version}" if source and source.version else "O*NET"

    def holders(self, code: SocCode) -> tuple[str, ...]:
        """Codes under which descriptors may stand: the code itself, then its ``.00``."""
        whole = SocCode(code.soc).onet
        return (code.onet,) if code.onet == whole else (code.onet, whole)

    def title(self, onet_soc: str) -> str:
        """The title of a code, or the code where it is unknown."""
        row = self.row("SELECT title FROM occupation WHERE onet_soc = ?", onet_soc)
        return str(row["title"]) if row else onet_soc

    def bls_group(self, occupation: Occupation) -> str:
        """The wider occupation that BLS figures are of, "" where they are its own.

        BLS has no figures for O*NET details, and publishes some occupations only together.
        """
        if occupation.bls_title or occupation.code.detail == "00":
            return occupation.bls_title
        return self.title(SocCode(occupation.code.soc).onet)

    def onet_fact(
        self, name: str, value: float | str, unit: str, period: str = "", group: str = ""
    ) -> Fact:
        """A fact of the O*NET release."""
        shown = month_year(period) or self.period("onet", "December 2025")
        return Fact(name, value, unit, self.onet_label, shown, group=group)
