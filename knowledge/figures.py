"""A fact's value as people read it: ``$68,270 a year``, ``1.7%``, ``13,500``. Pure."""

from __future__ import annotations

from knowledge.model import Fact

MINUS = "\u2212"
_LEAST = 0.01
"""What is less is not nothing."""


def number(fact: Fact) -> str:
    """The bare number with its sign: ``$72,840``, ``$35.02``, ``1.7%``, ``4.1``, ``<0.01``."""
    value = float(fact.value or 0)
    if 0 < value < _LEAST:
        return f"<{_LEAST}"
    if fact.unit in ("USD/year", "USD/month", "USD/week"):
        return f"${value:,.0f}"
    if fact.unit == "USD/hour":
        return f"${value:,.2f}"
    if fact.unit.startswith("percent"):
        return f"{decimal(value)}%"
    return decimal(value)


def decimal(value: float) -> str:
    """At most two decimals, thousands with commas, a real minus sign."""
    text = f"{abs(value):,.2f}".rstrip("0").rstrip(".")
    return f"{MINUS}{text}" if value < 0 and text != "0" else text


def credited(source: str) -> str:
    """The source's name, with the mark that O*NET® data must carry."""
    return source.replace("O*NET", "O*NET®").replace("®®", "®")
