"""Bring a message into the plain form that the safety rules are written for.

``I w4nna d i e!!`` becomes `` . i want to die . ``: lower case, no accents, look-alike digits
and spaced letters undone, contractions written out, fillers dropped, one `` . `` a clause.
Pure standard library, Python 3.10 and later: Rasa's environment imports it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

_LOOKALIKE = str.maketrans("асеіорхукѕ", "aceiopxyks")  # Cyrillic look-alikes
_LEET = str.maketrans("013457@$!|", "oieastasil")
_SPACED = re.compile(r"(?<![a-z])(?:[a-z][ ._\-*/]{1,3}){2,}[a-z](?![a-z'])\.?")
_LETTER_RUN = re.compile(r"(.)\1{2,}")
_MIXED = re.compile(
    r"(?=[^\s]*[a-z])[a-z0-9@$!|]*[a-z][0134578@$!|][a-z0-9@$!|]*|[0134578@$]+[a-z]{2,}"
)
_STARRED = re.compile(r"[a-z*]*[a-z]\*+[a-z*]*|\*+[a-z]+")
_TOKEN = re.compile(r"[a-z0-9]+(?:'[a-z]+)*|[.!?;\n]")
_SUFFIXES = (("n't", " not"), ("'m", " am"), ("'ve", " have"), ("'ll", " will"), ("'re", " are"))
_FUZZY_LENGTH = 6
_SWAP_LENGTH = 4


@dataclass(frozen=True)
class Vocabulary:
    """Word lists of the rules files.

    Attributes:
        spelling: word as typed -> words as the rules know them ("wanna" -> "want to").
        fillers: words that change nothing ("just", "really").
        strong: words looked for behind stars, small misspellings and missing spaces.
        glue: words that may stand beside strong ones where spaces are missing.
        real: ordinary words one letter away from a strong one ("hunting"), left as they are.
    """

    spelling: Mapping[str, str]
    fillers: frozenset[str]
    strong: frozenset[str]
    glue: frozenset[str]
    real: frozenset[str]


def readings(text: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """``text`` read plainly; a second time with commas as full stops, if it has any."""
    apart = re.sub(r",(?!\d)| - |\u2014|\u2013|:", ". ", text)
    both = dict.fromkeys((plain(text, vocabulary), plain(apart, vocabulary)))
    return tuple(both)


def plain(text: str, vocabulary: Vocabulary) -> str:
    """Return ``text`` as single-spaced known words, framed and divided by `` . ``."""
    letters = _letters(text)
    letters = _SPACED.sub(lambda found: _join_spaced(found.group(), vocabulary), letters)
    letters = _MIXED.sub(lambda found: _unleet(found.group()), letters)
    letters = _STARRED.sub(lambda found: _unstar(found.group(), vocabulary), letters)
    words = ["."]
    for token in _TOKEN.findall(letters):
        words.extend(_spell(token, vocabulary))
    words.append(".")
    kept = [word for word in words if word not in vocabulary.fillers]
    return " " + " ".join(kept) + " "


def _letters(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_LOOKALIKE)
    apart = unicodedata.normalize("NFD", re.sub("[\u2018\u2019\u02bc`\u00b4]", "'", folded))
    shown = (c for c in apart if unicodedata.category(c) not in ("Mn", "Cf"))
    return _LETTER_RUN.sub(r"\1", "".join(shown).replace("...", " . "))


def _join_spaced(found: str, vocabulary: Vocabulary) -> str:
    joined = re.sub("[^a-z]", "", found)
    return _split(joined, vocabulary) or found


def _unleet(token: str) -> str:
    body = token.rstrip("!|")
    return body.translate(_LEET) + token[len(body) :].replace("|", "")


def _unstar(token: str, vocabulary: Vocabulary) -> str:
    shape = re.compile(re.escape(token).replace(r"\*", "[a-z]"))
    return next((w for w in sorted(vocabulary.strong) if shape.fullmatch(w)), token)


def _spell(typed: str, vocabulary: Vocabulary) -> list[str]:
    if typed in ".!?;\n":
        return ["."]
    known = vocabulary.spelling.get(typed) or _contraction(typed)
    if known is None and typed not in vocabulary.strong:
        known = _split(typed, vocabulary) if len(typed) >= 2 + _FUZZY_LENGTH else None
        if known is None and typed not in vocabulary.real:
            known = _nearest(typed, vocabulary.strong)
    return [
        again
        for word in (known or typed).replace("'", "").split()
        for again in vocabulary.spelling.get(word, word).split()
    ]


def _contraction(token: str) -> str | None:
    for suffix, written in _SUFFIXES:
        if token.endswith(suffix):
            return token.removesuffix(suffix) + written
    return token.removesuffix("'s") + " is" if token.endswith("'s") else None


def _split(joined: str, vocabulary: Vocabulary) -> str | None:
    """Divide letters into known words, at least one of them strong; None if they do not fit."""
    best: list[list[str] | None] = [[]] + [None] * len(joined)
    for end in range(1, len(joined) + 1):
        for start in range(max(0, end - 9), end):
            word, before = joined[start:end], best[start]
            if before is not None and (word in vocabulary.strong or word in vocabulary.glue):
                best[end] = [*before, word]
                break
    words = best[-1]
    return " ".join(words) if words and vocabulary.strong.intersection(words) else None


@lru_cache(maxsize=4096)
def _nearest(token: str, strong: frozenset[str]) -> str | None:
    if len(token) < _SWAP_LENGTH:
        return None
    near = (word for word in sorted(strong) if _slipped(token, word))
    return next(near, None)


def _slipped(typed: str, meant: str) -> bool:
    """Long words may have one slip; in short ones two neighbours may have changed places."""
    if len(meant) >= _FUZZY_LENGTH:
        return _one_slip(typed, meant)
    swaps = (meant[:i] + meant[i + 1] + meant[i] + meant[i + 2 :] for i in range(len(meant) - 1))
    return len(meant) >= _SWAP_LENGTH and typed in swaps


def _one_slip(typed: str, meant: str) -> bool:
    """Whether one letter was added, left out, changed or swapped with its neighbour."""
    if abs(len(typed) - len(meant)) > 1 or typed[0] != meant[0]:
        return False
    at = next((i for i, (a, b) in enumerate(zip(typed, meant)) if a != b), None)  # noqa: B905
    if at is None:
        return True
    rest, wanted = typed[at:], meant[at:]
    swapped = rest[:2] == wanted[1::-1] and rest[2:] == wanted[2:]
    return swapped or rest[1:] == wanted[1:] or rest[1:] == wanted or rest == wanted[1:]
