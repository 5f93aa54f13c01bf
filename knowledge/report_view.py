"""A report as sections to be drawn: one arrangement for the page and for the PDF.

Words come from ``report_words.yml``; every figure is a row with its place, period and source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from knowledge import charts
from knowledge.figures import credited, number
from knowledge.model import Fact, Lattice, Rating, Source
from knowledge.report import Report
from knowledge.store import KnowledgeBase

LANGUAGES = ("en", "es")
_WORDS = Path(__file__).with_name("report_words.yml")
_MOST_NAMES = 8
_MOST_SCHOOLING, _MOST_STEPS = 4, 3
_TILES = 4
_TIGHT = "\u00a0"
"""A space at which no line breaks."""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph; ``small`` for notes."""

    text: str
    small: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, numbered or with bullets."""

    items: tuple[str, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A figure: label, value, and where it comes from."""

    label: str
    value: str
    origin: str


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures, one a row."""

    rows: tuple[Row, ...]

    @property
    def origin(self) -> str:
        """The origin that all rows share, to be said once; "" where they differ."""
        origins = {row.origin for row in self.rows}
        return origins.pop() if len(origins) == 1 else ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An SVG drawing with its text alternative; the figures in it stand in a table too."""

    svg: str
    alternative: str


Block = Text | Items | Figures | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it."""

    name: str
    heading: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A neighbour in the lattice: its title, how far and how like it is, and who says so."""

    title: str
    note: str
    solid: bool


@dataclass(frozen=True, slots=True)
class Steps:
    """The nearest neighbours of one direction."""

    heading: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class View:
    """A whole report, ready to be drawn."""

    language: str
    label: str
    title: str
    code: str
    area: str
    summary: str
    tiles: tuple[Row, ...]
    tiles_note: str
    sections: tuple[Section, ...]
    made: str
    credits: tuple[str, ...]
    notes: tuple[str, ...]
    lattice_heading: str
    you_are_here: str
    lattice_note: str
    lattice: tuple[Steps, ...]


@cache
def words(language: str) -> dict[str, Any]:
    """The words in a language; English for one we do not have."""
    known: dict[str, dict[str, Any]] = yaml.safe_load(_WORDS.read_text(encoding="utf-8"))
    return known.get(language, known["en"])


def view(base: KnowledgeBase, report: Report, language: str = "en") -> View:
    """Arrange a report; sections without content are left out."""
    said = words(language)
    text = report.text
    sections = tuple(
        Section(name, said[name], tuple(blocks))
        for name, content in _sections(base, report, said)
        if (blocks := [block for block in content if _full(block)])
    )
    return View(
        language=language if language in LANGUAGES else "en",
        label=said["title"],
        title=report.occupation.title,
        code=report.occupation.code.soc,
        area=report.area.name,
        summary=text.summary if text else said["no_profile"][report.occupation.kind],
        tiles=_rows(report.key_facts[:_TILES], said),
        tiles_note=_group_note(report, said),
        sections=sections,
        made=said["made"].format(day=report.made_on.isoformat()),
        credits=tuple(_credit(source) for source in report.sources),
        notes=tuple(filter(None, (said["english_only"], said["disclaimer"]))),
        lattice_heading=said["lattice"],
        you_are_here=said["you_are_here"],
        lattice_note=said["lattice_note"],
        lattice=tuple(_steps(report.lattice, said)),
    )


Content = tuple[str, Sequence[Block]]


def _sections(base: KnowledgeBase, report: Report, said: dict[str, Any]) -> Iterator[Content]:
    """In reading order: the work, the way in, the figures, the person, the risks."""
    text = report.text
    if text:
        yield "does", [Items(text.duties[:6])]
        yield "becoming", [Items(text.becoming, numbered=True)]
        yield "licence", [Text(text.license_note)]
    yield "setting", _setting(report, said)
    yield "pay", _pay(report, said)
    yield "outlook", _outlook(report, said)
    yield "preparation", _preparation(report, said)
    schooling = sorted(report.attainment, key=_size, reverse=True)[:_MOST_SCHOOLING]
    yield "attainment", [Figures(_named_rows(base, schooling, said))]
    yield "strengths", [Items(tuple(said["trait"][t.name] for t in report.strengths))]
    yield "challenges", [Items(tuple(said["trait"][t.name] for t in report.challenges))]
    yield "interests", _interests(report.interests, said)
    yield "skills", [Figures(_rating_rows(report.skills[:5]))]
    yield "knowledge", [Figures(_rating_rows(report.knowledge[:5]))]
    yield "technology", [Text(_names(report.technologies))]
    yield "industries", [Figures(_named_rows(base, report.industries[:4], said))]
    if text:
        yield "words_rewards", [Items(text.rewards)]
        yield "words_challenges", [Items(text.challenges)]
    exposure = Figures(_named_rows(base, report.exposures, said))
    yield "exposure", [exposure, Text(said["exposure_note"] if exposure.rows else "", True)]


def _group_note(report: Report, said: dict[str, Any]) -> str:
    groups = dict.fromkeys(fact.group for fact in report.key_facts if fact.group)
    return str(said["group"].format(group="; ".join(groups))) if groups else ""


