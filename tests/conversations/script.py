"""Conversations written as YAML: what a person says or taps, and what must come back.

A turn has one of ``say`` (typed text) or ``tap`` (number of a button of the last reply, from 1),
and any of these expectations:

    intent: pay                    the intent understood
    occupations: [25-4022]         six-digit codes, in order
    area: AK                       code of the place
    figures_for: AK                a place that some of the figures are for
    responses: [utter_pay]         each of these, in this order
    facts: [annual_wage_median]    names of facts that must be among those given
    values: {projected_growth: 1.7}
    buttons: 2                     at least so many choices
    without: [utter_pay]           none of these responses
"""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.ask import Talk, to_line

FOLDER = Path(__file__).parent
MONEY_OR_PERCENT = re.compile(r"\$\d|\d%")
SOURCED = re.compile(r"\b(19|20)\d\d\b.*\([^)]+\)|\([^)]*\b(19|20)\d\d\b[^)]*\)")
REPEATS_AMOUNTS = {"utter_find_jobs_contradiction"}
"""Replies whose amounts are those a person typed, not figures of ours."""
KNOWN = {
    "say", "tap", "intent", "occupations", "area", "figures_for", "responses", "facts", "values",
    "buttons", "without",
}  # fmt: skip


@dataclass
class Reply:
    """One reply, flattened."""

    line: dict[str, Any]
    buttons: list[dict[str, str]] = field(default_factory=list)


def scripts() -> list[tuple[str, dict[str, Any]]]:
    """Every conversation of every file, with an id that names folder and conversation."""
    return [
        (f"{path.parent.name}/{path.stem}: {talk['name']}", talk)
        for path in sorted(FOLDER.glob("*/*.yml"))
        for talk in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def play(talk: Talk, turns: list[dict[str, Any]]) -> None:
    """Hold the conversation; the first turn that goes wrong fails with what was said."""
    last = Reply({})
    for number, turn in enumerate(turns, 1):
        assert turn.keys() <= KNOWN, f"unknown expectation in {turn}"
        text = turn.get("say", "")
        answer = talk.say(text) if "say" in turn else talk.press(_payload(last, turn["tap"]))
        last = Reply(
            to_line(text, answer), [b for m in answer["messages"] for b in m.get("buttons", [])]
        )
        problems = list(_problems(turn, last))
        assert not problems, f"turn {number} {turn}: {problems}\n" + "\n".join(last.line["texts"])


def _payload(last: Reply, number: int) -> str:
    assert number <= len(last.buttons), f"button {number} of {last.buttons}"
    return last.buttons[number - 1]["payload"]


def _problems(turn: dict[str, Any], reply: Reply) -> list[str]:
    line = reply.line
    names = {fact["name"] for fact in line["facts"]}
    values = {fact["name"]: fact["value"] for fact in line["facts"]}
    found = [
        f"{key} is {line[key]!r}, expected {turn[key]!r}"
        for key in ("intent", "occupations", "area")
        if key in turn and line[key] != turn[key]
    ]
    if not _in_order(turn.get("responses", []), line["responses"]):
        found.append(f"responses are {line['responses']}")
    found += [f"no fact {name}" for name in turn.get("facts", []) if name not in names]
    found += [
        f"{k} is {values.get(k)!r}" for k, v in turn.get("values", {}).items() if values.get(k) != v
    ]
    found += [f"said {name}" for name in turn.get("without", []) if name in line["responses"]]
    if "figures_for" in turn and turn["figures_for"] not in {f["area_code"] for f in line["facts"]}:
        found.append(f"no figure for {turn['figures_for']}")
    if len(reply.buttons) < turn.get("buttons", 0):
        found.append(f"{len(reply.buttons)} buttons")
    if not line["texts"]:
        found.append("no answer at all")
    texts = [] if REPEATS_AMOUNTS & set(line["responses"]) else line["texts"]
    return found + [f"bare figure: {text}" for text in bare_figures(texts)]


def _in_order(wanted: list[str], given: list[str]) -> bool:
    remaining = iter(given)
    return all(name in remaining for name in wanted)


def bare_figures(texts: list[str]) -> list[str]:
    """Lines with money or a percentage but without a year and a source beside it."""
    lines = [line for text in texts for line in text.splitlines()]
    return [line for line in lines if MONEY_OR_PERCENT.search(line) and not SOURCED.search(line)]
