"""KnowledgeBase: every question the other rooms ask, answered from one read-only SQLite file.

Each subject is a module of ``knowledge.queries``; this class resolves codes and areas and
hands back the frozen types of ``knowledge.model``.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from knowledge.errors import UnusableKnowledge
from knowledge.model import (
    NATION,
    Area,
    Fact,
    Lattice,
    Occupation,
    OccupationText,
    Outlook,
    Preparation,
    PublishedEdge,
    Rating,
    SocCode,
    Source,
    Wage,
)
from knowledge.queries import (
    areas,
    descriptors,
    exposure,
    facts,
    lattice,
    majors,
    occupations,
    outlook,
    pay,
    technology,
)
from knowledge.queries.reader import Reader

SCHEMA_VERSION = 1

Code = SocCode | str


def _soc(code: Code) -> SocCode:
    return code if isinstance(code, SocCode) else SocCode.parse(code)


class KnowledgeBase:
    """The query side of the knowledge base; opens nothing for writing."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.reader = Reader(connection)

    @classmethod
    def open(cls, path: Path | str) -> KnowledgeBase:
        """Open the built file read-only.

        Raises:
            UnusableKnowledge: it is missing, damaged, empty or of another schema version.
        """
        path = Path(path)
        if not path.is_file():
            raise UnusableKnowledge(str(path), "is missing")
        uri = f"file:{quote(str(path.resolve()))}?mode=ro&immutable=1"
        try:
            connection = sqlite3.connect(uri, uri=True, check_same_thread=False)
            _check(connection, path)
        except sqlite3.DatabaseError as error:
            raise UnusableKnowledge(str(path), f"is damaged ({error})") from error
        return cls(connection)

    def close(self) -> None:
        """Release the file."""
        self.reader.connection.close()

    def sources(self) -> tuple[Source, ...]:
        """The releases this knowledge base was built from."""
        return tuple(self.reader.sources.values())

    # Occupations

    def occupation(self, code: Code) -> Occupation:
        """One occupation.

        Raises:
            InvalidCode: the text is no SOC code.
            UnknownOccupation: no such occupation.
        """
        return occupations.find(self.reader, _soc(code))

    def occupations(self) -> tuple[Occupation, ...]:
        """All occupations, O*NET details included, in code order."""
        return self._occupations

    @cached_property
    def _occupations(self) -> tuple[Occupation, ...]:
        return occupations.every(self.reader)

    def details(self, code: Code) -> tuple[Occupation, ...]:
        """O*NET details of a six-digit code, without its ``.00``."""
        return occupations.details(self.reader, _soc(code))

    def successors(self, soc2010: str) -> tuple[SocCode, ...]:
        """Current codes of a retired SOC 2010 code."""
        return occupations.successors(self.reader, _soc(soc2010).soc)

    def text(self, code: Code) -> OccupationText | None:
        """Our own plain-language text; a detail without one shows that of its ``.00``."""
        return occupations.text(self.reader, _soc(code))

    def official_text(self, code: Code, kind: str) -> tuple[str, ...]:
        """Official O*NET sentences ("definition", "task"), where an operator imported them."""
        return occupations.official_text(self.reader, _soc(code), kind)

    def handbook(self, code: Code) -> tuple[Fact, ...]:
        """Title and web address of the BLS Handbook's profile; empty where it has none."""
        return occupations.handbook(self.reader, _soc(code))

    # Places and pay

    def area(self, code: str) -> Area:
        """The area of a code such as ``US``, ``AK``, ``11260``.

        Raises:
            UnknownArea: no wages are published for it.
        """
        return areas.find(self.reader, code)

    def areas(self) -> tuple[Area, ...]:
        """All areas: nation, states, metropolitan areas, others."""
        return areas.every(self.reader)

    def find_areas(self, text: str) -> tuple[Area, ...]:
        """Areas that a text names: "anchorage", "AK", "texas", "dallas tx"."""
        return areas.search(self.reader, text)

    def wage(
        self, code: Code, area: str = NATION.code, industry: str = pay.ALL_INDUSTRIES
    ) -> Wage | None:
        """Wages in an area; None where OEWS has no row for that occupation there."""
        return pay.wage(self.reader, self.occupation(code), self.area(area), industry)

    def median_all_occupations(self, area: str = NATION.code) -> Fact | None:
        """Annual median of all occupations together in an area, to compare with."""
        return pay.median_all_occupations(self.reader, self.area(area))

    def industries(self, code: Code, limit: int | None = None) -> tuple[Fact, ...]:
        """Jobs by industry in the nation, most jobs first: ``industry_employment.<code>``."""
        nation = self.area(NATION.code)
        return pay.industries(self.reader, self.occupation(code), nation, limit)

    def industry_name(self, code: str) -> str:
        """The name of an industry code; also takes a fact name ``industry_employment.<code>``."""
        return pay.industry_name(self.reader, code.rpartition(".")[2])

    # Prospects and preparation

    def outlook(self, code: Code) -> Outlook | None:
        """Projected jobs, growth, openings; None where BLS projects none."""
        return outlook.outlook(self.reader, self.occupation(code))

    def openings_rates(self, code: Code) -> tuple[Fact, ...]:
        """Openings a year per 100 jobs: of the occupation, then of all; computed. Or none."""
        return outlook.openings_rates(self.reader, self.occupation(code))

    def preparation(self, code: Code) -> Preparation | None:
        """Entry education, experience and training; None where BLS assigns none."""
        return outlook.preparation(self.reader, self.occupation(code))

    def attainment(self, code: Code) -> tuple[Fact, ...]:
        """Education that workers have (percent), BLS."""
        return outlook.attainment(self.reader, self.occupation(code))

    def required_education(self, code: Code) -> tuple[Fact, ...]:
        """Education that O*NET respondents say a new hire needs (percent of answers)."""
        return descriptors.required_education(self.reader, _soc(code))

    # Descriptors

    def ratings(self, code: Code, kind: str, limit: int | None = None) -> tuple[Rating, ...]:
        """Ratings of a kind (skill knowledge ability activity style value), highest first."""
        return descriptors.ratings(self.reader, _soc(code), kind, limit)

    def interests(self, code: Code) -> tuple[Rating, ...]:
        """The six interests, order R I A S E C, scale 1-7."""
        return descriptors.interests(self.reader, _soc(code))

    def technologies(self, code: Code, limit: int | None = None) -> tuple[Fact, ...]:
        """Software, in demand first, then hot."""
        return technology.technologies(self.reader, _soc(code), limit)

    def tools(self, code: Code, limit: int | None = None) -> tuple[Fact, ...]:
        """Tools and machines."""
        return technology.tools(self.reader, _soc(code), limit)

    def exposures(self, code: Code) -> tuple[Fact, ...]:
        """Every exposure measure we hold, each under its own name and year."""
        return exposure.exposures(self.reader, self.occupation(code))

    # Majors

    def find_majors(self, text: str) -> tuple[tuple[str, str], ...]:
        """Majors by words of their title: (cip, title)."""
        return majors.search(self.reader, text)

    def leading_majors(self) -> tuple[tuple[str, str], ...]:
        """The majors that lead to some occupation: (cip, title)."""
        return majors.leading(self.reader)

    def occupations_of_major(self, cip: str) -> tuple[Occupation, ...]:
        """Occupations a major prepares for; ``25`` stands for the whole family."""
        return majors.occupations_of(self.reader, cip)

    def career_fields(self) -> tuple[tuple[str, int], ...]:
        """The O*NET career clusters and how many occupations each has, largest first."""
        return majors.fields(self.reader)

    def majors_of(self, code: Code) -> tuple[Fact, ...]:
        """Majors that prepare for an occupation."""
        return majors.majors_of(self.reader, _soc(code))

    # Lattice

    def lattice(self, code: Code) -> Lattice:
        """The neighbours: advance, transfer, feeders."""
        return lattice.lattice(self.reader, _soc(code))

    def published_edges(self, code: Code) -> tuple[PublishedEdge, ...]:
        """Steps that states publish from this occupation."""
        return lattice.published(self.reader, _soc(code))

    def facts(self, code: Code, area: str = NATION.code) -> Iterator[Fact]:
        """Every fact we hold about an occupation; wages in ``area``."""
        nation = self.area(NATION.code)
        return facts.facts(self.reader, self.occupation(code), self.area(area), nation)


def _check(connection: sqlite3.Connection, path: Path) -> None:
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != SCHEMA_VERSION:
        reason = f"has schema version {version}, this program reads {SCHEMA_VERSION}"
        raise UnusableKnowledge(str(path), reason)
    if not connection.execute("SELECT count(*) FROM occupation").fetchone()[0]:
        raise UnusableKnowledge(str(path), "holds no occupations")
