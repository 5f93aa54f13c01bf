"""The codes that occur in releases, checked where they are read."""

from __future__ import annotations

import re

from knowledge.errors import MalformedRelease

SOC = re.compile(r"\d{2}-\d{4}")
ONET_SOC = re.compile(r"\d{2}-\d{4}\.\d{2}")


def soc(text: str, file: str, line: int) -> str:
    """A six-digit code with its hyphen.

    Raises:
        MalformedRelease: the text is none.
    """
    if not SOC.fullmatch(text):
        raise MalformedRelease(file, "a code such as 25-4022", line=line, value=text or "nothing")
    return text


def onet_soc(text: str, file: str, line: int) -> str:
    """An eight-digit O*NET-SOC code.

    Raises:
        MalformedRelease: the text is none.
    """
    if not ONET_SOC.fullmatch(text):
        raise MalformedRelease(
            file, "a code such as 25-4022.00", line=line, value=text or "nothing"
        )
    return text


def hyphenated(digits: str, file: str, line: int) -> str:
    """``254022`` as OEWS writes it -> ``25-4022``.

    Raises:
        MalformedRelease: not six digits.
    """
    if not re.fullmatch(r"\d{6}", digits):
        expected = "six digits such as 254022"
        raise MalformedRelease(file, expected, line=line, value=digits or "nothing")
    return f"{digits[:2]}-{digits[2:]}"
