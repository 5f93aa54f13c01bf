"""Wishes added to the wishes before them. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ADDS = re.compile(r"^\W*(?:and|also|plus|or|y|o|también)\b", re.IGNORECASE)
_OPPOSITE = {"pay_at_least": "pay_at_most", "pay_at_most": "pay_at_least"}


def joined(earlier: Mapping[str, Any], new: Mapping[str, Any], text: str) -> dict[str, Any]:
    """The wishes of a search after a further turn.

    A new wish takes the place of one of its kind; "and animals" adds to a list. A new limit of pay
    that the earlier one contradicts takes its place too.
    """
    wishes = {**earlier, **new}
    if _ADDS.match(text):
        lists = (name for name in new if isinstance(new[name], list) and name in earlier)
        wishes |= {name: list(dict.fromkeys([*earlier[name], *new[name]])) for name in lists}
    if wishes.keys() >= _OPPOSITE.keys() and wishes["pay_at_least"] > wishes["pay_at_most"]:
        for name in new.keys() & _OPPOSITE.keys():
            if _OPPOSITE[name] not in new:
                del wishes[_OPPOSITE[name]]
    return wishes
