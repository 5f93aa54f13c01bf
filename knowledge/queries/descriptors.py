"""O*NET ratings: skills, knowledge, abilities, activities, work styles, values, interests."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.model import Fact, Rating, SocCode
from knowledge.queries.reader import Reader, Row, slug

# Bits of column `suppress`: 1 and 2, O*NET advises against showing importance or level;
# 4, an average over details of the code (evidence for the lattice, no figure of O*NET's own).
LEVEL_SUPPRESSED = 2


@dataclass(frozen=True, slots=True)
class Scale:
    """How the figures of one kind are named: fact name and unit of either column."""

    name: str
    unit: str
    level_name: str = ""
    level_unit: str = ""


SCALES = {
    "skill": Scale("skill", "importance 1-5", "skill_level", "level 0-7"),
    "knowledge": Scale("knowledge", "importance 1-5", "knowledge_level", "level 0-7"),
    "ability": Scale("ability", "importance 1-5", "ability_level", "level 0-7"),
    "activity": Scale("work_activity", "importance 1-5", "work_activity_level", "level 0-7"),
    "style": Scale("work_style", "impact -3 to 3", "work_style_rank", "rank 1-10, 0 unranked"),
    "value": Scale("work_value", "extent 1-7"),
    "interest": Scale("interest", "scale 1-7"),
}

_SELECT = """
    SELECT element.id, element.name, rating.onet_soc, importance, level, suppress, period
    FROM rating JOIN element ON element.id = rating.element
    WHERE rating.onet_soc = ? AND element.kind = ? AND importance IS NOT NULL
      AND NOT suppress & 5  -- neither importance suppressed nor an average
"""


def _group(reader: Reader, code: SocCode, holder: str) -> str:
    """The wider occupation whose ratings these are, where they are not the code's own."""
    return "" if holder == code.onet else reader.title(holder)


def _rating(reader: Reader, row: Row, scale: Scale, code: SocCode) -> Rating:
    level = None if row["suppress"] & LEVEL_SUPPRESSED else row["level"]
    name = f"{scale.name}.{slug(row['name'])}"
    group = _group(reader, code, row["onet_soc"])
    fact = reader.onet_fact(name, row["importance"], scale.unit, row["period"], group)
    return Rating(row["id"], row["name"], row["importance"], level, fact)


def _rated(reader: Reader, code: SocCode, kind: str, order: str, limit: int) -> list[Row]:
    for holder in reader.holders(code):
        rows = reader.rows(f"{_SELECT} ORDER BY {order} LIMIT ?", holder, kind, limit)
        if rows:
            return rows
    return []


def ratings(
    reader: Reader, code: SocCode, kind: str, limit: int | None = None
) -> tuple[Rating, ...]:
    """Ratings of one kind, most important first; those O*NET says to suppress are left out.

    A detail without ratings of that kind shows those of its ``.00``, named in ``fact.group``.

    Raises:
        KeyError: ``kind`` is none of ``SCALES``.
    """
    scale = SCALES[kind]
    order = "importance DESC, level DESC, element.id"
    rows = _rated(reader, code, kind, order, -1 if limit is None else limit)
    return tuple(_rating(reader, row, scale, code) for row in rows)


def interests(reader: Reader, code: SocCode) -> tuple[Rating, ...]:
    """The six interests in the order R I A S E C, on O*NET's scale from 1 to 7."""
    rows = _rated(reader, code, "interest", "element.id", -1)
    return tuple(_rating(reader, row, SCALES["interest"], code) for row in rows)


def level_fact(rating: Rating, kind: str) -> Fact | None:
    """The second figure of a rating (level, or rank of a work style) as a fact of its own."""
    scale = SCALES[kind]
    if rating.level is None or not scale.level_name:
        return None
    fact = rating.fact
    name = f"{scale.level_name}.{slug(rating.name)}"
    return Fact(name, rating.level, scale.level_unit, fact.source, fact.period, group=fact.group)


_REQUIRED_EDUCATION = (
    "less_than_high_school",
    "high_school_or_equivalent",
    "certificate_after_high_school",
    "some_college",
    "associates_degree",
    "bachelors_degree",
    "certificate_after_bachelors",
    "masters_degree",
    "certificate_after_masters",
    "first_professional_degree",
    "doctoral_degree",
    "post_doctoral_training",
)


def required_education(reader: Reader, code: SocCode) -> tuple[Fact, ...]:
    """What workers and experts told O*NET a new hire needs, percent of answers per level."""
    for holder in reader.holders(code):
        rows = reader.rows(
            "SELECT category, percent FROM education_response WHERE onet_soc = ? ORDER BY category",
            holder,
        )
        if rows:
            group = _group(reader, code, holder)
            return tuple(_education_fact(reader, row, group) for row in rows)
    return ()


def _education_fact(reader: Reader, row: Row, group: str) -> Fact:
    name = f"required_education.{_REQUIRED_EDUCATION[row['category'] - 1]}"
    return reader.onet_fact(name, row["percent"], "percent of answers", group=group)
