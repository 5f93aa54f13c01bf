"""Places of a list in a text: "the second one", "the first two", "number 3". Pure."""

from __future__ import annotations

import re
from functools import cache

from actions.understanding.lexicon import lexicon, words

FEW = 6
"""A text of more words is a sentence: a bare number in it is no place."""
_ARTICLE = r"\b(?:the|el|la|los|las)\s+"
_JOINED = r"(?:\b(?:and|or|vs\.?|versus|with|to|y|o|con)\b|[&,/])\s*"
_KIND = r"(?:one|job|career|choice|option|result|trabajo|carrera|opción)s?"
_BOTH = re.compile(r"\b(?:both|ambos|ambas|(?:the|these|those|los|las|esos|esas) (?:two|dos))\b")


def pointed(text: str, count: int) -> tuple[int, ...]:
    """Indices of the places that a text points at in a list of ``count``, each once.

    >>> pointed("the second one, what am I missing?", 3)
    (1,)
    >>> pointed("compare the first two", 4)
    (0, 1)
    >>> pointed("compara la primera y la última", 4)
    (0, 3)
    """
    said = text.casefold()
    found = {match.start(): _several(match, count) for match in _groups().finditer(said)}
    rest = _groups().sub(lambda match: " " * len(match.group()), said)
    found |= {match.start(): _one(match, count) for match in _places().finditer(rest)}
    if any(found.values()):
        found |= {match.start("word"): _one(match, count) for match in _further().finditer(rest)}
    elif count == len(("one", "other")) and _BOTH.search(said):
        return (0, 1)
    indices = (index for start in sorted(found) for index in found[start])
    return tuple(dict.fromkeys(indices))


def pointed_alone(text: str, count: int, *beside: str) -> tuple[int, ...]:
    """Those of a text that says nothing else: "2", "b", "1 and 3", "the second one please".

    Args:
        text: what was typed.
        count: length of the list.
        beside: word lists of the lexicon that may stand beside them.
    """
    allowed = frozenset().union(*(lexicon()[name] for name in ("filler", "numbering", *beside)))
    said = [word.lstrip("#") for word in words(text)]
    if any(word not in _numbers() and word not in allowed for word in said):
        return ()
    if len(said) > FEW + len(beside):
        return pointed(text, count)
    return pointed(text, count) or _bare(said, count)


def _bare(said: list[str], count: int) -> tuple[int, ...]:
    """Numbers without any word before them; "one" in "that one" is none."""
    found: list[int] = []
    for before, word in zip(["", *said], said, strict=False):
        is_pronoun = word in ("one", "uno") and before in lexicon()["filler"] - _AND
        if word in _numbers() and not is_pronoun:
            found.extend(_index(word, count))
    return tuple(dict.fromkeys(found))


_AND = frozenset({"and", "or", "to", "with", "y", "o", "con"})


def _several(match: re.Match[str], count: int) -> tuple[int, ...]:
    """The first, or last, so many."""
    many = min(_numbers()[match["many"] or match["many_before"]], count)
    is_last = any(word in lexicon()["last"] for word in match.group().split())
    return tuple(range(count - many, count) if is_last else range(many))


def _one(match: re.Match[str], count: int) -> tuple[int, ...]:
    word = next(value for value in match.groups() if value)
    return _index(word, count)


def _index(word: str, count: int) -> tuple[int, ...]:
    number = count if word in lexicon()["last"] else _numbers()[word]
    return (number - 1,) if 0 < number <= count else ()


@cache
def _numbers() -> dict[str, int]:
    """Every word that names a place; those for the last one count as 0."""
    named = [*lexicon()["order"].items(), *lexicon()["count"].items()]
    return {str(word): int(number) for number, said in named for word in said} | dict.fromkeys(
        lexicon()["last"], 0
    )


def _any(*lists: list[list[str]] | frozenset[str]) -> str:
    found = {str(w) for one in lists for entry in one for w in _each(entry)}
    return "|".join(sorted(map(re.escape, found), key=len, reverse=True))


def _each(entry: list[str] | str) -> list[str]:
    return [entry] if isinstance(entry, str) else entry


@cache
def _places() -> re.Pattern[str]:
    """One place each: "the second", "second job", "number 2", "#2"."""
    order, last = lexicon()["order"].values(), lexicon()["last"]
    every = _any(order, lexicon()["count"].values(), last)
    return re.compile(
        rf"{_ARTICLE}(?P<the>{_any(order, last)})\b{_no_place()}"
        rf"|\b(?P<kind>{_any(order)})\s+{_KIND}\b"
        rf"|(?:\b(?:{_any(lexicon()['numbering'])})\.?\s+|#)(?P<number>{every})\b"
    )


@cache
def _further() -> re.Pattern[str]:
    """A place behind another one: "… and third"."""
    return re.compile(
        rf"{_JOINED}(?P<word>{_any(lexicon()['order'].values(), lexicon()['last'])})\b{_no_place()}"
    )


@cache
def _groups() -> re.Pattern[str]:
    """Several at once: "first two", "los dos primeros"."""
    ends = _any([lexicon()["order"][1]], lexicon()["last"])
    many = _any([said for number, said in lexicon()["count"].items() if int(number) > 1])
    return re.compile(
        rf"\b(?:(?:{ends})\s+(?P<many>{many})|(?P<many_before>{many})\s+(?:{ends}))\b{_no_place()}"
    )


def _no_place() -> str:
    return rf"(?!\s+(?:{_any(lexicon()['no_place'])})\b)"
