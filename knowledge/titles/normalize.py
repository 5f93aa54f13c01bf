"""Titles as typed → titles as compared. Pure text functions.

``normalize`` is idempotent and never empties a text that holds a Latin letter or digit.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
"""Characters of a text that are looked at; longer ones are cut."""

_APOSTROPHE = re.compile(r"['’`´]s?\b")  # noqa: RUF001 (typed by phones)
_DOTTED = re.compile(r"\b(?:[a-z]\.){2,}")
_OTHER = re.compile(r"[^a-z0-9+#]+")
_BRACKETS = re.compile(r"^(.*?)\(([^()]*)\)\s*(.*)$", re.DOTALL)
_IES, _SES = re.compile(r"(?<=..)ies$"), re.compile(r"(?<=ss|sh|ch)es$|(?<=x)es$")
_WIVES = re.compile(r"(?<=wi)ves$")


def normalize(text: str, longest: int = LONGEST) -> str:
    """Lower case, plain letters, single spaces: ``"Children's Work "`` → ``"childrens work"``.

    Keeps ``+`` and ``#`` (C++, C#). Idempotent.
    """
    plain = unicodedata.normalize("NFKD", text[:longest]).casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    plain = _APOSTROPHE.sub(lambda found: found.group()[1:], plain)
    plain = _DOTTED.sub(lambda found: found.group().replace(".", ""), plain)
    plain = plain.replace("&", " and ")
    return _OTHER.sub(" ", plain).strip()


def singular(word: str) -> str:
    """The word without a plural ending: ``waitresses`` → ``waitress``, ``nurses`` → ``nurse``."""
    if len(word) < 4 or word.endswith(("ss", "us", "is")):
        return word
    if _WIVES.search(word):
        return _WIVES.sub("fe", word)
    if _IES.search(word):
        return _IES.sub("y", word)
    if _SES.search(word):
        return _SES.sub("", word)
    return word[:-1] if word.endswith("s") else word


def key(normalized: str) -> str:
    """What two titles share that differ only in number: every word made singular."""
    return " ".join(singular(word) for word in normalized.split())


def letters(normalized: str) -> str:
    """What titles share that differ only in number and spaces: "fire fighters", "firefighter"."""
    return key(normalized).replace(" ", "")


def readings(title: str) -> tuple[str, ...]:
    """The normalised readings of an official title.

    ``"CNA (Certified Nursing Assistant)"`` is read as both halves; a bracket inside or at the
    end of a longer title is also read without its content.
    """
    found = _BRACKETS.match(title)
    if not found:
        return (normalize(title),)
    before, inside, after = found.groups()
    parts = (normalize(f"{before} {after}"), normalize(inside))
    return tuple(dict.fromkeys(part for part in parts if part))


def segments(text: str) -> tuple[str, ...]:
    """The parts of a text between commas, dashes, slashes and brackets, normalised."""
    parts = (normalize(part) for part in re.split(r"\s[-–—]+\s|[,;:|/()\[\]]", text[:LONGEST]))  # noqa: RUF001
    return tuple(part for part in parts if part)
