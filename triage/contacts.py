"""How a person said they can be reached. Pure."""

from __future__ import annotations

import re
from email.utils import getaddresses

_ADDRESS = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)


def address(contact: str) -> str:
    """The e-mail address in what somebody gave as contact; "" if it is none.

    >>> address("Ana <ana@school.example>")
    'ana@school.example'
    """
    found = [one for _, one in getaddresses([contact])] if contact.isprintable() else []
    return found[0] if len(found) == 1 and _ADDRESS.fullmatch(found[0]) else ""
