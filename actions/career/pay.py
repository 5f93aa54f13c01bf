"""pay: what an occupation earns in a place, from OEWS; never from anywhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from actions.career.pay_places import paid_most, places_asked
from actions.career.question import Question, shown
from actions.deps import Deps
from actions.present import amount, area_name, figure, group, where
from actions.reply import Button, Reply, payload
from actions.understanding.apart import asked_apart, industry_of
from actions.understanding.kinds import kinds_of
from actions.understanding.places import larger
from actions.words import Joined, Phrase, Value
from knowledge.errors import UnknownArea
from knowledge.figures import number
from knowledge.model import NATION, PERCENTILES, Fact, SocCode, Wage

SPANS = {"month": 12, "week": 52}
_MISSING = ("not published", "not applicable")


def answer(question: Question, deps: Deps) -> Reply:
    """Median, hourly, range and starting pay; the nearest larger area where none is published.

    The mean, and a month or a week, where they are asked for.
    """
    if kind := places_asked(question):
        return paid_most(question, kind, deps)
    code = question.occupation.code
    asked = deps.knowledge.wage(code, question.area.code)
    if asked and asked.published:
        return _pay(question, asked, (), deps)
    unpublished = tuple(
        f for f in deps.knowledge.facts(code, question.area.code) if f.name == "annual_wage_median"
    )
    for wider in larger(question.area):
        wage = _wage(code, wider, deps)
        if wage and wage.published:
            return _pay(question, wage, unpublished, deps)
    return _nowhere(question, unpublished)


def _wage(code: SocCode, area: str, deps: Deps) -> Wage | None:
    """Wages in a wider area; a territory may have no figures of its own."""
    try:
        return deps.knowledge.wage(code, area)
    except UnknownArea:
        return None


def _pay(question: Question, wage: Wage, unpublished: tuple[Fact, ...], deps: Deps) -> Reply:
    annual, hourly = wage.annual, wage.hourly
    apart, in_industry = _in_industry(question, deps)
    further = dict(_further(kinds_of(question.turn.typed, "pay"), wage))
    asked = dict.fromkeys((*further.values(), *([wage.annual_mean] if further else [])))
    facts = (
        *unpublished,
        *annual.values(),
        *hourly.values(),
        wage.employment,
        *asked,
        *in_industry,
    )
    values: dict[str, Value] = {
        **apart,
        "instead": _instead(unpublished, wage),
        "median": "" if annual[50].status in _MISSING else figure(annual[50]),
        "hourly": "" if hourly[50].status in _MISSING else figure(hourly[50]),
        "further": Joined(tuple(Phrase(p, {"figure": figure(f)}) for p, f in further.items())),
        "range": _between("utter_line_range", _scale(wage), 10, 90),
        "start": _between("utter_line_start", _scale(wage), 10, 25),
        "group": group(annual.values()),
    }
    return Reply(
        "utter_pay",
        values,
        facts,
        card(question, wage, unpublished),
        _buttons(question, wage.area.code),
        area=question.area.code,
    )


def _in_industry(question: Question, deps: Deps) -> tuple[dict[str, Value], tuple[Fact, ...]]:
    """The median "in hospitals", which OEWS publishes for the nation; nothing where it does not."""
    asked = asked_apart(question.turn, question.occupation.title)
    industry = industry_of(asked)
    if question.place.is_stated or not industry:
        return {}, ()
    wage = deps.knowledge.wage(question.occupation.code, NATION.code, industry)
    if wage is None or not wage.published:
        return {}, ()
    median = _scale(wage)[50]
    fact = replace(median, name=f"{median.name}.{industry}")
    said = {"asked": shown(asked), "industry": deps.knowledge.industry_name(industry)}
    return {"place_note": Phrase("utter_pay_industry", {**said, "figure": figure(fact)})}, (fact,)


def _further(kinds: Collection[str], wage: Wage) -> Iterator[tuple[str, Fact]]:
    """Response and figure of what the question names: the mean; a month or a week, computed."""
    by_hour = "hour" in kinds or wage.annual_mean.status in _MISSING
    mean = wage.hourly_mean if by_hour else wage.annual_mean
    if "mean" in kinds and mean.status not in _MISSING:
        yield "utter_line_mean", mean
    for span in (span for span in SPANS if span in kinds):
        for yearly in (wage.annual[50], wage.annual_mean):
            if not yearly.status:
                what = yearly.name.rpartition("_")[2]
                yield f"utter_line_{span}_{what}", _spanned(yearly, span, what)


def _spanned(yearly: Fact, span: str, what: str) -> Fact:
    value = float(yearly.value or 0) / SPANS[span]
    return replace(yearly, name=f"{span}ly_wage_{what}", value=value, unit=f"USD/{span}")


def _scale(wage: Wage) -> dict[int, Fact]:
    """The yearly percentiles, or the hourly ones where only those are published."""
    return wage.hourly if wage.annual[50].status in _MISSING else wage.annual


def _between(phrase: str, scale: dict[int, Fact], low: int, high: int) -> Value:
    """Two percentiles in a line; nothing where either is not published."""
    if scale[low].status in _MISSING or scale[high].status in _MISSING:
        return ""
    low_end = amount(scale[low]) if scale[low].status else number(scale[low])
    return Phrase(phrase, {"low": low_end, "high": amount(scale[high]), "where": where(scale[low])})


def _instead(unpublished: Iterable[Fact], wage: Wage) -> Value:
    """Say what is not published, and whose figures follow."""
    for fact in unpublished:
        area = area_name(wage.area.code, wage.area.name)
        return Phrase("utter_line_instead", {"missing": figure(fact), "area": area})
    return ""


def _nowhere(question: Question, unpublished: tuple[Fact, ...]) -> Reply:
    military = question.occupation.kind == "military"
    values: dict[str, Value] = {"missing": figure(unpublished[0]) if unpublished else ""}
    return Reply(
        "utter_pay_military" if military else "utter_pay_not_published",
        values,
        unpublished,
        buttons=question.next("overview", "outlook", "similar_jobs"),
        area=question.area.code,
    )


def _buttons(question: Question, area: str) -> tuple[Button, ...]:
    following = question.next("outlook", "how_to_become", "employers")
    if area == NATION.code:
        return following
    nation = payload("pay", occupation=question.code, area=NATION.code)
    return (Button(Phrase("utter_nation"), nation), *following)


def card(question: Question, wage: Wage, unpublished: tuple[Fact, ...] = ()) -> dict[str, object]:
    """The pay chart: five percentiles a year and an hour."""
    return {
        "type": "pay",
        "code": question.code,
        "title": question.occupation.title,
        "area": {"code": wage.area.code, "name": wage.area.name},
        "annual": {f"p{p}": wage.annual[p].to_wire() for p in PERCENTILES},
        "hourly": {f"p{p}": wage.hourly[p].to_wire() for p in PERCENTILES},
        "not_published": [fact.to_wire() for fact in unpublished],
    }
