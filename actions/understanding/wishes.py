"""Wishes for a job in a sentence -> the criteria of a search. Deterministic and pure.

What is found is echoed to the person, so that a wish that was missed can be seen. What is left
of a clause when every known wish is taken from it is the subject of the jobs: "plants".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from actions.understanding.subjects import subject_of
from knowledge.criteria import EDUCATION, LETTERS

HOURS_A_YEAR = 2080
SCHOOLING = ("education_at_least", "education_at_most")
LIMITS = frozenset({"pay_at_least", "pay_at_most", *SCHOOLING, "order", "settings"})
"""Wishes that narrow a search and say nothing of what it is about."""
_FILE = Path(__file__).with_name("wishes.yml")
_AMOUNT = re.compile(
    r"(?P<dollar>\$)?\s?(?P<minus>\bminus\s\$?)?(?P<number>-?\d[\d,]*(?:\.\d+)?)\s?(?P<unit>k|thousand|grand|mil|million|m)?\b"
    r"(?P<hourly>\s?(?:dollars\s)?(?:an hour|per hour|/\s?h(?:ou)?r|hourly|la hora|por hora))?"
)
_CLAUSE = re.compile(
    r"[,;.!?]|\b(?:but|and|or|who|that|which|because|though|while|pero|y|o|que|porque)\b"
)
_CODE = re.compile(rf"\b[{LETTERS}]{{2,3}}\b")
_AGE = re.compile(r"\b\d{2}[- ]years?[- ]olds?\b")
_NEED = re.compile(
    r"(?P<no>\b(?:no|not|without|don'?t|doesn'?t|sin)\s+)?"
    r"(?P<need>\b(?:need|requir|tak|necesit|pid|exig)\w*\s+)?(?:an?\s+|una?\s+)?$"
)
"""What stands before a level of schooling: "that require a", "without a"."""
_HUGE = 1e12
"""Larger numbers are cut to this; no search takes them anyway."""
PUBLIC = "activity.performing_for_or_working_directly_with_the_public"


@cache
def vocabulary() -> dict[str, Any]:
    """The words of wishes."""
    loaded: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return loaded


def parse(text: str, *, any_subject: bool = False) -> dict[str, Any]:
    """Keyword arguments of ``Criteria``; empty where the text wishes for nothing.

    Args:
        text: what was typed.
        any_subject: take whatever is left for a subject; else only everyday ones count, and
            those only where something is liked, jobs are named, or little else is said.

    >>> parse("jobs over $80k without a degree, I hate math")["weak"]
    ['mathematics']
    """
    said = " ".join(text.casefold().replace("’", "'").split())  # noqa: RUF001 (typed by phones)
    wishes: dict[str, Any] = {**_pay(said), **_schooling(said), **_order(said)}
    clauses = list(_clauses(said))
    liked = " ; ".join(clause for clause, disliked in clauses if not disliked)
    code = _typed_code(text)
    letters = code or "".join(_letters(liked))[:3]
    strong, weak = _rated(clauses)
    if _has(said, vocabulary()["shy"]):
        weak.append(PUBLIC)
    about, not_about = _subjects(clauses, any_subject) if any_subject or _likes(said) else ([], [])
    lists = {
        "interests": letters,
        "strong": [name for name in strong if name not in weak and name != PUBLIC],
        "weak": weak,
        "settings": [name for name, words in vocabulary()["settings"].items() if _has(said, words)],
        "about": [name for name in about if name not in (*not_about, code.casefold())],
        "not_about": not_about,
    }
    return wishes | {
        name: value if isinstance(value, str) else list(dict.fromkeys(value))
        for name, value in lists.items()
        if value
    }


def browses(text: str) -> bool:
    """Whether a text asks for every job there is: "list all careers"."""
    return _has(text.casefold(), vocabulary()["browse"])


def names_jobs(text: str) -> bool:
    """Whether a text says that it is about jobs: then it is a search of its own."""
    return _has(text.casefold(), vocabulary()["jobs"])


def only_limits(text: str) -> bool:
    """Whether a text does nothing but narrow a search: "without a degree", "that pay over 50k"."""
    said, wishes = text.casefold(), parse(text)
    if not wishes or wishes.keys() - LIMITS or names_jobs(text):
        return False
    asks = said.split()[0] in vocabulary()["asking"]
    return not asks or said.startswith(tuple(vocabulary()["goes_on"]))


def not_measured(text: str) -> tuple[str, ...]:
    """Wishes in a text that no source of ours measures: "low stress", "for teens"."""
    said = text.casefold()
    found = [kind for kind, words in vocabulary()["not_measured"].items() if _has(said, words)]
    if _AGE.search(said) and "age" not in found:
        found.append("age")
    return tuple(found)


def _pay(said: str) -> dict[str, int]:
    if _has(said, vocabulary()["six_figures"]):
        return {"pay_at_least": 100_000}
    limits: dict[str, int] = {}
    for found in _AMOUNT.finditer(_AGE.sub(" ", said)):
        amount = _yearly(found)
        if amount is not None:
            before = said[max(0, found.start() - 25) : found.start()]
            less = _has(before, vocabulary()["less"])
            limits.setdefault("pay_at_most" if less else "pay_at_least", amount)
    return limits


def _yearly(found: re.Match[str]) -> int | None:
    """Dollars a year; an hour's pay times 2,080; None where the number is no amount."""
    number = min(float(found["number"].replace(",", "")), _HUGE)
    if found["minus"]:
        number = -number
    if found["unit"]:
        number *= 1_000_000 if found["unit"] in ("million", "mil", "m") else 1000
    if found["hourly"]:
        return round(number * HOURS_A_YEAR)
    marked = found["dollar"] or found["unit"] or number < 0
    if not marked and number < 1000:
        return None
    return round(number * HOURS_A_YEAR) if 0 < number < 200 else round(number)


