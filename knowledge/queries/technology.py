"""Software and tools of an occupation, related occupations and titles, as O*NET names them."""

from __future__ import annotations

from knowledge.model import Fact, SocCode
from knowledge.queries.reader import Reader, Row

_DEMAND = {
    (0, 0): "name",
    (1, 0): "name, hot",
    (0, 1): "name, in demand",
    (1, 1): "name, hot and in demand",
}
_TITLES = {
    "alternate": "alternate_title",
    "short": "short_title",
    "reported": "reported_title",
    "specialty": "specialty",
    "soc_direct": "alternate_title",
}


def _held(reader: Reader, code: SocCode, sql: str, limit: int | None) -> tuple[list[Row], str]:
    """Rows of the code itself, else of its ``.00`` with that title as group."""
    for holder in reader.holders(code):
        rows = reader.rows(f"{sql} LIMIT ?", holder, -1 if limit is None else limit)
        if rows:
            return rows, "" if holder == code.onet else reader.title(holder)
    return [], ""


def technologies(reader: Reader, code: SocCode, limit: int | None = None) -> tuple[Fact, ...]:
    """Software: in demand first, then hot, then the rest by name; the unit says which."""
    rows, group = _held(
        reader,
        code,
        "SELECT name, max(hot) AS hot, max(in_demand) AS in_demand FROM technology "
        "WHERE onet_soc = ? GROUP BY name ORDER BY in_demand DESC, hot DESC, name",
        limit,
    )
    return tuple(
        reader.onet_fact(
            "technology", row["name"], _DEMAND[row["hot"], row["in_demand"]], group=group
        )
        for row in rows
    )


def tools(reader: Reader, code: SocCode, limit: int | None = None) -> tuple[Fact, ...]:
    """Tools and machines by name."""
    sql = "SELECT name FROM tool WHERE onet_soc = ? ORDER BY name"
    rows, group = _held(reader, code, sql, limit)
    return tuple(reader.onet_fact("tool", row["name"], "name", group=group) for row in rows)


def related(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Related occupations in O*NET's order; the unit names the tier."""
    sql = "SELECT related, tier FROM related WHERE onet_soc = ? ORDER BY rank"
    return tuple(
        reader.onet_fact(
            "related_occupation",
            f"{row['related']} {reader.title(row['related'])}",
            f"code and title, {row['tier']}",
        )
        for row in reader.rows(sql, code.onet)
    )


def detailed_activities(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Ids of O*NET's detailed work activities with the number of tasks behind each."""
    sql = "SELECT dwa, tasks FROM detailed_activity WHERE onet_soc = ? ORDER BY tasks DESC, dwa"
    return tuple(
        reader.onet_fact(f"detailed_activity.{row['dwa']}", row["tasks"], "tasks")
        for row in reader.rows(sql, code.onet)
    )


def titles(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """Other titles people use for the occupation; specialties are from our own text."""
    rows = reader.rows(
        "SELECT title, source FROM title WHERE onet_soc = ? ORDER BY source, title", code.onet
    )
    return tuple(_title(reader, row) for row in rows if row["source"] in _TITLES)


def _title(reader: Reader, row: Row) -> Fact:
    name, value = _TITLES[row["source"]], row["title"]
    if row["source"] == "specialty":
        period = reader.period("content", "2025")
        return Fact(name, value, "name", "Career Lattice", period)
    if row["source"] == "soc_direct":
        return Fact(name, value, "name", "SOC 2018", "2018")
    return reader.onet_fact(name, value, "name")
