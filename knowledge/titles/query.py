"""What a person typed → the readings the matcher tries, from the plainest on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from knowledge.titles.lexicon import Lexicon, matcher_of
from knowledge.titles.normalize import normalize, segments

_HELPS = re.compile(r"^(assistant|helper|aide|apprentice) (?:to|of|for) (?:the |an? )?(.+)$")

_SCHOOLING = re.compile(
    r"^(?:an? )?(?:(?:degree|major|diploma|associates?|bachelors?|masters?)(?: degree)? (?:in|of) )"
    r"|(?<=.) (?:degree|major|diploma)$"
)
_DOERS = (
    *(("ing", "er"), ("ing", "e"), ("ing", ""), ("ry", "er"), ("ry", "")),
    *(("y", "er"), ("y", "ist"), ("e", "ist"), ("ism", "ist")),
)
"""Endings of an activity, and of who does it."""


@dataclass(frozen=True, slots=True)
class Query:
    """A title read in several ways.

    Attributes:
        asked: the normalised text.
        said: without "i work as a …" around it.
        core: without noise, abbreviations written out, misspellings mended: what is embedded.
        exact: readings to look up as they stand, best first; each with its basis.
        choices: readings of a short form, several where it is ambiguous.
        fields: readings that may be a field of study.
    """

    asked: str
    said: str
    core: str
    exact: tuple[tuple[str, str], ...]
    choices: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def read(text: str, lexicon: Lexicon, mend: Callable[[str], str]) -> Query:
    """Read a title.

    Args:
        text: as typed.
        lexicon: word lists.
        mend: corrects misspelt words of a normalised title.
    """
    asked = normalize(text)
    said = strip_opening(asked, lexicon)
    if full := lexicon.whole.get(said):
        tries = [(reading, "abbreviation") for reading in full]
        return Query(asked, said, full[0] if len(full) == 1 else said, tuple(tries), full)
    core = mend(lexicon.expand(strip_noise(said, lexicon)))
    core = _HELPS.sub(r"\2 \1", core)
    tries = [(asked, "exact_title"), (said, "exact_title"), (core, "alternate_title")]
    parts = [strip_noise(part, lexicon) for part in segments(text)]
    if len(parts) == 2:
        tries.append((f"{parts[1]} {parts[0]}", "alternate_title"))
    fields = (said, core, _SCHOOLING.sub("", said))
    return Query(asked, said, core, tuple(dict.fromkeys(tries)), fields=fields)


def doers(activity: str) -> Iterator[str]:
    """What somebody may be called who does it: "plumbing" → "plumber", "construction worker"."""
    yield f"{activity} worker"
    for end, doer in _DOERS:
        if activity.endswith(end):
            yield activity.removesuffix(end) + doer


def strip_opening(text: str, lexicon: Lexicon) -> str:
    """Without "i work as a …" before and "… at acme" behind, where something remains."""
    said = re.sub(rf"^{matcher_of(lexicon.noise['openings']).pattern}(?: the)?\s*", "", text)
    said = re.sub(rf"\s*{matcher_of(lexicon.noise['tails']).pattern}.*$", "", said)
    return said or text


def strip_noise(text: str, lexicon: Lexicon) -> str:
    """Without seniority, grade and terms of work, where something remains."""
    bare = matcher_of(lexicon.noise["terms"]).sub(" ", text)
    words = [w for w in bare.split() if w not in lexicon.noise["seniority"]]
    return " ".join(words) or text
