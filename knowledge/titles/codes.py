"""Codes typed as titles: current ones, parts of one, groups, and retired SOC 2010 codes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from knowledge.titles.normalize import LONGEST

_TYPED = re.compile(
    r"^\s*(?:soc|o\*?net|onet-soc)?[\s:#]*(\d{2})\s*[-–—. ]?\s*(\d{1,4})(?:\.(\d{1,2}))?\s*$",  # noqa: RUF001
    re.IGNORECASE,
)
_INSIDE = re.compile(r"(?<![\d-])(\d{2}-\d{4})(?:\.(\d{2}))?(?![\d-])")


def typed(text: str) -> tuple[str, str] | None:
    """The code that a text is, or the only whole one in it: as ``25-402``, and the detail or ""."""
    found = _TYPED.match(text[:40])
    if not found:
        inside = {(code, detail) for code, detail in _INSIDE.findall(text[:LONGEST])}
        return inside.pop() if len(inside) == 1 else None
    major, minor, detail = found.groups()
    return f"{major}-{minor}", detail or ""


def find(
    code: str, detail: str, known: Sequence[str], retired: Mapping[str, Sequence[str]]
) -> tuple[list[str], str]:
    """O*NET-SOC codes that a typed code can mean, and how: ``code`` or ``retired_code``.

    Args:
        code: ``25-4022``, or its beginning.
        detail: the two O*NET digits, or "".
        known: O*NET-SOC codes, sorted.
        retired: SOC 2010 code → current six-digit codes.
    """
    whole = f"{code}.{detail.ljust(2, '0')}"
    if whole in known:
        return [whole], "code"
    if code in retired:
        return [f"{soc}.00" for soc in retired[code] if f"{soc}.00" in known], "retired_code"
    stem = code.rstrip("0") if len(code) == 7 else code
    near = [one for one in known if one.startswith(stem) and one.endswith(".00")]
    return near or _one_digit_off(code, known), "code"


def _one_digit_off(code: str, known: Sequence[str]) -> list[str]:
    if len(code) != 7:
        return []
    off = ((sum(a != b for a, b in zip(code, one, strict=False)), one) for one in known)
    return [one for wrong, one in off if wrong == 1 and one.endswith(".00")]