def _schooling(said: str) -> dict[str, str]:
    """The lowest level named; the highest that jobs must need: "that require a master's"."""
    most, least = [], []
    for place, level in enumerate(EDUCATION):
        named = _longest_named(said, vocabulary()["education"].get(level, ()))
        if named is None:
            continue
        before = _NEED.search(said[: named.start()])
        refused = before is not None and before["no"]
        most.append(max(place - 1, 0) if refused else place)
        if before and before["need"] and not refused:
            least.append(place)
    limits = zip(SCHOOLING, (max(least, default=None), min(most, default=None)), strict=True)
    return {name: EDUCATION[place] for name, place in limits if place is not None}


def _longest_named(said: str, words: Iterable[str]) -> re.Match[str] | None:
    """Where the longest of these words stands that a text holds."""
    found = (re.search(_whole(word), said) for word in sorted(words, key=len, reverse=True))
    return next((one for one in found if one), None)


def _order(said: str) -> dict[str, str]:
    for order, words in vocabulary()["order"].items():
        if _has(said, words):
            return {"order": order}
    return {}


# Liking and disliking


def _clauses(said: str) -> Iterator[tuple[str, bool]]:
    """Parts of the text, each with whether it tells of a dislike.

    A dislike reaches to the end of its clause: "law but not courts". A short clause that tells
    of neither continues the one before: "i hate math and writing".
    """
    disliked = False
    for clause in _CLAUSE.split(_words_of("plain").sub(" | ", said)):
        before, marker, after = _at(clause, _words_of("bad"))
        if marker or _words_of("good").search(clause) or len(clause.split()) > _BARE:
            disliked = False
        if before.strip():
            yield before.strip(), disliked
        if marker:
            disliked = True
            yield after.strip(), True


def _at(clause: str, marker: re.Pattern[str]) -> tuple[str, str, str]:
    found = marker.search(clause)
    if not found:
        return clause, "", ""
    return clause[: found.start()], found.group(), clause[found.end() :]


_BARE = 3
"""A clause of no more words continues the one before."""


def _typed_code(text: str) -> str:
    """Letters of an interest code as people write it: "my code is SEC"."""
    codes = [c for c in _CODE.findall(text) if len(set(c)) == len(c)]
    asked = _has(text.casefold(), vocabulary()["code"])
    return next((c for c in codes if len(c) == 3 or asked), "")


def _letters(said: str) -> Iterator[str]:
    """Letters of interests, in the order in which the text names them."""
    places = {}
    for letter, words in vocabulary()["interests"].items():
        found = [at for word in words if (at := _find(said, word)) >= 0]
        if found:
            places[letter] = min(found)
    yield from sorted(places, key=lambda letter: places[letter])


def _rated(clauses: Iterable[tuple[str, bool]]) -> tuple[list[str], list[str]]:
    """Skills and knowledge that O*NET rates, named with liking and with dislike."""
    strong: list[str] = []
    weak: list[str] = []
    for clause, disliked in clauses:
        if disliked:
            weak += _named(clause, "rated", "rated_if_disliked")
        else:
            strong += _named(clause, "rated")
    return strong, weak


def _named(clause: str, *lists: str) -> list[str]:
    """Names whose words a clause holds, longer ones first: "talking to people" is no speech."""
    entries = [
        (word, name)
        for one in lists
        for name, words in vocabulary()[one].items()
        for word in map(str, words)
    ]
    found = []
    for word, name in sorted(entries, key=lambda entry: -len(entry[0])):
        left = re.sub(_whole(word), "|", clause)
        if left != clause:
            found.append(name)
        clause = left
    return list(dict.fromkeys(found))


def _subjects(
    clauses: Iterable[tuple[str, bool]], any_subject: bool
) -> tuple[list[str], list[str]]:
    """What jobs shall be about, and what not: what no other wish explains."""
    about: list[str] = []
    not_about: list[str] = []
    for clause, disliked in clauses:
        if disliked and _named(clause, "rated", "rated_if_disliked"):
            continue
        subject = subject_of(_without_wishes(clause), any_subject=any_subject)
        if subject:
            (not_about if disliked else about).append(subject)
    return about, not_about


def _likes(said: str) -> bool:
    plain = len(said.split()) <= _BARE
    return plain or names_jobs(said) or bool(_words_of("good").search(said))


def _without_wishes(clause: str) -> str:
    """The clause with every known wish cut out; a bar stands where one was."""
    return _words_of("named").sub(" | ", _AMOUNT.sub(" | ", _AGE.sub(" | ", clause)))


_GROUPS = {
    "bad": ("bad",),
    "good": ("good",),
    "plain": ("education", "order", "settings", "not_measured"),
    "named": ("more", "less", "six_figures", "good", "shy", "code", "interests", "rated"),
}
"""Lists of the vocabulary: words of dislike; of liking; wishes that need neither; all others."""


@cache
def _words_of(group: str) -> re.Pattern[str]:
    lists = [words for name in _GROUPS[group] for words in _lists(vocabulary()[name])]
    every = sorted({str(word) for words in lists for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, every))})(?![\w-])")


def _lists(entry: Any) -> list[list[str]]:
    return list(entry.values()) if isinstance(entry, dict) else [entry]


def _has(text: str, words: Iterable[str]) -> bool:
    return any(_find(text, word) >= 0 for word in words)


def _find(text: str, word: str) -> int:
    found = re.search(_whole(str(word)), text)
    return found.start() if found else -1


def _whole(word: str) -> str:
    return rf"(?<![\w-]){re.escape(word)}(?![\w-])"
