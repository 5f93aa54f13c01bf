"""Login and password of a new counselor, asked for on the command line until they will do."""

from __future__ import annotations

import getpass
import sys
from dataclasses import dataclass

from sqlalchemy.orm import Session

from triage import accounts
from triage.errors import BadInput

_STOPPED = "Nobody was added: the input ended before login and password were given."


@dataclass(frozen=True, slots=True)
class Newcomer:
    """Login and password, both fit to use."""

    login: str
    password: str


def asked_for(session: Session, login: str, *, at_terminal: bool) -> Newcomer:
    """Ask for what ``login`` leaves open; a password is asked for twice at a terminal.

    Raises:
        BadInput: the input ended, or what came through a pipe will not do.
    """
    try:
        if at_terminal:
            return Newcomer(_free(session, login), _password())
        accounts.require_free(session, login)
        return Newcomer(login, accounts.require_strong(input()))
    except (EOFError, KeyboardInterrupt) as error:
        raise BadInput(f"\n{_STOPPED}" if at_terminal else _STOPPED) from error


def _free(session: Session, login: str) -> str:
    """``login``, or the first one typed that is not empty and not taken."""
    while True:
        try:
            login = login or input("Login (an e-mail address or a short name): ")
            accounts.require_free(session, login)
            return login.strip()
        except BadInput as error:
            _say(str(error))
            login = ""


def _password() -> str:
    while True:
        try:
            first = accounts.require_strong(
                getpass.getpass(f"Password ({accounts.SHORTEST_PASSWORD} characters or more): ")
            )
        except BadInput as error:
            _say(str(error))
            continue
        if getpass.getpass("The same again: ") == first:
            return first
        _say("The two passwords differ. Type both again.")


def _say(problem: str) -> None:
    sys.stderr.write(f"{problem}\n")
