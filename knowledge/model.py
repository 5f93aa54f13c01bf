"""The types every room shares: frozen, typed, with their units.

A figure never travels alone: it is a :class:`Fact`, which carries source, period and area.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Literal

from knowledge.errors import InvalidCode

_CODE = re.compile(r"^\s*(\d{2})-?(\d{4})(?:\.(\d{2}))?\s*$")

Status = Literal["", "at least", "not published", "not applicable"]
Verdict = Literal["match", "ask", "none"]
Direction = Literal["advance", "transfer", "feeder"]


@dataclass(frozen=True, slots=True, order=True)
class SocCode:
    """A SOC 2018 code, with the two O*NET digits behind it ("00" where there is no detail)."""

    soc: str
    detail: str = "00"

    @classmethod
    def parse(cls, text: str) -> SocCode:
        """Read ``25-4022`` or ``25-4022.00``.

        Raises:
            InvalidCode: the text is neither.
        """
        found = _CODE.match(text)
        if not found:
            raise InvalidCode(text)
        major, rest, detail = found.groups()
        return cls(f"{major}-{rest}", detail or "00")

    @property
    def onet(self) -> str:
        """The eight-digit O*NET-SOC code, ``25-4022.00``."""
        return f"{self.soc}.{self.detail}"

    def __str__(self) -> str:
        return self.onet


@dataclass(frozen=True, slots=True)
class Area:
    """A place with published wages: code ``US``, ``AK`` or ``11260``."""

    code: str
    name: str
    kind: Literal["nation", "state", "metro", "nonmetro"]
    states: tuple[str, ...] = ()


NATION = Area("US", "United States", "nation")


@dataclass(frozen=True, slots=True)
class Source:
    """A release we draw on: ``key`` is the name in ``sources.yml``."""

    key: str
    name: str
    version: str
    period: str
    licence: str
    credit: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One figure or name, with where it comes from.

    Attributes:
        name: what it is, a name listed in docs/facts.md, e.g. ``annual_wage_median``.
        value: number or text; None where ``status`` is "not published" or "not applicable".
        unit: ``USD/year``, ``USD/hour``, ``jobs``, ``percent``, ``importance 1-5``, ``name`` …
        source: as readers see it, e.g. ``BLS OEWS``.
        period: ``May 2025``, ``2024-34``, ``2024``.
        area: name of the place, ``United States``.
        area_code: its code, ``US``.
        status: "at least" for top-coded wages; see ``value`` for the others.
        group: the BLS group whose figure this is, where it is wider than the occupation.
    """

    name: str
    value: float | int | str | None
    unit: str
    source: str
    period: str
    area: str = NATION.name
    area_code: str = NATION.code
    status: Status = ""
    group: str = ""

    def to_wire(self) -> dict[str, Any]:
        """The JSON object of the measuring doors; empty ``status`` and ``group`` are left out."""
        wire = {name: getattr(self, name) for name in self.__slots__}
        return {k: v for k, v in wire.items() if v != "" or k not in ("status", "group")}


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation of SOC 2018, or an O*NET detail of one.

    Attributes:
        code: its code.
        title: the official title (O*NET where it has one, else SOC).
        kind: "detailed"; "residual" ("All Other", no profile); "military" (no published wages).
        bls_code: the code under which BLS publishes wages and projections.
        bls_title: title of that code where it is a wider group than the occupation, else "".
        job_zone: O*NET job zone 1-5, None where O*NET has none.
        has_text: whether we hold our own plain-language text for it.
    """

    code: SocCode
    title: str
    kind: Literal["detailed", "residual", "military"]
    bls_code: str
    bls_title: str = ""
    job_zone: int | None = None
    has_text: bool = False


@dataclass(frozen=True, slots=True)
class OccupationText:
    """Our own plain-language text (grade 8); holds no figures. Fields as in content/README."""

    code: SocCode
    summary: str
    duties: tuple[str, ...]
    setting: str
    becoming: tuple[str, ...]
    license: Literal["none", "some_jobs", "most_states", "all_states", "federal"]
    license_note: str
    credentials: tuple[str, ...]
    experience_ideas: tuple[str, ...]
    specialties: tuple[str, ...]
    challenges: tuple[str, ...]
    rewards: tuple[str, ...]


PERCENTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True, slots=True)
class Wage:
    """OEWS wages of an occupation in an area; each percentile a Fact, annual and hourly.

    Keys of ``annual`` and ``hourly`` are the percentiles 10, 25, 50, 75, 90; the means stand apart.
    """

    area: Area
    annual: dict[int, Fact]
    hourly: dict[int, Fact]
    annual_mean: Fact
    hourly_mean: Fact
    employment: Fact

    @property
    def published(self) -> bool:
        """Whether a median is published, annual or hourly."""
        return any(s[50].status in ("", "at least") for s in (self.annual, self.hourly))


@dataclass(frozen=True, slots=True)
class Outlook:
    """BLS projections of an occupation (or of its BLS group)."""

    employment: Fact
    employment_projected: Fact
    employment_change: Fact
    projected_growth: Fact
    annual_openings: Fact
    growth_all_occupations: Fact


@dataclass(frozen=True, slots=True)
class Preparation:
    """What it usually takes to enter: BLS assignments and the O*NET job zone."""

    entry_education: Fact
    work_experience: Fact
    on_the_job_training: Fact
    job_zone: Fact | None


@dataclass(frozen=True, slots=True)
class Rating:
    """An O*NET rating of a descriptor for an occupation.

    ``importance`` is 1-5 (interests and work styles: their own scale, named in ``fact.unit``);
    ``level`` is 0-7 or None.
    """

    element: str
    name: str
    importance: float
    level: float | None
    fact: Fact


@dataclass(frozen=True, slots=True)
class TitleCandidate:
    """One possible occupation for a free-form title; ``score`` 0-1, ``basis`` says why."""

    code: SocCode
    title: str
    score: float
    basis: str


@dataclass(frozen=True, slots=True)
class TitleMatch:
    """The verdict on a free-form title: match, ask back, or no job we know."""

    query: str
    verdict: Verdict
    candidates: tuple[TitleCandidate, ...]

    @property
    def best(self) -> TitleCandidate | None:
        """The first candidate, if any."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason why two occupations are close: ``kind`` and a strength 0-1.

    Kinds: ``onet_related`` (expert), ``published`` (a state's lattice), and the computed ones of
    ``knowledge.lattice.WEIGHTS``: ``titles``, ``words``, ``interests``, ``activities``,
    ``knowledge``, ``description``, ``industries``, ``styles``, ``preparation``.
    """

    kind: str
    strength: float
    note: str = ""


@dataclass(frozen=True, slots=True)
class LatticeEdge:
    """A step from the focus occupation to a neighbour.

    Attributes:
        code: the neighbour.
        title: its title.
        direction: "advance" (up from the focus), "transfer" (beside it), "feeder" (leads to it).
        rung: preparation steps above (+) or below (-) the focus.
        similarity: 0-100, comparable over all lists of all occupations.
        evidence: what gave it, strongest first.
        solid: True where experts or a state published it, False where only computed.
    """

    code: SocCode
    title: str
    direction: Direction
    rung: int
    similarity: float
    evidence: tuple[Evidence, ...]
    solid: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """The neighbours of a focus occupation, each list ordered by similarity."""

    focus: SocCode
    advance: tuple[LatticeEdge, ...] = field(default=())
    transfer: tuple[LatticeEdge, ...] = field(default=())
    feeders: tuple[LatticeEdge, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class PublishedEdge:
    """A step of a lattice that a state publishes, as published and as repaired.

    Attributes:
        raw: the published row as it stood.
        rung, education, employment, growth, similarity: read values; None where blank.
        review: what a person should look at ("" where nothing).
    """

    state: str
    focus: SocCode
    neighbour: SocCode
    direction: Direction
    title: str
    raw: str
    rung: int | None
    education: str | None
    employment: int | None
    growth: float | None
    similarity: float | None
    review: str
