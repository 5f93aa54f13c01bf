"""Counselors: passwords, signing in, and the limit on guessing."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.orm import Session

from triage import audit
from triage.errors import BadInput, NotAllowed
from triage.tables import Counselor, FailedLogin, SignIn

Role = Literal["counselor", "lead", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)
SHORTEST_PASSWORD = 12
IDLE = timedelta(minutes=30)
LONGEST_SIGN_IN = timedelta(hours=10)
GUESSES_PER_LOGIN = 5
GUESSES_PER_ADDRESS = 30
GUESS_WINDOW = timedelta(minutes=15)

_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe())  # checked for unknown logins: same time to answer


@dataclass(frozen=True, slots=True)
class Visit:
    """A signed-in browser: who it is and the token its forms must carry."""

    who: Counselor
    form_token: str


def create(
    session: Session, now: datetime, login: str, name: str, role: str, password: str
) -> Counselor:
    """Add a counselor.

    Raises:
        BadInput: the role is unknown, the login taken, or the password too short.
    """
    if role not in ROLES:
        raise BadInput(f"role {role!r} is unknown; expected one of {', '.join(ROLES)}")
    require_free(session, login)
    someone = Counselor(
        login=login.strip().lower(),
        name=name.strip() or login,
        role=role,
        password=_hasher.hash(require_strong(password)),
        created_at=now,
    )
    session.add(someone)
    session.flush()
    audit.record(session, now, audit.SYSTEM, "counselor created", detail=f"{login} {role}")
    return someone


def stand_in(session: Session, now: datetime, login: str, name: str) -> Counselor:
    """Who answers from a help desk of the library: shown by name, and never signed in here."""
    found = session.scalar(select(Counselor).where(_login(login)))
    if found is None:
        found = create(session, now, login, name, "lead", secrets.token_urlsafe())
        found.active = False
    found.name = name
    return found


def change_password(session: Session, now: datetime, who: Counselor, new: str) -> None:
    """Set a new password and sign every browser of theirs out.

    Raises:
        BadInput: the password is too short.
    """
    who.password = _hasher.hash(require_strong(new))
    session.execute(delete(SignIn).where(SignIn.counselor_id == who.id))
    audit.record(session, now, who.login, "password changed")


def change(
    session: Session, now: datetime, by: Counselor, someone: int, *, role: str, active: bool
) -> None:
    """Give somebody another role, or switch them off or on.

    Raises:
        BadInput: there is no such person or role, or it is oneself.
    """
    found = session.get(Counselor, someone)
    if found is None or role not in ROLES:
        raise BadInput("Choose a person and a role.")
    if found.id == by.id:
        raise BadInput("You cannot change your own role; ask another admin.")
    found.role, found.active = role, active
    session.execute(delete(SignIn).where(SignIn.counselor_id == found.id))
    detail = f"{found.login} {role} {'on' if active else 'off'}"
    audit.record(session, now, by.login, "counselor changed", detail=detail)


def check(
    session: Session, now: datetime, login: str, password: str, address: str
) -> Counselor | None:
    """Return who ``login`` is; None if the password is wrong, which is remembered.

    Raises:
        NotAllowed: there were too many wrong guesses of late.
    """
    keys = [_key("login", login.strip().lower()), _key("address", address)]
    if _too_many(session, now, keys):
        raise NotAllowed("Too many wrong passwords. Try again in 15 minutes.")
    someone = session.scalar(select(Counselor).where(_login(login), Counselor.active))
    if not _fits(someone.password if someone else _NOBODY, password) or someone is None:
        session.add_all(FailedLogin(key=key, at=now) for key in keys)
        audit.record(session, now, audit.SYSTEM, "login failed")
        return None
    return someone


def sign_in(session: Session, now: datetime, who: Counselor) -> str:
    """Open a fresh sign-in and return its cookie; an older cookie counts for nothing."""
    token = secrets.token_urlsafe(32)
    session.add(
        SignIn(
            token=_hash(token),
            counselor_id=who.id,
            form_token=secrets.token_urlsafe(24),
            created_at=now,
            seen_at=now,
        )
    )
    audit.record(session, now, who.login, "signed in")
    return token


def visit(session: Session, now: datetime, token: str) -> Visit | None:
    """Whose cookie this is; None if it is unknown, idle too long or too old."""
    found = session.get(SignIn, _hash(token)) if token else None
    if found is None:
        return None
    if now - found.seen_at > IDLE or now - found.created_at > LONGEST_SIGN_IN:
        session.delete(found)
        return None
    who = session.get(Counselor, found.counselor_id)
    if who is None or not who.active:
        return None
    if now - found.seen_at > timedelta(minutes=1):
        found.seen_at = now
    return Visit(who, found.form_token)


def sign_out(session: Session, token: str) -> None:
    """End a sign-in."""
    session.execute(delete(SignIn).where(SignIn.token == _hash(token)))


def tidy(session: Session, now: datetime) -> None:
    """Drop what no longer counts: old sign-ins and old failures."""
    idle = or_(SignIn.seen_at < now - IDLE, SignIn.created_at < now - LONGEST_SIGN_IN)
    session.execute(delete(SignIn).where(idle))
    session.execute(delete(FailedLogin).where(FailedLogin.at < now - GUESS_WINDOW))


def _too_many(session: Session, now: datetime, keys: list[str]) -> bool:
    since = now - GUESS_WINDOW
    for key, limit in zip(keys, (GUESSES_PER_LOGIN, GUESSES_PER_ADDRESS), strict=True):
        mine = FailedLogin.key == key, FailedLogin.at > since
        if (session.scalar(select(func.count()).where(*mine)) or 0) >= limit:
            return True
    return False


def require_free(session: Session, login: str) -> None:
    """Go on with a login that nobody has.

    Raises:
        BadInput: it is empty or taken.
    """
    if not login.strip() or session.scalar(select(Counselor.id).where(_login(login))):
        raise BadInput(f"The login {login!r} is empty or taken; choose another.")


def require_strong(password: str) -> str:
    """Return a password that is long enough.

    Raises:
        BadInput: it is too short.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise BadInput(f"The password needs at least {SHORTEST_PASSWORD} characters.")
    return password


def _fits(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except VerificationError:
        return False


def _login(login: str) -> ColumnElement[bool]:
    return Counselor.login == login.strip().lower()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(kind: str, value: str) -> str:
    return _hash(f"{kind} {value}")
