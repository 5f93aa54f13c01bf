"""environment: where and when, physical work, contact with people, work from home by a rule."""

from __future__ import annotations

from actions.career.question import Question
from actions.deps import Deps
from actions.present import figure
from actions.reply import Reply
from actions.words import Phrase, Value
from knowledge.environment import RemoteWork, environment
from knowledge.model import Fact


def answer(question: Question, deps: Deps) -> Reply:
    """Setting in our own words; the three verdicts are derived, and say by what."""
    found = environment(deps.knowledge, question.code)
    if not (found.setting or found.remote):
        return Reply("utter_environment_unknown", buttons=question.next("overview", "pay"))
    values: dict[str, Value] = {
        "setting": found.setting,
        "physical": _degree("physical", found.physical, found.basis[:1]),
        "public": _degree("public", found.public, found.basis[1:]),
        "remote": _remote(found.remote),
    }
    remote = found.remote.basis if found.remote else ()
    return Reply(
        "utter_environment",
        values,
        tuple(dict.fromkeys((*found.basis, *remote))),
        buttons=question.next("challenges", "employers", "what_does_x_do"),
    )


def _degree(what: str, degree: str | None, basis: tuple[Fact, ...]) -> Value:
    if degree is None or not basis:
        return ""
    return Phrase(f"utter_{what}_{degree}", {"figure": figure(basis[0])})


def _remote(remote: RemoteWork | None) -> Value:
    if remote is None:
        return Phrase("utter_remote_not_measured")
    return Phrase(f"utter_remote_{remote.verdict}")
