"""Take personal data out of text that somebody typed by accident: pure."""

from __future__ import annotations

import re

_STREET = "St|Street|Ave|Avenue|Rd|Road|Blvd|Lane|Ln|Drive|Dr|Court|Ct"
_KINDS = (
    ("e-mail", re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("social security number", re.compile(r"(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)")),
    ("card number", re.compile(r"(?<!\d)(?:\d[ -]?){12,18}\d(?!\d)")),
    (
        "phone number",
        re.compile(r"(?<![\d.-])(?:\+?\d{1,2}[ .-]?)?\(?\d{3}\)?[ .-]?\d{3}[ .-]\d{4}(?!\d)"),
    ),
    ("address", re.compile(rf"\b\d{{1,6}} (?:[A-Z][\w.']*\s){{1,3}}(?:{_STREET})\b\.?")),
)


def redacted(text: str) -> str:
    """Return ``text`` with e-mail addresses, phone, card and social security numbers taken out.

    O*NET-SOC codes (25-4022.00), pay and years are left alone.
    """
    for kind, shape in _KINDS:
        text = shape.sub(f"[{kind} removed]", text)
    return text


def left_out(text: str) -> str:
    """Return ``text`` without the same data, and without a trace of it: for the bot to read."""
    for _, shape in _KINDS:
        text = shape.sub(" ", text)
    return text


def storable(text: str) -> str:
    """``text`` without the characters that a database cannot hold."""
    return text.replace("\x00", "").encode("utf-8", "ignore").decode("utf-8")


def found_kinds(text: str) -> tuple[str, ...]:
    """Names of the kinds of personal data in ``text``, such as "e-mail"."""
    return tuple(kind for kind, shape in _KINDS if shape.search(text))
