"""One job, one place and one major stand in for all. Pure.

So a question is the same whatever it is about: intents are learned from what is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.nlu.spans import Span, word_list

JOB, PLACE, MAJOR = "nurse", "ohio", "history"
PRONOUNS = ("they", "it", "one", "that job")
SAID_LATER = 8
"""One example in so many speaks of its job by a pronoun, as people do later in a talk."""
HELPERS = frozenset(
    {"counselor", "counselors", "counsellor", "advisor", "adviser", "consejero", "consejera"}
)
"""Jobs of people who help here: one asks to see a counselor, but not to see a welder."""
_OF = {"occupation": JOB, "area": PLACE, "major": MAJOR}
_CODE = re.compile(r"\b\d\d-\d{4}(?:\.\d\d)?\b")
_A_JOB = re.compile(rf"\b(?:(?:an?|the) )?{JOB}\b")


def with_stand_ins(text: str, spans: Sequence[Span], start: int = 0, end: int | None = None) -> str:
    """``text[start:end]`` in small letters, with stand-ins for the entities that stand in it."""
    end = len(text) if end is None else end
    found, at = [], start
    for span in sorted(spans, key=lambda span: span.start):
        if at <= span.start and span.end <= end and _is_one_of_many(span, text):
            found += [text[at : span.start], _OF[span.entity]]
            at = span.end
    return _CODE.sub(JOB, "".join(found) + text[at:end]).lower()


def _is_one_of_many(span: Span, text: str) -> bool:
    """Whether another of its kind would ask the same: not a place abroad, nor who helps here."""
    named = text[span.start : span.end].lower()
    if span.entity != "area":
        return span.entity in _OF and named not in HELPERS
    known = word_list("places") | word_list("states")
    return named in known or any(word in known for word in re.findall(r"[\w'.-]+", named))


def to_learn(texts: Sequence[str]) -> list[str]:
    """Texts with stand-ins as they are learned: some with a pronoun for the job."""
    return [
        text if n % SAID_LATER else _A_JOB.sub(PRONOUNS[n // SAID_LATER % len(PRONOUNS)], text)
        for n, text in enumerate(texts)
    ]
