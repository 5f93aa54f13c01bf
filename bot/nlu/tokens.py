"""Words of a message with their places in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"[^\W_]+(?:['\u2019.&/+-][^\W_]+)*[+#]*|[^\w\s]|_")
_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "`": "'", "\u201c": '"', "\u201d": '"'})


class Token(NamedTuple):
    """A word (lower case) or a mark of punctuation, and where it stands."""

    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """Split a message; ``text[token.start:token.end]`` is the token as written."""
    return [
        Token(found.group().lower().translate(_QUOTES), found.start(), found.end())
        for found in _WORD.finditer(text)
    ]
