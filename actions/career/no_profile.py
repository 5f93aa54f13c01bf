"""Jobs that nobody describes as one: "All Other" groups and military ones.

What exists is given (figures of the group), and the nearest jobs that are described.
"""

from __future__ import annotations

from collections.abc import Iterator

from actions.career.how_to_become import entry_line, preparation_facts
from actions.career.question import Answer, Question
from actions.deps import Deps
from actions.present import listed
from actions.reply import Reply, job_button
from actions.words import Value
from knowledge.model import Occupation, SocCode

NEAREST = 4
BROAD, MINOR, MAJOR = 6, 4, 2
"""Characters that two codes of the same broad, minor and major SOC group share."""


def or_no_profile(answer: Answer) -> Answer:
    """The same answer, save for a job that has no profile."""

    def described(question: Question, deps: Deps) -> Reply:
        if question.occupation.kind == "detailed":
            return answer(question, deps)
        return no_profile(question, deps)

    return described


def no_profile(question: Question, deps: Deps) -> Reply:
    """What the group is, its usual entry, and the nearest jobs of their own as buttons."""
    occupation = question.occupation
    military = occupation.kind == "military"
    needed = deps.knowledge.preparation(occupation.code)
    values: dict[str, Value] = {
        "named": listed(o.title for o in deps.knowledge.details(occupation.code)[:6]),
        "entry": entry_line(needed),
    }
    near = [] if military else nearest(occupation.code, deps)
    return Reply(
        "utter_no_profile_military" if military else "utter_no_profile",
        {**values, "near": listed(o.title for o in near)},
        preparation_facts(needed),
        buttons=(
            *(job_button(job, question.topic) for job in near),
            *question.next("pay"),
        ),
    )


def nearest(code: SocCode, deps: Deps) -> list[Occupation]:
    """The described jobs of the same SOC group, the narrowest group that has some first."""
    return list(dict.fromkeys(_by_group(code, deps)))[:NEAREST]


def _by_group(code: SocCode, deps: Deps) -> Iterator[Occupation]:
    described = [o for o in deps.knowledge.occupations() if o.has_text and o.code.detail == "00"]
    for shared in (BROAD, MINOR, MAJOR):
        yield from (o for o in described if o.code.soc[:shared] == code.soc[:shared])