def _steps(lattice: Lattice, said: dict[str, Any]) -> Iterator[Steps]:
    """What leads here, what is beside it, where it leads."""
    parts = {"feeder": lattice.feeders, "transfer": lattice.transfer, "advance": lattice.advance}
    for direction, edges in parts.items():
        shown = tuple(
            Step(edge.title, said["likeness"].format(number=f"{edge.similarity:.0f}"), edge.solid)
            for edge in edges[:_MOST_STEPS]
        )
        yield Steps(said["direction"][direction], shown)


def _pay(report: Report, said: dict[str, Any]) -> list[Block]:
    if report.wage is None:
        return []
    scale, mean = report.wage.annual, report.wage.annual_mean
    if scale[50].value is None:
        scale, mean = report.wage.hourly, report.wage.hourly_mean
    named = (*_scale(scale), (mean.name, mean))
    rows = tuple(_row(fact, said["figure"].get(name, name), said) for name, fact in named)
    chart = charts.pay_range([scale[p] for p in sorted(scale)])
    return [
        Picture(chart, ", ".join(f"{row.label} {row.value}" for row in rows)),
        Figures(rows),
        Text(said["pay_note"], small=True),
    ]


def _scale(scale: dict[int, Fact]) -> Iterator[tuple[str, Fact]]:
    for fact in scale.values():
        yield fact.name.replace("hourly", "annual") if fact.name[-1].isdigit() else fact.name, fact


def _outlook(report: Report, said: dict[str, Any]) -> list[Block]:
    if report.outlook is None:
        return []
    found = report.outlook
    growth = (found.projected_growth, found.growth_all_occupations)
    return [Figures(_rows((*growth, found.annual_openings, found.employment_change), said))]


def _preparation(report: Report, said: dict[str, Any]) -> list[Block]:
    if report.preparation is None:
        return []
    needed = report.preparation
    shown = (needed.entry_education, needed.work_experience, needed.on_the_job_training)
    return [Figures(_rows(shown, said))]


def _interests(ratings: tuple[Rating, ...], said: dict[str, Any]) -> list[Block]:
    if not ratings:
        return []
    values = [(rating.name, rating.importance) for rating in ratings]
    alternative = ", ".join(f"{name} {value:.2f}" for name, value in values)
    origin = _origin(ratings[0].fact)
    return [
        Picture(charts.bars(values, least=1, most=7), alternative),
        Text(f"{said['interests_scale']} {origin}", small=True),
    ]


def _setting(report: Report, said: dict[str, Any]) -> list[Block]:
    found = report.environment
    remote = said["remote"][found.remote.verdict] if found.remote else ""
    rule = said["remote_rule"] if remote else ""
    return [Text(found.setting), Text(remote), Text(rule, small=True)]


def _rows(facts: Iterable[Fact], said: dict[str, Any]) -> tuple[Row, ...]:
    return tuple(_row(fact, said["figure"][fact.name], said) for fact in facts)


def _credit(source: Source) -> str:
    """The O*NET licence asks for its own sentences; the others for name, version and licence."""
    if source.key == "onet":
        return source.credit.rstrip(".")
    return f"{credited(source.name)} {source.version} ({source.licence})"


def _named_rows(
    base: KnowledgeBase, facts: Iterable[Fact], said: dict[str, Any]
) -> tuple[Row, ...]:
    return tuple(_row(fact, _label(base, fact, said), said) for fact in facts)


def _label(base: KnowledgeBase, fact: Fact, said: dict[str, Any]) -> str:
    """A readable label of a fact that stands for one of many: industry, schooling, measure."""
    kind, _, detail = fact.name.partition(".")
    if kind == "industry_employment":
        return base.industry_name(detail)
    if kind == "ai_exposure":
        return ": ".join(filter(None, (said["measure"].get(detail, fact.unit), fact.group)))
    return detail.replace("_", " ").replace("s degree", "'s degree").capitalize()


def _rating_rows(ratings: Iterable[Rating]) -> tuple[Row, ...]:
    return tuple(
        Row(r.name, f"{number(r.fact)}{_TIGHT}/{_TIGHT}5", _origin(r.fact)) for r in ratings
    )


def _size(fact: Fact) -> float:
    return float(fact.value or 0)


def _row(fact: Fact, label: str, said: dict[str, Any]) -> Row:
    value = (
        said["value"].get(fact.value, fact.value) if isinstance(fact.value, str) else number(fact)
    )
    if fact.status:
        value = said["status"][fact.status].format(value=value)
    return Row(label, str(value), _origin(fact))


def _origin(fact: Fact) -> str:
    return f"{fact.area}, {fact.period} ({credited(fact.source)})"


def _names(facts: Sequence[Fact]) -> str:
    if not facts:
        return ""
    listed = ", ".join(str(fact.value) for fact in facts[:_MOST_NAMES])
    return f"{listed}. {_origin(facts[0])}"


def _full(block: Block) -> bool:
    match block:
        case Text():
            return bool(block.text)
        case Items():
            return bool(block.items)
        case Figures():
            return bool(block.rows)
        case _:
            return bool(block.svg)
